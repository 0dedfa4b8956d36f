"""SVG drawings stay vectors in the PDF, with words that can be read and found; what cannot be is drawn as pixels."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from exporter.backends.pdf import search, vectors
from exporter.backends.pdf.objects import File, Stream
from exporter.model import Article, Figure, Image, Text
from exporter.pictures import opened
from exporter.report import Report
from tests.unit.pdf.streams import streams

Render = Callable[..., bytes]
SIDES = 'xmlns="http://www.w3.org/2000/svg" width="200" height="100"'


def drawn(body: str) -> bytes:
    return f"<svg {SIDES}>{body}</svg>".encode()


def article(*names: str) -> Article:
    return Article(
        title=(Text("Drawings"),), body=tuple(Figure((Image(name, alt="A drawing"),)) for name in names), lang="en"
    )


def rendered(render: Render, body: str, report: Report | None = None) -> bytes:
    return render(article("a.svg"), report, pictures={"a.svg": opened(drawn(body))}, record=b"")


MANY = "".join(
    f'<text y="{20 * at}" font-family="{family}" font-weight="{weight}">Words {at}</text>'
    for at, (family, weight) in enumerate((f, w) for f in ("Inter", "serif", "monospace") for w in ("normal", "bold"))
)


def test_shapes_are_paths(render: Render) -> None:
    data = rendered(render, '<path fill="#f00" d="M10 10h50v20z"/>')
    assert b"/Subtype/Image" not in data
    assert b"/Subtype /Form" in data


def test_gradients_are_shadings(render: Render) -> None:
    body = '<linearGradient id="g"><stop stop-color="red"/><stop offset="1"/></linearGradient>'
    data = rendered(render, body + '<rect width="90" height="90" fill="url(#g)"/>')
    assert any(b"/ShadingType 2" in stream for stream in streams(data))
    assert b"/Subtype/Image" not in data


def test_words_can_be_found(render: Render, words: Callable[[bytes], list[str]]) -> None:
    got = words(rendered(render, '<text y="20">Turnover (€)</text><text y="50" font-family="Nowhere">and più</text>'))
    assert "Turnover (€)" in got[0]
    assert "and più" in got[0]


def test_words_no_font_has_are_outlines_and_told(
    render: Render, words: Callable[[bytes], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "system_folders", lambda: ())
    report = Report()
    got = words(rendered(render, '<text y="20">Kept \U0001d300</text>', report))
    assert "Kept" not in got[0]
    assert [notice.code for notice in report] == ["missing-glyph"]


def test_the_same_drawing_is_stored_once_whatever_its_size(render: Render) -> None:
    picture = opened(drawn('<path d="M10 10h50v20z"/>'))
    line = Figure((Image("a.svg", alt="One"), Image("b.svg", alt="Two"), Image("a.svg", alt="Three")))
    both = Article(title=(Text("T"),), body=(line, Figure((Image("a.svg", alt="Four"),))), lang="en")
    data = render(both, pictures={"a.svg": picture, "b.svg": picture}, record=b"")
    assert data.count(b"/Subtype /Form") == 1


def test_effects_that_are_pixels_are_fine_enough() -> None:
    picture = opened(
        drawn(
            '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><rect width="90" height="90" filter="url(#f)"/>'
        )
    )
    assert vectors.size(picture, 288.0, 144.0) == (288.0, 144.0)
    form = vectors.form(picture, 288.0, 144.0, lambda _: None)
    assert form is not None
    image = next(part.entries for part in form if "/Subtype /Image" in part.entries)
    width = int(image.split("/Width ")[1].split()[0])
    assert 288 * 300 / 72 * 0.4 < width < 288 * 300 / 72


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_every_process_gives_the_same_bytes(seed: str) -> None:
    """svg2pdf numbers and names fonts in another order each time."""
    code = (
        "import hashlib\n"
        "from exporter.backends.pdf import vectors\n"
        "from exporter.pictures import opened\n"
        "from tests.unit.pdf.test_vectors import MANY, drawn\n"
        "form = vectors.form(opened(drawn(MANY)), 400.0, 200.0, lambda _: None)\n"
        "print(hashlib.sha256(repr(form).encode()).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONHASHSEED": seed}, check=True
    )
    import hashlib

    form = vectors.form(opened(drawn(MANY)), 400.0, 200.0, lambda _: None)
    assert done.stdout.strip() == hashlib.sha256(repr(form).encode()).hexdigest()


def test_parts_are_written_once_and_refer_to_each_other() -> None:
    file = File()
    form = (
        vectors.Part("/N 3", b"profile"),
        vectors.Part("<</A 0 0 R>>", None),
        vectors.Part("/B 1 0 R/C 0 0 R", b"q"),
    )
    first = vectors.written(form, file)
    other = vectors.written((*form[:2], vectors.Part("/B 1 0 R/C 0 0 R", b"Q")), file)
    assert (first, other) == (3, 4)
    held: dict[int, Any] = file.idToObject
    assert held[2] == "<</A 1 0 R>>"
    assert isinstance(held[3], Stream)
    assert held[3].entries == held[4].entries == "/B 2 0 R/C 1 0 R"


def test_a_drawing_that_cannot_be_vectors_is_pixels(render: Render, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "svg2pdf_py", None)
    vectors._converted.cache_clear()
    data = rendered(render, '<path fill="#f00" d="M10 10h50v20z"/>')
    vectors._converted.cache_clear()
    assert b"/Subtype/Image" in data
