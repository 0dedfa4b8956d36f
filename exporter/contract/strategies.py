"""Hypothesis strategies: any article the model allows, from plain to perverse."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from exporter import model as m

_WORDS = st.text(
    st.one_of(
        st.sampled_from("abcdefghij ABC0123456789 .,;:!?'\"()-–—*_`~^[]{}<>|#\\$&+=/@"),
        st.sampled_from("éüßøñçœ“”‘’…€ \u00a0\u00ad\u200bΑβЖя中文日かナ한국עבالعहिไท🙂"),
        st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs", "M")),
    ),
    min_size=1,
    max_size=24,
).filter(lambda words: bool(words.strip()))
_CODE = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=20)
_LINES = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20), min_size=1, max_size=4)
_NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
_LANGS = st.sampled_from(["en", "de", "fr", "ar", "he", "zh-Hans", "ja", "hi", "pt-BR"])
_DIRS = st.sampled_from(["ltr", "rtl"])
_TARGETS = st.one_of(
    st.sampled_from(
        ["https://example.org/", "https://example.org/a?b=c#d", "mailto:a@example.org", "other.html", "#x"]
    ),
    _NAMES.map("#{}".format),
)
_SOURCES = st.one_of(st.none(), st.sampled_from(["a.png", "pictures/b c.jpg", "https://example.org/c.svg"]))
_DATES = st.sampled_from(["2024", "2024-06", "2024-06-25", "2024-06-25T08:30:00Z", "2023-01-31T23:59:59+02:00"])
_FORMULAS = st.sampled_from(["a^2", r"\frac{1}{2}", r"\sqrt{x}", "E = mc^2", r"\nonsense{", "x_i < y"])


# What a node carries beyond its own fields: mostly nothing, and one thing at a time.
_SELDOM: dict[int, st.SearchStrategy[dict[str, Any]]] = {
    1: st.fixed_dictionaries({"id": _NAMES}),
    2: st.fixed_dictionaries({"lang": _LANGS}),
    3: st.fixed_dictionaries({"dir": _DIRS}),
    4: st.fixed_dictionaries({"attributes": st.dictionaries(_NAMES, _WORDS, min_size=1, max_size=2)}),
}
_NOTHING: st.SearchStrategy[dict[str, Any]] = st.builds(dict)
_CARRIED = st.integers(0, 23).flatmap(lambda number: _SELDOM.get(number, _NOTHING))


def _carrying(made: tuple[Any, dict[str, Any]]) -> Any:
    node, carried = made
    return replace(node, **carried) if carried else node


def _node(kind: type[m.Node], /, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.tuples(st.builds(kind, **fields), _CARRIED).map(_carrying)


def images() -> st.SearchStrategy[m.Image]:
    """Pictures with and without files and alternatives."""
    return _node(m.Image, source=_SOURCES, alt=st.none() | st.just("") | _WORDS, title=st.none() | _WORDS)


def inline(depth: int = 1) -> st.SearchStrategy[Any]:
    """One inline node."""
    leaves = st.one_of(
        _node(m.Text, value=_WORDS),
        st.builds(m.Text, value=_WORDS),
        _node(m.Code, value=_CODE),
        _node(m.Math, source=_FORMULAS),
        _node(m.NoteRef, note=_NAMES),
        _node(m.LineBreak),
        images(),
    )
    if depth == 0:
        return leaves
    inner = inlines(depth - 1)
    wrappers = (m.Emphasis, m.Strong, m.Strike, m.Superscript, m.Subscript, m.SmallCaps, m.Span)
    wrapped = st.one_of(*(_node(kind, content=inner) for kind in wrappers))
    return st.one_of(leaves, wrapped, _node(m.Link, content=inner, target=_TARGETS, title=st.none() | _WORDS))


def inlines(depth: int = 1, least: int = 0) -> st.SearchStrategy[m.Inlines]:
    """A run of inline nodes."""
    return st.lists(inline(depth), min_size=least, max_size=3).map(tuple)


def figures() -> st.SearchStrategy[m.Figure]:
    """One or more pictures, captioned or not."""
    pictures = st.lists(images(), min_size=1, max_size=2).map(tuple)
    return _node(m.Figure, images=pictures, caption=inlines(1), credit=inlines(0))


def _leaf_blocks() -> st.SearchStrategy[Any]:
    return st.one_of(
        _node(m.Paragraph, content=inlines(least=1), run_in=st.just(()) | inlines(0)),
        st.builds(m.Paragraph, content=inlines(least=1)),
        _node(m.Heading, content=inlines(1, least=1), level=st.integers(1, 6)),
        _node(m.PullQuote, content=inlines(1, least=1), attribution=inlines(0)),
        figures(),
        _node(m.CodeBlock, code=_LINES.map("\n".join), language=st.none() | st.sampled_from(["python", "c++", "x"])),
        _node(m.MathBlock, source=_FORMULAS),
        _node(m.ThematicBreak),
    )


def _tables(depth: int) -> st.SearchStrategy[m.Table]:
    content = st.builds(m.Paragraph, content=inlines(0, least=1)).map(lambda one: (one,)) | blocks(depth, most=1)
    cell = _node(
        m.Cell,
        content=content,
        colspan=st.sampled_from([1, 1, 1, 2]),
        rowspan=st.sampled_from([1, 1, 1, 2]),
        scope=st.sampled_from([None, None, "col", "row"]),
        align=st.sampled_from([None, None, "start", "center", "end", "decimal"]),
    )
    rows = st.lists(_node(m.Row, cells=st.lists(cell, min_size=1, max_size=2).map(tuple)), max_size=2).map(tuple)
    columns = st.lists(st.sampled_from(["start", "center", "end", "decimal"]), max_size=3).map(tuple)
    return _node(m.Table, body=rows, head=rows, foot=rows, columns=columns, caption=inlines(0))


def block(depth: int = 2) -> st.SearchStrategy[Any]:
    """One block."""
    if depth == 0:
        return _leaf_blocks()
    inner = blocks(depth - 1, most=2)
    item = _node(m.ListItem, content=inner, checked=st.sampled_from([None, None, True, False]))
    term = _node(m.DefinitionItem, term=inlines(1, least=1), definitions=st.lists(inner, max_size=2).map(tuple))
    return st.one_of(
        _leaf_blocks(),
        _node(
            m.List,
            items=st.lists(item, min_size=1, max_size=3).map(tuple),
            kind=st.sampled_from(["bullet", "ordered", "task"]),
            start=st.sampled_from([1, 1, 0, 7]),
            numbering=st.sampled_from(["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]),
        ),
        _node(m.DefinitionList, items=st.lists(term, min_size=1, max_size=2).map(tuple)),
        _node(m.Quote, content=inner, attribution=inlines(0)),
        _node(
            m.Callout,
            content=inner,
            kind=st.sampled_from(["note", "tip", "important", "warning", "caution"]),
            title=inlines(1),
        ),
        _node(m.Aside, content=inner, title=inlines(1)),
        _tables(depth - 1),
    )


def blocks(depth: int = 2, least: int = 0, most: int = 3) -> st.SearchStrategy[m.Blocks]:
    """A run of blocks."""
    return st.lists(block(depth), min_size=least, max_size=most).map(tuple)


def articles(depth: int = 1) -> st.SearchStrategy[m.Article]:
    """Any article; `depth` bounds how deep blocks nest."""
    text = st.none() | _WORDS
    author = _node(m.Author, name=_WORDS, role=text, affiliation=text, url=st.none() | st.just("https://example.org/a"))
    takeaways = _node(
        m.Takeaways,
        items=st.lists(inlines(1, least=1), min_size=1, max_size=3).map(tuple),
        label=text,
        provenance=inlines(0),
    )
    note = st.builds(m.Note, content=blocks(0, least=1, most=2), id=_NAMES)
    told = st.fixed_dictionaries(
        {},
        optional={
            "standfirst": inlines(1),
            "kicker": _WORDS,
            "authors": st.lists(author, max_size=2).map(tuple),
            "published": _DATES,
            "updated": _DATES,
            "dateline": _WORDS,
            "publisher": _WORDS,
            "source": st.just("https://example.org/article"),
            "identifier": st.just("urn:isbn:9780000000000"),
            "rights": _WORDS,
            "keywords": st.lists(_WORDS, max_size=2).map(tuple),
            "marking": st.sampled_from(["TLP:AMBER", "Embargo until 2024-06-25 12:00 UTC"]),
            "lead": figures(),
            "takeaways": takeaways,
            "notes": st.lists(note, max_size=2).map(tuple),
            "related": st.lists(_node(m.Link, content=inlines(0), target=_TARGETS), max_size=2).map(tuple),
        },
    )
    article = st.builds(m.Article, title=inlines(1), body=blocks(depth))
    return st.tuples(article, told, _CARRIED).map(lambda made: replace(made[0], **made[1], **made[2]))
