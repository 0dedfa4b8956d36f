"""Small articles: words as inlines, as a paragraph, and blocks under a title; and a theme of somebody's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from exporter import model as m


def words(*parts: str | m.Inline) -> m.Inlines:
    """Words as inlines, between inlines that are there."""
    return tuple(m.Text(part) if isinstance(part, str) else part for part in parts)


def para(*parts: str | m.Inline, **more: Any) -> m.Paragraph:
    """A paragraph of them."""
    return m.Paragraph(words(*parts), **more)


def article(*blocks: m.Block, **more: Any) -> m.Article:
    """An article with a title and these blocks."""
    return m.Article(**{"title": words("A title"), "body": blocks or (para("x"),), "lang": "en", **more})


def own_theme(folder: Path, tokens: str) -> Path:
    """A theme that sets these tokens otherwise than `brief`."""
    path = folder / "own.toml"
    path.write_text(f'extends = "brief"\n{tokens}\n', encoding="utf-8")
    return path
