"""Markdown in the dialects of the tools people write it for: what each form means, and that none of its words is lost."""

from __future__ import annotations

import time
from typing import Any

import pytest
from msgspec.structs import replace

from exporter import model as m
from exporter.readers import Source, markdown
from exporter.report import Report
from exporter.walk import text, without_places
from exporter.writing import to_markdown


def read(source: str, takeaways: str | None = None) -> tuple[m.Article, list[str]]:
    report = Report()
    article = markdown.read(Source(source.encode(), "a.md", takeaways=takeaways), report)
    return without_places(article), [f"{notice.code}: {notice.message}" for notice in report]


def body(source: str) -> m.Blocks:
    return read(source)[0].body


def t(value: str) -> tuple[m.Text, ...]:
    return (m.Text(value=value),)


def p(value: str) -> m.Paragraph:
    return m.Paragraph(content=t(value))


def box(kind: Any, words: str, title: str = "", **more: Any) -> m.Callout:
    return m.Callout(kind=kind, title=t(title) if title else (), content=(p(words),), **more)


FORMULAS = {
    r"It is \(a^2+b\) wide": "a^2+b",
    r"It is \(x\) wide": "x",
    r"It is \\(y_1\\) wide": "y_1",
    r"It is \[c^2\] wide": "c^2",
    "It is $d$ wide": "d",
    "It is {math}`e^2` wide": "e^2",
}


@pytest.mark.parametrize(("source", "formula"), FORMULAS.items())
def test_formulas_in_a_sentence(source: str, formula: str) -> None:
    assert body(source)[0] == m.Paragraph(content=(*t("It is "), m.Math(source=formula), *t(" wide")))


@pytest.mark.parametrize(
    "source",
    [r"\(see above\)", r"\[Applause\]", r"100\[1\]", r"\(1\)", r"\[\*\]", r"a \( b", r"\(optional\) and \(not\)"],
)
def test_escaped_brackets_of_prose_are_brackets(source: str) -> None:
    assert body(source) == (p(source.replace("\\", "")),)


BLOCK_FORMULAS = {
    "\\[\nE = mc^2\n\\]": "E = mc^2",
    "\\[ x = y \\]": "x = y",
    "$$\nx_1\n$$": "x_1",
    "```{math}\n:label: eq\na = b\n```": "a = b",
    "\\begin{align}\na &= b \\\\\n\\end{align}": "\\begin{align}\na &= b \\\\\n\\end{align}",
    "{{< katex >}}\nu\n{{< /katex >}}": "u",
}


@pytest.mark.parametrize(("source", "formula"), BLOCK_FORMULAS.items())
def test_formulas_alone(source: str, formula: str) -> None:
    found = body(f"Words\n\n{source}\n\nwords\n")[1]
    assert isinstance(found, m.MathBlock) and found.source == formula


def test_a_formula_interrupts_a_paragraph() -> None:
    assert [type(block) for block in body("Words\n\\[ z = \\frac{a}{b} \\]\nmore\n")] == [
        m.Paragraph,
        m.MathBlock,
        m.Paragraph,
    ]


CALLOUTS: dict[str, m.Callout] = {
    "> [!NOTE]\n> W": box("note", "W"),
    "> [!tip]- Folded\n> W": box("tip", "W", "Folded"),
    '!!! note "My title"\n    W': box("note", "W", "My title"),
    "??? tip\n    W": box("tip", "W"),
    '???+ warning "Open"\n    W': box("warning", "W", "Open"),
    ":::note\nW\n:::": box("note", "W"),
    ":::tip[My tip]\nW\n:::": box("tip", "W", "My tip"),
    '::: {.callout-note title="T"}\nW\n:::': box("note", "W", "T"),
    "::: {.callout-tip}\n## T\nW\n:::": box("tip", "W", "T"),
    "```{note}\nW\n```": box("note", "W"),
    "```{warning} T\nW\n```": box("warning", "W", "T"),
    ":::{tip}\nW\n:::": box("tip", "W"),
    "```{admonition} T\n:class: tip\nW\n```": box("tip", "W", "T", attributes={"class": "tip"}),
    "{{% notice tip %}}\nW\n{{% /notice %}}": box("tip", "W"),
    '{{< alert color="warning" title="T" >}}\nW\n{{< /alert >}}': box("warning", "W", "T"),
    "{{< hint info >}}\nW\n{{< /hint >}}": box("note", "W"),
    '{% note "T" %}\nW\n{% endnote %}': box("note", "W", "T"),
    '<div class="alert alert-warning">W</div>': box("warning", "W"),
    '<aside class="tip"><p class="tip-title">T</p><p>W</p></aside>': box("tip", "W", "T"),
}


