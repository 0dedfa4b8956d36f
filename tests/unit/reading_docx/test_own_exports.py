"""A Word document of ours gives back its article: exactly, or as it was edited, or through its styles alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

import exporter
from exporter.contract.sample import PICTURE, everything, picture
from exporter.model import (
    Article,
    Aside,
    Block,
    Callout,
    Cell,
    CodeBlock,
    DefinitionItem,
    DefinitionList,
    Figure,
    Heading,
    Image,
    Link,
    List,
    ListItem,
    Math,
    MathBlock,
    Note,
    Paragraph,
    Row,
    Table,
    Takeaways,
    Text,
    ThematicBreak,
)
from exporter.report import Report
from exporter.walk import text, transform, walk, without_places

from .word import changed, codes, reading

WHOLE = without_places(everything())


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("article")
    (folder / PICTURE).parent.mkdir()
    (folder / PICTURE).write_bytes(picture())
    return exporter.render(everything(), "docx", folder=folder)


def edited(data: bytes, before: str, after: str) -> bytes:
    """The export with words of its document changed."""

    def change(name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        assert before.encode() in content
        return content.replace(before.encode(), after.encode(), 1)

    return changed(data, change)


def without_record(data: bytes) -> bytes:
    return changed(data, lambda name, content: None if name.startswith("customXml/") else content)


def test_an_unedited_export_is_its_article_and_its_pictures(export: bytes) -> None:
    got, report = reading(export)
    assert got.article == WHOLE
    assert got.pictures == {PICTURE: picture()}
    assert codes(report) == []


def test_runs_cut_anew_and_entities_written_otherwise_are_no_edit(export: bytes) -> None:
    def saved_anew(name: str, content: bytes) -> bytes:
        if name == "word/document.xml":
            content = content.replace(b"&quot;", b'"')
            return re.sub(rb"(<w:t [^>]*>)(\w\w)(\w+</w:t>)", rb"\1\2</w:t><w:t>\3", content)
        return (
            content.replace(b"<Application>exporter", b"<Application>Writer") if name.endswith("app.xml") else content
        )

    got, report = reading(changed(export, saved_anew))
    assert got.article == WHOLE
    assert codes(report) == []


def test_a_record_that_was_changed_itself_is_not_trusted(export: bytes) -> None:
    forged = changed(export, lambda name, data: data.replace(b"Ships", b"Boats") if "item1" in name else data)
    assert "Ships by harbour and year" in text(reading(forged)[0].article)


def test_an_edited_title_is_the_new_one_and_all_else_stays(export: bytes) -> None:
    got, report = reading(edited(export, "Everything an article", "All that an article"))
    assert text(got.article.title) == "All that an article can hold"
    rest = got.article
    assert rest.body == WHOLE.body
    assert rest.takeaways == WHOLE.takeaways
    assert rest.notes == WHOLE.notes
    assert (rest.published, rest.updated, rest.marking, rest.keywords, rest.authors, rest.lead) == (
        WHOLE.published, WHOLE.updated, WHOLE.marking, WHOLE.keywords, WHOLE.authors, WHOLE.lead,
    )  # fmt: skip
    assert got.pictures == {PICTURE: picture()}
    [notice] = report
    assert (notice.code, notice.severity) == ("edited-since", "info")
    assert "1 changed (“All that an article can hold”)" in notice.message


def test_an_added_and_a_removed_paragraph_are_counted_and_quoted() -> None:
    before = Article(
        title=(Text(value="Tide"),), lang="en",
        body=tuple(Paragraph(content=(Text(value=f"Paragraph number {n} stands here."),)) for n in range(5)),
    )  # fmt: skip
    data = exporter.render(before, "docx")
    gone = re.compile(rb"<w:p>(?:(?!</w:p>).)*Paragraph number 2(?:(?!</w:p>).)*</w:p>")
    new = b'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>A new heading</w:t></w:r></w:p>'

    def change(name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        content = gone.sub(b"", content)
        return content.replace(b"<w:sectPr", new + b"<w:sectPr", 1)

    got, report = reading(changed(data, change))
    assert [text(block) for block in got.article.body] == [
        *(f"Paragraph number {n} stands here." for n in (0, 1, 3, 4)), "A new heading"
    ]  # fmt: skip
    assert isinstance(got.article.body[-1], Heading)
    [notice] = report
    assert "1 added (“A new heading”)" in notice.message
    assert "1 removed (“Paragraph number 2 stands here.”)" in notice.message


def test_a_formula_nobody_touched_keeps_its_tex() -> None:
    formulas = (r"\frac{n(n+1)}{2}", r"\sum_{i=1}^{n} i", r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", r"\hat{x}")
    before = Article(
        title=(Text(value="Sums"),), lang="en",
        body=(Paragraph(content=(Text(value="Words"),)), *(MathBlock(source=tex) for tex in formulas)),
    )  # fmt: skip
    got, _ = reading(edited(exporter.render(before, "docx"), "Words", "Other words"))
    assert [block.source for block in got.article.body if isinstance(block, MathBlock)] == list(formulas)


def test_a_changed_formula_is_the_new_one() -> None:
    before = Article(title=(Text(value="Sums"),), body=(MathBlock(source="a^2 + b^2"),), lang="en")
    data = edited(exporter.render(before, "docx"), ">b</m:t>", ">z</m:t>")
    data = edited(data, "Sums", "New sums")
    got, _ = reading(data)
    assert got.article.body == (MathBlock(source="a^{2}+z^{2}"),)


def test_a_point_added_to_the_takeaways_is_one_of_them() -> None:
    before = Article(
        title=(Text(value="Tide"),), lang="en",
        takeaways=Takeaways(items=((Text(value="One."),), (Text(value="Two."),)), provenance=(Text(value="By hand"),)),
        body=(Paragraph(content=(Text(value="Text."),)),),
    )  # fmt: skip
    more = '</w:p><w:p><w:pPr><w:pStyle w:val="TakeawaysItem"/></w:pPr><w:r><w:t>Three.</w:t></w:r></w:p>'
    got, _ = reading(edited(exporter.render(before, "docx"), "Two.</w:t></w:r></w:p>", "Two.</w:t></w:r>" + more))
    points = got.article.takeaways
    assert points is not None
    assert [text(point) for point in points.items] == ["One.", "Two.", "Three."]
    assert (points.label, text(points.provenance)) == (None, "By hand")


def test_an_author_renamed_loses_only_the_name() -> None:
    before = exporter.model.Article(
        title=(Text(value="Tide"),), lang="en",
        authors=(
            exporter.model.Author(name="Ann Able", url="https://example.org/ann"),
            exporter.model.Author(name="Bo Both", affiliation="A House"),
        ),
        body=(Paragraph(content=(Text(value="Text."),)),),
    )  # fmt: skip
    got, _ = reading(edited(exporter.render(before, "docx"), "Ann Able", "Zoe Able"))
    assert [author.name for author in got.article.authors] == ["Zoe Able", "Bo Both"]
    assert got.article.authors[1] == before.authors[1]


def test_an_edited_note_is_the_note_that_was_called() -> None:
    before = Article(
        title=(Text(value="Tide"),), lang="en",
        body=(Paragraph(content=(Text(value="Text"), exporter.model.NoteRef(note="mine"), Text(value="."))),),
        notes=(Note(id="mine", content=(Paragraph(content=(Text(value="A note."),)),)),),
    )  # fmt: skip

    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"A note.", b"A longer note.") if name == "word/footnotes.xml" else content

    got, _ = reading(changed(exporter.render(before, "docx"), change))
    assert got.article.body == before.body
    assert [(note.id, text(note)) for note in got.article.notes] == [("mine", "A longer note.")]


def test_without_its_record_an_export_is_read_through_its_styles(export: bytes) -> None:
    got, report = reading(without_record(export))
    made = got.article
    assert text(made.title) == text(WHOLE.title)
    assert text(made.standfirst) == text(WHOLE.standfirst)
    assert made.kicker == WHOLE.kicker
    assert [author.name for author in made.authors] == [author.name for author in WHOLE.authors]
    assert made.published == WHOLE.published
    assert made.takeaways is not None and WHOLE.takeaways is not None
    assert [text(point) for point in made.takeaways.items] == [text(point) for point in WHOLE.takeaways.items]
    assert made.lead is not None
    assert len(made.notes) == len(WHOLE.notes)
    assert [type(block) for block in made.body] == [type(block) for block in WHOLE.body]
    assert codes(report) == []


def test_without_its_record_structure_is_what_styles_say(export: bytes) -> None:
    made = reading(without_record(export))[0].article
    for kind in (List, Table, Figure):
        one = [block for block in made.body if isinstance(block, kind)]
        other = [block for block in WHOLE.body if isinstance(block, kind)]
        assert [text(block) for block in one] == [text(block) for block in other]
    tables = [block for block in made.body if isinstance(block, Table)]
    assert [len(table.head) for table in tables] == [len(b.head) for b in WHOLE.body if isinstance(b, Table)]
    assert all(image.alt == other.alt for image, other in zip(images(made), images(WHOLE), strict=True))


def images(article: Article) -> list[Image]:
    return [node for node in walk(article) if isinstance(node, Image)]


def test_pictures_word_kept_serve_where_their_originals_are_gone(tmp_path: Path) -> None:
    from io import BytesIO

    from PIL import Image as Pillow

    original = BytesIO()
    Pillow.new("RGB", (40, 30), "teal").save(original, "WEBP", lossless=True)
    (tmp_path / "a.webp").write_bytes(original.getvalue())
    before = Article(
        title=(Text(value="Tide"),), lang="en", body=(Figure(images=(Image(source="a.webp", alt="Teal"),)),)
    )
    report = Report()
    data = exporter.render(before, "docx", folder=tmp_path, report=report)
    got, _ = reading(data)
    assert got.pictures == {"a.webp": original.getvalue()}
    saved_by_word = changed(data, lambda name, content: None if name.endswith(".webp") else content)
    got, told = reading(saved_by_word)
    assert got.article == without_places(before)
    assert got.pictures["a.webp"].startswith(b"\x89PNG")
    assert codes(told) == ["pictures-converted"]


@pytest.mark.parametrize("kind", ["docx", "pdf", "epub"])
def test_the_user_overrules_the_takeaways_of_an_export(kind: str) -> None:
    from exporter.pipeline.reading import read

    item = exporter.ListItem(content=(Paragraph(content=(Text(value="Other."),)),))
    before = Article(
        title=(Text(value="T"),),
        lang="en",
        takeaways=Takeaways(items=((Text(value="One."),),), label="Key points"),
        body=(Heading(content=(Text(value="In short"),)), List(items=(item,))),
    )
    data = exporter.render(before, kind)
    assert read(data).takeaways == before.takeaways
    assert read(data, takeaways="Key points").takeaways == before.takeaways
    none = read(data, takeaways="none")
    assert none.takeaways is None
    assert text(none.body[0]) == "Key points\nOne."
    other = read(data, takeaways="in short").takeaways
    assert other is not None and text(other.items[0]) == "Other."


def test_a_note_called_by_a_note_only_is_called_again_through_styles() -> None:
    def note(name: str, *content: exporter.model.Inline) -> Note:
        return Note(id=name, content=(Paragraph(content=content),))

    before = Article(
        title=(Text(value="T"),),
        lang="en",
        body=(Paragraph(content=(Text(value="a"), exporter.model.NoteRef(note="one"))),),
        notes=(
            note("one", Text(value="See "), exporter.model.NoteRef(note="two")),
            note("two", Text(value="Deeper.")),
        ),
    )
    made = reading(without_record(exporter.render(before, "docx")))[0].article
    first, second = made.notes
    assert (text(first), text(second)) == ("See ", "Deeper.")
    calls = [node.note for node in walk(made) if isinstance(node, exporter.model.NoteRef)]
    assert calls == [first.id, second.id]


# ---- boxes through their styles ----------------------------------------------------------------------------------


def words_of(text_: str) -> Paragraph:
    return Paragraph(content=(Text(value=text_),))


def through_styles(*body: Block) -> tuple[Block, ...]:
    article = Article(title=(Text(value="Boxes"),), lang="en", body=body)
    got, _ = reading(without_record(exporter.render(article, "docx")))
    return transform(got.article, lambda node: replace(node, id=None)).body


GRID = Table(
    head=(Row(cells=(Cell(content=(words_of("A"),)), Cell(content=(words_of("B"),)))),),
    body=(Row(cells=(Cell(content=(words_of("one"),)), Cell(content=(words_of("two"),)))),),
)
NESTED = List(items=(ListItem(content=(words_of("x"), List(items=(ListItem(content=(words_of("y"),)),)))),))

UNTITLED = Aside(content=(words_of("in"),))
TITLED = Aside(content=(words_of("in"),), title=(Text(value="One"),))
BOXED_LIST = Callout(content=(words_of("in"), NESTED))


@pytest.mark.parametrize(
    "box",
    [
        Callout(content=(words_of("before"), GRID, words_of("after")), kind="tip", title=(Text(value="Tip it"),)),
        Callout(content=(words_of("before"), ThematicBreak(), words_of("after")), kind="warning"),
        Callout(content=(words_of("before"), replace(GRID, caption=(Text(value="Two"),)), words_of("after"))),
        Callout(content=(GRID,)),
        Aside(content=(words_of("before"), Callout(content=(words_of("in"), GRID, words_of("too")), kind="tip"))),
        Aside(content=(words_of("before"), TITLED, Callout(content=(words_of("in"),), kind="caution"))),
        Aside(content=(NESTED, CodeBlock(code="\tx = 1\ny = 2"))),
        Aside(content=(Heading(content=(Text(value="Head"),)), words_of("in"))),
        Aside(content=(CodeBlock(code="x"), words_of("in"))),
        List(items=(ListItem(content=(words_of("item"), BOXED_LIST)), ListItem(content=(words_of("next"),)))),
        Callout(content=(words_of("before"), UNTITLED, words_of("after"))),
        Callout(content=(words_of("before"), TITLED, words_of("after")), title=(Text(value="Two"),)),
        Aside(content=(words_of("before"), UNTITLED, words_of("after"))),
        Aside(content=(words_of("before"), TITLED, words_of("after")), title=(Text(value="Two"),)),
        Callout(content=(UNTITLED, UNTITLED), kind="tip"),
        Callout(content=(Aside(content=(words_of("in"), GRID, NESTED, words_of("too"))), NESTED, words_of("after"))),
    ],
)  # fmt: skip
def test_a_box_comes_back_with_all_that_stands_in_it(box: Block) -> None:
    assert through_styles(words_of("above"), box, words_of("below")) == (words_of("above"), box, words_of("below"))


def test_an_aside_right_after_the_takeaways_is_none_of_them() -> None:
    points = Takeaways(items=((Text(value="A point"),),), label="Points")
    article = Article(title=(Text(value="T"),), lang="en", takeaways=points, body=(UNTITLED, words_of("Text.")))
    found = reading(without_record(exporter.render(article, "docx")))[0].article
    assert found.takeaways is not None and found.takeaways.items == points.items
    assert transform(found, lambda node: replace(node, id=None)).body == article.body


# ---- what Word cannot hold, where a neighbour changed ------------------------------------------------------------


def after_an_edit(article: Article, before: str, after: str) -> Article:
    return reading(edited(exporter.render(article, "docx"), f">{before}<", f">{after}<"))[0].article


def test_an_edit_in_a_box_leaves_the_language_of_its_code_and_the_cells_beside() -> None:
    box = Callout(
        content=(words_of("before"), CodeBlock(code="x = 1", language="python"), GRID), attributes={"class": "own"}
    )
    article = Article(title=(Text(value="T"),), lang="en", body=(box,))
    got = after_an_edit(article, "two", "three")
    wanted = transform(box, lambda node: Text(value="three") if node == Text(value="two") else node)
    assert got.body == (wanted,)


def test_levels_and_links_of_headings_are_the_authors_own_after_an_edit() -> None:
    article = Article(
        title=(Text(value="T"),),
        lang="en",
        body=(
            Heading(content=(Text(value="What’s new?"),), level=3),
            Paragraph(content=(Text(value="See "), Link(content=(Text(value="there"),), target="#whats-new"))),
            Heading(content=(Text(value="More"),), level=4),
            words_of("changed"),
        ),
    )
    got = after_an_edit(article, "changed", "other")
    assert got.body == (*article.body[:-1], words_of("other"))
    got = after_an_edit(article, "See ", "Look ")
    assert got.body[1] == Paragraph(
        content=(Text(value="Look "), Link(content=(Text(value="there"),), target="#whats-new"))
    )
    assert (got.body[0], got.body[2:]) == (article.body[0], article.body[2:])


def test_a_term_has_as_many_definitions_as_it_had_after_an_edit() -> None:
    item = DefinitionItem(term=(Text(value="term"),), definitions=((words_of("first"),), (words_of("second"),)))
    article = Article(title=(Text(value="T"),), lang="en", body=(DefinitionList(items=(item,)),))
    got = after_an_edit(article, "second", "third")
    wanted = replace(item, definitions=((words_of("first"),), (words_of("third"),)))
    assert got.body == (DefinitionList(items=(wanted,)),)


def test_formulas_keep_their_own_tex_in_a_paragraph_that_changed() -> None:
    article = Article(
        title=(Text(value="T"),), lang="en", body=(Paragraph(content=(Text(value="so "), Math(source="a_1^2 + b"))),)
    )
    got = after_an_edit(article, "so ", "thus ")
    assert got.body == (Paragraph(content=(Text(value="thus "), Math(source="a_1^2 + b"))),)


def test_words_added_to_the_related_links_without_a_link_are_not_lost() -> None:
    linked = Link((Text("A story"),), "https://example.org/")
    data = exporter.render(Article(title=(Text("T"),), body=(words_of("Text."),), related=(linked,)), "docx")
    link = '<w:hyperlink r:id="rIdA101" w:history="1">'
    added = edited(data, link, f'<w:r><w:t>An old book</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="ListBullet"/><w:numPr>'
                   f'<w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{link}')  # fmt: skip
    found = reading(added)[0].article
    assert found.related == (linked,)
    assert "An old book" in text(found.body)
