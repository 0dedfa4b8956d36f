"""Takeaways that no markup names: under a heading or in a box people use for them, behind "TL;DR", or where the user says.

A list under a known heading is one. Short prose under one is, where it stands before all other sections: later it is a
conclusion. Everything else stays in the text.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from exporter.model import Aside, Block, Blocks, Callout, Heading, Inlines, List, Paragraph, Strong, Takeaways, Text
from exporter.patterns import pattern
from exporter.readers.markdown.parts import plain_label
from exporter.readers.takeaways import key, strength
from exporter.walk import merged
from exporter.walk import text as plain_text

_TLDR = pattern(r"\s*(tl\s?[;:/,]?\s?dr)\s*[:：;—–-]\s*(?=\S)", re.IGNORECASE)
_LONGEST_PROSE = 600
_MOST_PARAGRAPHS = 3
WANTED, STRONG, WEAK = 3, 2, 1


def found(body: Blocks, wanted: str | None = None) -> tuple[Takeaways | None, Blocks]:
    """The first takeaways in a text, taken out of it. `wanted`: only those with this label, whatever it is."""
    for index, block in enumerate(body):
        made = _box(block, wanted) or _line(block, wanted) or _section(body, index, wanted)
        if made:
            takeaways, taken = made
            return replace(takeaways, place=block.place), body[:index] + body[index + taken :]
    return None, body


def points(block: Block) -> tuple[Inlines, ...]:
    """The items of a list of single paragraphs; none of any other block."""
    if not isinstance(block, List) or block.kind == "task":
        return ()
    out: list[Inlines] = []
    for item in block.items:
        only = item.content[0] if len(item.content) == 1 else None
        if not isinstance(only, Paragraph) or not plain_text(only):
            return ()
        out.append(point(only))
    return tuple(out)


def point(paragraph: Paragraph) -> Inlines:
    """A paragraph as one point: its run-in heading is a strong beginning here."""
    if not paragraph.run_in:
        return paragraph.content
    said = merged((*paragraph.run_in, Text(value=":")))
    return merged((Strong(content=said), Text(value=" "), *paragraph.content))


def _force(label: str, wanted: str | None) -> int:
    if wanted is not None:
        return WANTED if label and key(label) == key(wanted) else 0
    return strength(label) if label else 0


def _box(block: Block, wanted: str | None) -> tuple[Takeaways, int] | None:
    """A callout or an aside whose title says so, with a list and at most a line beside it."""
    if not isinstance(block, (Callout, Aside)):
        return None
    label = plain_label(block.title)
    if _force(label, wanted) < STRONG:
        return None
    lists = [part for part in block.content if isinstance(part, List)]
    beside = [part for part in block.content if not isinstance(part, List)]
    items = tuple(item for part in lists for item in points(part))
    if len(lists) == 1 and items and not beside:
        return Takeaways(items=items, label=label), 1
    if not lists and (items := _prose(block.content)):
        return Takeaways(items=items, label=label), 1
    return None


def _line(block: Block, wanted: str | None) -> tuple[Takeaways, int] | None:
    """`TL;DR: words`, in bold or not; where the user names a label, any line that begins with it."""
    if not isinstance(block, Paragraph):
        return None
    if block.run_in:
        label = plain_label(block.run_in)
        known = _force(label, wanted) == WANTED or (wanted is None and _TLDR.match(f"{label}: x"))
        return (Takeaways(items=(block.content,), label=label), 1) if known else None
    first = block.content[0] if block.content else None
    if not isinstance(first, Text):
        return None
    opening = (
        _TLDR.match(first.value) if wanted is None else re.match(rf"\s*({re.escape(wanted)})\s*[:：]\s*", first.value)
    )
    if not opening:
        return None
    rest = first.value[opening.end() :]
    content = (replace(first, value=rest), *block.content[1:]) if rest else block.content[1:]
    return (Takeaways(items=(content,), label=opening[1]), 1) if content else None


def _section(body: Blocks, index: int, wanted: str | None) -> tuple[Takeaways, int] | None:
    """A known heading (or a line in bold) with a list under it, or with short prose before all other sections."""
    label = _label(body[index])
    force = _force(label, wanted)
    if not force or index + 1 == len(body):
        return None
    ends = index + 2 == len(body) or isinstance(body[index + 2], Heading)
    items = points(body[index + 1])
    if items and (force > WEAK or ends):
        return Takeaways(items=items, label=label), 2
    first = not any(isinstance(block, Heading) for block in body[:index])
    if force > WEAK and isinstance(body[index], Heading) and (first or force == WANTED or _TLDR.match(f"{label}: x")):
        end = next((n for n in range(index + 1, len(body)) if isinstance(body[n], Heading)), len(body))
        if end < len(body) or force == WANTED:
            items = _prose(body[index + 1 : end])
            return (Takeaways(items=items, label=label), end - index) if items else None
    return None


def _label(block: Block) -> str:
    if isinstance(block, Heading):
        return plain_label(block.content)
    only = block.content[0] if isinstance(block, Paragraph) and not block.run_in and len(block.content) == 1 else None
    return plain_label((only,)) if isinstance(only, Strong) else ""


def _prose(blocks: Blocks) -> tuple[Inlines, ...]:
    """A few short paragraphs as points; none where there is more, or anything else."""
    out = tuple(point(block) for block in blocks if isinstance(block, Paragraph))
    if not out or len(out) < len(blocks) or len(out) > _MOST_PARAGRAPHS:
        return ()
    return out if sum(len(plain_text(part)) for part in out) <= _LONGEST_PROSE else ()
