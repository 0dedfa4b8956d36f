"""What reading a page leaves out, counted by kind and told once each: nobody wants a line per script of a news site."""

from __future__ import annotations

from collections import Counter

from exporter.model import Place
from exporter.readers.html.elements import Element, place, words
from exporter.readers.markdown.quoting import shortened
from exporter.report import Report

_SCRIPTED = frozenset(
    ["script", "style", "template", "link", "meta", "noscript", "source", "track", "base", "param", "title", "head"]
)
"""Never text of an article: not worth a word each."""


class Tally:
    """Counts while a page is read; `tell` puts the counts into a report."""

    def __init__(self) -> None:
        self._dropped: Counter[str] = Counter()
        self._hidden: list[tuple[str, Place | None]] = []
        self._counts: Counter[str] = Counter()

    def dropped(self, tag: str) -> None:
        """An element that is no text."""
        self._dropped[tag] += 1

    def hidden(self, element: Element) -> None:
        """An element the page hides."""
        if shown := words(element):
            self._hidden.append((shown, place(element)))

    def picture_link(self) -> None:
        """A link around a picture, mostly to the same picture in large."""
        self._counts["picture-link"] += 1

    def embedded(self) -> None:
        """A video, map or post that is now a link."""
        self._counts["embedded"] += 1

    def tracker(self) -> None:
        """A picture nobody sees: a counter, a spacer."""
        self._counts["tracker"] += 1

    def script_link(self) -> None:
        """A link that runs a script."""
        self._counts["script-link"] += 1

    def lost_anchor(self) -> None:
        """A link to a place on the page that is not in the article."""
        self._counts["anchor"] += 1

    def flattened(self) -> None:
        """An element nested too deep."""
        self._counts["flattened"] += 1

    def tell(self, report: Report) -> None:
        """Tell every kind once, with its count."""
        self._tell_elements(report)
        if self._hidden:
            first, where = self._hidden[0]
            told = f"left out {_count(len(self._hidden), 'part')} the page hides: “{shortened(first)}”"
            report.tell("hidden-dropped", told, place=where)
        for key, (code, one, severity) in _TOLD.items():
            if count := self._counts[key]:
                give = report.warn if severity else report.tell
                give(code, one.format(_count(count, _NOUNS[key])))

    def _tell_elements(self, report: Report) -> None:
        shown = [(tag, count) for tag, count in self._dropped.items() if tag not in _SCRIPTED]
        if shown:
            listed = ", ".join(f"<{tag}> ({count})" for tag, count in sorted(shown))
            report.tell("html-dropped", f"left out what is no text: {listed}")
        scripts = sum(self._dropped[tag] for tag in ("script", "style", "noscript"))
        if scripts:
            report.tell(
                "scripts-dropped",
                f"left out {_count(scripts, 'script')} or style sheets inside the article; none was run",
            )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


_NOUNS = {"picture-link": "link", "embedded": "embedded item", "tracker": "picture", "script-link": "link", "anchor": "link",
          "flattened": "element"}  # fmt: skip
_TOLD: dict[str, tuple[str, str, bool]] = {
    "picture-link": ("picture-link", "dropped {} around pictures", False),
    "embedded": ("embedded-media", "{} kept as a link with its title", False),
    "tracker": ("tracker-dropped", "left out {} nobody sees (counters and spacers)", False),
    "script-link": ("script-link", "kept only the words of {} that would run a script", False),
    "anchor": ("anchor-lost", "kept only the words of {} to places of the page that are not in the article", False),
    "flattened": ("nested-too-deep", "kept only the words of {} nested too deep", True),
}
