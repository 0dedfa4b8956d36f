"""read -> check -> render -> write: the only part of the exporter that touches files.

`reading` turns a file or bytes into an Article, `rendering` an Article into bytes, `sources` finds what the user means,
`outputs` names and writes what comes out, `exporting` does it all for one source.
"""

from __future__ import annotations

from exporter.pipeline.exporting import Export, export
from exporter.pipeline.reading import read, read_packed
from exporter.pipeline.rendering import render

__all__ = ["Export", "export", "read", "read_packed", "render"]