@pytest.mark.parametrize(("source", "callout"), CALLOUTS.items())
def test_callouts(source: str, callout: m.Callout) -> None:
    assert body(f"A\n\n{source}\n\nB\n") == (p("A"), callout, p("B"))


ASIDES = {
    "<details><summary>T</summary>\n\nW\n\n</details>": "T",
    "```{sidebar} T\nW\n```": "T",
    "```{dropdown} T\nW\n```": "T",
    '{{% expand "T" %}}\nW\n{{% /expand %}}': "T",
    '{{< details title="T" >}}\nW\n{{< /details >}}': "T",
    "::: {.column-margin}\nW\n:::": "",
}


@pytest.mark.parametrize(("source", "title"), ASIDES.items())
def test_asides(source: str, title: str) -> None:
    assert body(source) == (m.Aside(content=(p("W"),), title=t(title) if title else ()),)


def picture(**fields: Any) -> m.Figure:
    caption = fields.pop("caption", ())
    credit = fields.pop("credit", ())
    id_ = fields.pop("id", None)
    return m.Figure(images=(m.Image(**fields),), caption=caption, credit=credit, id=id_)


FIGURES: dict[str, m.Figure] = {
    "```{figure} a.png\n:alt: Alt\n:name: fig-a\n\nThe *caption*.\n```": picture(
        source="a.png", alt="Alt", id="fig-a", caption=(*t("The "), m.Emphasis(content=t("caption")), *t("."))
    ),
    "```{image} a.png\n:alt: Alt\n```": picture(source="a.png", alt="Alt"),
    ":::{figure} a.png\n:alt: Alt\nC\n:::": picture(source="a.png", alt="Alt", caption=t("C")),
    '{{< figure src="a.png" caption="A *c*" alt="Alt" attr="Jane" attrlink="https://x.org" >}}': picture(
        source="a.png",
        alt="Alt",
        caption=(*t("A "), m.Emphasis(content=t("c"))),
        credit=(m.Link(content=t("Jane"), target="https://x.org"),),
    ),
    '{{< figure src="a.png" title="T" caption="C" >}}': picture(
        source="a.png", caption=(m.Strong(content=t("T")), *t(" C"))
    ),
    '{% include figure.html src="a.png" caption="C" alt="Alt" %}': picture(source="a.png", alt="Alt", caption=t("C")),
    '{% include image.html url="/a.png" description="C" %}': picture(source="/a.png", caption=t("C")),
    '![C](a.png){#fig-1 fig-alt="Alt"}': picture(source="a.png", alt="Alt", caption=t("C")).__class__(
        images=(m.Image(source="a.png", alt="Alt", id="fig-1"),), caption=t("C")
    ),
    '<figure><img src="a.png" alt="Alt"><figcaption>C <small>Photo: J</small></figcaption></figure>': picture(
        source="a.png", alt="Alt", caption=t("C"), credit=t("Photo: J")
    ),
}


@pytest.mark.parametrize(("source", "figure"), FIGURES.items())
def test_figures(source: str, figure: m.Figure) -> None:
    assert body(f"A\n\n{source}\n\nB\n") == (p("A"), figure, p("B"))


