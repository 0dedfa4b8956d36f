"""What tables have in common in every format."""

from __future__ import annotations

import pytest

from exporter.grid import decimal_mark


@pytest.mark.parametrize(
    ("lang", "mark"), [("en", "."), ("en-ZA", "."), ("zh-Hant", "."), ("fa", "."), ("de", ","), ("vi", ",")]
)
def test_the_decimal_mark_is_the_languages_in_every_format(lang: str, mark: str) -> None:
    assert decimal_mark(lang) == mark
