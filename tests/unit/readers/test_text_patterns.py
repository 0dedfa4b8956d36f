"""The table of patterns for pasted text (assets/readers/text.toml), by language, each with a line as people paste it."""

from __future__ import annotations

import re

import pytest

from exporter import model as m
from exporter.readers.text import captions, datelines, words
from exporter.readers.text.bylines import byline
from exporter.readers.text.dates import date
from exporter.walk import text
from tests.unit.readers.pasting import read


def test_every_pattern_of_the_table_compiles_and_every_language_has_its_words() -> None:
    assert len(words.table()) >= 20
    for name, language in words.table().items():
        for pattern in (*language.get("furniture", ()), *language.get("signed", ()), *language.get("dateline", ())):
            re.compile(pattern)
        if name != "any":
            assert language["chrome"] and language["by"] and language["photo"], name
        assert len(language.get("months", ())) in (0, 12), name


CHROME = """\
Advertisement
Story continues below advertisement
Share Facebook Twitter WhatsApp Email
Share on Facebook
Read more: How the harbour was built
READ: Five ports that never closed
We use cookies to give you a better experience on this site.
Sign up for our newsletter and never miss a story
5 min read
12 comments
3 hours ago
---------- Forwarded message ---------
Anzeige
Lesen Sie auch: Was der neue Deich kostet
Lesezeit: 4 Minuten
Diese Website verwendet Cookies, um Ihnen den Besuch angenehm zu machen
Teilen auf Facebook Twitter WhatsApp
Publicité
À lire aussi : Le port rouvre après trois semaines
Temps de lecture : 3 min.
Partager sur Facebook Twitter
Publicidad
Lea también: El puerto vuelve a abrir
Compartir en Facebook Twitter WhatsApp
Publicidade
Leia também: O porto volta a abrir
Pubblicità
Leggi anche: Il porto riapre dopo i lavori
Advertentie
Lees ook: De haven gaat weer open
Annons
Läs också: Hamnen öppnar igen
Annonse
Les også: Havnen åpner igjen
Mainos
Lue myös: Satama avataan jälleen
Reklama
Czytaj także: Port znów otwarty
Čtěte také: Přístav se znovu otevírá
Paylaş
Реклама
Читайте также: Порт снова открыт
Читайте також: Порт знову відкрито
إعلان
اقرأ أيضا: الميناء يفتح أبوابه من جديد
קראו גם: הנמל נפתח מחדש
यह भी पढ़ें: बंदरगाह फिर खुला
广告
相关阅读：港口的历史
関連記事：港が再び開く
광고
관련 기사: 항구가 다시 문을 열었다
Baca juga: Pelabuhan dibuka kembali
Xem thêm: Cảng mở cửa trở lại
"""


@pytest.mark.parametrize("line", CHROME.splitlines())
def test_lines_of_the_site(line: str) -> None:
    assert words.is_chrome(line)


PROSE = """\
Read more books, the minister said, and you will know more.
The advertisement ran for three weeks.
Related families live on the same street.
Share prices fell in the afternoon.
Watch: the harbour is closing, he said.
Teilen ist schön, sagte der Pfarrer.
Home is where the harbour is
"""


@pytest.mark.parametrize("line", PROSE.splitlines())
def test_sentences_are_no_lines_of_the_site(line: str) -> None:
    assert not words.is_chrome(line)


BYLINES = {
    "By Ana Lopez": [("Ana Lopez", None)],
    "By Ana Lopez and Tom Reed, Reuters": [("Ana Lopez", "Reuters"), ("Tom Reed", "Reuters")],
    "BY ANA LOPEZ AND TOM REED": [("ANA LOPEZ", None), ("TOM REED", None)],
    "By Ana Lopez in Nairobi": [("Ana Lopez", "Nairobi")],
    "Written by Ana Lopez, Senior Correspondent": [("Ana Lopez", "Senior Correspondent")],
    "By Ana Lopez (AP)": [("Ana Lopez", "AP")],
    "By Ana Lopez ana.lopez@example.org": [("Ana Lopez", None)],
    "Ana Lopez, Reuters": [("Ana Lopez", "Reuters")],
    "Ana Lopez | AFP": [("Ana Lopez", "AFP")],
    "Von Max Muster und Eva Beispiel": [("Max Muster", None), ("Eva Beispiel", None)],
    "Von Max Muster, Berlin": [("Max Muster", "Berlin")],
    "Par Jeanne Petit et Luc Morel": [("Jeanne Petit", None), ("Luc Morel", None)],
    "Por Ana Ruiz y Juan de la Cruz": [("Ana Ruiz", None), ("Juan de la Cruz", None)],
    "Por Maria da Silva": [("Maria da Silva", None)],
    "Di Carla Rossi e Paolo Bianchi": [("Carla Rossi", None), ("Paolo Bianchi", None)],
    "Door Jan de Vries": [("Jan de Vries", None)],
    "Av Karin Lund och Per Berg": [("Karin Lund", None), ("Per Berg", None)],
    "Autor: Jan Kowalski": [("Jan Kowalski", None)],
    "Автор: Иван Петров": [("Иван Петров", None)],
    "بقلم سالم الحداد": [("سالم الحداد", None)],
    "記者王小明／台北報導": [("王小明", None)],
    "홍길동 기자 hong@example.kr": [("홍길동", None)],
    "서울=홍길동 기자": [("홍길동", None)],
    "Oleh Budi Santoso dan Sri Rahayu": [("Budi Santoso", None), ("Sri Rahayu", None)],
}


