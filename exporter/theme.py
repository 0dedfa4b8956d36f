"""The theme: layout-neutral design tokens, read by all backends.

A theme is a TOML file. `extends = "brief"` (a built-in theme's name or a path relative to the file) starts from another
one, so a house style says only what differs. Lengths are points (1/72 inch) unless a name says otherwise; colours are
"#rrggbb". Backends obey the tokens by their own means: the PDF by drawing, Word by styles, EPUB by CSS.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from exporter import resources
from exporter.errors import UnknownName, UsageError
from exporter.uninterrupted import uninterrupted

Colour: TypeAlias = Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}$")]
Length: TypeAlias = Annotated[float, Meta(ge=0)]


class _Tokens(Struct, frozen=True, forbid_unknown_fields=True):
    """What themes say may not be misspelt."""


class Page(_Tokens, frozen=True):
    """The sheet: size A4, A5 or Letter; margins in millimetres; columns of the body."""

    size: Literal["A4", "A5", "Letter"]
    top_mm: Length
    bottom_mm: Length
    inner_mm: Length
    outer_mm: Length
    columns: Literal[1, 2]


class Colours(_Tokens, frozen=True):
    """One accent; everything else near black, grey or a tint. `rule` draws hairlines.

    tip, important, warning, caution: of callouts of these kinds (a note has the accent); readable on the tint, 4.5:1.
    """

    text: Colour
    muted: Colour
    accent: Colour
    tint: Colour
    rule: Colour
    link: Colour
    tip: Colour = "#1e6b45"
    important: Colour = "#5b3a8c"
    warning: Colour = "#8a5300"
    caution: Colour = "#a32020"

    def callout(self, kind: str) -> str:
        """The colour of a kind of callout."""
        return self.accent if kind == "note" else str(getattr(self, kind))


class Font(_Tokens, frozen=True):
    """A family in one role: font files for the PDF (in assets/fonts, or beside the theme), a name for Word, a CSS stack."""

    regular: str
    italic: str
    bold: str
    bold_italic: str
    word: str
    css: str


class Fonts(_Tokens, frozen=True):
    """The families by role, and a folder to search for further scripts, relative to the theme ("" is none)."""

    text: Font
    label: Font
    code: Font
    folder: str = ""


class Size(_Tokens, frozen=True):
    """Type size and line distance in points."""

    size: Annotated[float, Meta(gt=0)]
    leading: Annotated[float, Meta(gt=0)]


class Scale(_Tokens, frozen=True):
    """The sizes of everything that is set."""

    text: Size
    title: Size
    standfirst: Size
    heading1: Size
    heading2: Size
    heading3: Size
    label: Size
    caption: Size
    takeaways: Size
    code: Size
    table: Size
    note: Size
    footer: Size

    def heading(self, level: int) -> Size:
        """The size of a section heading; levels below 3 share one."""
        return (self.heading1, self.heading2, self.heading3)[min(max(level, 1), 3) - 1]


class Spacing(_Tokens, frozen=True):
    """Distances between things: paragraphs, around sections, figures and boxes, list indents."""

    paragraph: Length
    before_heading: Length
    after_heading: Length
    block: Length
    item: Length
    indent: Length


class Box(_Tokens, frozen=True):
    """The takeaways box: where it stands, its bar at the reading edge, its padding."""

    position: Literal["start", "end"]
    bar: Length
    padding_x: Length
    padding_y: Length


class Setting(_Tokens, frozen=True):
    """How body text is set."""

    justify: bool
    hyphenate: bool


class Brand(_Tokens, frozen=True):
    """What a publisher adds: a line for the masthead where the article has none, a logo beside the theme ("" is none)."""

    masthead: str = ""
    logo: str = ""
    certifier: str = ""


class Pictures(_Tokens, frozen=True):
    """Pictures in the PDF: whether originals that had to be scaled or converted travel along as attached files."""

    originals: bool = True


class Source(_Tokens, frozen=True):
    """The source line: whether the PDF shows the article's address as a QR code beside it."""

    qr: bool = False


class Epub(_Tokens, frozen=True):
    """The book: section level at which long articles split into chapters; whether fonts are embedded.

    vertical: whether languages that can be are set in vertical lines (Chinese, Japanese, Korean; Mongolian in its own script).
    """

    split_level: Annotated[int, Meta(ge=0, le=6)] = 1
    embed_fonts: bool = False
    vertical: bool = False


class Word(_Tokens, frozen=True):
    """The Word document: a .docx or .dotx beside the theme whose styles, headers and page it takes over ("" is none).

    control: whether the takeaways stand in a content control, a handle for programs that work on the document.
    """

    reference: str = ""
    control: bool = False


