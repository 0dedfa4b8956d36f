"""Small articles: words as inlines, as a paragraph, and blocks under a title."""

from __future__ import annotations

from typing import Any

from exporter.model import Article, Inlines, Paragraph, Text


def t(words: str) -> Inlines:
    """Words as inlines."""
    return (Text(words),)


def p(words: str) -> Paragraph:
    """A paragraph of words."""
    return Paragraph(t(words))


def article(*body: Any, **more: Any) -> Article:
    """An article with a title and these blocks."""
    return Article(title=t("A title"), lang="en", dir="ltr", body=body, **more)
