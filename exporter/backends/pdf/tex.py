"""TeX's notation for formulas, read into a small tree; what this does not know raises NotUnderstood.

The commands are those people write in articles (fractions, roots, scripts, Greek, operators, relations, arrows, accents,
fences, upright text); environments and macros are not among them.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal[
    "variable", "upright", "binary", "relation", "punctuation", "open", "close", "big", "function"
]

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[{}^_&]|\s+|[0-9]+(?:[.,][0-9]+)*|.", re.DOTALL)
_DEEPEST = 24
_SPACES = {
    ",": 0.17,
    ":": 0.22,
    ";": 0.28,
    " ": 0.25,
    "!": -0.17,
    "quad": 1.0,
    "qquad": 2.0,
    "~": 0.25,
    "thinspace": 0.17,
}


def _table(names: str, signs: str) -> dict[str, str]:
    return dict(zip(names.split(), signs, strict=True))


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_GREEK = _table(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega "
    "varepsilon vartheta varphi varrho varsigma",
    "αβγδεζηθικλμνξπρστυφχψωεϑφϱς",
)
_CAPITALS = _table("Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega", "ΓΔΘΛΞΠΣΥΦΨΩ")
_UPRIGHT = _table(
    "infty partial nabla forall exists emptyset varnothing hbar ell Re Im aleph prime dots ldots cdots vdots degree "
    "angle top bot percent dagger",
    "∞∂∇∀∃∅∅ħℓℜℑℵ′………⋮°∠⊤⊥%†",
)
_BINARY = _table(
    "times div pm mp cdot ast star circ bullet cup cap setminus wedge land vee lor oplus otimes odot",
    "×÷±∓·∗⋆∘•∪∩∖∧∧∨∨⊕⊗⊙",
)
_RELATIONS = _table(
    "leq le geq ge neq ne approx equiv sim simeq cong propto in notin ni subset subseteq supset supseteq to rightarrow "
    "leftarrow gets leftrightarrow Rightarrow implies Leftarrow Leftrightarrow iff mapsto mid parallel perp ll gg "
    "doteq prec succ models vdash uparrow downarrow",
    "≤≤≥≥≠≠≈≡∼≃≅∝∈∉∋⊂⊆⊃⊇→→←←↔⇒⇒⇐⇔⇔↦∣∥⊥≪≫≐≺≻⊨⊢↑↓",
)
_BIG = _table("sum prod coprod int iint iiint oint bigcup bigcap", "∑∏∐∫∬∭∮⋃⋂")
_FUNCTIONS = _names(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh exp log ln lg det dim ker deg gcd hom arg Pr"
)
_LIMITS = _names("lim max min sup inf limsup liminf argmax argmin")
_ACCENTS = {"hat": "ˆ", "widehat": "ˆ", "tilde": "˜", "widetilde": "˜", "dot": "˙", "ddot": "¨", "vec": "→", "acute": "´",
            "grave": "`", "breve": "˘", "check": "ˇ"}  # fmt: skip
_FENCES = {"langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "lbrace": "{",
           "rbrace": "}", "{": "{", "}": "}", "|": "‖", "Vert": "‖", "vert": "|", "lvert": "|", "rvert": "|"}  # fmt: skip
_OPENING = frozenset("([⟨⌊⌈")
_CLOSING = frozenset(")]⟩⌋⌉!")
_FONTS = {"mathrm": "upright", "operatorname": "function", "mathbf": "bold", "boldsymbol": "bold", "mathit": "italic",
          "mathbb": "double", "mathcal": "italic", "mathsf": "upright", "mathtt": "upright"}  # fmt: skip
_DOUBLE = _table("C H N P Q R Z", "ℂℍℕℙℚℝℤ")


class NotUnderstood(ValueError):
    """Notation this module does not know; the message names it."""


class Sign(NamedTuple):
    """Letters, digits or a symbol, of a kind that decides how it is set and what space stands around it."""

    text: str
    kind: Kind
    bold: bool = False
    limits: bool = False


class Gap(NamedTuple):
    """Space, in ems."""

    width: float


class Row(NamedTuple):
    """Parts beside each other."""

    parts: tuple[Part, ...]


class Scripts(NamedTuple):
    """A base with what stands below and above its end (or under and over it, where it has limits)."""

    base: Part
    below: Part | None
    above: Part | None


class Fraction(NamedTuple):
    """One part over another; without a line for a binomial."""

    upper: Part
    lower: Part
    line: bool = True


class Root(NamedTuple):
    """A root, with its degree."""

    inside: Part
    degree: Part | None


class Over(NamedTuple):
    """A line over (or under) a part."""

    inside: Part
    under: bool = False


class Accented(NamedTuple):
    """A part with a sign above it."""

    inside: Part
    sign: str


class Fenced(NamedTuple):
    """A part between signs as high as it is ("" is none)."""

    left: str
    inside: Part
    right: str


Part: TypeAlias = Sign | Gap | Row | Scripts | Fraction | Root | Over | Accented | Fenced


def parse(source: str) -> Part:
    """The tree of a formula. Raises NotUnderstood."""
    parser = _Parser(_TOKEN.findall(source.strip().strip("$")))
    found = parser.row(frozenset(), 0)
    if parser.at < len(parser.tokens):
        raise NotUnderstood(parser.tokens[parser.at])
    return found


class _Parser:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens, self.at = tokens, 0

    def peek(self) -> str:
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        if not token:
            raise NotUnderstood("the end")
        self.at += 1
        return token

    def row(self, ends: frozenset[str], depth: int) -> Part:
        if depth > _DEEPEST:
            raise NotUnderstood("nesting so deep")
        parts: list[Part] = []
        while (token := self.peek()) and token not in ends:
            if token in ("}", "&", "\\\\", "\\right"):
                break
            parts.append(self.scripted(depth))
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def scripted(self, depth: int) -> Part:
        base: Part = Row(()) if self.peek() in ("^", "_") else self.one(depth)
        below = above = None
        primes = ""
        while (token := self.peek()) in ("^", "_", "'"):
            self.take()
            if token == "'":
                primes += "′"
            elif token == "^" and above is None:
                above = self.one(depth + 1)
            elif token == "_" and below is None:
                below = self.one(depth + 1)
            else:
                raise NotUnderstood(f"two of {token}")
        if primes:
            above = Row((Sign(primes, "upright"), *((above,) if above else ())))
        return Scripts(base, below, above) if below or above else base

    def group(self, depth: int) -> Part:
        return self.one(depth + 1)

    def one(self, depth: int) -> Part:
        token = self.take()
        if token == "{":
            found = self.row(frozenset(), depth + 1)
            if self.take() != "}":
                raise NotUnderstood("{ without }")
            return found
        if token.startswith("\\"):
            return self.command(token[1:], depth)
        if token in "}^_&":
            raise NotUnderstood(token)
        return _sign(token)

    def command(self, name: str, depth: int) -> Part:
        for table, kind in ((_GREEK, "variable"), (_CAPITALS, "upright"), (_UPRIGHT, "upright"), (_BINARY, "binary"),
                            (_RELATIONS, "relation"), (_BIG, "big")):  # fmt: skip
            if name in table:
                return Sign(table[name], kind, limits=kind == "big" and "int" not in name)  # type: ignore[arg-type]
        if name in _FUNCTIONS or name in _LIMITS:
            return Sign(name, "function", limits=name in _LIMITS)
        if name in _SPACES:
            return Gap(_SPACES[name])
        if name in _FENCES:
            sign = _FENCES[name]
            return Sign(sign, "open" if name.startswith("l") else "close" if name.startswith("r") else "upright")
        if name in "%$#&_" or name in ("limits", "nolimits", "displaystyle", "textstyle"):
            return Sign(name, "upright") if len(name) == 1 else Gap(0.0)
        return self.construction(name, depth)

    def construction(self, name: str, depth: int) -> Part:
        if name in ("frac", "dfrac", "tfrac", "cfrac"):
            return Fraction(self.group(depth), self.group(depth))
        if name in ("binom", "dbinom"):
            return Fenced("(", Fraction(self.group(depth), self.group(depth), line=False), ")")
        if name == "sqrt":
            return self.root(depth)
        if name in ("text", "textrm", "mbox", "textit", "textbf"):
            return Sign(self.words(), "upright", bold=name == "textbf")
        if name in ("overline", "bar", "underline"):
            return Over(self.group(depth), under=name == "underline")
        if name in _ACCENTS:
            return Accented(self.group(depth), _ACCENTS[name])
        if name in _FONTS:
            return _restyled(self.group(depth), _FONTS[name])
        if name == "left":
            return self.fenced(depth)
        if name in ("big", "Big", "bigl", "bigr", "Bigl", "Bigr"):
            return self.one(depth)
        raise NotUnderstood(f"\\{name}")

    def root(self, depth: int) -> Part:
        degree = None
        if self.peek() == "[":
            self.take()
            degree = self.row(frozenset("]"), depth + 1)
            self.take()
        return Root(self.group(depth), degree)

    def words(self) -> str:
        """The characters of a group, spaces and all."""
        if self.take() != "{":
            raise NotUnderstood("\\text without {")
        out, depth = "", 1
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            depth += (token == "{") - (token == "}")
            if not depth:
                return out
            out += token.removeprefix("\\") if len(token) == 2 else token
        raise NotUnderstood("{ without }")

    def fenced(self, depth: int) -> Part:
        left = self.fence()
        inside = self.row(frozenset(), depth + 1)
        if self.take() != "\\right":
            raise NotUnderstood("\\left without \\right")
        return Fenced(left, inside, self.fence())

    def fence(self) -> str:
        token = self.take()
        if token == ".":
            return ""
        if token in "()[]|/":
            return token
        if token.startswith("\\") and token[1:] in _FENCES:
            return _FENCES[token[1:]]
        raise NotUnderstood(f"a fence {token}")


def _sign(token: str) -> Sign:
    if token in "+-*±":
        return Sign({"-": "−", "*": "∗"}.get(token, token), "binary")
    if token in "=<>≤≥≠≈:":
        return Sign(token, "relation")
    if token in ",;":
        return Sign(token, "punctuation")
    if token in _OPENING:
        return Sign(token, "open")
    if token in _CLOSING:
        return Sign(token, "close")
    return Sign(token, "variable" if token.isalpha() else "upright")


def _restyled(part: Part, font: str) -> Part:
    """A part in another style; runs of letters become one word."""
    if isinstance(part, Row) and all(isinstance(inner, Sign) for inner in part.parts):
        words = "".join(inner.text for inner in part.parts if isinstance(inner, Sign))
        return _restyled(Sign(words, "variable"), font)
    if isinstance(part, Sign):
        if font == "double":
            return Sign("".join(_DOUBLE.get(char, char) for char in part.text), "upright")
        kind: Kind = "function" if font == "function" else "variable" if font == "italic" else "upright"
        return part._replace(kind=kind, bold=font == "bold")
    if isinstance(part, Row):
        return Row(tuple(_restyled(inner, font) for inner in part.parts))
    return part
