"""Figures: those that do not fit wait for the next page; captions and credits; pictures in a line."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pypdfium2
import pytest
from PIL import Image as Pictures

from exporter.model import Article, Block, Figure, Heading, Image, Paragraph, Takeaways, Text
from exporter.pictures import Picture, opened
from tests.unit.pdf.articles import article, p, t
from tests.unit.pdf.places import place, places

Render = Callable[..., bytes]
WORDS = "Words of a paragraph that goes on for some lines, as paragraphs do. "


def paragraphs(count: int) -> list[Paragraph]:
    """So many of some lines each, told apart by their numbers."""
    return [p(f"Paragraph {at}. {WORDS * 6}") for at in range(count)]


def picture(width: int, height: int) -> Picture:
    data = io.BytesIO()
    Pictures.new("RGB", (width, height), (40, 90, 140)).save(data, "PNG")
    return opened(data.getvalue(), "a.png")


def pictures(data: bytes) -> list[tuple[int, float]]:
    """The page and the upper edge of every picture."""
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        return [
            (number, one.get_bounds()[3])
            for number, page in enumerate(document)
            for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        ]


@pytest.fixture
def draw(render: Render) -> Callable[..., bytes]:
    def drawn(*body: Block, size: tuple[int, int] = (1200, 900)) -> bytes:
        return render(article(*body), pictures={"a.png": picture(*size)})

    return drawn


FIGURE = Figure((Image("a.png", "Circles"),), t("A caption"), t("A. Draughtsman"))


def test_text_goes_on_before_a_figure_that_has_to_wait(draw: Callable[..., bytes]) -> None:
    text = paragraphs(16)
    data = draw(*text[:6], FIGURE, *text[6:])
    [(page, top)] = pictures(data)
    assert (page, place(data, "A caption").page) == (1, 1)
    assert place(data, "Paragraph 6.").page == 0
    assert top > 780  # at the head of its page
    assert all(place(data, f"Paragraph {at}.") for at in range(16))


def test_a_figure_that_waits_is_read_where_the_article_has_it(draw: Callable[..., bytes]) -> None:
    text = paragraphs(16)
    with pikepdf.open(io.BytesIO(draw(*text[:6], FIGURE, *text[6:]))) as pdf:
        elements = [kid for kid in pdf.Root.StructTreeRoot.K.K if "/S" in kid]
        pages = [page.objgen for page in pdf.pages]
        [at] = [at for at, one in enumerate(elements) if one.S == "/Figure"]
        assert at == 1 + 6  # after the title and six paragraphs
        assert pages.index(elements[at].Pg.objgen) == 1 and pages.index(elements[at + 1].Pg.objgen) == 0


def test_no_figure_waits_until_another_section(draw: Callable[..., bytes]) -> None:
    text = paragraphs(9)
    data = draw(*text[:6], FIGURE, text[6], Heading(t("Another section")), *text[7:])
    caption, section = place(data, "A caption"), place(data, "Another section")
    assert (caption.page, -caption.top) < (section.page, -section.top)


def test_a_figure_stays_with_what_introduces_it(draw: Callable[..., bytes]) -> None:
    text = paragraphs(9)
    data = draw(*text[:6], p("This is how it looks:"), FIGURE, *text[6:])
    assert place(data, "how it looks").page == place(data, "A caption").page
    assert place(data, "how it looks").bottom > pictures(data)[0][1]


def test_two_figures_keep_their_order(draw: Callable[..., bytes]) -> None:
    text = paragraphs(20)
    second = Figure((Image("a.png", "Circles"),), t("Second caption"))
    for count in range(3, 10):
        data = draw(*text[:count], FIGURE, text[count], second, *text[count + 1 :])
        first, other = place(data, "A caption"), place(data, "Second caption")
        assert (first.page, -first.top) < (other.page, -other.top)


@pytest.mark.parametrize(("caption", "shown"), [("No stop", "No stop · Someone"), ("A stop.", "A stop. Someone")])
def test_a_credit_keeps_apart_from_its_caption(draw: Callable[..., bytes], caption: str, shown: str) -> None:
    assert place(draw(Figure((Image("a.png", "Circles"),), t(caption), t("Someone"))), shown).page == 0


@pytest.mark.parametrize(("height", "count", "page"), [(900, 6, 0), (1400, 6, 0), (2400, 26, 1)])
def test_a_lead_picture_gets_smaller_to_stand_on_page_1(render: Render, height: int, count: int, page: int) -> None:
    points = Takeaways(tuple(t(f"Point {at}. {WORDS}") for at in range(count)))
    made = Article(
        title=t("A title"), lang="en", dir="ltr", takeaways=points, body=(p(WORDS * 5),) * 2, publisher="The Example",
        lead=Figure((Image("a.png", "Circles"),), t("A caption")),
    )  # fmt: skip
    data = render(made, pictures={"a.png": picture(1200, height)})
    assert (pictures(data)[0][0], place(data, "A caption").page) == (page, page)
    assert places(data, "The Example")[-1].page == 1  # the source line ends the article


def test_a_hairline_stands_above_the_caption_of_a_lead_without_picture(render: Render) -> None:
    lead = Figure((Image("lost.png", "Ships"),), t("Ships"))
    counts = []
    for more in ({}, {"lead": lead}):
        made = Article(title=t("A title"), lang="en", dir="ltr", body=(p("Words."),), **more)  # type: ignore[arg-type]
        with pypdfium2.PdfDocument(io.BytesIO(render(made))) as document:
            counts.append(len(list(document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]))))
    assert counts[1] == counts[0] + 1


def test_a_symbol_in_a_line_leaves_the_lines_as_they_are(draw: Callable[..., bytes]) -> None:
    symbol = Image("a.png", "A symbol")
    with_one = draw(Paragraph((Text("First "), symbol, Text(f" {WORDS * 2}"))), p("Next"), size=(24, 24))
    without = draw(p(f"First {WORDS * 2}"), p("Next"))
    assert place(with_one, "Next").top == pytest.approx(place(without, "Next").top, abs=0.1)
