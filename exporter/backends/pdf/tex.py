"""TeX's notation for formulas, read into a small tree; what this does not know raises NotUnderstood.

The commands are those people write in articles (fractions, roots, scripts, Greek, operators, relations, arrows, accents,
fences, upright text), the environments those for matrices, cases and lines below each other; macros are not among them.
"""

from __future__ import annotations

import re

from exporter.backends.pdf import symbols
from exporter.backends.pdf.formula import (
    Accented,
    Fenced,
    Fraction,
    Gap,
    Grid,
    GridKind,
    Hidden,
    Kind,
    Over,
    Part,
    Root,
    Row,
    Rows,
    Scripts,
    Sign,
    Stacked,
)

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[{}^_&]|\s+|[0-9]+(?:[.,][0-9]+)*|.", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)%.*")
_DEEPEST = 24


_SIGNS: tuple[tuple[dict[str, str], Kind], ...] = (
    (symbols.GREEK, "variable"),
    (symbols.CAPITALS, "upright"),
    (symbols.UPRIGHT, "upright"),
    (symbols.BINARY, "binary"),
    (symbols.RELATIONS, "relation"),
    (symbols.BIG, "big"),
)


class NotUnderstood(ValueError):
    """Notation this module does not know; the message names it."""


def parse(source: str) -> Part:
    """The tree of a formula. Raises NotUnderstood."""
    parser = _Parser(_TOKEN.findall(_COMMENT.sub("", source).strip().strip("$")))
    rows = parser.rows(0)
    if parser.peek():
        raise NotUnderstood(parser.peek())
    return _lines(rows, "aligned" if any(len(row) > 1 for row in rows) else "gathered")


def _lines(rows: Rows, kind: GridKind) -> Part:
    """Lines below each other; one alone is just what it holds."""
    return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else _grid(rows, "", kind)


def _grid(rows: Rows, columns: str, kind: GridKind) -> Grid:
    """A grid with a letter for every column: those given, then as its kind has them."""
    most = max((len(row) for row in rows), default=0)
    usual = {"matrix": "c", "cases": "l", "aligned": "rl", "gathered": "c"}[kind] * most
    letters = columns.replace("|", "")
    beside = tuple(sorted({columns[:at].count("l") + columns[:at].count("c") + columns[:at].count("r")
                           for at, letter in enumerate(columns) if letter == "|"}))  # fmt: skip
    return Grid(rows, (letters + usual)[:most], kind, beside)


