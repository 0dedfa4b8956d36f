"""CommonMark's and GFM's examples: reading never fails, and every word the library shows is in the article."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from exporter import model as m
from exporter.errors import SourceError
from exporter.readers import Source, markdown
from exporter.report import Report
from exporter.walk import text, walk

CORPUS = os.environ.get("EXPORTER_CORPUS", "")
needs_corpus = pytest.mark.skipif(
    not CORPUS, reason="EXPORTER_CORPUS names no folder with the specifications' examples"
)

_DROPPED = re.compile(
    r"<(script|style|iframe|textarea)\b.*?(?:</\1>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<![A-Z].*?>", re.S | re.I
)
_TAG = re.compile(r"<(?!!\[)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|<!\[CDATA\[|\[[ xX]\](?= )|\[\^[^\]\s]+\]", re.S)
_WORD = re.compile(r"[^\W_]+")


@cache
def library() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


_EXAMPLE = re.compile(r"^(`{32,}) example[^\n]*\n(.*?)^\.$.*?^\1$", re.M | re.S)


@cache
def examples() -> tuple[tuple[str, str], ...]:
    """(name, source) of every example of both specifications."""
    root = Path(CORPUS) / "spec"
    out = []
    for path in (root / "commonmark" / "commonmark.json", root / "gfm" / "gfm.0.29.json"):
        out += [
            (f"{path.stem} {one['example']}", one["markdown"]) for one in json.loads(path.read_text(encoding="utf-8"))
        ]
    for path in (root / "gfm" / "gfm-spec.txt", root / "gfm" / "extensions.txt"):
        found = _EXAMPLE.finditer(path.read_text(encoding="utf-8"))
        out += [(f"{path.stem} {number}", one[2].replace("→", "\t")) for number, one in enumerate(found, 1)]
    return tuple(out)


def shown(html: str) -> list[str]:
    """The words a reader of the page sees, pictures' descriptions among them."""
    html = _DROPPED.sub(" ", html)
    html = re.sub(r'<img[^>]*?alt="([^"]*)"[^>]*>', r" \1 ", html)
    return _WORD.findall(unescape(_TAG.sub(" ", html)))


def said(article: m.Article) -> list[str]:
    more = [node.title for node in walk(article) if isinstance(node, (m.Image, m.Link)) and node.title]
    formulas = [node.source for node in walk(article) if isinstance(node, (m.Math, m.MathBlock))]
    languages = [node.language or "" for node in walk(article) if isinstance(node, m.CodeBlock)]
    keys = [*article.attributes.values(), *article.attributes, *article.keywords]
    attributes = [word for node in walk(article) for pair in node.attributes.items() for word in pair]
    targets = [node.target for node in walk(article) if isinstance(node, m.Link)]
    takeaways = [article.takeaways.label or ""] if article.takeaways else []
    return _WORD.findall(
        " ".join([text(article), *more, *formulas, *languages, *keys, *attributes, *targets, *takeaways])
    )


def read(source: str) -> tuple[m.Article, str] | None:
    report = Report()
    try:
        article = markdown.read(Source(source.encode()), report)
    except SourceError:
        assert not source.strip()
        return None
    return article, " ".join(notice.message for notice in report)


@needs_corpus
def test_every_word_of_every_example_is_read() -> None:
    lost = []
    for name, source in examples():
        found = read(source)
        if found:
            have = "".join(said(found[0]) + _WORD.findall(found[1]))
            missing = [word for word in shown(library().render(source)) if word not in have]
            lost += [f"{name}: {missing} of {source!r}"] if missing else []
    assert len(examples()) > 1300
    assert lost == []


@needs_corpus
def test_the_words_of_an_example_are_those_of_the_page_in_its_order() -> None:
    """But for pictures' titles, which are captions here, tags HTML does not know, which are words, and comments."""
    other = set()
    for _, source in examples():
        found = read(source)
        if found and "".join(_WORD.findall(text(found[0]))) != "".join(shown(library().render(source))):
            other.add(source)
    unexplained = [one for one in other if not re.search(r"!\[|<(?:!--|!\[CDATA|\w+ ?/?>)|\[foo\]: <bar>|\[\^", one)]
    assert unexplained == []
    assert len(other) <= 25
