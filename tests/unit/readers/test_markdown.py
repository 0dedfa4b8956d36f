"""Markdown: every form the reader knows, and what it says of those it does not."""

from __future__ import annotations

import time

import pytest

from exporter import model as m
from exporter.errors import SourceError
from exporter.readers import Source, markdown
from exporter.report import Report
from exporter.walk import normalised, without_places
from exporter.walk import text as words


def read(source: str, report: Report | None = None) -> m.Article:
    return markdown.read(Source(source.encode(), "a.md"), report if report is not None else Report("a.md"))


def body(source: str) -> tuple[m.Block, ...]:
    return normalised(without_places(read(source))).body


def t(value: str) -> tuple[m.Text, ...]:
    return (m.Text(value=value),)


def p(value: str) -> m.Paragraph:
    return m.Paragraph(content=t(value))


def test_front_matter_in_yaml() -> None:
    article = read(
        "---\ntitle: 'A *b* <c>'\nsubtitle: S\nauthors:\n  - A B\n  - {name: C D, role: Photographs}\ndate: 2024-06-25\n"
        "tags: [x, 1.10, no]\nlang: en\nversion: 1.10\nmarking: TLP:AMBER\n---\nText\n"
    )
    assert article.title == (m.Text(value="A "), m.Emphasis(content=t("b")), m.Text(value=" <c>"))
    assert article.standfirst == t("S")
    assert [(author.name, author.role) for author in article.authors] == [("A B", None), ("C D", "Photographs")]
    assert (article.published, article.keywords, article.lang) == ("2024-06-25", ("x", "1.10", "no"), "en")
    assert (article.attributes, article.marking) == ({"version": "1.10"}, "TLP:AMBER")


def test_front_matter_in_toml() -> None:
    article = read('+++\ntitle = "T"\ndate = 2024-06-25T08:30:00Z\n[extra]\nteam = "x"\n+++\n\nText\n')
    assert words(article.title) == "T"
    assert article.published == "2024-06-25T08:30:00+00:00"
    assert article.attributes == {"extra.team": "x"}


def test_broken_front_matter_is_read_line_by_line() -> None:
    report = Report()
    article = read('---\ntitle: a: b: "c\ntags:\n  - x\n---\nText\n', report)
    assert words(article.title) == 'a: b: "c'
    assert article.keywords == ("x",)
    notice = next(notice for notice in report if notice.code == "front-matter")
    assert notice.severity == "warning" and notice.place is not None and notice.place.line == 2
    assert body("---\nonly words\n---\n")[0] == m.ThematicBreak()


def test_title_from_a_sole_heading() -> None:
    article = read("# T\n\n## A\n\n### B\n")
    assert words(article.title) == "T"
    assert [block.level for block in article.body if isinstance(block, m.Heading)] == [1, 2]
    assert read("# A\n\n# B\n").title == ()


def test_title_in_both_places_is_kept_once() -> None:
    report = Report()
    article = read("---\ntitle: T\n---\n# T\n\ntext\n", report)
    assert len(article.body) == 1 and [n.code for n in report] == ["title-twice"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "*a* **b** ~~c~~",
            (
                m.Emphasis(content=t("a")),
                m.Text(value=" "),
                m.Strong(content=t("b")),
                m.Text(value=" "),
                m.Strike(content=t("c")),
            ),
        ),
        ("H~2~O", (m.Text(value="H"), m.Subscript(content=t("2")), m.Text(value="O"))),
        ("m^2^", (m.Text(value="m"), m.Superscript(content=t("2")))),
        ("$x^2$", (m.Math(source="x^2"),)),
        ("`a`{.x}", (m.Code(value="a", attributes={"class": "x"}),)),
        ("[a](b 'c')", (m.Link(content=t("a"), target="b", title="c"),)),
        ("https://a.de", (m.Link(content=t("https://a.de"), target="https://a.de"),)),
        ("[a]{.smallcaps lang=fr}", (m.SmallCaps(content=t("a"), lang="fr"),)),
        ("[a]{dir=rtl}", (m.Span(content=t("a"), dir="rtl"),)),
        ("a\\\nb", (m.Text(value="a"), m.LineBreak(), m.Text(value="b"))),
        ("a\nb", t("a b")),
        ("你\n好", t("你好")),
        (
            "<b>a</b> <kbd>K</kbd>",
            (m.Strong(content=t("a")), m.Text(value=" "), m.Code(value="K", attributes={"class": "kbd"})),
        ),
        ("vector<int> x", t("vector<int> x")),
        ("costs $5 and $6", t("costs $5 and $6")),
    ],
)
def test_inlines(source: str, expected: m.Inlines) -> None:
    assert body(source) == (m.Paragraph(content=expected),)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**Why it matters:** x", m.Paragraph(run_in=t("Why it matters"), content=t("x"))),
        ("__Why:__ x", m.Paragraph(content=(m.Strong(content=t("Why:")), m.Text(value=" x")))),
        ("{#i lang=fr}\nx", m.Paragraph(content=t("x"), id="i", lang="fr")),
        ("## x {#i .c k=v}", m.Heading(content=t("x"), id="i", attributes={"class": "c", "k": "v"})),
        ("## x (y) {#i}", m.Heading(content=t("x (y)"), id="i")),
        ("## [x](y){#i}", m.Heading(content=(m.Link(content=t("x"), target="y", id="i"),))),
        ("![a](b)", m.Figure(images=(m.Image(source="b", alt="a"),))),
        ("![](b){.decorative}", m.Figure(images=(m.Image(source="b", alt=""),))),
        ("![](b)", m.Figure(images=(m.Image(source="b"),))),
        ('![a](b "c")', m.Figure(images=(m.Image(source="b", alt="a"),), caption=t("c"))),
        ("![a](b){credit=d}\n: c", m.Figure(images=(m.Image(source="b", alt="a"),), caption=t("c"), credit=t("d"))),
        ("![a](b)\n*c*", m.Figure(images=(m.Image(source="b", alt="a"),), caption=t("c"))),
        ("a\n: b", m.DefinitionList(items=(m.DefinitionItem(term=t("a"), definitions=((p("b"),),)),))),
        ("> a\n>\n> — b", m.Quote(content=(p("a"),), attribution=t("b"))),
        ("> [!TIP]\n> a", m.Callout(content=(p("a"),), kind="tip")),
        ("::: note T\na\n:::", m.Callout(content=(p("a"),), title=t("T"))),
        ("!!! danger\n    a", m.Callout(content=(p("a"),), kind="caution", title=t("Danger"))),
        ("::: {.aside #i}\na\n:::", m.Aside(content=(p("a"),), id="i")),
        ("::: pullquote\na\n\n— b\n:::", m.PullQuote(content=t("a"), attribution=t("b"))),
        ("- [x] a", m.List(items=(m.ListItem(content=(p("a"),), checked=True),), kind="task")),
        ("```js {1}\na\n```", m.CodeBlock(code="a", language="js", attributes={"info": "{1}"})),
        ("$$\na\n$$", m.MathBlock(source="a")),
        ("<details><summary>s</summary>\n\na\n\n</details>", m.Aside(content=(p("a"),), title=t("s"))),
        (
            "<figure><img src=b alt=a><figcaption>c</figcaption></figure>",
            m.Figure(images=(m.Image(source="b", alt="a"),), caption=t("c")),
        ),
        ("<div dir=rtl>\n\na\n\n</div>", m.Paragraph(content=t("a"), dir="rtl")),
        ('{{< figure src="b.png" alt="a" >}}', m.Figure(images=(m.Image(source="b.png", alt="a"),))),
    ],
)
def test_blocks(source: str, expected: m.Block) -> None:
    assert body(source) == (expected,)


