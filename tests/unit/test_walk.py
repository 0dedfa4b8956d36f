"""Ways through an article."""

from __future__ import annotations

from hypothesis import given

from exporter.contract import sample
from exporter.contract.strategies import articles
from exporter.model import (
    Article,
    Cell,
    Emphasis,
    Figure,
    Image,
    Link,
    Node,
    Paragraph,
    Place,
    Row,
    Table,
    Takeaways,
    Text,
    ThematicBreak,
)
from exporter.walk import depth, merged, normalised, text, transform, walk, with_places


def paragraph(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def test_walk_is_in_reading_order() -> None:
    table = Table(
        body=(Row((Cell((paragraph("body"),)),)),),
        head=(Row((Cell((paragraph("head"),)),)),),
        foot=(Row((Cell((paragraph("foot"),)),)),),
        caption=(Text("caption"),),
    )
    assert [node.value for node in walk(table) if isinstance(node, Text)] == ["caption", "head", "body", "foot"]


def test_walk_finds_words_of_takeaways() -> None:
    article = Article(takeaways=Takeaways(((Text("one"),), (Text("two"),))))
    assert [node.value for node in walk(article) if isinstance(node, Text)] == ["one", "two"]


def test_transform_replaces_drops_and_multiplies() -> None:
    article = Article(body=(paragraph("a"), ThematicBreak(), paragraph("b")))

    def change(node: Node) -> Node | tuple[Node, ...]:
        if isinstance(node, ThematicBreak):
            return ()
        if isinstance(node, Text) and node.value == "b":
            return (Text("b"), Text("c"))
        return node

    assert text(transform(article, change)) == "a\nbc"


def test_transform_shares_what_does_not_change() -> None:
    article = sample.everything()
    assert transform(article, lambda node: node) is article


def test_text_parts_blocks_and_keeps_inlines_together() -> None:
    words = Paragraph((Text("a"), Emphasis((Text("b"),)), Text(" c")), run_in=(Text("Why"),))
    figure = Figure((Image(None, "alt"),), (Text("caption"),))
    assert text(Article(title=(Text("T"),), body=(words, figure))) == "T\nWhy ab c\nalt\ncaption"


def test_merged_joins_plain_texts_only() -> None:
    assert merged((Text("a"), Text("b"), Text("c", lang="de"), Text(""))) == (Text("ab"), Text("c", lang="de"))


def test_pictures_and_links_take_the_place_of_what_they_stand_in() -> None:
    article = Article(body=(Paragraph((Image("a.png"), Emphasis((Link((Text("b"),), "#c"),))), place=Place(3, 1)),))
    found = {type(node): node.place for node in walk(with_places(article))}
    assert found == {
        Article: None,
        Paragraph: Place(3, 1),
        Image: Place(3, 1),
        Emphasis: None,
        Link: Place(3, 1),
        Text: None,
    }


def test_depth() -> None:
    assert depth(Text("a")) == 1
    assert depth(Article(body=(paragraph("a"),))) == 3


@given(articles())
def test_normalised_keeps_the_words_and_is_idempotent(article: Article) -> None:
    once = normalised(article)
    assert text(once) == text(article)
    assert normalised(once) == once
