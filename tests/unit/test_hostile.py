"""What a hostile source may try: markup in its words, files it has no business with, marks that deceive."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree
from PIL import Image as Pillow

import exporter
from exporter import Article, Author, Figure, Image, Paragraph, Report, Text
from exporter.cli import run
from exporter.contract import sample

INJECTIONS = [
    "</w:t></w:r><w:r><w:instrText>DDEAUTO</w:instrText>",
    "]]><script>alert(1)</script>",
    ")Tj ET Q /JavaScript (x) (",
    '=HYPERLINK("http://a.example","b")',
    "<script>alert('x')</script>",
    '" onload="alert(1)" x="',
    "&lt;b&gt; &amp; &#x41; %3Cb%3E",
    "${jndi:ldap://a} {{7*7}} `id` $(id)",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;",
    "\\u0041 \\x41 \\n (\\051",
]


def article(words: str) -> Article:
    """One in whose every string there is something to break out of."""
    return Article(
        title=(Text(words),),
        standfirst=(Text(words),),
        kicker=words,
        authors=(Author(words, role=words, affiliation=words),),
        publisher=words,
        dateline=words,
        identifier=words,
        rights=words,
        keywords=(words,),
        marking=words,
        lead=Figure((Image(None, words),), caption=(Text(words),), credit=(Text(words),), attributes={words: words}),
        body=(Paragraph((Text(words),), attributes={"class": words}), exporter.CodeBlock(words, language=words)),
        lang="en",
    )


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\ufffe-]+", "", text)


@pytest.mark.parametrize("words", INJECTIONS)
def test_words_come_out_as_words_in_word(words: str) -> None:
    with zipfile.ZipFile(io.BytesIO(exporter.render(article(words), "docx"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            assert b"<!DOCTYPE" not in part[:200] and etree.fromstring(part) is not None, name
    document = etree.fromstring(parts["word/document.xml"])
    assert squeezed(words) in squeezed("".join(document.itertext()))
    fields = document.xpath("//*[local-name()='instrText']/text()")
    assert all(re.fullmatch(r" ?(PAGE|NUMPAGES|SEQ \w+|HYPERLINK|TOC|REF|PAGEREF)\b.*", field) for field in fields)


@pytest.mark.parametrize("words", INJECTIONS)
def test_words_come_out_as_words_in_an_epub(words: str) -> None:
    with zipfile.ZipFile(io.BytesIO(exporter.render(article(words), "epub"))) as archive:
        pages = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xhtml", ".opf", ".svg"))}
    said = ""
    for name, page in pages.items():
        tree = etree.fromstring(page)
        assert not tree.xpath("//*[local-name()='script' or @onload]"), name
        said += "".join(tree.itertext())
    assert squeezed(words) in squeezed(said)


@pytest.mark.parametrize("words", INJECTIONS)
def test_words_come_out_as_words_in_a_pdf(words: str) -> None:
    data = exporter.render(article(words), "pdf")
    with pypdfium2.PdfDocument(data) as document:
        assert squeezed(document.get_metadata_dict()["Title"]) == squeezed(words)
        said = "".join(page.get_textpage().get_text_range() for page in document)
    assert squeezed(words) in squeezed(said)
    with pikepdf.open(io.BytesIO(data)) as document:
        assert not [
            name for one in document.objects for name in _names(one) if name in ("/JavaScript", "/JS", "/Launch")
        ]


def _names(value: object) -> list[str]:
    """Every name in one object of a PDF, keys and values."""
    if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        inside = [_names(item) for _, item in value.items() if not getattr(item, "is_indirect", False)]
        return [*value.keys(), *(name for names in inside for name in names)]
    if isinstance(value, pikepdf.Array):
        return [name for item in value if not getattr(item, "is_indirect", False) for name in _names(item)]
    return [str(value)] if isinstance(value, pikepdf.Name) else []


SECRET = (201, 13, 77)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with an article, and pictures outside it that nobody may see."""
    Pillow.new("RGB", (8, 8), SECRET).save(tmp_path / "secret.png")
    home = tmp_path / "home"
    home.mkdir()
    (home / "link.png").symlink_to(tmp_path / "secret.png")
    (home / "up").symlink_to(tmp_path)
    return home


