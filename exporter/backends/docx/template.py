"""The theme in Word's own terms: fills the `$names` in assets/word with the theme's tokens.

Word's units: type sizes in half points, distances in twips (a twentieth of a point), colours without `#`.
"""

from __future__ import annotations

import re
from string import Template

from exporter import resources
from exporter.theme import Box, Font, Theme

from .wordml.paragraphs import Edge, Indent, Sheet, frame, tabs
from .wordml.runs import escaped

_SHEETS_MM = {"A4": (210.0, 297.0), "A5": (148.0, 210.0), "Letter": (215.9, 279.4)}
_EAST_ASIAN = {"ja": "Yu Mincho", "ko": "Batang", "zh": "SimSun", "zh-hant": "PMingLiU", "zh-tw": "PMingLiU"}
_COMPLEX = "Times New Roman"
_UPRIGHT = frozenset(["ar", "fa", "ur", "ps", "he", "yi", "zh", "ja", "ko", "th", "hi", "bn", "ta", "my", "km", "am"])
"""Languages whose scripts have no italics: a program would only slant the letters."""
_COMMENT = re.compile(r"\s*<!--.*?-->\s*", re.DOTALL)
_INDENTED = re.compile(r">\s+<")
_REGION = dict(
    pair.split("_")
    for pair in [
        "ar_ar-SA",
        "bg_bg-BG",
        "ca_ca-ES",
        "cs_cs-CZ",
        "da_da-DK",
        "de_de-DE",
        "el_el-GR",
        "en_en-US",
        "es_es-ES",
        "et_et-EE",
        "fa_fa-IR",
        "fi_fi-FI",
        "fr_fr-FR",
        "he_he-IL",
        "hi_hi-IN",
        "hr_hr-HR",
        "hu_hu-HU",
        "id_id-ID",
        "it_it-IT",
        "ja_ja-JP",
        "ko_ko-KR",
        "lt_lt-LT",
        "lv_lv-LV",
        "nb_nb-NO",
        "nl_nl-NL",
        "no_nb-NO",
        "pl_pl-PL",
        "pt_pt-PT",
        "ro_ro-RO",
        "ru_ru-RU",
        "sk_sk-SK",
        "sl_sl-SI",
        "sr_sr-Latn-RS",
        "sv_sv-SE",
        "sw_sw-KE",
        "th_th-TH",
        "tr_tr-TR",
        "uk_uk-UA",
        "ur_ur-PK",
        "vi_vi-VN",
        "zh_zh-CN",
        "zh-hans_zh-CN",
        "zh-hant_zh-TW",
    ]
)


def twips(points: float) -> int:
    """Points as twentieths of a point."""
    return round(points * 20)


def hex_colour(value: str) -> str:
    """`#1f4e79` as Word writes it."""
    return value.lstrip("#").upper()


def word_language(tag: str) -> str:
    """A BCP 47 tag as Word's proofing knows it: a language alone gets its most usual region."""
    return _REGION.get(tag.lower(), tag)


def sheet(theme: Theme) -> Sheet:
    """The page of a theme in twips."""
    page = theme.page
    width, height = _SHEETS_MM[page.size]
    sides = (width, height, page.top_mm, page.outer_mm, page.bottom_mm, page.inner_mm)
    return Sheet(*(round(side * 1440 / 25.4) for side in sides))


def filled(name: str, values: dict[str, str]) -> bytes:
    """A file of assets/word with its `$names` replaced, comments and indentation taken out."""
    raw = _COMMENT.sub("\n", resources.read(f"word/{name}").decode())
    return _INDENTED.sub("><", Template(raw).substitute(values).replace("\n", " ")).strip().encode()


def values(theme: Theme, lang: str, rtl: bool, page: Sheet) -> dict[str, str]:
    """Everything the files in assets/word ask for."""
    out = {"name": escaped(theme.name), **_languages(lang), **_colours(theme), **_fonts(theme, lang), **_sizes(theme)}
    out |= _distances(theme, page) | _setting(theme, rtl) | _frames(theme, rtl) | _running(theme, page)
    return out


def _languages(lang: str) -> dict[str, str]:
    tag = escaped(word_language(lang))
    base = lang.lower().partition("-")[0]
    east = tag if base in ("zh", "ja", "ko") else "ja-JP"
    bidi = tag if base in ("ar", "he", "fa", "ur", "hi", "th") else "ar-SA"
    italic = "" if base in _UPRIGHT else "<w:i/><w:iCs/>"
    return {"italic": italic, "lang": tag, "lang_east": east, "lang_bidi": bidi}


def _colours(theme: Theme) -> dict[str, str]:
    names = theme.colours.__struct_fields__
    return {f"colour_{name}": hex_colour(getattr(theme.colours, name)) for name in names}


