"""From Markdown's tokens to the tree of elements, with the raw HTML between them taken in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from exporter.model import Place
from exporter.patterns import pattern
from exporter.readers.markdown import attributes, behind, media, obsidian, roles, template_tags
from exporter.readers.markdown.elements import KNOWN, Builder, Element
from exporter.readers.markdown.html_markup import events
from exporter.readers.markdown.quoting import shortened
from exporter.readers.markdown.syntax import parser
from exporter.report import Report

if TYPE_CHECKING:
    from markdown_it.token import Token

_DEEPEST_INLINE = 40
_SPACE = pattern(r"[ \t\n\r\f]+")
_BLOCKS = {
    "fence": "x-fence",
    "code_block": "x-fence",
    "math_block": "x-mathblock",
    "math_block_label": "x-mathblock",
    "amsmath": "x-mathblock",
    "hr": "hr",
}
_OPEN = {
    "footnote_reference_open": "x-note",
    "division_open": "x-division",
    "admonition_open": "x-admonition",
    "admonition_title_open": "x-title",
}
_LEAVES = {
    "code_inline": "code",
    "math_inline": "x-math",
    "math_inline_double": "x-math",
    "hardbreak": "br",
    "softbreak": "x-break",
}
_SEPARATOR = ""
"""An empty comment only keeps two blocks apart; it says nothing, so dropping it is not worth a notice."""


class Tree:
    """Tokens of one text as a tree; `inline_notes` are the notes written inside sentences, by number."""

    def __init__(self, report: Report, lines: list[str]) -> None:
        self.report = report
        self.lines = lines
        self.inline_notes: dict[int, Element] = {}
        self.literal = False
        self._skipped = _Skipped()
        self._closed: dict[str, bool] = {}
        self._pairs: frozenset[str] | None = None
        self._builder = Builder()
        self._waiting: dict[str, str] = {}
        self._line = 0
        self._preformatted = False

    def built(self, tokens: Sequence[Token], env: dict[str, object]) -> Element:
        """The tree of some tokens."""
        for token in tokens:
            self._line = token.map[0] + 1 if token.map else self._line
            self._block(token)
        notes = env.get("footnotes")
        found = notes.get("list", {}) if isinstance(notes, dict) else {}
        for number, data in list(found.items()):
            if "tokens" in data:
                self.inline_notes[number] = self._note(data["tokens"])
        return self._builder.root

    def _note(self, tokens: Sequence[Token]) -> Element:
        before, self._builder = self._builder, Builder()
        self._inlines(tokens)
        root, self._builder = self._builder.root, before
        return root

    def _block(self, token: Token) -> None:
        if token.type == "attrs_block":
            self._wait(token)
        elif token.type == "inline":
            self._builder.top.raw = token.content
            self._inlines(token.children or ())
        elif token.nesting > 0:
            self._builder.open(self._element(token, _OPEN.get(token.type, token.tag)))
        elif token.nesting < 0:
            self._drop_waiting()
            self._builder.close()
        else:
            self._whole_block(token)

    def _whole_block(self, token: Token) -> None:
        """A block that is one token."""
        if token.type == "myst_comment":
            self._comment(token)
        elif token.type == "left_out":
            say = self.report.warn if token.meta.get("lost") else self.report.tell
            say(token.info, token.content, place=Place(self._line))
        elif token.type == "html_block":
            self._html(token.content, in_block=True)
        elif token.type == "fence" and (raw := attributes.RAW.fullmatch(token.info.strip())):
            self._raw(token.content, raw[1], in_block=True)
        elif token.type == "template":
            self._template_line(token)
        elif token.type in _BLOCKS:
            self._builder.add(self._element(token, _BLOCKS[token.type]))

    def _template_line(self, token: Token) -> None:
        if not behind.given(token.content, self._above(token), self.report, self._line):
            parts = [self._template(part) for part in template_tags.split(token.content)]
            self._builder.add(Element("p", {}, parts, self._line))

    def _comment(self, token: Token) -> None:
        said = shortened(" ".join(token.content.split()))
        self.report.tell("comment-dropped", f"dropped the comment “{said}”", place=self._here())

    def _here(self) -> Place | None:
        return Place(self._line) if self._line else None

    def _above(self, token: Token) -> list[Element | str]:
        """The parts the last of which stands right above a token, without a blank line between."""
        line = token.map[0] if token.map else 0
        return self._builder.top.content if line and self.lines[line - 1].strip(" \t>") else []

    def _raw(self, content: str, name: str, *, in_block: bool) -> None:
        """What is written for one format alone: HTML is read, anything else left out."""
        if name in ("html", "html5", "html4"):
            self._html(content, in_block=in_block)
        else:
            told = f"dropped what is meant for {name} alone: {shortened(content)}"
            self.report.warn("raw-dropped", told, place=self._here())

    def _template(self, source: str) -> Element | str:
        """A template tag: what it stands for, else itself, with whether it is one of a pair whose content is in the text."""
        if not source.startswith("{"):
            return source
        made = template_tags.element(source)
        if made is None:
            tag = template_tags.tag_of(source)
            attrs = {"paired": ""} if tag and tag.name in self._paired() else {}
            return Element("x-template", attrs, [], self._line, source)
        made.line = self._line
        return made

    def _paired(self) -> frozenset[str]:
        """The names of template tags that are closed somewhere."""
        if self._pairs is None:
            self._pairs = template_tags.closed_names(self.lines)
        return self._pairs

    def _wait(self, token: Token) -> None:
        attrs = {name: str(value) for name, value in token.attrs.items()}
        if not attrs:
            self._builder.add(Element("p", {}, [self.lines[self._line - 1].strip()], self._line))
        self._waiting |= attrs

    def _drop_waiting(self) -> None:
        if self._waiting:
            shown = " ".join(f"{name}={value}" for name, value in self._waiting.items())
            self.report.tell(
                "attributes-dropped",
                f"dropped attributes with nothing after them: {shortened(shown)}",
                place=Place(self._line),
            )
            self._waiting = {}

    def _element(self, token: Token, tag: str) -> Element:
        attrs = {name: str(value) for name, value in token.attrs.items()}
        attrs |= {name: str(value) for name, value in token.meta.get("attrs", {}).items()}
        if tag == "x-note":
            attrs = {"label": token.meta["label"]}
        elif tag == "x-admonition":
            attrs = {"kind": token.meta["tag"]}
        elif tag == "x-division" and not token.meta["closed"]:
            self.report.warn(
                "unclosed-division", f"“::: {token.info}” has no “:::” that ends it", place=Place(self._line)
            )
        attrs, self._waiting = self._waiting | attrs, {}
        raw = token.info if tag == "x-division" else token.content
        if token.type == "fence":
            attrs["info"] = token.info.strip()
        return Element(tag, attrs, [], self._line, raw)

    def _inlines(self, tokens: Sequence[Token]) -> None:
        opened: list[bool] = []
        self._skipped = _Skipped(_last_ends(tokens))
        for index, token in enumerate(tokens):
            self._skipped.at = index
            if token.nesting > 0:
                opened.append(len(opened) < _DEEPEST_INLINE and not self._skipped.tag)
                if opened[-1]:
                    attrs = {name: str(value) for name, value in token.attrs.items()}
                    self._builder.open(Element(token.tag, attrs, [], 0, token.markup))
            elif token.nesting < 0:
                if opened and opened.pop():
                    self._builder.close()
            else:
                self._leaf(token)

    def _leaf(self, token: Token) -> None:
        if token.type == "softbreak":
            self._line += 1
        if not self._skipped.tag:
            self._meant(token)
        elif self._skipped.took(token):
            self._tell_skipped()

    def _meant(self, token: Token) -> None:
        attrs = {name: str(value) for name, value in token.attrs.items()}
        if self.literal and token.type in ("html_inline", "template"):
            self._builder.add(token.content)
        elif token.type == "html_inline" and (film := media.source(token.content)):
            self._builder.add(film)
        elif token.type == "html_inline":
            self._html(token.content, in_block=False)
        elif token.type == "raw_inline":
            self._raw(token.content, token.info, in_block=False)
        elif token.type == "myst_comment":
            self._comment(token)
        elif part := self._part(token, attrs):
            self._builder.add(part)

    def _part(self, token: Token, attrs: dict[str, str]) -> Element | str:
        """The words or the element one token in a sentence stands for."""
        if token.type == "image":
            return Element("img", attrs | {"alt": attrs.get("alt") or _words(token.children or ())})
        if token.type == "footnote_ref":
            label = token.meta.get("label")
            return Element("x-noteref", {"label": label} if label else {"number": str(token.meta["id"])})
        if token.type == "template":
            return self._template(token.content)
        if token.type == "role":
            return roles.element(token.info, token.content)
        if token.type in ("wiki_link", "wiki_embed"):
            return self._elsewhere(token)
        if token.type in _LEAVES:
            return Element(_LEAVES[token.type], attrs, [], self._line, token.content)
        return token.content

    def _elsewhere(self, token: Token) -> Element | str:
        """What leads to another page of a notebook, or shows one."""
        if token.type == "wiki_embed":
            return obsidian.element(token.meta, self.report, self._here())
        if token.meta["page"].startswith("#^"):
            name = token.meta["page"][2:]
            return Element("a", {"href": f"#{name}"}, [token.meta["words"] or name])
        told = f"{shortened(token.meta['written'])} leads to another page: only its words were kept"
        self.report.warn("wiki-link", told, place=self._here())
        return token.content

    def _html(self, markup: str, *, in_block: bool) -> None:
        start = self._line
        for kind, name, attrs, offset in events(markup):
            place = Place(start + offset) if start else None
            if kind in ("start", "end") and self._is_literal(name, attrs):
                self._builder.add(f"<{name}>" if kind == "start" else f"</{name}>")
            elif kind == "start":
                self._preformatted |= name == "pre"
                waiting, self._waiting = (self._waiting, {}) if in_block else ({}, self._waiting)
                self._builder.start(Element(name, waiting | attrs, [], start + offset, "", True))
            elif kind == "end":
                self._preformatted &= name != "pre"
                self._builder.end(name)
            elif kind == "text":
                self._text(name, in_block)
            elif kind == "comment" and name != _SEPARATOR:
                self.report.tell("comment-dropped", f"dropped the comment “{shortened(name)}”", place=place)
            elif kind == "dropped":
                self._dropped(name, attrs, place, in_block=in_block)

    def _dropped(self, name: str, attrs: dict[str, str], place: Place | None, *, in_block: bool) -> None:
        """An element that is no text: a link where it is a film or the like, else only a notice."""
        film = media.link(name, attrs["markup"])
        if film:
            self._builder.add(Element("p", {}, [film], self._line) if in_block else film)
            told = f"a link stands for <{name}>, which cannot be printed: {shortened(film.attrs['href'])}"
            self.report.tell("media-link", told, place=place)
        to_end = in_block and "unclosed" in attrs
        skipping = not film and not in_block and self._skipped.begins(name, attrs["markup"])
        if to_end or not (film or skipping):
            self._tell_dropped(name, attrs, place, to_end=to_end)

    def _tell_dropped(self, name: str, attrs: dict[str, str], place: Place | None, *, to_end: bool = False) -> None:
        why = "is no text, and all that follows it, as nothing closes it" if to_end else "is no text"
        shown = shortened(attrs["markup"])
        self.report.warn("html-dropped", f"dropped <{name}>, which {why}: {shown}", place=place)

    def _tell_skipped(self) -> None:
        """Tell of a script or style sheet inside a sentence, now that its end is found."""
        self._tell_dropped(self._skipped.tag, {"markup": "".join(self._skipped.words)}, self._here())
        self._skipped.tag = ""

    def _text(self, words: str, in_block: bool) -> None:
        if not in_block or self._preformatted:
            self._builder.add(words)
        elif words.strip() and self._builder.reads_markdown:
            for token in parser().parseInline(_SPACE.sub(" ", words), {}):
                self._inlines(token.children or ())
        else:
            self._builder.add(_SPACE.sub(" ", words))

    def _is_literal(self, name: str, attrs: dict[str, str]) -> bool:
        """Whether a tag is words between angle brackets (`vector<int>`): no known element, and it is never closed."""
        if name in KNOWN or attrs:
            return False
        if name not in self._closed:
            self._closed[name] = any(f"</{name}" in line.lower() for line in self.lines if "</" in line)
        return not self._closed[name]


class _Skipped:
    """A script or style sheet inside a sentence: markup and words up to its end tag. One that has none is just a tag."""

    def __init__(self, ends: dict[str, int] | None = None) -> None:
        self.ends, self.at = ends or {}, 0
        self.tag = ""
        self.words: list[str] = []

    def begins(self, tag: str, markup: str) -> bool:
        """Whether what follows this start tag is not text, either."""
        if self.ends.get(tag, -1) <= self.at:
            return False
        self.tag, self.words = tag, [markup]
        return True

    def took(self, token: Token) -> bool:
        """Take a token; True if it was the last."""
        self.words.append(" " if token.type == "softbreak" else token.content)
        return token.type == "html_inline" and token.content.lower().startswith(f"</{self.tag}")


def _last_ends(tokens: Sequence[Token]) -> dict[str, int]:
    """The index of the last end tag of each kind whose content is no text."""
    tags = ((index, token.content.lower()) for index, token in enumerate(tokens) if token.type == "html_inline")
    return {name: index for index, tag in tags for name in ("script", "style") if tag.startswith(f"</{name}")}


def _words(tokens: Sequence[Token]) -> str:
    """The plain words of a picture's description."""
    out = []
    for token in tokens:
        if token.type == "softbreak":
            out.append(" ")
        elif token.type == "hardbreak":
            out.append("\n")
        elif token.type == "image":
            out.append(_words(token.children or ()))
        elif token.type not in ("html_inline", "footnote_ref"):
            out.append(token.content)
    return "".join(out)
