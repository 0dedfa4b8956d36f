"""Footnotes: real ones, called once or twice, from the text or from other notes."""

from __future__ import annotations

import time

from exporter.model import (
    Note,
    NoteRef,
)

from .rendering import article, opened, p, rendered
from .structure import Opened, W, faults


def test_footnotes_are_real_and_called_twice() -> None:
    body = (p("One", NoteRef("n1"), " two", NoteRef("n2"), " again", NoteRef("n1")),)
    notes = (Note((p("First"),), id="n1"), Note((p("Second"),), id="n2"))
    tree = opened(article(*body, notes=notes))
    assert [e.get(f"{W}id") for e in tree.document.iter(f"{W}footnoteReference")] == ["1", "2"]
    assert any("NOTEREF" in (e.text or "") for e in tree.document.iter(f"{W}instrText"))


def test_notes_nobody_calls_and_notes_of_notes_come_out() -> None:
    notes = (Note((p("First", NoteRef("n2")),), id="n1"), Note((p("Second"),), id="n2"), Note((p("Third"),), id="n3"))
    data = rendered(article(p("One", NoteRef("n1")), notes=notes))
    assert faults(data) == []
    text = Opened(data).text()
    assert "2. Second" in text and "3. Third" in text


def test_notes_that_call_each_other_come_in_the_order_of_their_calls_and_in_time() -> None:
    count = 8000
    notes = tuple(Note((p(f"N{n}.", NoteRef(f"n{n + 1}")),), id=f"n{n}") for n in range(count))
    begun = time.process_time()
    text = Opened(rendered(article(p("One"), notes=(*notes, Note((p("Last"),), id=f"n{count}"))))).text()
    assert time.process_time() - begun < 12
    assert text.index("N1.") < text.index("N77.") < text.index("Last")
