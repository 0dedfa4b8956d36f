"""Blocks into XHTML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unicodedata import east_asian_width

from exporter.backends.epub import formulas
from exporter.backends.epub.highlight import highlighted
from exporter.backends.epub.line import introduction, line, picture
from exporter.backends.epub.rows import row_styles
from exporter.backends.epub.tables import table
from exporter.backends.epub.writer import Writer
from exporter.backends.epub.xhtml import attributes, carried, carried_ltr, element, escaped, speaks, spoken_name, tongue
from exporter.model import (
    Aside,
    Block,
    Blocks,
    Callout,
    CodeBlock,
    DefinitionItem,
    DefinitionList,
    Figure,
    Heading,
    Image,
    Inlines,
    List,
    ListItem,
    MathBlock,
    Node,
    Paragraph,
    PullQuote,
    Quote,
    Table,
    ThematicBreak,
)
from exporter.walk import text

_STOPS = frozenset(".!?:;,…–—。！？：；、．،؛؟۔।॥")
_QUOTES = frozenset("\"'“”„‟«»‹›‘’‚「『〝")
_CLOSING = "\"'”’»)]"
_TYPES = {"lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I"}


def flow(blocks: Blocks, writer: Writer) -> str:
    """A run of blocks inside another one, each on its line; a plain paragraph alone needs no element of its own."""
    if len(blocks) == 1 and (only := _bare(blocks[0])):
        return line(only.content, writer)
    return "\n".join([block(node, writer) for node in blocks])


def sections(blocks: Blocks, writer: Writer) -> str:
    """The blocks of a file, each heading with what follows it in a `section`."""
    out: list[str] = []
    open_levels: list[int] = []
    for node in blocks:
        if isinstance(node, Heading):
            while open_levels and open_levels[-1] >= node.level:
                open_levels.pop()
                out.append("</section>")
            open_levels.append(node.level)
            out.append("<section>")
        out.append(block(node, writer))
    out.extend("</section>" for _ in open_levels)
    return "\n".join(out)


def block(node: Block, writer: Writer) -> str:
    """One block."""
    if known := _KINDS.get(type(node)):
        return known(node, writer)
    writer.context.unknown(node, "epub")
    return element("p", escaped(text(node)), carried(node))


def _bare(node: Node) -> Paragraph | None:
    """The node, if it is a paragraph that carries nothing but its words."""
    if not isinstance(node, Paragraph) or node.run_in or node.id or node.lang or node.dir or node.attributes:
        return None
    return node


def _heading(node: Heading, writer: Writer) -> str:
    """A heading one level below the article's title. Cells must not hold headings (HTML, 4.9.10): there it is a role."""
    level = min(node.level + 1, 6)
    if not speaks(text(node.content)):
        return element("p", line(node.content, writer), attributes(class_=f"h{level}") + carried(node))
    if writer.in_cell:
        role = attributes(class_=f"h{level}", role="heading", aria_level=str(level))
        return element("p", line(node.content, writer), role + carried(node))
    name = attributes(aria_label=spoken_name(node.content))
    return element(f"h{level}", line(node.content, writer), name + carried(node))


def _paragraph(node: Paragraph, writer: Writer) -> str:
    words = line(node.content, writer)
    if node.run_in:
        words = (_run_in(node.run_in, writer) + words).rstrip()
    return element("p", words, carried(node))


def _run_in(content: Inlines, writer: Writer) -> str:
    """A heading at a paragraph's start, closed as the language does it unless it ends in punctuation of its own."""
    said = text(content).rstrip().rstrip(_CLOSING)
    if said[-1:] in _STOPS:
        stop, space = "", "" if east_asian_width(said[-1]) in "WF" else " "
    else:
        stop, space = introduction(writer.labels)
    return element("strong", line(content, writer).rstrip() + stop, ' class="run-in"') + space


def _list(node: List, writer: Writer) -> str:
    items = "\n".join([_item(item, writer) for item in node.items])
    if node.kind == "ordered":
        start = str(node.start) if node.start != 1 else None
        return element("ol", f"\n{items}\n", attributes(start=start, type=_TYPES.get(node.numbering)) + carried(node))
    class_ = "tasks" if node.kind == "task" else None
    return element("ul", f"\n{items}\n", attributes(class_=class_) + carried(node))


def _item(item: ListItem, writer: Writer) -> str:
    """An item; its first plain paragraph runs on into the lists below it, as in any list people write by hand."""
    content = item.content
    if len(content) > 1 and _bare(content[0]) and all(isinstance(node, List) for node in content[1:]):
        inner = flow(content[:1], writer) + "\n" + "\n".join([block(node, writer) for node in content[1:]]) + "\n"
    else:
        inner = flow(content, writer)
    return element("li", _box(item, writer) + inner, carried(item))


def _box(item: ListItem, writer: Writer) -> str:
    if item.checked is None:
        return ""
    label = writer.labels.done if item.checked else writer.labels.to_do
    mark = "☑" if item.checked else "☐"
    return element("span", mark, attributes(class_="box", role="img", aria_label=label)) + " "


def _definitions(node: DefinitionList, writer: Writer) -> str:
    items = "\n".join([_definition(item, writer) for item in node.items])
    return element("dl", f"\n{items}\n", carried(node))


