"""Bookmarks of a long document whose ids are alike as far as Word tells them apart."""

from __future__ import annotations

import time

from exporter.backends.docx.state import Bookmarks
from exporter.model import Article


def test_ids_that_begin_alike_have_names_of_their_own_in_linear_time() -> None:
    begun = time.process_time()
    bookmarks = Bookmarks(Article())
    names = [bookmarks.name(f"{'what-is-said-of-it-again-and-again-and-again'}-{number}") for number in range(20_000)]
    assert len({name.lower() for name in names}) == len(names)
    assert max(map(len, names)) <= 40
    assert names[:3] == [
        "what_is_said_of_it_again_and_again_and_a",
        "what_is_said_of_it_again_and_again_and_2",
        "what_is_said_of_it_again_and_again_and_3",
    ]
    assert time.process_time() - begun < 5
