"""The model: frozen, typed, and the same after JSON; what is no article is refused with the path inside it."""

from __future__ import annotations

import jsonschema
import msgspec
import pytest
from hypothesis import given

from exporter import canonical, model
from exporter.contract import sample
from exporter.contract.strategies import articles
from exporter.errors import SourceError
from exporter.walk import walk, without_places


def test_the_sample_holds_every_node() -> None:
    kinds = {name for name, kind in vars(model).items() if isinstance(kind, type) and issubclass(kind, model.Node)}
    assert {type(node).__name__ for node in walk(sample.everything())} == kinds - {"Node"}


def test_nodes_are_frozen() -> None:
    with pytest.raises(AttributeError):
        model.Text("a").value = "b"  # type: ignore[misc]


def test_every_node_carries_the_five() -> None:
    for kind in model.Node.__subclasses__():
        assert {"id", "lang", "dir", "attributes", "place"} <= set(kind.__struct_fields__)


@given(articles())
def test_json_both_ways(article: model.Article) -> None:
    data = canonical.dumps(article)
    assert canonical.loads(data) == without_places(article)
    assert canonical.loads(canonical.pretty(article)) == without_places(article)


def test_places_do_not_travel() -> None:
    placed = model.Article(body=(model.ThematicBreak(place=model.Place(3, 1)),))
    assert b"place" not in canonical.dumps(placed)


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (
            b'{"type":"article","body":[{"type":"paragraph","content":[{"type":"text","value":3}]}]}',
            "$.body[0].content[0].value",
        ),
        (b'{"type":"article","body":[{"type":"heading","content":[],"level":9}]}', "$.body[0].level"),
        (b'{"type":"article","published":"yesterday"}', "$.published"),
        (b'{"type":"article","colour":"red"}', "colour"),
        (b'{"type":"article","body":[{"type":"marquee"}]}', "marquee"),
        (b'{"type":"article"', "truncated"),
        (b"\xff\xfe", "not an article"),
    ],
)
def test_invalid_json_is_one_line_with_the_path(data: bytes, path: str) -> None:
    with pytest.raises(SourceError) as caught:
        canonical.loads(data, "a.json")
    line = str(caught.value)
    assert line.startswith("a.json: ")
    assert path in line
    assert "\n" not in line


def test_the_schema_describes_every_node() -> None:
    schema = canonical.schema()
    assert schema["$schema"].endswith("2020-12/schema")
    assert {"Article", "Paragraph", "Takeaways", "Text", "Table"} <= set(schema["$defs"])


def test_the_schema_accepts_the_sample_and_refuses_what_is_none() -> None:
    validator = jsonschema.Draft202012Validator(msgspec.json.decode(msgspec.json.encode(canonical.schema())))
    article = msgspec.json.decode(canonical.dumps(sample.everything()))
    assert not list(validator.iter_errors(article))
    article["body"][0]["level"] = 9
    assert [list(error.path) for error in validator.iter_errors(article)]


def test_defaults_are_left_out_however_the_word_was_made() -> None:
    made = "".join(["no", "te"]), "".join(["bul", "let"]), "".join(["dec", "imal"])
    given = model.Article(body=(model.Callout((), kind=made[0]), model.List((), kind=made[1], numbering=made[2])))  # type: ignore[arg-type]
    assert canonical.dumps(given) == canonical.dumps(model.Article(body=(model.Callout(()), model.List(()))))
