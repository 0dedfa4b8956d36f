"""Nodes as XHTML: each is what it is, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from exporter import model as m
from exporter import resources
from exporter.backends.epub import chapters
from exporter.backends.epub.highlight import highlighted
from exporter.backends.epub.xhtml import attributes, escaped, quoted, speaks
from exporter.contract import sample
from exporter.labels import labels
from tests.unit.epub.articles import article, para, words

Make = Callable[..., Any]


def test_escaping() -> None:
    assert escaped('a<b>&"\ufffe') == 'a&lt;b&gt;&amp;"\ufffd'
    assert quoted('a"\n\tb') == "a&quot;&#10;&#9;b"
    assert (
        attributes(class_="a", epub_type="b", xml_lang=None, aria_label="c")
        == ' class="a" epub:type="b" aria-label="c"'
    )
    assert speaks("a") and speaks("…") and not speaks(" \u200b\u00ad") and not speaks("")


def test_the_takeaways_are_an_abstract(opened: Make) -> None:
    (box,) = opened(sample.everything()).find("//x:section[@role='doc-abstract']")
    assert box.get("{http://www.idpf.org/2007/ops}type") == "abstract"
    assert box.find(f".//*[@id='{box.get('aria-labelledby')}']").text == "Key takeaways"


def test_unspoken_headings_are_no_headings(opened: Make) -> None:
    book = opened(article(m.Heading((m.Image(sample.PICTURE, ""),)), para("x")))
    assert not book.find("//x:h2") and book.find("//x:p[@class='h2']/x:img")


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


def test_languages_and_directions(opened: Make) -> None:
    book = opened(article(para("שלום", lang="he", dir="rtl")))
    (paragraph,) = book.find("//x:p[@lang='he']")
    assert paragraph.get("{http://www.w3.org/XML/1998/namespace}lang") == "he" and paragraph.get("dir") == "rtl"


def test_authors_attributes_are_data(opened: Make) -> None:
    book = opened(article(para("x", attributes={"Key": 'a"b', "not a name": "c"})))
    assert book.find("//x:p/@data-key") == ['a"b']


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
    ("code", "whole"),
    [("--to-pdf", True), ("a/b", True), ("plain", False), ("--an-option-that-is-much-too-long", False)],
)
def test_code_breaks_at_its_hyphens_only_where_it_is_long(opened: Make, code: str, whole: bool) -> None:
    book = opened(article(para("Say", m.Code(code))))
    assert book.find("//x:p/x:code/@class") == (["whole"] if whole else [])
    assert "code.whole { white-space: nowrap; }" in resources.read("css/book.css").decode()
