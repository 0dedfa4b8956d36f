"""The lead picture in front matter: `cover: {image, alt, caption, credit}`, `heroImage` with `heroImageAlt`, and their kin.

A bare `image: file` without words is a card for lists and social networks, which sites do not show in the article: it stays
an attribute.
"""

from __future__ import annotations

import re

from exporter.patterns import pattern
from exporter.readers.markdown.front_matter import Value

_KEY = pattern(
    r"(?:(?P<sure>cover|hero|banner|feature|featured|header|lead|main|primary|top|teaser|splash)_?(?:image|img|picture|photo)?"
    r"|image|img|picture|photo)(?:_?(?P<part>src|url|path|file|alt|alt_text|caption|figcaption|credit|credits|attribution|title))?$"
)
_PARTS = {
    **dict.fromkeys(["src", "url", "path", "file", "image", "img", "href", "source", "feature", "filename"], "src"),
    **dict.fromkeys(["alt", "alt_text", "alttext"], "alt"),
    **dict.fromkeys(["caption", "figcaption", "description"], "caption"),
    **dict.fromkeys(["credit", "credits", "attribution", "copyright", "photographer", "author"], "credit"),
    "title": "title",
}
_FILE = pattern(r"\.(?:png|jpe?g|gif|webp|avif|svg|tiff?)(?:$|[?#])|^https?://|/", re.IGNORECASE)


def take(data: dict[str, Value]) -> dict[str, Value]:
    """The parts of the lead picture (src, alt, title, caption, credit, others); the keys that gave them leave `data`."""
    out: dict[str, Value] = {}
    used: list[str] = []
    sure = False
    for key, value in data.items():
        found = _KEY.fullmatch(key.strip().lower().replace("-", "_"))
        if not found or not value:
            continue
        given = _given(found["part"], value)
        if given and not (given.keys() & out.keys()):
            out |= given
            used.append(key)
            sure = sure or (bool(found["sure"]) and "src" in given)
    told = out.keys() & {"alt", "caption", "credit"}
    if "src" not in out or not (sure or told):
        return {}
    for key in used:
        del data[key]
    return out


def _given(part: str | None, value: Value) -> dict[str, Value]:
    if isinstance(value, str):
        name = _PARTS.get(part or "src", "src")
        return {name: value} if name != "src" or _FILE.search(value) else {}
    if (
        part
        or not isinstance(value, dict)
        or not all(inner is None or isinstance(inner, str) for inner in value.values())
    ):
        return {}
    out: dict[str, Value] = {}
    for key, inner in value.items():
        part_name = _PARTS.get(str(key).lower().replace("-", "_"))
        out.setdefault(part_name or str(key), inner)
    return out if out.get("src") else {}
