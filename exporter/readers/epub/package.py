"""The package document of an EPUB: what the book says of itself, its entries and the order they are read in (EPUB 3.3, 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from exporter.readers.archives import Archive, joined

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONT_ALGORITHMS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


class Item(Struct, frozen=True):
    """An entry of the book: its name in the archive, its media type, what it is ("nav", "cover-image")."""

    name: str
    media_type: str
    properties: tuple[str, ...] = ()


class Told(Struct, frozen=True):
    """One thing the metadata says: `dc:creator` is "creator"; `about` names the element that is refined by it."""

    name: str
    value: str
    id: str = ""
    about: str = ""
    attributes: dict[str, str] = {}


class Package(Struct, frozen=True):
    """A book's package. `records` are the entries linked as records of it, (name, media type).

    refinements: what is said of elements of the metadata, by their id and its name ("role").
    """

    items: dict[str, Item]
    spine: tuple[Item, ...]
    told: tuple[Told, ...]
    records: tuple[tuple[str, str], ...]
    refinements: dict[tuple[str, str], str] = {}
    lang: str = ""
    dir: str = ""

    def said(self, name: str) -> list[str]:
        """What the metadata says of one thing, in its order."""
        return [one.value for one in self.told if one.name == name and one.value]


def package(archive: Archive) -> Package:
    """The package of the book in an archive. Raises SourceError."""
    name = _package_name(archive)
    root = archive.xml(name)
    items = dict(_items(root, name))
    spine = [items[ref] for ref in _spine(root) if ref in items]
    told = tuple(_told(root))
    return Package(
        items=items,
        spine=tuple(dict.fromkeys(spine)),
        told=told,
        refinements={(one.about, one.name): one.value for one in reversed(told) if one.about},
        records=tuple(_records(root, name)),
        lang=root.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        dir=root.get("dir") or "",
    )


def _package_name(archive: Archive) -> str:
    if _CONTAINER not in archive:
        raise archive.broken(f"it has no {_CONTAINER}")
    for root in _named(archive.xml(_CONTAINER), "rootfile"):
        if name := root.get("full-path"):
            return joined("", unquote(name)) if name not in archive else name
    raise archive.broken(f"{_CONTAINER} names no package")


def _named(root: _Element, name: str) -> list[_Element]:
    return list(root.iter(f"{{*}}{name}", name))


def _items(root: _Element, base: str) -> list[tuple[str, Item]]:
    out = []
    for item in _named(root, "item"):
        where = joined(base, unquote(item.get("href") or ""))
        what = tuple((item.get("properties") or "").split())
        out.append((item.get("id") or "", Item(where, (item.get("media-type") or "").lower(), what)))
    return out


def _spine(root: _Element) -> list[str]:
    return [ref.get("idref") or "" for ref in _named(root, "itemref") if ref.get("linear") != "no"] + [
        ref.get("idref") or "" for ref in _named(root, "itemref") if ref.get("linear") == "no"
    ]


def _told(root: _Element) -> list[Told]:
    out = []
    for one in (child for part in _named(root, "metadata") for child in part.iter()):
        name = str(one.tag).rpartition("}")[2]
        value = " ".join("".join(map(str, one.itertext())).split())
        if name == "meta":
            name, value = (one.get("property") or one.get("name") or ""), value or one.get("content") or ""
        about = (one.get("refines") or "").removeprefix("#")
        attributes = {str(key).rpartition("}")[2]: str(text) for key, text in one.attrib.items()}
        out.append(Told(name, value, one.get("id") or "", about, attributes))
    return out


def _records(root: _Element, base: str) -> list[tuple[str, str]]:
    return [
        (joined(base, unquote(link.get("href") or "")), link.get("media-type") or "")
        for link in _named(root, "link")
        if "record" in (link.get("rel") or "").split()
    ]


def locked(archive: Archive) -> bool:
    """Whether the book's text is encrypted (fonts that are only garbled do not count)."""
    if _ENCRYPTION not in archive:
        return False
    methods = [method.get("Algorithm") or "" for method in _named(archive.xml(_ENCRYPTION), "EncryptionMethod")]
    return any(method not in _FONT_ALGORITHMS for method in methods)
