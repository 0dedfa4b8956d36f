"""What is drawn with each element of an SVG drawing, and what all of it costs together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from exporter.pictures.kinds import NotAPicture

Element: TypeAlias = Any  # of lxml

MOST_EFFORT = 400_000
"""Elements, letters and the like (with what they refer to, as often as it is drawn) of a drawing that is drawn."""

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_URL = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_NAME = re.compile(r"[\w-]+")


def reckoned(root: Element, own: Callable[[Element], int], most: int) -> int:
    """The cost of a drawing up to `most`: what each element costs by its `own`, with its children and all that it refers
    to, however often. A reference to what an element is part of costs nothing, as it is not followed."""
    drawn = _Drawn(root)
    known: dict[Element, int] = {}
    open_ = {root}
    stack = [(root, drawn.with_(root))]
    while stack:
        element, waiting = stack[-1]
        if waiting:
            following = waiting.pop()
            if following not in known and following not in open_:
                open_.add(following)
                stack.append((following, drawn.with_(following)))
            continue
        stack.pop()
        open_.discard(element)
        below = sum(known.get(part, 0) for part in drawn.with_(element))
        known[element] = min(below + own(element), most + 1)
    return known[root]


class _Drawn:
    """Tells what is drawn with an element: its children, and what it refers to, as often as it does.

    Raises NotAPicture where there are more references than a drawing that is drawn can have.
    """

    def __init__(self, root: Element) -> None:
        self.ids = {one.get("id"): one for one in elements(root) if one.get("id")}
        self.left = 4 * MOST_EFFORT
        self.rules: dict[str, dict[str, None]] = {}
        for words, named in _style_rules(root):
            for word in words:
                self.rules.setdefault(word, {}).update(dict.fromkeys(named))

    def with_(self, element: Element) -> list[Element]:
        """Its children and what it refers to."""
        found = children(element)
        self._count(len(found))
        return [*found, *(self.ids[name] for name in self._references(element))]

    def _count(self, references: int) -> None:
        """Even one that leads nowhere takes time to follow."""
        self.left -= references
        if self.left < 0:
            raise NotAPicture("too much work to draw", hint="simplify it, or save it as PNG")

    def _references(self, element: Element) -> Iterator[str]:
        for key, value in element.items():
            if key.rpartition("}")[2] == "href" and value.lstrip().startswith("#"):
                yield from self._known([value.strip()[1:]])
            elif "url(" in value:
                times = corners(element) if "marker" in key or "marker" in value else 1
                yield from self._known(_URL.findall(value), times)
        if self.rules:
            words = {"*", local(element), element.get("id") or "", *(element.get("class") or "").split()}
            for word in sorted(words & self.rules.keys()):
                yield from self._known(list(self.rules[word]))

    def _known(self, names: list[str], times: int = 1) -> list[str]:
        """The names that something has, so many times."""
        self._count(len(names) * times)
        return [name for name in names if name in self.ids] * times


def _style_rules(root: Element) -> Iterator[tuple[set[str], list[str]]]:
    """For every rule of a style sheet that refers to something: its selector's words ("*": any), the names it refers to."""
    for element in elements(root):
        if local(element) == "style":
            for selector, body in _RULE.findall("".join(element.itertext())):
                if named := _URL.findall(body):
                    yield set(_NAME.findall(selector)) | ({"*"} if "*" in selector else set()), named


def corners(element: Element) -> int:
    """About how many corners a line has."""
    return max(1, len(NUMBER.findall(element.get("d") or element.get("points") or "")) // 2)


def elements(root: Element) -> Iterator[Element]:
    """A drawing's elements, without its comments."""
    from lxml import etree

    yield from root.iter(etree.Element)


def children(element: Element) -> list[Element]:
    """The elements right inside one."""
    return [child for child in element if isinstance(child.tag, str)]


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]
