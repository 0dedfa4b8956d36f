"""The article with every kind of node, as PDF: its structure tree and the text of its pages, readable."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from exporter.backends.pdf import search
from exporter.contract import sample
from tests.unit.pdf.tree import Item, trees

Golden = Callable[[str, str], None]


@pytest.fixture
def anywhere(render: Callable[..., bytes]) -> bytes:
    """The sample with the theme's fonts alone: the same on every machine."""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "system_folders", lambda: ())
        return render(sample.everything())


def test_the_structure_of_everything(anywhere: bytes, golden: Golden, words: Callable[[bytes], list[str]]) -> None:
    out = []
    for number, (items, text) in enumerate(zip(trees(anywhere), words(anywhere), strict=True), 1):
        out.append(f"page {number}:\n  structure:\n")
        out += [f"    {line}\n" for item in items for line in _lines(item)]
        out.append("  text: |\n")
        out += [f"    {line.rstrip()}".rstrip() + "\n" for line in text.splitlines()]
    golden("".join(out), "sample/expected.pdf.yaml")


def _lines(item: Item) -> Iterator[str]:
    """An element as YAML: its type and what it is said to be; its text beside it, or its children below."""
    said = {"alt": item.alt, "actual": item.actual, "lang": item.lang}
    about = "".join(f" {name}={_quoted(value)}" for name, value in said.items() if value)
    if all(isinstance(kid, str) for kid in item.kids):
        text = "".join(kid for kid in item.kids if isinstance(kid, str))
        yield f"- {item.tag}{about}:" + (f" {_quoted(text)}" if text.strip() else "")
        return
    yield f"- {item.tag}{about}:"
    for kid in item.kids:
        if isinstance(kid, str):
            yield f"  - {_quoted(kid)}"
        else:
            yield from (f"  {line}" for line in _lines(kid))


def _quoted(text: str) -> str:
    shown = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in shown) + '"'
