"""Mutations that know what they mutate: trees of XML, HTML and JSON, and lines of text.

Bytes flipped in markup mostly make it unreadable, and what is refused at once reaches nothing. What these make still reads
as what it was, with parts removed, doubled, moved, exchanged, renamed, filled with what is seldom seen, or nested deep.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from exporter import canonical
from exporter.errors import ExportError

Mutate: TypeAlias = Callable[[bytes, int], bytes]
"""libFuzzer's own: bytes and how many there may be."""
Mutator: TypeAlias = Callable[[bytes, random.Random], bytes]
"""Raises ValueError where the bytes are not of its kind."""

PLAIN = 0.15
"""How often bytes are mutated as bytes all the same."""
WORDS = (
    "", " ", "0", "1", "-1", "2", "99999999999", "1.5", "true", "a", "A b", "#a", "#", "1.", "a)", "•", "–",
    "Key takeaways", "KEY TAKEAWAYS", "By Ann Lee", "25 June 2024", "2024-06-25", "2024-13-45", "0000", "en", "ar",
    "xx-", "rtl", "\u202e", "\u00a0", "\u200b", "\t", "a\nb", "\r", "\ufeff", "מלה", "漢字", "🙂", "<b>", "&amp;", "```",
    "$x$", "\\frac{1}{", "![a](b)", "http://[", "javascript:alert(1)", "data:image/png;base64,AAAA", "../../x",
    "file:///x", "a" * 300, "NaN", "1e999", "@", "%00", "{#a}", ":::", "[^1]", "|", "---",
)  # fmt: skip


def mutator(kind: Mutator, donors: Sequence[bytes], skip: int = 0) -> Callable[[bytes, int, int, Mutate], bytes]:
    """A custom mutator for libFuzzer: (data, most bytes, seed, its own way) -> data.

    donors: good inputs, whose first bytes alone are taken at times.   skip: bytes at the head that choose something.
    """

    def mutate(data: bytes, most: int, seed: int, plainly: Mutate) -> bytes:
        rng = random.Random(seed)
        head, body = data[:skip], data[skip:]
        if rng.random() < PLAIN or not body:
            return plainly(data, most)
        try:
            for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
                body = kind(body, rng)
        except (ValueError, RecursionError):
            start = rng.choice(donors)
            return start if rng.random() < 0.3 and len(start) <= most else plainly(data, most)
        made = head + body
        return made if len(made) <= most else data

    return mutate