def _east_asian(lang: str, fallback: str) -> str:
    parts = lang.lower().split("-")
    return _EAST_ASIAN.get("-".join(parts[:2])) or _EAST_ASIAN.get(parts[0]) or fallback


def _fonts(theme: Theme, lang: str) -> dict[str, str]:
    roles: dict[str, Font] = {"text": theme.fonts.text, "label": theme.fonts.label, "code": theme.fonts.code}
    out = {"face_cs": _COMPLEX}
    for role, font in roles.items():
        face = escaped(font.word)
        out[f"face_{role}"] = face
        east = _east_asian(lang, face)
        out[f"font_{role}"] = f'<w:rFonts w:ascii="{face}" w:eastAsia="{east}" w:hAnsi="{face}" w:cs="{_COMPLEX}"/>'
    return out


def half_points(points: float) -> int:
    """Points as Word counts type sizes; it knows none below 1 pt."""
    return max(2, round(points * 2))


def code_size(points: float) -> int:
    """The size of code among words of a size, in half points: a monospaced face looks larger than it is."""
    return half_points(points * 0.9)


def _size(points: float) -> str:
    half = half_points(points)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _sizes(theme: Theme) -> dict[str, str]:
    out = {}
    for name in theme.scale.__struct_fields__:
        size = getattr(theme.scale, name)
        out[f"size_{name}"], out[f"line_{name}"] = _size(size.size), str(twips(size.leading))
    scale = theme.scale
    out["size_byline"] = _size(scale.label.size + 0.5)
    out["size_tablehead"] = _size(table_head(theme))
    out["size_inline"] = _size(code_size(scale.text.size) / 2)
    return out


def table_head(theme: Theme) -> float:
    """The size of a table's head in points."""
    return max(1.0, theme.scale.table.size - 0.7)


