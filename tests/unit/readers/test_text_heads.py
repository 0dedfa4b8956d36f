"""What stands around the headline of pasted text: labels, release lines, menus, dates, datelines, houses."""

from __future__ import annotations

import pytest

from exporter.readers.text import datelines, labels
from exporter.readers.text.bylines import byline
from exporter.walk import text
from tests.unit.readers.pasting import read

BODY = "The harbour was closed for most of the week, and ships waited outside in a long and patient line of lights.\n"

RELEASE = """\
PRESS RELEASE
FOR IMMEDIATE RELEASE
5 April 2025

Council Opens the New Quay

Two berths more, and a crane for heavy goods

PORT SELBY – The council today opened the new quay, which took four years to build and cost more than was said.

What was built

1. A quay of 300 metres
2. Two berths

Notes to editors
[1] The old quay dates from 1931.
[2] Sums are in thousands.

###
"""


def test_a_press_release() -> None:
    found, told = read(RELEASE)
    assert text(found.title) == "Council Opens the New Quay"
    assert text(found.standfirst) == "Two berths more, and a crane for heavy goods"
    assert (found.kicker, found.published) == ("PRESS RELEASE · FOR IMMEDIATE RELEASE", "2025-04-05")
    assert (found.dateline, found.authors, found.marking) == ("PORT SELBY", (), None)
    headings = [text(block) for block in found.body if type(block).__name__ == "Heading"]
    assert headings == ["What was built", "Notes to editors"]
    assert "[1] The old quay dates from 1931." in text(found.body)
    assert told == ["dropped “###”: it marks the end"]


def test_a_release_with_an_embargo() -> None:
    found, told = read(
        "Pressemitteilung Nr. 7/2025\nSperrfrist: 5. April 2025, 10:00 Uhr\n\nDer neue Kai ist offen\n\n"
        f"Mehr Platz für Schiffe\n\nOldsum, 5. April 2025 – {BODY}\n- ENDE -\n\nPressekontakt\nEva Beispiel\n"
    )
    assert (text(found.title), text(found.standfirst)) == ("Der neue Kai ist offen", "Mehr Platz für Schiffe")
    assert (found.kicker, found.marking) == ("Pressemitteilung Nr. 7/2025", "Sperrfrist: 5. April 2025, 10:00 Uhr")
    assert found.dateline == "Oldsum, 5. April 2025"
    assert [text(block) for block in found.body][1:] == ["Pressekontakt", "Eva Beispiel"]
    assert told == ["dropped “- ENDE -”: it marks the end"]


LABELS = {
    "PRESS RELEASE": ("PRESS RELEASE", "", None),
    "BREAKING:": ("BREAKING", "", None),
    "Press Release No. 12/2025": ("Press Release No. 12/2025", "", None),
    "Press release, 5 April 2025": ("Press release", "", "2025-04-05"),
    "Pressemitteilung vom 5. April 2025": ("Pressemitteilung", "", "2025-04-05"),
    "Pressemitteilung 12/2025 vom 5. April 2025": ("Pressemitteilung 12/2025", "", "2025-04-05"),
    "Nota de prensa | 5 de abril de 2025": ("Nota de prensa", "", "2025-04-05"),
    "Communiqué de presse": ("Communiqué de presse", "", None),
    "Пресс-релиз": ("Пресс-релиз", "", None),
    "新闻稿": ("新闻稿", "", None),
    "보도자료": ("보도자료", "", None),
    "For immediate release: April 5, 2025": ("For immediate release", "", "2025-04-05"),
    "Pour diffusion immédiate": ("Pour diffusion immédiate", "", None),
    "EMBARGOED UNTIL 00:01 GMT, 5 April 2025": ("", "EMBARGOED UNTIL 00:01 GMT, 5 April 2025", None),
    "Sous embargo jusqu'au 5 avril 2025": ("", "Sous embargo jusqu'au 5 avril 2025", None),
    "TLP:AMBER": ("", "TLP:AMBER", None),
}


@pytest.mark.parametrize(("line", "parts"), LABELS.items())
def test_labels(line: str, parts: tuple[str, str, str | None]) -> None:
    said = labels.label(line)
    assert said is not None
    assert (said.kicker, said.marking, said.date[1] if said.date else None) == parts


@pytest.mark.parametrize(
    "line",
    [
        "Embargo on 12 goods lifted",
        "For release of 12 sailors, a deal",
        "Press release: council opens quay",
        "Press freedom falls",
        "Breaking the ice",
        "Exclusive harbour for 2025",
        "Embargoed goods pile up",
    ],
)
def test_headlines_are_no_labels(line: str) -> None:
    assert labels.label(line) is None
    assert text(read(f"{line}\n\n{BODY}")[0].title) == line


def test_lines_of_the_site_between_a_label_and_its_headline() -> None:
    found, told = read(f"BREAKING\nShare on Facebook\n\nHarbour open again\n\n{BODY}")
    assert (found.kicker, text(found.title)) == ("BREAKING", "Harbour open again")
    assert len(told) == 1 and "Share on Facebook" in told[0]


def test_a_label_over_no_headline_is_the_title() -> None:
    found, _ = read(f"Press release\n\n{BODY}\n{BODY}")
    assert (text(found.title), found.kicker) == ("Press release", None)


def test_a_part_of_the_paper_is_a_kicker_only_over_a_headline_with_its_byline() -> None:
    found, _ = read(f"Politics\n\nCouncil votes to close the port\n\nBy Ana Lopez\n5 April 2025\n\n{BODY}")
    assert (found.kicker, text(found.title)) == ("Politics", "Council votes to close the port")
    found, _ = read(f"Politics\n\nAn essay on power\n\n{BODY}")
    assert (found.kicker, text(found.title)) == (None, "Politics")


