"""What the whole document shares while it is written: names, numbers, lists, pictures, the order of the notes."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from exporter.backends import Context
from exporter.model import Article, Image, Link, Note, Numbering
from exporter.pictures import SUFFIXES, NotAPicture, Picture, suited
from exporter.theme import Theme
from exporter.walk import walk

from . import template
from .vague import Links
from .wordml.paragraphs import Indent, Sheet
from .wordml.parts import Level

if TYPE_CHECKING:
    from .reference import Reference

ACCEPTED = frozenset({"image/jpeg", "image/png", "image/gif"})
LONGEST = 2600
"""Pixels at the longer side of a picture: more than 400 to an inch of the page."""

BULLETS, TAKEAWAYS, TASKS, NUMBERS = 1, 2, 3, 4
_KINDS: dict[Numbering, tuple[int, str]] = {
    "decimal": (3, "decimal"),
    "lower-alpha": (4, "lowerLetter"),
    "upper-alpha": (5, "upperLetter"),
    "lower-roman": (6, "lowerRoman"),
    "upper-roman": (7, "upperRoman"),
}
BEYOND = 10_000
"""Numbers of bookmarks and drawings from which on the user's own document has none."""

LAST_LEVEL = 8
HIGHEST_START = 32767
"""Word counts lists up to this ([MS-OI29500] 2.1.281)."""

_SAFE = "!#$%&'()*+,/:;=?@[]~"


_FIRST_BOXED = 3 + len(_KINDS)
_SHIFT = "\u2003\u2002"
"""About a step of indentation."""


class Lists:
    """The list definitions and the lists made from them; every ordered list is one of its own, so that it starts anew."""

    def __init__(self, theme: Theme) -> None:
        self.step = template.twips(theme.spacing.indent)
        self._colour = template.hex_colour(theme.colours.accent)
        self._box = template.box_indent(theme)
        self._boxed, self._boxed_bullets = False, 0
        self.used: list[tuple[int, int | None, int]] = [(0, None, 0), (1, None, 0), (2, None, 0), (3, None, 0)]

    def ordered(self, numbering: Numbering, start: int, level: int, *, boxed: bool = False) -> int:
        """A new list that counts from `start`; its number."""
        self._boxed |= boxed
        self.used.append((_KINDS[numbering][0] + boxed * _FIRST_BOXED, start, level))
        return len(self.used)

    def boxed_bullets(self) -> int:
        """The list of nested bullets in a box."""
        if not self._boxed_bullets:
            self._boxed = True
            self.used.append((_FIRST_BOXED, None, 0))
            self._boxed_bullets = len(self.used)
        return self._boxed_bullets

    def definitions(self) -> list[list[Level]]:
        """Bullets, the takeaways' bullets, tasks (whose boxes stand in the text), and one for each way of counting."""
        return self._definitions() + (self._definitions(_SHIFT) if self._boxed else [])

    def _definitions(self, shift: str = "") -> list[list[Level]]:
        """shift: what stands before the marks of nested lists where indents may not tell them apart."""
        return [
            [self._level("bullet", shift * depth + "•–"[depth % 2], depth) for depth in range(LAST_LEVEL + 1)],
            [Level("bullet", "•", self._box, self._colour)],
            [Level("bullet", "", self._indent(depth), suffix="nothing") for depth in range(LAST_LEVEL + 1)],
            *(
                [self._level(kind, f"{shift * depth}%{depth + 1}.", depth) for depth in range(LAST_LEVEL + 1)]
                for _, kind in _KINDS.values()
            ),
        ]

    def _indent(self, depth: int) -> Indent:
        return Indent(self.step * (depth + 1), 0, -self.step)

    def _level(self, kind: str, text: str, depth: int) -> Level:
        return Level(kind, text, self._indent(depth), self._colour)


