"""What is told of a document: what it has that an article has not, and what was decided about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import running
from .document import SHOWN, Document
from .names import W
from .opc import Part

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST = 20
"""Comments that are told one by one; and words shown of a kind."""

# By code: whether something is lost, what is said ("{count}", "{words}"), and what to do.
_SAID: dict[str, tuple[bool, str, str]] = {
    "contents-dropped": (False, "the table of contents is left out: exports make their own", ""),
    "deleted": (False, "tracked changes are accepted: {count} deleted {pieces} left out ({words})", ""),
    "inserted": (False, "tracked changes are accepted: {count} inserted {pieces} kept", ""),
    "moved": (False, "tracked changes are accepted: {count} moved {pieces}", ""),
    "hidden-text": (True, "hidden text is left out: {words}", "unhide it in Word to keep it"),
    "prompt-dropped": (False, "prompts to write something are left out: {words}", ""),
    "underlined": (False, "underlined words are emphasised: an article has no underlining", ""),
    "unknown-symbol": (True, "characters of fonts nobody knows here: {words}", "write them as Unicode"),
    "drawing-dropped": (True, "what is no picture is left out: {words}", "put a picture of it in its place"),
    "embedded-document": (True, "a document inside the document is left out", "paste its text in Word"),
    "formula-part": (True, "parts of formulas are read as their characters only: {words}", ""),
    "guessed-heading": (False, "read as headings, by their looks: {words}", "give them a heading style to be sure"),
    "guessed-title": (False, "read as the title, by its looks: {words}", "give it the style Title to be sure"),
}  # fmt: skip
TOLD_ANYWAY = frozenset(["comment-dropped", "running-dropped"])
"""What somebody put beside the article of a document of ours, which is the same article for all that."""
_FALLBACK = (True, "left out: {words}", "")


def tell(document: Document, marking: str | None, *, ours: bool) -> None:
    """Gives the notices of a document that was read. marking: the article's.  ours: footers are what exports write anyway."""
    for code, words in document.left_out.items():
        lost, message, hint = _SAID.get(code, _FALLBACK)
        quoted = ", ".join(f"“{one}”" for one in dict.fromkeys(words) if one) or "no words"
        shown = quoted if len(quoted) <= 4 * SHOWN else quoted[: 4 * SHOWN] + "…"
        pieces = "piece" if len(words) == 1 else "pieces"
        said = message.format(count=len(words), words=shown, pieces=pieces)
        (document.report.warn if lost else document.report.tell)(_CODES.get(code, code), said, hint=hint)
    _comments(document)
    _running(document, marking or "", ours)


_CODES = {"deleted": "tracked-changes", "inserted": "tracked-changes", "moved": "tracked-changes"}


def _comments(document: Document) -> None:
    """Every comment with its words, for it is not in the article."""
    name = document.main.related("comments")
    comments = list(Part(document.archive, name).xml().iter(f"{W}comment")) if name else []
    places = _commented(document) if comments else {}
    for comment in comments[:_MOST]:
        words = _words(comment)
        by = f" by {comment.get(f'{W}author')}" if comment.get(f"{W}author") else ""
        on = f" on “{_short(place, SHOWN)}”" if (place := places.get(comment.get(f"{W}id") or "")) else ""
        told = f"a comment{by}{on} is left out: “{_short(words, 3 * SHOWN)}”"
        document.report.warn("comment-dropped", told, hint="put what matters into the text")
    if len(comments) > _MOST:
        document.report.warn("comment-dropped", f"{len(comments) - _MOST} more comments are left out")


def _commented(document: Document) -> dict[str, str]:
    """The paragraph each comment is about, by the comment's id: where its words begin, or else where it is called."""
    out: dict[str, str] = {}
    for mark in document.root.iter(f"{W}commentRangeStart", f"{W}commentReference"):
        name = mark.get(f"{W}id") or ""
        paragraph = next(mark.iterancestors(f"{W}p"), None)
        if paragraph is None:  # the words begin between paragraphs, with the next
            paragraph = next(mark.itersiblings(f"{W}p"), None)
        if name not in out and paragraph is not None and (words := _text(paragraph)):
            out[name] = words
    return out


def _running(document: Document, marking: str, ours: bool) -> None:
    """What headers and footers say besides the article's marking, which an article has no place for."""
    said = running.lines(document, *(("header",) if ours else ("header", "footer")))
    if marking in said and not ours:
        document.report.tell("guessed-marking", f"read as the marking of every page: “{marking}”")
    rest = [one for one in said if one != marking]
    for line in filter(running.is_marking, rest):
        document.report.warn("running-dropped", f"a header or footer is left out: “{line}”", hint="one marking is read")
    if plain := [line for line in rest if not running.is_marking(line)]:
        quoted = ", ".join(f"“{one[: 2 * SHOWN]}”" for one in plain)
        document.report.tell("running-dropped", f"headers and footers are left out: {quoted[: 4 * SHOWN]}")


def _words(element: _Element) -> str:
    return " ".join(" ".join(map(_text, element.iter(f"{W}p"))).split())


def _text(paragraph: _Element) -> str:
    return " ".join("".join(one.text or "" for one in paragraph.iter(f"{W}t")).split())


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[:most] + "…"
