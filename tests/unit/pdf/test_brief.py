"""The PDF as a whole: text, links, notes, pages, claims, bytes."""

from __future__ import annotations

import ctypes
import io
import os
import subprocess
import sys
from collections.abc import Callable

import pypdfium2
import pytest
from msgspec.structs import replace

from exporter.backends.pdf.columns import shared
from exporter.backends.pdf.lists import numeral
from exporter.contract import sample
from exporter.model import (
    Article,
    Cell,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    Heading,
    Image,
    List,
    ListItem,
    Note,
    NoteRef,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
)
from exporter.report import Report
from exporter.walk import text as plain
from exporter.walk import walk
from tests.unit.pdf.articles import article, p, t

Words = Callable[[bytes], list[str]]
Render = Callable[..., bytes]


def squeezed(words: str) -> str:
    """Without spaces, line ends and the hyphens of broken words: what any extraction must agree on."""
    return "".join(char for char in words if not char.isspace() and char not in "\u00ad\u200b\u0002\ufffe")


def test_every_latin_word_of_the_sample_comes_back(everything: bytes, words: Words) -> None:
    read = squeezed("".join(words(everything)))
    for node in walk(sample.everything()):
        if isinstance(node, Text) and node.value.isascii():
            assert squeezed(node.value).casefold() in read.casefold(), node.value


def test_ligatures_and_small_capitals_read_back_as_typed(render: Render, words: Words) -> None:
    read = words(render(article(p("The office affair, fluffy."))))[0]
    assert "The office affair, fluffy." in read


def test_words_parted_at_a_line_end_stay_apart(render: Render, words: Words) -> None:
    sentence = "The international officials were staffing an extraordinarily complicated organisation. " * 6
    read = " ".join(words(render(article(p(sentence.strip()))))[0].split())
    assert "officialswere" not in read
    assert "werestaffing" not in read


