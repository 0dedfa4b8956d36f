"""Boxes as sites of many kinds mark them up, and what only looks like one: whole pages, none of them from a real site."""

from __future__ import annotations

import pytest

from exporter.model import Article
from exporter.readers import Source
from exporter.readers.html import read
from exporter.report import Report
from exporter.walk import text

# fmt: off
PROSE = {
    "en": "On day {} the council of the small port heard how the engineers wanted to raise the old wall, and "
        "many neighbours asked who would pay for it.",
    "de": "Am {}. Tag hörte der Rat der kleinen Hafenstadt, wie die Ingenieure die alte Mauer erhöhen wollen, "
        "und viele Nachbarn fragten, wer das bezahlen soll.",
    "fr": "Le jour {}, le conseil du petit port a entendu comment les ingénieurs veulent rehausser le vieux "
        "mur, et beaucoup de voisins ont demandé qui paierait.",
    "es": "El día {} el consejo del pequeño puerto escuchó cómo los ingenieros quieren elevar el viejo muro, y "
        "muchos vecinos preguntaron quién lo pagaría.",
    "pt": "No dia {} o conselho do pequeno porto ouviu como os engenheiros querem elevar o velho muro, e "
        "muitos vizinhos perguntaram quem pagaria por isso.",
    "it": "Il giorno {} il consiglio del piccolo porto ha ascoltato come gli ingegneri vogliono alzare il "
        "vecchio muro, e molti vicini hanno chiesto chi pagherà.",
    "sv": "Dag {} hörde den lilla hamnstadens råd hur ingenjörerna vill höja den gamla muren, och många "
        "grannar frågade vem som skulle betala för det hela.",
    "ru": "В день {} совет маленького порта услышал, как инженеры хотят поднять старую стену, и многие соседи "
        "спросили, кто будет за это платить потом.",
    "ar": "في اليوم {} استمع مجلس الميناء الصغير إلى خطة المهندسين لرفع الجدار القديم وسأل كثير من الجيران عمن "
        "سيدفع ثمن ذلك كله في النهاية.",
    "ja": "{}日目、小さな港町の議会は技術者たちが古い壁をどのように高くするつもりかを聞き、"
        "多くの住民は誰がその費用を払うのかと尋ねた。",
}
POINTS = {
    "en": (
        "The wall grows by two metres before the winter storms.",
        "Work on the eastern arm ends in autumn.",
        "Residents pay nothing towards the cost.",
    ),
    "de": (
        "Die Mauer wächst vor den Stürmen um zwei Meter.",
        "Die Arbeiten am Ostarm enden im Herbst.",
        "Die Anwohner zahlen nichts dazu.",
    ),
    "fr": (
        "Le mur gagne deux mètres avant les tempêtes.",
        "Les travaux du bras est finissent en automne.",
        "Les riverains ne paient rien.",
    ),
    "es": (
        "El muro crece dos metros antes de las tormentas.",
        "Las obras del brazo este acaban en otoño.",
        "Los vecinos no pagan nada.",
    ),
    "pt": (
        "O muro cresce dois metros antes das tempestades.",
        "As obras do braço leste acabam no outono.",
        "Os moradores não pagam nada.",
    ),
    "it": (
        "Il muro cresce di due metri prima delle tempeste.",
        "I lavori al braccio est finiscono in autunno.",
        "I residenti non pagano nulla.",
    ),
    "sv": (
        "Muren växer med två meter före stormarna.",
        "Arbetet på östra armen slutar i höst.",
        "De boende betalar ingenting för det.",
    ),
    "ru": (
        "Стена вырастет на два метра до зимних штормов.",
        "Работы на восточной стороне закончатся осенью.",
        "Жители ничего не платят.",
    ),
    "ar": (
        "يرتفع الجدار مترين قبل عواصف الشتاء القادمة.",
        "تنتهي أعمال الذراع الشرقي في الخريف.",
        "لا يدفع السكان شيئا من التكلفة.",
    ),
    "ja": ("壁は冬の嵐の前に二メートル高くなる。", "東側の工事は秋に終わる予定だ。", "住民は費用を一切払わない。"),
}
# fmt: on


def listed(lang: str, tag: str = "ul", item: str = "li", start: str = "") -> str:
    """The points as a list, or as elements without one."""
    inside = "".join(f"<{item}>{start}{point}</{item}>" for point in POINTS[lang])
    return f"<{tag}>{inside}</{tag}>" if tag else inside


