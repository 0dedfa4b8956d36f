"""Office Math (ISO/IEC 29500-1, 22.1) into TeX, as our own formulas and everybody's arrive.

No library does this well enough to be leant on: the ones there are know neither delimiters of more than one part nor
matrices, and give no word of what they leave out. What is not known here gives its characters, and a notice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .names import M, W

if TYPE_CHECKING:
    from lxml.etree import _Element

    from .document import Document

_ACCENTS = {
    "\u0302": "\\hat", "\u0303": "\\tilde", "\u20d7": "\\vec", "\u0307": "\\dot", "\u0308": "\\ddot", "\u030c": "\\check",
    "\u0306": "\\breve", "\u0301": "\\acute", "\u0300": "\\grave", "\u20db": "\\dddot", "\u0304": "\\bar",
    "\u0305": "\\overline",
    "\u030a": "\\mathring", "\u20d6": "\\overleftarrow", "\u20e1": "\\overleftrightarrow", "^": "\\hat", "~": "\\tilde",
    "¯": "\\bar", "→": "\\vec",
}  # fmt: skip
_NARY = {
    "∑": "\\sum", "∏": "\\prod", "∐": "\\coprod", "∫": "\\int", "∬": "\\iint", "∭": "\\iiint", "∮": "\\oint", "⋃": "\\bigcup",
    "⋂": "\\bigcap", "⋁": "\\bigvee", "⋀": "\\bigwedge", "⨁": "\\bigoplus", "⨂": "\\bigotimes", "⨀": "\\bigodot",
    "⨄": "\\biguplus", "⨆": "\\bigsqcup",
}  # fmt: skip
_FENCES = {
    "(": "(", ")": ")", "[": "[", "]": "]", "{": "\\{", "}": "\\}", "|": "|", "‖": "\\|", "⟨": "\\langle", "⟩": "\\rangle",
    "〈": "\\langle", "〉": "\\rangle", "⌊": "\\lfloor", "⌋": "\\rfloor", "⌈": "\\lceil", "⌉": "\\rceil", "": ".", "/": "/",
    "<": "\\langle", ">": "\\rangle",
}  # fmt: skip
_SIGNS = {
    "α": "\\alpha", "β": "\\beta", "γ": "\\gamma", "δ": "\\delta", "ε": "\\varepsilon", "ϵ": "\\epsilon", "ζ": "\\zeta",
    "η": "\\eta", "θ": "\\theta", "ϑ": "\\vartheta", "ι": "\\iota", "κ": "\\kappa", "λ": "\\lambda", "μ": "\\mu", "ν": "\\nu",
    "ξ": "\\xi", "π": "\\pi", "ϖ": "\\varpi", "ρ": "\\rho", "ϱ": "\\varrho", "σ": "\\sigma", "ς": "\\varsigma", "τ": "\\tau",
    "υ": "\\upsilon", "φ": "\\varphi", "ϕ": "\\phi", "χ": "\\chi", "ψ": "\\psi", "ω": "\\omega", "Γ": "\\Gamma", "Δ": "\\Delta",
    "Θ": "\\Theta", "Λ": "\\Lambda", "Ξ": "\\Xi", "Π": "\\Pi", "Σ": "\\Sigma", "Υ": "\\Upsilon", "Φ": "\\Phi", "Ψ": "\\Psi",
    "Ω": "\\Omega", "∞": "\\infty", "±": "\\pm", "∓": "\\mp", "×": "\\times", "÷": "\\div", "⋅": "\\cdot", "·": "\\cdot",
    "∗": "\\ast", "∘": "\\circ", "≤": "\\leq", "≥": "\\geq", "≠": "\\neq", "≈": "\\approx", "≡": "\\equiv", "∼": "\\sim",
    "≃": "\\simeq", "≅": "\\cong", "∝": "\\propto", "≪": "\\ll", "≫": "\\gg", "→": "\\to", "←": "\\leftarrow",
    "↔": "\\leftrightarrow", "⇒": "\\Rightarrow", "⇐": "\\Leftarrow", "⇔": "\\Leftrightarrow", "↦": "\\mapsto",
    "⟶": "\\longrightarrow", "⟹": "\\implies", "⟺": "\\iff", "↑": "\\uparrow", "↓": "\\downarrow", "∈": "\\in", "∉": "\\notin",
    "∋": "\\ni", "⊂": "\\subset", "⊃": "\\supset", "⊆": "\\subseteq", "⊇": "\\supseteq", "∪": "\\cup", "∩": "\\cap",
    "∅": "\\emptyset", "∖": "\\setminus", "∀": "\\forall", "∃": "\\exists", "¬": "\\neg", "∧": "\\wedge", "∨": "\\vee",
    "⊕": "\\oplus", "⊗": "\\otimes", "⊥": "\\perp", "∥": "\\parallel", "∣": "\\mid", "∂": "\\partial", "∇": "\\nabla",
    "√": "\\surd", "ℏ": "\\hbar", "ℓ": "\\ell", "ℜ": "\\Re", "ℑ": "\\Im", "ℵ": "\\aleph", "…": "\\ldots", "⋯": "\\cdots",
    "⋮": "\\vdots", "⋱": "\\ddots", "′": "'", "″": "''", "‴": "'''", "∠": "\\angle", "△": "\\triangle", "†": "\\dagger",
    "−": "-", "–": "-", "∫": "\\int", "∑": "\\sum", "∏": "\\prod", "⟨": "\\langle", "⟩": "\\rangle", "⌊": "\\lfloor",
    "⌋": "\\rfloor", "⌈": "\\lceil", "⌉": "\\rceil", "‖": "\\|", "°": "^{\\circ}", "\u2061": "", "\u2062": "", "\u2063": "",
    "\u2064": "", "\u200b": "", "\u00a0": "\\ ", "\u2003": "\\quad ", "\u2002": "\\enspace ", "\u2009": "\\,", "\u2005": "\\:",
    "\u2004": "\\;", "\u200a": "\\,", "\u2006": "\\,", "\u205f": "\\:",
    "{": "\\{", "}": "\\}", "%": "\\%", "#": "\\#", "$": "\\$", "&": "\\&", "\\": "\\backslash", "_": "\\_", "^": "\\hat{}",
    "~": "\\sim",
}  # fmt: skip
_FUNCTIONS = frozenset(
    ["sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "coth", "log", "ln", "lg",
     "exp", "lim", "limsup", "liminf", "max", "min", "sup", "inf", "arg", "deg", "det", "dim", "gcd", "hom", "ker", "Pr"]
)  # fmt: skip
_STYLES = {
    "double-struck": "\\mathbb", "script": "\\mathcal", "fraktur": "\\mathfrak", "sans-serif": "\\mathsf",
    "monospace": "\\mathtt",
}  # fmt: skip
# Letters of mathematical alphabets (U+1D400 and on, and those that were there before) by the name Unicode gives them.
_ALPHABET = re.compile(
    r"(?:MATHEMATICAL )?(BOLD ITALIC|BOLD|ITALIC|DOUBLE-STRUCK|SCRIPT|FRAKTUR|BLACK-LETTER|SANS-SERIF|MONOSPACE) "
)
_ALPHABETS = {
    "BOLD": "\\mathbf", "BOLD ITALIC": "\\boldsymbol", "ITALIC": "", "DOUBLE-STRUCK": "\\mathbb", "SCRIPT": "\\mathcal",
    "FRAKTUR": "\\mathfrak", "BLACK-LETTER": "\\mathfrak", "SANS-SERIF": "\\mathsf", "MONOSPACE": "\\mathtt",
}  # fmt: skip
_ENDS_IN_COMMAND = re.compile(r"\\[A-Za-z]+$")
_LONGEST_COMMAND = 40
_COMMAND = re.compile(r"\\[A-Za-z]+")
_EMPTY = re.compile(r"[{}\s\\,;:]*")


def tex(element: _Element, document: Document) -> str:
    """The TeX of an `m:oMath` or `m:oMathPara`."""
    formulas = element.findall(f"{M}oMath") if element.tag == f"{M}oMathPara" else [element]
    return " \\\\ ".join(" ".join(_Writer(document).inside(formula).split()) for formula in formulas)


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document

    def inside(self, element: _Element | None) -> str:
        """Everything in an element, side by side."""
        out = ""
        for child in element if element is not None else ():
            piece = self._one(child)
            if piece[:1].isalpha() and _ENDS_IN_COMMAND.search(out[-_LONGEST_COMMAND:]):
                out += " "
            out += piece
        return out

    def _one(self, child: _Element) -> str:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name.endswith("Pr"):
            return ""
        if child.tag in (f"{W}del", f"{W}moveFrom"):
            return ""
        if (write := _WRITERS.get(name)) is not None:
            return write(self, child)
        if name in _TRANSPARENT:
            return self.inside(child)
        if words := "".join(one.text or "" for one in child.iter(f"{M}t")):
            self.document.leave_out("formula-part", f"{name}: {words}")
        return signs(words)

    def argument(self, parent: _Element, name: str) -> str:
        """One argument of an object, in braces."""
        return f"{{{self.inside(parent.find(f'{M}{name}'))}}}"

    def bare(self, parent: _Element, name: str) -> str:
        """One argument, without braces; empty where it says nothing."""
        return self.inside(parent.find(f"{M}{name}"))

    def run(self, element: _Element) -> str:
        """Characters, in the alphabet their run asks for (22.1.2.87)."""
        words = "".join(one.text or "" for one in element.iter(f"{M}t", f"{W}t"))
        properties = element.find(f"{M}rPr")
        if not words or properties is None:
            return signs(words)
        if _on(properties, "nor"):
            return _text(words)
        script, style = _value(properties, "scr"), _value(properties, "sty")
        if script in _STYLES:
            return f"{_STYLES[script]}{{{signs(words)}}}"
        if style in ("b", "bi"):
            bold = "\\mathbf" if style == "b" else "\\boldsymbol"
            return f"{bold}{{{signs(words)}}}"
        if style == "p" and len(words) > 1 and words.isalpha() and words.isascii():
            return f"\\{words} " if words in _FUNCTIONS else f"\\operatorname{{{words}}}"
        if style == "p" and len(words) == 1 and words.isalpha() and words.isascii():
            return f"\\mathrm{{{words}}}"
        return signs(words)

    def fraction(self, element: _Element) -> str:
        """A fraction; without a bar it is what binomials are made of."""
        over, under = self.argument(element, "num"), self.argument(element, "den")
        kind = _property(element, "fPr", "type")
        if kind == "noBar":
            return f"\\genfrac{{}}{{}}{{0pt}}{{}}{over}{under}"
        if kind == "lin":
            return f"{over}/{under}"
        return f"\\frac{over}{under}"

    def radical(self, element: _Element) -> str:
        """A root, with its degree where it shows one."""
        degree = self.bare(element, "deg")
        hidden = _shown(element, "radPr", "degHide")
        return f"\\sqrt{'' if hidden or not degree else f'[{degree}]'}{self.argument(element, 'e')}"

    def superscript(self, element: _Element) -> str:
        """A base with something raised."""
        raised = self.bare(element, "sup").strip()
        if raised and not raised.strip("'"):
            return f"{self._base(element)}{raised}"
        return f"{self._base(element)}^{self.argument(element, 'sup')}"

    def subscript(self, element: _Element) -> str:
        """A base with something lowered."""
        return f"{self._base(element)}_{self.argument(element, 'sub')}"

    def both_scripts(self, element: _Element) -> str:
        """A base with something lowered and something raised."""
        return f"{self._base(element)}_{self.argument(element, 'sub')}^{self.argument(element, 'sup')}"

    def scripts_before(self, element: _Element) -> str:
        """Scripts to the left of their base."""
        return f"{{}}_{self.argument(element, 'sub')}^{self.argument(element, 'sup')}{self.argument(element, 'e')}"

    def _base(self, element: _Element) -> str:
        base = self.bare(element, "e").strip()
        simple = len(base) == 1 or re.fullmatch(r"\\[A-Za-z]+(\{[A-Za-z]*\})?", base)
        return base if simple else f"{{{base}}}"

    def nary(self, element: _Element) -> str:
        """A sum, product or integral with its limits."""
        sign = _property(element, "naryPr", "chr", "∫")
        out = _NARY.get(sign, signs(sign)) or signs(sign)
        for name, mark in (("sub", "_"), ("sup", "^")):
            if (limit := self.bare(element, name)) and not _EMPTY.fullmatch(limit):
                out += f"{mark}{{{limit}}}"
        return f"{out} {self.bare(element, 'e')}"

    def function(self, element: _Element) -> str:
        """A function's name with what it is of."""
        return f"{self.bare(element, 'fName')} {self.bare(element, 'e')}"

    def delimited(self, element: _Element) -> str:
        """Something in brackets that grow with it; matrices, cases and binomials have names of their own."""
        opening = _property(element, "dPr", "begChr", "(")
        closing = _property(element, "dPr", "endChr", ")")
        parts = [self.inside(one) for one in element.findall(f"{M}e")]
        if len(parts) == 1 and (named := _named(opening, closing, parts[0])):
            return named
        middle = signs(_property(element, "dPr", "sepChr", "|")) or "|"
        body = f" \\middle{middle} ".join(parts) if len(parts) > 1 else "".join(parts)
        return f"\\left{_fence(opening)} {body} \\right{_fence(closing)} "

    def accent(self, element: _Element) -> str:
        """A mark above something."""
        sign = _property(element, "accPr", "chr", "\u0302")
        command = _ACCENTS.get(sign)
        if command is None:
            return f"\\overset{{{signs(sign)}}}{self.argument(element, 'e')}"
        inside = self.bare(element, "e")
        wide = {"\\hat": "\\widehat", "\\tilde": "\\widetilde", "\\vec": "\\overrightarrow"}.get(command, command)
        long = len(_COMMAND.sub("x", inside)) > 2
        return f"{wide if long else command}{{{inside}}}"

    def bar(self, element: _Element) -> str:
        """A line above or below something."""
        above = _property(element, "barPr", "pos", "bot") == "top"
        inside = self.bare(element, "e").strip()
        if above and len(inside) == 1:
            return f"\\bar{{{inside}}}"
        return f"\\{'over' if above else 'under'}line{{{inside}}}"

    def grouped(self, element: _Element) -> str:
        """A brace or arrow along something."""
        sign = _property(element, "groupChrPr", "chr", "⏟")
        command = {"⏞": "\\overbrace", "⏟": "\\underbrace", "→": "\\overrightarrow", "←": "\\overleftarrow"}.get(sign)
        if command:
            return f"{command}{self.argument(element, 'e')}"
        above = _property(element, "groupChrPr", "pos", "bot") == "top"
        return f"\\{'over' if above else 'under'}set{{{signs(sign)}}}{self.argument(element, 'e')}"

    def limit_below(self, element: _Element) -> str:
        """Something below a name or a brace."""
        base, limit = self.bare(element, "e").strip(), self.argument(element, "lim")
        if base in (f"\\{name}" for name in _FUNCTIONS) or base.startswith("\\underbrace"):
            return f"{base}_{limit}"
        return f"\\underset{limit}{{{base}}}"

    def limit_above(self, element: _Element) -> str:
        """Something above."""
        base, limit = self.bare(element, "e").strip(), self.argument(element, "lim")
        return f"{base}^{limit}" if base.startswith("\\overbrace") else f"\\overset{limit}{{{base}}}"

    def matrix(self, element: _Element) -> str:
        """Rows and columns."""
        rows = [" & ".join(self.inside(cell) for cell in row.findall(f"{M}e")) for row in element.findall(f"{M}mr")]
        sides = [one.get(f"{M}val") for one in element.iter(f"{M}mcJc")]
        lined_up = len(sides) > 1 and all(side == ("right", "left")[n % 2] for n, side in enumerate(sides))
        return _environment("aligned" if lined_up else "matrix", rows)

    def equations(self, element: _Element) -> str:
        """Equations under each other; "&" tells where they are lined up."""
        rows = [self.inside(one).replace("\\&", "&") for one in element.findall(f"{M}e")]
        return _environment("aligned", rows)

    def boxed(self, element: _Element) -> str:
        """Something in a frame."""
        return f"\\boxed{self.argument(element, 'e')}"

    def phantom(self, element: _Element) -> str:
        """The room something takes, without it."""
        hidden = _property(element, "phantPr", "show", "1") in ("0", "off", "false")
        return f"\\phantom{self.argument(element, 'e')}" if hidden else self.bare(element, "e")


