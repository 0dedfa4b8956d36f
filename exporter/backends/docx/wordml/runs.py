"""Runs: the pieces of one line with one format, and what stands among them (links, bookmarks, fields, notes, boxes)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

BEYOND_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML 1.0 can hold (2.2)."""
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_HAS_RTL = re.compile(f"[{_RTL}]")


class Format(NamedTuple):
    """How a run looks beyond its paragraph's style. `style` is the id of a character style; `lang` a BCP 47 tag.

    size: in half points, 0 leaves it to the styles.  code_size: what `size` of code in this place is, where it is not the
    size that code has in body text.
    """

    style: str = ""
    bold: bool = False
    italic: bool = False
    strike: bool = False
    small_caps: bool = False
    raised: str = ""
    colour: str = ""
    lang: str = ""
    rtl: bool = False
    framed: bool = False
    size: int = 0
    code_size: int = 0


PLAIN = Format()

NO_LANGUAGE = "x-none"
"""Word's tag for what is in no language: it neither proofs nor hyphenates it."""


def escaped(value: str) -> str:
    """Characters as XML text or as the value of an attribute in double quotes; what XML cannot hold is left out."""
    if BEYOND_XML.search(value):
        value = BEYOND_XML.sub("", value)
    if "&" in value or "<" in value or ">" in value or '"' in value:
        value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return value


@lru_cache(maxsize=1024)
def properties(form: Format) -> str:
    """`w:rPr` in the order of CT_RPr (ISO/IEC 29500-1, 17.3.2), empty where nothing differs from the paragraph."""
    out = [f'<w:rStyle w:val="{form.style}"/>'] if form.style else []
    for on, tags in (
        (form.bold, "<w:b/><w:bCs/>"),
        (form.italic, "<w:i/><w:iCs/>"),
        (form.small_caps, "<w:smallCaps/>"),
        (form.strike, "<w:strike/>"),
        (form.colour, f'<w:color w:val="{form.colour}"/>'),
        (form.size, f'<w:sz w:val="{form.size}"/><w:szCs w:val="{form.size}"/>'),
        (form.framed, '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>'),
        (form.raised, f'<w:vertAlign w:val="{form.raised}"/>'),
        (form.rtl, "<w:rtl/>"),
        (form.lang, language(form.lang)),
    ):
        if on:
            out.append(tags)
    return f"<w:rPr>{''.join(out)}</w:rPr>" if out else ""


def language(tag: str) -> str:
    """`w:lang`: the tag in the slot of its script (Latin and others, East Asian, right-to-left and complex)."""
    code = escaped(tag)
    return f'<w:lang w:val="{code}" w:eastAsia="{code}" w:bidi="{code}"/>'


def text(value: str, form: Format = PLAIN) -> str:
    """Words as runs; words of the other direction get runs of their own, for `w:rtl` is a property of runs."""
    if not value:
        return ""
    if not form.rtl and not _HAS_RTL.search(value):
        return _run(value, form)
    return "".join(_run(piece, form._replace(rtl=rtl)) for piece, rtl in directions(value, form.rtl))


@cache
def _letters() -> re.Pattern[str]:
    """A letter, and whether it reads from right to left; compiled where an article has such letters."""
    return re.compile(f"([{_RTL}])|([^\\W\\d_])")


def directions(value: str, base: bool) -> list[tuple[str, bool]]:
    """The stretches of a text with whether each reads from right to left; what has no direction joins what is before it."""
    out: list[tuple[str, bool]] = []
    start, current = 0, base
    for found in _letters().finditer(value):
        rtl = bool(found[1])
        if rtl != current:
            cut = found.start()
            if current != base:  # spaces and stops between words of two directions belong to the surrounding one
                while cut > start and not value[cut - 1].isalnum():
                    cut -= 1
            if cut > start:
                out.append((value[start:cut], current))
            start, current = cut, rtl
    out.append((value[start:], current))
    return out


def _run(value: str, form: Format) -> str:
    body = f'<w:t xml:space="preserve">{escaped(value)}</w:t>'
    if "\u00ad" in value or "\n" in value or "\t" in value:
        body = _special(body)
    return f"<w:r>{properties(form)}{body}</w:r>"


def _special(body: str) -> str:
    for character, tag in (("\u00ad", "softHyphen"), ("\n", "br"), ("\t", "tab")):
        body = body.replace(character, f'</w:t><w:{tag}/><w:t xml:space="preserve">')
    return body.replace('<w:t xml:space="preserve"></w:t>', "")


def line_break() -> str:
    """A line end inside a paragraph."""
    return "<w:r><w:br/></w:r>"


def tab() -> str:
    """A tab inside a paragraph."""
    return "<w:r><w:tab/></w:r>"


def link_start(relation: str = "", anchor: str = "", tip: str = "") -> str:
    """The start of a hyperlink to a relationship or to a bookmark of this document (17.16.22)."""
    where = f'r:id="{relation}"' if relation else f'w:anchor="{anchor}"'
    hint = f' w:tooltip="{escaped(tip[:255])}"' if tip else ""
    return f'<w:hyperlink {where}{hint} w:history="1">'


LINK_END = "</w:hyperlink>"


def bookmark_start(number: int, name: str) -> str:
    """The start of a bookmark; `number` is unique in the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def bookmark_end(number: int) -> str:
    """Its end."""
    return f'<w:bookmarkEnd w:id="{number}"/>'


def field(instruction: str, result: str, form: Format = PLAIN) -> str:
    """A complex field with its result filled in, so that Word does not ask to update it (17.16.18)."""
    look = properties(form)
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {escaped(instruction)} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r>{look}<w:t xml:space="preserve">{escaped(result)}</w:t></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def field_start(instruction: str) -> str:
    """The first half of a field whose result spans paragraphs; `FIELD_END` closes it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escaped(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def footnote_reference(number: int) -> str:
    """The mark in the text that calls a footnote (17.11.14)."""
    return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


FOOTNOTE_MARK = (
    '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
)
"""The number at the start of a footnote's own text."""


def check_box(checked: bool, name: str) -> str:
    """A box to tick: a content control of Word 2010 ([MS-DOCX] 2.6.1.1), named for those who do not see it."""
    glyph = "☑" if checked else "☐"
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escaped(name)}"/><w14:checkbox><w14:checked w14:val="{int(checked)}"/>'
        '<w14:checkedState w14:val="2611" w14:font="Segoe UI Symbol"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="Segoe UI Symbol"/></w14:checkbox></w:sdtPr>'
        '<w:sdtContent><w:r><w:rPr><w:rStyle w:val="TaskBox"/></w:rPr>'
        f"<w:t>{glyph}</w:t></w:r></w:sdtContent></w:sdt>"
    )