def page(lang: str, *, head: str = "", early: str = "", middle: str = "", end: str = "") -> Article:
    """A page: a site around an article of eight paragraphs."""
    texts = [f"<p>{PROSE[lang].format(number)}</p>" for number in range(1, 9)]
    inside = [head, *texts[:1], early, *texts[1:5], middle, *texts[5:], end]
    markup = (
        f"<!DOCTYPE html><html lang={lang}><head><title>The wall of the port</title></head><body class='single'>"
        "<header><nav><ul><li><a href=/>Home</a></li><li><a href=/sea>Sea</a></li></ul></nav></header>"
        f"<main><article><h1>The wall of the port</h1><p class=byline>By Ada Quay</p>{''.join(inside)}</article></main>"
        "<footer><p>© The Port Paper</p></footer></body></html>"
    )
    return read(Source(markup.encode(), "page.html"), Report()).article


BOXES = {
    "list in an aside": ("en", "early", f"<aside class='c-kp'><h4>Key Takeaways</h4>{listed('en')}</aside>"),
    "details": ("de", "head", f"<details><summary>Das Wichtigste in Kürze</summary>{listed('de')}</details>"),
    "bold line": ("fr", "head", f"<p><strong>À retenir :</strong></p>{listed('fr')}"),
    "definitions": ("es", "head", f"<dl class=c1><dt>Las claves</dt>{listed('es', '', 'dd')}</dl>"),
    "table of one column": (
        "en",
        "head",
        "<table border=1><tr><th>Key points</th></tr>"
        + "".join(f"<tr><td>{point}</td></tr>" for point in POINTS["en"])
        + "</table>",
    ),
    "table around a list": ("en", "early", f"<table><tr><td><b>Key points</b>{listed('en')}</td></tr></table>"),
    "tabs": (
        "ja",
        "head",
        "<div class=t><div role=tablist><button role=tab>要点</button><button role=tab>全文</button></div>"
        f"<div role=tabpanel>{listed('ja')}</div></div>",
    ),
    "with a disclaimer": (
        "sv",
        "head",
        f"<div class='summary-box'><h2>Sammanfattning</h2>{listed('sv')}<p class=small>Sammanfattningen är gjord med hjälp av"
        " AI och granskad av redaktionen.</p></div>",
    ),
    "after the text": ("en", "end", f"<section class=wrap><h2>The takeaways</h2>{listed('en')}</section>"),
    "paragraphs with bullets": (
        "pt",
        "head",
        f"<div class=box><p><b>Destaques</b></p>{listed('pt', '', 'p', '• ')}</div>",
    ),
    "numbered": ("ru", "head", f"<div class='article__sum'><span class=t>Главное</span>{listed('ru', 'ol')}</div>"),
    "lines": (
        "en",
        "head",
        f"<div class=note><b>TL;DR</b><br>– {'<br>– '.join(POINTS['en'])}</div>",
    ),
    "right to left": ("ar", "early", f"<section dir=rtl><h3>أبرز النقاط</h3>{listed('ar')}</section>"),
    "block editor": (
        "en",
        "early",
        f"<div class='wp-block-group has-background'><h2 class='wp-block-heading'>Key points</h2>{listed('en')}</div>",
    ),
    "named for ears": ("it", "head", f"<section aria-label='Punti chiave' class=c9>{listed('it')}</section>"),
    "short prose": (
        "en",
        "head",
        "<div class='rule-top rule-bottom'><h4>Summary</h4><p>The wall grows by two metres before the winter storms, work on "
        "the eastern arm ends in autumn, and residents pay nothing towards the cost.</p></div>",
    ),
}
FIRST = {lang: points[0].rstrip(".。") for lang, points in POINTS.items()}


@pytest.mark.parametrize("case", BOXES)
def test_a_box_is_found(case: str) -> None:
    lang, where, markup = BOXES[case]
    article = page(lang, **{where: markup})
    assert article.takeaways is not None, case
    items = [text(item) for item in article.takeaways.items]
    assert len(items) == (1 if case == "short prose" else 3)
    assert items[0].rstrip(".。").startswith(FIRST[lang][:30])
    assert article.takeaways.label
    assert FIRST[lang] not in text(article.body)
    if case == "with a disclaimer":
        assert "AI" in text(article.takeaways.provenance)


