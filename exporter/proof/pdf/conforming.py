"""Checks of a PDF as a whole: what it claims, says of itself and carries. Tags are checked in `tagging`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from exporter.proof.findings import Damaged, Findings
from exporter.proof.pdf.document import DC, RDF, content, elements, get, items, string
from exporter.proof.pdf.fonts import UNKNOWN
from exporter.proof.pdf.reading import Parsed
from exporter.proof.pdf.tagging import TAG_RULES
from exporter.report import Severity

if TYPE_CHECKING:
    from lxml.etree import _Element

Rule = Callable[[Parsed, Findings], None]

_LANGUAGE = re.compile(r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")
_UA, _A = "{http://www.aiim.org/pdfua/ns/id/}", "{http://www.aiim.org/pdfa/ns/id/}"
_FORBIDDEN = frozenset(
    {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript", "/Hide", "/SetOCGState"}
)


def check(parsed: Parsed, findings: Findings) -> None:
    """All the rules. Raises Damaged where the metadata cannot be read."""
    for rule in (*_RULES, *TAG_RULES, _claims):
        rule(parsed, findings)


def _sound(parsed: Parsed, findings: Findings) -> None:
    """The file needs no repair to be read (ISO 32000-1, 7.5)."""
    for repair in (*parsed.document.repairs, *parsed.document.problems())[:3]:
        findings.add("damaged-pdf", f"readers have to repair it: {repair}", hint="export it again")


def _marked(parsed: Parsed, findings: Findings) -> None:
    """The document says that it is tagged, and is (ISO 14289-1, 7.1; ISO 32000-1, 14.7.1)."""
    if parsed.document.tree is None:
        findings.add(
            "no-structure", "there is no structure tree: it is not tagged", hint="make it a tagged PDF (PDF/UA)"
        )
    if string(str(get(get(parsed.document.root, "/MarkInfo"), "/Marked", ""))) != "True":
        findings.add("not-marked", "MarkInfo does not say that it is tagged", hint="set MarkInfo/Marked to true")
    if str(get(get(parsed.document.root, "/MarkInfo"), "/Suspects", "")) == "True":
        findings.add("suspect-tags", "MarkInfo says that its tags are suspect")


def _language(parsed: Parsed, findings: Findings) -> None:
    """The language of the text is said, as BCP 47 has it (ISO 14289-1, 7.2; ISO 32000-1, 14.9.2)."""
    lang = string(get(parsed.document.root, "/Lang"))
    if not _LANGUAGE.match(lang):
        told = f"the catalog's language {lang!r} is no language tag" if lang else "the catalog gives no language"
        findings.add("no-language", told, hint="set the article's language")
    for element in parsed.tree.walk():
        if element.lang is not None and element.lang and not _LANGUAGE.match(element.lang):
            findings.add("bad-language", f"{element.lang!r} is no language tag", element.where())


def _title_shown(parsed: Parsed, findings: Findings) -> None:
    """Windows show the title, not the file's name (ISO 14289-1, 7.1)."""
    shown = str(get(get(parsed.document.root, "/ViewerPreferences"), "/DisplayDocTitle", ""))
    if shown != "True":
        findings.add("title-not-shown", "ViewerPreferences does not ask to show the title", hint="set DisplayDocTitle")


def _metadata(parsed: Parsed, findings: Findings) -> None:
    """There is XMP metadata, and it gives a title (ISO 14289-1, 7.1; ISO 19005-3, 6.6.2)."""
    stream = get(parsed.document.root, "/Metadata")
    xmp = _xmp(stream, findings) if stream is not None else None
    if xmp is None:
        findings.add("no-metadata", "there is no XMP metadata", hint="add a metadata stream to the catalog")
        return
    title = xmp.find(f".//{DC}title//{RDF}li")
    if title is None or not (title.text or "").strip():
        findings.add("no-title", "the metadata has no title", hint="give the article a title")
    _same_title(parsed, (title.text or "") if title is not None else "", findings)


def _xmp(stream: object, findings: Findings) -> _Element | None:
    from exporter.proof.archive import parsed as parsed_xml

    try:
        return parsed_xml(content(stream).strip(), "the metadata")
    except Damaged as error:
        findings.add("bad-metadata", str(error), hint="write well-formed XMP")
        return None


def _stated(xmp: _Element, name: str) -> str:
    element = xmp.find(f".//{name}")
    if element is not None:
        return (element.text or "").strip()
    return next((found for holder in xmp.iter(f"{RDF}Description") if (found := holder.get(name))), "")