class Bookmarks:
    """Bookmark names for the ids of nodes; Word's names are narrower than ours and do not tell upper from lower case."""

    def __init__(self, article: Article, first: int = 0) -> None:
        self.wanted = {node.target[1:] for node in walk(article) if isinstance(node, Link) and node.target[:1] == "#"}
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}
        self._count = first

    def number(self) -> int:
        """The next bookmark's number."""
        self._count += 1
        return self._count

    def name(self, node_id: str) -> str:
        """The name that stands for an id, always the same one."""
        if node_id not in self._names:
            self._names[node_id] = self._free(re.sub(r"[^A-Za-z0-9_]", "_", node_id))
        return self._names[node_id]

    def _free(self, wish: str) -> str:
        base = (wish if wish[:1].isalpha() else f"a_{wish}")[:40]
        name, count = base, self._counts.get(base.lower(), 1)
        while name.lower() in self._taken:
            count += 1
            name = f"{base[: 39 - len(str(count))]}_{count}"
        self._counts[base.lower()] = count  # where the next one like it goes on: many stay linear
        self._taken.add(name.lower())
        return name


class Relations:
    """What one part refers to: addresses and pictures, by relationship id."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], str] = {}

    def _id(self, kind: str, target: str) -> str:
        return self._ids.setdefault((kind, target), f"rIdA{len(self._ids) + 101}")

    def link(self, address: str) -> str:
        """The relationship for an address outside the document."""
        return self._id("link", address)

    def picture(self, part_name: str) -> str:
        """The relationship for a picture's part."""
        return self._id("picture", part_name)

    def entries(self) -> list[tuple[str, str, str]]:
        """(id, "link" or "picture", target) in the order they were first used."""
        return [(key, kind, target) for (kind, target), key in self._ids.items()]


class State:
    """One document in the making."""

    def __init__(self, article: Article, context: Context, reference: Reference | None = None) -> None:
        self.reference = reference
        self.article, self.context, self.theme = article, context, context.theme
        self.rtl = article.dir == "rtl"
        own = template.sheet(context.theme)
        self.sheet: Sheet = reference.sheet(own) if reference else own
        self.lists = Lists(context.theme)
        self.bookmarks = Bookmarks(article, BEYOND if reference else 0)
        self.notes: dict[str, Note] = {note.id: note for note in article.notes if note.id}
        self.called: dict[str, int] = {}
        self.uncalled: list[str] = []
        self.contents: set[str] = set()
        self.media: dict[str, Picture] = {}
        self._named: dict[str, str] = {}
        self._suited: dict[str, tuple[str, Picture] | None] = {}
        self._drawings = BEYOND if reference else 0
        self.links = Links(article.lang or "en", context.report)
        sizes = [reference.points(name) for name in ("table text", "table heading")] if reference else []
        self.table_size = max([self.theme.scale.table.size, *sizes])
        self.counts = {"Figure": 0, "Table": 0}

    def drawing(self) -> int:
        """The next drawing's number."""
        self._drawings += 1
        return self._drawings

    def picture(self, image: Image) -> tuple[str, Picture] | None:
        """The part name and the picture, in a form Word shows; None where it cannot be had."""
        source = image.source or ""
        if source not in self._suited:
            self._suited[source] = self._made(image)
        return self._suited[source]

    def _made(self, image: Image) -> tuple[str, Picture] | None:
        found = self.context.picture(image)
        if found is None:
            return None
        try:
            return self.medium(suited(found, ACCEPTED, LONGEST))
        except NotAPicture as error:
            self.context.report.warn("picture-unusable", str(error), place=image.place, hint=error.hint)
            return None

    def medium(self, picture: Picture) -> tuple[str, Picture]:
        """A picture as a part of the package, the same bytes once."""
        key = hashlib.sha256(picture.data).hexdigest()
        if key not in self._named:
            name = f"/word/media/article{len(self.media) + 1}{SUFFIXES[picture.media_type]}"
            self._named[key] = name
            self.media[name] = picture
        return self._named[key], picture


def address(target: str) -> str | None:
    """An address as a relationship can hold it (RFC 3986), or None where it is none: Word calls a file with one damaged."""
    coded = quote(target.strip(), safe=_SAFE)
    try:
        parts = urlsplit(coded)
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError:
        return None
    inside = coded.replace(parts.netloc, "", 1)
    if "[" in inside or "]" in inside:
        coded = coded.replace("[", "%5B").replace("]", "%5D") if "[" not in parts.netloc else coded
    if parts.scheme in ("http", "https") and not parts.hostname:
        return None
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", coded)