LINKS = "".join(
    f"<li><a href='/n/{number}'>{title}</a></li>"
    for number, title in enumerate(
        ("Ferries stay in port after the storm", "A baker leaves the market", "Who owns the old lighthouse")
    )
)
ALIKE = {
    "table of contents": (
        "en",
        "head",
        "<div class=x><h2>In this article</h2><ul><li><a href='#a'>Why the wall is old</a></li>"
        "<li><a href='#b'>What the council wants</a></li></ul></div>",
    ),
    "summary of links": (
        "en",
        "head",
        "<div class=x><h2>Summary</h2><ul><li><a href='#a'>Why the wall is old</a></li>"
        "<li><a href='#b'>What the council wants to do</a></li></ul></div>",
    ),
    "related stories": ("en", "middle", f"<aside class=hl><h3>Highlights</h3><ul>{LINKS}</ul></aside>"),
    "newsletter": (
        "en",
        "middle",
        "<div class=nl><h3>What you need to know</h3><p>Every morning, in your inbox.</p>"
        "<form><input type=email><button>Sign up</button></form></div>",
    ),
    "conclusion": ("de", "end", f"<h2>Fazit</h2>{listed('de')}"),
    "recipe": (
        "en",
        "head",
        "<div class=facts><h3>At a glance</h3><ul><li>Prep: 10 min</li><li>Cook: 25 min</li><li>Serves: 4</li>"
        "<li>Level: easy</li></ul></div>",
    ),
    "facts in lines": (
        "en",
        "early",
        "<div class=fancy><div>Need to know</div><p><strong>When</strong> 4 May, 7 pm<br><strong>Where</strong> Town hall<br>"
        "<strong>Tickets</strong> 12 euros<br><strong>Bus</strong> Line 7</p></div>",
    ),
    "questions": (
        "en",
        "end",
        "<section class=faq><h2>Frequently asked questions</h2><details><summary>Who pays?</summary><p>The state pays all of"
        " it.</p></details><details><summary>When?</summary><p>Before the winter.</p></details></section>",
    ),
    "pull quote": (
        "en",
        "middle",
        "<aside class='pullquote'><p>Many neighbours asked who would pay for it.</p></aside>",
    ),
    "lifted sentence": (
        "en",
        "middle",
        f"<div class=lift><div>Highlights</div><p>{PROSE['en'].format(3)}</p></div>",
    ),
    "summary of every section": (
        "en",
        "middle",
        "".join(
            f"<h2>Part {number}</h2><p>{PROSE['en'].format(number + 20)}</p><blockquote><strong>Summary</strong><p>"
            f"Part {number} of the wall is old and needs work before the winter.</p></blockquote>"
            for number in (1, 2, 3)
        ),
    ),
    "first section of a manual": (
        "en",
        "head",
        f"<section><h2>Summary</h2><p>{PROSE['en'].format(30)}</p></section><section><h2>Building</h2><p>"
        f"{PROSE['en'].format(31)}</p></section><section><h2>Running</h2><p>{PROSE['en'].format(32)}</p></section>",
    ),
    "the author in short": (
        "en",
        "end",
        "<div class='author-box'><h3>In short</h3><ul><li>Writes about ports since 2009.</li><li>Lives by the sea with two "
        "dogs.</li></ul></div>",
    ),
    "poll": (
        "en",
        "middle",
        "<div class=vote><h3>The bottom line</h3><ul><li><label><input type=radio> Build it now</label></li><li><label>"
        "<input type=radio> Leave it</label></li></ul></div>",
    ),
    "fact box": (
        "sv",
        "middle",
        "<aside><h3>Fakta: Muren</h3><ul><li>Byggd 1881 av stadens murare.</li><li>Längd: 400 meter.</li></ul></aside>",
    ),
}


@pytest.mark.parametrize("case", ALIKE)
def test_what_looks_like_a_box_is_none(case: str) -> None:
    lang, where, markup = ALIKE[case]
    article = page(lang, **{where: markup})
    assert article.takeaways is None, text(article.takeaways.items[0])


@pytest.mark.parametrize("label", ["Our take", "Need to know", "What the harbour says"])
def test_a_box_the_user_names_is_taken_whatever_it_is_called(label: str) -> None:
    box = f"<div class=b><h4>{label}</h4><p>The wall grows by two metres before the winter, and nobody pays.</p></div>"
    markup = f"<html lang=en><body><article><h1>The wall of the port</h1>{box}" + "".join(
        f"<p>{PROSE['en'].format(number)}</p>" for number in range(8)
    )
    article = read(Source(markup.encode(), "page.html", takeaways=label), Report()).article
    assert article.takeaways is not None
    assert article.takeaways.label == label
