"""Scripts that stack signs get lines farther apart."""

from __future__ import annotations

import pytest

from exporter.backends.pdf.leading import for_script
from exporter.theme import load_theme


@pytest.mark.parametrize("lang", ["my", "bo", "km", "my-MM"])
def test_scripts_that_stack_signs_get_more_room(lang: str) -> None:
    theme = load_theme("brief")
    roomy = for_script(theme, lang)
    assert roomy.scale.text.leading > theme.scale.text.leading * 1.1
    assert roomy.scale.title.leading > theme.scale.title.leading and roomy.scale.text.size == theme.scale.text.size
    assert roomy.colours is theme.colours


@pytest.mark.parametrize("lang", ["en", "th", "ar", None, "km2"])
def test_others_do_not(lang: str | None) -> None:
    theme = load_theme("brief")
    assert for_script(theme, lang) is theme
