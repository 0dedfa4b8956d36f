"""The general converter: elements to blocks and inlines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree, html

from exporter.model import (
    Aside,
    Blocks,
    Callout,
    CodeBlock,
    DefinitionList,
    Emphasis,
    Figure,
    Heading,
    LineBreak,
    Link,
    List,
    MathBlock,
    NoteRef,
    Paragraph,
    PullQuote,
    Quote,
    Strong,
    Table,
    Text,
)
from exporter.readers.html.blocks import Converted, converted
from exporter.report import Report
from exporter.walk import text, walk

Read = Callable[[str], Blocks]


def test_spaces_are_those_a_browser_shows(blocks: Read) -> None:
    (paragraph,) = blocks("<p>  One <b> two </b> \n three<br> four  </p>")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.content == (
        Text(value="One "),
        Strong(content=(Text(value="two "),)),
        Text(value="three"),
        LineBreak(),
        Text(value="four"),
    )


def test_a_line_end_between_signs_without_spaces_is_none(blocks: Read) -> None:
    assert text(blocks("<p>海\n港</p>")) == "海港"


def test_two_breaks_part_paragraphs(blocks: Read) -> None:
    assert [text(block) for block in blocks("one<br><br>two<br> <br>three")] == ["one", "two", "three"]


def test_words_between_blocks_are_paragraphs(blocks: Read) -> None:
    found = blocks("before<div>inside</div>after <em>it</em><h2>Head</h2>")
    assert [type(block) for block in found] == [Paragraph, Paragraph, Paragraph, Heading]


def test_words_after_a_possible_break_are_kept() -> None:
    from exporter.readers.html.parsing import tree

    root = tree("<p>super<wbr>calif <b>agi</b> listic</p><p>next</p>", Report())
    found = converted(root, report=Report()).blocks
    assert [text(block) for block in found] == ["supercalif agi listic", "next"]


def test_a_link_around_blocks_is_a_link_in_each(blocks: Read) -> None:
    found = blocks('<a href="/x"><h2>Head</h2><p>Words</p></a>')
    assert all(isinstance(block.content[0], Link) for block in found)  # type: ignore[union-attr]


def test_a_script_is_no_link_and_told(blocks: Read, report: Report) -> None:
    (paragraph,) = blocks('<p><a href=" java\nscript:alert(1)">words</a></p>')
    assert not any(isinstance(node, Link) for node in walk(paragraph))
    assert text(paragraph) == "words"
    assert [notice.code for notice in report] == ["script-link"]


def test_what_is_dropped_is_counted(blocks: Read, report: Report) -> None:
    assert text(blocks("<p>a<script>x()</script><button>b</button><button>c</button></p><p hidden>secret</p>")) == "a"
    told = {notice.code: notice.message for notice in report}
    assert "<button> (2)" in told["html-dropped"]
    assert "1 script" in told["scripts-dropped"]
    assert "secret" in told["hidden-dropped"]


def test_lists_nest_start_and_count(blocks: Read) -> None:
    (found,) = blocks("<ol start=3 type=i><li>a<ul><li>b</ul><li><p>c</p><p>d</p></ol>")
    assert isinstance(found, List)
    assert (found.kind, found.start, found.numbering) == ("ordered", 3, "lower-roman")
    assert isinstance(found.items[0].content[1], List)
    assert len(found.items[1].content) == 2


def test_a_list_directly_in_a_list_belongs_to_the_item_before(blocks: Read) -> None:
    (found,) = blocks("<ul><li>a</li><ul><li>b</li></ul></ul>")
    assert isinstance(found, List)
    assert [type(block) for block in found.items[0].content] == [Paragraph, List]


def test_task_lists(blocks: Read) -> None:
    (found,) = blocks("<ul><li><input type=checkbox checked> done<li><input type=checkbox> open</ul>")
    assert isinstance(found, List)
    assert (found.kind, [item.checked for item in found.items]) == ("task", [True, False])


def test_definitions(blocks: Read) -> None:
    (found,) = blocks("<dl><div><dt>Term</dt><dd>one</dd><dd>two</dd></div></dl>")
    assert isinstance(found, DefinitionList)
    assert [len(item.definitions) for item in found.items] == [2]


def test_tables_keep_spans_scopes_and_parts(blocks: Read) -> None:
    (table,) = blocks(
        "<table><caption>Cap</caption><tr><th>A<th>B<tr><th rowspan=2>x<td align=right>1<tr><td colspan=1>2"
        "<tfoot><tr><td colspan=2>sum</table>"
    )
    assert isinstance(table, Table)
    assert (len(table.head), len(table.body), len(table.foot), text(table.caption)) == (1, 2, 1, "Cap")
    first = table.body[0].cells
    assert (first[0].rowspan, first[0].scope, first[1].align) == (2, "row", "end")
    assert table.foot[0].cells[0].colspan == 2


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td><p>one</p><p>two</p></td></tr></table>",
        "<table role=presentation><tr><td>one<td>two</table>",
        "<table><tr><td><p>one</p></td><td><div>two</div></td></tr></table>",
    ],
)
def test_a_table_that_only_places_things_is_none(blocks: Read, markup: str) -> None:
    assert [text(block) for block in blocks(markup)] == ["one", "two"]


def test_program_text_without_the_numbers_of_its_lines(blocks: Read) -> None:
    found = blocks(
        '<table class="highlighttable"><tr><td class="linenos"><pre>1\n2</pre></td>'
        '<td class="code"><div class="highlight language-python"><pre><span>a</span> = 1\nb = 2\n</pre></div></td></tr></table>'
    )
    assert [(block.code, block.language) for block in found if isinstance(block, CodeBlock)] == [
        ("a = 1\nb = 2", "python")
    ]


def test_lines_of_program_text_in_elements(blocks: Read) -> None:
    (found,) = blocks("<pre><code class='lang-js'><div>a</div><div>  b</div>c<br>d</code></pre>")
    assert isinstance(found, CodeBlock)
    assert (found.code, found.language) == ("a\n  b\nc\nd", "js")


def test_quotes_say_who_said_it(blocks: Read) -> None:
    quote, pulled = blocks(
        "<blockquote><p>Words</p><p>— Somebody</p></blockquote><aside class='pull-quote'>Big words</aside>"
    )
    assert isinstance(quote, Quote)
    assert text(quote.attribution) == "Somebody"
    assert isinstance(pulled, PullQuote)


def test_boxes(blocks: Read) -> None:
    aside, callout, details = blocks(
        "<aside><h3>Box</h3><p>words</p></aside>"
        "<div class='admonition warning'><p class='admonition-title'>Mind</p><p>the gap</p></div>"
        "<details><summary>More</summary>inside</details>"
    )
    assert isinstance(aside, Aside)
    assert text(aside.title) == "Box"
    assert isinstance(callout, Callout)
    assert (callout.kind, text(callout.title), text(callout.content)) == ("warning", "Mind", "the gap")
    assert isinstance(details, Aside)
    assert text(details.title) == "More"


def test_media_are_links_with_their_title(blocks: Read) -> None:
    found = blocks(
        "<iframe src='https://www.youtube.com/embed/abcdefgh' title='The film'></iframe>"
        "<video><source src='https://v.example/a.mp4'></video><iframe src='https://googletagmanager.com/x'></iframe>"
    )
    links = [(text(node), node.target) for node in walk(found) if isinstance(node, Link)]
    assert links == [
        ("The film", "https://www.youtube.com/watch?v=abcdefgh"),
        ("Video (v.example)", "https://v.example/a.mp4"),
    ]


def test_notes_are_called_where_their_marks_stood(both: Callable[[str], Converted]) -> None:
    made = both(
        "<p>Words<sup>[<a id=r1 href='#fn1'>1</a>]</sup>, more<sup><a href='#fn2'>2</a></sup>.</p>"
        "<h2>Notes</h2><ol><li id=fn1>First <a href='#r1'>↩</a></li><li id=fn2><p>Second.</p></li></ol>"
    )
    assert [node.note for node in walk(made.blocks) if isinstance(node, NoteRef)] == ["note-1", "note-2"]
    assert [(note.id, text(note)) for note in made.notes] == [("note-1", "First"), ("note-2", "Second.")]
    assert text(made.blocks) == "Words, more."


def test_a_link_to_a_section_is_no_note(both: Callable[[str], Converted]) -> None:
    made = both("<p><a href='#part'>Part</a></p><section id=part><h2>Part</h2><p>Words.</p></section>")
    assert made.notes == ()
    link = next(node for node in walk(made.blocks) if isinstance(node, Link))
    assert link.target[1:] in {node.id for node in walk(made.blocks)}


def test_links_to_places_that_are_gone(report: Report) -> None:
    element = html.fragment_fromstring("<div><a href='#gone'>words</a></div>")
    assert not any(isinstance(n, Link) for n in walk(converted(element, report=report).blocks))
    assert [notice.code for notice in report] == ["anchor-lost"]
    kept = converted(element, report=report, page="https://x.example/p#old").blocks
    assert [n.target for n in walk(kept) if isinstance(n, Link)] == ["https://x.example/p#gone"]


def test_links_and_pictures_go_through_the_callers_addresses() -> None:
    element = html.fragment_fromstring("<div><p><a href='a'>x</a></p><img src='b.png' alt='B'></div>")
    made = converted(element, report=Report(), link=lambda a: f"l/{a}", picture=lambda a: f"p/{a}")
    assert [n.target for n in walk(made.blocks) if isinstance(n, Link)] == ["l/a"]
    assert [n.images[0].source for n in made.blocks if isinstance(n, Figure)] == ["p/b.png"]


def test_xhtml_with_namespaces_reads_the_same() -> None:
    source = (
        '<body xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><h1>Head</h1>'
        '<p>Words<a epub:type="noteref" href="#n1">1</a> <em>it</em></p>'
        '<aside epub:type="footnote" id="n1"><p>Note</p></aside></body>'
    )
    made = converted(etree.fromstring(source), report=Report())
    assert [type(block) for block in made.blocks] == [Heading, Paragraph]
    assert [text(note) for note in made.notes] == ["Note"]
    assert any(isinstance(node, Emphasis) for node in walk(made.blocks))


def test_what_is_nested_beyond_reason_keeps_its_words(blocks: Read, report: Report) -> None:
    assert "words" in text(blocks("<div>" * 150 + "<span>" * 80 + "words"))
    assert "nested-too-deep" in [notice.code for notice in report]


def test_language_and_direction_of_parts(blocks: Read) -> None:
    (paragraph,) = blocks("<div lang=fr><p>mots <span dir=rtl lang=he>עברית</span></p></div>")
    assert paragraph.lang == "fr"
    assert any(node.lang == "he" and node.dir == "rtl" for node in walk(paragraph))


@pytest.mark.parametrize(
    ("markup", "tex"),
    [
        ("<math display=block><msqrt><mi>x</mi></msqrt></math>", r"\sqrt{x}"),
        ("<math display=block><semantics><mi>x</mi><annotation"
            " encoding='application/x-tex'>y^2</annotation></semantics></math>", "y^2"),
        ("<script type='math/tex; mode=display'>a+b</script>", "a+b"),
        ("<span class='katex-display'><span class='katex'><math><mi>q"
            "</mi></math><span class='katex-html'>q</span></span></span>", "q"),
        ("<math display=block><munderover><mo>∑</mo><mi>i</mi><mi>n"
            "</mi></munderover><mfrac><mn>1</mn><mi>i</mi></mfrac></math>",
         r"\sum_i^n \frac{1}{i}"),
        ("<math display=block><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable></math>",
         r"\begin{matrix} 1 & 0 \end{matrix}"),
    ],
)  # fmt: skip
def test_formulas(blocks: Read, markup: str, tex: str) -> None:
    assert [block.source for block in blocks(markup) if isinstance(block, MathBlock)] == [tex]


def test_the_way_back_from_a_note_is_no_mark(both: Callable[[str], Converted]) -> None:
    made = both(
        "<p>Praised by many<sup id=cite_ref-1><a href='#cite_note-1'>[1]</a></sup> and loved.<sup id=cite_ref-2>"
        "<a href='#cite_note-1'>[1]</a></sup></p><ol class=references><li id=cite_note-1>^ "
        "<sup><a href='#cite_ref-1'>a</a></sup> "
        "<sup><a href='#cite_ref-2'>b</a></sup> <cite>A book, <i>its title</i>.</cite></li></ol>"
    )
    assert text(made.blocks) == "Praised by many and loved."
    assert [node.note for node in walk(made.blocks) if isinstance(node, NoteRef)] == ["note-1", "note-1"]
    assert [text(note) for note in made.notes] == ["A book, its title."]


def test_handles_of_headings_are_left_out(blocks: Read) -> None:
    found = blocks(
        "<h2>Head<a class=headerlink href='#h'>¶</a></h2><h2>Next<span class=mw-editsection>[edit]</span></h2>"
    )
    assert [text(block) for block in found] == ["Head", "Next"]
