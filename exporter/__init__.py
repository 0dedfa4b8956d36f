"""exporter: one article in; an accessible PDF brief, a Word document and an EPUB out.

    >>> import exporter
    >>> article = exporter.Article(
    ...     title=(exporter.Text("A short note"),),
    ...     body=(exporter.Paragraph((exporter.Text("All there is to say."),)),),
    ...     lang="en",
    ... )
    >>> exporter.render(article, "pdf")[:5]
    b'%PDF-'

`read` turns a file into an Article, `render` an Article into bytes, `export` does both and writes files. What was dropped,
repaired or cannot be held is told to a `Report`. Every failure is an `ExportError`. Nothing is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from exporter.backends import Backend, Context, Option
    from exporter.canonical import schema
    from exporter.errors import (
        BackendError,
        ExportError,
        NameClash,
        OutputError,
        ProofError,
        SourceError,
        StrictError,
        UnknownName,
        UsageError,
    )
    from exporter.limits import Limits
    from exporter.model import (
        Article,
        Aside,
        Author,
        Block,
        Blocks,
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
        Node,
        Note,
        NoteRef,
        Paragraph,
        Place,
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
    from exporter.pictures import Picture
    from exporter.pipeline import Export, export, read, read_packed, render
    from exporter.pipeline.proving import check_files
    from exporter.proof import Checked
    from exporter.readers import Reader, Reading, Source
    from exporter.registry import backends, readers
    from exporter.report import Notice, Report
    from exporter.theme import Theme, load_theme

_HOMES = {
    "exporter.backends": "Backend Context Option",
    "exporter.canonical": "schema",
    "exporter.errors": "BackendError ExportError NameClash OutputError ProofError SourceError StrictError UnknownName "
    "UsageError",
    "exporter.limits": "Limits",
    "exporter.model": "Article Aside Author Block Blocks Callout Cell Code CodeBlock DefinitionItem DefinitionList Emphasis "
    "Figure Heading Image Inline Inlines LineBreak Link List ListItem Math MathBlock Node Note NoteRef Paragraph Place "
    "PullQuote Quote Row SmallCaps Span Strike Strong Subscript Superscript Table Takeaways Text ThematicBreak",
    "exporter.pictures": "Picture",
    "exporter.pipeline": "Export export read read_packed render",
    "exporter.pipeline.proving": "check_files",
    "exporter.proof": "Checked",
    "exporter.readers": "Reader Reading Source",
    "exporter.registry": "backends readers",
    "exporter.report": "Notice Report",
    "exporter.theme": "Theme load_theme",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "Article",
    "Aside",
    "Author",
    "Backend",
    "BackendError",
    "Block",
    "Blocks",
    "Callout",
    "Cell",
    "Checked",
    "Code",
    "CodeBlock",
    "Context",
    "DefinitionItem",
    "DefinitionList",
    "Emphasis",
    "Export",
    "ExportError",
    "Figure",
    "Heading",
    "Image",
    "Inline",
    "Inlines",
    "Limits",
    "LineBreak",
    "Link",
    "List",
    "ListItem",
    "Math",
    "MathBlock",
    "NameClash",
    "Node",
    "Note",
    "NoteRef",
    "Notice",
    "Option",
    "OutputError",
    "Paragraph",
    "Picture",
    "Place",
    "ProofError",
    "PullQuote",
    "Quote",
    "Reader",
    "Reading",
    "Report",
    "Row",
    "SmallCaps",
    "Source",
    "SourceError",
    "Span",
    "StrictError",
    "Strike",
    "Strong",
    "Subscript",
    "Superscript",
    "Table",
    "Takeaways",
    "Text",
    "ThematicBreak",
    "Theme",
    "UnknownName",
    "UsageError",
    "backends",
    "check_files",
    "export",
    "load_theme",
    "read",
    "read_packed",
    "readers",
    "render",
    "schema",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
