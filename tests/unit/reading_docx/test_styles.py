"""Documents of anybody's: what a paragraph is by its style, in any language, by its outline level, or by how it looks."""

from __future__ import annotations

import pytest

from exporter.model import Aside, CodeBlock, Heading, Paragraph, Quote, Strong, Table, Text, ThematicBreak
from exporter.walk import text, walk

from .word import article, codes, docx, p, r, reading, style, styles


@pytest.mark.parametrize(
    "name", ["heading 2", "Heading 2", "Überschrift 2", "Titre 2", "Título 2", "标题 2", "見出し 2", "Заголовок 2"]
)
def test_headings_by_name_in_any_language(name: str) -> None:
    made = article(
        p("Main", "Title") + p("Part", "x") + p("Text."), parts={"word/styles.xml": styles(style(name, "x"))}
    )
    assert made.body[0] == Heading(content=(Text(value="Part"),), level=2)


def test_a_style_based_on_a_heading_is_one_unless_its_outline_level_says_otherwise() -> None:
    based = style("Chapter", "a", '<w:basedOn w:val="heading1"/>')
    text_style = style("Lookalike", "b", '<w:basedOn w:val="heading1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    outlined = style("Own", "c", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    made = article(
        p("T", "Title") + p("One", "a") + p("Two", "b") + p("Three", "c"),
        parts={"word/styles.xml": styles(based, text_style, outlined)},
    )
    assert [type(block) for block in made.body] == [Heading, Paragraph, Heading]
    assert made.body[2] == Heading(content=(Text(value="Three"),), level=3)


def test_styles_based_on_each_other_in_a_circle_end() -> None:
    circle = style("A", "a", '<w:basedOn w:val="b"/>') + style("B", "b", '<w:basedOn w:val="a"/>')
    assert text(article(p("T", "Title") + p("x", "a"), parts={"word/styles.xml": styles(circle)})) == "T\nx"


def test_the_title_is_the_only_outermost_heading_where_no_style_says_title() -> None:
    made = article(p("Main", "heading1") + p("Part", "heading2") + p("Text."))
    assert text(made.title) == "Main"
    assert made.body[0] == Heading(content=(Text(value="Part"),), level=1)


def test_several_outermost_headings_are_no_title() -> None:
    made = article(p("One", "heading1") + p("x") + p("Two", "heading1"))
    assert made.title == ()
    assert [type(block) for block in made.body] == [Heading, Paragraph, Heading]


def test_the_front_matter_by_styles() -> None:
    more = styles(style("Author"), style("Date"))
    made = article(
        p("Main", "Title") + p("Deck", "Subtitle") + p("Ann Able", "Author") + p("Bo Both", "Author")
        + p("25 June 2024", "Date") + p("Text."),
        parts={"word/styles.xml": more},
    )  # fmt: skip
    assert (text(made.title), text(made.standfirst)) == ("Main", "Deck")
    assert [author.name for author in made.authors] == ["Ann Able", "Bo Both"]
    assert made.published == "2024-06-25"
    assert [text(block) for block in made.body] == ["Text."]


def test_bold_short_lines_head_where_no_style_does_and_a_notice_names_them() -> None:
    got, report = reading(
        docx(
            p(inside=r("A great title", '<w:b/><w:sz w:val="40"/>'))
            + p(inside=r("First part", '<w:b/><w:sz w:val="28"/>'))
            + p("A long paragraph of text that goes on for a while and then it ends.")
            + p(inside=r("Second part", '<w:b/><w:sz w:val="28"/>'))
            + p("Another long paragraph of text that goes on for a while and then ends.")
        )
    )
    assert text(got.article.title) == "A great title"
    assert [text(b) for b in got.article.body if isinstance(b, Heading)] == ["First part", "Second part"]
    assert codes(report) == ["guessed-title", "guessed-heading"]
    assert "“First part”, “Second part”" in list(report)[1].message


