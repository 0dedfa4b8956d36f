"""What changed in a document that was edited, in one notice: words by paragraphs, formats by the words that have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exporter.model import Article, Figure, Node
from exporter.report import Report
from exporter.walk import text

from .blockwise import matched

_FACTS = ("marking", "kicker", "published", "updated", "dateline", "source", "rights")
_SHOWN = 5
_WORDS = 60


def tell(made: Article, was: Article, report: Report) -> None:
    """A notice that lists what changed, paragraph by paragraph."""
    changed, added, removed = _differing(_lines(text(made)), _lines(text(was)))
    quoted = {*changed, *added}
    reset = [named for node in _parts(made, was) if not quoted & set(_lines(text(node))) and (named := _named(node))]
    told = [f"{len(lines)} {what} ({_quoted(lines)})" for what, lines in
            (("changed", changed), ("added", added), ("removed", removed), ("set otherwise", reset)) if lines]  # fmt: skip
    facts = [f"{name} “{value}”" if (value := getattr(made, name)) else f"no {name}"
             for name in _FACTS if getattr(made, name) != getattr(was, name)]  # fmt: skip
    summary = "; ".join((["paragraphs: " + "; ".join(told)] if told else []) + facts) or "its pictures only"
    report.tell("edited-since", f"the document was edited since it was exported; {summary}")


def _differing(now: list[str], before: list[str]) -> tuple[list[str], list[str], list[str]]:
    """The lines that were changed, added and removed."""
    changed: list[str] = []
    added: list[str] = []
    removed: list[str] = []
    for tag, start, end, other_start, other_end in matched(before, now):
        if tag == "equal":
            continue
        both = min(end - start, other_end - other_start)
        changed += now[other_start : other_start + both]
        removed += before[start + both : end]
        added += now[other_start + both : other_end]
    return changed, added, removed


def _parts(made: Article, was: Article) -> Iterator[Node]:
    """The parts of an article that are not as they were."""
    for name in ("title", "standfirst", "lead", "takeaways", "body", "notes", "related"):
        mine, theirs = getattr(made, name), getattr(was, name)
        if mine == theirs or mine is None:
            continue
        if isinstance(mine, Node):
            yield mine
            continue
        yield from (node for node in mine if node not in theirs)


def _named(node: Node) -> str:
    """What a part is known by: its first words."""
    return next(iter(_lines(text(node))), "a picture without words" if isinstance(node, Figure) else "")


def _lines(words: str) -> list[str]:
    return [line for one in words.split("\n") if (line := " ".join(one.split()))]


def _quoted(lines: Iterable[str]) -> str:
    shown = list(lines)
    quoted = [f"“{line if len(line) <= _WORDS else line[:_WORDS].rsplit(' ', 1)[0] + ' …'}”" for line in shown[:_SHOWN]]
    return ", ".join(quoted) + (", …" if len(shown) > _SHOWN else "")
