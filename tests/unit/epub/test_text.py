"""Nodes as XHTML: each is what it is, ids and links work, nothing is lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from exporter import model as m
from exporter import resources
from exporter.backends.epub import chapters
from exporter.backends.epub.highlight import highlighted
from exporter.backends.epub.illustrations import File
from exporter.backends.epub.links import Links, address
from exporter.backends.epub.rows import row_styles
from exporter.backends.epub.xhtml import attributes, escaped, quoted, speaks
from exporter.contract import sample
from exporter.grid import grid
from exporter.labels import labels
from exporter.pictures import opened as opened_picture
from exporter.pipeline import render
from exporter.walk import walk

Make = Callable[..., Any]


def words(*parts: str | m.Inline) -> m.Inlines:
    return tuple(m.Text(part) if isinstance(part, str) else part for part in parts)


def para(*parts: str | m.Inline, **more: Any) -> m.Paragraph:
    return m.Paragraph(words(*parts), **more)


def article(*blocks: m.Block, **more: Any) -> m.Article:
    return m.Article(title=words("A title"), body=blocks, lang="en", **more)


def test_escaping() -> None:
    assert escaped('a<b>&"\ufffe') == 'a&lt;b&gt;&amp;"\ufffd'
    assert quoted('a"\n\tb') == "a&quot;&#10;&#9;b"
    assert (
        attributes(class_="a", epub_type="b", xml_lang=None, aria_label="c")
        == ' class="a" epub:type="b" aria-label="c"'
    )
    assert speaks("a") and speaks("…") and not speaks(" \u200b\u00ad") and not speaks("")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://example.org/a b?c=é#d e", "https://example.org/a%20b?c=%C3%A9#d%20e"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("https://example.org/a#b#c", "https://example.org/a#b%23c"),
        ("http:\\\\example.org\\a", "http://example.org/a"),
        ("https://[::1]:8080/x", "https://[::1]:8080/x"),
        ("https://例え.jp/a", "https://例え.jp/a"),
        ("mailto:a b@example.org", "mailto:a%20b@example.org"),
        ("https://", None),
        ("https:///x", None),
        ("https://exa mple.org/", None),
        ("https://a:port/", None),
        ("https://[::1/", None),
        ("mailto:", None),
    ],
)
def test_addresses_become_valid_or_nothing(target: str, expected: str | None) -> None:
    assert address(target) == expected


def test_relative_links_need_a_base() -> None:
    assert Links({}, "https://example.org/a/b").outside("../c?d") == "https://example.org/c?d"
    assert Links({}, "article.md").outside("c") is None


def test_a_relative_link_without_base_keeps_its_words(opened: Make) -> None:
    book = opened(article(para(m.Link(words("there"), "other.html"))))
    assert book.find("//x:span[@title='other.html']/text()") == ["there"]
    assert "relative-link" in book.codes


def test_a_relative_link_is_resolved(opened: Make) -> None:
    book = opened(article(para(m.Link(words("there"), "other.html")), source="https://example.org/a/b"))
    assert book.find("//x:p/x:a/@href")[0] == "https://example.org/a/other.html"


def test_marks_of_notes_stand_behind_the_link_that_holds_them(opened: Make) -> None:
    link = m.Link(words("there", m.NoteRef("n")), "https://example.org/")
    book = opened(article(para(link), notes=(m.Note((para("A note."),), id="n"),)))
    assert not book.find("//x:a//x:a")
    assert book.find("//x:a[@href='https://example.org/']/following-sibling::x:sup/x:a/@href") == ["#n"]


def test_every_mark_of_a_note_has_a_way_back(opened: Make) -> None:
    book = opened(article(para(m.NoteRef("n"), m.NoteRef("n")), notes=(m.Note((para("A note."),), id="n"),)))
    marks = book.find("//x:a[@role='doc-noteref']/@id")
    assert [f"#{mark}" for mark in marks] == book.find("//x:a[@role='doc-backlink']/@href")
    assert len(marks) == 2


def test_pop_ups(opened: Make) -> None:
    book = opened(sample.everything())
    assert len(book.find("//x:aside[@epub:type='footnote' and @role='doc-footnote']")) == 2
    assert len(book.find("//x:a[@epub:type='noteref']")) == 2


def test_the_takeaways_are_an_abstract(opened: Make) -> None:
    (box,) = opened(sample.everything()).find("//x:section[@role='doc-abstract']")
    assert box.get("{http://www.idpf.org/2007/ops}type") == "abstract"
    assert box.find(f".//*[@id='{box.get('aria-labelledby')}']").text == "Key takeaways"


def test_every_id_of_the_article_is_in_the_book(opened: Make) -> None:
    marked = article(
        para(
            m.Text("a", id="i1"), m.Emphasis(words("b"), id="i2"), m.LineBreak(id="i3"), m.Code("c", id="i4"), id="i5"
        ),
        m.List((m.ListItem((para("d"),), id="i6"),), id="i7"),
        m.Table(body=(m.Row((m.Cell((para("e"),), id="i8"),), id="i9"),), id="i10"),
        m.DefinitionList((m.DefinitionItem(words("f"), ((para("g"),),), id="i11"),), id="i12"),
        m.MathBlock("x^2", id="i13"),
        m.MathBlock(r"\nonsense{", id="i14"),
        m.ThematicBreak(id="i15"),
        m.CodeBlock("h", id="i16", dir="rtl"),
        m.Figure((m.Image(sample.PICTURE, "i", id="i17"), m.Image(None, "j", id="i18")), id="i19"),
        authors=(m.Author("k", id="i20"),),
        id="i21",
    )
    book = opened(marked)
    assert {node.id for node in walk(marked) if node.id} <= set(book.find("//@id"))


def test_unspoken_headings_are_no_headings(opened: Make) -> None:
    book = opened(article(m.Heading((m.Image(sample.PICTURE, ""),)), para("x")))
    assert not book.find("//x:h2") and book.find("//x:p[@class='h2']/x:img")


def test_formulas_name_what_they_stand_in_alone(opened: Make) -> None:
    book = opened(article(m.Heading((m.Math("x^2"),)), para(m.Link((m.Math("y"),), "https://example.org/"))))
    assert book.find("//x:h2/@aria-label") == ["x^2"]
    assert book.find("//x:p/x:a/@aria-label") == ["y"]


def test_formulas(opened: Make) -> None:
    book = opened(article(para(m.Math("a < b")), m.MathBlock(r"\sum_{i=1}^n i"), para(m.Math(r"\nonsense{"))))
    assert book.find("//m:math/@alttext") == ["a < b", r"\sum_{i=1}^n i"]
    assert book.find("//m:math[@display='block']//m:munderover")
    assert book.find("//x:code[@class='formula']/text()") == [r"\nonsense{"]
    assert "formula-as-source" in book.codes
    assert book.find("//opf:item[@id='article']/@properties", "content.opf") == ["mathml"]


def test_commands_the_converter_does_not_know_are_not_shown_as_letters(opened: Make) -> None:
    book = opened(article(para(m.Math(r"\unheardof x"))))
    assert not book.find("//m:math") and book.find("//x:code/text()") == [r"\unheardof x"]


@pytest.mark.parametrize(
    "source",
    [r"\href{javascript:alert(1)}{x}", r"\style{color:red}{x}", r"\frac{1}", r"\limits", r"\text{a <b> & c}", "x^"],
)
def test_formulas_that_come_out_wrong_stay_source(opened: Make, source: str) -> None:
    book = opened(article(para(m.Math(source))))
    assert not book.find("//m:math") and book.find("//x:p/x:code/text()") == [source]


def test_formulas_are_mended(opened: Make) -> None:
    book = opened(article(para(m.Math(r"a \mathrel{+}= b"), m.Math(r"\color{red}x"))))
    assert len(book.find("//m:math")) == 2
    assert not book.find("//m:mo/* | //m:mi/* | //*[@mathcolor]")


def test_program_text_keeps_every_character(opened: Make) -> None:
    code = '\n  def f(x):\n\t"""<&>"""\n\n'
    book = opened(article(m.CodeBlock(code, language="python"), m.CodeBlock("a  b\n", language="no-such-language")))
    assert ["".join(found.itertext()) for found in book.find("//x:pre")] == [code, "a  b\n"]
    assert book.find("//x:pre//x:span[@class='k']/text()") == ["def"]
    assert highlighted("a<b", None) == "a&lt;b"


def test_lists(opened: Make) -> None:
    book = opened(sample.everything())
    assert book.find("//x:ol/@start") == ["4"]
    assert book.find("//x:ol/@type") == ["a", "I"]
    assert book.find("//x:ul[@class='tasks']/x:li/x:span/@aria-label") == ["Done", "To do"]


def test_a_term_without_definition_is_valid(opened: Make) -> None:
    book = opened(article(m.DefinitionList((m.DefinitionItem(words("term")),))))
    assert len(book.find("//x:dl/x:dd")) == 1


def test_tables_say_what_heads_what(opened: Make) -> None:
    article_ = sample.everything()
    book = opened(article_)
    table = next(node for node in walk(article_) if isinstance(node, m.Table))
    assert len(book.find("//x:table[@id='harbours']//x:td | //x:table[@id='harbours']//x:th")) == len(
        list(grid(table).cells())
    )
    assert book.find("//x:table[@id='harbours']/x:thead//x:th/@scope") == ["col", "colgroup", "col", "col"]
    assert book.find("//x:div[@class='table']/@aria-label") == ["Ships by harbour and year", "Table 2"]


def test_an_empty_header_cell_heads_nothing(opened: Make) -> None:
    table = m.Table(head=(m.Row((m.Cell(), m.Cell((para("a"),)))),), body=(m.Row((m.Cell(), m.Cell((para("b"),)))),))
    assert len(opened(article(table)).find("//x:thead//x:th")) == 1


def test_headings_in_cells_are_roles(opened: Make) -> None:
    table = m.Table(body=(m.Row((m.Cell((m.Heading(words("a"), 1), para("b"))),)),))
    book = opened(article(table))
    assert book.find("//x:td/x:p[@role='heading']/@aria-level") and not book.find("//x:td//x:h2")


def test_languages_and_directions(opened: Make) -> None:
    book = opened(article(para("שלום", lang="he", dir="rtl")))
    (paragraph,) = book.find("//x:p[@lang='he']")
    assert paragraph.get("{http://www.w3.org/XML/1998/namespace}lang") == "he" and paragraph.get("dir") == "rtl"


def test_authors_attributes_are_data(opened: Make) -> None:
    book = opened(article(para("x", attributes={"Key": 'a"b', "not a name": "c"})))
    assert book.find("//x:p/@data-key") == ['a"b']


def test_a_missing_picture_shows_its_words_once(opened: Make) -> None:
    same = m.Figure((m.Image(None, "A map."),), words("A map."))
    other = m.Figure((m.Image(None, "A chart"),), words("Numbers."))
    book = opened(article(same, other))
    assert book.text().count("A map.") == 1
    assert book.find("//x:figure[@class='missing']/x:figcaption")
    assert book.find("//x:figure/x:span[@class='missing']/text()") == ["Picture not available: A chart"]


def test_pictures(opened: Make) -> None:
    book = opened(article(para(m.Image(sample.PICTURE, "x")), m.Figure((m.Image(sample.PICTURE, None),))))
    first, second = book.find("//x:img")
    assert (first.get("width"), first.get("height"), first.get("alt")) == ("640", "320", "x")
    assert second.get("alt") is None and second.get("src") == first.get("src")


def test_moments_with_too_many_digits(opened: Make) -> None:
    book = opened(article(para("x"), published="2024-06-25T08:30:00.123456Z"))
    assert book.find("//x:time/@datetime") == ["2024-06-25T08:30:00.123Z"]


def test_chapters(opened: Make, monkeypatch: Any) -> None:
    monkeypatch.setattr(chapters, "LONG", 100)
    blocks = [
        m.Heading(words("One"), id="one"),
        para(m.Link(words("to two"), "#two"), m.NoteRef("n"), "x" * 99),
    ]
    blocks += [m.Heading(words("Two"), id="two"), m.Heading(words("Deeper"), 2, id="deep"), para("y" * 99)]
    book = opened(article(para("before"), *blocks, notes=(m.Note((para("Note."),), id="n"),)))
    assert book.find("//x:h2/@id", "chapter-001.xhtml") == ["one"]
    assert book.find("//x:a[text()='to two']/@href", "chapter-001.xhtml") == ["chapter-002.xhtml#two"]
    assert book.find("//x:a[@role='doc-noteref']/@href", "chapter-001.xhtml") == ["notes.xhtml#n"]
    assert book.find("//x:a[@role='doc-backlink']/@href", "notes.xhtml") == ["chapter-001.xhtml#ref.1"]
    assert book.find("//opf:itemref/@idref", "content.opf") == [
        "cover", "nav", "article", "chapter-001", "chapter-002", "notes",
    ]  # fmt: skip
    assert book.find("//x:title/text()", "chapter-002.xhtml") == ["Two"]


def test_a_theme_may_keep_a_long_article_whole(opened: Make, monkeypatch: Any, tmp_path: Any) -> None:
    monkeypatch.setattr(chapters, "LONG", 10)
    theme = tmp_path / "whole.toml"
    theme.write_text('extends = "brief"\n[epub]\nsplit_level = 0\n', encoding="utf-8")
    book = opened(sample.everything(), theme=theme)
    assert not [name for name in book.files if "chapter" in name]


def test_the_box_at_the_end(opened: Make, tmp_path: Any) -> None:
    theme = tmp_path / "end.toml"
    theme.write_text('extends = "brief"\n[takeaways]\nposition = "end"\n', encoding="utf-8")
    text = opened(sample.everything(), theme=theme).text()
    assert text.index("<h2") < text.index("doc-abstract") < text.index('epub:type="footnotes"')


def test_what_a_backend_does_not_know_keeps_its_words() -> None:
    from exporter.backends import Context
    from exporter.backends.epub.document import render
    from exporter.labels import labels
    from exporter.report import Report
    from exporter.theme import load_theme

    class Poem(m.Node, frozen=True):
        content: m.Inlines

    strange: Any = Poem(content=words("Roses are red"))
    context = Context(theme=load_theme(), labels=labels("en"), report=Report(), identifier="urn:x:1")
    data = render(replace(article(), body=(strange,)), context)
    assert data.startswith(b"PK") and [notice.code for notice in context.report] == ["unknown-node"]


def test_without_its_helpers_a_book_is_plainer_but_whole(opened: Make, monkeypatch: Any) -> None:
    """Pygments and latex2mathml are asked for only where an article needs them, and missed by nobody else."""
    import sys

    for name in ("pygments", "latex2mathml.converter"):
        monkeypatch.setitem(sys.modules, name, None)
    book = opened(article(m.CodeBlock("x = 'unseen'", language="ruby"), para(m.Math("unseen^2"))))
    assert book.find("//x:pre/x:code/text()") == ["x = 'unseen'"]
    assert book.find("//x:p/x:code/text()") == ["unseen^2"] and "formula-as-source" in book.codes


@pytest.mark.parametrize(
    ("lang", "run_in", "expected"),
    [
        ("en", "Why it matters", '<strong class="run-in">Why it matters:</strong> Because.'),
        ("en", "Why it matters: ", '<strong class="run-in">Why it matters:</strong> Because.'),
        ("en", "“Why?”", '<strong class="run-in">“Why?”</strong> Because.'),
        ("en", "Why (not)", '<strong class="run-in">Why (not):</strong> Because.'),
        ("fr", "Pourquoi", '<strong class="run-in">Pourquoi\u00a0:</strong> Because.'),
        ("ja", "背景", '<strong class="run-in">背景：</strong>Because.'),
        ("ja", "背景。", '<strong class="run-in">背景。</strong>Because.'),
    ],
)
def test_run_in_headings_are_closed_as_the_language_does(opened: Make, lang: str, run_in: str, expected: str) -> None:
    book = opened(replace(article(para("Because.", run_in=words(run_in))), lang=lang))
    assert f"<p>{expected}</p>" in book.text()


def test_a_run_in_heading_alone_ends_with_its_mark(opened: Make) -> None:
    assert '<p><strong class="run-in">Alone:</strong></p>' in opened(article(para(run_in=words("Alone")))).text()


def test_labels_introduce_what_they_name(opened: Make) -> None:
    people = (
        m.Author("Ada", affiliation="Harbour Office"),
        m.Author("Ben", role="Photos"),
        m.Author("Cid"),
        m.Author("Dee", role="Photos"),
    )
    callout = m.Callout((para("Text."),), "warning", title=words("Deep water"))
    book = opened(
        article(callout, authors=people, publisher="The Example", source="https://example.org/a", rights="CC0")
    )
    said = ["".join(line.itertext()) for line in book.find("//x:p[@class='byline']")]
    assert said == ["By Ada (Harbour Office), Cid", "Photos: Ben, Dee"]
    assert ["".join(line.itertext()) for line in book.find("//x:p[@class='callout-title']")] == ["Warning: Deep water"]
    assert ["".join(line.itertext()) for line in book.find("//x:footer/x:p")] == [
        "Source: The Example, https://example.org/a",
        "CC0",
    ]


def test_a_byline_the_source_wrote_out_is_not_introduced_twice(opened: Make) -> None:
    book = opened(article(authors=(m.Author("By Ada Example"),)))
    assert "".join(book.find("//x:p[@class='byline']")[0].itertext()) == "By Ada Example"


def numbers(lang: str, *values: str, head: bool = True) -> m.Article:
    rows = tuple(m.Row((m.Cell((para(value),)),)) for value in values)
    heads = (m.Row((m.Cell((para("Tonnes"),)),)),) if head else ()
    return replace(article(m.Table(columns=("decimal",), head=heads, body=rows)), lang=lang)


@pytest.mark.parametrize(
    ("lang", "values", "padded"),
    [
        ("en", ("1,204.5", "87.25", "9", "n/a"), [1, None, 2.5, None]),
        ("en", ("1.5 %", "12 %", "−3.25 %"), [1, 2.5, None]),
        ("de", ("1.204,5", "87,25", "9"), [1, None, 2.5]),
        ("en", ("1", "22", "333"), [None, None, None]),
        ("ar", ("12.5", "130.25", "30"), [1, None, 2.5]),
        ("ar", ("١٢٫٥", "٣٠"), [None, 1.5]),
        ("de", ("1.204", "30"), [None, None]),
    ],
)
def test_decimal_marks_stand_below_each_other(opened: Make, lang: str, values: Any, padded: Any) -> None:
    cells = opened(numbers(lang, *values)).find("//x:td[@class='decimal']")
    assert [cell.text for cell in cells] == list(values)
    assert [cell.get("style") for cell in cells] == [value and f"padding-right: {1.8 + value:g}ch" for value in padded]


def test_numbers_of_vertical_lines_are_kept_off_their_end(opened: Make) -> None:
    cells = opened(numbers("ja", "1.5", "2.25")).find("//x:td[@class='decimal']")
    assert [cell.get("style") for cell in cells] == ["padding-inline-end: 2.8ch", None]


def test_a_table_in_a_cell_keeps_the_decimals_of_the_outer_one(opened: Make) -> None:
    inner = m.Table(body=(m.Row((m.Cell((para("x"),)),)),))
    rows = (m.Row((m.Cell((inner,)), m.Cell((para("1.5"),)))), m.Row((m.Cell((para("y"),)), m.Cell((para("2"),)))))
    book = opened(article(m.Table(columns=("start", "decimal"), body=rows)))
    assert book.find("//x:td[text()='2']/@style") == ["padding-right: 3.3ch"]


def test_only_what_somebody_said_gets_quotation_marks(opened: Make) -> None:
    book = opened(
        article(
            m.PullQuote(words("It rained."), attribution=words("A farmer")),
            m.PullQuote(words("“It rained.”"), attribution=words("A farmer")),
            m.PullQuote(words("It rained.")),
        )
    )
    assert [quote.get("class") for quote in book.find("//x:aside/x:p[1]")] == ["said", None, None]
    assert book.text().count("“") == 1


def test_quotation_marks_are_those_of_the_labels(opened: Make) -> None:
    sheet = opened(article()).text("book.css").replace("\\A0", "\u00a0")
    for name in resources.names("labels", ".toml"):
        said = labels(name)
        rules = [rule for rule in sheet.splitlines() if re.search(rf":lang\({name}\)", rule) and "quotes:" in rule]
        marks = rules[-1] if rules else next(rule for rule in sheet.splitlines() if rule.startswith(".said {"))
        assert f'quotes: "{said.quote_open}" "{said.quote_close}"' in marks, name


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\arg\min_x f", "argminxf"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a=bc=d"),
        (r"\begin{gather*} a \label{e} \\ b \nonumber \end{gather*}", "ab"),
        (r"\arg\begin{cases} a & b \end{cases}", "arg{ab"),
    ],
)
def test_formulas_in_words_the_converter_lacks(opened: Make, source: str, expected: str) -> None:
    book = opened(article(m.MathBlock(source)))
    (math,) = book.find("//m:math")
    assert "".join("".join(math.itertext()).split()) == expected
    assert math.get("alttext") == source and "formula-as-source" not in book.codes


def test_a_title_of_a_formula_alone_has_a_name_for_listeners() -> None:
    article = m.Article(title=(m.Math("a^2"),), lang="en", body=(m.Paragraph((m.Text("x"),)),))
    with zipfile.ZipFile(io.BytesIO(render(article, "epub"))) as book:
        assert b'<h1 id="title.1" aria-label="a^2">' in book.read("EPUB/article.xhtml")


def test_words_beside_a_missing_picture_do_not_touch_its_words(opened: Make) -> None:
    book = opened(
        article(para("Before", m.Image("gone.png", "a ship"), "after"), m.Figure((m.Image("gone.png", "x"),)))
    )
    (first, second) = book.find("//x:span[@class='missing']")
    assert (first.text, second.text) == (" Picture not available: a ship ", "Picture not available: x")


def test_words_of_a_missing_picture_are_not_said_twice_where_the_caption_has_hyphens(opened: Make) -> None:
    book = opened(article(m.Figure((m.Image("gone.png", "A sailing ship"),), caption=words("A sail\u00ading  ship"))))
    assert not book.find("//x:span[@class='missing']") and book.text().count("ship") == 1


@pytest.mark.parametrize(
    ("code", "whole"),
    [("--to-pdf", True), ("a/b", True), ("plain", False), ("--an-option-that-is-much-too-long", False)],
)
def test_code_breaks_at_its_hyphens_only_where_it_is_long(opened: Make, code: str, whole: bool) -> None:
    book = opened(article(para("Say", m.Code(code))))
    assert book.find("//x:p/x:code/@class") == (["whole"] if whole else [])
    assert "code.whole { white-space: nowrap; }" in resources.read("css/book.css").decode()


@pytest.mark.parametrize(
    ("said", "class_"), [("2026-02-22", ["figures"]), ("24/7", ["figures"]), ("1,240", []), ("well-known 3", [])]
)
def test_a_date_in_a_cell_is_not_broken_at_its_hyphens(opened: Make, said: str, class_: list[str]) -> None:
    book = opened(article(m.Table(body=(m.Row((m.Cell((para(said),)), m.Cell((para("words"),)))),))))
    assert book.find("//x:td[1]/@class") == class_
    assert ".figures { white-space: nowrap; }" in resources.read("css/book.css").decode()


@pytest.mark.parametrize(
    ("shapes", "shares"),
    [
        (((64, 32), (64, 32)), [49.0, 49.0]),  # what the sheet says: nothing of their own
        (((60, 30), (30, 30)), [65.3, 32.6]),
        (((64, 32),) * 3, [32.0, 32.0, 32.0]),
        (((64, 32), (32, 32), (32, 32), (64, 32)), [65.3, 32.6, 32.6, 65.3]),
        (((900, 30), (30, 90)), [49.0, 49.0]),  # too narrow to show anything
    ],
)
def test_pictures_side_by_side_are_equally_high(shapes: tuple[tuple[int, int], ...], shares: list[float]) -> None:
    files = [File(str(at), opened_picture(sample.picture(*shape))) for at, shape in enumerate(shapes)]
    styles = row_styles(files)
    assert [float(re.sub(r"^width: ([\d.]+)%.*", r"\1", style)) if style else 49.0 for style in styles] == shares
    assert ["margin" in style for style in styles] == [at == 2 and len(shapes) == 3 for at in range(len(shapes))]


def test_pictures_beside_one_that_is_missing_keep_their_width() -> None:
    file = File("x", opened_picture(sample.picture(60, 30)))
    assert row_styles([file, None, file]) == ["", "", ""] and row_styles([file]) == [""]
