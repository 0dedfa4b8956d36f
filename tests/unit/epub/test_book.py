"""The package: contents, metadata, cover, sheets, the zip, and what is claimed about accessibility."""

from __future__ import annotations

import hashlib
import io
import re
import time
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from exporter import canonical
from exporter import model as m
from exporter.backends.epub import cover, writing
from exporter.backends.epub.accessibility import STANDARD
from exporter.backends.epub.colours import css, middling, readable, veil
from exporter.backends.epub.illustrations import suitable
from exporter.backends.epub.metadata import date
from exporter.backends.epub.navigation import Entry, depth, settled
from exporter.backends.epub.stylesheet import legible, sheets
from exporter.colours import BLACK, ENOUGH, WHITE, contrast, rgb
from exporter.contract import sample
from exporter.labels import labels
from exporter.pictures import opened as opened_picture
from exporter.theme import load_theme

Make = Callable[..., Any]


def words(text: str) -> m.Inlines:
    return (m.Text(text),)


def article(*blocks: m.Block, **more: Any) -> m.Article:
    return m.Article(**{"title": words("A title"), "body": blocks or (m.Paragraph(words("x")),), "lang": "en", **more})


def test_the_zip(opened: Make) -> None:
    entries = opened(sample.everything()).entries
    assert entries[0].filename == "mimetype" and entries[0].compress_type == 0 and not entries[0].extra
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o644}
    assert len({entry.filename for entry in entries}) == len(entries)


def test_the_record_is_the_article(opened: Make) -> None:
    everything = sample.everything()
    book = opened(everything)
    assert book.find("//opf:link[@rel='record']/@href", "content.opf") == ["article.json"]
    assert canonical.loads(book.files["EPUB/article.json"]) == everything
    assert not book.find("//opf:item[@href='article.json']", "content.opf")


def test_same_bytes(opened: Make) -> None:
    assert opened(sample.everything()).data == opened(sample.everything()).data


def test_metadata(opened: Make) -> None:
    book = opened(sample.everything())
    assert book.find("//dc:creator/text()", "content.opf") == ["Ada Example"]
    assert book.find("//dc:contributor/text()", "content.opf") == ["Ben Example"]
    assert book.meta("role") == ["aut", "pht"]
    assert book.find("//dc:date/text()", "content.opf") == ["2024-06-25"]
    assert book.meta("dcterms:modified") == ["2024-06-26T08:30:00Z"]
    assert book.find("//dc:subject/text()", "content.opf") == ["harbours", "specimens"]
    assert book.find("/opf:package/@unique-identifier", "content.opf") == book.find(
        "//dc:identifier/@id", "content.opf"
    )
    assert not book.find("//opf:meta[@name='generator']", "content.opf")