def test_two_tags_are_two_figures() -> None:
    source = '{{< figure src="a.png" >}}\n\n{{< figure src="b.png" >}}\n'
    assert [block.images[0].source for block in body(source) if isinstance(block, m.Figure)] == ["a.png", "b.png"]


def test_a_division_of_pictures_is_one_figure() -> None:
    source = "::: {#fig-x layout-ncol=2}\n![](a.png)\n\n![](b.png)\n\nBoth\n:::\n"
    images = (m.Image(source="a.png"), m.Image(source="b.png"))
    assert body(source) == (m.Figure(images=images, caption=t("Both"), id="fig-x"),)


def test_attributes_with_units_and_of_tables() -> None:
    figure = body('![Alt](a.png "C"){#i .wide width=50% lang=fr}\n')[0]
    assert isinstance(figure, m.Figure)
    assert figure.images[0] == m.Image(
        source="a.png", alt="Alt", id="i", lang="fr", attributes={"class": "wide", "width": "50%"}
    )
    table = body("| a |\n|---|\n| 1 |\n\n: Words {#tbl-x .c}\n")[0]
    assert isinstance(table, m.Table)
    assert (table.caption, table.id, table.attributes) == (t("Words"), "tbl-x", {"class": "c"})


def test_content_tabs_are_titled_parts() -> None:
    found = body('=== "C"\n    In C.\n\n=== "Python"\n\n    In Python.\n\nEnd\n')
    strong = [m.Paragraph(content=(m.Strong(content=t(name)),)) for name in ("C", "Python")]
    assert found == (strong[0], p("In C."), strong[1], p("In Python."), p("End"))


ROLES: dict[str, m.Inline | str] = {
    "{ref}`words <target>`": m.Link(content=t("words"), target="#target"),
    "{numref}`fig-a`": m.Link(content=t("fig-a"), target="#fig-a"),
    "{doc}`other`": m.Link(content=t("other"), target="other"),
    "{sub}`2`": m.Subscript(content=t("2")),
    "{kbd}`Ctrl`": m.Code(value="Ctrl", attributes={"class": "kbd"}),
    "{abbr}`WHO (World Health Organization)`": m.Span(
        content=t("WHO"), attributes={"title": "World Health Organization"}
    ),
    "{guilabel}`Save`": m.Strong(content=t("Save")),
    "{file}`a.txt`": m.Code(value="a.txt"),
    "{pep}`8`": m.Link(content=t("PEP 8"), target="https://peps.python.org/pep-0008/"),
}


@pytest.mark.parametrize(("source", "node"), ROLES.items())
def test_roles(source: str, node: m.Inline) -> None:
    assert body(f"A {source} b")[0] == m.Paragraph(content=(*t("A "), node, *t(" b")))


def test_an_unknown_role_is_words_and_code() -> None:
    assert body("See {shell}`ls`.")[0] == m.Paragraph(content=(*t("See {shell}"), m.Code(value="ls"), *t(".")))


def test_a_target_names_what_follows() -> None:
    assert body("(my-part)=\n# H\n\n# I\n")[0] == m.Heading(content=t("H"), id="my-part")


def test_directives_of_code_and_lists_of_contents() -> None:
    article, told = read(
        "```{code-block} python\n:linenos:\nprint(1)\n```\n\n```{toctree}\nintro\n```\n\n```{r}\nplot(1)\n```\n"
    )
    code, other = article.body
    assert code == m.CodeBlock(code="print(1)", language="python", attributes={"linenos": ""})
    assert other == m.CodeBlock(code="plot(1)", language="r")
    assert told == ["directive-dropped: dropped {toctree}, a list only its site can make: intro"]


def test_code_in_tags() -> None:
    wanted = m.CodeBlock(code="puts 1 *not*\n\nx", language="ruby")
    assert body("{% highlight ruby %}\nputs 1 *not*\n\nx\n{% endhighlight %}\n") == (wanted,)
    assert body("{{< highlight ruby >}}\nputs 1 *not*\n\nx\n{{< /highlight >}}\n") == (wanted,)
    assert body('<pre><code class="language-js">let a;\n</code></pre>\n') == (
        m.CodeBlock(code="let a;", language="js"),
    )