def test_a_bold_sentence_is_no_heading() -> None:
    made = article(p(inside=r("This is bold, and it ends with a stop.", "<w:b/>")) + p("Text."))
    assert made.body[0] == Paragraph(content=(Strong(content=(Text(value="This is bold, and it ends with a stop."),)),))


def test_quotations_program_text_and_rules() -> None:
    ruled = p(properties='<w:pBdr><w:bottom w:val="single"/></w:pBdr>', inside="<w:r/>")
    mono = '<w:rFonts w:ascii="Consolas"/>'
    made = article(
        p("T", "Title") + p("Said one.", "Quote") + p("Said two.", "Quote") + ruled
        + p(inside=r("def f():", mono)) + p(inside=r("    return 1", mono)) + p("Text.")
    )  # fmt: skip
    quote, rule, code, _ = made.body
    assert isinstance(quote, Quote) and [text(one) for one in quote.content] == ["Said one.", "Said two."]
    assert isinstance(rule, ThematicBreak)
    assert code == CodeBlock(code="def f():\n    return 1")


def test_numbers_of_headings_are_kept_as_words() -> None:
    numbers = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/>'
        '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def num(level: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'

    made = article(
        p("T", "Title") + p("A", "heading1", num(0)) + p("B", "heading2", num(1)) + p("C", "heading2", num(1)),
        parts={"word/numbering.xml": f'<w:numbering xmlns:w="{space}">{numbers}</w:numbering>'},
    )
    assert [text(block) for block in made.body] == ["1. A", "1.i B", "1.ii C"]


def test_the_language_is_that_of_most_words_and_others_are_marked() -> None:
    made = article(
        p("T", "Title")
        + p(inside=r("Ein langer deutscher Absatz, der den Ton angibt.", '<w:lang w:val="de-DE"/>'))
        + p(inside=r("Und dann: ", '<w:lang w:val="de-AT"/>') + r("good night", '<w:lang w:val="en-GB"/>'))
    )
    assert made.lang == "de-DE"
    span = made.body[1].content[1]  # type: ignore[union-attr]
    assert (span.lang, text(span)) == ("en-GB", "good night")


def test_a_table_of_one_cell_is_a_box() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{p('Background')}{p('More.')}</w:tc></w:tr></w:tbl>"
    [box] = article(p("T", "Title") + cell).body
    assert isinstance(box, Aside) and text(box) == "Background\nMore."


