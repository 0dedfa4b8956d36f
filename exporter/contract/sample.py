"""One article with every kind of node, every kind of list and callout, several scripts, and nothing a check would mend."""

from __future__ import annotations

import struct
import zlib

from exporter.model import (
    Article,
    Aside,
    Author,
    Block,
    Callout,
    Cell,
    Code,
    CodeBlock,
    DefinitionItem,
    DefinitionList,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    MathBlock,
    Note,
    NoteRef,
    Paragraph,
    PullQuote,
    Quote,
    Row,
    SmallCaps,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Table,
    Takeaways,
    Text,
    ThematicBreak,
)

PICTURE = "pictures/harbour.png"
"""The address of the sample's pictures; `picture()` gives the bytes."""


def picture(width: int = 640, height: int = 320) -> bytes:
    """A PNG, made here so that no file is needed: a sea under a sky."""
    rows = b"".join(
        b"\0" + bytes((70 + 90 * y // height, 110 + 60 * y // height, 150 + 20 * y // height)) * width
        if y < height * 0.6
        else b"\0" + bytes((31, 78, 121)) * width
        for y in range(height)
    )
    parts = (b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0), b"IDAT" + zlib.compress(rows, 9), b"IEND")
    chunks = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _t(*parts: str | Inline) -> Inlines:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def _p(*parts: str | Inline) -> Paragraph:
    return Paragraph(_t(*parts))


def _cell(words: str, **more: object) -> Cell:
    return Cell((_p(words),), **more)  # type: ignore[arg-type]


def _inline_blocks() -> tuple[Block, ...]:
    return (
        _p(
            "A paragraph with ", Emphasis(_t("emphasis")), ", ", Strong(_t("importance")), ", ", Strike(_t("a correction")),
            ", ", Code("a_piece(of=code)"), ", H", Subscript(_t("2")), "O, 10 m", Superscript(_t("2")), ", ",
            SmallCaps(_t("Unesco")), ", a formula ", Math("a^2 + b^2 = c^2"), ", a picture ",
            Image(PICTURE, "a small harbour"), ", a note", NoteRef("n1"), " and another", NoteRef("n2"), ".",
        ),
        _p(
            "A link to ", Link(_t("an ", Emphasis(_t("address"))), "https://example.org/a?b=c&d=é", "An address"),
            " and one to ", Link(_t("the table"), "#harbours"), ".", LineBreak(), "A second line after a break.",
        ),
        Paragraph(
            _t("A paragraph with a heading run in, long enough to be set over more than one line of the page it stands on."),
            run_in=_t("Why it matters"),
        ),
        _p(
            "Other languages: ", Span(_t("Straßenverkehrsordnung"), lang="de"), ", ", Span(_t("Ελληνικά"), lang="el"), ", ",
            Span(_t("Русский"), lang="ru"), ", ", Span(_t("Tiếng Việt"), lang="vi"), ".",
        ),
    )  # fmt: skip


def _lists() -> tuple[Block, ...]:
    nested = List((ListItem((_p("inner one"),)), ListItem((_p("inner two"),))), kind="ordered", numbering="lower-alpha")
    return (
        List((ListItem((_p("first"), _p("with a second paragraph"))), ListItem((_p("second"), nested)))),
        List((ListItem((_p("the fourth"),)), ListItem((_p("the fifth"),))), kind="ordered", start=4),
        List((ListItem((_p("one"),)), ListItem((_p("two"),))), kind="ordered", numbering="upper-roman"),
        List((ListItem((_p("done"),), checked=True), ListItem((_p("to do"),), checked=False)), kind="task"),
        DefinitionList((
            DefinitionItem(_t("Berth"), ((_p("where a ship lies"),), (_p("a bed on it"),))),
            DefinitionItem(_t("Quay"), ((_p("a wharf beside the water"),),)),
        )),
    )  # fmt: skip


def _tables() -> tuple[Block, ...]:
    harbours = Table(
        head=(
            Row((_cell("Harbour", rowspan=2, scope="col"), _cell("Ships", colspan=2, scope="colgroup"))),
            Row((_cell("2023"), _cell("2024"))),
        ),
        body=(
            Row((_cell("Mombasa", scope="row"), _cell("1,204.5"), _cell("1,310"))),
            Row((_cell("Port-au-Prince", scope="row"), _cell("87.25"), _cell("9"))),
        ),
        foot=(Row((_cell("Together", scope="row"), _cell("1,291.75"), _cell("1,319"))),),
        columns=("start", "decimal", "end"),
        caption=_t("Ships by harbour and year"),
        id="harbours",
    )
    plain = Table(
        head=(Row((_cell("Word"), _cell("Meaning"))),),
        body=(Row((_cell("bow"), Cell((_p("the front"), List((ListItem((_p("of a ship"),)),)))))),),
        columns=("start", "center"),
    )
    return harbours, plain


def _boxes() -> tuple[Block, ...]:
    kinds = ("note", "tip", "important", "warning", "caution")
    callouts = tuple(Callout((_p(f"A remark of the kind {kind}."),), kind=kind) for kind in kinds)  # type: ignore[arg-type]
    return (
        Quote(
            (_p("Words of somebody else."), _p("In two paragraphs.")),
            attribution=_t("Somebody, ", Emphasis(_t("A Book"))),
        ),
        PullQuote(_t("Words lifted out of the text"), attribution=_t("the harbour master")),
        *callouts,
        Callout(
            (_p("With a title."), List((ListItem((_p("and a list"),)),))), kind="warning", title=_t("Mind the gap")
        ),
        Aside((_p("Background beside the main text."),), title=_t("Background")),
        CodeBlock('def moor(ship):\n    """Tie it up."""\n    return ship.berth or "no berth"', language="python"),
        CodeBlock("plain   code\n\twith a tab"),
        MathBlock(r"\sum_{i=1}^{n} i = \frac{n(n+1)}{2}"),
        ThematicBreak(),
    )


def _figures() -> tuple[Block, ...]:
    return (
        Figure(
            (Image(PICTURE, "A harbour at dusk, seen from the sea"),), _t("The harbour."), _t("Photograph: A. Example")
        ),
        Figure((Image(PICTURE, "Before"), Image(PICTURE, "After")), _t("Before and after.")),
        Figure((Image(PICTURE, ""),)),
        Figure((Image(None, "A map nobody has"),), _t("The map.")),
    )


def _notes() -> tuple[Note, ...]:
    return (
        Note((_p("The first note, with ", Link(_t("a link"), "https://example.org/note"), "."),), id="n1"),
        Note((_p("The second note."), _p("It has two paragraphs.")), id="n2"),
    )


def everything() -> Article:
    """The article; its pictures are all `PICTURE`."""
    return Article(
        title=_t("Everything an article can ", Emphasis(_t("hold"))),
        standfirst=_t("Every node of the model, once or more, in an order that makes some sense."),
        kicker="Specimen",
        authors=(
            Author("Ada Example", affiliation="Harbour Office", url="https://example.org/ada"),
            Author("Ben Example", role="Photographs"),
        ),
        published="2024-06-25",
        updated="2024-06-26T08:30:00Z",
        dateline="Mombasa",
        publisher="The Example",
        source="https://example.org/everything",
        rights="© 2024 The Example. CC BY 4.0.",
        keywords=("harbours", "specimens"),
        marking="TLP:AMBER",
        lang="en",
        dir="ltr",
        lead=Figure((Image(PICTURE, "A sea under a sky"),), _t("The sea."), _t("The Example")),
        takeaways=Takeaways(
            (
                _t("Every kind of node is here."),
                _t("It has ", Strong(_t("inline markup")), " and ", Link(_t("a link"), "https://example.org/"), "."),
                _t("The last point is long enough to need a second line in any box on any page that people may print it on."),
            ),
            label="Key takeaways",
            provenance=_t("Written by the editors."),
        ),
        body=(
            Heading(_t("Inlines"), 1), *_inline_blocks(),
            Heading(_t("Lists"), 1), *_lists(),
            Heading(_t("Tables"), 2), *_tables(),
            Heading(_t("Deeper"), 3), _p("Under a heading of the third level."),
            Heading(_t("Boxes"), 1), *_boxes(),
            Heading(_t("Figures"), 1), *_figures(),
            Heading(_t("Scripts"), 1),
            Paragraph(
                _t("هذه فقرة بالعربية فيها كلمة ", Span(_t("English"), lang="en", dir="ltr"), " ورقم 42."), lang="ar", dir="rtl"
            ),
            Paragraph(_t("פסקה בעברית."), lang="he", dir="rtl"),
            Paragraph(_t("一段中文，带有标点。"), lang="zh"),
            Paragraph(_t("日本語の段落です。"), lang="ja"),
            Paragraph(_t("हिन्दी में एक अनुच्छेद।"), lang="hi"),
        ),
        notes=_notes(),
        related=(Link(_t("Another article"), "https://example.org/other"), Link(_t("One more"), "https://example.org/more")),
    )  # fmt: skip
