"""Template tags (Hugo's shortcodes, Liquid): what their name and arguments say, and the part of an article they carry.

A picture (`{{< figure src="..." >}}`, `{% include image.html url="..." %}`), a film (`{{< youtube ID >}}`), a post elsewhere.
"""

from __future__ import annotations

import re

from msgspec import Struct

from exporter.patterns import pattern
from exporter.readers.markdown.elements import Element

_TAG = pattern(
    r"\{\{[<%][-\s]*(?P<close>/?)\s*(?P<name>[\w./-]*[\w-])(?P<rest>.*)[%>]\}\}$"
    r"|\{%-?\s*(?P<include>include(?:_cached|_relative)?\s+)?(?P<liquid>[\w./-]*[\w-])(?P<more>.*?)-?%\}$",
    re.DOTALL,
)
_ARGUMENT = pattern(
    r"""([\w-]+)(?:\s*=\s*|:\s*(?=["']))(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s"'>%}]+))|"([^"]*)"|'([^']*)'|([^\s"'=]+)"""
)
_PICTURE = pattern(r"\.(?:png|jpe?g|gif|webp|avif|svg|bmp|tiff?)$", re.IGNORECASE)
_PICTURES = pattern(r"fig|img|image|picture|photo|legacy|asset", re.IGNORECASE)
_SOURCES = ("src", "url", "path", "file", "link", "image", "image_path", "image_url", "href", "name")
_CAPTIONS = ("caption", "description", "legend", "title")
_CREDITS = ("credit", "attr", "attribution", "copyright", "byline")
_FILMS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "yt": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "gist": "https://gist.github.com/{}/{}",
    "tweet": "https://twitter.com/{}/status/{}",
    "x": "https://twitter.com/{}/status/{}",
    "soundcloud": "https://soundcloud.com/{}",
    "spotify": "https://open.spotify.com/{}/{}",
}
_WORDS = ("title", "label", "text", "caption")
_FILM_KEYS = ("user", "username", "id", "video", "video_id", "videoid", "type", "file")
# fmt: off
_SILENT = frozenset([
    "raw", "endraw", "verbatim", "endverbatim", "if", "elsif", "else", "endif", "unless", "endunless", "for", "endfor",
    "assign", "capture", "endcapture", "case", "when", "endcase", "break", "continue", "increment", "decrement",
    "cycle", "toc", "pagebreak", "page-break", "clear", "clearfix", "newpage", "hr", "br", "more", "set", "block",
    "endblock", "extends", "import", "from", "layout", "tablerow", "comments", "endcomments", "nobr",
])
# fmt: on
"""Tags that print nothing by themselves."""
_SILENT_FILES = pattern(
    r"(?:^|/)(?:toc|nav|head|header|footer|sidebar|ads?|analytics|comments|share)[\w-]*(?:\.html)?$"
)


class Tag(Struct, frozen=True):
    """What a template tag says: its name in lower case (of an include the file's), its arguments, whether it closes a pair."""

    name: str
    named: dict[str, str]
    words: tuple[str, ...] = ()
    closes: bool = False


def tag_of(source: str) -> Tag | None:
    """The tag a text is; None of an output tag (`{{ page.title }}`) or no tag at all."""
    found = _TAG.match(source)
    if not found:
        return None
    if found["name"]:
        return _tag(found["name"], found["rest"].rstrip().removesuffix("/"), bool(found["close"]))
    name = found["liquid"]
    closes = name.startswith("end") and not found["include"] and len(name) > 3
    return _tag(name[3:].lstrip("_") if closes else name, found["more"], closes)


def _tag(name: str, rest: str, closes: bool) -> Tag:
    named: dict[str, str] = {}
    words: list[str] = []
    for key, *given in _ARGUMENT.findall(rest):
        if key:
            named.setdefault(key.lower(), next((part for part in given[:4] if part), ""))
        else:
            words.append(next((part for part in given[4:] if part), ""))
    return Tag(name.lower(), named, tuple(word for word in words if word not in ("/", "|")), closes)


_CLOSING = pattern(r"\{\{[<%]\s*/\s*([\w./-]+)|\{%-?\s*end_?([\w-]+)")


_ANY = pattern(r"(\{%.*?%\}|\{\{.*?\}\}|\{:[^{}]*\})")


def split(line: str) -> list[str]:
    """A line of tags, tag by tag, with the spaces between them."""
    return [part for part in _ANY.split(line) if part]


def closed_names(lines: list[str]) -> frozenset[str]:
    """The names of the tags that some line closes."""
    found = (pair for line in lines if "{%" in line or "{{" in line for pair in _CLOSING.findall(line))
    return frozenset((one or two).lower() for one, two in found)


def is_silent(source: str) -> bool:
    """Whether a tag prints no words on its site either: control flow, a page break, a list of contents."""
    tag = tag_of(source)
    return tag is not None and (tag.name in _SILENT or bool(_SILENT_FILES.search(tag.name)))


def element(source: str) -> Element | None:
    """The element a template tag stands for; None where only its site knows."""
    tag = tag_of(source)
    if tag is None or tag.closes:
        return None
    picture = _address(tag)
    if picture:
        return _picture(picture, tag)
    return _film(tag)


def _address(tag: Tag) -> str:
    """The picture a tag shows: an argument that is a file of pictures, or the source of a tag named for pictures."""
    given = [tag.named[key] for key in _SOURCES if tag.named.get(key)] + list(tag.words)
    files = [value for value in given if _PICTURE.search(value.split("?")[0])]
    if files:
        return files[0]
    named = next((tag.named[key] for key in _SOURCES[:4] if tag.named.get(key)), "")
    return named if named and "." in named and _PICTURES.search(tag.name) else ""


def _picture(source: str, tag: Tag) -> Element:
    attrs = {"src": source, "alt": tag.named.get("alt") or tag.named.get("alt_text") or ""}
    captions = [tag.named[key] for key in _CAPTIONS if tag.named.get(key)]
    if len(captions) > 1 and tag.named.get("title"):
        captions = [f"**{tag.named['title']}**", captions[0]]
    if captions:
        attrs["caption"] = " ".join(captions[:2])
    if credit := next((tag.named[key] for key in _CREDITS if tag.named.get(key)), ""):
        url = tag.named.get("attrlink")
        attrs["credit"] = f"[{credit}]({url})" if url else credit
    return Element("img", attrs)


def _film(tag: Tag) -> Element | None:
    named = [tag.named[key] for key in _FILM_KEYS if tag.named.get(key)]
    values = named or list(tag.words)
    shape = _FILMS.get(tag.name)
    if shape and len(values) >= shape.count("{}"):
        return _link(shape.format(*values), tag)
    if tag.name in ("tweet", "x") and len(values) == 1:
        return _link(f"https://twitter.com/i/status/{values[0]}", tag)
    given = [tag.named.get(key, "") for key in ("src", "url", "href", "link", "file")]
    address = next((value for value in [*given, *tag.words] if "://" in value), "")
    if not address and any(tag.named.get(key) for key in _WORDS):
        address = next((value for value in given if value), "")
    return _link(address, tag) if address else None


def _link(address: str, tag: Tag) -> Element:
    words = next((tag.named[key] for key in _WORDS if tag.named.get(key)), address)
    return Element("a", {"href": address}, [words])
