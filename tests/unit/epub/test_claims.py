"""What a book claims of its accessibility, and what it must not claim."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from exporter import model as m
from exporter.backends.epub.accessibility import STANDARD
from exporter.contract import sample
from exporter.labels import labels
from tests.unit.epub.articles import article, words

Make = Callable[..., Any]


def test_accessibility_of_a_whole_article(opened: Make) -> None:
    book = opened(sample.everything())
    assert book.meta("schema:accessMode") == ["textual", "visual"]
    assert book.meta("schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert {"alternativeText", "MathML", "structuralNavigation"} <= set(book.meta("schema:accessibilityFeature"))
    assert book.meta("dcterms:conformsTo") == [STANDARD]
    assert book.meta("schema:accessibilityHazard") == ["none"]


def test_accessibility_without_pictures(opened: Make) -> None:
    book = opened(article())
    assert book.meta("schema:accessMode") == book.meta("schema:accessModeSufficient") == ["textual"]
    features = book.meta("schema:accessibilityFeature")
    assert "alternativeText" not in features and "MathML" not in features and "structuralNavigation" not in features


def test_a_picture_without_alternative_ends_the_claim(opened: Make) -> None:
    book = opened(article(m.Figure((m.Image(sample.PICTURE),))))
    assert not book.meta("dcterms:conformsTo") and not book.meta("a11y:certifiedBy")
    assert book.meta("schema:accessModeSufficient") == ["textual,visual"]
    assert "alternativeText" not in book.meta("schema:accessibilityFeature")
    assert book.meta("schema:accessibilitySummary") == ["Some pictures have no text alternative."]


def test_a_decorative_picture_carries_nothing(opened: Make) -> None:
    book = opened(article(m.Figure((m.Image(sample.PICTURE, ""),))))
    assert book.meta("schema:accessMode") == ["textual"] and book.meta("dcterms:conformsTo")


def test_a_moving_picture_is_a_hazard_nobody_looked_at(opened: Make, pictures: Any) -> None:
    from PIL import Image

    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(pictures / "a.gif", save_all=True, append_images=frames[1:], duration=500)
    book = opened(article(m.Figure((m.Image("a.gif", "Colours"),))))
    assert "unknownFlashingHazard" in book.meta("schema:accessibilityHazard") and not book.meta("dcterms:conformsTo")
    assert book.files["EPUB/pictures/001.gif"] == (pictures / "a.gif").read_bytes()


def test_the_certifier_is_the_themes(opened: Make, tmp_path: Any) -> None:
    theme = tmp_path / "own.toml"
    theme.write_text('extends = "brief"\n[brand]\ncertifier = "The House"\n', encoding="utf-8")
    assert opened(article(), theme=theme).meta("a11y:certifiedBy") == ["The House"]


def test_an_svg_that_moves_is_a_hazard_too(opened: Make, pictures: Any) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9">%s</rect></svg>'
    (pictures / "a.svg").write_text(svg % '<animate attributeName="x" to="9" dur="1s"/>')
    (pictures / "b.svg").write_text(svg % "<title>a set of rules</title>")
    moving, still = (opened(article(m.Figure((m.Image(name, "x"),)))) for name in ("a.svg", "b.svg"))
    assert moving.meta("schema:accessibilityHazard")[0] == "unknownFlashingHazard" and still.meta(
        "schema:accessibilityHazard"
    ) == ["none"]
    assert not moving.meta("dcterms:conformsTo") and still.meta("dcterms:conformsTo")


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_other_moving_pictures(opened: Make, pictures: Any, kind: str) -> None:
    from PIL import Image

    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(pictures / "a.x", kind, save_all=True, append_images=frames[1:], duration=500)
    book = opened(article(m.Figure((m.Image("a.x", "Colours"),))))
    assert "unknownMotionSimulationHazard" in book.meta("schema:accessibilityHazard")
    assert not book.meta("dcterms:conformsTo")


def test_formulas_are_mathml_only_if_all_of_them_are(opened: Make) -> None:
    good, bad = m.MathBlock("a^2"), m.MathBlock(r"\nonsense{")
    assert "MathML" in opened(article(good)).meta("schema:accessibilityFeature")
    assert "MathML" not in opened(article(good, bad)).meta("schema:accessibilityFeature")


@pytest.mark.parametrize(
    ("blocks", "more"),
    [
        ([m.Table(body=(m.Row((m.Cell((m.Paragraph(words("a")),)),)),))], {}),
        ([m.Paragraph(words("x"))], {"title": ()}),
    ],
)
def test_what_cannot_be_claimed(opened: Make, blocks: Any, more: Any) -> None:
    """A table without header cells (WCAG 1.3.1), a page without a title (2.4.2)."""
    assert opened(article()).meta("dcterms:conformsTo")
    assert not opened(article(*blocks, **more)).meta("dcterms:conformsTo")


def test_the_summary_is_in_the_language_of_the_article(opened: Make) -> None:
    (summary,) = opened(article(lang="de")).meta("schema:accessibilitySummary")
    assert summary == labels("de").accessible != labels("en").accessible
