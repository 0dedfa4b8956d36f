"""Template tags that carry a part of the article: a picture (`{{< figure src="..." >}}`) or a film (`{{< youtube ID >}}`)."""

from __future__ import annotations

import re

from exporter.readers.markdown.elements import Element

_ARGUMENT = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>%}]+))""")
_NAME = re.compile(r"\{[{%][<%-]?\s*(?:include(?:_cached)?\s+)?([\w./-]+)\s*(?:[\"']?([\w-]+)[\"']?\s*)?")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg)$|fig|img|image|picture", re.IGNORECASE)


def element(tag: str) -> Element | None:
    """The element a template tag stands for; None where only its site knows."""
    found = _NAME.match(tag)
    name = found[1] if found else ""
    arguments = {key.lower(): one or two or bare for key, one, two, bare in _ARGUMENT.findall(tag)}
    source = arguments.get("src", "")
    if source and (_PICTURE.search(name) or _PICTURE.search(source)) and "." in source:
        return _picture(source, arguments)
    if name == "youtube" and found:
        film = arguments.get("id") or found[2]
        words = arguments.get("title") or f"https://www.youtube.com/watch?v={film}"
        return Element("a", {"href": f"https://www.youtube.com/watch?v={film}"}, [words]) if film else None
    return None


def _picture(source: str, arguments: dict[str, str]) -> Element:
    attrs = {"src": source, "alt": arguments.get("alt", "")}
    if caption := arguments.get("caption") or arguments.get("title"):
        attrs["title"] = caption
    if credit := arguments.get("credit") or arguments.get("attr"):
        attrs["credit"] = credit
    return Element("img", attrs)
