"""Forms of Markdown's dialects, each as the canonical Markdown it is read as, with the notices it is told with."""

from __future__ import annotations

import pytest

from exporter.model import Article, Paragraph, Text
from exporter.readers import Source, markdown
from exporter.report import Report
from exporter.writing import to_markdown


def read(source: str) -> tuple[str, list[str]]:
    """The canonical Markdown of a text (without front matter that only says so), and the codes of its notices."""
    report = Report()
    article = markdown.read(Source(source.encode(), "a.md"), report)
    return to_markdown(article).removeprefix("---\ntakeaways: none\n---\n\n").rstrip("\n"), [one.code for one in report]


def check(source: str, wanted: str, codes: list[str]) -> None:
    written, told = read(source)
    assert written == wanted
    assert told == codes
    assert read(written)[0] == written


REFERENCES: dict[str, tuple[str, str, list[str]]] = {
    "display": ("$$\na\n$$ {#eq-e}\n\nSee @eq-e.", "{#eq-e}\n$$\na\n$$\n\nSee [Equation 1](#eq-e).", []),
    "display on one line": ("$$ a $$ {#eq-e}\n\n[-@eq-e]", "{#eq-e}\n$$\na\n$$\n\n[1](#eq-e)", []),
    "in a sentence": ("So $$a$$ {#eq-e}, @Eq-e.", "So $a${#eq-e}, [Equation 1](#eq-e).", []),
    "MyST": ("$$\na\n$$ (mass)\n\n{eq}`mass`", "{#mass}\n$$\na\n$$\n\n[Equation 1](#mass)", []),
    "MyST, numbered": (
        "![x](a.png){#f}\n: Cap\n\n{numref}`Fig. %s <f>`",
        "![x](a.png){#f}\n: Cap\n\n[Fig. 1](#f)",
        [],
    ),
    "a number by hand is no label": ("$$\na\n$$ (1)", "$a$ (1)", []),
    "unknown": ("See @fig-none.", "See @fig-none.", ["reference-unknown"]),
    "citations": ("So [@knuth, p. 3], [@a].", r"So \[@knuth, p. 3\], \[@a\].", ["citation-kept"]),
    "a handle": ("So @knuth says.", "So @knuth says.", []),
}


@pytest.mark.parametrize(("source", "wanted", "codes"), REFERENCES.values(), ids=REFERENCES)
def test_references(source: str, wanted: str, codes: list[str]) -> None:
    check(source, wanted, codes)


def test_a_reference_is_in_the_language_of_the_article() -> None:
    assert "[Gleichung 1](#eq-e)" in read("---\nlang: de\n---\n\n$$\na\n$$ {#eq-e}\n\n@eq-e")[0]


def test_a_bibliography_that_is_not_read_is_told() -> None:
    assert "bibliography-not-read" in read("---\nbibliography: a.bib\n---\n\nWords.")[1]
    assert "citation-kept" in read("---\nbibliography: a.bib\n---\n\nAs @knuth says.")[1]


BOXES: dict[str, tuple[str, str, list[str]]] = {
    "without a name": ("::: {}\n1. a\n:::", "1. a", []),
    "named by its class": ("::: objectives\n- a\n:::", "::: aside Objectives {.objectives}\n\n- a\n\n:::", []),
    "titled by a heading": (
        "## S\n\n::: warning\n\n### H {#h}\n\nx\n\n### I\n\ny\n\n:::",
        "## S\n\n::: warning H {#h}\n\nx\n\n**I**\n\ny\n\n:::",
        [],
    ),
    "headings that say their level": (
        "::: note T\n\n### H {level=3}\n\nx\n\n:::",
        "::: note T\n\n#### H {level=3}\n\nx\n\n:::",
        [],
    ),
    "theorems": (
        "::: {#thm-a .theorem}\n## Line\nx\n:::\n\n@thm-a",
        "::: aside Theorem (Line) {#thm-a .theorem}\n\nx\n\n:::\n\n[Theorem (Line)](#thm-a)",
        [],
    ),
    "a table in a division": (
        "::: {#tbl-x}\n\n| a |\n|---|\n| 1 |\n\nCap\n:::",
        "{#tbl-x}\n| a |\n| --- |\n| 1 |\n\n: Cap",
        [],
    ),
    "quoted in Obsidian": ("> [!quote] Ann\n> Words.", "> Words.\n>\n> — Ann", []),
}


@pytest.mark.parametrize(("source", "wanted", "codes"), BOXES.values(), ids=BOXES)
def test_boxes(source: str, wanted: str, codes: list[str]) -> None:
    check(source, wanted, codes)


