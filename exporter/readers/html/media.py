"""Embedded media: a video, a sound, a map, another site's post. Paper holds the link, with its title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.model import Inlines, Link, Text
from exporter.readers.html.addresses import host_of
from exporter.readers.html.elements import Element, attribute, name, place

if TYPE_CHECKING:
    from exporter.readers.html.blocks import Converter

_ADDRESSES = ("src", "data-src", "data-lazy-src", "data-url", "data", "data-iframe-src", "data-videoid")
# Frames that show nothing of the article: counters, advertisements, buttons of social networks, consent forms.
_NO_CONTENT = re.compile(
    r"doubleclick|googlesyndication|googletagmanager|google-analytics|amazon-adsystem|adservice|adsystem|taboola|outbrain"
    r"|facebook\.com/(?:plugins/(?:like|share|page|follow|send)|tr\b)|platform\.twitter\.com/widgets/(?:tweet_button|follow)"
    r"|plusone|recaptcha|disqus|consent|cookie|/ads?/|//ads?\.|newsletter|subscribe|signup|onetrust|pixel|beacon|chartbeat"
)
_EMBED = re.compile(r"(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,})")
_VIMEO = re.compile(r"(?:https?:)?//player\.vimeo\.com/video/(\d+)")
_KINDS = {"video": "Video", "amp-video": "Video", "audio": "Audio", "amp-audio": "Audio"}


def link(c: Converter, element: Element) -> Inlines:
    """A link to what is embedded; nothing where it is no content (a counter, an advertisement) or has no address."""
    given = address(element)
    target = c.link(given) if given and not given.startswith(("about:", "data:", "blob:")) else None
    if not target or target.startswith("#") or _NO_CONTENT.search(target):
        c.tally.dropped(name(element))
        return ()
    c.tally.embedded()
    return (Link(content=(Text(value=title(element, target)),), target=target, place=place(element)),)


def address(element: Element) -> str:
    """Where the embedded thing is: its page where the player's address names it, else the player or file."""
    if name(element) == "amp-youtube" and attribute(element, "data-videoid"):
        return f"https://www.youtube.com/watch?v={attribute(element, 'data-videoid')}"
    found = next((value for key in _ADDRESSES if (value := attribute(element, key))), "")
    if not found or found == "about:blank":
        inside = (attribute(part, "src") for part in element.iterdescendants() if name(part) in ("source", "embed"))
        found = next((value for value in inside if value), "") or next(
            (
                attribute(part, "value")
                for part in element.iterdescendants("param")
                if attribute(part, "name") in ("movie", "src")
            ),
            "",
        )
    if video := _EMBED.match(found):
        return f"https://www.youtube.com/watch?v={video[1]}"
    if video := _VIMEO.match(found):
        return f"https://vimeo.com/{video[1]}"
    return found


def title(element: Element, target: str) -> str:
    """What it is called: its own title, else what kind of thing it is and where."""
    for key in ("title", "aria-label", "alt", "data-title"):
        if given := " ".join(attribute(element, key).split()):
            return given
    host = host_of(target)
    kind = _KINDS.get(name(element)) or (
        "Video" if re.search(r"youtu|vimeo|dailymotion|video|brightcove", target) else "Embedded content"
    )
    return f"{kind} ({host.removeprefix('www.')})" if host else kind


def is_content(element: Element) -> bool:
    """Whether an embedded thing is content with an address."""
    given = address(element)
    return (
        bool(given)
        and not given.startswith(("about:", "data:", "blob:", "#", "javascript:"))
        and not _NO_CONTENT.search(given)
    )