def test_tables() -> None:
    (table,) = body("| a | b |\n|---|--:|\n| 1 | 2 |\n\n: c\n")
    assert isinstance(table, m.Table)
    assert (table.columns, table.caption, len(table.head), len(table.body)) == (("start", "end"), t("c"), 1, 1)
    (table,) = body("<table><tr><th>a<th>b<tr><th>c<td colspan=2>d</table>")
    assert isinstance(table, m.Table)
    assert len(table.head) == 1 and table.body[0].cells[0].scope == "row" and table.body[0].cells[1].colspan == 2


@pytest.mark.parametrize("label", ["## Key Takeaways", "**TL;DR**", "::: takeaways Key points", "## 要点"])
def test_takeaways(label: str) -> None:
    end = "\n:::" if label.startswith(":::") else ""
    article = read(f"text\n\n{label}\n\n- a\n- *b*\n{end}\n\nmore\n")
    assert article.takeaways is not None
    assert [words(item) for item in article.takeaways.items] == ["a", "b"]
    assert [words(block) for block in article.body] == ["text", "more"]


def test_notes_stand_in_the_order_of_their_calls_and_none_is_lost() -> None:
    report = Report()
    article = read("a[^b] c^[*d*] e[^a]\n\n[^a]: A\n\n[^b]: B\n\n[^c]: C\n", report)
    assert [words(note) for note in article.notes] == ["B", "d", "A", "C"]
    assert "note-not-called" in [notice.code for notice in report]


def test_what_is_dropped_is_quoted() -> None:
    report = Report()
    article = read("a <script>b</script>\n\n<!-- c -->\n\n{% include d %}\n\n::: unheard\ne\n:::\n", report)
    told = " ".join(notice.message for notice in report)
    assert "include d" in told and "unheard" in told and "“c”" in told
    assert [words(block).strip() for block in article.body] == ["a", "{% include d %}", "e"]


def test_scripts_in_links_are_no_links() -> None:
    assert body("<a href='javascript:x'>a</a>") == (p("a"),)


HOSTILE = {
    "quotes": ">" * 2000 + " deep",
    "lists": "".join("  " * depth + f"- i{depth}\n" for depth in range(200)),
    "brackets": "[" * 20_000 + "]" * 10,
    "images": "![" * 10_000,
    "notes": "^[" * 5000 + "]" * 5000,
    "braces": "{{ " * 20_000,
    "emphasis": "*a _b " * 5000,
    "divisions": "::: note\n\n" * 2000,
    "html": "<div>" * 5000,
    "anchors": "---\na0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1},*a{n - 1}]\n" for n in range(1, 60)) + "---\nx",
    "line": "word " * 40_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends(name: str) -> None:
    start = time.process_time()
    read(HOSTILE[name])
    assert time.process_time() - start < 10


def test_nothing_is_lost_where_nesting_ends() -> None:
    report = Report()
    article = read(HOSTILE["lists"], report)
    assert all(f"i{depth}" in words(article).split() for depth in range(200))
    assert [notice.code for notice in report] == ["nested-too-deep"]


def test_empty() -> None:
    with pytest.raises(SourceError, match="empty"):
        read("\n")
