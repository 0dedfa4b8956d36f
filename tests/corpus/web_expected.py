"""What the corpus' origins expect of each page, brought into one form."""

from __future__ import annotations

import csv
import gzip
import html as entities
import json
import re
from pathlib import Path

from msgspec import Struct


class Expected(Struct, frozen=True):
    """A page's text and facts as its origin has them; None where it says nothing about one."""

    text: str | None = None
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] | None = None
    date: str | None = None
    html: str | None = None


class Page(Struct, frozen=True):
    """One page of the corpus."""

    name: str
    path: Path
    expected: Expected

    @property
    def data(self) -> bytes:
        """The page's bytes, unpacked."""
        raw = self.path.read_bytes()
        return gzip.decompress(raw) if self.path.suffix == ".gz" else raw

    @property
    def heading(self) -> str:
        """The words of the page's only h1; empty where there are none or several."""
        from lxml import html

        found = [part for part in html.fromstring(self.data).iter("h1") if part.text_content().strip()]
        return str(found[0].text_content()) if len(found) == 1 else ""


def pages(corpus: Path) -> list[Page]:
    """Every page of the corpus, by name."""
    found = sorted([*corpus.glob("web/*/source.html"), *corpus.glob("web/*/source.html.gz")])
    return [Page(path.parent.name, path, _expected(path.parent)) for path in found]


def boxes(corpus: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of takeaways.csv by page."""
    out: dict[str, list[dict[str, str]]] = {}
    with (corpus / "web/takeaways.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            out.setdefault(row["path"].split("/")[1], []).append(row)
    return out


def _expected(folder: Path) -> Expected:
    if (folder / "expected.html").exists():
        return _readability(folder)
    if (folder / "expected.txt").exists():
        return Expected(text=(folder / "expected.txt").read_text(encoding="utf-8"))
    if (folder / "expected.md").exists():
        return _defuddle((folder / "expected.md").read_text(encoding="utf-8"))
    if (folder / "expected.json").exists():
        data = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        if "articleBody" in data:
            return Expected(text=data["articleBody"])
        if "body" in data:
            return _fundus(data)
        if "with" in data:
            return _trafilatura(data)
        return _goose(data)
    return Expected()


def _readability(folder: Path) -> Expected:
    markup = (folder / "expected.html").read_text(encoding="utf-8")
    about = json.loads((folder / "expected-metadata.json").read_text(encoding="utf-8"))
    return Expected(
        text=words_of(markup),
        html=markup,
        title=about.get("title") or None,
        authors=(about["byline"],) if about.get("byline") else None,
        date=about.get("publishedTime") or None,
    )


def words_of(markup: str) -> str:
    """The text of some HTML without captions (figures count in rows of their own), blocks parted by line ends."""
    from lxml import html

    tree = html.fragment_fromstring(markup, create_parent="div")
    for part in list(tree.iter("script", "style", "figcaption")):
        part.drop_tree()
    for part in tree.iter("p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "br", "figcaption", "pre"):
        part.tail = "\n" + (part.tail or "")
    return str(tree.text_content())


def _fundus(data: dict[str, object]) -> Expected:
    body = data["body"] or {}
    lines = list(body.get("summary", []))
    for section in body.get("sections", []):
        lines += [*section["headline"], *section["paragraphs"]]
    return Expected(
        text="\n".join(lines),
        title=data.get("title") or None,
        authors=tuple(data["authors"]) if data.get("authors") else None,
        date=data.get("publishing_date") or None,
    )


def _trafilatura(data: dict[str, object]) -> Expected:
    authors = tuple(part.strip() for part in re.split(r"[;,]", data["author"])) if data.get("author") else None
    return Expected(
        present=tuple(data["with"]),
        absent=tuple(data["without"]),
        title=data.get("title") or None,
        authors=authors,
        date=data.get("date") or None,
    )


def _goose(data: dict[str, object]) -> Expected:
    expected = data["expected"]
    if len(expected["cleaned_text"]) > 200:
        return Expected(text=expected["cleaned_text"], title=entities.unescape(expected.get("title") or "") or None)
    return Expected(
        present=tuple(part for part in expected["cleaned_text"].split("\n\n") if part.strip()),
        title=entities.unescape(expected.get("title") or "") or None,
    )


def _defuddle(source: str) -> Expected:
    about = json.loads(source.split("```json", 1)[1].split("```", 1)[0])
    text = source.split("```", 2)[2]
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", " ", text)
    text = re.sub(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\[\^[\w-]+\]:?|[*_`#>|]|<[^>]*>", " ", text)
    authors = (about["author"],) if about.get("author") else None
    return Expected(text=text, title=about.get("title") or None, authors=authors, date=about.get("published") or None)