class Trees:
    """Mutates XML (or HTML) with elements and attributes of the donors."""

    def __init__(self, donors: Sequence[bytes], *, html: bool = False) -> None:
        self.html, self.elements, self.attributes = html, list[Any](), list[tuple[str, str]]()
        seen: set[bytes] = set()
        for data in donors:
            try:
                root = self._parsed(data)
            except ValueError:
                continue
            for one in root.iter():
                if isinstance(one.tag, str):
                    self.attributes.extend((str(key), str(value)) for key, value in one.attrib.items())
                    if len(one) < 6 and (said := self._said(one)) not in seen and len(said) < 2_000:
                        seen.add(said)
                        self.elements.append(one)
        self.attributes = sorted(set(self.attributes))

    def __call__(self, data: bytes, rng: random.Random) -> bytes:
        """One change. Raises ValueError where it is no tree."""
        root = self._parsed(data)
        inner = [one for one in root.iter() if isinstance(one.tag, str) and one is not root]
        if inner:
            rng.choice(self._ways)(self, inner, rng)
        return self._said(root)

    def _parsed(self, data: bytes) -> Any:
        from lxml import etree, html

        try:
            if self.html:
                return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
            return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
        except (etree.LxmlError, AssertionError) as error:
            raise ValueError(str(error)) from None

    def _said(self, root: Any) -> bytes:
        from lxml import etree

        return etree.tostring(root, with_tail=False, method="html" if self.html else "xml", encoding="utf-8")

    def _delete(self, inner: list[Any], rng: random.Random) -> None:
        one = rng.choice(inner)
        one.getparent().remove(one)

    def _double(self, inner: list[Any], rng: random.Random) -> None:
        one = rng.choice(inner)
        for _ in range(rng.choice((1, 1, 1, 5, 40))):
            one.addnext(copy.deepcopy(one))

    def _move(self, inner: list[Any], rng: random.Random) -> None:
        one, to = rng.choice(inner), rng.choice(inner)
        if one is not to and one not in to.iterancestors():
            rng.choice((to.addnext, to.addprevious, to.append))(one)

    def _insert(self, inner: list[Any], rng: random.Random) -> None:
        to, new = rng.choice(inner), copy.deepcopy(rng.choice(self.elements))
        rng.choice((to.addnext, to.addprevious, to.append))(new)

    def _replace(self, inner: list[Any], rng: random.Random) -> None:
        one = rng.choice(inner)
        one.getparent().replace(one, copy.deepcopy(rng.choice(self.elements)))

    def _rename(self, inner: list[Any], rng: random.Random) -> None:
        rng.choice(inner).tag = rng.choice(self.elements).tag

    def _set(self, inner: list[Any], rng: random.Random) -> None:
        key, value = rng.choice(self.attributes)
        self._attribute(rng.choice(inner), key, value if rng.random() < 0.6 else rng.choice(WORDS))

    def _change(self, inner: list[Any], rng: random.Random) -> None:
        one = rng.choice(inner)
        if one.attrib:
            same = [value for key, value in self.attributes if key in one.attrib] or [""]
            value = rng.choice(same) if rng.random() < 0.4 else rng.choice(WORDS)
            self._attribute(one, rng.choice(sorted(map(str, one.attrib))), value)

    def _unset(self, inner: list[Any], rng: random.Random) -> None:
        one = rng.choice(inner)
        if one.attrib:
            del one.attrib[rng.choice(sorted(map(str, one.attrib)))]

    def _attribute(self, one: Any, key: str, value: str) -> None:
        """Raises ValueError for what XML cannot hold."""
        one.set(key, value)

    def _speak(self, inner: list[Any], rng: random.Random) -> None:
        one = rng.choice([each for each in inner if each.text and each.text.strip()] or inner)
        words = rng.choice(WORDS)
        one.text = words if rng.random() < 0.5 else f"{one.text or ''}{words}"

    def _tail(self, inner: list[Any], rng: random.Random) -> None:
        rng.choice(inner).tail = rng.choice(WORDS)

    def _wrap(self, inner: list[Any], rng: random.Random) -> None:
        one = rng.choice(inner)
        model = rng.choice([one, rng.choice(self.elements), *list(one.iterancestors())[:-1][:2]])
        for _ in range(rng.choice((1, 1, 2, 60))):
            outer = one.makeelement(model.tag, dict(model.attrib))
            one.getparent().replace(one, outer)
            outer.append(one)

    def _unwrap(self, inner: list[Any], rng: random.Random) -> None:
        one = rng.choice(inner)
        for child in list(one):
            one.addprevious(child)
        one.getparent().remove(one)

    _ways = (
        _delete, _double, _move, _insert, _insert, _replace, _rename, _set, _set, _change, _change, _unset, _speak, _speak,
        _tail, _wrap, _unwrap,
    )  # fmt: skip


_VALUES: tuple[Any, ...] = (None, True, False, 0, 1, -1, 7, 10**12, 1.5, [], {}, *WORDS)


