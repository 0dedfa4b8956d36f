"""Ways to spoil a good archive, and the XML inside: what the mutants of Word documents and EPUBs are made with."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

Entries = list[tuple[str, bytes, int]]
Change = Callable[[Any], bool | None]


def entries(data: bytes) -> Entries:
    """The names, bytes and ways of compression of an archive, in its order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, archive.read(info), info.compress_type) for info in archive.infolist()]


def packed(parts: Entries) -> bytes:
    """An archive of entries, the same for the same entries."""
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w") as archive:  # a name may come twice
        for name, data, method in parts:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = method
            archive.writestr(info, data)
    return out.getvalue()


def edited(data: bytes, name: str, change: Change) -> bytes:
    """An archive in which `change` was let loose on the tree of one part."""

    def edit(old: bytes) -> bytes:
        tree = etree.fromstring(old)
        change(tree)
        return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")

    return replaced(data, name, edit)


def replaced(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """An archive in which one part has other bytes."""
    return packed([(one, change(old) if one == name else old, method) for one, old, method in entries(data)])


def without(data: bytes, name: str) -> bytes:
    """An archive that lacks one part."""
    return packed([part for part in entries(data) if part[0] != name])


def damaged(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The file cut off, with a byte of an entry's content flipped, or with a hole."""
    for part in (10, 40, 75, 95):
        yield f"cut off at {part}%", data[: len(data) * part // 100]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = sorted(archive.infolist(), key=lambda info: -info.compress_size)[:6]
    for info in infos:
        at = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
        yield f"a byte of {info.filename} flipped", data[:at] + bytes((data[at] ^ 0x55,)) + data[at + 1 :]
    middle = len(data) // 2
    yield "a hole of 200 bytes", data[:middle] + bytes(200) + data[middle + 200 :]


def nth(found: list[Any], count: int) -> Iterator[tuple[int, Any]]:
    """Up to `count` of a list, spread over it."""
    step = max(1, len(found) // count)
    return iter(list(enumerate(found))[::step][:count])


def remove(element: Any) -> None:
    """Take an element out; what follows it stays."""
    before, parent = element.getprevious(), element.getparent()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def unwrap(element: Any) -> None:
    """Take an element out and leave what it holds."""
    parent, at = element.getparent(), element.getparent().index(element)
    for child in reversed(element):
        parent.insert(at + 1, child)
    if element.text:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.text
        else:
            parent.text = (parent.text or "") + element.text
    last = parent[at + len(element)] if len(element) else None
    if last is None:
        remove(element)
    else:
        parent.remove(element)


def double(element: Any) -> None:
    """Put an element there twice."""
    element.addnext(deepcopy(element))


def swap(one: Any, other: Any) -> None:
    """Change the places of two elements that stand in different places, none inside the other."""
    here, there = deepcopy(one), deepcopy(other)
    here.tail, there.tail = other.tail, one.tail
    one.getparent().replace(one, there)
    other.getparent().replace(other, here)
