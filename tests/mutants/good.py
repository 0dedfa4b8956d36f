"""The good exports mutants are made of: the article with every kind of node, in each format, as users get it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import exporter
from exporter.contract import sample


@cache
def exports() -> dict[str, bytes]:
    """The bytes of each format."""
    with TemporaryDirectory() as folder:
        picture = Path(folder) / sample.PICTURE
        picture.parent.mkdir(parents=True)
        picture.write_bytes(sample.picture())
        return {name: exporter.render(sample.everything(), name, folder=folder) for name in ("pdf", "docx", "epub")}
