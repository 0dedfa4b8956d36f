"""What is told of a document: what it has that an article has not, and what was decided about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def tell(document: Document, ours: bool) -> None:
    """Gives the notices of a document that was read. ours: headers and footers are what exports write anyway."""
    for code, words in document.left_out.items():
        lost, message, hint = _SAID.get(code, _FALLBACK)
        quoted = ", ".join(f"“{one}”" for one in dict.fromkeys(words) if one) or "no words"
        shown = quoted if len(quoted) <= 4 * SHOWN else quoted[: 4 * SHOWN] + "…"
        pieces = "piece" if len(words) == 1 else "pieces"
        said = message.format(count=len(words), words=shown, pieces=pieces)
        (document.report.warn if lost else document.report.tell)(_CODES.get(code, code), said, hint=hint)
    _comments(document)
    if not ours:
        _running(document)


_CODES = {"deleted": "tracked-changes", "inserted": "tracked-changes", "moved": "tracked-changes"}


def _comments(document: Document) -> None:
    """Every comment with its words, for it is not in the article."""
    name = document.main.related("comments")
    comments = list(Part(document.archive, name).xml().iter(f"{W}comment")) if name else []
    for comment in comments[:_MOST]:
        words = _words(comment)
        by = f" by {comment.get(f'{W}author')}" if comment.get(f"{W}author") else ""
        shown = words if len(words) <= 3 * SHOWN else words[: 3 * SHOWN] + "…"
        document.report.warn(
            "comment-dropped", f"a comment{by} is left out: “{shown}”", hint="put what matters into the text"
        )
    if len(comments) > _MOST:
        document.report.warn("comment-dropped", f"{len(comments) - _MOST} more comments are left out")


def _running(document: Document) -> None:
    """Words of headers and footers, which an article has not."""
    said: dict[str, None] = {}
    for relation in document.main.relations.values():
        if relation.kind in ("header", "footer") and relation.target in document.archive:
            words = _words(Part(document.archive, relation.target).xml())
            if any(map(str.isalpha, words)):
                said.setdefault(words[: 2 * SHOWN])
    if said:
        quoted = ", ".join(f"“{one}”" for one in said)
        document.report.tell("running-dropped", f"headers and footers are left out: {quoted[: 4 * SHOWN]}")


def _words(element: _Element) -> str:
    paragraphs = ("".join(one.text or "" for one in p.iter(f"{W}t")) for p in element.iter(f"{W}p"))
    return " ".join(" ".join(paragraphs).split())
