"""What a mail leaves around an article: header lines, marks of quoting, a signature."""

from __future__ import annotations

import re

from exporter.model import Place
from exporter.patterns import pattern
from exporter.readers.markdown.quoting import shortened
from exporter.readers.text.bylines import is_name
from exporter.readers.text.dates import date
from exporter.readers.text.words import words
from exporter.report import Report

Numbered = list[tuple[int, str]]

_HEADER = pattern(r"[ \t]{0,8}>?[ \t]{0,8}[*_]{0,2}([^\W\d_][\w \-]{0,24}?)[*_]{0,2}\s?[:：]\s*[*_]{0,2}\s*(.*)$")
_REPLY = pattern(r"(?:(?:re|fwd?|fw|aw|wg|tr|rv|enc|i|sv|vs|odp|антв|ответ)\s*[:：]\s*)+", re.IGNORECASE)
_ADDRESS = pattern(r"\s*[<(\[][^<>()\[\]]*@[^<>()\[\]]*[>)\]]")
_QUOTED = pattern(r"\s{0,3}(>+ ?)")
_SIGNATURE = pattern(r"\s*(?:--|—|––) ?$")
_FORWARDED = pattern(
    r"[-—_\s]*(?:begin )?(?:forwarded|original|weitergeleitete|ursprüngliche) (?:message|nachricht)[-—_:\s]*$",
    re.IGNORECASE,
)
_LONGEST_SIGNATURE = 12
_LONGEST_TOLD = 400


def unwrapped(lines: Numbered, report: Report) -> Numbered:
    """The lines of the article in a mail: its subject first, then who sent it and when; what is dropped is told."""
    return _without_signature(_without_header(_unquoted(lines), report), report)


def _unquoted(lines: Numbered) -> Numbered:
    """Lines without their marks of quoting where nearly all have them: a forwarded text, not a quotation in one."""
    full = [text for _, text in lines if text.strip()]
    if not full or sum(bool(_QUOTED.match(text)) for text in full) < 0.8 * len(full):
        return lines
    return [(number, _QUOTED.sub("", text, count=1)) for number, text in lines]


def _without_header(lines: Numbered, report: Report) -> Numbered:
    start = next((index for index, (_, text) in enumerate(lines) if text.strip() and not _FORWARDED.match(text)), 0)
    parts: dict[str, tuple[int, str]] = {}
    end = start
    while (
        end < len(lines)
        and (found := _HEADER.match(lines[end][1]))
        and (kind := words().mail.get(found[1].strip().casefold()))
    ):
        parts.setdefault(kind, (lines[end][0], found[2].strip()))
        end += 1
    if len(parts) < 2 or "subject" not in parts or not {"from", "date"} & parts.keys():
        return lines
    gone = [(number, text) for number, text in lines[:end] if text.strip()]
    made = _head(parts)
    for number, text in gone:
        if not any(kept == number for kept, _ in made):
            told = f"dropped “{shortened(text, _LONGEST_TOLD)}”: a line of the mail, not of the article"
            report.tell("mail-header", told, place=Place(number))
    return [line for kept in made for line in (kept, (kept[0], ""))] + lines[end:]


def _head(parts: dict[str, tuple[int, str]]) -> Numbered:
    """The subject as a title, the sender as the author, the date as a date; what is none of these is left out."""
    number, subject = parts["subject"]
    out = [(number, _REPLY.sub("", subject, count=1) or subject)]
    if "from" in parts:
        sender = _ADDRESS.sub("", " ".join(parts["from"][1].split())).strip(" \"'")
        out += [(parts["from"][0], f"By {sender}")] if is_name(sender) else []
    if "date" in parts and date(parts["date"][1]):
        out.append(parts["date"])
    return out


def _without_signature(lines: Numbered, report: Report) -> Numbered:
    """The lines before two dashes alone on a line, where only a few lines follow them."""
    at = next((index for index in range(len(lines) - 1, 0, -1) if _SIGNATURE.match(lines[index][1])), 0)
    after = [text.strip() for _, text in lines[at + 1 :] if text.strip()]
    if not at or not after or len(after) > _LONGEST_SIGNATURE or any(len(text) > 80 for text in after):
        return lines
    told = f"dropped “{shortened(' / '.join(after), _LONGEST_TOLD)}”: the signature of a mail"
    report.tell("mail-signature", told, place=Place(lines[at][0]))
    return lines[:at]
