"""Any article gives a well-formed book: ids once, links that lead somewhere, and its words in order, file by file."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from lxml import etree

from exporter import model as m
from exporter.backends.epub import chapters
from exporter.checks import prepared
from exporter.contract import strategies
from exporter.pipeline import render
from exporter.report import Report
from exporter.walk import walk

X = "{http://www.w3.org/1999/xhtml}"
SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def opened(data: bytes) -> dict[str, Any]:
    """Every tree of a book by its name, the texts in reading order first."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = [name for name in book.namelist() if name.endswith((".xhtml", ".ncx", ".opf", ".svg"))]
        trees = {name: etree.fromstring(book.read(name)) for name in names}
        files = set(book.namelist())
    return {name: trees.get(name) for name in [*trees, *(files - set(trees))]}


def made(article: m.Article, parted: bool) -> dict[str, Any]:
    with patch.object(chapters, "LONG", 40 if parted else 10**9):
        return opened(render(article, "epub"))


@SETTINGS
@given(strategies.articles())
def test_ids_and_links(article: m.Article) -> None:
    files = made(article, parted=True)
    ids = {
        name: [found.get("id") for found in tree.iter() if found.get("id")]
        for name, tree in files.items()
        if tree is not None
    }
    assert all(len(found) == len(set(found)) for found in ids.values())
    wanted = {node.id for node in walk(prepared(article, Report())) if node.id}
    assert wanted <= {name for found in ids.values() for name in found}
    for name, tree in files.items():
        for element in tree.iter() if tree is not None and not name.endswith(".opf") else ():
            target = element.get("href") or element.get("src")
            if target and not re.match(r"[a-z]+:", target):
                file, _, fragment = target.partition("#")
                home = f"EPUB/{file}" if file else name
                assert home in files, target
                assert not fragment or fragment in ids[home], target


@SETTINGS
@given(strategies.articles())
def test_words_come_back_in_order(article: m.Article) -> None:
    for parted in (False, True):
        files = made(article, parted)
        spine = [name for name in files if re.search(r"/(article|chapter-\d+|notes)\.xhtml$", name)]
        found = "".join(_squeezed("".join(files[name].find(f"{X}body").itertext())) for name in spine)
        ready = prepared(article, Report())
        position = 0
        box, lead = ready.takeaways, ready.lead
        front = [*ready.title, *ready.standfirst, *([box] if box else []), *([lead] if lead else [])]
        for words in _pieces((*front, *ready.body, *ready.notes, *ready.related)):
            position = found.find(words, position)
            assert position >= 0, words
            position += len(words)


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _pieces(nodes: Any) -> list[str]:
    values = [
        node.value if isinstance(node, (m.Text, m.Code)) else node.code
        for node in walk(nodes)
        if isinstance(node, (m.Text, m.Code, m.CodeBlock))
    ]
    return [words for words in map(_squeezed, values) if words]
