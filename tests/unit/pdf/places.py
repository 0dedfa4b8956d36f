"""Where words stand on the pages of a PDF, as PDFium finds them."""

from __future__ import annotations

import io
from typing import NamedTuple

import pypdfium2


class Place(NamedTuple):
    """Where words are: the page (from 0), their edges in points from the lower left, the height of their capitals."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


def places(data: bytes, words: str) -> list[Place]:
    """Every place where these words stand, in reading order; on one line each."""
    out = []
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            searcher = text.search(words, match_case=True)
            while found := searcher.get_next():
                boxes = [text.get_charbox(at) for at in range(found[0], found[0] + found[1])]
                out.append(
                    Place(
                        number,
                        min(box[0] for box in boxes),
                        min(box[1] for box in boxes),
                        max(box[2] for box in boxes),
                        max(box[3] for box in boxes),
                    )
                )
    return out


def place(data: bytes, words: str) -> Place:
    """The first place where these words stand (what a footer repeats comes after it)."""
    return places(data, words)[0]