def test_no_date_is_invented(opened: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    book = opened(article())
    assert not book.find("//dc:date", "content.opf") and book.meta("dcterms:modified") == ["2000-01-01T00:00:00Z"]


def test_dates_as_the_format_has_them() -> None:
    assert date("2024-06-25T08:30") == "2024-06-25"
    assert date("2024-06-25T08:30:00+02:00") == "2024-06-25T08:30:00+02:00"
    assert date("2024") == "2024" and date(None) is None


def test_contents_and_their_depth(opened: Make) -> None:
    book = opened(sample.everything())
    assert book.find("//ncx:meta[@name='dtb:depth']/@content", "toc.ncx") == ["3"]
    nav = book.find("//x:nav[@epub:type='toc']//x:a/@href", "nav.xhtml")
    assert nav == book.find("//ncx:content/@src", "toc.ncx")
    assert book.find("//x:nav[@epub:type='landmarks']//x:a/@epub:type", "nav.xhtml") == [
        "cover", "bodymatter", "abstract", "footnotes",
    ]  # fmt: skip


def test_levels_of_the_contents_never_jump() -> None:
    entries = [Entry("a", "", 2), Entry("b", "", 4), Entry("c", "", 3), Entry("d", "", 1)]
    assert [entry.level for entry in settled(entries)] == [1, 2, 2, 1]
    assert depth(entries) == 2 and depth([]) == 1


def test_right_to_left(opened: Make) -> None:
    book = opened(article(lang="ar"))
    assert book.find("/opf:package/opf:spine/@page-progression-direction", "content.opf") == ["rtl"]
    assert book.find("/opf:package/@dir", "content.opf") == ["rtl"]


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


def test_the_lead_picture_is_the_cover(opened: Make) -> None:
    book = opened(sample.everything())
    assert book.find("//opf:item[@properties='cover-image']/@href", "content.opf") == ["pictures/001.png"]
    assert "EPUB/cover.svg" not in book.files


def test_a_drawn_cover(opened: Make) -> None:
    book = opened(replace(sample.everything(), lead=None))
    drawn = book.text("cover.svg")
    assert "Ada Example" in drawn and "The Example" in drawn and "TLP:AMBER" in drawn
    assert book.find("//x:img/@alt", "cover.xhtml") == ["Cover: Everything an article can hold"]
    assert rgb(load_theme().colours.accent) == rgb(re.findall(r'<rect [^>]*fill="(#\w+)"', drawn)[0])


@pytest.mark.parametrize("title", ["A", "word " * 90, "x" * 400, "标题" * 60, "Ein Donaudampfschiff & <Kapitän>"])
def test_covers_hold_any_title(title: str) -> None:
    drawn = cover.drawn(article(title=words(title)), load_theme())
    lines = re.findall(r'y="([\d.]+)"[^>]*font-size="(\d+)"', drawn.decode())
    assert lines and max(float(y) for y, _ in lines) < cover.HEIGHT


def test_a_cover_breaks_no_word_that_smaller_type_holds() -> None:
    size, lines = cover._fitted("Constitutional Questions and Answers, Revisited")
    assert size < 132 and lines == ["Constitutional", "Questions and", "Answers,", "Revisited"]


def test_a_title_on_a_cover_is_balanced() -> None:
    _, lines = cover._fitted("Contingent of 400 Kenyan Police Arrive in Haiti to Aid Security Efforts")
    assert lines[-1] == "Security Efforts" and len(lines) == 5


def test_a_cover_cuts_words_of_any_length_at_once() -> None:
    begun = time.process_time()
    long = article(kicker="k" * 100_000, publisher="p" * 100_000, authors=(m.Author("n" * 100_000),))
    assert len(cover.drawn(long, load_theme())) < 10_000
    assert time.process_time() - begun < 2


def test_thin_and_small_pictures_are_no_covers() -> None:
    assert cover.usable(opened_picture(sample.picture()))
    assert not cover.usable(opened_picture(sample.picture(100, 100)))
    assert not cover.usable(opened_picture(sample.picture(1600, 300)))


def test_colours_stay_readable() -> None:
    for colour in ("#000000", "#1f4e79", "#c8102e", "#ffd700", "#ffffff", "#777777"):
        middle = middling(rgb(colour), rgb("#f1f5f9"))
        assert contrast(middle, rgb("#f1f5f9")) >= ENOUGH and contrast(middle, WHITE) >= ENOUGH
        assert contrast(readable(rgb(colour), (20, 23, 26)), (20, 23, 26)) >= ENOUGH
    assert contrast(middling(rgb("#1f4e79"), rgb("#f1f5f9")), BLACK) > 3.5
    assert veil((241, 245, 249)) == "rgba(0, 73, 146, 0.055)" and veil(WHITE) == "transparent"


def test_sheets() -> None:
    theme = load_theme()
    book, dark = (sheet.decode() for sheet in sheets(theme))
    assert legible(theme)
    assert "@media" not in book and "px" not in book and "$" not in book + dark
    assert not re.search(r"^(p|li|p, li)[^{]*\{[^}]*font-family", book, re.MULTILINE)


def test_bars_stand_in_old_readers_and_in_any_direction_of_writing() -> None:
    book = sheets(load_theme())[0].decode()
    (box,) = re.findall(r"\.takeaways \{([^}]*)\}", book)
    assert re.search(r"border-left-width: (\S+); border-block-width: 0; border-inline-width: \1 0;", box)
    paragraphs = next(rule for rule in book.splitlines() if rule.startswith("p, ul"))
    assert paragraphs.index("margin: 0 0") < paragraphs.index("margin-block: 0")


def test_nothing_in_the_main_sheet_makes_an_old_engine_drop_or_break_it() -> None:
    """Engines of e-readers drop a sheet for calc() or an at-rule, and break at shorthands with units they do not know."""
    book = re.sub(r"/\*.*?\*/", "", sheets(load_theme())[0].decode(), flags=re.DOTALL)
    assert not re.search(r"@|(calc|var|min|max|clamp)\(|display: (flex|grid)", book)
    for name, value in re.findall(r"([a-z-]+): ([^;}]*\d(?:vh|vw|ch|rem)\b[^;}]*)", book):
        assert name not in ("margin", "padding", "border") and " " not in value.strip(), f"{name}: {value}"


def test_words_that_stand_for_a_lead_picture_are_no_broken_box() -> None:
    book = sheets(load_theme())[0].decode()
    (rule,) = re.findall(r"^figure\.lead\.missing > figcaption:first-child \{([^}]*)\}", book, re.MULTILINE)
    assert "border-width: 0.07em 0 0;" in rule and "dashed" not in book


def test_program_text_has_the_colours_it_has_on_paper() -> None:
    accent = css(middling(rgb(load_theme().colours.accent), rgb(load_theme().colours.tint)))
    assert f".k {{ color: {accent};" in sheets(load_theme())[0].decode()


def test_tints_never_lie_on_each_other() -> None:
    """Found by Ace: program text in a callout had two veils behind it, and too little contrast."""
    book = sheets(load_theme())[0].decode()
    assert ".callout pre, .callout .callout { background-color: transparent; }" in book
    assert book.count("rgba(") == 3  # the takeaways, which hold no blocks; callouts; program text


def test_fonts_only_where_the_theme_says_so(opened: Make, tmp_path: Any) -> None:
    assert not [name for name in opened(article()).files if name.startswith("EPUB/fonts")]
    theme = tmp_path / "own.toml"
    theme.write_text('extends = "brief"\n[epub]\nembed_fonts = true\n', encoding="utf-8")
    book = opened(article(), theme=theme)
    fonts = {name: data for name, data in book.files.items() if name.endswith(".ttf")}
    assert len(fonts) == 8 and all(len(data) < 60_000 for data in fonts.values())
    assert len(book.find("//opf:item[@media-type='font/ttf']", "content.opf")) == 8
    assert book.text().index("fonts.css") < book.text().index("book.css")
    assert book.meta("ibooks:specified-fonts") == ["true"]
    assert book.find("/opf:package/@prefix", "content.opf")[0].startswith("ibooks: ")
    assert not opened(article()).find("/opf:package/@prefix", "content.opf")


def test_an_svg_that_leans_on_outside_files_becomes_pixels() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><style>%s</style><rect width="9" height="9"/></svg>'
    assert suitable(opened_picture(svg % b"rect{fill:url(#a)}")).media_type == "image/svg+xml"
    assert suitable(opened_picture(svg % b"@import 'https://example.org/a.css';")).media_type == "image/png"
    assert suitable(opened_picture(svg % b"rect{fill:url(https://example.org/a)}")).media_type == "image/png"


@pytest.mark.parametrize("inside", [b"<ScRiPt>x</ScRiPt>", b'<g id="a="/>', b'<g id="a"/><g id="a"/>'])
def test_an_svg_no_validator_takes_becomes_pixels(inside: bytes) -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="9" height="9"/>%s</svg>' % inside
    )
    assert suitable(opened_picture(svg)).media_type == "image/png"


