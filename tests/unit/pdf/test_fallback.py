"""Characters the theme's fonts lack: other faces, in the language's form; boxes with a notice where there is none."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable

import pypdfium2
import pytest

from exporter.backends.pdf import search
from exporter.backends.pdf.faces import Face, face_of, hb
from exporter.backends.pdf.fonts import Fonts, Use
from exporter.model import Article, Code, Paragraph, Place, Text
from exporter.report import Report
from exporter.theme import load_theme

Render = Callable[..., bytes]
HAN = search.found("网", search.system_folders(), False, False, True, "zh")
han = pytest.mark.skipif(HAN is None, reason="no font with Chinese characters is installed")


def _article(words: str, lang: str = "en") -> Article:
    return Article(title=(Text("A"),), body=(Paragraph((Text(words, place=Place(7, 1)),)),), lang=lang)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without fonts."""
    monkeypatch.setattr(search, "system_folders", lambda: ())


@pytest.mark.usefixtures("alone")
def test_a_character_no_font_has_gives_one_notice_that_counts(render: Render) -> None:
    report = Report()
    render(_article("网x网 𓀀 网"), report)
    missing = [notice for notice in report if notice.code == "missing-glyph"]
    assert [notice.message for notice in missing] == [
        "no font has '网' (U+7F51 CJK UNIFIED IDEOGRAPH-7F51), which stands 3 times",
        "no font has '𓀀' (U+13000 EGYPTIAN HIEROGLYPH A001)",
    ]
    assert [notice.place for notice in missing] == [Place(7, 1)] * 2


@pytest.mark.usefixtures("alone")
def test_a_character_no_font_has_is_still_read(render: Render, words: Callable[[bytes], list[str]]) -> None:
    text = words(render(_article("before 网易 after")))[0]
    assert "before 网易 after" in text


@pytest.mark.usefixtures("alone")
def test_no_font_maps_a_code_to_notdef(render: Render) -> None:
    article = Article(title=(Text("网"),), body=(Paragraph((Code("ไ"), Text("مرحبا नमस्ते \u0489"))),), lang="en")
    tables = _glyph_tables(render(article))
    assert tables
    for table in tables:
        assert b"\0\0" not in {table[at : at + 2] for at in range(2, len(table), 2)}


def _glyph_tables(data: bytes) -> list[bytes]:
    """The CIDToGIDMap of every font."""
    numbers = re.findall(rb"/CIDToGIDMap (\d+) 0 R", b"".join([data, *_object_streams(data)]))
    out = []
    for number in numbers:
        start = data.index(b"\n%s 0 obj" % number)
        body = data[data.index(b"stream\n", start) + 7 : data.index(b"\nendstream", start)]
        out.append(zlib.decompress(body))
    assert out
    return out


def _object_streams(data: bytes) -> list[bytes]:
    return [
        zlib.decompress(found[1]) for found in re.finditer(rb"/Type/ObjStm.*?stream\n(.*?)\nendstream", data, re.DOTALL)
    ]


def test_invisible_characters_are_not_missing(render: Render) -> None:
    report = Report()
    render(_article("soft\u00adhyphen, a\u034fb, c\u3164d, e\U000e0041f, g\ufe0f"), report)
    assert "missing-glyph" not in [notice.code for notice in report]


@han
@pytest.mark.parametrize(
    ("lang", "ending"), [("zh", "sc"), ("zh-Hant", "tc"), ("zh-TW", "tc"), ("zh-HK", "hk"), ("ja", "jp"), ("ko", "kr")]
)
def test_han_in_the_form_of_its_language(lang: str, ending: str) -> None:
    found = search.found("直", search.system_folders(), False, False, True, lang)
    assert found is not None
    if "CJK" not in found.name:
        pytest.skip("the font found has one form only")
    assert found.name.split("-")[0].endswith(ending)


@han
def test_a_cid_keyed_program_has_its_glyphs_under_their_numbers() -> None:
    """Its charset must be the identity: viewers look glyphs up by CID there (ISO 32000-1, 9.7.4.2)."""
    assert HAN is not None
    if not HAN.cff:
        pytest.skip("the font found is TrueType")
    wanted = [HAN.font.get_nominal_glyph(ord(char)) for char in "网易游戏"]
    subset = HAN.subset(wanted)
    data = zlib.decompress(subset.data)
    assert sorted(subset.numbers.values()) == list(range(5))
    font = pytest.importorskip("fontTools.cffLib").CFFFontSet()
    font.decompile(io.BytesIO(data), None)
    assert font[0].charset == [".notdef", "cid00001", "cid00002", "cid00003", "cid00004"]
    assert len(data) < 20_000