@pytest.mark.parametrize(("line", "people"), BYLINES.items())
def test_bylines(line: str, people: list[tuple[str, str | None]]) -> None:
    assert [(author.name, author.affiliation) for author in byline(line)] == people


@pytest.mark.parametrize(
    "line",
    [
        "By then the harbour was closed.",
        "By 2030 all boats go",
        "Von hier aus sieht man das Meer.",
        "Por eso no abre",
        "Ana Lopez, Paris",
        "Di notte",
    ],
)
def test_sentences_are_no_bylines(line: str) -> None:
    assert byline(line) == ()


DATES = {
    "Published June 26, 2024": ("published", "2024-06-26"),
    "Wednesday, June 26, 2024": ("published", "2024-06-26"),
    "Last updated: Jun 26, 2024 at 9:15 a.m. GMT": ("updated", "2024-06-26T09:15Z"),
    "June 26, 2024 9:15 PM EDT": ("published", "2024-06-26T21:15-04:00"),
    "26 June 2024": ("published", "2024-06-26"),
    "Wed, 26 Jun 2024 10:30:00 +0200": ("published", "2024-06-26T10:30:00+02:00"),
    "2024/06/26": ("published", "2024-06-26"),
    "26.06.2024": ("published", "2024-06-26"),
    "26/06/2024": ("published", "2024-06-26"),
    "Veröffentlicht am 26. Juni 2024, 10:30 Uhr": ("published", "2024-06-26T10:30"),
    "Mittwoch, 26. März 2024": ("published", "2024-03-26"),
    "Publié le 26 juin 2024 à 10h30": ("published", "2024-06-26T10:30"),
    "Mis à jour le 1er août 2024": ("updated", "2024-08-01"),
    "26 de junio de 2024": ("published", "2024-06-26"),
    "Actualizado el 26 de septiembre de 2024": ("updated", "2024-09-26"),
    "Publicado em 26 de março de 2024": ("published", "2024-03-26"),
    "Pubblicato il 26 giugno 2024": ("published", "2024-06-26"),
    "Gepubliceerd op 26 mei 2024": ("published", "2024-05-26"),
    "Publicerad 26 juni 2024": ("published", "2024-06-26"),
    "Oppdatert 26. desember 2024": ("updated", "2024-12-26"),
    "Julkaistu 26. kesäkuuta 2024": ("published", "2024-06-26"),
    "Opublikowano 26 czerwca 2024": ("published", "2024-06-26"),
    "Publikováno 26. června 2024": ("published", "2024-06-26"),
    "26 Haziran 2024": ("published", "2024-06-26"),
    "Опубликовано 26 июня 2024 г.": ("published", "2024-06-26"),
    "Оновлено 26 червня 2024": ("updated", "2024-06-26"),
    "نشر في 26 يونيو 2024": ("published", "2024-06-26"),
    "٢٦ يونيو ٢٠٢٤": ("published", "2024-06-26"),
    "פורסם 26 ביוני 2024": ("published", "2024-06-26"),
    "प्रकाशित 26 जून 2024": ("published", "2024-06-26"),
    "发布时间：2024年6月26日": ("published", "2024-06-26"),
    "更新日：2024年6月26日 10:30": ("updated", "2024-06-26T10:30"),
    "입력 2024년 6월 26일": ("published", "2024-06-26"),
    "26 Juni 2024": ("published", "2024-06-26"),
}


@pytest.mark.parametrize(("line", "found"), DATES.items())
def test_dates(line: str, found: tuple[str, str]) -> None:
    assert date(line) == found


