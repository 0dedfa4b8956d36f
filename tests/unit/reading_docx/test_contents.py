"""What stands in documents of anybody's: fields, tracked changes, comments, notes, pictures, boxes, symbols, spans."""

from __future__ import annotations

import time

import pytest

from exporter.model import (
    Aside,
    Emphasis,
    Figure,
    Image,
    LineBreak,
    Link,
    List,
    Math,
    MathBlock,
    NoteRef,
    Paragraph,
    Strong,
    Table,
    Text,
)  # fmt: skip
from exporter.walk import text, walk

from .word import SPACES, article, codes, docx, item, numbering, p, r, reading, style, styles

DOT = b"\x89PNG not really"
BLIP = (
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="1" name="x"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="pic"/></pic:blipFill></pic:pic>'
    "</a:graphicData></a:graphic>"
)


def body(*blocks: str) -> str:
    return p("T", "Title") + "".join(blocks)


def field(instruction: str, result: str) -> str:
    """A complex field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def drawing(words: str = "", inside: str = BLIP) -> str:
    return f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" {words}/>{inside}</wp:inline></w:drawing></w:r>'


def test_formats_nest_as_they_span() -> None:
    [one] = article(body(p(inside=r("a ", "<w:i/>") + r("b", "<w:i/><w:b/>") + r(" c", "<w:i/>") + r(" d")))).body
    assert one == Paragraph(
        content=(
            Emphasis(content=(Text(value="a "), Strong(content=(Text(value="b"),)), Text(value=" c"))),
            Text(value=" d"),
        )
    )


def test_links_by_relation_by_anchor_and_by_field() -> None:
    inside = (
        f'<w:hyperlink r:id="k" w:tooltip="Tip">{r("one")}</w:hyperlink>{r(" ")}'
        f'<w:hyperlink w:anchor="place">{r("two")}</w:hyperlink>{r(" ")}'
        + field('HYPERLINK "https://example.org/c d" \\o "T"', r("three"))
    )
    here = '<w:bookmarkStart w:id="1" w:name="place"/>' + r("Here.") + '<w:bookmarkEnd w:id="1"/>'
    made = article(body(p(inside=inside), p(inside=here)), links={"k": ("hyperlink", "https://example.org/")})
    links = [node for node in walk(made) if isinstance(node, Link)]
    assert [(text(link), link.target, link.title) for link in links] == [
        ("one", "https://example.org/", "Tip"), ("two", "#place", None), ("three", "https://example.org/c d", "T"),
    ]  # fmt: skip
    assert made.body[1].id == "place"


def test_bookmarks_nobody_leads_to_leave_no_trace() -> None:
    [one] = article(body(p(inside='<w:bookmarkStart w:id="1" w:name="_GoBack"/>' + r("Here.")))).body
    assert one == Paragraph(content=(Text(value="Here."),))


def test_page_numbers_and_contents_are_dropped_and_other_results_stay() -> None:
    contents = p(inside=field('TOC \\o "1-3"', r("Part") + "<w:r><w:tab/></w:r>" + r("3")))
    got, report = reading(
        docx(body(contents, p(inside=r("On page ") + field("PAGE", r("7")) + r(" in ") + field("DATE", r("May")))))
    )
    assert [text(block) for block in got.article.body] == ["On page  in May"]
    assert codes(report) == ["contents-dropped"]


def test_a_form_box_to_tick_is_a_character() -> None:
    box = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData>'
        '</w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert text(article(body(p(inside=box + r(" done")))).body) == "☒ done"


def test_tracked_changes_are_accepted_and_told() -> None:
    inside = (
        r("Old ") + f'<w:ins w:id="1">{r("new ")}</w:ins>'
        '<w:del w:id="2"><w:r><w:delText>gone </w:delText></w:r></w:del>' + r("end.")
    )  # fmt: skip
    got, report = reading(docx(body(p(inside=inside))))
    assert text(got.article.body) == "Old new end."
    assert codes(report) == ["tracked-changes", "tracked-changes"]
    assert any("1 deleted piece left out (“gone”)" in notice.message for notice in report)


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    first = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{r("One ")}</w:p>'
    assert [text(block) for block in article(body(first, p("two."))).body] == ["One two."]


def test_comments_are_told_with_their_words() -> None:
    comments = f'<w:comments {SPACES}><w:comment w:id="0" w:author="Bo">{p("Is this so?")}</w:comment></w:comments>'
    call = '<w:commentRangeStart w:id="0"/>' + r("Text.") + '<w:commentRangeEnd w:id="0"/>'
    got, report = reading(docx(body(p(inside=call)), {"word/comments.xml": comments}))
    assert text(got.article.body) == "Text."
    [notice] = report
    assert (notice.code, notice.severity) == ("comment-dropped", "warning")
    assert "a comment by Bo on “Text.” is left out: “Is this so?”" in notice.message


def test_foot_and_endnotes_are_notes() -> None:
    notes = {
        f"word/{kind}notes.xml": f'<w:{kind}notes {SPACES}><w:{kind}note w:id="2">'
        f"<w:p><w:r><w:{kind}noteRef/></w:r>{r(f' The {kind}note.')}</w:p></w:{kind}note>"
        f'<w:{kind}note w:type="separator" w:id="0">{p("x")}</w:{kind}note></w:{kind}notes>'
        for kind in ("foot", "end")
    }
    call = r("a") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + '<w:r><w:endnoteReference w:id="2"/></w:r>'
    made = article(body(p(inside=call)), parts=notes)
    assert made.body[0] == Paragraph(content=(Text(value="a"), NoteRef(note="fn2"), NoteRef(note="en2")))
    assert [(note.id, text(note)) for note in made.notes] == [("fn2", "The footnote."), ("en2", "The endnote.")]


@pytest.mark.parametrize(
    ("words", "alt", "title"),
    [('descr="A dot" title="Dot"', "A dot", "Dot"), ("", None, None), ('title="Dot"', None, "Dot")],
)
def test_a_picture_alone_is_a_figure_with_its_words(words: str, alt: str | None, title: str | None) -> None:
    got, _ = reading(
        docx(
            body(p(inside=drawing(words)), p("Figure 1: A dot.", "caption")),
            {"word/media/image1.png": DOT},
            {"pic": ("image", "media/image1.png")},
        )
    )
    image = Image(source="media/image1.png", alt=alt, title=title)
    assert got.article.body == (Figure(images=(image,), caption=(Text(value="Figure 1: A dot."),)),)
    assert got.pictures == {"media/image1.png": DOT}


def test_a_decorative_picture_says_so() -> None:
    mark = (
        '<a:extLst><a:ext><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
        ' val="1"/></a:ext></a:extLst>'
    )
    inside = (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x">{mark}</wp:docPr>{BLIP}</wp:inline></w:drawing></w:r>'
    )
    made = article(
        body(p(inside=r("a") + inside)),
        parts={"word/media/image1.png": DOT}, links={"pic": ("image", "media/image1.png")},
    )  # fmt: skip
    assert [node.alt for node in walk(made) if isinstance(node, Image)] == [""]


def test_a_picture_in_vml_and_a_line_in_vml() -> None:
    picture = '<w:r><w:pict><v:shape alt="A dot"><v:imagedata r:id="pic" o:title="Dot"/></v:shape></w:pict></w:r>'
    rule = '<w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r>'
    made = article(
        body(p(inside=picture), p(inside=rule)),
        parts={"word/media/image1.png": DOT}, links={"pic": ("image", "media/image1.png")},
    )  # fmt: skip
    assert made.body[0] == Figure(images=(Image(source="media/image1.png", alt="A dot", title="Dot"),))
    assert type(made.body[1]).__name__ == "ThematicBreak"


def test_a_chart_is_told_and_its_words_stay() -> None:
    chart = '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic>'
    got, report = reading(docx(body(p(inside=drawing('descr="Ships by year"', chart)))))
    assert [node.alt for node in walk(got.article) if isinstance(node, Image)] == ["Ships by year"]
    [notice] = report
    assert (notice.code, notice.severity) == ("drawing-dropped", "warning")
    assert "a chart: Ships by year" in notice.message


def test_a_text_box_is_an_aside_once() -> None:
    box = f"<w:txbxContent>{p('In a box.')}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    made = article(body(p(inside=r("Beside it.") + both)))
    assert made.body == (
        Paragraph(content=(Text(value="Beside it."),)),
        Aside(content=(Paragraph(content=(Text(value="In a box."),)),)),
    )


def test_symbols_breaks_hyphens_and_readings() -> None:
    inside = (
        '<w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/><w:br/></w:r>'
        "<w:r><w:t>co</w:t><w:softHyphen/><w:t>op</w:t><w:noBreakHyphen/><w:t>er</w:t></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>かん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    [one] = article(body(p(inside=inside))).body
    assert one == Paragraph(content=(Text(value="α✓"), LineBreak(), Text(value="co\u00adop\u2011er漢（かん）")))


def test_an_unknown_symbol_is_told() -> None:
    got, report = reading(docx(body(p(inside='<w:r><w:sym w:font="House Dingbats" w:char="F0A1"/></w:r>' + r("x")))))
    assert text(got.article.body) == "\ufffdx"
    assert codes(report) == ["unknown-symbol"]


def test_hidden_words_are_told_and_controls_are_seen_through() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Inside.')}</w:sdtContent></w:sdt>"
    got, report = reading(docx(body(control, p(inside=r("Shown") + r("secret", "<w:vanish/>")))))
    assert [text(block) for block in got.article.body] == ["Inside.", "Shown"]
    [notice] = report
    assert notice.code == "hidden-text" and "“secret”" in notice.message


def test_headers_and_footers_are_told() -> None:
    header = f"<w:hdr {SPACES}>{p('House of Tides')}</w:hdr>"
    _, report = reading(docx(body(p("Text.")), {"word/header1.xml": header}))
    [notice] = report
    assert notice.code == "running-dropped" and "House of Tides" in notice.message


def test_lists_nest_count_on_and_begin_anew() -> None:
    made = article(
        body(item("a"), item("b"), item("b1", 2, 1), p("Between."), item("c"), item("x", 2), item("y", 2)),
        parts={"word/numbering.xml": numbering(("decimal", "%1."), ("bullet", "•"))},
    )
    one, between, two, three = made.body
    assert isinstance(one, List) and (one.kind, one.start, text(one)) == ("ordered", 1, "a\nb\nb1")
    assert isinstance(one.items[1].content[1], List) and one.items[1].content[1].kind == "bullet"
    assert text(between) == "Between."
    assert isinstance(two, List) and (two.kind, two.start) == ("ordered", 3)
    assert isinstance(three, List) and (three.kind, text(three)) == ("bullet", "x\ny")


def test_what_is_as_far_in_as_an_item_belongs_to_it() -> None:
    inside = p("More of a.", properties='<w:ind w:left="720"/>')
    made = article(
        body(item("a"), inside, item("b"), p("After.")), parts={"word/numbering.xml": numbering(("bullet", "•"))}
    )
    assert isinstance(made.body[0], List)
    assert [text(entry) for entry in made.body[0].items] == ["a\nMore of a.", "b"]
    assert text(made.body[1]) == "After."


@pytest.mark.parametrize(
    ("kind", "numbering_"),
    [("lowerLetter", "lower-alpha"), ("upperRoman", "upper-roman"), ("decimal", "decimal"), ("ordinal", "decimal")],
)
def test_ways_of_counting(kind: str, numbering_: str) -> None:
    [one] = article(body(item("a")), parts={"word/numbering.xml": numbering((kind, "%1)"))}).body
    assert isinstance(one, List) and (one.kind, one.numbering) == ("ordered", numbering_)


def test_ticked_items_are_tasks() -> None:
    made = article(body(item("☒ done"), item("☐ to do")), parts={"word/numbering.xml": numbering(("bullet", "•"))})
    [one] = made.body
    assert isinstance(one, List)
    assert (one.kind, [(text(entry), entry.checked) for entry in one.items]) == (
        "task", [("done", True), ("to do", False)]
    )  # fmt: skip


def test_a_table_with_spans_both_ways() -> None:
    def cell(words: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}</w:tc>"

    rows = "".join(
        [
            "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("A", '<w:vMerge w:val="restart"/>')
            + cell("B", '<w:gridSpan w:val="2"/>') + "</w:tr>",
            "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("", "<w:vMerge/>") + cell("b1") + cell("b2") + "</w:tr>",
            "<w:tr>" + cell("1") + cell("2") + cell("3") + "</w:tr>",
        ]
    )  # fmt: skip
    made = article(body(p("Table 1", "caption"), f"<w:tbl>{rows}</w:tbl>"))
    [table] = made.body
    assert isinstance(table, Table)
    shape = [[(text(c), c.colspan, c.rowspan) for c in row.cells] for row in (*table.head, *table.body)]
    assert shape == [[("A", 1, 2), ("B", 2, 1)], [("b1", 1, 1), ("b2", 1, 1)], [("1", 1, 1), ("2", 1, 1), ("3", 1, 1)]]
    assert (len(table.head), text(table.caption)) == (2, "Table 1")


def test_formulas_in_a_line_and_on_one_of_their_own() -> None:
    formula = (
        "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
    )
    made = article(body(p(inside=r("So ") + formula), p(inside=f"<m:oMathPara>{formula}</m:oMathPara>")))
    assert made.body == (
        Paragraph(content=(Text(value="So "), Math(source="x^{2}"))), MathBlock(source="x^{2}"),
    )  # fmt: skip


@pytest.mark.parametrize(("asked", "found"), [(None, True), ("none", False), ("In short", False)])
def test_takeaways_by_their_label(asked: str | None, found: bool) -> None:
    data = docx(
        body(p("Key takeaways", "heading1"), item("One."), item("Two."), p("Text.", "heading1"), p("More.")),
        {"word/numbering.xml": numbering(("bullet", "•"))},
    )
    made = reading(data, asked)[0].article
    assert (made.takeaways is not None) == found
    if made.takeaways:
        assert (made.takeaways.label, [text(one) for one in made.takeaways.items]) == (
            "Key takeaways",
            ["One.", "Two."],
        )


def test_takeaways_by_the_label_the_user_names() -> None:
    data = docx(
        body(p("Merksätze", "heading1"), item("Eins."), p("Text.", "heading1")),
        {"word/numbering.xml": numbering(("bullet", "•"))},
    )
    assert reading(data)[0].article.takeaways is None
    made = reading(data, "merksätze")[0].article
    assert made.takeaways is not None and made.takeaways.label == "Merksätze"


def test_lists_somebody_typed_are_lists_and_single_ones_are_not() -> None:
    made = article(
        body(p("•\tone"), p("• two"), p("Between."), p("1. first"), p("2. second"), p("4. fourth"), p("- alone"))
    )
    assert [(type(block).__name__, text(block)) for block in made.body] == [
        ("List", "one\ntwo"), ("Paragraph", "Between."), ("List", "first\nsecond"), ("Paragraph", "4. fourth"),
        ("Paragraph", "- alone"),
    ]  # fmt: skip


def test_a_strict_document_is_read_as_any_other() -> None:
    from .word import changed

    def strict(_name: str, content: bytes) -> bytes:
        for ours, theirs in (
            (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"wordprocessingml/main"),
            (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"officeDocument/relationships"),
        ):
            content = content.replace(ours, b"http://purl.oclc.org/ooxml/" + theirs)
        return content

    made = reading(changed(docx(body(p("Part", "heading1"), p("Text."))), strict))[0].article
    assert [(type(block).__name__, text(block)) for block in made.body] == [("Heading", "Part"), ("Paragraph", "Text.")]


def test_a_large_initial_begins_the_paragraph_it_stands_beside() -> None:
    initial = p(
        properties='<w:framePr w:dropCap="drop" w:lines="3"/>',
        inside=r("D", '<w:position w:val="-6"/><w:sz w:val="90"/>'),
    )
    got, _ = reading(docx(body(initial + p("rop cap.") + p("Next."))))
    assert [text(block) for block in got.article.body] == ["Drop cap.", "Next."]
    assert got.article.body[0] == Paragraph(content=(Text(value="Drop cap."),))


def test_words_whose_style_is_turned_off_again_are_not_stressed() -> None:
    stressed = r("is ", '<w:rStyle w:val="Emphasis"/>') + r("not", '<w:rStyle w:val="Emphasis"/><w:i w:val="0"/>')
    style_part = styles(style("Emphasis", more="<w:rPr><w:i/></w:rPr>", kind="character"))
    got, _ = reading(docx(body(p(inside=r("This ") + stressed)), {"word/styles.xml": style_part}))
    assert got.article.body == (
        Paragraph(content=(Text(value="This "), Emphasis(content=(Text(value="is "),)), Text(value="not"))),
    )


UNANSWERED = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SYMBOL ²</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
ENDS_DELETED = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'


def test_a_paragraph_whose_end_is_deleted_stays_where_no_other_follows() -> None:
    found = article(body(p("First."), p("Last.", properties=ENDS_DELETED)))
    assert [text(one) for one in found.body] == ["First.", "Last."]


def test_a_paragraph_whose_end_is_deleted_does_not_go_on_in_a_table() -> None:
    cell = f"<w:tc>{p('one', properties=ENDS_DELETED)}</w:tc><w:tc>{p('two')}</w:tc>"
    found = article(body(p("Before.", properties=ENDS_DELETED), f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>", p("After.")))
    assert [text(one) for one in found.body] == ["Before.", "one\ntwo", "After."]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next_with_what_leads_to_it() -> None:
    marked = '<w:bookmarkStart w:id="1" w:name="here"/><w:bookmarkEnd w:id="1"/>' + r("One ")
    link = f'<w:hyperlink w:anchor="here">{r("there")}</w:hyperlink>'
    found = article(body(p(inside=marked, properties=ENDS_DELETED), p("two."), p(inside=link)))
    assert [text(one) for one in found.body] == ["One two.", "there"]
    assert found.body[0].id == "here"


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(p(inside=UNANSWERED + r("x")), id="a symbol's code that is no number"),
        pytest.param(p("x", properties='<w:outlineLvl w:val="²"/>'), id="an outline level that is none"),
        pytest.param(f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="-5"/></w:trPr><w:tc>{p("x")}</w:tc></w:tr>'
                     f'<w:tr><w:tc>{p("y")}</w:tc></w:tr></w:tbl>', id="less than no columns"),
        pytest.param(f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr><w:tc>{p("x")}</w:tc></w:tr>'
                     f'<w:tr><w:tc>{p("y")}</w:tc></w:tr></w:tbl>', id="more columns than anybody has"),
    ],
)  # fmt: skip
def test_numbers_that_are_none_are_no_reason_to_refuse_a_document(block: str) -> None:
    assert "x" in text(article(body(block)))


def test_a_list_level_beyond_the_nine_there_are_is_the_last() -> None:
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    beyond = '<w:lvl w:ilvl="20"><w:pStyle w:val="Far"/><w:numFmt w:val="decimal"/></w:lvl>'
    lists = (
        f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1">'
        f'<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="20">{beyond}</w:lvlOverride></w:num></w:numbering>'
    )
    far = styles(style("Far", more='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'))
    found = article(body(p("x", "Far")), parts={"word/numbering.xml": lists, "word/styles.xml": far})
    assert isinstance(found.body[0], List)


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(f'<w:p><m:oMath><m:r><m:t>{"a" * 150_000}</m:t></m:r></m:oMath></w:p>', id="letters in a formula"),
        pytest.param(p(inside=field(f"HYPERLINK \"http://a/{'b' * 300_000}\"", r("x") * 8_000)), id="runs in a long link"),
        pytest.param(p(inside="".join(f'<w:bookmarkStart w:id="{n}" w:name="b{n}"/>' for n in range(8_000))
                       + '<w:r><w:footnoteReference w:id="1"/></w:r>' * 8_000), id="notes in open bookmarks"),
    ],
)  # fmt: skip
def test_what_is_long_takes_time_in_proportion(block: str) -> None:
    begun = time.process_time()
    article(body(block))
    assert time.process_time() - begun < 3
