"""The theme's tokens as CSS: one sheet for every reader, one for dark mode beside it.

The first has no @media rule, for old Kobo readers drop a whole sheet that has one. Sizes are relative, so that readers'
own settings hold; the text itself gets neither family nor colour. Everything that has a colour is readable on white and on
black, because some night modes change the ground only.
"""

from __future__ import annotations

from functools import lru_cache
from string import Template

from exporter import resources
from exporter.backends.epub import writing
from exporter.backends.epub.colours import css, middling, mixed, readable, veil
from exporter.backends.epub.fonts import CODE, LABEL, SHEET, TEXT
from exporter.colours import BLACK, ENOUGH, RGB, WHITE, contrast, rgb
from exporter.theme import Size, Theme

_LINK = '<link rel="stylesheet" type="text/css" href="{}"/>\n'
_DARK = '<link rel="stylesheet" type="text/css" href="dark.css" media="(prefers-color-scheme: dark)"/>\n'
NIGHT: RGB = (0x14, 0x17, 0x1A)
NIGHT_BOX: RGB = (0x20, 0x25, 0x2A)
NIGHT_TEXT: RGB = (0xE4, 0xE7, 0xEA)

# What program text is made of, and the hue it has before it is moved to be readable, as on paper; a keyword has the accent.
_CODE = {
    "comment": "#5a6570",
    "builtin": "#0f5a6b",
    "function": "#5b3a8c",
    "string": "#1e6b45",
    "number": "#8a3d00",
    "deleted": "#a32020",
    "inserted": "#1e6b45",
}


def links(theme: Theme) -> str:
    """What the head of every document says about its sheets."""
    return (_LINK.format(SHEET) if theme.epub.embed_fonts else "") + _LINK.format("book.css") + _DARK


@lru_cache(maxsize=16)
def sheets(theme: Theme) -> tuple[bytes, bytes]:
    """The main sheet and the dark one."""
    book = _filled("css/book.css", _light(theme)) + writing.rules(theme).encode()
    return book, _filled("css/dark.css", _dark(theme))


def _filled(name: str, values: dict[str, str]) -> bytes:
    return Template(resources.read(name).decode()).substitute(values).encode()


@lru_cache(maxsize=16)
def legible(theme: Theme) -> bool:
    """Whether every colour of text in both sheets has enough contrast (it has, for they are moved until it is so)."""
    grounds = ((_light_colours(theme), (WHITE, rgb(theme.colours.tint))), (_dark_colours(theme), (NIGHT, NIGHT_BOX)))
    pairs = [(colour, ground) for colours, list_ in grounds for colour in colours.values() for ground in list_]
    return all(contrast(colour, ground) >= ENOUGH for colour, ground in pairs)


def _own(theme: Theme) -> dict[str, str]:
    """The colours of text that both sheets have, as the theme and the code's own palette say."""
    kinds = {kind: theme.colours.callout(kind) for kind in ("tip", "important", "warning", "caution")}
    accent = theme.colours.accent
    return {"accent": accent, "link": theme.colours.link, "keyword": accent, **kinds, **_CODE}


@lru_cache(maxsize=16)
def _light_colours(theme: Theme) -> dict[str, RGB]:
    ground = min(rgb(theme.colours.tint), WHITE, key=lambda colour: contrast(colour, BLACK))
    own = _own(theme)
    return {name: middling(rgb(colour), ground) for name, colour in own.items()} | {
        "muted": middling(rgb(theme.colours.muted), ground, 5.5)
    }


@lru_cache(maxsize=16)
def _dark_colours(theme: Theme) -> dict[str, RGB]:
    own = _own(theme) | {"muted": theme.colours.muted}
    return {"text": NIGHT_TEXT} | {name: readable(rgb(colour), NIGHT_BOX, 6) for name, colour in own.items()}


def _light(theme: Theme) -> dict[str, str]:
    colours = {name: css(colour) for name, colour in _light_colours(theme).items()}
    sizes = {name: _em(getattr(theme.scale, name), theme) for name in theme.scale.__struct_fields__}
    space = {name: _space(getattr(theme.spacing, name), theme) for name in theme.spacing.__struct_fields__}
    box = {name: _space(getattr(theme.takeaways, name), theme) for name in ("bar", "padding_x", "padding_y")}
    more = {
        "veil": veil(rgb(theme.colours.tint)),
        "rule": css(mixed(rgb(theme.colours.rule), (0x80, 0x80, 0x80), 0.5)),
        "label_font": _family(theme, LABEL, theme.fonts.label.css),
        "code_font": _family(theme, CODE, _code_family(theme)),
        "line": f"{theme.scale.text.leading / theme.scale.text.size:.3g}",
        "hyphens": "auto" if theme.setting.hyphenate else "manual",
        "text_font": f"font-family: {_family(theme, TEXT, theme.fonts.text.css)}; " if theme.epub.embed_fonts else "",
    }
    return {**colours, **{f"size_{k}": v for k, v in sizes.items()}, **space, **box, **more}


def _dark(theme: Theme) -> dict[str, str]:
    colours = {name: css(colour) for name, colour in _dark_colours(theme).items()}
    return {**colours, "ground": css(NIGHT), "box": css(NIGHT_BOX), "rule": "#5a646e"}


def _family(theme: Theme, embedded: str, others: str) -> str:
    return f'"{embedded}", {others}' if theme.epub.embed_fonts else others


def _code_family(theme: Theme) -> str:
    """Named twice, `monospace` keeps the size of the text around it: alone, browsers make it smaller."""
    family = theme.fonts.code.css
    return "monospace, monospace" if family == "monospace" else family


def _em(size: Size, theme: Theme) -> str:
    """A size relative to the text's; paper's wide steps are narrowed, for a phone has a third of its measure."""
    return f"{(size.size / theme.scale.text.size) ** 0.75:.3g}em"


def _space(points: float, theme: Theme) -> str:
    return f"{points / theme.scale.text.size:.3g}em"
