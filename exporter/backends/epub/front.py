"""What stands before the text: marking, masthead, title, standfirst, byline, dates; the takeaways; the lead figure."""

from __future__ import annotations

import re

from exporter.backends.epub.flow import figure
from exporter.backends.epub.line import line
from exporter.backends.epub.links import address
from exporter.backends.epub.writer import Writer
from exporter.backends.epub.xhtml import attributes, carried, element, escaped, spoken_name
from exporter.model import Article, Author, Takeaways

TITLE_ID = "title.1"
TAKEAWAYS_ID = "takeaways.1"
_HTML_TIME = r"(?!0000)\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?)?)?"


def header(article: Article, writer: Writer) -> str:
    """The article's head, in reading order; what it does not have is not there."""
    parts = (
        _logo(writer),
        _marking(article),
        _masthead(article, writer),
        element("h1", line(article.title, writer), attributes(id=TITLE_ID, aria_label=spoken_name(article.title))),
        element("p", line(article.standfirst, writer), ' class="standfirst"') if article.standfirst else "",
        _byline(article, writer),
        _dates(article, writer),
    )
    return element("header", "\n" + "\n".join(filter(None, parts)) + "\n")


def _marking(article: Article) -> str:
    return element("p", escaped(article.marking), ' class="marking"') if article.marking else ""


def _logo(writer: Writer) -> str:
    """The theme's logo, which only decorates: the masthead names the publisher in words."""
    file = writer.pictures.logo
    if file is None:
        return ""
    size = {"width": str(file.picture.width), "height": str(file.picture.height)}
    return element("p", f"<img{attributes(src=file.name, alt='', **size)}/>", ' class="logo"')


def _masthead(article: Article, writer: Writer) -> str:
    publisher = article.publisher or writer.context.theme.brand.masthead
    parts = (
        element("span", escaped(article.kicker), ' class="kicker"') if article.kicker else "",
        element("span", escaped(publisher), ' class="publisher"') if publisher else "",
    )
    words = " ".join(filter(None, parts))
    return element("p", words, ' class="masthead"') if words else ""


def _byline(article: Article, writer: Writer) -> str:
    """The writers in one line, then a line for each other role."""
    roles = dict.fromkeys(author.role for author in article.authors)
    by_role = {role: [author for author in article.authors if author.role == role] for role in roles}
    lines = [_by(by_role.pop(None), writer)] if None in by_role else []
    lines += [escaped(writer.labels.introduced(role or "")) + _names(authors) for role, authors in by_role.items()]
    return "\n".join(element("p", words, ' class="byline"') for words in lines)


def _by(writers: list[Author], writer: Writer) -> str:
    """The writers after "By", unless the source wrote it already."""
    before, _, after = writer.labels.by.partition("{names}")
    if before and writers[0].name.lower().startswith(before.lower()):
        before = ""
    return writer.printed(before) + _names(writers) + writer.printed(after)


def _names(authors: list[Author]) -> str:
    return ", ".join(_author(author) for author in authors)


def _author(author: Author) -> str:
    href = address(author.url) if author.url else None
    name = escaped(author.name)
    name = element("a", name, attributes(href=href)) if href else name
    written = element("span", name, ' class="author"' + carried(author))
    return written + (
        f' <span class="affiliation">({escaped(author.affiliation)})</span>' if author.affiliation else ""
    )


def _dates(article: Article, writer: Writer) -> str:
    """Where and when, as exact as the source gives it."""
    parts = [element("span", escaped(article.dateline), ' class="dateline"')] if article.dateline else []
    for date, words in ((article.published, writer.labels.published), (article.updated, writer.labels.updated)):
        if date:
            before, _, after = words.partition("{date}")
            parts.append(writer.printed(before) + _time(date, writer) + writer.printed(after))
    return element("p", ' <span class="dot">·</span> '.join(parts), ' class="dates"') if parts else ""


def _time(date: str, writer: Writer) -> str:
    date = re.sub(r"(\.\d{3})\d+", r"\1", date)
    machine = date if re.fullmatch(_HTML_TIME, date) else None
    written = attributes(datetime=machine, lang=writer.foreign, xml_lang=writer.foreign)
    return element("time", escaped(writer.labels.day(date)), written)


def takeaways_id(takeaways: Takeaways) -> str:
    """The id of the box."""
    return takeaways.id or TAKEAWAYS_ID


def takeaways_label(takeaways: Takeaways, writer: Writer) -> str:
    """What the box is called: by the article, else by the language."""
    return takeaways.label or writer.labels.takeaways


def takeaways(article: Article, writer: Writer) -> str:
    """The summary box: an abstract in the words of DPUB-ARIA 1.1 and the EPUB vocabulary."""
    box = article.takeaways
    if box is None:
        return ""
    name = takeaways_id(box)
    label = f"{name}.label"
    head = element(
        "h2", escaped(box.label) if box.label else writer.printed(writer.labels.takeaways), attributes(id=label)
    )
    items = "\n".join(element("li", line(item, writer)) for item in box.items)
    parts = [head, element("ul", f"\n{items}\n")] if items else [head]
    if box.provenance:
        parts.append(element("p", line(box.provenance, writer), ' class="provenance"'))
    role = attributes(class_="takeaways", role="doc-abstract", epub_type="abstract", aria_labelledby=label)
    own = carried(box) if box.id else f' id="{name}"' + carried(box)
    return element("section", "\n" + "\n".join(parts) + "\n", role + own)


def lead(article: Article, writer: Writer) -> str:
    """The lead figure."""
    return figure(article.lead, writer, "lead") if article.lead else ""
