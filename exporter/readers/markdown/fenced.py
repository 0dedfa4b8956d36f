"""From fenced divisions (`::: name`, directives, pairs of template tags) to what their name means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from exporter.model import Aside, Blocks, Figure, Inlines, List, Paragraph, Place, Quote, Strong, Table, Text
from exporter.readers.markdown.boxes import ASIDES, CALLOUTS, boxed, titled
from exporter.readers.markdown.directives import OPENED, TABS
from exporter.readers.markdown.divisions import head
from exporter.readers.markdown.elements import Element
from exporter.readers.markdown.figures import figure_with
from exporter.readers.markdown.inlines import own
from exporter.readers.markdown.parts import inheriting, place
from exporter.readers.markdown.quotes import PULLQUOTES, attributed, pull_quote
from exporter.readers.markdown.quoting import shortened
from exporter.readers.markdown.tables import from_list
from exporter.readers.markdown.takeaways_box import NAMES, takeaways
from exporter.walk import text as plain_text

if TYPE_CHECKING:
    from exporter.readers.markdown.nodes import Nodes

# fmt: off
_STATEMENTS = frozenset([
    "theorem", "lemma", "corollary", "proposition", "conjecture", "definition", "remark", "proof", "axiom", "claim",
])
_BOXES = _STATEMENTS | frozenset([
    "challenge", "solution", "exercise", "example", "objectives", "questions", "discussion", "checklist", "prereq",
    "prerequisites", "testimonial", "instructor", "overview", "faq", "question", "bug", "algorithm",
])
_SILENT = frozenset([
    "tabs", "tab-set", "tabset", "panel-tabset", "grid", "grid-item", "container", "div", "compound", "only",
    "columns", "column", "row", "col", "center", "centered", "left", "right", "glossary", "raw", "verbatim", "literal",
    "layout", "content-visible", "content-hidden", "column-page", "column-body", "column-screen", "gallery", "figures",
    "card-carousel", "wide", "fullwidth", "incremental", "rubric", "border", "steps", "cards", "capture", "markdown",
    "lead", "inner",
])
"""They say how a site shows what they hold, which is all there is."""
_QUOTES = frozenset(["quote", "blockquote", "epigraph"])
_LISTS_OF_CONTENTS = frozenset(["toctree", "contents", "tableofcontents", "bibliography", "index", "genindex"])
# fmt: on
_TABLES = frozenset(["table", "list-table"])


def division(nodes: Nodes, element: Element) -> Blocks:
    """What `::: name` stands for; what it holds is kept whatever it is."""
    name, words, attrs = head(element.raw)
    marked = Element("x-division", {**element.attrs, **attrs}, [], element.line)
    tag = marked.attrs.pop("x-tag", "")
    if name in NAMES:
        return takeaways(nodes, marked, words, element)
    if name in PULLQUOTES:
        attribution, content = attributed(nodes, list(element.content))
        return pull_quote(nodes, marked, content, attribution)
    if name in ("figure", "figure-md", "image"):
        return _pictured(nodes, element, marked, words)
    if name in _LISTS_OF_CONTENTS:
        return _made_by_site(nodes, element, name)
    if name == "comment":
        return _comment(nodes, element)
    title = nodes.inlines_of(words) if words else ()
    if name in _QUOTES:
        return _quoted(nodes, element, marked, title)
    if name in _TABLES and (table := _listed_table(nodes, element, marked, title)):
        return (table,)
    return _boxed(nodes, element, marked, name, title) or _other(nodes, element, marked, name, title, tag)


def _boxed(nodes: Nodes, element: Element, marked: Element, name: str, title: Inlines) -> Blocks:
    short = name.removeprefix("callout-")
    if short == "admonition":
        short = next((word for word in marked.attrs.get("class", "").split() if word in CALLOUTS), "note")
    known = short in CALLOUTS or short != name or name in ASIDES
    if not known and name not in _BOXES and name not in OPENED:
        return ()
    title, blocks = titled(nodes, list(element.content), title, marked)
    if name in _STATEMENTS:
        title = _stated(name, title)
    if name in OPENED:
        return (Aside(content=blocks, title=title, place=place(element), **own(marked, "open", "close", "closed")),)
    return (boxed(short, title, blocks, marked),)


def _stated(name: str, title: Inlines) -> Inlines:
    """What a theorem and the like are called: by their kind, and by a name of their own if they have one."""
    kind = Text(value=name.capitalize())
    return (replace(kind, value=f"{kind.value} ("), *title, Text(value=")")) if title else (kind,)


def _pictured(nodes: Nodes, element: Element, marked: Element, source: str) -> Blocks:
    """MyST's `{figure} address`, or a figure tag with its caption inside: the first paragraph is the caption."""
    attrs = marked.attrs
    address = source or attrs.get("src", "")
    picture = {"src": address} | {key: attrs[key] for key in ("alt", "width", "height", "class") if attrs.get(key)}
    content = list(element.content)
    if not address:
        return _grouped(nodes.blocks(content), marked, element) or nodes.blocks(content)
    at = next((n for n, part in enumerate(content) if isinstance(part, Element)), None)
    first = content[at] if at is not None else None
    caption: Inlines = nodes.inlines_of(attrs["caption"]) if attrs.get("caption") else ()
    if isinstance(first, Element) and first.tag == "p" and not caption:
        caption = nodes.inlines(first.content)
        content = content[at + 1 :] if at is not None else []
    about = own(marked, "src", "alt", "width", "height", "class", "caption", "attr", "attrlink", "credit")
    credit = attrs.get("credit") or attrs.get("attr") or ""
    figure = figure_with(nodes, Element("img", picture, [], element.line), caption, credit, about, place(element))
    return (figure, *nodes.blocks(content))


