"""How wide blocks want to be, before anything is set: the widest part no line may cut, and all of it on one line.

Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from exporter import model
from exporter.backends.pdf.breaks import NOWHERE
from exporter.backends.pdf.code import PADDING
from exporter.backends.pdf.cuts import humped, signed
from exporter.backends.pdf.flow import Composer
from exporter.backends.pdf.inline import Inliner
from exporter.backends.pdf.structure import Element
from exporter.backends.pdf.text import Setting, Style, is_right_to_left
from exporter.walk import text as plain

_CODE = 24  # characters of a line of program text that a narrow place should hold
_NAME = 16  # characters of a name that stays whole
_PICTURE = 70.0, 110.0


class Wish(NamedTuple):
    """The least width and the one that is wished."""

    least: float = 0.0
    most: float = 0.0

    def or_(self, other: Wish) -> Wish:
        """What both need."""
        return Wish(max(self.least, other.least), max(self.most, other.most))

    def plus(self, width: float) -> Wish:
        """The same with something beside it."""
        return Wish(self.least + width, self.most + width)


def wish(composer: Composer, blocks: model.Blocks, style: Style) -> Wish:
    """What blocks in text of this style wish."""
    out = Wish()
    for node in blocks:
        out = out.or_(_block(composer, node, style))
    return out


def _block(composer: Composer, node: Any, style: Style) -> Wish:
    if isinstance(node, model.Paragraph):
        bold = style._replace(bold=True)
        return _line([*_segments(composer, node.run_in, bold), *_segments(composer, node.content, style)])
    if isinstance(node, model.Heading):
        bold = style._replace(bold=True, size=composer.theme.scale.heading(node.level).size)
        return _line(_segments(composer, node.content, bold))
    if isinstance(node, model.CodeBlock):
        return _code(composer, node)
    if isinstance(node, (model.Figure, model.Table)):
        return Wish(*_PICTURE)
    return _nested(composer, node, style)


def _nested(composer: Composer, node: Any, style: Style) -> Wish:
    """What holds blocks, each with the room it takes beside them."""
    indent = composer.theme.spacing.indent
    if isinstance(node, model.List):
        return wish(composer, tuple(one for item in node.items for one in item.content), style).plus(indent)
    if isinstance(node, model.Quote):
        return wish(composer, node.content, style).plus(indent)
    if isinstance(node, (model.Callout, model.Aside)):
        return wish(composer, node.content, style).plus(2 * composer.theme.takeaways.padding_x)
    if isinstance(node, model.DefinitionList):
        terms = [_line(_segments(composer, item.term, style._replace(bold=True))) for item in node.items]
        inner = tuple(one for item in node.items for blocks in item.definitions for one in blocks)
        return wish(composer, inner, style).plus(indent).or_(Wish(*map(max, zip(*terms, strict=True))))
    return _line([(plain(node), composer.typesetter.setting(style))])


def _code(composer: Composer, node: model.CodeBlock) -> Wish:
    setting = composer.typesetter.setting(Style("code", composer.theme.scale.code.size, composer.theme.colours.text))
    longest = max(map(len, node.code.expandtabs(4).split("\n")))
    advance = setting.piece("0").width
    return Wish(min(longest, _CODE) * advance, longest * advance).plus(2 * PADDING + 0.5)


def _segments(composer: Composer, content: model.Inlines, style: Style) -> Iterator[tuple[str, Setting]]:
    """Inlines as words and how they are set. A line end is a segment of its own."""
    for node in content:
        inner = getattr(node, "content", None)
        if isinstance(node, model.Code):
            yield node.value, _code_setting(composer, style)
        elif isinstance(node, model.LineBreak):
            yield "\n", composer.typesetter.setting(style)
        elif inner is not None:
            yield from _segments(composer, inner, _styled(node, style))
        else:
            yield plain(node), composer.typesetter.setting(style)


def _styled(node: Any, style: Style) -> Style:
    if isinstance(node, model.Strong):
        return style._replace(bold=True)
    return style._replace(italic=not style.italic) if isinstance(node, model.Emphasis) else style


def _code_setting(composer: Composer, style: Style) -> Setting:
    """How program text is set in text of this style."""
    inliner = Inliner(composer, style.size)
    inliner.add((model.Code("x"),), style, Element("P", None))
    return inliner.out[0].setting


def _line(segments: Iterable[tuple[str, Setting]]) -> Wish:
    """A paragraph: its widest part that stays together, and its widest line."""
    least = most = part = x = 0.0
    for words, setting in segments:
        gap = setting.space.width
        for count, word in enumerate(words.replace("\n", " \n ").split(" ")):
            if count:
                part, x = 0.0, x + gap
            if word == "\n":
                part = x = 0.0
                continue
            for width, after in _parts(setting, word) if word else ():
                part, x = part + width, x + width
                least, most = max(least, part), max(most, x)
                part = part if after == NOWHERE else 0.0
    return Wish(least, most)


def _parts(setting: Setting, word: str) -> list[tuple[float, int]]:
    """The parts of a word that stay together where there is little room, with what may happen after each."""
    if setting.style.role != "code" or not word.isascii():
        return [(piece.width, after) for piece, after in setting.word(word, is_right_to_left(word))]
    parts = [small for part in signed(word) for small in (humped(part) if len(part) > _NAME else [part])]
    return [(piece.width, after) for piece, after in setting.word("\u200b".join(parts))]
