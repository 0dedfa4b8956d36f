"""Between reading and rendering: what every backend may rely on.

`prepared` gives an article of the same words in which

- title, language and direction are set; language tags and dates are well-formed;
- no string holds control characters (but tab and line end), U+FEFF or half surrogates; in Text, white space is one space;
- nothing is empty: no paragraph, list, figure or table without content;
- every heading, figure, table, note and the takeaways have an id; ids are unique and match `[A-Za-z][A-Za-z0-9_-]*`,
  so a backend's own ids are safe if they hold a dot;
- heading levels begin at 1 and never jump; tables have at least one row, and their rows fill the grid;
- note references and `#id` links lead somewhere; no link runs a script, is empty or stands in another link.

What is repaired or cannot be, the report says. An Image whose `alt` is None stays so: backends then claim no conformance.
"""

from __future__ import annotations

from msgspec.structs import replace

from exporter.checks.content import pruned
from exporter.checks.headings import levelled
from exporter.checks.identity import identified
from exporter.checks.language import languages_settled
from exporter.checks.links import links_checked
from exporter.checks.pictures import alternatives_checked
from exporter.checks.strings import cleaned
from exporter.checks.tables import tables_filled
from exporter.labels import labels
from exporter.model import Article, Text
from exporter.report import Report
from exporter.walk import text

__all__ = ["cleaned", "prepared"]


def prepared(article: Article, report: Report) -> Article:
    """`article` as backends get it. What it lacks or had to be repaired goes to `report`. Never raises for content."""
    article = languages_settled(cleaned(article, report), report)
    article = _titled(pruned(tables_filled(article, report)), report)
    article = levelled(identified(article, report), report)
    alternatives_checked(article, report)
    return links_checked(article, report)


def _titled(article: Article, report: Report) -> Article:
    if text(article.title).strip():
        return article
    untitled = labels(article.lang).untitled
    report.warn("no-title", f"the article has no title: it is called {untitled!r}", hint="give it one")
    return replace(article, title=(Text(untitled),))