def _distances(theme: Theme, page: Sheet) -> dict[str, str]:
    space = theme.spacing
    step = twips(space.indent)
    out = {
        name: str(twips(getattr(space, name)))
        for name in ("paragraph", "before_heading", "after_heading", "block", "item")
    }
    out |= {f"toc_indent{level}": str(step * (level - 1)) for level in (1, 2, 3)}
    out["list_indent"] = Indent(step).xml()
    out["quote_indent"] = Indent(twips(space.indent) + 60).xml()
    out["pull_indent"] = pull_indent(theme).xml()
    out["code_gap"] = str(twips(space.block * 0.75))
    out["masthead_after"] = str(twips(space.block * 1.4))
    wide = page.measure
    out["placeholder_indent"] = Indent(120, 120).xml()
    out["break_indent"] = Indent(wide * 2 // 5, wide * 2 // 5).xml()
    return out


def _setting(theme: Theme, rtl: bool) -> dict[str, str]:
    hyphens = '<w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="284"/><w:doNotHyphenateCaps/>'
    return {
        "bidi": "<w:bidi/>" if rtl else "",
        "ltr": '<w:bidi w:val="0"/>' if rtl else "",
        "justify": f'<w:jc w:val="{"both" if theme.setting.justify else "left"}"/>',
        "hyphenation": hyphens if theme.setting.hyphenate else '<w:autoHyphenation w:val="0"/>',
        "caps": "" if rtl else "<w:caps/>",
        "tracking": "" if rtl else '<w:spacing w:val="14"/>',  # would tear joined letters apart
    }


def padding(theme: Theme) -> tuple[int, int]:
    """How far the text of a box stands from its edges, left and right, in twips: borders are drawn outside of it."""
    return twips(theme.takeaways.padding_x + theme.takeaways.bar), twips(theme.takeaways.padding_x)


def enclosed(theme: Theme, box: str, *, rtl: bool) -> Indent:
    """The indent of the text in a callout or aside.

    From right to left its bar stands exactly at the margin: programs count the indent of a table, which is a piece of the
    box, from different sides there, and only none is the same for all.
    """
    start, end = padding(theme)
    return Indent(sum(bar_room(theme, box)), end) if rtl else Indent(start, end)


def bar_room(theme: Theme, box: str) -> tuple[int, int]:
    """Twips from the text of a callout or aside to its bar, and over the bar, as far as Word can say (points, eighths)."""
    bar = box_bar(theme, box)
    return twips(round(bar.space)), twips(round(bar.width * 8) / 8)


CODE_PADDING = 8
"""Points from program text to the edges of its ground."""

CODE_INDENT = Indent(CODE_PADDING * 20 + 10, CODE_PADDING * 20 + 10)
"""The indent of program text, whose ground reaches from margin to margin."""


def pull_indent(theme: Theme) -> Indent:
    """The indent of words lifted out, which stand between the margins of the text."""
    return Indent(2 * twips(theme.spacing.indent), 2 * twips(theme.spacing.indent))


def box_indent(theme: Theme) -> Indent:
    """The one indent of every paragraph in the takeaways box: hung, so that bullets and heading begin at one line."""
    start, end = padding(theme)
    hang = twips(theme.spacing.indent)
    return Indent(start + hang, end, -hang)


def box_frame(theme: Theme, rtl: bool, box: str) -> str:
    """The frame and tint of a callout or aside, by what its styles begin with ("CalloutTip")."""
    kind = box.removeprefix("Callout").lower() or "callout"
    return _frames(theme, rtl)[f"{kind}_frame"]


def box_bar(theme: Theme, box: str) -> Edge:
    """The reading edge of a callout or aside: a bar in the colour of its kind, or a hairline that only the tint shows."""
    if box == "Aside":
        return Edge(0.5, theme.takeaways.padding_x + theme.takeaways.bar, hex_colour(theme.colours.tint))
    kind = box.removeprefix("Callout").lower() or "note"
    return _callout_bar(theme.takeaways, hex_colour(theme.colours.callout(kind)))


def _frames(theme: Theme, rtl: bool) -> dict[str, str]:
    colour, box = _colours(theme), theme.takeaways
    tint = colour["colour_tint"]
    bar = Edge(box.bar, box.padding_x, colour["colour_accent"])
    side, above = Edge(0.5, box.padding_x, tint), Edge(0.5, box.padding_y, tint)
    close = Edge(0.5, box.padding_y * 0.8, tint)  # the lesser box is the tighter one
    code = Edge(0.5, CODE_PADDING, tint)
    grey = Edge(1.5, 10, colour["colour_rule"])
    rule = Edge(0.75, 8, colour["colour_accent"])
    return {
        "takeaways_frame": _sided(above, bar, above, side, tint, rtl),
        "takeaways_indent": box_indent(theme).xml(),
        **{
            f"{name}_frame": _sided(close, _callout_bar(box, colour[f"colour_{token}"]), close, side, tint, rtl)
            for name, token in (("callout", "accent"), *((kind, kind) for kind in CALLOUTS))
        },
        "callout_indent": enclosed(theme, "Callout", rtl=rtl).xml(),
        "aside_indent": enclosed(theme, "Aside", rtl=rtl).xml(),
        "aside_frame": _sided(close, Edge(0.5, box.padding_x + box.bar, tint), close, side, tint, rtl),
        "quote_frame": _sided(None, grey, None, None, "", rtl),
        "pull_frame": frame(rule, None, rule, None),
        "placeholder_frame": slim_frame(theme),
        "code_frame": frame(code, code, code, code, tint),
        "code_indent": CODE_INDENT.xml(),
        "source_frame": hairline(theme),
        "break_frame": frame(None, None, Edge(0.75, 1, colour["colour_rule"]), None),
        "masthead_rule": masthead_rule(theme),
    }


CALLOUTS = ("tip", "important", "warning", "caution")
"""The kinds of callouts with a colour and styles of their own."""


def callout(kind: str) -> str:
    """What the styles of a callout begin with: `CalloutWarning` of `CalloutWarningTitle`."""
    return f"Callout{kind.capitalize()}" if kind in CALLOUTS else "Callout"


def _callout_bar(box: Box, colour: str) -> Edge:
    return Edge(max(0.75, box.bar * 0.77), box.padding_x, colour)


def hairline(theme: Theme) -> str:
    """A hairline above small print."""
    return frame(_thin(theme), None, None, None)


def slim_frame(theme: Theme) -> str:
    """A frame where a picture is not to be had."""
    return frame(_thin(theme), _thin(theme), _thin(theme), _thin(theme))


def _thin(theme: Theme) -> Edge:
    return Edge(0.5, 6, hex_colour(theme.colours.rule))


def masthead_rule(theme: Theme) -> str:
    """The rule that opens the first page."""
    return frame(Edge(1.5, 7, hex_colour(theme.colours.accent)), None, None, None)


def _sided(top: Edge | None, start: Edge | None, bottom: Edge | None, end: Edge | None, tint: str, rtl: bool) -> str:
    """A frame with its bar at the reading edge: borders of paragraphs know left and right only."""
    return frame(top, end if rtl else start, bottom, start if rtl else end, tint)


def code_stops(theme: Theme) -> list[int]:
    """The tab stops of code, four characters apart, in twips."""
    step = twips(theme.scale.code.size * 0.55 * 4)
    return [CODE_INDENT.left + step * n for n in range(1, 13)]


def _running(theme: Theme, page: Sheet) -> dict[str, str]:
    wide = page.measure
    return {
        "footer_tabs": tabs([("right", wide)]),
        "masthead_tabs": tabs([("right", wide)]),
        "code_tabs": tabs([("left", place) for place in code_stops(theme)]),
    }