def _made_by_site(nodes: Nodes, element: Element, name: str) -> Blocks:
    """A list its site makes (of contents, of sources)."""
    words = shortened(" ".join(plain_text(nodes.blocks(element.content)).split()))
    told = f"dropped {{{name}}}, a list only its site can make" + (f": {words}" if words else "")
    nodes.report.tell("directive-dropped", told, place=place(element))
    return ()


def _comment(nodes: Nodes, element: Element) -> Blocks:
    words = shortened(" ".join(plain_text(nodes.blocks(element.content)).split()))
    nodes.report.tell("comment-dropped", f"dropped the comment “{words}”", place=place(element))
    return ()


def _quoted(nodes: Nodes, element: Element, marked: Element, title: Inlines) -> Blocks:
    attribution, content = attributed(nodes, list(element.content))
    named = [marked.attrs[key] for key in ("author", "by", "footer", "cite", "source") if marked.attrs.get(key)]
    if named and not attribution:
        attribution = nodes.inlines_of(", ".join(named))
    blocks = nodes.blocks(content)
    if not blocks:
        return (Paragraph(content=title),) if title else ()
    about = own(marked, "author", "by", "footer", "cite", "source")
    return (Quote(content=blocks, attribution=attribution or title, place=place(element), **about),)


def _listed_table(nodes: Nodes, element: Element, marked: Element, title: Inlines) -> Table | None:
    blocks = nodes.blocks(element.content)
    only = blocks[0] if len(blocks) == 1 else None
    about = own(marked, "head", "header-rows", "foot", "align", "tbl-colwidths", "widths", "stub-columns")
    if isinstance(only, Table):
        return replace(only, caption=only.caption or title, place=place(element), **about)
    table = from_list(only, marked.attrs) if isinstance(only, List) else None
    return replace(table, caption=title, place=place(element), **about) if table else None


def _other(nodes: Nodes, element: Element, marked: Element, name: str, title: Inlines, tag: str) -> Blocks:
    blocks = nodes.blocks(element.content)
    if group := _grouped(blocks, marked, element) or _table_group(blocks, marked, element):
        return group
    if title:
        blocks = (Paragraph(content=(Strong(content=title),), place=place(element)), *blocks)
    if tag and name not in _SILENT and name not in TABS:
        told = f"dropped {shortened(tag)}: what it encloses was kept"
        nodes.report.tell("template-tag-dropped", told, place=place(element))
    elif name and name not in _SILENT and name not in TABS:
        hint = "known ones: takeaways, note, tip, important, warning, caution, aside, pullquote"
        told = f"“::: {name}” means nothing here: what it holds was kept"
        nodes.report.tell("division-unknown", told, place=place(element), hint=hint)
    return inheriting(blocks, own(marked))


def _grouped(blocks: Blocks, marked: Element, element: Element) -> Blocks:
    """Figures in one division that makes them one figure (Quarto's `#fig-` or `layout`), a last paragraph being its caption."""
    grouping = marked.attrs.get("id", "").startswith("fig-") or any(key.startswith("layout") for key in marked.attrs)
    figures = [block for block in blocks if isinstance(block, Figure)]
    rest: Any = blocks[len(figures) :]
    if not grouping or not figures or list(blocks[: len(figures)]) != figures or len(rest) > 1:
        return ()
    if rest and (not isinstance(rest[0], Paragraph) or rest[0].run_in):
        return ()
    if not rest and len(figures) > 1 and any(figure.caption for figure in figures):
        return ()
    caption = rest[0].content if rest else figures[0].caption if len(figures) == 1 else ()
    captions = [figure for figure in figures if figure.caption or figure.credit]
    if rest and captions:
        return ()
    images = tuple(_placed(image, figure.place) for figure in figures for image in figure.images)
    credit = figures[0].credit if len(figures) == 1 else ()
    about = own(marked, *[key for key in marked.attrs if key.startswith("layout")])
    return (Figure(images=images, caption=caption, credit=credit, place=place(element), **about),)


def _table_group(blocks: Blocks, marked: Element, element: Element) -> Blocks:
    """Quarto's `::: {#tbl-name}`: a table, and a paragraph that is its caption."""
    if len(blocks) != 2 or not marked.attrs.get("id", "").startswith("tbl-"):
        return ()
    table, words = blocks
    if not isinstance(table, Table) or table.caption or not isinstance(words, Paragraph) or words.run_in:
        return ()
    return (replace(table, caption=words.content, place=place(element), **own(marked)),)


def _placed(image: Any, where: Place | None) -> Any:
    return image if image.place else replace(image, place=where)
