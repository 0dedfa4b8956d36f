"""Simple front matter is read without the YAML library, and exactly as the library reads it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.readers.markdown import front_matter, plain_yaml


def library(lines: list[str]) -> Any:
    return yaml.load("\n".join(lines), Loader=front_matter._loader())


SIMPLE = {
    "title: A plain title\ndate: 2024-06-25\nversion: 1.10": {
        "title": "A plain title",
        "date": "2024-06-25",
        "version": "1.10",
    },
    "title: 'Quoted: yes'\nnote: \"it's\"\n": {"title": "Quoted: yes", "note": "it's"},
    "# comment\ntags: [a, b c, 3]\nlast: x": {"tags": ["a", "b c", "3"], "last": "x"},
    "authors:\n  - A B\n  - 'C D'\nlang: en": {"authors": ["A B", "C D"], "lang": "en"},
    "authors:\n- A B\n- C D": {"authors": ["A B", "C D"]},
    "url: https://example.org/#a": {"url": "https://example.org/#a"},
    "lead:\n  alt: A house\n  tags: [a, b]\nlang: en": {"lead": {"alt": "A house", "tags": ["a", "b"]}, "lang": "en"},
}


@pytest.mark.parametrize(("source", "data"), SIMPLE.items())
def test_simple(source: str, data: dict[str, Any]) -> None:
    lines = source.split("\n")
    assert plain_yaml.loaded(lines) == data == library(lines)


@pytest.mark.parametrize(
    "source",
    [
        "a: b: c",
        "a: |\n  x",
        "a:\n  b:\n    c: d",
        "a:\n  b: c\n    d: e",
        "a:\n  b: c\n d: e",
        "a:\n  b: c\n  - d",
        "a:\n  - b\n  c: d",
        "a:\n  b: c\n  b: d",
        "a: b\n  c: d",
        "a: ''\n  c: d",
        "  a: b",
        "a: *b",
        "a: null",
        "a:",
        "a: x\n  y",
        "a: [b, [c]]",
        'a: "\\n"',
        "a: {b: c}",
        "- a",
        "a: x #y",
    ],
)
def test_all_else_is_left_to_the_library(source: str) -> None:
    assert plain_yaml.loaded(source.split("\n")) is None


LINES = st.one_of(
    st.sampled_from(
        [
            "title: x",
            "tags:",
            "  - a",
            "  a: c",
            "  d: e",
            " d: [e]",
            "- b",
            " - c",
            "a: 'b'",
            "a: [b, c]",
            "",
            "# c",
            "  x",
            "b: null",
            "-",
            "a : b",
            "---",
        ]
    ),
    st.text(st.sampled_from("ab1 -:#'\"[],~&*!|>é\u00a0?%@`{}"), max_size=14),
    st.builds("k{}: {}".format, st.integers(0, 3), st.text(st.sampled_from("ab1 -:#'\"[],~.é/_"), max_size=10)),
)


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(st.lists(LINES, min_size=1, max_size=6))
def test_whatever_is_read_without_the_library_is_read_as_by_it(lines: list[str]) -> None:
    found = plain_yaml.loaded(lines)
    if found is not None:
        assert found == library(lines)
