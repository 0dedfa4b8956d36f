"""Word documents made by hand, as small as what a test is about; and the article and notices a reader gives for one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from docx import Document

from exporter.model import Article
from exporter.readers import Reading, Source
from exporter.readers.docx import read
from exporter.report import Report

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = ("Normal", "Title", "Subtitle", "heading 1", "heading 2", "heading 3", "Quote", "caption", "List Paragraph")


def p(words: str = "", style: str = "", properties: str = "", inside: str = "") -> str:
    """A paragraph; inside: its runs, instead of `words`."""
    own = (f'<w:pStyle w:val="{style}"/>' if style else "") + properties
    return f"<w:p><w:pPr>{own}</w:pPr>{inside or r(words)}</w:p>"


def r(words: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def item(words: str, num: int = 1, level: int = 0) -> str:
    """A paragraph in a list."""
    return p(words, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def style(name: str, style_id: str = "", more: str = "", kind: str = "paragraph") -> str:
    """The definition of a style."""
    return f'<w:style w:type="{kind}" w:styleId="{style_id or name}"><w:name w:val="{name}"/>{more}</w:style>'


def styles(*more: str) -> str:
    """The styles part: Word's own that tests use, with ids as their names without spaces, and more."""
    own = "".join(style(name, name.replace(" ", "")) for name in _STYLES)
    return f"<w:styles {SPACES}>{own}{''.join(more)}</w:styles>"


def numbering(*formats: tuple[str, str]) -> str:
    """The numbering part: one list for each (format, text), of two levels."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
            f'<w:pPr><w:ind w:left="{720 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
            for level in range(2)
        )
        + "</w:abstractNum>"
        for n, (kind, text) in enumerate(formats)
    )
    nums = "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(len(formats)))
    return f"<w:numbering {SPACES}>{abstract}{nums}</w:numbering>"


def docx(
    body: str,
    parts: Mapping[str, str | bytes] | None = None,
    links: Mapping[str, tuple[str, str]] | None = None,
) -> bytes:
    """A Word document. parts: more of them by name ("word/styles.xml").  links: relations of the body, {id: (kind, target)}."""
    parts = {"word/styles.xml": styles(), **(parts or {})}
    named = {name: name.removeprefix("word/").partition(".")[0].rstrip("0123456789") for name in parts}
    relations = "".join(
        f'<Relationship Id="p{n}" Type="{_KIND}/{kind}" Target="/{name}"/>'
        for n, (name, kind) in enumerate(named.items())
    )
    for key, (kind, target) in (links or {}).items():
        outside = ' TargetMode="External"' if "://" in target or kind == "hyperlink" else ""
        relations += f'<Relationship Id="{key}" Type="{_KIND}/{kind}" Target="{target}"{outside}/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{space}"><Relationship Id="a" Type="{_KIND}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
        )
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{space}">{relations}</Relationships>')
        archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def reading(data: bytes, takeaways: str | None = None) -> tuple[Reading, Report]:
    """What the reader gives, and its notices."""
    report = Report("x.docx")
    return read(Source(data, "x.docx", takeaways=takeaways), report), report


def article(body: str, **parts_and_links: Mapping[str, object]) -> Article:
    """The article of a document with this body."""
    return reading(docx(body, **parts_and_links))[0].article  # type: ignore[arg-type]


def changed(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A zip with each entry as `change` gives it; None leaves it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def resaved(data: bytes, edit: Callable[[Any], object]) -> bytes:
    """A document that somebody edited and saved with python-docx."""
    document = Document(io.BytesIO(data))
    edit(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def codes(report: Report) -> list[str]:
    """The codes of all notices."""
    return [notice.code for notice in report]
