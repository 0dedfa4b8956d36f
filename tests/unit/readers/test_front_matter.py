"""Front matter in the dialects of site generators: authors in every shape, covers, dates, keywords, standfirsts."""

from __future__ import annotations

import pytest

from exporter import model as m
from exporter.readers import Source, markdown
from exporter.report import Report
from exporter.walk import text, without_places
from exporter.writing import to_markdown


def read(source: str) -> m.Article:
    return without_places(markdown.read(Source(source.encode(), "a.md"), Report()))


def front(source: str, body: str = "Text\n") -> m.Article:
    return read(f"---\n{source}\n---\n\n{body}")


AUTHORS: dict[str, list[tuple[str, str | None, str | None]]] = {
    "author: Jane Doe": [("Jane Doe", None, None)],
    "author: Jane Doe and John Smith": [("Jane Doe", None, None), ("John Smith", None, None)],
    "author: Jane Doe, John Smith & Ana de la Cruz": [
        ("Jane Doe", None, None),
        ("John Smith", None, None),
        ("Ana de la Cruz", None, None),
    ],
    "author: 'Jane Doe, Head of the Harbour Team'": [("Jane Doe", "Head of the Harbour Team", None)],
    "author: Jane Doe <jane@example.org>": [("Jane Doe", None, None)],
    "author: The Harbour Team": [("The Harbour Team", None, None)],
    "author: [Jane Doe, John Smith]": [("Jane Doe", None, None), ("John Smith", None, None)],
    "author: {name: Jane Doe, url: 'https://example.org'}": [("Jane Doe", None, "https://example.org")],
    "authors:\n  - name: Jane Doe\n    affiliation: Uni\n  - John Smith": [
        ("Jane Doe", "Uni", None),
        ("John Smith", None, None),
    ],
    "author:\n  - name:\n      given: Jane\n      family: Doe\n    affiliations:\n      - name: Uni\n        city: Selby": [
        ("Jane Doe", "Uni, Selby", None)
    ],
    "author:\n  - name: Jane Doe\n    affiliations:\n      - ref: u\naffiliations:\n  - id: u\n    name: Uni": [
        ("Jane Doe", "Uni", None)
    ],
    "author:\n  - Jane Doe:\n      institute: Uni": [("Jane Doe", "Uni", None)],
    "author:\n  - name: Jane Doe\n    affiliation: 1, 2\naffiliations:\n  - {index: 1, name: A}\n  - {index: 2, name: B}": [
        ("Jane Doe", "A; B", None)
    ],
    "by: Jane Doe": [("Jane Doe", None, None)],
}


@pytest.mark.parametrize(("source", "people"), AUTHORS.items())
def test_authors(source: str, people: list[tuple[str, str | None, str | None]]) -> None:
    assert [(author.name, author.affiliation, author.url) for author in front(source).authors] == people


COVERS = {
    "image:\n  path: a.jpg\n  alt: Alt\n  credit: C": ("a.jpg", "Alt", "", "C"),
    "image: a.jpg\nimage-alt: Alt": ("a.jpg", "Alt", "", ""),
    "heroImage: a.jpg\nheroImageAlt: Alt": ("a.jpg", "Alt", "", ""),
    "cover:\n  image: a.jpg\n  alt: Alt\n  caption: Cap": ("a.jpg", "Alt", "Cap", ""),
    "featured_image: a.jpg": ("a.jpg", None, "", ""),
    "image:\n  url: https://example.org/a.jpg\n  alt: Alt": ("https://example.org/a.jpg", "Alt", "", ""),
    "lead:\n  src: a.jpg\n  credit: C": ("a.jpg", None, "", "C"),
}


@pytest.mark.parametrize(("source", "parts"), COVERS.items())
def test_lead_pictures(source: str, parts: tuple[str, str | None, str, str]) -> None:
    lead = front(f"title: T\n{source}").lead
    assert lead is not None
    assert (lead.images[0].source, lead.images[0].alt, text(lead.caption), text(lead.credit)) == parts


def test_a_card_for_social_networks_is_no_lead_picture_and_a_cover_in_the_text_stands_once() -> None:
    assert front("title: T\nimage: a.jpg").attributes == {"image": "a.jpg"}
    assert front("title: T\ncover: a.jpg", "![Alt](img/a.jpg)\n").lead is None


def test_standfirsts() -> None:
    assert text(front("title: T\ndescription: Words of a site").standfirst) == "Words of a site"
    both = front("title: T\ndescription: Words of a site\nsubtitle: Sub")
    assert (text(both.standfirst), both.attributes) == ("Sub", {"description": "Words of a site"})
    again = front("title: T\ndescription: The harbour is...", "The harbour is shut.\n")
    assert (again.standfirst, again.attributes) == ((), {"description": "The harbour is..."})
    assert text(front("headline: H\ndek: D").standfirst) == "D"
    assert text(front("headline: H").title) == "H"


def test_keywords() -> None:
    assert front("tags: [a, b]\ncategories: [b, c]").keywords == ("a", "b", "c")
    assert front("layout: post\ntags: a b").keywords == ("a", "b")
    assert front("tags: a b, c").keywords == ("a b", "c")


def test_toml_with_tables_of_a_site() -> None:
    article = read('+++\ntitle = "T"\n[taxonomies]\ntags = ["a"]\n[extra]\ndek = "D"\nteam = "x"\n+++\n\nText\n')
    assert (text(article.standfirst), article.keywords, article.attributes) == ("D", ("a",), {"extra.team": "x"})


def test_json() -> None:
    article = read('{\n  "title": "T",\n  "date": "2024-01-02",\n  "tags": ["a"]\n}\n\nText\n')
    assert (text(article.title), article.published, article.keywords, text(article.body)) == (
        "T",
        "2024-01-02",
        ("a",),
        "Text",
    )
    assert text(read('{"a": 1}\n\nText\n').body) == '{"a": 1}\nText'


@pytest.mark.parametrize("source", [*AUTHORS, *COVERS])
def test_canonical_markdown_says_the_same(source: str) -> None:
    article = front(f"title: T\n{source}")
    assert read(to_markdown(article)) == article


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("body-json: '[]'", id="the text under it as JSON"),
        pytest.param("date: !!timestamp soon", id="a timestamp that is none"),
        pytest.param("draft: !!bool perhaps", id="a boolean that is none"),
        pytest.param('count: !!int ""', id="a number that is none"),
        pytest.param("author:\n  name: A B\n  affiliation: &a [*a]", id="a list in itself"),
        pytest.param("author: &a\n  name: *a", id="a map in itself"),
        pytest.param("extra:\n  ~: x", id="a key that is null"),
        pytest.param("author:\n  name: A B\n  ~: x", id="an author's key that is null"),
    ],
)
def test_odd_values_are_no_reason_to_refuse_a_text(source: str) -> None:
    article = front(f"title: T\n{source}")
    assert (text(article.title), text(article.body)) == ("T", "Text")
    assert without_places(read(to_markdown(article))) == article


def test_json_front_matter_nested_beyond_reason_is_text() -> None:
    assert text(read('{"title": "x", "a": ' + "[" * 600 + "]" * 600 + "}\nwords").body).endswith("words")
