"""Reads pasted text: an article as it comes out of a web page, a mail or an editor, without any markup.

The first paragraph is the title. What is no paragraph is told from its form and from word lists in assets/: site chrome,
byline, standfirst, the lead picture's words, takeaways, lists, short lines that head what follows, run-in headings. Whatever
is not surely one of these stays a paragraph; nothing is dropped but site chrome, and that with a notice.
"""

from __future__ import annotations

from exporter.model import Article
from exporter.readers import Reader, Source
from exporter.report import Report


def read(source: Source, report: Report) -> Article:
    """The article a pasted text is. Raises SourceError where it is no text or empty.

    What does it is imported here: this package is also loaded to find out which reader a file is for.
    """
    from exporter.readers.text import article

    return article.read(source, report)


reader = Reader("text", (".txt", ".text"), "text as pasted from a web page", read)
