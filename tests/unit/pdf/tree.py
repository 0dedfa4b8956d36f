"""A reader of structure trees, by PDFium: what assistive technology makes of a PDF."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

INLINE = frozenset({"Span", "Em", "Strong", "Code", "Link", "Reference", "Formula", "Figure", "Lbl", "NonStruct"})


class Item(NamedTuple):
    """An element as it is on one page: its type, what it is said to be, its children or their text."""

    tag: str
    alt: str
    actual: str
    lang: str
    kids: tuple[Item | str, ...]


def trees(data: bytes) -> list[list[Item]]:
    """The elements of each page."""
    out = []
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        for page in document:
            texts = _contents(page)
            tree = pdfium.FPDF_StructTree_GetForPage(page)
            count = pdfium.FPDF_StructTree_CountChildren(tree)
            out.append([_item(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at), texts) for at in range(count)])
            pdfium.FPDF_StructTree_Close(tree)
    return out


def read(data: bytes) -> str:
    """The text of a PDF as its structure trees order it, page by page; blocks are parted by line ends."""
    return "\n".join(text for page in trees(data) for item in page if (text := words(item)))


def words(item: Item | str) -> str:
    """The text of an element: what it reads as where it says so."""
    if isinstance(item, str):
        return item
    inner = item.actual or "".join(words(kid) for kid in item.kids)
    return inner if item.tag in INLINE else f"{inner}\n"


def _item(element: Any, texts: dict[int, str]) -> Item:
    kids: list[Item | str] = []
    for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, at)
        if child:
            kids.append(_item(child, texts))
        elif (mark := pdfium.FPDF_StructElement_GetChildMarkedContentID(element, at)) >= 0:
            kids.append(texts.get(mark, ""))
    said = [
        _string(getter, element)
        for getter in (
            pdfium.FPDF_StructElement_GetType,
            pdfium.FPDF_StructElement_GetAltText,
            pdfium.FPDF_StructElement_GetActualText,
            pdfium.FPDF_StructElement_GetLang,
        )
    ]
    return Item(*said, tuple(kids))


def _string(getter: Callable[..., int], *of: Any) -> str:
    size = getter(*of, None, 0)
    buffer = ctypes.create_string_buffer(size)
    getter(*of, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)) if getter is _TEXT else buffer, size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


_TEXT = pdfium.FPDFTextObj_GetText


def _contents(page: Any) -> dict[int, str]:
    """The text of each marked-content id of a page."""
    out: dict[int, str] = {}
    textpage = page.get_textpage()
    for drawn in _texts(page):
        mark = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
        if mark < 0:
            continue
        text = _string(_TEXT, drawn, textpage)
        out[mark] = out.get(mark, "") + text.replace("\ufffe", "-").replace(
            "\x02", "-"
        )  # PDFium's for one at a line's end
    textpage.close()
    return out


def _texts(page: Any) -> Iterator[Any]:
    for at in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = pdfium.FPDFPage_GetObject(page, at)
        if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_TEXT:
            yield drawn