def _same_title(parsed: Parsed, title: str, findings: Findings) -> None:
    """The information dictionary says the same as XMP (ISO 19005-3, 6.6.3), and so does the page."""
    info = string(get(get(parsed.document.pdf.trailer, "/Info"), "/Title"))
    if info and info != title:
        findings.add("two-titles", f"the metadata says {title!r}, the information dictionary {info!r}")


def _claims(parsed: Parsed, findings: Findings) -> None:
    """It claims PDF/UA and PDF/A at level A (ISO 14289-1, 5; ISO 19005-3, 6.6.4, 6.2.3), where nothing speaks against it.

    Files of others need not be made for archives.
    """
    stream = get(parsed.document.root, "/Metadata")
    xmp = _xmp(stream, Findings()) if stream is not None else None
    severity: Severity = "info" if findings.has("missing-alt") else "warning"
    if xmp is None:
        return
    if _stated(xmp, f"{_UA}part") not in {"1", "2"}:
        findings.add("no-ua-claim", "the metadata does not say that it is PDF/UA", severity=severity)
    part, level = _stated(xmp, f"{_A}part"), _stated(xmp, f"{_A}conformance")
    if part != "4" and level != "A":
        severity = severity if parsed.document.record() is not None else "info"
        findings.add("no-a-claim", "the metadata does not say that it is PDF/A at level A", severity=severity)
    if part and not any(
        get(one, "/DestOutputProfile") is not None for one in elements(get(parsed.document.root, "/OutputIntents"))
    ):
        findings.add("no-output-intent", "PDF/A is claimed without an output intent that has a colour profile")


def _fonts(parsed: Parsed, findings: Findings) -> None:
    """Every font is embedded and its text can be had (ISO 14289-1, 7.21.4.1, 7.21.7; ISO 19005-3, 6.2.11)."""
    for number, page in enumerate(parsed.contents, 1):
        for font in page.fonts.values():
            if not font.embedded:
                findings.add("font-not-embedded", f"the font {font.name} is not embedded", f"page {number}")
            if font.width == 2 and not font.mapped:
                findings.add(
                    "font-without-text", f"the font {font.name} does not say what its glyphs mean", f"page {number}"
                )
        if any(UNKNOWN in text for text in page.texts.values()):
            findings.add("glyph-without-text", "a glyph does not say which character it is", f"page {number}")


def _attachments(parsed: Parsed, findings: Findings) -> None:
    """What is attached says how it relates, and of what kind it is (ISO 19005-3, 6.8)."""
    listed = elements(get(parsed.document.root, "/AF"))
    for file in listed:
        name = string(get(file, "/UF", get(file, "/F")))
        stream = get(get(file, "/EF"), "/F")
        if stream is None:
            findings.add("empty-attachment", f"the associated file {name!r} has no content")
        elif not string(get(stream, "/Subtype")):
            findings.add("attachment-without-type", f"the associated file {name!r} has no media type")
        if get(file, "/AFRelationship") is None:
            findings.add("attachment-without-relation", f"the associated file {name!r} does not say what it is for")


def _actions(parsed: Parsed, findings: Findings) -> None:
    """Nothing runs when the file is opened or touched (ISO 19005-3, 6.5.1; ISO 14289-1, 7.19)."""
    names = get(parsed.document.root, "/Names")
    if get(names, "/JavaScript") is not None:
        findings.add("script", "the document carries scripts")
    opened = string(get(get(parsed.document.root, "/OpenAction"), "/S"))
    found = {opened} if opened else set[str]()
    for page in parsed.document.pages:
        found |= {string(get(get(one, "/A"), "/S")) for one in elements(page.obj.get("/Annots"))}
    for action in sorted(found & _FORBIDDEN):
        findings.add("script", f"an action of the kind {action[1:]} may run")
    if items(get(parsed.document.root, "/AA")):
        findings.add("script", "actions run by themselves")


def _unlocked(parsed: Parsed, findings: Findings) -> None:
    """Nothing is encrypted (ISO 19005-3, 6.1.3)."""
    if parsed.document.pdf.is_encrypted:
        findings.add("encrypted", "the file is encrypted", hint="save it without protection")


_RULES: tuple[Rule, ...] = (
    _sound, _marked, _language, _title_shown, _metadata, _fonts, _attachments, _actions, _unlocked,
)  # fmt: skip
