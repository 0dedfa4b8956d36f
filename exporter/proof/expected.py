"""What an export of an article has to say: the article's words in the order they are read, and its parts counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from msgspec import Struct, field, structs
from msgspec.structs import replace

from exporter.labels import Labels
from exporter.model import (
    Article,
    Code,
    CodeBlock,
    Heading,
    Image,
    LineBreak,
    Link,
    ListItem,
    Math,
    MathBlock,
    Node,
    Note,
    NoteRef,
    Table,
    Takeaways,
    Text,
)
from exporter.proof.readback import Metadata
from exporter.proof.words import address, words
from exporter.walk import fields, is_inline, text, walk


class Stream(Struct):
    """Words in order. `edges`: where one text ends and the next begins, with words a format may put there."""

    words: list[str] = field(default_factory=list)
    edges: dict[int, set[str]] = field(default_factory=dict)
    line: list[str] = field(default_factory=list)

    def edge(self, *may: str) -> None:
        """Here one text ends; the words of `may` can stand between it and the next."""
        self.words.extend(words("".join(self.line)))
        self.line.clear()
        self.edges.setdefault(len(self.words), set()).update(word for one in may for word in words(one))


class Expectation(Struct):
    """All an export of one article has to hold. Counts and lists as in `readback.Readback`.

    texts: the text in each of the orders a design may choose; `texts_and_notes`: with the notes that nobody calls at its
    end.   notes: all of them, in the order they are called or as the article has them; `called`: those that are.
    labelled: the first heading is the label of the takeaways, which a design may put at the end.
    title: the words of the article's own, which is a heading in every format.
    around: what has to be read somewhere.
    furniture: words that exports print of their own.
    front: the words of who, when and where from, and how often each may be printed.
    """

    texts: tuple[Stream, ...]
    notes: tuple[Stream, ...]
    title: Stream
    headings: list[tuple[int, Stream]]
    labelled: bool
    links: list[str]
    pictures: list[str]
    placeholders: list[str]
    silent: int
    formulas: list[str]
    grids: list[tuple[int, set[int]]]
    items: int
    related: int
    takeaways: list[Stream]
    note_count: int
    called: tuple[Stream, ...]
    called_count: int
    texts_and_notes: tuple[Stream, ...]
    calls: set[int]
    around: list[str]
    metadata: Metadata
    furniture: set[str]
    front: Counter[str]


def expectation(article: Article, labels: Labels, had: Collection[str | None] = (), house: str = "") -> Expectation:
    """What an export of an article, prepared as backends get it, has to hold.

    labels: the printed words.   house: what the theme prints above the text.
    had: the sources of the pictures that are in the file; of others it says only the words.
    """
    found = list(walk(article))
    images = [node for node in found if isinstance(node, Image)]
    label = [(1, stream_of((Text(article.takeaways.label),)))] if article.takeaways and article.takeaways.label else []
    return Expectation(
        texts=_texts(article),
        notes=(_notes(*_by_call(article)), _notes(article.notes)),
        called=(_notes(_by_call(article)[0]),),
        called_count=len(_by_call(article)[0]),
        texts_and_notes=_texts(article, _by_call(article)[1]),
        title=stream_of(article.title),
        headings=[*label, *((node.level, stream_of(node.content)) for node in found if isinstance(node, Heading))],
        labelled=bool(label),
        links=[address(target) for target in _targets(article) if not target.startswith("#")],
        pictures=[" ".join(image.alt.split()) for image in images if image.alt and image.source in had],
        placeholders=[" ".join(image.alt.split()) for image in images if image.alt and image.source not in had],
        silent=sum(1 for image in images if not image.alt),
        formulas=[node.source for node in found if isinstance(node, (Math, MathBlock))],
        grids=[_grid(node) for node in found if isinstance(node, Table)],
        items=sum(1 for node in found if isinstance(node, ListItem)) + _points(article.takeaways),
        related=len(article.related),
        takeaways=[stream_of(item) for item in article.takeaways.items] if article.takeaways else [],
        note_count=len(article.notes),
        calls={sum(1 for node in found if isinstance(node, NoteRef)), len(_outer_calls(article))},
        around=_printed(article, labels),
        metadata=_metadata(article),
        furniture=_furniture(labels),
        front=_front_words(article, labels) + Counter(words(house)),
    )


def _points(takeaways: Takeaways | None) -> int:
    return len(takeaways.items) if takeaways else 0


def _targets(article: Article) -> list[str]:
    """Where the article's links lead, its authors and its source among them."""
    own = [author.url for author in article.authors]
    source = article.source if article.source and article.source.startswith("http") else None
    found = [node.target for node in walk(article) if isinstance(node, Link)]
    return [*(target for target in (*own, source) if target), *found]


def _grid(table: Table) -> tuple[int, set[int]]:
    """How many cells a table has, and how many may be header cells: those of the head, and those with a scope as well."""
    head = [cell for row in table.head for cell in row.cells]
    rest = [cell for row in (*table.body, *table.foot) for cell in row.cells]
    scoped = [cell for cell in rest if cell.scope]
    counts = {len(head), len(head) + len(scoped)}
    # An empty header cell heads nothing, and may be a plain one.
    filled = [sum(1 for cell in cells if text(cell).strip()) for cells in (head, [*head, *scoped])]
    return len(head) + len(rest), counts | set(filled)