LISTS: dict[str, tuple[str, str, list[str]]] = {
    "capitals": ("A. a\nB. b", "{numbering=upper-alpha}\n1. a\n2. b", []),
    "initials": ("A. Ann\n\nB. Ben", "A. Ann\n\nB. Ben", []),
    "initials in a paragraph": ("By\nA. Ann and\nB. Ben", "By A. Ann and B. Ben", []),
    "in an item": (
        "2. x\n    i) y\n        A.  z",
        "2. x\n\n   {numbering=lower-roman}\n   1. y\n\n      {numbering=upper-alpha}\n      1. z",
        [],
    ),
    "in a paragraph": ("Choose:\n(a) x\n(b) y", "Choose:\n\n{numbering=lower-alpha}\n1. x\n2. y", []),
    "only words": ("1. x (see\n   a) below)", "1. x (see a) below)", []),
    "another way to count": (
        "i. x\nii. y\n\nI.  z\nII. w",
        "{numbering=lower-roman}\n1. x\n2. y\n\n<!-- -->\n\n{numbering=upper-roman}\n1. z\n2. w",
        [],
    ),
    "right-aligned": (
        "9) x\n     i. a\n    ii. b\n   iii. c",
        "9. x\n\n   {numbering=lower-roman}\n   1. a\n   2. b\n   3. c",
        [],
    ),
    "the item after": (
        "1. x\n   a) y\n   b) z\n2. w",
        "1. x\n\n   {numbering=lower-alpha}\n   1. y\n   2. z\n\n2. w",
        [],
    ),
}


@pytest.mark.parametrize(("source", "wanted", "codes"), LISTS.values(), ids=LISTS)
def test_lists(source: str, wanted: str, codes: list[str]) -> None:
    check(source, wanted, codes)


LEFT_OUT: dict[str, tuple[str, str, list[str]]] = {
    "TeX that lays out": ("a\n\\newpage\nb\n\n\\vspace{1cm}", "a\n\nb", ["tex-dropped", "tex-dropped"]),
    "TeX that holds words": (r"a \textbf{b}", r"a \\textbf{b}", ["tex-kept"]),
    "TeX in code": ("```\n\\newpage\n```", "```\n\\newpage\n```", []),
    "a list of contents": ("[TOC]\n\na", "a", ["directive-dropped"]),
    "no list of contents": ("[TOC]\n\n[TOC]: /u", "[TOC](/u)", []),
    "kramdown's list of contents": ("- TOC\n{:toc}\n\na", "a", ["directive-dropped"]),
    "a break between cells": ("a\n\n+++\n\nb", "a\n\nb", ["directive-dropped"]),
    "three signs": ("+++", r"\+++", []),
    "a comment": ("a %% b %% c", "a c", ["comment-dropped"]),
    "a comment in lines": ("a\n\n%%\nb\n\nc\n%%\n\nd", "a\n\nd", ["comment-dropped"]),
    "percents": ("100%% or 50%%", "100%% or 50%%", []),
    "kramdown's comment": ("a\n\n{::comment}\nb\n{:/comment}\n\nc", "a\n\nc", ["comment-dropped"]),
    "another format": ("```{=latex}\nx\n```\n\n`b`{=rtf}a", "a", ["raw-dropped", "raw-dropped"]),
    "HTML": ("```{=html}\n<b>x</b>\n```\n\na `<i>b</i>`{=html}", "**x**\n\na *b*", []),
    "a note nobody wrote": ("a[^x]", r"a\[\^x\]", ["note-unknown"]),
    "a role nobody knows": ("a {x}`b`", "a {x}`b`", ["role-unknown"]),
    "options of a cell": (
        '```{python}\n#| echo: false\n#| label: fig-a\n#| fig-cap: "Cap"\nx\n```\n\n@fig-a',
        "{#fig-a}\n```python\nx\n```\n\nCap\n\n[Figure](#fig-a)",
        ["cell-options", "cell-output"],
    ),
    "knitr's caption": ('```{r, fig.cap="Cap"}\nx\n```', '```r fig.cap="Cap"\nx\n```\n\nCap', ["cell-output"]),
}


