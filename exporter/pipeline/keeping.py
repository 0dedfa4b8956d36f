"""What was read, written down to be kept: canonical Markdown (or JSON) with the article's pictures beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from exporter import canonical
from exporter.errors import UsageError
from exporter.model import Article, Image, Node
from exporter.pictures import SUFFIXES, Picture
from exporter.pipeline import outputs
from exporter.walk import transform
from exporter.writing import to_markdown

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_UNSAFE = re.compile(r"[^a-z0-9_.-]+")
_ENDS = {"markdown": ".md", "json": ".json"}
_ALSO = {"markdown": (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".mdx"), "json": (".json",)}
"""Ends under which the same reader takes it up again."""
_MARKS = re.compile("[\u0300-\u036f]")
LONGEST = 60
"""Characters of a file name that is made up here."""


def kept(source: Path | None, kind: str, output: str | None) -> tuple[str, Path | None]:
    """The form to keep an article in, and the file it goes to; None is standard output.

    kind: "markdown" or "json" keeps it beside its source, or where `output` says; "" prints it, if `output` names no file.
    Raises UsageError for another form, and where the source itself would be replaced.
    """
    if kind not in ("", *_ENDS):
        raise UsageError(f"an article cannot be kept as {kind!r}", hint=f"it can be as {' or '.join(_ENDS)}")
    form = kind or ("json" if (output or "").lower().endswith(".json") else "markdown")
    if output is None and not kind:
        return form, None
    own_end = output and output.lower().endswith(_ALSO[form]) and not _is_folder(output)
    goal = Path(output) if output and own_end else outputs.target(source, _ENDS[form], output, several=False)
    outputs.refuse_clashes([(str(source or ""), goal)])
    return form, goal


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except OSError:  # too long, say: writing it will tell
        return False


def written(article: Article, kind: str) -> bytes:
    """The article in one of the two forms it is kept in, "markdown" or "json"."""
    return canonical.pretty(article) if kind == "json" else to_markdown(article).encode()


def keep(article: Article, pictures: Mapping[str, Picture], goal: Path, kind: str) -> list[Path]:
    """Write the article to `goal` and its pictures into a folder beside it; the article names them there.

    Pictures that could not be had keep their address. Gives the files written, the article last. Raises OutputError.
    """
    folder = f"{goal.stem}-pictures"
    names = named(pictures)
    files = [goal.parent / folder / name for name in names.values()]
    for source, path in zip(names, files, strict=True):
        outputs.write(path, pictures[source].data)
    moved = _renamed(article, {source: f"{folder}/{name}" for source, name in names.items()})
    outputs.write(goal, written(moved, kind))
    return [*files, goal]


def named(pictures: Mapping[str, Picture]) -> dict[str, str]:
    """A file name for every picture: its own where that is safe on every system, made unique; the end its content asks for.

    The same bytes have one name.
    """
    taken: dict[str, bytes] = {}
    names = {}
    for source, picture in pictures.items():
        stem, end = safe(_own_name(source)), SUFFIXES.get(picture.media_type, "")
        tries = (f"{stem}{f'-{count}' * (count > 1)}{end}" for count in range(1, len(pictures) + 2))
        names[source] = next(name for name in tries if taken.setdefault(name, picture.data) == picture.data)
    return names


def safe(name: str) -> str:
    """A file name (without its end) in lower case letters, digits and dashes, which no system reserves or reads otherwise."""
    plain = _UNSAFE.sub("-", _MARKS.sub("", normalize("NFKD", name.lower()))).strip("-.")[:LONGEST].strip("-.")
    return f"_{plain}" if _RESERVED.match(plain) else plain or "picture"


def _own_name(source: str) -> str:
    if source[:5].lower() == "data:":
        return ""
    try:
        return PurePosixPath(unquote(urlsplit(source).path).replace("\\", "/")).stem
    except ValueError:  # not an address after all
        return ""


def _renamed(article: Article, names: Mapping[str, str]) -> Article:
    from msgspec.structs import replace

    def change(node: Node) -> Node:
        name = names.get(node.source or "") if isinstance(node, Image) else None
        return replace(node, source=name) if name else node

    return transform(article, change)
