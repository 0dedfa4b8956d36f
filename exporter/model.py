"""The Article and its nodes: data only, one line of meaning each.

Every node is a frozen `msgspec.Struct` and may carry five things besides its own fields: an `id` others can refer to, the
language (`lang`, BCP 47) and direction (`dir`) of its text where they differ from what surrounds it, the author's own
`attributes`, and the `place` in the source it was read from. Layout never enters the model: a takeaways box is a meaning
here and a box only in a backend.

Sequences are tuples, so a node can be shared and cached. JSON: the field `type` names the node ("paragraph", "text", ...);
fields that hold their default are left out. `exporter.schema()` gives the JSON Schema generated from these types.
"""

from __future__ import annotations

from sys import intern
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct, field
from msgspec.structs import force_setattr

Direction: TypeAlias = Literal["ltr", "rtl"]
Alignment: TypeAlias = Literal["start", "center", "end", "decimal"]
Scope: TypeAlias = Literal["col", "row", "colgroup", "rowgroup"]
ListKind: TypeAlias = Literal["bullet", "ordered", "task"]
Numbering: TypeAlias = Literal["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]
CalloutKind: TypeAlias = Literal["note", "tip", "important", "warning", "caution"]

_DAY = "[0-9]{4}(-[0-9]{2}(-[0-9]{2}"
_MOMENT = r"T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
DATE = f"^{_DAY}({_MOMENT})?)?)?$"
"""What a date looks like; `[0-9]` because `\\d` means the digits of every script."""

Date: TypeAlias = Annotated[
    str,
    Meta(pattern=DATE, description="ISO 8601: a year, month, day or moment, as exact as the source gives it."),
]
Count: TypeAlias = Annotated[int, Meta(ge=1)]


class Place(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Where in its source a node was read: line and column count from 1; 0 means unknown."""

    line: Annotated[int, Meta(ge=0)] = 0
    column: Annotated[int, Meta(ge=0)] = 0


class Node(
    Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag=lambda name: "".join("-" * (i > 0 and c.isupper()) + c.lower() for i, c in enumerate(name)),
):
    """What every node can carry."""

    id: str | None = None
    lang: str | None = None
    dir: Direction | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    place: Place | None = None


def _intern(node: Node, *names: str) -> None:
    """Make words one object each: a default is left out of the JSON by identity, wherever the word was made."""
    for name in names:
        force_setattr(node, name, intern(str(getattr(node, name))))


# ---- inlines -----------------------------------------------------------------------------------------------------


class Text(Node, frozen=True):
    """Characters as they are read, without markup."""

    value: str


class Emphasis(Node, frozen=True):
    """Stressed words."""

    content: Inlines


class Strong(Node, frozen=True):
    """Words of importance."""

    content: Inlines


class Strike(Node, frozen=True):
    """Words no longer valid, kept to be seen."""

    content: Inlines


class Code(Node, frozen=True):
    """A piece of program text inside a sentence."""

    value: str


class Link(Node, frozen=True):
    """Words that lead to `target`: an address, or `#id` for a node of this article."""

    content: Inlines
    target: str
    title: str | None = None


class Superscript(Node, frozen=True):
    """Raised characters that mean something (m², 1st)."""

    content: Inlines


class Subscript(Node, frozen=True):
    """Lowered characters that mean something (CO₂)."""

    content: Inlines


class SmallCaps(Node, frozen=True):
    """Words set in small capitals by convention (an acronym, a name in a source list)."""

    content: Inlines


class Image(Node, frozen=True):
    """A picture: `source` is an address relative to the article, a URL or a data: URL, or None if only its words came.

    `alt` is its text alternative: None where the source gives none, empty where the picture is decorative.
    """

    source: str | None = None
    alt: str | None = None
    title: str | None = None


class Math(Node, frozen=True):
    """A formula inside a sentence, in TeX notation."""

    source: str


class NoteRef(Node, frozen=True):
    """The mark that calls the note with the id `note`."""

    note: str


class LineBreak(Node, frozen=True):
    """A line end the author means (an address, a verse)."""


class Span(Node, frozen=True):
    """Words that differ in language, direction or attributes only."""

    content: Inlines


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Strike
    | Code
    | Link
    | Superscript
    | Subscript
    | SmallCaps
    | Image
    | Math
    | NoteRef
    | LineBreak
    | Span
)
Inlines: TypeAlias = tuple[Inline, ...]


# ---- blocks ------------------------------------------------------------------------------------------------------


class Heading(Node, frozen=True):
    """The title of the section that follows; `level` 1 is the article's own outermost section, not its title."""

    content: Inlines
    level: Annotated[int, Meta(ge=1, le=6)] = 1


class Paragraph(Node, frozen=True):
    """A paragraph; `run_in` is a heading set at its very start ("Why It Matters"), without its colon or stop."""

    content: Inlines
    run_in: Inlines = ()


class ListItem(Node, frozen=True):
    """One item; `checked` says whether a task is done, None where it is no task."""

    content: Blocks
    checked: bool | None = None


class List(Node, frozen=True):
    """Items in bullets, in counted order (from `start`, in `numbering`), or as tasks."""

    items: tuple[ListItem, ...]
    kind: ListKind = "bullet"
    start: Annotated[int, Meta(ge=0)] = 1
    numbering: Numbering = "decimal"

    def __post_init__(self) -> None:
        _intern(self, "kind", "numbering")


class DefinitionItem(Node, frozen=True):
    """A term with its definitions, each of them blocks."""

    term: Inlines
    definitions: tuple[Blocks, ...] = ()


class DefinitionList(Node, frozen=True):
    """Terms and what they mean."""

    items: tuple[DefinitionItem, ...]


class Quote(Node, frozen=True):
    """Somebody else's words, with who said them."""

    content: Blocks
    attribution: Inlines = ()


class PullQuote(Node, frozen=True):
    """Words of this article lifted out to catch the eye."""

    content: Inlines
    attribution: Inlines = ()


class Figure(Node, frozen=True):
    """One or more pictures shown together, with a caption and a credit, both apart from their text alternatives."""

    images: tuple[Image, ...]
    caption: Inlines = ()
    credit: Inlines = ()


class Cell(Node, frozen=True):
    """One cell; `scope` makes it a header of what it names; a cell of `Table.head` heads its column without saying so."""

    content: Blocks = ()
    colspan: Count = 1
    rowspan: Count = 1
    scope: Scope | None = None
    align: Alignment | None = None


class Row(Node, frozen=True):
    """Cells from the reading edge on; places covered by a span from above are not repeated."""

    cells: tuple[Cell, ...] = ()


class Table(Node, frozen=True):
    """Rows of a head, a body and a foot; `columns` aligns each column (shorter than the table: the rest is "start")."""

    body: tuple[Row, ...] = ()
    head: tuple[Row, ...] = ()
    foot: tuple[Row, ...] = ()
    columns: tuple[Alignment, ...] = ()
    caption: Inlines = ()


class CodeBlock(Node, frozen=True):
    """Lines of program text (without a line end after the last), with the name of their language."""

    code: str
    language: str | None = None


class Callout(Node, frozen=True):
    """A remark set off from the text, of a kind readers know."""

    content: Blocks
    kind: CalloutKind = "note"
    title: Inlines = ()

    def __post_init__(self) -> None:
        _intern(self, "kind")


class MathBlock(Node, frozen=True):
    """A formula on a line of its own, in TeX notation."""

    source: str


class Aside(Node, frozen=True):
    """A section beside the main text: background, a box, a profile."""

    content: Blocks
    title: Inlines = ()


class ThematicBreak(Node, frozen=True):
    """A pause between two parts that have no headings."""


Block: TypeAlias = (
    Heading
    | Paragraph
    | List
    | DefinitionList
    | Quote
    | PullQuote
    | Figure
    | Table
    | CodeBlock
    | Callout
    | MathBlock
    | Aside
    | ThematicBreak
)
Blocks: TypeAlias = tuple[Block, ...]


# ---- the article -------------------------------------------------------------------------------------------------


class Author(Node, frozen=True):
    """Somebody who made the article; `role` is None for its writer ("Photographs", "Translation", ...)."""

    name: str
    role: str | None = None
    affiliation: str | None = None
    url: str | None = None


class Takeaways(Node, frozen=True):
    """The article's own key points: the label it gives them, the points, and who or what wrote them, if it says so."""

    items: tuple[Inlines, ...]
    label: str | None = None
    provenance: Inlines = ()


class Note(Node, frozen=True):
    """A foot- or endnote, called by the NoteRefs that give its `id` (which it must have)."""

    content: Blocks


class Article(Node, frozen=True):
    """One article, whole. `lang` and `dir` are the language and direction of its text."""

    title: Inlines = ()
    standfirst: Inlines = ()
    kicker: str | None = None
    authors: tuple[Author, ...] = ()
    published: Date | None = None
    updated: Date | None = None
    dateline: str | None = None
    publisher: str | None = None
    source: str | None = None
    identifier: str | None = None
    rights: str | None = None
    keywords: tuple[str, ...] = ()
    marking: str | None = None
    lead: Figure | None = None
    takeaways: Takeaways | None = None
    body: Blocks = ()
    notes: tuple[Note, ...] = ()
    related: tuple[Link, ...] = ()