def test_an_svg_with_entities_is_no_crash(opened: Make, pictures: Any) -> None:
    root = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&a;</text></svg>'
    (pictures / "a.svg").write_bytes(b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + root)
    book = opened(article(m.Figure((m.Image("a.svg", "Words"),))))
    shown = book.files.get("EPUB/pictures/001.svg", b"")
    assert "bad-picture" not in book.codes
    assert b"<svg" in shown and b"&a;" not in shown


def test_old_kinds_of_pictures_are_converted(opened: Make, pictures: Any) -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (5, 5), "red").save(out, "BMP")
    (pictures / "a.bmp").write_bytes(out.getvalue())
    assert "EPUB/pictures/001.png" in opened(article(m.Figure((m.Image("a.bmp", "x"),)))).files


def test_the_original_of_a_converted_picture_travels_along(opened: Make, pictures: Any) -> None:
    from PIL import Image

    Image.new("CMYK", (5, 5)).save(pictures / "a.tif")
    Image.new("RGB", (5, 5), "red").save(pictures / "b.webp", lossless=True)
    book = opened(article(*(m.Figure((m.Image(name, "x"),)) for name in ("a.tif", "b.webp", "a.tif"))))
    (link,) = book.find("//opf:link[@rel='dcterms:source']", "content.opf")
    assert book.files[f"EPUB/{link.get('href')}"] == (pictures / "a.tif").read_bytes()
    assert link.get("media-type") == "image/tiff"
    shown = book.find(f"//opf:item[@id='{link.get('refines')[1:]}']/@href", "content.opf")
    assert shown == ["pictures/001.png"] and not book.find("//opf:item[contains(@href, 'originals')]", "content.opf")
    assert (pictures / "b.webp").read_bytes() in book.files.values()


