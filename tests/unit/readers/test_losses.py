"""Nothing is lost in silence: what stands in odd places is kept, and every notice of a drop quotes what was dropped."""

from __future__ import annotations

import time

import pytest

from exporter import model as m
from exporter.readers import Source, markdown
from exporter.report import Report
from exporter.walk import text as words


def read(source: str) -> tuple[m.Article, list[str]]:
    report = Report("a.md")
    article = markdown.read(Source(source.encode(), "a.md"), report)
    return article, [notice.message for notice in report]


def text_of(source: str) -> str:
    return words(read(source)[0].body)


def test_an_unclosed_script_in_a_sentence_is_only_a_tag() -> None:
    article, told = read("Put a <script> tag in the *head* of the page.\n\nMore.\n")
    assert words(article.body).split() == ["Put", "a", "tag", "in", "the", "head", "of", "the", "page.", "More."]
    assert told == ["dropped <script>, which is no text: <script>"]


def test_a_closed_script_in_a_sentence_is_dropped_and_quoted_whole() -> None:
    article, told = read('One <script>var x = "*gone*";\nmore</script> two.\n')
    assert words(article.body).split() == ["One", "two."]
    assert told == ['dropped <script>, which is no text: <script>var x = "gone"; more</script>']


def test_an_unclosed_script_between_paragraphs_takes_the_rest_as_in_html_and_says_so() -> None:
    article, told = read("One.\n\n<script>\nnever closed\n\nwords\n")
    assert words(article.body) == "One."
    assert told == [
        "dropped <script>, which is no text, and all that follows it, as nothing closes it: <script> never closed words"
    ]


@pytest.mark.parametrize(
    ("source", "quoted"),
    [
        ('<input value="secret">\n', '<input value="secret">'),
        ("A {% include x.html %} b\n", "{% include x.html %}"),
        ("<!-- for the editor -->\n\nWords\n", "for the editor"),
        ('<?php echo "hi->"; ?>\n\nWords\n', '<?php echo "hi->"; ?>'),
        ("[a](<javascript:alert(1)>) <a href='javascript:alert(2)'>b</a>\n", "javascript:alert(2)"),
        ("---\ntitle: T\nmenu: [News, Haiti]\n---\nWords\n", "menu: News, Haiti"),
        ("---\ntitle: The title\n---\n\n# The title\n\nWords\n", "The title"),
        ('<figure><a href="https://x.y/big.jpg"><img src="a.jpg" alt="k"></a></figure>\n', "https://x.y/big.jpg"),
        ("Words\x02 here\n", "U+0002"),
    ],
)
def test_a_notice_quotes_what_was_dropped(source: str, quoted: str) -> None:
    assert any(quoted in message for message in read(source)[1]), read(source)[1]


def test_quotes_are_short() -> None:
    _, told = read(f"<!-- {'long ' * 1000}-->\n\nWords\n")
    assert len(told[0]) < 120 and told[0].endswith("…”")


def test_words_between_cells_terms_and_captions_are_kept() -> None:
    table = "<table>stray <caption>Cap</caption><caption>More</caption><tr>loose<td>cell</td></tr></table>\n"
    assert text_of(table).split() == ["stray", "loose", "Cap", "More", "cell"]
    assert text_of("<table><caption>Only a caption</caption></table>\n") == "Only a caption"
    assert "loose" in text_of("<dl>loose<dt>t</dt><dd>d</dd></dl>\n")
    figure = '<figure><img src="a" alt=""><figcaption>one</figcaption><figcaption>two</figcaption></figure>\n'
    assert text_of(figure) == "one\ntwo"
    assert text_of("<![CDATA[ kept ]]>\n").strip() == "kept"


def test_a_pull_quote_that_is_more_than_words_stays_a_quote() -> None:
    (quote,) = read("::: pullquote\n- a\n- b\n\n— Somebody\n:::\n")[0].body
    assert isinstance(quote, m.Quote) and isinstance(quote.content[0], m.List)
    assert words(quote.attribution) == "Somebody"


def test_front_matter_keeps_what_else_its_maps_say() -> None:
    article, _ = read(
        '---\ntitle: T\nlead: {src: a.png, alt: x, width: "3"}\n'
        "takeaways: {items: [One], label: L, provenance: Made by us}\n"
        "related: [{url: 'https://a.b/', title: Q, date: '2024'}]\n---\nWords\n"
    )
    assert article.lead and article.lead.attributes == {"width": "3"}
    assert article.takeaways and words(article.takeaways.provenance) == "Made by us"
    assert article.related[0].attributes == {"date": "2024"}


def test_a_second_box_of_takeaways_keeps_its_id() -> None:
    box = "::: takeaways {{#{0}}}\n- one\n:::\n\n"
    (aside,) = read(box.format("a") + box.format("b"))[0].body
    assert isinstance(aside, m.Aside) and aside.id == "b"


def test_a_flood_of_notices_ends_with_their_number() -> None:
    _, told = read("\n\n".join(f"<!-- {number} -->" for number in range(600)) + "\n\nWords\n")
    assert len(told) == 501 and told[-1] == "100 more like these"


@pytest.mark.parametrize("part", ["word ", "a *b* [c](d) `e` www.f.g h@i.j :) {k} <l> ", "[*_`<{$^~![["])
def test_time_grows_with_length(part: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        read(part * times + "\n")
        return time.process_time() - start

    seconds(100)
    small = seconds(1_000)
    assert seconds(8_000) < 24 * small + 0.5


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "> - "])
def test_two_hundred_levels_lose_no_word(mark: str) -> None:
    assert text_of(mark * 200 + "deep\n\nend\n").split() == ["deep", "end"]


SPACES = " " * 60_000


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(f"::: a{SPACES}b\nx\n:::\n", id="a division's first line"),
        pytest.param(f"# a{SPACES}b}}\n\nx\n", id="a heading's end"),
        pytest.param(f"| a |\n|---|\n| 1 |\n\n: a{SPACES}b\n", id="a table's caption"),
        pytest.param(f'---\nauthor: "a{SPACES}b and c"\n---\nx\n', id="an author"),
        pytest.param(f"{{{{< a{SPACES}b >}}}}\n", id="a template tag"),
        pytest.param("{{% a %}}\n" * 20_000 + "\n{{% /a %}}\n", id="pairs that do not close"),
        pytest.param("x " + "[a]({{a.b " * 20_000 + "\n", id="targets that do not close"),
    ],
)
def test_what_is_long_takes_time_in_proportion(source: str) -> None:
    begun = time.process_time()
    read(source)
    assert time.process_time() - begun < 3


def test_a_template_target_that_begins_like_a_tag_is_whole() -> None:
    assert read("See [it]({{ reference.md }}).\n")[0].body[0].content[1].target == "reference.md"