def test_same_article_same_bytes_in_other_processes(everything: bytes) -> None:
    code = (
        "import sys;sys.path.insert(0,'tests/unit/pdf');from conftest import rendered;"
        "from exporter.contract import sample;import hashlib;"
        "print(hashlib.sha256(rendered(sample.everything())).hexdigest())"
    )
    seen = set()
    for seed, zone, lang in (("0", "UTC", "C"), ("77", "Asia/Kolkata", "de_DE.UTF-8")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": lang}
        done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
        seen.add(done.stdout)
    import hashlib

    seen.add(hashlib.sha256(everything).hexdigest() + "\n")
    assert len(seen) == 1


def test_a_picture_without_words_claims_nothing(render: Render) -> None:
    good = render(article(Figure((Image(sample.PICTURE, "A harbour"),))))
    bad = render(article(Figure((Image(sample.PICTURE, None),))))
    assert b"<pdfuaid:part>1" in good
    assert b"<pdfaid:conformance>A" in good
    assert b"pdfuaid:part" not in bad
    assert b"<pdfaid:conformance>B" in bad


def test_archival_a_2a_has_no_attachment(render: Render) -> None:
    def attached(data: bytes) -> int:
        with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
            return int(document.count_attachments())

    assert attached(render(article(p("Words.")), pictures={})) == 1
    without = render(article(p("Words.")), options={"archival": "a-2a"})
    assert attached(without) == 0
    assert b"<pdfaid:part>2" in without


def test_a_missing_glyph_is_told_once_with_its_name(render: Render) -> None:
    report = Report()
    render(article(p("\U0001d300 and \U0001d300")), report)
    told = [str(notice) for notice in report if notice.code == "missing-glyph"]
    assert len(told) <= 1
    assert all("U+1D300 MONOGRAM FOR EARTH" in line for line in told)


def test_notes_stand_on_the_page_that_calls_them(render: Render, words: Words) -> None:
    filler = p("Words that fill the page with nothing. " * 40)
    call = Paragraph((Text("Called here"), NoteRef("n"), Text(".")))
    notes = (Note((p("The words of the note."),), id="n"),)
    pages = words(render(article(*[filler] * 3, call, *[filler] * 6, notes=notes)))
    where = [number for number, page in enumerate(pages) if "Called here" in page]
    assert [number for number, page in enumerate(pages) if "The words of the note." in page] == where


def test_a_note_longer_than_a_page_is_whole(render: Render, words: Words) -> None:
    long = tuple(p(f"Sentence number {count} of a very long note.") for count in range(200))
    read = "".join(words(render(article(Paragraph((Text("Called"), NoteRef("n"))), notes=(Note(long, id="n"),)))))
    for count in range(200):
        assert f"Sentence number {count} of" in read


def test_notes_nobody_calls_are_kept(render: Render, words: Words) -> None:
    assert "Never called." in "".join(words(render(article(p("x"), notes=(Note((p("Never called."),), id="n"),)))))


def test_the_takeaways_are_on_the_first_page(everything: bytes, words: Words) -> None:
    takeaways = sample.everything().takeaways
    assert takeaways is not None
    first = squeezed(words(everything)[0])
    for item in takeaways.items:
        assert squeezed(plain(item)) in first


def test_marking_stands_twice_on_every_page(everything: bytes, words: Words) -> None:
    assert all(page.count("TLP:AMBER") == 2 for page in words(everything))


def test_pages_are_counted(everything: bytes, words: Words) -> None:
    pages = words(everything)
    for number, page in enumerate(pages, 1):
        assert f"{number} of {len(pages)}" in page


def test_no_heading_is_last_on_a_page(render: Render, words: Words) -> None:
    body = [
        node for count in range(30) for node in (Heading(t(f"Heading {count}")), p("Words that go on and on. " * 24))
    ]
    for page in words(render(article(*body))):
        lines = [line for line in page.splitlines() if line.strip()]
        assert not any(line.startswith("Heading") for line in lines[-3:])


def _table(rows: int, columns: int, words: str = "cell") -> Table:
    def row(name: str) -> Row:
        return Row(tuple(Cell((p(f"{name}{column}"),)) for column in range(columns)))

    return Table(head=(row("H"),), body=tuple(row(f"{words}{count}x") for count in range(rows)))


def test_a_long_table_repeats_its_head(render: Render, words: Words) -> None:
    pages = words(render(article(_table(120, 3))))
    assert len(pages) > 2
    for page in pages:
        if "cell" in page:
            assert "H0" in page


def test_a_wide_table_stays_on_the_page(render: Render) -> None:
    data = render(article(_table(3, 24, "averylongcellword")))
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        page = document[0]
        text = page.get_textpage()
        rights = [text.get_charbox(at)[2] for at in range(text.count_chars())]
    assert max(rights) <= 595.28 - 20


def test_a_row_higher_than_a_page_is_split_whole(render: Render, words: Words) -> None:
    long = Cell(tuple(p(f"Paragraph {count} of a tall cell.") for count in range(150)))
    read = "".join(words(render(article(Table(body=(Row((Cell((p("left"),)), long)),))))))
    assert all(f"Paragraph {count} of" in read for count in range(150))


def test_long_code_lines_are_wrapped_whole(render: Render, words: Words) -> None:
    line = "call(" + ", ".join(f"argument_{count}=value" for count in range(30)) + ")"
    assert squeezed(line) in squeezed("".join(words(render(article(CodeBlock(line)))))).replace("↪", "")


def test_code_keeps_its_spaces(render: Render) -> None:
    data = render(article(CodeBlock("if x:\n    return  y")))
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        text = document[0].get_textpage()
        whole = text.get_text_range()
        lefts = [text.get_charbox(whole.index(word))[0] for word in ("if x", "return")]
    assert lefts[1] - lefts[0] > 3 * 5


def test_a_word_no_line_can_hold_stays_on_the_page(render: Render) -> None:
    data = render(article(p("x" * 400)))
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        text = document[0].get_textpage()
        assert max(text.get_charbox(at)[2] for at in range(text.count_chars())) < 595.28 - 60


def test_outline_has_the_headings(everything: bytes) -> None:
    with pypdfium2.PdfDocument(io.BytesIO(everything)) as document:
        titles = [item.get_title() for item in document.get_toc()]
    assert "Inlines" in titles
    assert "Deeper" in titles


def test_information_and_title(everything: bytes) -> None:
    with pypdfium2.PdfDocument(io.BytesIO(everything)) as document:
        about = document.get_metadata_dict()
    assert about["Title"] == "Everything an article can hold"
    assert about["Author"] == "Ada Example"  # the other one took the photographs


def test_no_date_is_invented(render: Render) -> None:
    data = render(article(p("x")))
    assert b"CreateDate" not in data
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        assert not document.get_metadata_dict()["CreationDate"]


def test_the_same_picture_is_stored_once(render: Render) -> None:
    one, two = Figure((Image(sample.PICTURE, "A"),)), Figure((Image(sample.PICTURE, "B"),))
    assert render(article(one, two)).count(b"/Subtype/Image") == 1


@pytest.mark.parametrize("size", ["A4", "A5", "Letter"])
@pytest.mark.parametrize("columns", [1, 2])
def test_page_sizes_and_columns(render: Render, words: Words, tmp_path, size: str, columns: int) -> None:  # type: ignore[no-untyped-def]
    theme = tmp_path / "house.toml"
    theme.write_text(f'extends = "brief"\n[page]\nsize = "{size}"\ncolumns = {columns}\n')
    read = squeezed("".join(words(render(sample.everything(), theme=theme))))
    for word in ("Everything an article", "The last point is long", "A second line after", "It has two paragraphs."):
        assert squeezed(word) in read


def test_right_to_left_pages_are_mirrored(render: Render) -> None:
    data = render(replace(article(p("שלום עולם")), lang="he", dir="rtl"))
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        text = document[0].get_textpage()
        at = text.get_text_range().index("ש")
        assert text.get_charbox(at)[2] > 500


def test_nested_styles_do_not_lose_words(render: Render, words: Words) -> None:
    mixed = Paragraph((Text("a "), Strong((Text("b"), Emphasis(t("c")), Text(" d"))), Text("e")))
    assert "a bc de" in words(render(article(mixed)))[0]


def test_the_seed_size_is_small(render: Render) -> None:
    assert len(render(article(*[p("Words of an ordinary sentence, again and again. " * 8)] * 8))) < 60_000


@pytest.mark.parametrize(
    ("count", "numbering", "shown"),
    [
        (4, "decimal", "4"),
        (1, "lower-alpha", "a"),
        (28, "upper-alpha", "AB"),
        (1994, "lower-roman", "mcmxciv"),
        (0, "upper-roman", "0"),
        (3999, "upper-roman", "MMMCMXCIX"),
        (900_000_000, "upper-roman", "900000000"),
    ],
)
def test_numerals(count: int, numbering: str, shown: str) -> None:
    assert numeral(count, numbering) == shown


def test_columns_share_the_measure() -> None:
    assert shared([50, 50], [100, 100], 300) == [150, 150]
    assert shared([50, 50], [60, 60], 300) == [60, 60]
    assert sum(shared([50, 60], [500, 100], 300)) == pytest.approx(300)
    assert sum(shared([200, 200], [500, 500], 300)) == pytest.approx(300)


def test_decimal_marks_stand_below_each_other_in_each_table(render: Render) -> None:
    def table() -> Table:
        rows = tuple(Row((Cell((p("n"),)), Cell((p(number),)))) for number in ("1204.5", "87.25", "9"))
        return Table(body=rows, columns=("start", "decimal"))

    with pypdfium2.PdfDocument(io.BytesIO(render(article(table(), p("Between."), table())))) as document:
        text = document[0].get_textpage()
        whole = text.get_text_range()
        points = [text.get_charbox(at)[0] for at, char in enumerate(whole) if char == "." and whole[at - 1].isdigit()]
    assert len(points) == 4
    assert max(points) - min(points) < 0.2


def test_deep_nesting_leaves_room_for_text(render: Render, words: Words) -> None:
    inner: Paragraph | List = p("deep words")
    for _ in range(40):
        inner = List((ListItem((inner,)),))
    assert "deep words" in "".join(words(render(article(inner))))


def test_an_endless_word_is_set_whole_and_soon(render: Render, words: Words) -> None:
    read = squeezed("".join(words(render(article(p("a" * 5000))))))
    assert read.count("a") >= 5000


def test_claiming_less_is_told(render: Render) -> None:
    report = Report()
    render(article(Figure((Image(sample.PICTURE, None),))), report)
    assert [notice.severity for notice in report if notice.code == "claims-less"] == ["info"]


def test_mixed_lines_keep_to_their_measure(render: Render) -> None:
    """Spaces beside code are as wide as they were counted: a right-to-left line must not pass its edge."""
    words = (Text("מילה "), Code("code"), Text(" מילה ארוכה "), Code("more"), Text(" ועוד ")) * 12
    data = render(replace(article(Paragraph(words)), lang="he", dir="rtl"))
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        text = document[0].get_textpage()
        boxes = [text.get_charbox(at) for at in range(text.count_chars())]
    assert max(box[2] for box in boxes if box[1] > 100) <= 595.28 - 29 * 72 / 25.4 + 0.5


@pytest.mark.parametrize(
    ("heading", "lang", "read"),
    [
        ("Why It Matters", "en", "Why It Matters: Haiti"),
        ("Why?", "en", "Why? Haiti"),
        ("“Why?”", "en", "“Why?” Haiti"),
        ("Pourquoi", "fr", "Pourquoi : Haiti"),
        ("Note.", "fr", "Note. Haiti"),
    ],
)
def test_headings_run_in_end_as_the_language_ends_labels(
    heading: str, lang: str, read: str, render: Render, words: Words
) -> None:
    one = Article(title=t("A"), lang=lang, body=(Paragraph(t("Haiti"), run_in=t(heading)),))
    assert read in words(render(one))[0].replace("\u00a0", " ")


def test_a_lead_figure_without_picture_is_its_caption_where_that_says_the_same(render: Render, words: Words) -> None:
    lost = Figure((Image("lost.png", alt="Ships"),), caption=t("Ships"))
    lead, body = render(article(p("x"), lead=lost)), render(article(p("x"), lost))
    assert [squeezed(words(data)[0]).count("Ships") for data in (lead, body)] == [1, 1]
    assert _outlines(lead) == _outlines(body) - 1


def _outlines(data: bytes) -> int:
    """How many rectangles are stroked."""
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        paths = list(document[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH]))
        mode, stroked, out = ctypes.c_int(), ctypes.c_int(), 0
        for path in paths:
            pypdfium2.raw.FPDFPath_GetDrawMode(path, mode, stroked)
            out += stroked.value
        return out


def test_a_table_that_goes_on_says_so_above_its_repeated_head(render: Render, words: Words) -> None:
    def table(rows: int, head: bool) -> Table:
        body = tuple(Row((Cell((p(f"row {at}"),)), Cell((p("cell"),)))) for at in range(rows))
        return Table(head=(Row((Cell((p("One"),)), Cell((p("Two"),)))),) if head else (), body=body)

    for head in (True, False):
        pages = words(render(article(table(100, head))))
        assert len(pages) > 1
        assert ["(continued)" in page for page in pages] == [False, *(True for _ in pages[1:])]
    assert "(continued)" not in "".join(words(render(article(table(3, True)))))
