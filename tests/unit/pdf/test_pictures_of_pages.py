"""Pages as pictures: what they look like, compared with what they looked like when somebody last looked.

Drawn by PDFium at 60 dpi in sixteen greys. A little may differ (another version smooths letters otherwise), a line that moved
may not. What differs is left in the test's own folder. `pytest --update-golden` draws them anew: look at them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image as Pictures
from PIL import ImageChops

from exporter.backends.pdf import search
from exporter.contract import sample
from exporter.model import (
    Article,
    Author,
    Callout,
    Cell,
    CodeBlock,
    Heading,
    List,
    ListItem,
    Row,
    Table,
    Takeaways,
)
from exporter.theme import Source, load_theme
from tests.unit.pdf.articles import p, t

FOLDER = Path(__file__).parents[2] / "golden" / "pages"
SCALE = 60 / 72
CLEAR = 80  # of 255: a difference that is more than smoothing
MOST = 0.0001  # of a page's dots may differ clearly

Render = Callable[..., bytes]


RAIN = (
    "The first rain came in the night, earlier than anybody had planned for, and by morning the lower fields stood under "
    "water. “Nobody,” said the keeper of the locks, “can remember such a thing.” The officials, who had expected an "
    "ordinary year, met at noon; "
)


def wide() -> Table:
    def row(*words: str) -> Row:
        return Row(tuple(Cell((p(word),)) for word in words))

    head = (
        "District",
        *(f"Measurements of {month}" for month in ("April", "May", "June", "July", "August", "September")),
    )
    lines = [
        row(f"District {at}", *(f"{at * 7 + month}.{month} millimetres" for month in range(6))) for at in range(1, 9)
    ]
    return Table(head=(row(*head, "Administration", "Responsibilities", "Infrastructure"),), body=tuple(lines))


def long_article() -> Article:
    points = tuple(t(f"Point {at}: the rain came early, and the lower fields were lost.") for at in (1, 2, 3))
    steps = List(tuple(ListItem((p(f"Step {at} of what was decided."),)) for at in range(1, 4)), kind="ordered")
    body = (
        p(RAIN * 3),
        Heading(t("What was decided")),
        p(RAIN * 2 + "in the end they agreed on this:"),
        steps,
        CodeBlock(
            "level = measured(at=station, since=midnight, until=noon, with_corrections=True, in_millimetres=True)"
        ),
        p(RAIN * 4),
        Heading(t("The measurements")),
        wide(),
        p(RAIN * 3),
        Callout(tuple(p(RAIN * 2) for _ in range(9)), kind="warning", title=t("Before the next rain")),
    )
    return Article(
        title=t("The Rain That Came Early"), lang="en", dir="ltr", standfirst=t("A short account of a wet week."),
        authors=(Author("Ada Example"), Author("B. Example", role="Photographs")), published="2024-06-25",
        publisher="Example Press", source="https://example.org/rain", takeaways=Takeaways(points), body=body,
    )  # fmt: skip


def in_columns(render: Render) -> bytes:
    theme = load_theme()
    theme = replace(theme, page=replace(theme.page, columns=2, size="Letter"), source=Source(qr=True))
    article = replace(long_article(), marking="TLP:AMBER", takeaways=None)
    kept = tuple(node for node in article.body if not isinstance(node, Table))
    return render(replace(article, body=kept), theme=theme)


CASES: dict[str, Callable[[Render], bytes]] = {
    "sample": lambda render: render(sample.everything()),
    "long": lambda render: render(long_article()),
    "columns": in_columns,
}


def drawn(data: bytes) -> Iterator[Pictures.Image]:
    """The pages in sixteen greys."""
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        for page in document:
            picture = page.render(scale=SCALE, grayscale=True).to_pil().convert("L")
            yield picture.point([round(value / 17) * 17 for value in range(256)])


def difference(one: Pictures.Image, other: Pictures.Image) -> float:
    """What share of the dots differs clearly."""
    if one.size != other.size:
        return 1.0
    return sum(ImageChops.difference(one, other).histogram()[CLEAR:]) / (one.width * one.height)


def beside(before: Pictures.Image, after: Pictures.Image) -> Pictures.Image:
    """Both, what is only in one in colour: red was there, blue is new."""
    size = max(before.width, after.width), max(before.height, after.height)
    sheets = [Pictures.new("L", size, 255) for _ in range(2)]
    for sheet, picture in zip(sheets, (before, after), strict=True):
        sheet.paste(picture)
    return Pictures.merge("RGB", (sheets[1], ImageChops.lighter(*sheets), sheets[0]))


@pytest.mark.parametrize("case", CASES)
def test_pages_look_as_they_did(case: str, render: Render, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "system_folders", lambda: ())  # the theme's own fonts: the same on every machine
        pages = list(drawn(CASES[case](render)))
    if request.config.getoption("--update-golden"):
        _kept(case, pages)
    golden = sorted(FOLDER.glob(f"{case}-*.png"))
    assert len(golden) == len(pages), f"{len(pages)} pages, there were {len(golden)}"
    for path, page in zip(golden, pages, strict=True):
        with Pictures.open(path) as opened:
            before = opened.convert("L")
        share = difference(before, page)
        if share > MOST:
            page.save(tmp_path / path.name)
            beside(before, page).save(tmp_path / f"{path.stem}.difference.png")
        assert share <= MOST, f"{path.name}: {share:.1%} of the dots differ; see {tmp_path}"


def _kept(case: str, pages: list[Pictures.Image]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.glob(f"{case}-*.png"):
        path.unlink()
    for number, page in enumerate(pages, 1):
        palette = page.point([value // 17 for value in range(256)]).convert("P")
        palette.putpalette([grey for level in range(16) for grey in (level * 17,) * 3])
        palette.save(FOLDER / f"{case}-{number}.png", optimize=True, bits=4)


def test_a_line_that_moved_is_seen(render: Render) -> None:
    article = Article(title=t("A title"), lang="en", dir="ltr", body=(p(RAIN * 3), p(RAIN)))
    moved = replace(article, body=(p(RAIN * 3 + "And on."), p(RAIN)))
    one, other = (next(drawn(render(each))) for each in (article, moved))
    assert difference(one, one) == 0
    assert difference(one, other) > MOST