def test_a_quiet_svg_stays_as_its_maker_wrote_it() -> None:
    svg = b'<?xml version="1.0"?>\n<!-- by hand -->\n<svg  xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g/></svg>\n'
    assert suitable(opened_picture(svg)).data == svg
    loud = svg.replace(b"<g/>", b'<g onclick="x"/>')
    assert b"onclick" not in suitable(opened_picture(loud)).data


def own_theme(folder: Any, tokens: str) -> Any:
    path = folder / "own.toml"
    path.write_text(f'extends = "brief"\n{tokens}\n', encoding="utf-8")
    return path


def test_the_logo_stands_in_the_head_and_on_a_drawn_cover(opened: Make, tmp_path: Any) -> None:
    (tmp_path / "logo.png").write_bytes(sample.picture(300, 90))
    theme = own_theme(tmp_path, '[brand]\nlogo = "logo.png"')
    book = opened(article(publisher="The House"), theme=theme)
    (logo,) = book.find("//x:header/x:p[@class='logo']/x:img")
    assert logo.get("alt") == "" and book.files[f"EPUB/{logo.get('src')}"] == sample.picture(300, 90)
    drawn = book.text("cover.svg")
    assert f"data:image/png;base64,{b64encode(sample.picture(300, 90)).decode()}" in drawn and "The House" in drawn
    assert book.meta("schema:accessMode") == ["textual"] and book.meta("dcterms:conformsTo")


def test_a_broken_logo_is_told_of(opened: Make, tmp_path: Any) -> None:
    (tmp_path / "logo.png").write_bytes(b"no picture")
    book = opened(article(), theme=own_theme(tmp_path, '[brand]\nlogo = "logo.png"'))
    assert book.codes == ["broken-logo"] and not book.find("//x:img")


def test_old_readers_find_cover_contents_and_text(opened: Make) -> None:
    book = opened(sample.everything())
    assert book.find("//opf:meta[@name='cover']/@content", "content.opf") == ["cover-image"]
    assert book.find("//opf:reference/@type", "content.opf") == ["cover", "text"]
    assert book.find("//opf:reference/@href", "content.opf") == ["cover.xhtml", "article.xhtml"]


