"""Whatever a source holds, a reader gives an article or says in one line for people why it cannot: nothing else is raised."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import exporter
from exporter import canonical, registry
from exporter.contract import sample
from exporter.contract.strategies import articles
from exporter.errors import SourceError
from exporter.limits import Limits
from exporter.model import Article
from exporter.pipeline.reading import How, read_source
from exporter.readers import Reading, Source
from exporter.report import Report
from exporter.writing import to_markdown

READERS = sorted(registry.readers())
WRITTEN = ("text", "markdown", "html")
BOUNDED = Limits(nodes=20_000, table_cells=5_000)
QUICK = settings(max_examples=80)

WORDS = st.one_of(
    st.sampled_from(
        ["a", "B c.", "Key takeaways", "By Ann Lee", "25 June 2024", "1", "x^2", "https://example.org/", "\u202e"]
    ),
    st.text(max_size=12),
)
MARKS = {
    "text": (
        "\n", "\n\n", "\f", "\t", "    ", "- ", "* ", "• ", "1. ", "a) ", "(iv) ", "===", "---", "* * *", ">", "|", "\r",
        "\u2028", "From: ", "Subject: ", "Date: ", "Content-Type: ", "KEY TAKEAWAYS:\n", "LONDON (AP) — ", "Figure 1: ",
        "By ", "[1]", "\0",
    ),
    "markdown": (
        "\n", "\n\n", "# ", "###### ", "> ", "- ", "1. ", "- [ ] ", "    ", "\t", "```", "~~~", "|", "\n|---|:-:|\n",
        "[^a]", "\n[^a]: ", "---\n", "+++\n", "title: ", "[", "](", ")", "![", "<", ">", "</", "&", ";", "*", "**", "_",
        "`", "$", "$$", "\\", "{", "}", "{#a .b lang=he}", "::: note\n", "\n:::\n", ":::: takeaways\n", "{{< ", " >}}",
        "{% ", " %}", "<div>", "<table>", "<!--", "-->", "import a from 'b'\n", "\n===\n", "\n: ", "~", "^", "[[", "]]",
        "@", "==",
    ),
    "html": (
        "<!DOCTYPE html>", "<html lang=he dir=rtl>", "<head>", "<title>", "</title>", "<body>", "<p>", "</p>",
        "<div class=byline>", "</div>", "<h1>", "</h1>", "<h9>", "<ul>", "<li>", "</ul>", "<ol start=-1>", "<table>",
        "<tr>", "<td colspan=9999>", "</table>", "<th scope=col>", "<a href=#a>", "</a>", "<a id=a name=a>",
        "<img src=a srcset='b 2x, c' alt>", "<figure>", "<figcaption>", "</figure>", "<math><mfrac>", "</math>",
        "<pre><code>", "</pre>", "<sup><a href=#fn1>", "<template>", "<svg>", "<script>",
        "<script type=application/ld+json>{\"headline\":", "</script>", "<meta name=author content=", "<time datetime=",
        "<!--", "-->", "<base href='http://[x'>", "<frameset>", "<q>", "<br>", "<hr>", "<dl><dt>", "<dd>", "<ruby>a<rt>",
        "<details>", "&#0;", "&nbsp",
    ),
}  # fmt: skip


def read(reader: str, data: bytes, report: Report | None = None) -> Reading | None:
    """What a reader makes of bytes; None where it refuses them in one line."""
    try:
        return read_source(Source(data, "a"), how=How(reader, limits=BOUNDED), report=report or Report())
    except SourceError as error:
        assert "report this" not in error.hint, str(error)
        assert "\n" not in str(error)
        return None


def mixed(reader: str) -> st.SearchStrategy[str]:
    """Any mixture of a syntax's own marks and words."""
    return st.lists(st.one_of(st.sampled_from(MARKS[reader]), WORDS), max_size=40).map("".join)


@pytest.mark.parametrize("reader", READERS)
@QUICK
@given(
    data=st.binary(max_size=200),
    head=st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"{", b"<", b"\xff\xfe", b"MIME"]),
)
def test_any_bytes(reader: str, data: bytes, head: bytes) -> None:
    read(reader, head + data)


@pytest.mark.parametrize("reader", READERS)
@QUICK
@given(text=st.text(max_size=200), encoding=st.sampled_from(["utf-8", "utf-16", "utf-32-be", "shift_jis", "cp1252"]))
def test_any_text(reader: str, text: str, encoding: str) -> None:
    read(reader, text.encode(encoding, "ignore"))


@pytest.mark.parametrize("reader", WRITTEN)
@settings(max_examples=300)
@given(data=st.data())
def test_any_mixture_of_its_syntax_is_an_article_that_comes_back(reader: str, data: st.DataObject) -> None:
    reading = read(reader, data.draw(mixed(reader)).encode("utf-8", "replace"))
    if reading is None:
        return
    again = read("json", canonical.dumps(reading.article))
    assert again is not None
    assert canonical.dumps(again.article) == canonical.dumps(reading.article)
    written = read("markdown", to_markdown(reading.article).encode())
    assert written is not None
    assert canonical.dumps(written.article) == canonical.dumps(reading.article)


@pytest.mark.parametrize("reader", WRITTEN)
@QUICK
@given(article=articles(), cuts=st.lists(st.integers(0, 2_000), min_size=1, max_size=4), mark=st.data())
def test_good_markup_cut_anywhere(reader: str, article: Article, cuts: list[int], mark: st.DataObject) -> None:
    """Markup of any article with marks put into it, where they leave it open or close what is not open."""
    text = to_markdown(article)
    for cut in cuts:
        at = cut % (len(text) + 1)
        text = text[:at] + mark.draw(st.sampled_from(MARKS[reader])) + text[at:]
    read(reader, text.encode("utf-8", "replace"))


@pytest.mark.parametrize("kind", ["pdf", "docx", "epub"])
@settings(max_examples=40)
@given(cut=st.integers(0, 60_000), put=st.binary(max_size=12), drop=st.integers(0, 40))
def test_good_files_damaged_anywhere(kind: str, exported: dict[str, bytes], cut: int, put: bytes, drop: int) -> None:
    good = exported[kind]
    at = cut % len(good)
    read(kind, good[:at] + put + good[at + drop :])


@pytest.fixture(scope="session")
def exported() -> dict[str, bytes]:
    """A small article in each format."""
    article = sample.everything()
    return {kind: exporter.render(article, kind) for kind in ("pdf", "docx", "epub")}


@pytest.mark.parametrize(
    ("reader", "unit"), [("markdown", "\n[^a]: a"), ("markdown", "\n[a]: b"), ("text", "From: a\n")]
)
def test_what_is_there_again_and_again_takes_no_longer_each_time(reader: str, unit: str) -> None:
    """Eight times as much may take twenty times as long, not sixty-four times."""

    def seconds(times: int) -> float:
        begun = time.process_time()
        read(reader, (unit * times).encode())
        return time.process_time() - begun

    seconds(10)
    few = seconds(1_500)
    assert seconds(12_000) < 20 * few + 1
