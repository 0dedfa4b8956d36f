"""The Word backend: what each node becomes, and the promises (same bytes, the article inside, nothing Word trips over)."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile

import docx
import pytest
from msgspec.structs import replace

from exporter import canonical, pictures
from exporter.backends.docx.record import text_hash
from exporter.backends.docx.state import address
from exporter.backends.docx.wordml.runs import directions
from exporter.contract import sample
from exporter.model import (
    Callout,
    Cell,
    CodeBlock,
    Figure,
    Heading,
    Image,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    MathBlock,
    Note,
    NoteRef,
    Paragraph,
    Row,
    Table,
    Takeaways,
    Text,
)
from exporter.report import Report
from exporter.theme import load_theme

from .rendering import MOMENT, article, opened, p, rendered
from .structure import ADEC, WP, Opened, W, faults


def _t(words: str) -> tuple[Text]:
    return (Text(words),)


def _cell(words: str, **more: object) -> Cell:
    return Cell((p(words),), **more)  # type: ignore[arg-type]


def _properties(paragraph: object, name: str) -> str:
    from lxml import etree

    found = paragraph.find(f"{W}pPr/{W}{name}")  # type: ignore[attr-defined]
    return "" if found is None else etree.tostring(found).decode()


# ---- the file ----------------------------------------------------------------------------------------------------


def test_python_docx_opens_it() -> None:
    document = docx.Document(io.BytesIO(rendered(sample.everything())))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Quote", "List Bullet", "List Number", "Caption"} <= set(
        styles
    )
    assert document.core_properties.title == "Everything an article can hold"
    assert len(document.tables) == 2


def test_same_bytes_in_other_processes() -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, '.'); from tests.unit.docx.rendering import rendered; "
        "from exporter.contract import sample; print(hashlib.sha256(rendered(sample.everything())).hexdigest())"
    )
    seen = set()
    for seed, zone, lang in (("0", "UTC", "C"), ("77", "Asia/Tokyo", "de_DE.UTF-8")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": lang}
        seen.add(
            subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True).stdout
        )
    assert seen == {hashlib.sha256(rendered(sample.everything())).hexdigest() + "\n"}


def test_entries_of_the_zip_are_fixed() -> None:
    with zipfile.ZipFile(io.BytesIO(rendered(sample.everything()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.infolist()[0].filename == "[Content_Types].xml"


def test_dates_are_written_only_where_known_and_in_utc() -> None:
    assert b"dcterms" not in opened(article(p("x"))).raw["docProps/core.xml"].partition(b"<dc:title>")[2]
    core = opened(article(p("x")), modified=MOMENT).raw["docProps/core.xml"].decode()
    assert core.count("2024-06-26T06:30:00Z") == 2


def test_the_article_travels_inside() -> None:
    source = article(p("Words & <marks>"))
    root = opened(source).trees["customXml/item1.xml"]
    assert canonical.loads(root.text.encode()) == source
    assert root.get("sha256") == hashlib.sha256(root.text.encode()).hexdigest()


def test_an_edit_shows_in_the_hash_and_nothing_else_does() -> None:
    parts = opened(article(p("One two three"), p("Four")))
    said = (parts.raw["word/document.xml"] + parts.raw["word/footnotes.xml"]).decode()
    noted = parts.trees["customXml/item1.xml"].get("text-sha256")
    assert text_hash(said) == noted
    recut = said.replace("One two three", 'One two</w:t></w:r><w:r w:rsidR="00AA"><w:t xml:space="preserve">  three')
    assert recut != said and text_hash(recut) == noted
    assert text_hash(said.replace("two", "too")) != noted


def test_no_record_no_part() -> None:
    assert "customXml/item1.xml" not in opened(article(p("x")), record=b"").names


# ---- text --------------------------------------------------------------------------------------------------------


def test_takeaways_are_one_box() -> None:
    items = (_t("One"), _t("Two"))
    tree = opened(article(p("x"), takeaways=Takeaways(items, provenance=_t("By hand"))))
    box = [s for s, _ in tree.styles() if s.startswith("Takeaways")]
    assert box == ["TakeawaysHeading", "TakeawaysItem", "TakeawaysItem", "TakeawaysSource"]
    styles = {s.get(f"{W}styleId"): s for s in tree.trees["word/styles.xml"].iter(f"{W}style")}
    for name in ("pBdr", "ind"):
        assert len({_properties(styles[style], name) for style in box}) == 1
    assert 'w:ilvl w:val="0"' not in tree.raw["word/document.xml"].decode().partition("TakeawaysItem")[0]
    assert "outlineLvl" in _properties(styles["TakeawaysHeading"], "outlineLvl")


@pytest.mark.parametrize("position", ["start", "end"])
def test_the_box_in_a_content_control(position: str) -> None:
    theme = load_theme()
    box = replace(theme.takeaways, position=position)
    theme = replace(theme, word=replace(theme.word, control=True), takeaways=box)
    data = rendered(article(p("x"), takeaways=Takeaways((_t("One"),), label="In <short>")), theme=theme)
    (control,) = Opened(data).document[0].findall(f"{W}sdt")
    assert [control.find(f"{W}sdtPr/{W}{name}").get(f"{W}val") for name in ("alias", "tag")] == [
        "In <short>",
        "takeaways",
    ]
    assert len(control.findall(f"{W}sdtContent/{W}p")) == 2 and faults(data) == []


def test_the_bar_of_the_box_is_at_the_reading_edge() -> None:
    for direction, side in (("ltr", "left"), ("rtl", "right")):
        styles = opened(article(p("x"), dir=direction)).raw["word/styles.xml"].decode()
        frame = styles.partition('w:styleId="TakeawaysItem"')[2].partition("</w:pBdr>")[0]
        assert f'<w:{side} w:val="single" w:sz="21"' in frame


def test_paragraphs_of_another_direction() -> None:
    tree = opened(article(Paragraph(_t("שלום abc"), lang="he", dir="rtl"), p("plain")))
    hebrew, plain = list(tree.document.iter(f"{W}p"))[-2:]
    assert hebrew.find(f"{W}pPr/{W}bidi") is not None and plain.find(f"{W}pPr/{W}bidi") is None
    rtl = ["".join(r.itertext()) for r in hebrew.iter(f"{W}r") if r.find(f"{W}rPr/{W}rtl") is not None]
    assert "".join(rtl).strip() == "שלום"


def test_directions_keep_every_character() -> None:
    for text in ("abc שלום def", "42 مرحبا (x)", "", "…", "a", "א b ג"):
        for base in (False, True):
            assert "".join(piece for piece, _ in directions(text, base)) == text


def test_lists_that_count_start_anew_where_they_say() -> None:
    one = List((ListItem((p("a"),)), ListItem((p("b"),))), kind="ordered", start=4)
    tree = opened(article(one, one))
    used = [e.get(f"{W}val") for e in tree.document.iter(f"{W}numId")]
    assert used[0] == used[1] != used[2] == used[3]
    numbering = tree.raw["word/numbering.xml"].decode()
    assert numbering.count('<w:startOverride w:val="4"/>') == 2


def test_a_list_beyond_words_numbers_is_spelled_out() -> None:
    tree = opened(article(List((ListItem((p("a"),)),), kind="ordered", start=999_999)))
    assert "999999.\ta" in tree.text()


def test_tasks_have_boxes_and_are_a_list() -> None:
    tasks = List((ListItem((p("a"),), checked=True), ListItem((p("b"),), checked=False)), kind="task")
    tree = opened(article(tasks))
    assert [words for style, words in tree.styles() if style == "ListTask"] == ["☒\ta", "☐\tb"]
    assert 'w14:checked w14:val="1"' in tree.raw["word/document.xml"].decode()


def test_a_list_inside_an_item_without_words() -> None:
    inner = List((ListItem((p("deep"),)),))
    assert faults(rendered(article(List((ListItem((inner,)),))))) == []


def test_footnotes_are_real_and_called_twice() -> None:
    body = (p("One", NoteRef("n1"), " two", NoteRef("n2"), " again", NoteRef("n1")),)
    notes = (Note((p("First"),), id="n1"), Note((p("Second"),), id="n2"))
    tree = opened(article(*body, notes=notes))
    assert [e.get(f"{W}id") for e in tree.document.iter(f"{W}footnoteReference")] == ["1", "2"]
    assert any("NOTEREF" in (e.text or "") for e in tree.document.iter(f"{W}instrText"))


def test_notes_nobody_calls_and_notes_of_notes_come_out() -> None:
    notes = (Note((p("First", NoteRef("n2")),), id="n1"), Note((p("Second"),), id="n2"), Note((p("Third"),), id="n3"))
    data = rendered(article(p("One", NoteRef("n1")), notes=notes))
    assert faults(data) == []
    text = Opened(data).text()
    assert "2. Second" in text and "3. Third" in text


def test_links() -> None:
    body = (
        p("a ", Link(_t("b"), "#there"), Link(_t("c"), "https://exämple.org/ä b?q=[1]")),
        Heading(_t("H"), id="there"),
    )
    tree = opened(article(*body))
    anchors = [e.get(f"{W}anchor") for e in tree.document.iter(f"{W}hyperlink") if e.get(f"{W}anchor")]
    assert anchors == ["there"]
    targets = [r.get("Target") for r in tree.relations("word/document.xml").values() if r.get("TargetMode")]
    assert targets and all(target.isascii() and " " not in target for target in targets)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("http://[x", None),
        ("http://", None),
        ("http://example.org:port/", None),
    ],
)
def test_addresses(given: str, kept: str | None) -> None:
    assert address(given) == kept


def test_a_link_without_words_shows_its_address() -> None:
    for content in ((LineBreak(),), _t(" "), (Image(None, ""), LineBreak())):
        data = rendered(article(p(Link(content, "https://example.org"))))
        assert "https://example.org" in Opened(data).text() and faults(data) == []


def test_an_address_word_cannot_hold_is_printed() -> None:
    report = Report()
    data = rendered(article(p(Link(_t("b"), "http://[x"))), report)
    assert "link-unusable" in [notice.code for notice in report]
    assert "http://[x" in Opened(data).text()


def test_bookmark_names_word_can_hold() -> None:
    ids = ("a-b", "a_b", "A-B", "x" * 60, "x" * 61)
    body = [Heading(_t(f"H{n}"), id=name) for n, name in enumerate(ids)]
    links = [p(Link(_t("to"), f"#{name}")) for name in ids]
    assert faults(rendered(article(*body, *links))) == []


# ---- figures, tables, code, maths --------------------------------------------------------------------------------


def test_alternative_text_apart_from_the_caption() -> None:
    figure = Figure((Image(sample.PICTURE, "What is seen"),), _t("What it is"), _t("Whose it is"))
    tree = opened(article(figure))
    assert [e.get("descr") for e in tree.document.iter(f"{WP}docPr")] == ["What is seen"]
    assert "What it is Whose it is" in tree.text()


def test_decorative_pictures_say_so() -> None:
    tree = opened(article(Figure((Image(sample.PICTURE, ""),))))
    (drawing,) = tree.document.iter(f"{WP}docPr")
    assert drawing.get("descr") is None and drawing.find(f".//{ADEC}decorative") is not None


def test_a_picture_that_is_not_there_is_not_said_twice() -> None:
    tree = opened(article(Figure((Image(None, "The sea."),), _t("The sea.")), Figure((Image(None, "A map"),))))
    assert tree.text().count("The sea.") == 1 and "A map" in tree.text()


@pytest.mark.parametrize("kind", ["WEBP", "TIFF", "BMP", "GIF"])
def test_pictures_of_every_kind(kind: str) -> None:
    from PIL import Image as Pillow

    out = io.BytesIO()
    Pillow.new("RGB", (40, 20), "navy").save(out, kind)
    picture = pictures.opened(out.getvalue())
    tree = opened(article(Figure((Image("x", "A picture"),))), pictures={"x": picture})
    assert [n.rpartition(".")[2] for n in tree.names if n.startswith("word/media/")] == [
        "gif" if kind == "GIF" else "png"
    ]


def test_one_picture_is_stored_once() -> None:
    figure = Figure((Image(sample.PICTURE, "a"), Image(sample.PICTURE, "b")))
    assert sum(n.startswith("word/media/") for n in opened(article(figure, figure)).names) == 1


def test_tables_repeat_their_heads() -> None:
    head = (Row((_cell("A", rowspan=2), _cell("B", colspan=2))), Row((_cell("b1"), _cell("b2"))))
    tree = opened(article(Table(head=head, body=(Row((_cell("1"), _cell("2"), _cell("3"))),), caption=_t("Caption"))))
    assert len(list(tree.document.iter(f"{W}tblHeader"))) == 2
    assert [e.get(f"{W}val") for e in tree.document.iter(f"{W}vMerge")] == ["restart", "continue"]
    assert next(tree.document.iter(f"{W}tblCaption")).get(f"{W}val") == "Caption"
    assert "Table 1" in tree.text()


@pytest.mark.parametrize(("head", "told"), [(True, []), (False, ["merged-cells"])])
def test_merged_cells_below_the_head_are_told(head: bool, told: list[str]) -> None:
    rows = (Row((_cell("wide", colspan=2),)),), (Row((_cell("1"), _cell("2"))),)
    report = Report()
    rendered(article(Table(head=rows[not head], body=rows[head])), report)
    assert [notice.code for notice in report] == told


def test_a_caption_that_brings_its_number_gets_no_other() -> None:
    table = Table(body=(Row((_cell("1"),)),), caption=_t("Table 7: Ships"))
    assert "Table 1" not in opened(article(table)).text()


def test_tables_are_kept_apart_and_the_body_ends_well() -> None:
    table = Table(body=(Row((_cell("1"), Cell((Table(body=(Row((_cell("2"),)),)),)))),))
    assert faults(rendered(article(table, table))) == []


def _contrast(one: str, other: str) -> float:
    def light(value: str) -> float:
        parts = [int(value[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_code_is_coloured_and_every_colour_can_be_read() -> None:
    source = '@d\nclass A(B):\n    """Doc."""\n    x = 1  # why\n    def f(self): return not "s"\n'
    tree = opened(article(CodeBlock(source.rstrip("\n"), "python")))
    colours = {e.get(f"{W}val") for e in tree.document.iter(f"{W}color")}
    assert len(colours) > 3
    tint = load_theme().colours.tint.lstrip("#")
    assert min(_contrast(colour, tint) for colour in colours) >= 4.5
    assert 'class A(B):     """Doc."""' in tree.text()


def test_colours_of_the_styles_can_be_read() -> None:
    colours = load_theme().colours
    for name in ("text", "muted", "accent", "link", "tip", "important", "warning", "caution"):
        for ground in ("#ffffff", colours.tint):
            assert _contrast(getattr(colours, name).lstrip("#"), ground.lstrip("#")) >= 4.5


@pytest.mark.parametrize(
    ("tex", "tag"),
    [
        (r"\frac{1}{2}", "m:f>"), (r"\sqrt{x}", "m:degHide"), (r"\sum_{i=1}^n i", "m:nary>"), (r"\hat{x}", "m:acc>"),
        (r"\underbrace{a}_{b}", "m:groupChr>"), (r"\begin{aligned}a&=b\\c&=d\end{aligned}", "m:m>"),
        (r"\begin{pmatrix}1&2\end{pmatrix}", "m:d>"), (r"\lim_{x\to0}x", "m:func>"), (r"x_i^2", "m:sSubSup>"),
    ],
)  # fmt: skip
def test_formulas(tex: str, tag: str) -> None:
    report = Report()
    tree = Opened(rendered(article(p(Math(tex)), MathBlock(tex)), report))
    assert tree.raw["word/document.xml"].decode().count(f"<{tag}".rstrip(">")) >= 2
    assert not list(report)


@pytest.mark.parametrize("tex", [r"\nonsense{", r"\unknowncommand x", "{" * 5000])
def test_formulas_that_fail_stand_as_they_are(tex: str) -> None:
    report = Report()
    assert tex[:30] in Opened(rendered(article(MathBlock(tex)), report)).text()
    assert [notice.code for notice in report] == ["formula-as-source"]


# ---- page, theme, length -----------------------------------------------------------------------------------------


def test_the_marking_is_at_head_and_foot_of_every_page() -> None:
    tree = opened(article(p("x"), marking="TLP:RED"))
    for part in ("word/header1.xml", "word/footer1.xml"):
        assert b"TLP:RED" in tree.raw[part]


def test_the_theme_rules() -> None:
    theme = load_theme()
    theme = replace(
        theme,
        page=replace(theme.page, size="Letter", columns=2),
        colours=replace(theme.colours, accent="#aa0011"),
        takeaways=replace(theme.takeaways, position="end"),
    )
    data = rendered(article(p("Body"), takeaways=Takeaways((_t("Point"),))), theme=theme)
    assert faults(data) == []
    tree = Opened(data)
    document = tree.raw["word/document.xml"].decode()
    assert 'w:w="12240" w:h="15840"' in document and 'w:num="2"' in document
    assert b"AA0011" in tree.raw["word/styles.xml"]
    assert document.index("Body") < document.index("Point")


def test_a_long_article_has_contents_that_lead_to_its_headings() -> None:
    body = [block for n in range(8) for block in (Heading(_t(f"Part {n}"), id=f"h{n}"), p("word " * 500))]
    data = rendered(article(*body))
    assert faults(data) == []
    styles = [style for style, _ in Opened(data).styles()]
    assert styles.count("TOC1") == 8
    assert "TOC1" not in [style for style, _ in opened(article(*body[:4])).styles()]


def test_boxes_beside_boxes_are_kept_apart() -> None:
    callout = Callout((p("x"),))
    styles = [style for style, _ in opened(article(callout, callout, CodeBlock("y"))).styles()]
    assert styles.count("Spacer") == 2


def test_fifty_thousand_words_and_a_thousand_rows_take_linear_time() -> None:
    import time

    def seconds(count: int) -> float:
        rows = tuple(Row((_cell(f"{n}"), _cell("words"))) for n in range(count))
        long = article(*[p("word " * 100)] * count, Table(body=rows), lang="en")
        start = time.perf_counter()
        rendered(long)
        return time.perf_counter() - start

    seconds(20)
    short = min(seconds(100) for _ in range(3))
    assert seconds(1000) < short * 40


@pytest.mark.parametrize("fault", ["dangling anchor", "bookmark", "field", "docPr", "cell ends", "touch"])
def test_the_checks_themselves_see_faults(fault: str) -> None:
    """The checks in `structure` are only worth something if they find what they look for."""
    data = rendered(replace(sample.everything(), body=(*sample.everything().body, p("x", Link(_t("l"), "#harbours")))))
    changes = {
        "dangling anchor": ('w:anchor="harbours"', 'w:anchor="nowhere"'),
        "bookmark": ("<w:bookmarkEnd ", "<w:proofErr "),
        "field": ('<w:fldChar w:fldCharType="end"/>', ""),
        "docPr": ('<wp:docPr id="2"', '<wp:docPr id="1"'),
        "cell ends": ("</w:p></w:tc>", "</w:p><w:sdt/></w:tc>"),
        "touch": ("</w:tbl>", "</w:tbl><w:tbl><w:tblPr><w:tblLook w:firstRow='0'/></w:tblPr><w:tr/></w:tbl>"),
    }
    old, new = changes[fault]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as broken:
        for name in archive.namelist():
            content = archive.read(name)
            broken.writestr(
                name, content.replace(old.encode(), new.encode()) if name == "word/document.xml" else content
            )
    assert any(fault in found for found in faults(out.getvalue())), fault


def _numbers(*rows: str, lang: str = "en", **more: object) -> list[tuple[str, bool, str]]:
    """(text, whether a decimal tab stop aligns it, else how it is aligned) of the cells of a column of numbers."""
    body = tuple(Row((_cell("row", scope="row"), _cell(said))) for said in rows)
    head = (Row((_cell("Name"), _cell("Number"))),)
    tree = opened(article(Table(head=head, body=body, columns=("start", "decimal")), lang=lang, **more)).document
    cells = [row.findall(f"{W}tc")[1] for row in tree.iter(f"{W}tr")]
    return [
        (
            "".join(t.text for t in cell.iter(f"{W}t")),
            'w:val="decimal"' in _properties(cell.find(f"{W}p"), "tabs"),
            _properties(cell.find(f"{W}p"), "jc").partition('w:val="')[2].partition('"')[0],
        )
        for cell in cells
    ]


def test_decimals_of_unequal_length_are_aligned_at_their_mark() -> None:
    assert _numbers("1,204.5", "87.25", "9", "n/a") == [
        ("Number", False, "right"),
        ("1,204.5", True, ""),
        ("87.25", True, ""),
        ("9", True, ""),
        ("n/a", False, "right"),
    ]
    assert [stop for _, stop, _ in _numbers("1.204,5", "87,25", lang="de")] == [False, True, True]


def test_numbers_that_flush_right_aligns_need_no_tab_stop() -> None:
    for rows, lang in ((("1,204", "9"), "en"), (("1.50", "22.25"), "en"), (("1.204", "9"), "de")):
        assert [how for _, *how in _numbers(*rows, lang=lang)] == [[False, "right"]] * 3
    assert not any(stop for _, stop, _ in _numbers("1.5", "22.25", lang="he", dir="rtl"))
