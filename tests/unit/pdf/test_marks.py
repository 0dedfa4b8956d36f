"""Marks and ligatures are read where they were typed, by readers that sort glyphs by place and by those that do not."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pypdfium2
import pytest

from exporter.backends.pdf import search
from exporter.backends.pdf.faces import hb
from exporter.backends.pdf.pieces import _letters
from exporter.model import Article, List, ListItem, Paragraph, Text
from tests.unit.pdf.streams import streams

Render = Callable[..., bytes]
TEXTS = {
    "th": "เด็กผู้หญิงดื่มน้ำผึ้ง",
    "my": "မြန်မာနိုင်ငံတွင် ကျောင်းသားများ စာဖတ်ကြသည်",
    "lo": "ເດັກນ້ອຍໄປໂຮງຮຽນແຕ່ເຊົ້າ",
    "hi": "गाँवों के लोगों के बच्चों में",
    "ta": "சொற்களை கொண்டு பேசு",
    "ar": "كَتَبَتِ المُعَلِّمَةُ الدَّرْسَ بعضًا وجميلًا بلا ألم",
    "fa": "کتابهٔ قدیمی را اوّلاً می‌خوانیم",
    "he": "הַיֶּלֶד הָלַךְ לְבֵית הַסֵּפֶר",
    "ur": "یہ کتاب بہت اچھی ہے",
}


def _rendered(render: Render, lang: str) -> bytes:
    text = TEXTS[lang]
    if search.found(text[0], search.system_folders(), False, False, True, lang) is None:
        pytest.skip("no font with these letters is installed")
    return render(Article(title=(Text("A"),), body=(Paragraph((Text(text),)),), lang=lang))


def _plain(text: str) -> str:
    return " ".join(normalize("NFC", re.sub("[\u202a-\u202e]", "", text)).split())  # poppler marks directions


@pytest.mark.parametrize("lang", TEXTS)
def test_pdfium_reads_what_was_typed(lang: str, render: Render) -> None:
    with pypdfium2.PdfDocument(_rendered(render, lang)) as document:
        assert _plain(TEXTS[lang]) in _plain(document[0].get_textpage().get_text_range())


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize("lang", TEXTS)
def test_poppler_reads_what_was_typed(lang: str, render: Render, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(_rendered(render, lang))
    read = subprocess.run(["pdftotext", "-enc", "UTF-8", "a.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)
    assert _plain(TEXTS[lang]) in _plain(read.stdout.decode())


@pytest.mark.parametrize("lang", ["ar", "th"])
def test_letters_that_join_or_carry_marks_are_not_spaced(lang: str, render: Render) -> None:
    title = Article(title=(Text(TEXTS[lang]),), body=(Paragraph((Text("A"),)),), lang=lang)
    assert not re.search(rb"-?0?\.\d+ Tc", b"".join(streams(render(title))))


def test_a_glyph_from_right_to_left_reads_as_one_letter() -> None:
    """As what reads a ligature's letters turns them round."""
    face = search.found("ع", search.system_folders(), False, False, False, "ar")
    if face is None:
        pytest.skip("no font with Arabic letters is installed")
    shaped = face.shape("بلا", rtl=True)
    assert [face.signs[part][1] for part in shaped.parts if isinstance(part, int)] == ["ا", "ل", "ب"]


def test_a_number_is_read_before_its_item_from_right_to_left(render: Render) -> None:
    items = List(tuple(ListItem((Paragraph((Text(words),)),)) for words in ("שלום לכולם", "להתראות")), kind="ordered")
    data = render(Article(title=(Text("א"),), body=(items,), lang="he"))
    with pypdfium2.PdfDocument(data) as document:
        read = _plain(document[0].get_textpage().get_text_range())
    assert re.search(r"1\S* שלום לכולם \S*2\S* להתראות", read), read


def test_marks_are_glyphs_that_begin_where_the_pen_is() -> None:
    face = search.found("ش", search.system_folders(), False, False, True, "ar")
    if face is None or face.cff:
        pytest.skip("no TrueType font with Arabic letters is installed")
    shaped = face.shape("شُكرًا", rtl=True)
    marks = [
        glyph
        for glyph, _ in (face.signs[part] for part in shaped.parts if isinstance(part, int))
        if not isinstance(glyph, int)
    ]
    assert not any(shaped.raised) and len(marks) == 2 and all(face.width(mark) == 0 for mark in marks)
    program = hb.Face(hb.Blob(zlib.decompress(face.subset([face.space, *marks]).data)))
    numbers = face.subset([face.space, *marks]).numbers
    for mark in marks:
        before, after = (
            hb.Font(one).get_glyph_extents(number)
            for one, number in ((face.face, mark.glyph), (program, numbers[mark]))
        )
        assert (after.x_bearing, after.y_bearing) == (before.x_bearing + mark.dx, before.y_bearing + mark.dy)
        assert (after.width, after.height) == (before.width, before.height)


def test_a_word_no_line_holds_is_not_cut_within_a_letter() -> None:
    assert _letters("น้ำกำ") == ["น้ำ", "กำ"]


def test_marks_beyond_the_first_plane_are_read_in_whatever_they_stand(render: Render) -> None:
    if search.found("\U00011d31", search.system_folders(), False, False, True, "en") is None:
        pytest.skip("no font with these letters is installed")
    data = render(Article(title=(Text("T"),), lang="en", body=(Paragraph((Text("a\U00011d31: x"),)),)))
    assert "\U00011d31" in pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
