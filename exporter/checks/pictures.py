"""Text alternatives: every informative picture needs one (WCAG 1.1.1, PDF/UA-1 7.3, EPUB Accessibility 1.1)."""

from __future__ import annotations

from exporter.model import Article, Image
from exporter.report import Report
from exporter.walk import walk


def alternatives_checked(article: Article, report: Report) -> None:
    """Tell which pictures have no alternative text."""
    for node in walk(article):
        if isinstance(node, Image) and node.alt is None:
            name = (node.source or "a picture")[:120]
            hint = 'say what it shows (or alt="" if it only decorates)'
            report.warn("missing-alt", f"{name} has no alternative text", place=node.place, hint=hint)
