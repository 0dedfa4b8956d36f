"""Reads every web page of the corpus and prints how near it comes: text, facts, tables, figures, boxes, beside others.

    EXPORTER_CORPUS=folder python tests/corpus/web.py [--verbose] [--readability FOLDER]

FOLDER has node_modules with @mozilla/readability and jsdom; without it that column stays empty.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from web_boxes import Verdict, judged
from web_expected import Page, boxes, pages, words_of
from web_measures import f1, percentile, same_person, same_title, strings

from exporter.errors import ExportError
from exporter.model import Article, Aside, Figure, Image, Node, Table
from exporter.readers import Source
from exporter.readers.html import reader
from exporter.report import Report
from exporter.walk import text, transform, walk

_READING = re.compile(r"\([\u3040-\u309f]+\)")
"""How a word is read (ruby), which no origin expects."""
SYSTEMS = ("ours", "trafilatura", "readability")


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--verbose", action="store_true")
    options.add_argument("--readability", type=Path)
    given = options.parse_args()
    corpus = Path(os.environ["EXPORTER_CORPUS"])
    found = pages(corpus)
    mozilla = readability(found, given.readability) if given.readability else {}
    rows = [Row(page, mozilla.get(page.name, {})) for page in found]
    print(table(rows, boxes(corpus), verbose=given.verbose))


class Row:
    """What came of one page."""

    def __init__(self, page: Page, mozilla: dict[str, str]) -> None:
        self.page = page
        self.report, self.article, self.error = Report(page.name), Article(), ""
        started = time.perf_counter()
        try:
            self.article = reader.read(Source(page.data, page.name), self.report).article
        except ExportError as error:
            self.error = str(error)
        self.seconds = time.perf_counter() - started
        self.texts = {"ours": prose(self.article), "trafilatura": trafilatura(page.data)}
        if mozilla:
            self.texts["readability"] = words_of(mozilla["html"]) if mozilla.get("html") else ""
        self.mozilla = mozilla
        self.scores = {name: score(page, words) for name, words in self.texts.items()}


def prose(article: Article) -> str:
    """The words of an article's text. Figures count in rows of their own: their words are left out, as of what is expected."""
    parts = (article.standfirst, article.takeaways, article.body, article.notes)
    return _READING.sub("", "\n".join(text(_unpictured(part)) for part in parts if part))


def _unpictured(part: Node | tuple[Node, ...]) -> tuple[Node, ...]:
    nodes = part if isinstance(part, tuple) else (part,)
    return tuple(transform(Aside(content=(node,)), _without_figures) for node in nodes)  # type: ignore[arg-type]


def _without_figures(node: Node) -> Node | tuple[Node, ...]:
    return () if isinstance(node, (Figure, Image)) else node


def score(page: Page, words: str) -> float | None:
    """The F1 of a text; None where nothing is expected."""
    expected = page.expected
    if expected.text is not None:
        return f1(words, expected.text)[0]
    return strings(words, expected.present, expected.absent) if expected.present else None


def trafilatura(data: bytes) -> str:
    """The same page as trafilatura alone reads it, with its own settings."""
    import trafilatura as library

    return library.extract(data, include_comments=False, include_tables=True) or ""


def readability(found: list[Page], folder: Path) -> dict[str, dict[str, str]]:
    """Every page as Mozilla Readability reads it."""
    script = Path(__file__).with_name("web_readability.cjs")
    lines = "\n".join(str(page.path) for page in found)
    done = subprocess.run(
        ["node", str(script), str(folder.resolve())], input=lines, capture_output=True, text=True, check=True
    )
    return {Path(row["path"]).parent.name: row for row in map(json.loads, done.stdout.splitlines())}


def table(rows: list[Row], known: dict[str, list[dict[str, str]]], *, verbose: bool) -> str:
    """The figures, as text."""
    out = [
        f"{len(rows)} pages, {sum(bool(row.error) for row in rows)} refused, slowest {max(row.seconds for row in rows):.2f} s"
    ]
    out += [f"  {row.page.name}: {row.error}" for row in rows if row.error]
    out += texts(rows) + facts(rows) + parts(rows) + found_boxes(rows, known, verbose=verbose) + notices(rows)
    if verbose:
        out += worst(rows)
    return "\n".join(out)


def texts(rows: list[Row]) -> list[str]:
    """F1 by origin and system."""
    by: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in rows:
        for system, value in row.scores.items():
            if value is not None:
                for group in ("all", row.page.name.split("-")[0]):
                    by[group, system].append(value)
    out = ["text, F1: mean (10th percentile)"]
    for group in dict.fromkeys(group for group, _ in by):
        cells = [f"{s} {sum(v) / len(v):.3f} ({percentile(v, 0.1):.3f})" for s in SYSTEMS if (v := by.get((group, s)))]
        out.append(f"  {group:12} {len(by[group, 'ours']):3}  " + "  ".join(cells))
    return out