@pytest.mark.parametrize(
    ("lang", "mode", "turns"),
    [
        ("ja", "vertical-rl", "rtl"),
        ("zh-Hant-TW", "vertical-rl", "rtl"),
        ("mn-Mong", "vertical-lr", "ltr"),
        ("mn", "", "ltr"),
    ],
)
def test_vertical_lines_where_the_theme_asks_for_them(
    opened: Make, tmp_path: Any, lang: str, mode: str, turns: str
) -> None:
    theme = own_theme(tmp_path, "[epub]\nvertical = true")
    book = opened(article(lang=lang), theme=theme)
    assert book.find("/opf:package/opf:spine/@page-progression-direction", "content.opf") == [turns]
    assert (writing.mode(lang, load_theme(theme)) or "") == mode
    assert "html:lang(mn-Mong) { -epub-writing-mode: vertical-lr;" in book.text("book.css")
    assert "writing-mode" not in opened(article(lang=lang)).text("book.css")


def test_every_side_of_a_page_is_also_named_by_the_direction_of_writing() -> None:
    """A rule that names physical sides only would put rules and distances on the wrong side of vertical lines."""
    book = re.sub(r"/\*.*?\*/", "", sheets(load_theme())[0].decode(), flags=re.DOTALL)
    for selector, body in re.findall(r"([^{}]+)\{([^}]*)\}", book):
        if selector.strip() == ".decimal":
            continue  # one physical side on purpose; the next rule is for languages that can be vertical
        for what in ("margin", "padding", "border"):
            width = "-width" if what == "border" else ""
            sided = re.search(rf"(?<![-\w]){what}(-(top|bottom|left|right){width}|{width}): ", body)
            logical = re.search(rf"{what}-block(-start|-end)?{width}: ", body)
            uneven = sided and not re.search(rf"(?<![-\w]){what}{width}: \S+;", body)
            assert logical or not uneven, f"{selector.strip()} {{{body}}}"


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


def test_every_picture_of_the_record_is_in_the_container(opened: Make, pictures: Any) -> None:
    from PIL import Image

    for kind in ("TIFF", "BMP", "PNG", "WEBP", "GIF", "JPEG"):
        Image.new("RGB", (5, 5), "red").save(pictures / f"a.{kind}", kind)
    (pictures / "a.svg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onclick="x"/>')
    names = [path.name for path in sorted(pictures.glob("a.*"))]
    book = opened(article(*(m.Figure((m.Image(name, "x"),)) for name in names)))
    wanted = canonical.load_record(book.files["EPUB/article.json"]).pictures
    there = {hashlib.sha256(data).hexdigest() for data in book.files.values()}
    assert set(wanted) == set(names) and set(wanted.values()) <= there


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


def test_labels_in_another_language_than_the_article_say_so(opened: Make) -> None:
    """WCAG 2.2, 3.1.2: where there are no words in the article's language, ours are English and marked as such."""
    more: Any = {"takeaways": m.Takeaways((words("Moja"),)), "published": "2024-06-25", "authors": (m.Author("Ada"),)}
    note: Any = {"notes": (m.Note((m.Paragraph(words("Mbili")),), id="n"),)}
    body = m.Paragraph((m.Text("Habari"), m.NoteRef("n"), m.Image(None, "Bandari")))
    book = opened(article(body, m.Callout((body,)), lang="sw", **more, **note))
    marked = {"".join(found.itertext()).strip() for found in book.find("//*[@lang='en' and @xml:lang='en']")}
    assert marked == {"Key takeaways", "25 June 2024", "By", "Notes", "Note", "Picture not available"}
    nav = book.find("//x:span[@lang='en']/text()", "nav.xhtml")
    assert nav[:3] == ["Contents", "Key takeaways", "Notes"]
    assert book.find("//opf:meta[@property='schema:accessibilitySummary']/@xml:lang", "content.opf") == ["en"]
    assert not opened(article(body, lang="en-GB", **more, **note)).find("//x:body//*[@lang]")
    assert not opened(article(body, lang="no", **more, **note)).find("//x:body//*[@lang]")


def test_modified_is_utc(opened: Make) -> None:
    book = opened(article(updated="2024-01-01T01:00:00+02:00"))
    assert book.meta("dcterms:modified") == ["2023-12-31T23:00:00Z"]