@pytest.mark.parametrize(("source", "wanted", "codes"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_prints_nothing(source: str, wanted: str, codes: list[str]) -> None:
    written, told = read(source)
    assert (written, told) == (wanted, codes)


OBSIDIAN: dict[str, tuple[str, str, list[str]]] = {
    "pages": ("[[A]], [[A|b]], [[A#C]]", "A, b, A > C", ["wiki-link"] * 3),
    "in a table": ("| a |\n|---|\n| [[A\\|b]] |", "| a |\n| --- |\n| b |", ["wiki-link"]),
    "no page": ("[[1]] and [[ -f x ]]", r"\[\[1\]\] and \[\[ -f x \]\]", []),
    "brackets in brackets": ("[[a]](/u) [[b]]\n\n[b]: /v", r"[\[a\]](/u) \[[b](/v)\]", []),
    "a picture": ("![[a b.png|300]]", "![](<a b.png>){width=300}", []),
    "a film": ("See ![[a.mp4]]", "See [a.mp4](a.mp4)", []),
    "a page": ("![[A]]", "A", ["embed-left-out"]),
    "names of paragraphs": ("a ^b-c\n\n[[#^b-c|d]]", "{#b-c}\na\n\n[d](#b-c)", []),
    "no names": ("a ^b-c", r"a \^b-c", []),
    "highlights": ("==a b== c==d==e", "[a b]{.mark} c==d==e", ["highlight"]),
    "abbreviations": (
        "*[AB]: A Bee\n\nAB, AB, ABC",
        '[AB]{title="A Bee"}, AB, ABC',
        ["abbreviation-not-printed"],
    ),
}


@pytest.mark.parametrize(("source", "wanted", "codes"), OBSIDIAN.values(), ids=OBSIDIAN)
def test_linked_notes(source: str, wanted: str, codes: list[str]) -> None:
    check(source, wanted, codes)


KRAMDOWN = {
    "a paragraph": ("a\n{: .x #y}", "{#y .x}\na"),
    "a quote": ("> a\n{: .x}", "{.x}\n> a"),
    "a box": ("> a\n{: .prompt-tip }", "::: tip\n\na\n\n:::"),
    "a named box": ("> ## H\n> a\n{: .challenge}", "::: aside H {.challenge}\n\na\n\n:::"),
    "a list": ("- a\n{: .x}\n\nb", "{.x}\n- a\n\nb"),
}


@pytest.mark.parametrize(("source", "wanted"), KRAMDOWN.values(), ids=KRAMDOWN)
def test_attributes_below_a_block(source: str, wanted: str) -> None:
    check(source, wanted, [])


@pytest.mark.parametrize("source", ["\n\n---\ntitle: T\n---\n\na", '\n+++\ntitle = "T"\n+++\n\na'])
def test_front_matter_under_blank_lines(source: str) -> None:
    assert read(source)[0] == "---\ntitle: T\n---\n\na"


def test_a_pause_under_a_blank_line_is_no_front_matter() -> None:
    assert read("\n---\n\na\n\n---\n")[0] == "* * *\n\na\n\n* * *"


MORE: dict[str, tuple[str, str, list[str]]] = {
    "fields": (":Ann: a\n:Ben: b", "Ann\n:   a\n\nBen\n:   b", []),
    "no fields": (":tada: a\n:rocket: b", r"\:tada: a :rocket: b", []),
    "Pandoc's title": ("% A\n% B; C\n\nd", "---\ntitle: A\nauthors:\n  - B\n  - C\n---\n\nd", []),
    "a row too wide": (
        "| a |\n|---|\n| b | c |",
        "| a |\n| --- |\n| b |",
        ["table-cells-dropped"],
    ),
    "Quarto's text alternative": (
        '![Cap](a.png){#fig-a fig-alt="Alt"}',
        "![](a.png){#fig-a fig-alt=Alt}\n: Cap",
        [],
    ),
    "a directive nobody knows": ("```{x} y\nz\n```", "``` {x} y\nz\n```", ["directive-unknown"]),
    "code with a name": ("``` {#n .c}\nx\n```", "{#n}\n```c\nx\n```", []),
    "code that shows options": ("``` {.python}\n#| a: b\nx\n```", "```python\n#| a: b\nx\n```", []),
}


@pytest.mark.parametrize(("source", "wanted", "codes"), MORE.values(), ids=MORE)
def test_more_forms(source: str, wanted: str, codes: list[str]) -> None:
    check(source, wanted, codes)


PLAIN = [
    ("a) x", "b) y"), ("A. Ann", "B. Ben"), ("(1) x", "(2) y"), ("i. x", "ii. y"), ("% x", "y"), ("a", "+++", "b"),
    ("\\newpage",), ("[TOC]",), ("*[A]: b", "A"), ("%%", "a", "%%"), ("x ==y== z",), (":Ann: x",), ("a", "{: .x}"),
    ("[[A]]",), ("![[A]]",), ("x ^a1b2c3",), ("#. x",), ("(@) x",), ("{::comment}", "x", "{:/}"), ("::: {}",),
]  # fmt: skip


@pytest.mark.parametrize("words", PLAIN)
def test_words_that_look_like_marks_are_written_as_words(words: tuple[str, ...]) -> None:
    body = tuple(Paragraph(content=(Text(value=one),)) for one in words)
    written = to_markdown(Article(body=body))
    assert "article-json" not in written
    assert len(markdown.read(Source(written.encode(), "a.md"), Report()).body) == len(words)
