"""Reads the canonical JSON of an article: what `exporter read --json` prints and every export carries inside."""

from __future__ import annotations

from exporter import canonical
from exporter.errors import SourceError
from exporter.model import Article
from exporter.readers import Reader, Source
from exporter.readers.decoding import decoded
from exporter.report import Report
from exporter.walk import DEEPEST, depth

_DEEPEST_NODE = 4 * DEEPEST
"""Blocks hold items and inlines between them, so nodes may stand deeper than blocks; beyond this nobody wrote it."""


def read(source: Source, report: Report) -> Article:
    """The article that JSON describes. Raises SourceError naming the path inside it that is wrong."""
    data = source.data
    if not data.lstrip().startswith(b"{"):
        data = decoded(data, report, source.name).encode("utf-8", "replace")
    article = canonical.loads(data, source.name)
    if depth(article) > _DEEPEST_NODE:
        raise SourceError("nested too deep", place=source.name, hint="nest fewer blocks in each other")
    return article


reader = Reader("json", (".json",), "the canonical JSON of an article", read)