def signs(words: str) -> str:
    """Characters as TeX writes them."""
    out = ""
    for sign in words:
        piece = _sign(sign)
        if piece[:1].isalpha() and _ENDS_IN_COMMAND.search(out[-_LONGEST_COMMAND:]):
            out += " "
        out += piece
    return out


def _sign(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign.isascii() or not (found := _ALPHABET.match(unicodedata.name(sign, ""))):
        return sign
    plain = unicodedata.normalize("NFKC", sign)
    command = _ALPHABETS[found[1]]
    inside = _SIGNS.get(plain, plain)
    return f"{command}{{{inside}}}" if command else inside


def _text(words: str) -> str:
    if not words.strip():
        return _SIGNS.get(words, "\\ ")
    plain = words.translate({ord(sign): None for sign in "\\{}"})
    return f"\\text{{{plain}}}"


def _environment(name: str, rows: list[str]) -> str:
    lines = " \\\\ ".join(rows)
    return f"\\begin{{{name}}}{lines}\\end{{{name}}}"


def _value(parent: _Element, name: str) -> str:
    found = parent.find(f"{M}{name}")
    return "" if found is None else found.get(f"{M}val") or ""


def _on(parent: _Element, name: str) -> bool:
    found = parent.find(f"{M}{name}")
    return found is not None and found.get(f"{M}val", "1") not in ("0", "off", "false")


def _property(element: _Element, properties: str, name: str, default: str = "") -> str:
    found = element.find(f"{M}{properties}/{M}{name}")
    return default if found is None else found.get(f"{M}val", "")


def _shown(element: _Element, properties: str, name: str) -> bool:
    parent = element.find(f"{M}{properties}")
    return parent is not None and _on(parent, name)


def _fence(sign: str) -> str:
    return _FENCES.get(sign, "." if not sign.strip() else signs(sign))


_MATRIX = re.compile(r"\s*\\begin\{matrix\}(((?!\\(?:begin|end)\{matrix\}).)*)\\end\{matrix\}\s*")
_CASES = re.compile(r"\s*\\begin\{(matrix|aligned)\}(((?!\\(?:begin|end)\{).)*)\\end\{\1\}\s*")
_BINOMIAL = re.compile(r"\\genfrac\{\}\{\}\{0pt\}\{\}(.*)")
_MATRICES = {
    ("(", ")"): "pmatrix",
    ("[", "]"): "bmatrix",
    ("|", "|"): "vmatrix",
    ("‖", "‖"): "Vmatrix",
    ("{", "}"): "Bmatrix",
}


def _named(opening: str, closing: str, inside: str) -> str:
    """What has a name in TeX together with its brackets; empty where nothing has."""
    if (name := _MATRICES.get((opening, closing))) and (found := _MATRIX.fullmatch(inside)):
        return f"\\begin{{{name}}}{found[1]}\\end{{{name}}}"
    if opening == "{" and not closing.strip() and (found := _CASES.fullmatch(inside)):
        return f"\\begin{{cases}}{found[2]}\\end{{cases}}"
    if (opening, closing) == ("(", ")") and (found := _BINOMIAL.fullmatch(inside)):
        return f"\\binom{found[1]}"
    return ""


_TRANSPARENT = frozenset(
    ["oMath", "box", "e", "num", "den", "ins", "moveTo", "sdt", "sdtContent", "smartTag", "hyperlink", "fName"]
)
_WRITERS: dict[str, Callable[[_Writer, Any], str]] = {
    "r": _Writer.run,
    "f": _Writer.fraction,
    "rad": _Writer.radical,
    "sSup": _Writer.superscript,
    "sSub": _Writer.subscript,
    "sSubSup": _Writer.both_scripts,
    "sPre": _Writer.scripts_before,
    "nary": _Writer.nary,
    "func": _Writer.function,
    "d": _Writer.delimited,
    "acc": _Writer.accent,
    "bar": _Writer.bar,
    "groupChr": _Writer.grouped,
    "limLow": _Writer.limit_below,
    "limUpp": _Writer.limit_above,
    "m": _Writer.matrix,
    "eqArr": _Writer.equations,
    "borderBox": _Writer.boxed,
    "phant": _Writer.phantom,
}
