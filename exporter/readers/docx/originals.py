"""The pictures of an export by the names they had: by their own bytes, by the bytes Word shows, or by their words and place.

Word keeps the pictures it shows when it saves a document, and drops the originals that travel beside them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from difflib import SequenceMatcher

from exporter.model import Article, Image
from exporter.pictures import NotAPicture, opened, suited
from exporter.readers import Reading
from exporter.walk import walk

# The types of pictures a document of ours shows, and their longest side in pixels, as the Word backend fits them.
_ACCEPTED = frozenset({"image/jpeg", "image/png", "image/gif"})
_LONGEST = 2600


def names(was: Article, now: Reading, originals: Mapping[str, bytes]) -> dict[str, str]:
    """{the name a picture of the document has now: the name it had in the article it was exported from}."""
    by_bytes = _digests(originals)
    out = {
        source: found
        for source, data in now.pictures.items()
        if (found := by_bytes.get(hashlib.sha256(data).hexdigest())) is not None
    }
    for new, old in _placed(was, now.article):
        if new in now.pictures and old not in originals:
            out.setdefault(new, old)
    return out


def _digests(originals: Mapping[str, bytes]) -> dict[str, str]:
    known = {hashlib.sha256(data).hexdigest(): name for name, data in originals.items()}
    for name, data in originals.items():
        try:
            fitted = suited(opened(data), _ACCEPTED, _LONGEST).data
        except NotAPicture:
            continue
        known.setdefault(hashlib.sha256(fitted).hexdigest(), name)
    return known


def _placed(was: Article, now: Article) -> list[tuple[str, str]]:
    """(name now, name then) of pictures that have the same words in the same order."""
    one, other = _images(now), _images(was)
    alike = SequenceMatcher(None, [image.alt for image in one], [image.alt for image in other], autojunk=False)
    return [
        (one[block.a + n].source or "", other[block.b + n].source or "")
        for block in alike.get_matching_blocks()
        for n in range(block.size)
    ]


def _images(article: Article) -> list[Image]:
    return [node for node in walk(article) if isinstance(node, Image) and node.source]