@han
def test_faces_of_one_collection_are_fonts_of_their_own(render: Render) -> None:
    article = Article(
        title=(Text("A"),), body=(Paragraph((Text("直"), Text("直", lang="ja"), Text("직", lang="ko"))),), lang="zh"
    )
    data = render(article)
    text = b"".join([data, *_object_streams(data)])
    names = {name.split(b"+")[1] for name in re.findall(rb"/FontName/(\S+?)/", text) if b"SerifCJK" in name}
    if not names:
        pytest.skip("the font of these characters is no collection")
    assert len({name.split(b"-")[0] for name in names}) == 3


def test_an_invisible_letter_without_a_glyph_is_a_space() -> None:
    face = _latin()
    space = face.font.get_nominal_glyph(32)
    assert [face.signs[one] for one in face.shape("\u3164").parts if isinstance(one, int)] == [(space, "\u3164")]


def _latin() -> Face:
    return Fonts(load_theme("brief")).face("text")


def test_a_file_is_mapped_once() -> None:
    path = next((path for path in search._files(search.system_folders(), "")), None)
    if path is None:
        pytest.skip("no fonts are installed")
    assert isinstance(face_of(path), Face)
    assert face_of(path) is face_of(path)
    assert hb.Face(hb.Blob.from_file_path(str(path))).upem


@pytest.mark.parametrize(
    ("text", "lang", "letters"),
    [
        ("เกียรติศักดิ์ เชื่อมั่น", "th", "THAI"),
        ("মর্যাদা স্বীকৃতি", "bn", "BENGALI"),
        ("अनुच्छेद", "hi", "DEVANAGARI"),
        ("ថ្លៃថ្នូរ", "km", "KHMER"),
        ("பேச்சுச்", "ta", "TAMIL"),
    ],
)
def test_raised_marks_read_back_where_they_were_typed(
    text: str, lang: str, letters: str, render: Render, words: Callable[[bytes], list[str]]
) -> None:
    """Viewers sort what is shown by place, and take a raised glyph for a thing of its own."""
    face = search.found(text[0], search.system_folders(), False, False, True, lang)
    if face is None:
        pytest.skip(f"no font with {letters.lower()} letters is installed")
    read = "".join(words(render(_article(f"A {text} B", lang))))
    assert text.replace(" ", "") in read.replace(" ", "").replace("\u200b", "")


def test_a_word_is_set_in_the_font_of_its_script() -> None:
    """Fonts of other scripts may have some of its letters."""
    face = search.found("ப", search.system_folders(), False, False, True, "ta")
    if face is None:
        pytest.skip("no font with Tamil letters is installed")
    assert "Tamil" in face.name


@han
def test_lines_of_square_characters_are_flush(render: Render) -> None:
    body = (Paragraph((Text("科技爱好者周刊这里记录每周值得分享的科技内容" * 12),)),)
    data = render(Article(title=(Text("A"),), body=body, lang="zh"))
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        page = document[0].get_textpage()
        boxes = [page.get_rect(at) for at in range(page.count_rects())]
    lines = [box for box in boxes if 200 < box[1] < 740 and box[2] > 300]
    assert len(lines) > 4
    full = sorted(box[2] for box in lines)[1:]
    assert full[-1] - full[0] < 3


def test_one_letter_with_a_raised_part_reads_from_its_glyph() -> None:
    """PDFium drops what a span says it reads as where that is a single letter beyond the Basic Multilingual Plane."""
    use = Use(Fonts(load_theme()).face("text"), "F1")
    one, two = (use.face.shape(text)._replace(moved=(0, 0), raised=(0, 0)) for text in ("x", "x\u0301"))
    assert "ActualText" not in use.code(one, 10, 0, "x")
    assert "ActualText" in use.code(two, 10, 0, "x\u0301")


@pytest.mark.usefixtures("alone")
def test_many_characters_no_font_has_are_told_together(render: Render) -> None:
    report = Report()
    render(_article("".join(map(chr, range(0x13000, 0x13000 + 40)))), report)
    told = [notice.message for notice in report if notice.code == "missing-glyph"]
    assert len(told) == 13
    assert told[-1].startswith("no font has 28 other characters: U+1300C U+1300D") and told[-1].endswith("U+13017 …")