def test_properties_nobody_meant_are_ignored() -> None:
    space = (
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    core = "<cp:coreProperties {}><dc:title>{}</dc:title><dc:creator>{}</dc:creator></cp:coreProperties>"
    junk = core.format(space, "Microsoft Word - Document1.docx", "python-docx")
    made = article(p("Text."), parts={"docProps/core.xml": junk})
    assert (made.title, made.authors) == ((), ())
    meant = core.format(space, "The tide", "Ann Able; Bo Both")
    made = article(p("Text."), parts={"docProps/core.xml": meant})
    assert text(made.title) == "The tide"
    assert [author.name for author in made.authors] == ["Ann Able", "Bo Both"]


def test_a_heading_row_that_alone_is_bold_heads_its_table() -> None:
    def row(*words: str, bold: bool = False) -> str:
        cells = "".join(f"<w:tc>{p(inside=r(one, '<w:b/>' if bold else ''))}</w:tc>" for one in words)
        return f"<w:tr>{cells}</w:tr>"

    [table] = article(p("T", "Title") + f"<w:tbl>{row('A', 'B', bold=True)}{row('1', '2')}</w:tbl>").body
    assert isinstance(table, Table)
    assert [text(one) for one in table.head] == ["A\nB"]
    assert table.head[0].cells[0].content == (Paragraph(content=(Text(value="A"),)),)


def test_a_byline_under_the_only_outermost_heading() -> None:
    made = article(p("The tide", "heading1") + p("By Ann Able and Bo Both") + p("Text.") + p("Part", "heading2"))
    assert text(made.title) == "The tide"
    assert [author.name for author in made.authors] == ["Ann Able", "Bo Both"]
    assert [text(block) for block in made.body] == ["Text.", "Part"]


def test_words_shifted_and_smaller_are_raised_or_lowered() -> None:
    smaller = '<w:position w:val="{}"/><w:sz w:val="14"/>'
    made = article(
        p("T", "Title") + p(inside=r("H") + r("2", smaller.format(-4)) + r("O, m") + r("2", smaller.format(6)))
    )
    assert [type(part).__name__ for part in made.body[0].content] == ["Text", "Subscript", "Text", "Superscript"]  # type: ignore[union-attr]


def test_takeaways_that_hold_more_than_points_stay_and_are_told() -> None:
    from .word import item, numbering

    body = p("T", "Title") + p("Key takeaways", "heading1") + item("One.") + item("inner", level=1) + p("x", "heading1")
    got, report = reading(docx(body, {"word/numbering.xml": numbering(("bullet", "•"))}))
    assert got.article.takeaways is None
    assert codes(report) == ["takeaways-kept-in-text"]


LONG = p("A long paragraph of text that goes on for a while and then it ends.")


def bold(words: str, size: int = 22) -> str:
    return p(inside=r(words, f'<w:b/><w:sz w:val="{size}"/>'))


def test_one_heading_by_style_does_not_hide_the_title_and_the_headings_by_looks() -> None:
    """A memo whose only styled heading is that of its key points was untitled, its bold headings text."""
    got, report = reading(
        docx(bold("MEMORANDUM", 40) + bold("Background") + LONG + bold("Costs") + LONG + p("Notes", "heading2") + LONG)
    )
    assert got.article.title == (Text("MEMORANDUM"),)
    assert [b.content for b in got.article.body if isinstance(b, Heading)] == [
        (Text("Background"),), (Text("Costs"),), (Text("Notes"),)
    ]  # fmt: skip
    assert codes(report) == ["guessed-title", "guessed-heading"]


def test_a_large_first_line_is_the_title_over_headings_by_style() -> None:
    body = p("One", "heading1") + LONG + bold("Only bold") + LONG + p("Two", "heading1") + LONG
    got, report = reading(docx(bold("A great report", 48) + body))
    assert text(got.article.title) == "A great report"
    assert [text(b) for b in got.article.body if isinstance(b, Heading)] == ["One", "Two"]
    assert codes(report) == ["guessed-title"]


@pytest.mark.parametrize("first", [bold("Only bold"), p("First", "heading1") + LONG + bold("Larger later", 48)])
def test_what_is_only_bold_or_stands_below_a_heading_is_no_title(first: str) -> None:
    got, _ = reading(docx(first + p("One", "heading1") + LONG + p("Two", "heading1") + LONG))
    assert not got.article.title


def test_a_title_by_style_and_bold_headings() -> None:
    got, _ = reading(docx(p("The title", "heading1") + LONG + bold("Part one") + LONG + bold("Part two") + LONG))
    assert text(got.article.title) == "The title"
    assert [text(b) for b in got.article.body if isinstance(b, Heading)] == ["Part one", "Part two"]


@pytest.mark.parametrize("style", ["Title", "heading1"])
def test_a_heading_that_is_bold_altogether_is_not_strong(style: str) -> None:
    whole = p(inside=r("All of it", "<w:b/>"), style=style)
    part = p(inside=r("A ") + r("part", "<w:b/>"), style="heading1")
    got, _ = reading(docx(p(style="Title", words="T") * (style != "Title") + whole + LONG + part + LONG + part + LONG))
    found = got.article.title if style == "Title" else got.article.body[0].content  # type: ignore[union-attr]
    assert found == (Text("All of it"),)
    assert any(isinstance(node, Strong) for node in walk(got.article)), "one word in bold stays"