class Json:
    """Mutates JSON with values that the donors have under the same key."""

    def __init__(self, donors: Sequence[bytes]) -> None:
        self.nodes: list[Any] = []
        self.under: dict[str, list[Any]] = {}
        for data in donors:
            for holder, key in _places(json.loads(data)):
                value = holder[key]
                if len(json.dumps(value)) > 2_000:
                    continue
                if isinstance(key, str):
                    self.under.setdefault(key, []).append(value)
                if isinstance(value, dict) and "type" in value:
                    self.nodes.append(value)

    def __call__(self, data: bytes, rng: random.Random) -> bytes:
        """One change, mostly one that is an article still. Raises ValueError where it is no JSON."""
        for _ in range(8):
            made = self._changed(data, rng)
            if rng.random() < PLAIN or _is_article(made):
                break
        return made

    def _changed(self, data: bytes, rng: random.Random) -> bytes:
        try:
            tree = json.loads(data)
        except UnicodeDecodeError as error:
            raise ValueError(str(error)) from None
        if places := list(_places(tree)):
            holder, key = rng.choice(places)
            rng.choice(self._ways)(self, holder, key, rng)
        return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

    def _delete(self, holder: Any, key: Any, _rng: random.Random) -> None:
        del holder[key]

    def _double(self, holder: Any, key: Any, rng: random.Random) -> None:
        if isinstance(key, int):
            holder[key:key] = [copy.deepcopy(holder[key])] * rng.choice((1, 1, 5, 30))

    def _node(self, holder: Any, key: Any, rng: random.Random) -> None:
        if isinstance(holder[key], dict):
            holder[key] = copy.deepcopy(rng.choice(self.nodes))

    def _insert(self, holder: Any, key: Any, rng: random.Random) -> None:
        if isinstance(holder[key], list):
            holder[key].insert(rng.randrange(len(holder[key]) + 1), copy.deepcopy(rng.choice(self.nodes)))

    def _alike(self, holder: Any, key: Any, rng: random.Random) -> None:
        if isinstance(key, str) and key in self.under:
            holder[key] = copy.deepcopy(rng.choice(self.under[key]))

    def _odd(self, holder: Any, key: Any, rng: random.Random) -> None:
        words = isinstance(holder[key], str)
        if key != "type":
            holder[key] = rng.choice(WORDS) if words else copy.deepcopy(rng.choice(_VALUES))

    def _speak(self, holder: Any, key: Any, rng: random.Random) -> None:
        if isinstance(holder[key], str) and key != "type":
            at = rng.randrange(len(holder[key]) + 1)
            holder[key] = holder[key][:at] + rng.choice(WORDS) + holder[key][at:]

    def _give(self, holder: Any, key: Any, rng: random.Random) -> None:
        if isinstance(holder[key], dict):
            name = rng.choice(sorted(self.under))
            holder[key][name] = copy.deepcopy(rng.choice(self.under[name]))

    def _carry(self, holder: Any, key: Any, rng: random.Random) -> None:
        """What every node may carry: an id, a language, a direction, attributes."""
        if isinstance(holder[key], dict) and "type" in holder[key]:
            name, value = rng.choice((("id", "a"), ("id", ""), ("lang", ""), ("lang", "he"), ("dir", "rtl")))
            value = rng.choice(WORDS) if rng.random() < 0.3 and name != "dir" else value
            holder[key] |= (
                {name: value} if rng.random() < 0.7 else {"attributes": {rng.choice(WORDS): rng.choice(WORDS)}}
            )

    def _wrap(self, holder: Any, key: Any, rng: random.Random) -> None:
        kinds = ("quote", "aside", "callout", "emphasis", "strong", "span", "strike", "small-caps", "link", "list-item")
        if not isinstance(holder[key], dict) or "type" not in holder[key]:
            return
        kind = rng.choice(kinds)
        for _ in range(rng.choice((1, 1, 1, 3, 45))):
            holder[key] = {"type": kind, "content": [holder[key]]} | ({"target": "#a"} if kind == "link" else {})

    _ways = (
        _delete,
        _double,
        _node,
        _insert,
        _insert,
        _alike,
        _alike,
        _odd,
        _speak,
        _speak,
        _give,
        _carry,
        _carry,
        _wrap,
    )


def _is_article(data: bytes) -> bool:
    try:
        canonical.loads(data)
    except ExportError:
        return False
    return True


def _places(tree: Any) -> Any:
    """(holder, key) of every value in a tree of JSON."""
    stack = [tree]
    while stack:
        one = stack.pop()
        keys: Any = list(one) if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        for key in keys:
            yield one, key
            stack.append(one[key])


class Lines:
    """Mutates text by lines, with lines and words of the donors and marks of light markup."""

    MARKS = (
        "# ", "## ", "> ", "- ", "* ", "1. ", "    ", "\t", "::: note", ":::", "```", "~~~", "| a | b |", "|---|--:|",
        "[^a]: ", "[^a]", "---", "===", "$$", "<div>", "</div>", "<!--", "-->", "{#a .b}", "{", "}", "[a]: b", "![",
        "](", "**", "_", "`", "~", "^", ": ", "- [ ] ", "\\", "<br>", "{{", "}}", "{%", "%}", "<sup>", ">>> ",
        "From: ", "Date: ", "\f", "a | b", "\r",
    )  # fmt: skip

    def __init__(self, donors: Sequence[bytes]) -> None:
        self.lines = sorted({line for data in donors for line in data.decode("utf-8", "replace").split("\n")})

    def __call__(self, data: bytes, rng: random.Random) -> bytes:
        """One change."""
        lines = data.decode("utf-8", "surrogateescape").split("\n")
        at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        way = rng.randrange(10)
        if way == 0:
            del lines[at : at + rng.choice((1, 1, 3))]
        elif way == 1:
            lines[at:at] = [lines[at]] * rng.choice((1, 1, 3, 30))
        elif way == 2:
            lines[at], lines[other] = lines[other], lines[at]
        elif way in (3, 4):
            begin = rng.randrange(len(self.lines))
            lines[at:at] = self.lines[begin : begin + 1]
        elif way == 5:
            mark, most = rng.choice(self.MARKS), rng.choice((1, 1, 4, 99))
            lines[at : at + most] = [mark + line for line in lines[at : at + most]]
        elif way == 6:
            lines.insert(at, rng.choice(("", self.MARKS[rng.randrange(len(self.MARKS))])))
        elif way == 7:
            lines[at] = rng.choice(self.MARKS) * rng.choice((1, 2, 20)) + lines[at]
        else:
            cut = rng.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:cut] + rng.choice(self.MARKS + WORDS) + lines[at][cut + rng.choice((0, 0, 1, 9)) :]
        return "\n".join(lines).encode("utf-8", "surrogateescape")