def _definition(item: DefinitionItem, writer: Writer) -> str:
    """A term and its definitions; one without any gets an empty one, for a term must have one (HTML, 4.4.9)."""
    term = element("dt", line(item.term, writer), carried(item))
    meanings = [element("dd", flow(blocks, writer), tongue(item)) for blocks in item.definitions]
    return "\n".join([term, *(meanings or ["<dd></dd>"])])


def _quote(node: Quote, writer: Writer) -> str:
    if not node.attribution:
        return element("blockquote", f"\n{flow_apart(node.content, writer)}\n", carried(node))
    words = element("blockquote", f"\n{flow_apart(node.content, writer)}\n")
    credit = element("figcaption", line(node.attribution, writer))
    return element("figure", f"\n{words}\n{credit}\n", attributes(class_="quote") + carried(node))


def flow_apart(blocks: Blocks, writer: Writer) -> str:
    """Blocks that all keep their own elements."""
    return "\n".join([block(node, writer) for node in blocks])


def _pull_quote(node: PullQuote, writer: Writer) -> str:
    """Words of the article; what somebody said is set in the language's quotation marks (by the sheet) if it brings none."""
    said = bool(node.attribution) and text(node.content).strip()[:1] not in _QUOTES
    words = element("p", line(node.content, writer), attributes(class_="said" if said else None))
    if node.attribution:
        words += "\n" + element("p", line(node.attribution, writer), ' class="attribution"')
    role = attributes(class_="pull-quote", epub_type="pullquote", role="doc-pullquote")
    return element("div" if writer.in_box else "aside", f"\n{words}\n", role + carried(node))


def _figure(node: Figure, writer: Writer) -> str:
    return figure(node, writer)


def figure(node: Figure, writer: Writer, class_: str = "") -> str:
    """Pictures with their caption and credit. A missing one shows its words, unless the caption says the same."""
    caption = text(node.caption)
    styles = row_styles([writer.pictures.file(image) for image in node.images])
    shown = [_shown(image, caption, writer, style) for image, style in zip(node.images, styles, strict=True)]
    pictures = "\n".join(words for words in shown if words)
    if len(node.images) > 1:
        pictures = element("div", f"\n{pictures}\n", ' class="pictures"')
    words = " ".join(filter(None, (line(node.caption, writer), _credit(node, writer))))
    below = element("figcaption", words) if words else ""
    inner = "\n".join(filter(None, (pictures, below)))
    role = attributes(class_=class_ if all(shown) else f"{class_} missing".strip()) if class_ or not all(shown) else ""
    return element("figure", f"\n{inner}\n", role + carried(node))


def _credit(node: Figure, writer: Writer) -> str:
    return element("span", line(node.credit, writer), ' class="credit"') if node.credit else ""


def _shown(image: Image, caption: str, writer: Writer, style: str) -> str:
    says_the_same = _bare_words(image.alt or "") == _bare_words(caption) != ""
    if says_the_same and writer.pictures.file(image) is None and not carried(image):
        return ""
    return picture(image, writer, style)


def _bare_words(words: str) -> str:
    """Words without soft hyphens and more than one space between, to compare."""
    return " ".join(words.replace("\u00ad", "").split())


def _table(node: Table, writer: Writer) -> str:
    return table(node, writer, flow)


def _code(node: CodeBlock, writer: Writer) -> str:  # noqa: ARG001
    language = attributes(class_=f"language-{node.language}") if node.language else ""
    code = element("code", highlighted(node.code, node.language), language)
    return element("pre", code, carried_ltr(node))


def _callout(node: Callout, writer: Writer) -> str:
    label = writer.labels.callout(node.kind)
    stop, space = introduction(writer.labels) if node.title else ("", "")
    kind = element("span", writer.printed(label) + stop, ' class="kind"') + space
    title = line(node.title, writer)
    writer.in_box += 1
    inner = element("p", kind + title, ' class="callout-title"') + "\n" + flow_apart(node.content, writer)
    writer.in_box -= 1
    return element("div", f"\n{inner}\n", attributes(class_=f"callout {node.kind}", role="note") + carried(node))


def _math(node: MathBlock, writer: Writer) -> str:
    """A formula in a frame that scrolls, by keyboard too, where it is wider than the screen."""
    return element("div", formulas.formula(node, writer), ' class="formula" tabindex="0"')


def _aside(node: Aside, writer: Writer) -> str:
    """Side matter; as a note, not a landmark, for landmarks need names that differ, and must not nest."""
    name = "div" if writer.in_box else "aside"
    title = element("p", line(node.title, writer), ' class="aside-title"') + "\n" if node.title else ""
    writer.in_box += 1
    inner = title + flow_apart(node.content, writer)
    writer.in_box -= 1
    return element(name, f"\n{inner}\n", attributes(class_="aside", role="note") + carried(node))


def _thematic_break(node: ThematicBreak, writer: Writer) -> str:  # noqa: ARG001
    return f"<hr{carried(node)}/>"


_KINDS: dict[type[Node], Callable[[Any, Writer], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    List: _list,
    DefinitionList: _definitions,
    Quote: _quote,
    PullQuote: _pull_quote,
    Figure: _figure,
    Table: _table,
    CodeBlock: _code,
    Callout: _callout,
    MathBlock: _math,
    Aside: _aside,
    ThematicBreak: _thematic_break,
}