class Theme(_Tokens, frozen=True):
    """All tokens of one theme. `folder` is where its own files lie (None: built in), `above` those of the ones it extends."""

    name: str
    page: Page
    colours: Colours
    fonts: Fonts
    scale: Scale
    spacing: Spacing
    takeaways: Box
    setting: Setting
    brand: Brand = Brand()
    source: Source = Source()
    pictures: Pictures = Pictures()
    epub: Epub = Epub()
    word: Word = Word()
    folder: str | None = None
    above: tuple[str, ...] = ()

    def asset(self, name: str) -> bytes:
        """The bytes of a file a token names: beside the theme or one it extends, else from the assets.

        Raises UsageError where it is in neither.
        """
        try:
            return self._own(name) or resources.read(_inside(name))
        except (OSError, ValueError):
            hint = "put it beside the theme's file"
            raise UsageError(f"the theme {self.name!r} names {name!r}, which is not there", hint=hint) from None

    def _own(self, name: str) -> bytes | None:
        for folder in (self.folder, *self.above) if self.folder else self.above:
            root = Path(folder).resolve()
            if (own := (root / name).resolve()).is_relative_to(root) and own.is_file():
                return own.read_bytes()
        return None


def _inside(name: str) -> str:
    """The name of an asset, which leads nowhere else."""
    if ".." in Path(name).parts or Path(name).is_absolute():
        raise FileNotFoundError(name)
    return name


def names() -> tuple[str, ...]:
    """The built-in themes."""
    return resources.names("themes", ".toml")


def load_theme(theme: str | Path | Theme = "brief") -> Theme:
    """A theme by its built-in name, or from a TOML file (anything with a slash, a dot, or a Path).

    Raises UnknownName for a name nobody provides, UsageError for a file that is no theme.
    """
    if isinstance(theme, Theme):
        return theme
    return _built_in(theme) if isinstance(theme, str) and theme in names() else _loaded(str(theme))


@cache
def _built_in(name: str) -> Theme:
    return _loaded(name)


def _loaded(theme: str) -> Theme:
    try:
        tokens = _tokens(theme, None, {})
        with uninterrupted():  # see resources
            made = msgspec.convert(tokens, Theme)
        return _sensible(made, theme)
    except msgspec.ValidationError as error:
        raise UsageError(f"not a theme: {error}", place=theme, hint="the guide lists every token") from None


_SHEETS = {"A4": (210.0, 297.0), "A5": (148.0, 210.0), "Letter": (215.9, 279.4)}
_LEAST_MM = 60.0


def _sensible(theme: Theme, name: str) -> Theme:
    """A theme whose page has room for text, and whose folder of fonts is there. Raises UsageError."""
    page, (width, height) = theme.page, _SHEETS[theme.page.size]
    if min(width - page.inner_mm - page.outer_mm, height - page.top_mm - page.bottom_mm) < _LEAST_MM:
        told = f"the margins leave less than {_LEAST_MM:.0f} mm of the {page.size} page"
        raise UsageError(told, place=name, hint="make them smaller")
    if theme.fonts.folder and not Path(theme.folder or "", theme.fonts.folder).is_dir():
        raise UsageError(
            f"the folder of fonts {theme.fonts.folder!r} is not there", place=name, hint="check fonts.folder"
        )
    return theme


def _tokens(name: str, beside: Path | None, seen: dict[str, str]) -> dict[str, Any]:
    """What a theme says, laid over what the one it extends says. `seen`: those that extend it, by where they are."""
    builtin = name in names()
    path = resources.folder() / "themes" / f"{name}.toml" if builtin else (beside or Path()) / name
    where = os.path.abspath(path)
    if where in seen:
        raise UsageError(f"the theme extends itself: {' -> '.join((*seen.values(), name))}")
    own = resources.table(f"themes/{name}.toml") if builtin else _parsed(path, name)
    if not builtin:
        own |= {"folder": str(path.parent), "above": []}
        own.setdefault("name", path.stem)
    parent = own.pop("extends", None)
    if parent is None:
        return own
    base = _tokens(str(parent), path.parent, {**seen, where: name})
    if folder := base.get("folder"):
        own["above"] = [folder, *base["above"]]
        _root(base, Path(folder))
    return _over(base, own)


def _parsed(path: Path, name: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if Path(name).suffix or len(Path(name).parts) > 1:
            raise UnknownName("there is no such theme file", place=str(path), hint="check the name") from None
        raise UnknownName(
            f"there is no theme {name!r}", hint=f"built in: {', '.join(names())}; or give a .toml"
        ) from None
    except OSError as error:
        raise UsageError(f"cannot read the theme: {error.strerror}", place=str(path), hint="check the name") from None
    except (ValueError, RecursionError) as error:  # no UTF-8, no TOML, or a name that cannot be
        raise UsageError(f"cannot read the theme: {error}", place=repr(str(path))[1:-1]) from None


def _root(tokens: dict[str, Any], folder: Path) -> None:
    """Make the folder of fonts the one below this folder, wherever the theme lies that extends these tokens."""
    fonts = tokens.get("fonts")
    if isinstance(fonts, dict) and fonts.get("folder"):
        fonts["folder"] = str(folder.absolute() / str(fonts["folder"]))


def _over(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """`own` laid over `base`, tables merged at every depth."""
    out = dict(base)
    for key, value in own.items():
        below = out.get(key)
        out[key] = _over(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return out
