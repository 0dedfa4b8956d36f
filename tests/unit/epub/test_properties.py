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
from exporter.contract import sample, strategies
from exporter.pipeline import render
from exporter.report import Report
from exporter.theme import load_theme
from exporter.walk import walk

OPF = "{http://www.idpf.org/2007/opf}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
X = "{http://www.w3.org/1999/xhtml}"
PNG = sample.picture(9, 9)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>x</script></svg>'
BMP = b"BM:\0\0\0\0\0\0\x006\0\0\0(\0\0\0\1\0\0\0\1\0\0\0\1\0\x18\0\0\0\0\0\4\0\0\0" + bytes(16) + b"\0\0\xff\0"
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
        return opened(render(article, "epub", pictures=pictures(article)))


def pictures(article: m.Article) -> dict[str, bytes]:
    """A picture for every address in the article; one in three stays as it is, two need another form in a book."""
    sources = sorted({node.source for node in walk(article) if isinstance(node, m.Image) and node.source})
    kinds = (PNG, SVG, BMP)
    return {source: kinds[number % 3] for number, source in enumerate(sources)}


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


@SETTINGS
@given(strategies.articles())
def test_every_chapter_holds_its_own_words(article: m.Article) -> None:
    files = made(article, parted=True)
    ready = prepared(article, Report())
    with patch.object(chapters, "LONG", 40):
        parts = chapters.chapters(ready, load_theme().epub.split_level)
    for part in parts:
        found = _squeezed("".join(files[f"EPUB/{part.name}"].find(f"{X}body").itertext()))
        position = 0
        for words in _pieces(part.blocks):
            position = found.find(words, position)
            assert position >= 0, (part.name, words)
            position += len(words)


@SETTINGS
@given(strategies.articles(), strategies.st.booleans())
def test_the_package_is_whole(article: m.Article, parted: bool) -> None:
    """Manifest, spine and files agree; what a manifest item says it holds it holds; contents are in reading order."""
    files = made(article, parted)
    package = files["EPUB/content.opf"]
    items = {item.get("id"): item for item in package.iter(f"{OPF}item")}
    linked = {link.get("href") for link in package.iter(f"{OPF}link")}
    named = [item.get("href") for item in items.values()]
    assert len(named) == len(set(named)) and not linked & set(named)
    outside = {"mimetype", "META-INF/container.xml", "EPUB/content.opf"}
    assert {f"EPUB/{name}" for name in {*named, *linked}} == set(files) - outside
    spine = [reference.get("idref") for reference in package.iter(f"{OPF}itemref")]
    order = [items[name].get("href") for name in spine]
    assert len(set(order)) == len(order)
    for item in items.values():
        tree = files[f"EPUB/{item.get('href')}"]
        if item.get("media-type") == "application/xhtml+xml":
            holds = any(str(found.tag).startswith(MATHML) for found in tree.iter())
            assert holds == ("mathml" in (item.get("properties") or ""))
            _sound(tree)
    toc = [link.get("href") for link in files["EPUB/nav.xhtml"].iter(f"{X}nav").__next__().iter(f"{X}a")]
    places = [order.index(href.partition("#")[0]) for href in toc]
    assert places == sorted(places)


def _sound(tree: Any) -> None:
    """What HTML forbids and XML lets pass: links in links, headings in cells, blocks in paragraphs, lists of no items."""
    assert tree.get("lang") == tree.get("{http://www.w3.org/XML/1998/namespace}lang") is not None
    for outer, inner in (("a", "a"), ("td", "h2"), ("th", "h2"), ("p", "p"), ("p", "ul"), ("p", "div"), ("span", "p")):
        assert not any(found.find(f".//{X}{inner}") is not None for found in tree.iter(f"{X}{outer}")), (outer, inner)
    for name in ("ul", "ol"):
        assert all({child.tag for child in found} <= {f"{X}li"} for found in tree.iter(f"{X}{name}"))
