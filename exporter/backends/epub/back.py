"""What stands after the text: notes that open as pop-ups, related links, the source line."""

from __future__ import annotations

from exporter.backends.epub.flow import block
from exporter.backends.epub.line import introduction, line
from exporter.backends.epub.writer import Writer
from exporter.backends.epub.xhtml import attributes, carried, element, escaped
from exporter.model import Article, Note

NOTES_ID = "notes.1"
RELATED_ID = "related.1"


def notes(article: Article, writer: Writer) -> str:
    """All notes; each an `aside` reading systems show as a pop-up, with a way back to every mark that calls it."""
    if not article.notes:
        return ""
    contents = [_content(note, writer) for note in article.notes]  # before the ways back: notes call notes, too
    asides = [_note(note, content, writer) for note, content in zip(article.notes, contents, strict=True)]
    head = element("h2", writer.printed(writer.labels.notes), f' id="{NOTES_ID}"')
    return element("section", "\n" + "\n".join([head, *asides]) + "\n", ' class="notes" epub:type="footnotes"')


def _content(note: Note, writer: Writer) -> str:
    writer.in_box += 1
    words = "\n".join([block(node, writer) for node in note.content])
    writer.in_box -= 1
    return words


def _note(note: Note, content: str, writer: Writer) -> str:
    number = str(writer.numbers[note.id])
    first, *others = [_back(mark, words, writer) for mark, words in _marks(note, number, writer)] or [number]
    head = element("p", " ".join([first, *others]), ' class="number"')
    role = attributes(class_="footnote", epub_type="footnote", role="doc-footnote")
    return element("aside", f"\n{head}\n{content}\n", role + carried(note))


def _marks(note: Note, number: str, writer: Writer) -> list[tuple[tuple[str, str], str]]:
    return [(mark, "↩" if index else number) for index, mark in enumerate(writer.calls.get(note.id or "", ()))]


def _back(mark: tuple[str, str], words: str, writer: Writer) -> str:
    home, name = mark
    href = f"#{name}" if home == writer.here else f"{home}#{name}"
    return element("a", words, attributes(href=href, role="doc-backlink", title=writer.labels.back))


def related(article: Article, writer: Writer) -> str:
    """Links to further reading."""
    if not article.related:
        return ""
    head = element("h2", writer.printed(writer.labels.related), f' id="{RELATED_ID}"')
    items = "\n".join(element("li", line((link,), writer)) for link in article.related)
    return element("section", f"\n{head}\n" + element("ul", f"\n{items}\n") + "\n", ' class="related"')


def source_line(article: Article, writer: Writer) -> str:
    """Publisher, address, rights: where the article comes from and what may be done with it."""
    parts = [escaped(article.publisher)] if article.publisher else []
    if article.source:
        href = writer.links.outside(article.source)
        words = escaped(article.source)
        parts.append(element("a", words, attributes(href=href)) if href else words)
    lines = [_introduced(writer.labels.source, ", ".join(parts), writer)] if parts else []
    if article.rights:
        lines.append(element("p", escaped(article.rights), ' class="rights"'))
    return element("footer", "\n" + "\n".join(lines) + "\n") if lines else ""


def _introduced(label: str, words: str, writer: Writer) -> str:
    mark, space = introduction(writer.labels)
    return element("p", element("strong", writer.printed(label) + mark) + space + words, ' class="source"')