class _Parser:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens, self.at = tokens, 0
        self.lines: list[int] = []  # the rows of the innermost environment that have a rule above

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
            if token in ("}", "&", "\\\\", "\\cr", "\\right", "\\end"):
                break
            parts.append(self.scripted(depth))
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def rows(self, depth: int) -> Rows:
        """Cells parted by & in rows parted by \\\\; an empty one at the end is none."""
        rows: list[tuple[Part, ...]] = []
        self.rules(0)
        cells = [self.row(frozenset(), depth)]
        while (token := self.peek()) in ("&", "\\\\", "\\cr"):
            self.take()
            if token != "&":
                rows.append(tuple(cells))
                cells = []
                self.skip_distance()
                self.rules(len(rows))
            cells.append(self.row(frozenset(), depth))
        if cells != [Row(())] or not rows:
            rows.append(tuple(cells))
        return tuple(rows)

    def rules(self, row: int) -> None:
        while self.peek() == "\\hline":
            self.take()
            self.lines.append(row)

    def skip_distance(self) -> None:
        """The space a line end may ask for: \\\\[2pt]."""
        if self.peek() == "[":
            while self.take() != "]":
                pass

    def environment(self, depth: int) -> Part:
        name = self.words()
        bare = name.removesuffix("*")
        columns = self.columns(bare)
        outer, self.lines = self.lines, []
        rows = self.rows(depth + 1)
        if self.take() != "\\end" or self.words() != name:
            raise NotUnderstood(f"\\begin{{{name}}} without its end")
        found, self.lines = _environment(bare, rows, columns, tuple(self.lines)), outer
        return found

    def columns(self, name: str) -> str:
        """What an environment says about its columns: letters, and | for rules."""
        if name != "array" and name not in symbols.COUNTED:
            return ""
        self.skip_distance()
        told = self.words()
        return "".join(_LETTERS.findall(_WIDTHS.sub("", told))) if name == "array" else ""

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
        for table, kind in _SIGNS:
            if name in table:
                return Sign(table[name], kind, limits=kind == "big" and "int" not in name)
        if name in symbols.FUNCTIONS or name in symbols.LIMITS:
            return Sign(name, "function", limits=name in symbols.LIMITS)
        if name in symbols.SPACES:
            return Gap(symbols.SPACES[name])
        if name in symbols.FENCES:
            sign = symbols.FENCES[name]
            return Sign(sign, "open" if name.startswith("l") else "close" if name.startswith("r") else "upright")
        if name in "%$#&_" or name in symbols.UNSEEN:
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
            return self.text(name == "textbf", depth)
        if name in ("overline", "bar", "underline"):
            return Over(self.group(depth), under=name == "underline")
        if name in symbols.ACCENTS:
            return Accented(self.group(depth), symbols.ACCENTS[name])
        if name in symbols.FONTS:
            return _restyled(self.group(depth), symbols.FONTS[name])
        if name == "left":
            return self.fenced(depth)
        if name == "begin":
            return self.environment(depth)
        return self.rarer(name, depth)

    def rarer(self, name: str, depth: int) -> Part:
        if name == "operatorname*":
            return _named(self.group(depth))._replace(limits=True)
        if name in ("overset", "stackrel", "underset"):
            beside, base = self.group(depth), self.group(depth)
            return Stacked(base, None, beside) if name == "underset" else Stacked(base, beside, None)
        if name in symbols.STRETCHED:
            below = self.optional(depth)
            return Stacked(Sign(symbols.STRETCHED[name], "relation"), self.group(depth), below)
        if name in ("underbrace", "overbrace"):
            return self.braced(name == "underbrace", depth)
        if name in symbols.SWITCHES:
            return _restyled(self.row(frozenset("]"), depth + 1), symbols.SWITCHES[name])
        if name == "substack":
            return self.stacked(depth)
        return self.aside(name, depth)

    def aside(self, name: str, depth: int) -> Part:
        if name in ("label", "hspace", "hspace*", "vspace", "color"):
            self.words()
            return Gap(0.25 if name.startswith("hspace") else 0.0)
        if name in ("tag", "tag*"):
            words = self.words()
            return Row((Gap(2.0), Sign(words if name == "tag*" else f"({words})", "upright")))
        if name in ("pmod", "bmod", "mod"):
            mod = (Sign("mod", "function"), Gap(0.2))
            fenced = name == "pmod"
            return Row((Gap(0.5), Sign("(", "open"), *mod, self.group(depth), Sign(")", "close")) if fenced else mod)
        if name in ("mathop", "mathbin", "mathrel", "mathord", "boxed", "ensuremath", "mathstrut"):
            return self.group(depth)
        if name in symbols.SIZES:
            return self.one(depth)
        if name in ("phantom", "hphantom"):
            return Hidden(self.group(depth))
        raise NotUnderstood(f"\\{name}")

    def optional(self, depth: int) -> Part | None:
        """What stands in [ ] next, if anything does."""
        if self.peek() != "[":
            return None
        self.take()
        found = self.row(frozenset("]"), depth + 1)
        self.take()
        return found

    def braced(self, under: bool, depth: int) -> Part:
        """A part with a line under or over it, and beyond the line what the script says about it."""
        base = Over(self.group(depth), under)
        if self.peek() != ("_" if under else "^"):
            return base
        self.take()
        told = self.group(depth)
        return Stacked(base, None if under else told, told if under else None)

    def stacked(self, depth: int) -> Part:
        if self.take() != "{":
            raise NotUnderstood("\\substack without {")
        rows = self.rows(depth + 1)
        if self.take() != "}":
            raise NotUnderstood("{ without }")
        return _grid(rows, "", "gathered")

    def root(self, depth: int) -> Part:
        degree = self.optional(depth)
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

    def text(self, bold: bool, depth: int) -> Part:
        """Words, which may have formulas between $ signs in them."""
        pieces = self.words().split("$")
        if len(pieces) % 2 == 0 or depth > _DEEPEST:
            raise NotUnderstood("$ without $")
        parts = [Sign(piece, "upright", bold) if at % 2 == 0 else parse(piece) for at, piece in enumerate(pieces)]
        return parts[0] if len(parts) == 1 else Row(tuple(part for part in parts if part != Sign("", "upright", bold)))

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
        if token.startswith("\\") and token[1:] in symbols.FENCES:
            return symbols.FENCES[token[1:]]
        raise NotUnderstood(f"a fence {token}")


_LETTERS = re.compile("[lcr|]")
_WIDTHS = re.compile(r"[@!><]\{[^{}]*\}|[pmb]\{[^{}]*\}")


def _environment(name: str, rows: Rows, columns: str, lines: tuple[int, ...]) -> Part:
    if name in symbols.MATRICES or name == "array":
        left, right = symbols.MATRICES.get(name, ("", ""))
        grid = _grid(rows, columns, "matrix")._replace(above=lines)
        return Fenced(left, grid, right) if left else grid
    if name in symbols.CASES:
        left, right = symbols.CASES[name]
        return Fenced(left, _grid(rows, "", "cases"), right)
    if name in symbols.ALIGNED:
        return _grid(rows, "rcl" if name == "eqnarray" else "", "aligned")
    if name in symbols.GATHERED:
        return _lines(rows, "gathered")
    raise NotUnderstood(f"\\begin{{{name}}}")


def _named(part: Part) -> Sign:
    """The name of a function of more than one word."""
    parts = part.parts if isinstance(part, Row) else (part,)
    words = "".join(one.text if isinstance(one, Sign) else " " if isinstance(one, Gap) else "" for one in parts)
    return Sign(words, "function")


def _sign(token: str) -> Sign:
    if token in "+-*±":
        return Sign({"-": "−", "*": "∗"}.get(token, token), "binary")
    if token in "=<>≤≥≠≈:":
        return Sign(token, "relation")
    if token in ",;":
        return Sign(token, "punctuation")
    if token in symbols.OPENING:
        return Sign(token, "open")
    if token in symbols.CLOSING:
        return Sign(token, "close")
    return Sign(token, "variable" if token.isalpha() else "upright")


def _restyled(part: Part, font: str) -> Part:
    """A part in another style; runs of letters become one word."""
    if isinstance(part, Row) and all(isinstance(inner, Sign) for inner in part.parts):
        words = "".join(inner.text for inner in part.parts if isinstance(inner, Sign))
        return _restyled(Sign(words, "variable"), font)
    if isinstance(part, Sign):
        if font == "double":
            return Sign("".join(symbols.DOUBLE.get(char, char) for char in part.text), "upright")
        kind: Kind = "function" if font == "function" else "variable" if font == "italic" else "upright"
        return part._replace(kind=kind, bold=font == "bold")
    if isinstance(part, Row):
        return Row(tuple(_restyled(inner, font) for inner in part.parts))
    return part
