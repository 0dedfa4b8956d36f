"""What the pages of a PDF show, by PDFium: a second opinion on what the tags say."""

from __future__ import annotations

import io
import unicodedata
from collections import Counter

from exporter.proof.findings import Findings, number_of
from exporter.proof.readback import Readback

_TOLERATED = 0.01
"""The part of the letters that may differ: what two programs compose otherwise (Indic and Arabic forms)."""


def compare(data: bytes, found: Readback, findings: Findings) -> None:
    """Whether all the letters the tags say are drawn on the pages. Without PDFium on the machine, a remark says so."""
    drawn = _drawn(data)
    if drawn is None:
        findings.add("no-second-reading", "the pages were not read", "", "install pypdfium2", "info")
        return
    tagged = _letters("".join(passage.text for passage in (*found.passages, *found.notes)))
    undrawn = tagged - drawn
    if undrawn.total() > max(2, _TOLERATED * tagged.total()):
        worst = "".join(letter for letter, _ in undrawn.most_common(12))
        told = f"of what the tags say, {number_of(undrawn.total(), 'letter')} cannot be found on the pages ({worst} …)"
        findings.add("undrawn-text", told, hint="export it again")


def _letters(text: str) -> Counter[str]:
    return Counter(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def _drawn(data: bytes) -> Counter[str] | None:
    try:
        import pypdfium2  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        return None
    letters: Counter[str] = Counter()
    try:
        with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
            for page in document:
                text = page.get_textpage()
                letters.update(_letters(text.get_text_range()))
                text.close()
                page.close()
    except pypdfium2.PdfiumError:
        return Counter()
    return letters
