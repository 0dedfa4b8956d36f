"""The sample article's book as text: what changes in it, a person sees in the diff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exporter import __version__
from exporter.backends.epub import chapters
from exporter.contract import sample
from tests.unit.epub.reading import laid_out

SHOWN = (".opf", ".xhtml", ".ncx", ".svg")


def dump(book: Any) -> str:
    """The files people would read, one after the other, laid out; the version of this program left out."""
    parts = [
        f"<!-- ======== {name} ======== -->\n{laid_out(data)}"
        for name, data in book.files.items()
        if name.endswith(SHOWN)
    ]
    return "".join(parts).replace(f"exporter {__version__}", "exporter VERSION")


def test_the_sample(opened: Callable[..., Any], golden: Callable[[str, str], None]) -> None:
    golden(dump(opened(sample.everything())), "sample/expected.epub.xml")


def test_the_sample_in_chapters(
    opened: Callable[..., Any], golden: Callable[[str, str], None], monkeypatch: Any
) -> None:
    monkeypatch.setattr(chapters, "LONG", 100)
    golden(dump(opened(sample.everything())), "sample-chapters/expected.epub.xml")