def facts(rows: list[Row]) -> list[str]:
    """How often title, first author and date are right, of the pages whose origin gives them."""
    right: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        expected, article = row.page.expected, row.article
        if expected.title:
            right["title"].append(same_title(text(article.title), expected.title))
            right["title, or the page's only h1"].append(
                right["title"][-1] or same_title(text(article.title), row.page.heading)
            )
        if expected.authors:
            right["first author"].append(
                bool(article.authors) and same_person(article.authors[0].name, expected.authors[0])
            )
        if expected.date:
            right["date"].append((article.published or "")[:10] in near(expected.date))
    return ["facts: " + ", ".join(f"{name} {sum(v)}/{len(v)} ({sum(v) / len(v):.1%})" for name, v in right.items())]


def near(date: str) -> set[str]:
    """The expected day, and its neighbours where it is a moment whose zone may have moved the day."""
    from datetime import date as day
    from datetime import timedelta

    first = day.fromisoformat(date[:10])
    return {str(first)} if len(date) < 11 else {str(first + timedelta(days=n)) for n in (-1, 0, 1)}


def parts(rows: list[Row]) -> list[str]:
    """Tables, figures and captions kept, of those in the origins' expected HTML and beside Readability's."""
    ours, wanted = Counter[str](), Counter[str]()
    for row in rows:
        if row.page.expected.html:
            got, expected = of_article(row.article), of_markup(row.page.expected.html)
            for name in expected:
                wanted[name] += expected[name]
                ours[name] += min(got[name], expected[name])
    total = sum((of_article(row.article) for row in rows), Counter[str]())
    theirs = sum((of_markup(row.mozilla["html"]) for row in rows if row.mozilla.get("html")), Counter[str]())
    kept = ", ".join(f"{name} {ours[name]}/{wanted[name]}" for name in wanted)
    return [
        f"kept of what is expected (readability's pages): {kept}",
        f"all pages: ours {dict(total)}; readability {dict(theirs)}",
    ]


def of_article(article: Article) -> Counter[str]:
    """Tables, pictures, captions and credits in an article."""
    out = Counter[str]()
    for node in walk(article):
        out["tables"] += isinstance(node, Table)
        out["pictures"] += type(node).__name__ == "Image"
        if isinstance(node, Figure):
            out["captions"] += bool(node.caption)
            out["credits"] += bool(node.credit)
    return out


def of_markup(markup: str) -> Counter[str]:
    """Tables of more than a cell, pictures and captions in some HTML."""
    from lxml import html

    tree = html.fragment_fromstring(markup, create_parent="div")
    out = Counter[str]()
    out["tables"] = sum(
        len(list(part.iter("td", "th"))) > 2 and not list(part.iterdescendants("table")) for part in tree.iter("table")
    )
    out["pictures"] = len({part.get("src") for part in tree.iter("img") if part.get("src")})
    out["captions"] = sum(bool(part.text_content().strip()) for part in tree.iter("figcaption"))
    return out


def found_boxes(rows: list[Row], known: dict[str, list[dict[str, str]]], *, verbose: bool) -> list[str]:
    """Boxes found, missed and false."""
    verdicts = [
        verdict for row in rows if (verdict := judged(row.page.name, row.article, known.get(row.page.name, [])))
    ]
    counts = Counter(verdict.kind for verdict in verdicts)
    true = counts["found"] + counts["missed"]
    out = [
        f"boxes: found {counts['found']}/{true} ({counts['found'] / true:.0%}), missed {counts['missed']}, "
        f"false {counts['false']} ({counts['false'] / len(rows):.1%} of pages), open {counts['open']}"
    ]
    return out + [shown(verdict) for verdict in verdicts if verbose or verdict.kind in ("missed", "false")]


def shown(verdict: Verdict) -> str:
    """One line about a box."""
    return f"  {verdict.kind:7} {verdict.page}: {verdict.told}"


def notices(rows: list[Row]) -> list[str]:
    """How often each notice was given."""
    counts = Counter(notice.code for row in rows for notice in row.report)
    return ["notices: " + ", ".join(f"{code} {count}" for code, count in counts.most_common())]


def worst(rows: list[Row]) -> list[str]:
    """The pages farthest from what is expected."""
    scored = sorted((row for row in rows if row.scores["ours"] is not None), key=lambda row: row.scores["ours"] or 0)
    out = ["worst texts:"]
    for row in scored[:25]:
        others = " ".join(f"{name} {value:.3f}" for name, value in row.scores.items() if value is not None)
        exact = f1(row.texts["ours"], row.page.expected.text) if row.page.expected.text else ("", "", "")
        out.append(
            f"  {row.page.name}: {others}  precision {exact[1]:.4}  recall {exact[2]:.4}"
            if exact[1] != ""
            else f"  {row.page.name}: {others}"
        )
    out.append("wrong facts:")
    for row in rows:
        e, a = row.page.expected, row.article
        if e.title and not same_title(text(a.title), e.title):
            out.append(f"  {row.page.name} title: {text(a.title)!r} for {e.title!r}")
        if e.authors and not (a.authors and same_person(a.authors[0].name, e.authors[0])):
            out.append(f"  {row.page.name} author: {[p.name for p in a.authors]} for {e.authors}")
        if e.date and (a.published or "")[:10] not in near(e.date):
            out.append(f"  {row.page.name} date: {a.published!r} for {e.date!r}")
    return out


if __name__ == "__main__":
    main()