@pytest.mark.parametrize(
    "line",
    ["3/4/2024", "In June 2024 it rained", "26 boats in 2024", "Juni 2024 war nass", "2024-13-40", "99 juin 2024"],
)
def test_no_dates(line: str) -> None:
    assert date(line) is None


DATELINES = {
    "PORT SELBY, June 26 (Reuters) - The harbour": "PORT SELBY, June 26 (Reuters)",
    "PORT-AU-PRINCE, Haiti — The harbour": "PORT-AU-PRINCE, Haiti",
    "NEW YORK (AP) — The harbour": "NEW YORK (AP)",
    "(CNN) — The harbour": "(CNN)",
    "Oldsum (dpa) - The harbour": "Oldsum (dpa)",
    "PARIS, 26 juin (AFP) – The harbour": "PARIS, 26 juin (AFP)",
    "MADRID, 26 jun (EFE).- The harbour": "MADRID, 26 jun (EFE)",
    "ROMA (ANSA) - The harbour": "ROMA (ANSA)",
    "МОСКВА, 26 июня. /ТАСС/. The harbour": "МОСКВА, 26 июня. /ТАСС/.",
    "新华社北京6月26日电 The harbour": "新华社北京6月26日电",
    "【東京＝山田太郎】The harbour": "【東京＝山田太郎】",
    "(서울=연합뉴스) 홍길동 기자 = The harbour": "(서울=연합뉴스) 홍길동 기자 =",
}


@pytest.mark.parametrize(("line", "dateline"), DATELINES.items())
def test_datelines(line: str, dateline: str) -> None:
    assert datelines.cut(line) == (dateline, "The harbour")


@pytest.mark.parametrize(
    "line",
    [
        "NATO – the alliance – met.",
        "He said - and meant it.",
        "COVID-19 is back.",
        "Berlin (Mitte) - Ein Haus",
        "A - B",
    ],
)
def test_no_datelines(line: str) -> None:
    assert datelines.cut(line) == ("", line)


CAPTIONS = {
    "A crane lies across the quay. (AP Photo/Nina Holt)": ("A crane lies across the quay.", "AP Photo/Nina Holt"),
    "A crane lies across the quay. Photo: Nina Holt/Reuters": ("A crane lies across the quay.", "Nina Holt/Reuters"),
    "A crane lies across the quay [Nina Holt/Getty Images]": ("A crane lies across the quay", "Nina Holt/Getty Images"),
    "Der Deich am Morgen. Foto: Erika Muster/dpa": ("Der Deich am Morgen.", "Erika Muster/dpa"),
    "Le port au matin. Crédit photo : Luc Morel": ("Le port au matin.", "Luc Morel"),
    "El puerto al amanecer. (Foto: Ana Ruiz)": ("El puerto al amanecer.", "Foto: Ana Ruiz"),
    "Порт утром. Фото: Иван Петров": ("Порт утром.", "Иван Петров"),
    "清晨的港口。图：王小明": ("清晨的港口。", "王小明"),
    "朝の港。写真：山田太郎": ("朝の港。", "山田太郎"),
}


@pytest.mark.parametrize(("line", "parts"), CAPTIONS.items())
def test_captions(line: str, parts: tuple[str, str]) -> None:
    assert captions.caption(line) == parts


@pytest.mark.parametrize(
    "line",
    [
        "He showed a photo: a dog on a boat.",
        "The report ends here. (Reuters)",
        "Er zeigte ein Foto: ein Boot.",
        "Photo: Nina Holt",
    ],
)
def test_no_captions(line: str) -> None:
    assert captions.caption(line) is None


RUN_INS = [
    "Why It Matters: The ports feed the region.",
    "The Bottom Line: Nobody pays.",
    "Warum es wichtig ist: Der Deich schützt alle.",
    "Pourquoi c'est important : Le port nourrit la ville.",
    "Por qué importa: El puerto da trabajo.",
    "Perché è importante: Il porto dà lavoro.",
    "Почему это важно: Порт кормит город.",
    "为什么重要：港口养活了城市。",
]


@pytest.mark.parametrize("line", RUN_INS)
def test_run_in_headings(line: str) -> None:
    found = read(f"A title\n\n{'Some words of text. ' * 8}\n\n{line}\n")[0].body[-1]
    assert isinstance(found, m.Paragraph) and found.run_in
    assert text(found.run_in) + text(found.content) == re.sub(r"\s*[:：]\s*", "", line)