@pytest.mark.parametrize(
    "address",
    [
        "../secret.png",
        "%2e%2e/secret.png",
        "..%2fsecret.png",
        "%252e%252e/secret.png",
        "x/../../secret.png",
        "./././../secret.png",
        "{outside}/secret.png",
        "file://{outside}/secret.png",
        "FILE:{outside}/secret.png",
        "file:secret.png",
        "link.png",
        "up/secret.png",
        "//localhost{outside}/secret.png",
        "\\\\server\\share\\secret.png",
        "..\\secret.png",
        "C:\\secret.png",
        "/proc/self/root{outside}/secret.png",
        "../secret.png\x00.png",
        "data:text/html,<img src=file://{outside}/secret.png>",
    ],
)
def test_no_file_outside_the_folder(address: str, home: Path) -> None:
    address = address.format(outside=home.parent)
    report = Report()
    given = Article(title=(Text("A"),), lang="en", lead=Figure((Image(address, "A"),)))
    data = exporter.render(given, "epub", folder=home, report=report)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if name.endswith(".png") and "cover" not in name]
    assert {"missing-picture", "picture-outside", "remote-picture", "bad-picture"} & {
        one.code for one in report.warnings
    }


def test_a_wider_root_allows_what_lies_in_it(home: Path) -> None:
    (home / "a.md").write_text("---\ntitle: A\nlang: en\n---\n\n![A](secret.png)\n")
    report = Report()
    exporter.export(home / "a.md", "epub", root=home.parent, report=report)
    assert not report.warnings


@pytest.mark.parametrize(
    "inside",
    [
        "<image href='file://{outside}/secret.png' width='8' height='8'/>",
        "<image xlink:href='../secret.png' width='8' height='8'/>",
        "<use href='../secret.svg#a'/>",
        "<style>@import url('file://{outside}/x.css'); rect {{ fill: url('http://127.0.0.1/') }}</style>",
        "<script>alert(1)</script>",
        "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='file://{outside}/secret.png'/></foreignObject>",
    ],
)
def test_a_drawing_reaches_nothing(inside: str, home: Path) -> None:
    head = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='8' height='8'>"
    drawing = f"{head}<rect width='8' height='8' fill='#fff'/>{inside.format(outside=home.parent)}</svg>"
    url = "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()
    given = Article(title=(Text("A"),), lang="en", lead=Figure((Image(url, "A"),)))
    with pypdfium2.PdfDocument(exporter.render(given, "pdf", folder=home)) as document:
        shown = document[0].render(scale=2).to_pil().convert("RGB")
    assert not any(colour == SECRET for _, colour in shown.getcolors(1 << 24) or [])
    with zipfile.ZipFile(io.BytesIO(exporter.render(given, "epub", folder=home))) as archive:
        for name in archive.namelist():
            if name.endswith(".svg"):
                found = archive.read(name)
                assert b"<script" not in found and b"file:" not in found and b"@import" not in found, name


def test_entities_are_not_expanded(home: Path) -> None:
    bomb = "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY {chr(98 + step)} '{f'&{chr(97 + step)};' * 10}'>" for step in range(9)
    )
    drawing = f"{bomb}]><svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'><text>&j;</text></svg>"
    (home / "bomb.svg").write_text(drawing)
    report = Report()
    given = Article(title=(Text("A"),), lang="en", lead=Figure((Image("bomb.svg", "A"),)))
    for name in ("pdf", "docx", "epub"):
        assert len(exporter.render(given, name, folder=home, report=report)) < 1_000_000


def test_marks_that_turn_letters_round_are_told() -> None:
    report = Report()
    exporter.render(Article(title=(Text("A\u202etxt.exe"),), lang="en"), "epub", report=report)
    assert [one.code for one in report.warnings] == ["direction-override"]
    assert "U+202E" in report.warnings[0].message
    report = Report()
    exporter.render(Article(title=(Text("\u2067\u05d0\u2069 and \u200f\u05d1"),), lang="en"), "epub", report=report)
    assert not report.warnings


def test_no_terminal_is_commanded(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a\x1b]0;owned\x07.md"
    path.write_text("# A\x1b[2J\n\n![\x9b31m](x\x1b[31m.png)\n")
    run(["pdf", str(path), "-v"])
    run(["read", str(path), "-v"])
    run(["pdf", "\x1b[2J.md"])
    found = capfd.readouterr()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", found.err + found.out)


def test_everything_at_once_survives_every_name(tmp_path: Path) -> None:
    for name in ("con.json", "a b.json", "-.json", "..json", "ünïcödé.json", "a" * 200 + ".json"):
        path = tmp_path / name
        path.write_bytes(exporter.canonical.dumps(sample.everything()))  # type: ignore[attr-defined]
        assert run(["docx", "--quiet", "--", str(path)]) == 0
