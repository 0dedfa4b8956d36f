"""Asks trafilatura which words of a page are its article, and finds them on the page."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from copy import deepcopy

from exporter.readers.html import plain
from exporter.readers.html.elements import Element
from exporter.readers.html.region import Page
from exporter.readers.html.shingles import Shingles, tokens

_FEWEST_WORDS, _FEWEST_PLAIN = 25, 8
"""Words of an article; of one that stands under its title on a page without much else."""
_LEAST_TOLD = 120


def page(body: Element, root: Element, told: str, heading: Element | None = None) -> Page | None:
    """A page with the blocks of its article marked; None where no article is found on it.

    told: the article's text as the page's metadata have it; heading: the element of its title.
    """
    wanted = Shingles()
    wanted.add(_article_lines(root))
    given: Shingles | None = None
    if len(tokens(told)) >= _LEAST_TOLD:
        wanted.add(told.split("\n"))
        given = Shingles()
        given.add(told.split("\n"))
    found = Page(body, wanted, given, heading)
    plainly = given is None and plain.settled(found) and found.heading in found.order
    return found if found.kept_words.get(body, 0) >= (_FEWEST_PLAIN if plainly else _FEWEST_WORDS) else None


def _article_lines(root: Element) -> Iterator[str]:
    """The lines of the article as trafilatura sees them; none where it finds no article."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(deepcopy(root), include_comments=False, include_tables=True, with_metadata=False)
    except Exception:  # a page it stumbles over is read whole, which is told
        return
    body = getattr(found, "body", None)
    if body is None:
        return
    for part in body.iter():
        for piece in (part.text, part.tail):
            if piece and piece.strip():
                yield piece
