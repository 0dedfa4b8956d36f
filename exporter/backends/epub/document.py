"""The whole book: files in reading order, contents, cover, sheets, package."""

from __future__ import annotations

from collections.abc import Iterator

from exporter.backends import Context
from exporter.backends.epub import accessibility, back, cover, fonts, front, metadata, navigation
from exporter.backends.epub.chapters import FIRST, TAIL, Chapter, chapters, homes
from exporter.backends.epub.flow import sections
from exporter.backends.epub.links import Links
from exporter.backends.epub.navigation import Entry, Landmark
from exporter.backends.epub.originals import linked
from exporter.backends.epub.package import NCX_ID, Book, Item, Reference, packed
from exporter.backends.epub.stylesheet import links, sheets
from exporter.backends.epub.writer import Writer
from exporter.backends.epub.writing import progression
from exporter.backends.epub.xhtml import attributes, page, speaks
from exporter.model import Article, Heading
from exporter.walk import text

XHTML = "application/xhtml+xml"
COVER = "cover.xhtml"


def render(article: Article, context: Context) -> bytes:
    """The article as an EPUB."""
    return _Making(article, context).book()


class _Making:
    """One book in the making."""

    def __init__(self, article: Article, context: Context) -> None:
        self.article, self.context = article, context
        self.parts = chapters(article, context.theme.epub.split_level)
        self.box_at_end = context.theme.takeaways.position == "end"
        apart = len(self.parts) > 1 and bool(article.notes or article.related)
        self.tail = TAIL if apart else self.parts[-1].name
        targets = Links(homes(article, self.parts, self.tail, self.box_at_end), article.source)
        self.writer = Writer(article, context, targets)
        self.links = links(context.theme)
        self.title = metadata.title(article)

    def book(self) -> bytes:
        """All files written, then described, then packed."""
        texts = list(self._texts())
        cover_items = self._cover()
        found = accessibility.findings(self.article, self.writer)
        pictures = self._pictures(but=cover_items[-1].name)
        items = [*cover_items, *texts, *self._navigation(), *self._sheets(), *pictures]
        items += self._fonts(items)
        return packed(
            Book(
                identifier=metadata.identifier(self.context),
                title=self.title,
                lang=self.article.lang or "en",
                direction=self.article.dir,
                progression=progression(self.article.lang, self.article.dir, self.context.theme),
                modified=metadata.modified(self.context),
                metadata=metadata.metadata(self.article, self.context, found),
                items=items,
                spine=["cover", *(["nav"] if self._shows_contents() else []), *(item.id for item in texts)],
                linked=linked(self.context, self.writer.pictures, items),
                guide=list(self._guide()),
            )
        )

    # ---- the text ------------------------------------------------------------------------------------------------

    def _texts(self) -> Iterator[Item]:
        last = self.parts[-1]
        for part in self.parts:
            self.writer.turn_to(part.name)
            words = [*self._head(part), sections(part.blocks, self.writer)]
            if part is last and self.box_at_end:
                words.append(front.takeaways(self.article, self.writer))
            if part.name == self.tail:
                words += self._tail()
            yield self._text(part.name, part.title or self.title, words)
        if self.tail == TAIL:
            self.writer.turn_to(TAIL)
            words = self._tail()
            labels = self.context.labels
            yield self._text(TAIL, labels.notes if self.article.notes else labels.related, words)

    def _head(self, part: Chapter) -> list[str]:
        if part.name != FIRST:
            return []
        box = "" if self.box_at_end else front.takeaways(self.article, self.writer)
        return [front.header(self.article, self.writer), box, front.lead(self.article, self.writer)]

    def _tail(self) -> list[str]:
        return [make(self.article, self.writer) for make in (back.notes, back.related, back.source_line)]

    def _text(self, name: str, title: str, words: list[str]) -> Item:
        own = attributes(id=self.article.id) if name == FIRST and self.article.id else ""
        data = self._page(title, "\n".join(filter(None, words)), own)
        return Item(name.partition(".")[0], name, XHTML, data, "mathml" if self.writer.mathml else "")

    def _page(self, title: str, body: str, own: str = "") -> bytes:
        article = self.article
        return page(title, body, lang=article.lang, direction=article.dir, sheets=self.links, written=own)

    # ---- what leads to it ----------------------------------------------------------------------------------------

    def _navigation(self) -> list[Item]:
        entries = list(self._entries())
        article, context = self.article, self.context
        nav = navigation.nav(
            entries,
            list(self._landmarks()),
            context.labels,
            lang=article.lang,
            direction=article.dir,
            sheets=self.links,
        )
        ncx = navigation.ncx(
            entries,
            identifier=metadata.identifier(context),
            title=self.title,
            authors=[author.name for author in article.authors if not author.role],
            lang=article.lang,
        )
        return [
            Item("nav", "nav.xhtml", XHTML, nav, "nav"),
            Item(NCX_ID, "toc.ncx", "application/x-dtbncx+xml", ncx),
        ]

    def _shows_contents(self) -> bool:
        """Whether the contents are a page to be read: in a book of several files."""
        return len(self.parts) > 1

    def _entries(self) -> Iterator[Entry]:
        article = self.article
        yield Entry(self.title, FIRST, 1)
        if article.takeaways and not self.box_at_end:
            yield self._box_entry(FIRST)
        for part in self.parts:
            for node in part.blocks:
                if isinstance(node, Heading) and speaks(words := " ".join(text(node.content).split())):
                    yield Entry(words, f"{part.name}#{node.id}" if node.id else part.name, node.level)
        if article.takeaways and self.box_at_end:
            yield self._box_entry(self.parts[-1].name)
        if article.notes:
            yield Entry(self.context.labels.notes, f"{self.tail}#{back.NOTES_ID}", 1, self.writer.foreign)
        if article.related:
            yield Entry(self.context.labels.related, f"{self.tail}#{back.RELATED_ID}", 1, self.writer.foreign)

    def _box_entry(self, name: str) -> Entry:
        box = self.article.takeaways
        assert box is not None
        lang = None if box.label else self.writer.foreign
        return Entry(front.takeaways_label(box, self.writer), f"{name}#{front.takeaways_id(box)}", 1, lang)

    def _landmarks(self) -> Iterator[Landmark]:
        article, labels, lang = self.article, self.context.labels, self.writer.foreign
        yield Landmark(labels.cover, COVER, "cover", lang)
        if self._shows_contents():
            yield Landmark(labels.contents, "nav.xhtml#toc", "toc", lang)
        yield Landmark(self.title, FIRST, "bodymatter")
        if article.takeaways:
            entry = self._box_entry(self.parts[-1].name if self.box_at_end else FIRST)
            yield Landmark(entry.words, entry.href, "abstract", entry.lang)
        if article.notes:
            yield Landmark(labels.notes, f"{self.tail}#{back.NOTES_ID}", "footnotes", lang)

    def _guide(self) -> Iterator[Reference]:
        """The same for readers of EPUB 2, in their terms."""
        terms = {"cover": "cover", "toc": "toc", "bodymatter": "text"}
        for mark in self._landmarks():
            if mark.term in terms:
                yield Reference(terms[mark.term], mark.words, mark.href)

    # ---- how it looks --------------------------------------------------------------------------------------------

    def _cover(self) -> list[Item]:
        """The cover's picture and page. A lead picture is one file, shown twice."""
        lead = self.article.lead
        file = self.writer.pictures.file(lead.images[0]) if lead and lead.images else None
        if file and cover.usable(file.picture):
            picture = Item("cover-image", file.name, file.picture.media_type, file.picture.data, "cover-image")
        else:
            logo = self.writer.pictures.logo
            drawn = cover.drawn(self.article, self.context.theme, logo.picture if logo else None)
            picture = Item("cover-image", "cover.svg", "image/svg+xml", drawn, "cover-image")
        words = f"{self.context.labels.cover}: {self.title}"
        data = self._page(self.context.labels.cover, cover.page(self.article, picture.name, words))
        return [Item("cover", COVER, XHTML, data), picture]

    def _sheets(self) -> list[Item]:
        book, dark = sheets(self.context.theme)
        return [Item("book-css", "book.css", "text/css", book), Item("dark-css", "dark.css", "text/css", dark)]

    def _pictures(self, but: str) -> Iterator[Item]:
        for number, file in enumerate(self.writer.pictures.files, 1):
            if file.name == but:
                continue
            yield Item(f"picture-{number:03}", file.name, file.picture.media_type, file.picture.data)

    def _fonts(self, items: list[Item]) -> Iterator[Item]:
        if not self.context.theme.epub.embed_fonts:
            return
        found = fonts.faces(self.context.theme, [item.data for item in items if item.media_type == XHTML])
        yield Item("fonts-css", fonts.SHEET, "text/css", fonts.sheet(found))
        for number, face in enumerate(found, 1):
            yield Item(f"font-{number:02}", face.name, face.media_type, face.data)
