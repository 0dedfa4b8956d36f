"""Obsidian's marks in sentences: links to pages `[[Page|words]]`, embeds `![[file]]`, `%% comments %%`, `==highlights==`."""

from __future__ import annotations

import re

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from exporter.model import Place
from exporter.patterns import pattern
from exporter.readers.markdown.block_lines import push_comment, trimmed_line
from exporter.readers.markdown.elements import Element
from exporter.readers.markdown.quoting import shortened
from exporter.report import Report

_PAGE = r"(?P<page>(?=[^\[\]|\n]*(?:[^\W\d_]|\d-\d))[\w#^@./][^\[\]|\n]*?)(?:\\?\|(?P<words>[^\[\]\n]+))?"
_LINK = pattern(rf"\[\[{_PAGE}\]\](?![\[(])")
_EMBED = pattern(rf"!\[\[{_PAGE}\]\]")
_COMMENT = pattern(r"%%(?!%)(.{0,4000}?)%%(?!%)", re.DOTALL)
_HIGHLIGHT = pattern(r"==(?=[^\s=])([^=\n]{1,500}?)(?<=[^\s=])==(?![\w=])")
_PICTURE = pattern(r"\.(?:png|jpe?g|gif|webp|avif|svg|bmp|tiff?)$", re.IGNORECASE)
_FILE = pattern(r"\.(?:mp4|webm|mov|mkv|ogv|mp3|m4a|wav|ogg|flac|3gp|pdf)$", re.IGNORECASE)
_SIZE = pattern(r"(\d{1,5})(?:x(\d{1,5}))?$")
_NAME = pattern(r"(?<=\S)[ \n]\^([A-Za-z0-9-]{1,40})$")
_CALLED = pattern(r"#\^([A-Za-z0-9-]{1,40})")
_MADE = pattern(r"(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{6}")
"""A name Obsidian makes: six letters and digits."""


def link(state: StateInline, silent: bool) -> bool:
    """An inline rule: a link to a page of a wiki; not a bracket in a bracket that CommonMark knows."""
    return state.src.startswith("[[", state.pos) and _to_page(state, "wiki_link", _LINK, silent)


def embed(state: StateInline, silent: bool) -> bool:
    """An inline rule: a file or a page shown in the midst of another."""
    return state.src.startswith("![[", state.pos) and _to_page(state, "wiki_embed", _EMBED, silent)


def _to_page(state: StateInline, kind: str, shape: re.Pattern[str], silent: bool) -> bool:
    found = shape.match(state.src, state.pos, state.posMax)
    if not found or normalizeReference(found["page"]) in state.env.get("references", {}):
        return False
    if not silent:
        token = state.push(kind, "", 0)
        token.meta = {"page": found["page"].strip(), "words": (found["words"] or "").strip(), "written": found[0]}
        token.content = shown(token.meta["page"], token.meta["words"])
    state.pos = found.end()
    return True


def shown(page: str, words: str) -> str:
    """What a link to a page shows: its words, else the name of the page and its section."""
    return words or " > ".join(part for part in page.split("#") if part)


def cut_name(words: Token, paragraph: Token, state: StateCore) -> None:
    """Take the name off the end of a paragraph, `words ^name`, where a link calls it or it can be nothing else."""
    found = _NAME.search(words.content)
    if found and "names_called" not in state.env:
        state.env["names_called"] = frozenset(_CALLED.findall(state.src))
    if found and (_MADE.fullmatch(found[1]) or found[1] in state.env["names_called"]):
        words.content = words.content[: found.start()]
        paragraph.meta = {"attrs": {"id": found[1]}}


def comment(state: StateInline, silent: bool) -> bool:
    """An inline rule: `%% words %%`."""
    found = _COMMENT.match(state.src, state.pos, state.posMax) if state.src.startswith("%%", state.pos) else None
    if not found or (state.pos and (state.src[state.pos - 1].isalnum() or state.src[state.pos - 1] == "%")):
        return False
    if not silent:
        state.push("myst_comment", "", 0).content = found[1]
    state.pos = found.end()
    if found.start() and state.src[found.start() - 1] == " " and state.src.startswith(" ", state.pos, state.posMax):
        state.pos += 1  # one space where two met
    return True


def comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: the lines between two `%%`, each alone on its line."""
    if silent or state.is_code_block(start) or trimmed_line(state, start) != "%%":
        return False
    return push_comment(state, start, end, lambda line: line == "%%")


def highlight(state: StateInline, silent: bool) -> bool:
    """An inline rule: `==words==`."""
    found = _HIGHLIGHT.match(state.src, state.pos, state.posMax) if state.src.startswith("==", state.pos) else None
    if not found or (state.pos and (state.src[state.pos - 1].isalnum() or state.src[state.pos - 1] in "=_")):
        return False
    if not silent:
        last, state.pos, state.posMax = state.posMax, found.start(1), found.end(1)
        state.push("mark_open", "mark", 1)
        state.md.inline.tokenize(state)
        state.push("mark_close", "mark", -1)
        state.posMax = last
    state.pos = found.end()
    return True


def element(meta: dict[str, str], report: Report, place: Place | None) -> Element | str:
    """What stands for an embed: a picture, a link to a film or the like, else the name of the page that was not put in."""
    page, words = meta["page"], meta["words"]
    file = page.split("#")[0]
    if _PICTURE.search(file):
        size = _SIZE.match(words)
        about = (
            {key: text for key, text in zip(("width", "height"), size.groups(), strict=True) if text} if size else {}
        )
        return Element("img", {"src": file, "alt": "" if size else words} | about)
    if _FILE.search(file):
        return Element("a", {"href": file}, [words or file])
    told = f"{shortened(meta['written'])} was not put in: only its name was kept"
    report.warn("embed-left-out", told, place=place, hint="copy the words you need")
    return shown(page, words)