def _metadata(article: Article) -> Metadata:
    title, lang, changed = text(article.title), article.lang or "", article.updated or article.published
    return Metadata(title, lang, _writers(article), article.publisher, article.published, changed)


def _writers(article: Article) -> str:
    """Those who wrote it: who has another role may be named elsewhere."""
    return "; ".join(author.name for author in article.authors if not author.role)


def _texts(article: Article, notes: tuple[Note, ...] = ()) -> tuple[Stream, ...]:
    """The text, with the lead figure before or after the takeaways, or those after the body: the design decides. `notes`
    stand at its end."""
    lead = [article.lead] if article.lead else []
    box = [article.takeaways] if article.takeaways else []
    backs = [[*notes, *article.related], [*article.related, *notes]] if notes else [list(article.related)]
    orders: list[tuple[list[Node], list[Node]]] = [([*box, *lead], []), ([*lead, *box], []), ([*lead], [*box])]
    orders = orders if box and lead else orders[1:] if box else orders[:1]
    return tuple(_text(article, front, [*late, *back]) for front, late in orders for back in backs)


def _text(article: Article, front: Sequence[Node], back: Sequence[Node]) -> Stream:
    stream = Stream()
    for inlines in (article.title, article.standfirst):
        stream.edge()
        _gather_value(inlines, stream, inline=True)
    stream.edge()
    for node in (*front, *article.body, *back):
        _gather(node, stream)
        stream.edge()
    return stream


def _outer_calls(article: Article) -> list[str]:
    """The notes that the text calls: a note may call another, but not every format can."""
    return [node.note for node in walk(replace(article, notes=())) if isinstance(node, NoteRef)]


def _by_call(article: Article) -> tuple[tuple[Note, ...], tuple[Note, ...]]:
    """The notes in the order the text calls them, as formats print them, and those that it does not call."""
    calls = _outer_calls(article)
    order = {identifier: at for at, identifier in reversed(list(enumerate(calls)))}
    called = sorted((note for note in article.notes if note.id in order), key=lambda note: order[note.id or ""])
    return tuple(called), tuple(note for note in article.notes if note.id not in order)


def _notes(*parts: tuple[Note, ...]) -> Stream:
    stream = Stream()
    for notes in parts:
        for note in notes:
            stream.edge()
            _gather(note, stream)
    stream.edge()
    return stream


def stream_of(inlines: tuple[Node, ...]) -> Stream:
    """The words of a line alone."""
    stream = Stream()
    stream.edge()
    _gather_value(inlines, stream, inline=True)
    stream.edge()
    return stream


def _gather(node: Node, stream: Stream) -> None:
    if isinstance(node, (Text, Code)):
        stream.line.append(node.value)
    elif isinstance(node, CodeBlock):
        stream.edge()
        stream.line.append(node.code)
        stream.edge()
    elif isinstance(node, (Math, MathBlock)):
        stream.edge(node.source)
    elif isinstance(node, Image):
        stream.edge(node.alt or "", node.title or "")
    elif isinstance(node, LineBreak):
        stream.line.append("\n")
    else:
        if isinstance(node, Takeaways) and node.label:
            stream.line.append(node.label)
            stream.edge()
        if isinstance(node, Link) and not text(node).strip():  # nothing to click on: the address may stand for it
            stream.edge(node.target)
        _gather_parts(node, stream)


def _gather_parts(node: Node, stream: Stream) -> None:
    inline = is_inline(node)
    for name in fields(node):
        _gather_value(getattr(node, name), stream, inline)
        if not inline:
            stream.edge()


def _gather_value(value: object, stream: Stream, inline: bool) -> None:
    if isinstance(value, Node):
        _gather(value, stream)
        if not is_inline(value):
            stream.edge()
    elif isinstance(value, tuple):
        for one in value:
            _gather_value(one, stream, inline)
            if isinstance(one, tuple):  # one of several definitions, or points
                stream.edge()


def _furniture(labels: Labels) -> set[str]:
    """The words that exports print of their own: labels, the names of months, of places in a list."""
    printed = [value for value in structs.asdict(labels).values() if isinstance(value, str)]
    return {word for text in (*printed, *labels.months, *labels.months_alone) for word in words(text)}


def _front_words(article: Article, labels: Labels) -> Counter[str]:
    """The words that stand around the text: who, when, where from, which rights; each as often as it may be printed."""
    printed = [*_printed(article, labels), article.marking, *(author.url for author in article.authors)]
    printed += [article.identifier, *article.keywords]
    printed += [
        article.publisher,
        text(article.title),
    ] * 2  # above the text, and in the line that says where it is from
    return Counter(word for one in printed if one for word in words(one))


def _printed(article: Article, labels: Labels) -> list[str]:
    """What is not running text, but has to be there to be read."""
    said = [article.kicker, article.dateline, article.publisher, article.source, article.rights]
    for author in article.authors:
        said += [author.name, author.role, author.affiliation]
    said += [labels.day(date) for date in (article.published, article.updated) if date]
    return [one for one in said if one]