def test_unknown_tags_stay_as_text_with_a_notice() -> None:
    article, told = read('Before {{< staff-list team="web" >}} after.\n\n{% include widget.html %}\n')
    assert text(article.body) == 'Before {{< staff-list team="web" >}} after.\n{% include widget.html %}'
    assert [line.split(":")[0] for line in told] == ["template-tag", "template-tag"]
    assert to_markdown(article).count("\\{") == 2
    assert read(to_markdown(article)) == (article, [])


def test_an_unknown_pair_keeps_what_it_holds() -> None:
    article, told = read('{{< reveal mode="x" >}}\nWords *here*\n\nmore\n{{< /reveal >}}\n')
    assert text(article.body) == "Words here\nmore"
    assert told == ['template-tag-dropped: dropped {{< reveal mode="x" >}}: what it encloses was kept']


def test_tags_that_print_nothing_are_dropped_and_told() -> None:
    article, told = read(
        "A\n\n{{< pagebreak >}}\n\n{% if x %}\n\nB\n\n{% endif %}\n\n{% comment %}\nsecret\n{% endcomment %}\n"
    )
    assert text(article.body) == "A\nB"
    assert len(told) == 3
    assert any("secret" in line for line in told)


FILMS = {
    "{{< youtube abc123 >}}": "https://www.youtube.com/watch?v=abc123",
    "{{< vimeo 12345 >}}": "https://vimeo.com/12345",
    '{{< tweet user="a" id="1" >}}': "https://twitter.com/a/status/1",
    "{{< gist a b >}}": "https://gist.github.com/a/b",
    "{{< video https://example.org/embed/x >}}": "https://example.org/embed/x",
    '<video controls src="a/b.mp4"></video>': "a/b.mp4",
    '<audio><source src="https://example.org/a.mp3"></audio>': "https://example.org/a.mp3",
    '<iframe src="https://example.org/embed/x"></iframe>': "https://example.org/embed/x",
}


@pytest.mark.parametrize(("source", "target"), FILMS.items())
def test_what_cannot_be_printed_is_a_link(source: str, target: str) -> None:
    assert body(f"A\n\n{source}\n\nB\n") == (
        p("A"),
        m.Paragraph(content=(m.Link(content=t(target), target=target),)),
        p("B"),
    )


def test_the_title_of_a_film_is_its_link() -> None:
    assert text(body('<iframe title="A film" src="https://example.org/x"></iframe>')) == "A film"
    assert body('<iframe src="javascript:alert(1)"></iframe>\n\nB\n') == (p("B"),)


NOTES = {
    "A[^1].\n\n[^1]: One\n\n    two\n": "One\ntwo",
    "A^[One *two*].": "One two",
    "A[^n].\n\n[^n]:\n    One\n    - two\n": "One\ntwo",
}


@pytest.mark.parametrize(("source", "words"), NOTES.items())
def test_notes(source: str, words: str) -> None:
    article = read(source)[0]
    assert len(article.notes) == 1 and text(article.notes) == words
    assert any(isinstance(node, m.NoteRef) and node.note == article.notes[0].id for node in article.body[0].content)  # type: ignore[union-attr]


TAKEAWAYS: dict[str, tuple[str | None, list[str]]] = {
    "> [!summary]\n> - a\n> - b\n": (None, ["a", "b"]),
    "> [!tldr] In short\n> Words.\n": ("In short", ["Words."]),
    '!!! abstract "Key points"\n    - a\n    - **B:** b\n': ("Key points", ["a", "B: b"]),
    "**TL;DR:** it is short.\n": ("TL;DR", ["it is short."]),
    "TL;DR: it is *short*. And more.\n": ("TL;DR", ["it is short. And more."]),
    "## Key Takeaways\n\n- a\n- b\n": ("Key Takeaways", ["a", "b"]),
    "**Key points**\n\n1. a\n2. b\n": ("Key points", ["a", "b"]),
    "Intro.\n\n## At a glance\n\nWords only.\n\n## Next\n": ("At a glance", ["Words only."]),
    "<details><summary>Key takeaways</summary>\n\n- a\n- b\n\n</details>\n": ("Key takeaways", ["a", "b"]),
    "::: takeaways Points\n- a\n- b\n:::\n": ("Points", ["a", "b"]),
    "::: {.key-takeaways}\n## Points\n- a\n:::\n": ("Points", ["a"]),
}