def test_a_date_over_the_headline() -> None:
    found, _ = read(f"5 April 2025, 10:15\n\nHarbour open again\n\n{BODY}")
    assert (text(found.title), found.published) == ("Harbour open again", "2025-04-05T10:15")
    found, _ = read("5 April 2025\n\nToday I went to the harbour.\n\nIt was shut.\n")
    assert (text(found.title), found.published) == ("5 April 2025", None)


NEWS = f"""\
Home | World | Coast
Share on Facebook
BREAKING

Ships wait as the harbour stays shut

By Ana Lopez and Tom Reed, SBC Coast
Published 2 hours ago
Updated: 5 Apr 2025, 10:15

{BODY}"""


@pytest.mark.parametrize("start", [0, 1, 2, 4])
def test_a_menu_over_a_report(start: int) -> None:
    found, told = read("\n".join(NEWS.split("\n")[start:]))
    assert (text(found.title), found.kicker) == (
        "Ships wait as the harbour stays shut",
        "BREAKING" if start < 3 else None,
    )
    assert [(who.name, who.affiliation) for who in found.authors] == [
        ("Ana Lopez", "SBC Coast"),
        ("Tom Reed", "SBC Coast"),
    ]
    assert (found.updated, text(found.body)) == ("2025-04-05T10:15", BODY.strip())
    gone = ["Home | World | Coast", "Share on Facebook", "Published 2 hours ago"][min(start, 2) :]
    assert [line.split("“")[1].split("”")[0] for line in told] == gone


@pytest.mark.parametrize(
    ("line", "is_menu"),
    [
        ("Home | World | Africa", True),
        ("Startseite > Politik > Inland", True),
        ("Accueil › Monde", True),
        ("News / World / Africa", True),
        ("Faith | Hope | Charity", False),
        ("Home is where the harbour is", False),
        ("Home > How the long dam was built and who paid for it", False),
        ("Health and wealth", False),
    ],
)
def test_menus(line: str, is_menu: bool) -> None:
    assert labels.is_menu(line) is is_menu


AGES = """\
Published 2 hours ago
Updated: an hour ago
Posted 3h ago
Aktualisiert vor 3 Stunden
Publié il y a 2 heures
Actualizado hace 5 minutos
för 3 timmar sedan
for 2 timer siden
5 минут назад
2 saat önce
منذ 3 ساعات
2小时前
3時間前
2시간 전
3 jam yang lalu
"""


@pytest.mark.parametrize("line", AGES.splitlines())
def test_ages_are_no_headings(line: str) -> None:
    found, told = read(f"A title\n\nBy Ana Lopez\n\n{line}\n\n{BODY}")
    assert text(found.body) == BODY.strip() and line in told[0]


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        *((line, True) for line in ("###", "# # #", "-30-", "– 30 –", "ENDS", "-ENDS-", "[Ends]", "- Fin -")),
        *((line, False) for line in ("30", "End", "The end", "Ende", "#", "END OF THE LINE", "- 31 -", "Fin")),
    ],
)
def test_end_marks(line: str, ends: bool) -> None:
    assert labels.is_end(line) is ends


HOUSES = {
    "By Ana Lopez, SBC Coast": [("Ana Lopez", "SBC Coast")],
    "By Ana Lopez, Selby University": [("Ana Lopez", "Selby University")],
    "By Selby News": [("Selby News", None)],
    "By Ana Press and Tom Team": [("Ana Press", None), ("Tom Team", None)],
    "By Ana Lopez, Tom Reed": [("Ana Lopez", None), ("Tom Reed", None)],
    "BY ANA LOPEZ, TOM REED": [("ANA LOPEZ", None), ("TOM REED", None)],
    "By J.R. Reed, Ana Lopez": [("J.R. Reed", None), ("Ana Lopez", None)],
}


@pytest.mark.parametrize(("line", "people"), HOUSES.items())
def test_a_house_is_no_author(line: str, people: list[tuple[str, str | None]]) -> None:
    assert [(author.name, author.affiliation) for author in byline(line)] == people


@pytest.mark.parametrize("line", ["Ships Go Home", "Council Opens Port"])
def test_a_heading_under_the_date_is_no_author(line: str) -> None:
    found, _ = read(f"Harbour reopens\n\n5 April 2025\n\n{line}\n\n{BODY}")
    assert found.authors == ()
    assert text(found.body[0]) == line


DATELINES = {
    "Oldsum, 5 April 2025 – The quay": "Oldsum, 5 April 2025",
    "Oldsum, 5. April 2025. The quay": "Oldsum, 5. April 2025",
    "Paris, le 5 avril 2025 – The quay": "Paris, le 5 avril 2025",
    "Rio de Janeiro, 5 de abril de 2025 - The quay": "Rio de Janeiro, 5 de abril de 2025",
    "Oldsum, Friday, 5 April 2025 – The quay": "Oldsum, Friday, 5 April 2025",
    "Oldsum (5 April 2025) – The quay": "Oldsum (5 April 2025)",
}


@pytest.mark.parametrize(("line", "dateline"), DATELINES.items())
def test_a_place_and_a_whole_day_are_a_dateline(line: str, dateline: str) -> None:
    assert datelines.cut(line) == (dateline, "The quay")


@pytest.mark.parametrize(
    "line",
    [
        "In Oldsum, 5 April 2025 was a good day.",
        "Saturday, 5 April 2025 – A day at sea",
        "He was elected on Monday, May 5, 2025 – The first to be",
        "From the archive (5 April 2025): The quay",
        "Oldsum, 5 April – it rained",
    ],
)
def test_a_day_in_a_sentence_is_no_dateline(line: str) -> None:
    assert datelines.cut(line) == ("", line)
