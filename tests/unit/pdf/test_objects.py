"""Raw objects: what ISO 32000-1 asks of names, strings, numbers and the file around them."""

from __future__ import annotations

import pytest

from exporter.backends.pdf import objects


@pytest.mark.parametrize(
    ("value", "raw"), [("application/json", "/application#2Fjson"), ("A B", "/A#20B"), ("é", "/#C3#A9")]
)
def test_names_are_escaped(value: str, raw: str) -> None:
    assert objects.name(value) == raw


@pytest.mark.parametrize(("value", "raw"), [("a(b)\\", r"(a\(b\)\\)"), ("é", "<FEFF00E9>"), ("😀", "<FEFFD83DDE00>")])
def test_strings(value: str, raw: str) -> None:
    assert objects.string(value) == raw


@pytest.mark.parametrize(("value", "raw"), [(1.0, "1"), (0.456, "0.46"), (-0.001, "0"), (100.0, "100"), (10.5, "10.5")])
def test_numbers_are_short(value: float, raw: str) -> None:
    assert objects.number(value) == raw


def test_every_stream_ends_its_data_with_a_line_end() -> None:
    file = objects.File()
    file.root = file.add("<</Type/Catalog>>")
    file.information = file.add("<<>>")
    file.add(objects.Stream("", b"data\n"))
    assert b"data\n\nendstream" in file.format()


def test_the_identifier_comes_from_the_content() -> None:
    def made(words: str) -> bytes:
        file = objects.File()
        file.root = file.add("<</Type/Catalog>>")
        file.information = file.add(f"<</Title{objects.string(words)}>>")
        return file.format()

    assert made("a") == made("a")
    assert made("a").split(b"/ID[")[1][:34] != made("b").split(b"/ID[")[1][:34]