@pytest.mark.parametrize(("source", "wanted"), TAKEAWAYS.items())
def test_takeaways(source: str, wanted: tuple[str | None, list[str]]) -> None:
    found = read(f"{source}\nText.\n")[0].takeaways
    assert found is not None
    assert (found.label, [text(item) for item in found.items]) == wanted


def test_a_conclusion_is_no_box() -> None:
    assert read("## One\n\nText.\n\n## The Bottom Line\n\nWe conclude.\n")[0].takeaways is None


@pytest.mark.parametrize("source", TAKEAWAYS)
def test_none_means_no_box_and_loses_nothing(source: str) -> None:
    article = read(f"{source}\nText.\n", takeaways="none")[0]
    found = read(f"{source}\nText.\n")[0].takeaways
    assert article.takeaways is None and found is not None
    for item in found.items:
        assert text(item).split(": ")[-1] in text(article.body)


def test_a_label_names_the_box() -> None:
    source = "## Key Takeaways\n\n- a\n\n## What to keep\n\n- b\n- c\n\n## Next\n\nText\n"
    article, _ = read(source, takeaways="what to keep")
    assert article.takeaways is not None and [text(item) for item in article.takeaways.items] == ["b", "c"]
    assert "Key Takeaways" in text(article.body)
    prose = read("Para.\n\n## Kurz\n\nOne.\n\nTwo.\n\n## Next\n", takeaways="Kurz")[0].takeaways
    assert prose is not None and [text(item) for item in prose.items] == ["One.", "Two."]


def test_a_label_nobody_uses_is_told() -> None:
    article, told = read("## Key Takeaways\n\n- a\n", takeaways="Nothing")
    assert article.takeaways is None
    assert any(line.startswith("takeaways-not-found") for line in told)


@pytest.mark.parametrize(
    "source", [*CALLOUTS, *ASIDES, *FIGURES, *ROLES, *BLOCK_FORMULAS, *FORMULAS, *TAKEAWAYS, *FILMS]
)
def test_canonical_markdown_says_the_same(source: str) -> None:
    article = read(f"A\n\n{source}\n\nB\n")[0]
    again = read(to_markdown(article))[0]
    assert again == replace(article)


def test_scripts_of_mdx_are_dropped_and_told_and_stay_in_code_and_in_plain_markdown() -> None:
    source = "import A from './a'\n\n{/* aside */}\n\nWords\n\n```js\nimport B from 'b'\n```\n"
    report = Report()
    article = markdown.read(Source(source.encode(), "a.mdx"), report)
    assert text(article.body) == "Words\nimport B from 'b'"
    assert [notice.place and notice.place.line for notice in report] == [1, 3]
    assert text(read(source)[0].body).startswith("import A from './a'")


HOSTILE = [
    "{{< a >}}\n",
    "{% a %}\n",
    "{{% /a %}}\n",
    "{a=b ",
    "[a]{",
    "{sub}`",
    "\\\\( ",
    "\\(x\\)",
    "\\[\n",
    "\\begin{align}\n",
    ":::{note}\n",
    "```{note}\n",
    '=== "a"\n',
    "(a)=\n",
    "{{< a >}}x{{< /a >}}\n",
    "<source>",
    "> [!summary]\n",
    "TL;DR: a\n\n",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_ends(piece: str) -> None:
    start = time.process_time()
    read(piece * (60_000 // len(piece)) + "end")
    assert time.process_time() - start < 5
