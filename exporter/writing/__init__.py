"""The canonical Markdown of an article: what `exporter read` prints, and what reads back as exactly the same article.

Whatever is written is read again before it is given out. What Markdown has no words for is written as JSON: a block in a code
block of the language `{=article-json}`, a field in the front matter as `FIELD-json`. The check is by block, so its cost grows
with the article, not with its square.
"""

from __future__ import annotations

import re

import msgspec

from exporter.model import Article, Block, Note
from exporter.readers import Source
from exporter.readers.markdown import article as markdown_article
from exporter.readers.markdown.leaves import JSON_FENCE
from exporter.report import Report
from exporter.walk import normalised, without_places
from exporter.writing import blocks, front_matter
from exporter.writing.blocks import BlockWriter
from exporter.writing.inlines import WAYS, Inexpressible

_UNREADABLE = re.compile("[\x00-\x08\x0b\r\x0e-\x1f\x7f\ufeff]")
"""Characters a reader changes or drops: they can only stand escaped, in JSON."""


def to_markdown(article: Article) -> str:
    """The article as Markdown that reads back as the same article (but for places)."""
    wanted = normalised(without_places(article))
    draft = _Draft(wanted)
    for careful in (False, True):
        text = draft.written(careful=careful)
        wrong = _differing(wanted, text)
        if not wrong:
            return text
        draft.as_json |= wrong - {"body"}
        text = draft.written(careful=careful)
        if not _differing(wanted, text):
            return text
    return draft.written(careful=True, all_json=True)


def _differing(wanted: Article, text: str) -> set[str]:
    """The fields that do not read back."""
    if _UNREADABLE.search(text):
        return {"body"} | {name for name in wanted.__struct_fields__ if _UNREADABLE.search(str(getattr(wanted, name)))}
    found = without_places(markdown_article.read(Source(text.encode("utf-8", "replace")), Report()))
    return {name for name in wanted.__struct_fields__ if getattr(wanted, name) != getattr(found, name)}


class _Draft:
    """One article being written."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.notes = tuple(note.id for note in article.notes if note.id)
        self.as_json: set[str] = set()
        self._checked: dict[int, str] = {}

    def written(self, *, careful: bool, all_json: bool = False) -> str:
        """The whole text. `careful`: every block is checked by itself; `all_json`: every block is JSON."""
        write = json_block if all_json else self._verified if careful else _light
        body = blocks.joined(self.article.body, write)
        parts = [self._takeaways(), body, self._notes()]
        unboxed = self.article.takeaways is None and (careful or "takeaways" in self.as_json)
        no_search = "takeaways: none" if unboxed else ""
        front = front_matter.write(self.article, frozenset(self.as_json), no_search)
        text = "\n\n".join(part for part in parts if part)
        return f"{front}\n{text}\n" if front and text else f"{text}\n" if text else front or "---\n---\n"

    def _takeaways(self) -> str:
        if self.article.takeaways is None or "takeaways" in self.as_json:
            return ""
        try:
            return BlockWriter().takeaways(self.article.takeaways)
        except Inexpressible:
            self.as_json.add("takeaways")
            return ""

    def _notes(self) -> str:
        if "notes" in self.as_json:
            return ""
        try:
            return "\n\n".join(map(_note, self.article.notes))
        except Inexpressible:
            self.as_json.add("notes")
            return ""

    def _verified(self, block: Block) -> str:
        """The most readable way of writing a block that reads back as it; JSON where there is none."""
        known = self._checked.get(id(block))
        if known is None:
            known = next((text for text in self._ways(block) if self._reads_back(block, text)), None) or json_block(
                block
            )
            self._checked[id(block)] = known
        return known

    def _ways(self, block: Block) -> list[str]:
        out = []
        for way in WAYS:
            try:
                out.append(BlockWriter(way, inner=self._verified).write(block))
            except Inexpressible:
                continue
        return out

    def _reads_back(self, block: Block, text: str) -> bool:
        if _UNREADABLE.search(text):
            return False
        found = markdown_article.fragment(text, Report(), self.notes)
        return len(found.blocks) == 1 and not found.notes and without_places(found.blocks[0]) == block


def _light(block: Block) -> str:
    try:
        return BlockWriter(inner=_light).write(block)
    except Inexpressible:
        return json_block(block)


def _note(note: Note) -> str:
    return BlockWriter(inner=_light).note(note)


def json_block(block: Block) -> str:
    """A block as JSON in a code block."""
    data = front_matter.as_text(msgspec.json.encode(block))
    ticks = "`" * max(3, max((len(run) for run in re.findall(r"`+", data)), default=0) + 1)
    return f"{ticks}{JSON_FENCE}\n{data}\n{ticks}"


__all__ = ["json_block", "to_markdown"]
