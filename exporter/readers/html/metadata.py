"""What a page says about its article, in the order of trust: JSON-LD, OpenGraph and other metas, microdata, the page itself."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from exporter.model import Author
from exporter.readers.html import dates, people
from exporter.readers.html.addresses import host_of, safely_joined
from exporter.readers.html.elements import Element, attribute, is_hidden, name, start, words
from exporter.readers.html.patterns import pattern
from exporter.readers.html.shingles import joined, tokens
from exporter.readers.html.structured import Structured, gathered, plain, text

_PARTED = re.compile(r"\s+[|»«·•∙–—:-]+\s+|\s*[|»•]\s*|\s::\s|＿|_(?=[^_\s]{2,20}$)")
_MOST_KEYWORDS = 30
_SAME_TITLE = 0.55
_LONGEST_TITLE = 400


class Metadata(Struct):
    """What is known of an article beside its text.

    heading: the element that shows its title. another_title: what the metadata say where that is another one.
    """

    title: str = ""
    another_title: str = ""
    heading: Element | None = None
    description: str = ""
    subtitle: str = ""
    authors: tuple[Author, ...] = ()
    published: str | None = None
    updated: str | None = None
    publisher: str = ""
    address: str = ""
    languages: list[str] = []
    keywords: tuple[str, ...] = ()
    rights: str | None = None
    identifier: str | None = None
    body: str = ""


def metadata(root: Element, base: str, *, fragment: bool = False) -> Metadata:
    """What a page says about its article. `base`: the address known from elsewhere; `fragment`: there is no page around it."""
    titles = [attribute(part, "content") for part in root.iter("meta") if attribute(part, "property") == "og:title"]
    titles += [words(part) for part in root.iter("title")]
    canonical = _canonical(root, base)
    data = gathered(root, canonical, [plain(title) for title in titles])
    address = canonical or _web(data.meta("og:url")) or _web(_url(data.article)) or base
    publisher = _publisher(data)
    title, heading, another = _title(root, data, publisher, address)
    published = dates.published(root, data, address, heading, guess=not fragment)
    return Metadata(
        title=title,
        another_title=another,
        heading=heading,
        description=_description(data),
        subtitle=text(data.article.get("alternativeHeadline")),
        authors=people.authors(root, data, heading, publisher),
        published=published,
        updated=dates.updated(data, published),
        publisher=publisher,
        address=address,
        languages=_languages(root, data),
        keywords=_keywords(data),
        rights=_rights(root, data),
        identifier=_identifier(data),
        body=_body(data.article.get("articleBody")),
    )


def _body(value: Any) -> str:
    """The text of an article as its JSON-LD has it, lines kept."""
    if isinstance(value, list):
        value = "\n".join(part for part in value if isinstance(part, str))
    if not isinstance(value, str):
        return ""
    import html

    value = html.unescape(value)
    return re.sub(r"</?[A-Za-z][^<>]{0,300}>", "\n", value) if "<" in value else value


def _canonical(root: Element, base: str) -> str:
    for link in root.iter("link"):
        if "canonical" in attribute(link, "rel").lower().split() and (href := attribute(link, "href")):
            whole: str = safely_joined(base, href) if base else href
            if _web(whole) and urlsplit_path(whole) not in ("", "/"):
                return whole
    return ""


def urlsplit_path(address: str) -> str:
    """The path of an address; empty where it is no address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return str(parts.path) + (f"?{parts.query}" if parts.query else "")


def _web(address: str) -> str:
    return address if address.lower().startswith(("http://", "https://")) else ""


def _url(article: dict[str, Any]) -> str:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = article.get(key)
        value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(value, str) and _web(value):
            return value
    return ""


def _publisher(data: Structured) -> str:
    values = [text(data.article.get("publisher")), data.meta("og:site_name")]
    values += [data.meta("application-name", "apple-mobile-web-app-title"), *data.items.get("publisher", [])]
    values += [data.meta("dc.publisher", "dcterms.publisher", "citation_publisher", "citation_journal_title")]
    for value in values:
        if value and len(value) < 100 and not _web(value):
            return value
    return ""


def _title(root: Element, data: Structured, publisher: str, address: str) -> tuple[str, Element | None, str]:
    """The title, the element that shows it, and what the metadata say where that is something else.

    What is shown over the article counts where a page shows and says different titles: what it says is then written for
    search engines or names the kind of page ("Wikimedia list article"). Where several headings could be meant, what it says
    chooses among them. Without any heading the title is what it says, in the order of trust, without the site's name.
    """
    page = next((words(part) for part in root.iter("title") if _in_head(part)), "")
    given = (
        text(data.article.get("headline")),
        data.meta("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "title"),
    )
    said = [title for title in given if 0 < len(title) < _LONGEST_TITLE]
    told = [*said, page] if 0 < len(page) < _LONGEST_TITLE else said
    headings = _headings(root, publisher)
    heading = _likest(headings, told)
    if heading is None:
        heading = _only(headings)
    if heading is None and not said:
        heading = _titled(headings)
    if heading is not None:
        return words(heading), heading, _another(words(heading), [cleaned(title, publisher, address) for title in said])
    if told:
        return cleaned(told[0], publisher, address), None, ""
    first = [part for part in headings if name(part) == "h1"]
    return (words(first[0]), first[0], "") if len(first) == 1 else ("", None, "")


def _another(shown: str, said: list[str]) -> str:
    """The first title said that is another one than the title shown."""
    return next((title for title in said if _likeness(shown, title) < _SAME_TITLE and len(tokens(title)) > 2), "")


def _headings(root: Element, publisher: str) -> list[Element]:
    """The headings that can be the title, the highest ones first."""
    shown = [part for part in root.iter("h1", "h2", "h3") if not is_hidden(part) and 1 < len(start(part, 320)) <= 320]
    high = [part for part in shown if name(part) == "h1"][:12]
    site = joined(tokens(publisher))
    return [
        part
        for part in high + [part for part in shown if name(part) != "h1"][:40]
        if joined(tokens(words(part))) != site
    ]


def _likest(headings: list[Element], titles: list[str]) -> Element | None:
    """The heading that says what one of some titles says; None where none does."""
    best: tuple[float, Element] | None = None
    for part in headings:
        likeness = max((_likeness(words(part), title) for title in titles), default=0.0) - (name(part) != "h1") * 0.1
        likeness -= 0.2 * bool(pattern("classes", "kicker").search(part.get("class") or ""))
        if best is None or likeness > best[0] + 1e-9:
            best = (likeness, part)
    return best[1] if best and best[0] >= _SAME_TITLE else None


def _only(headings: list[Element]) -> Element | None:
    """The page's only heading of the highest level, if it says enough to be a title."""
    high = [part for part in headings if name(part) == "h1"]
    return high[0] if len(high) == 1 and len(tokens(words(high[0]))) >= 3 else None


def _titled(headings: list[Element]) -> Element | None:
    """The only heading whose class says that it is the title, where the page's own name may be that of its site."""
    found = [part for part in headings if pattern("classes", "title").search(part.get("class") or "")]
    return found[0] if len(found) == 1 and len(tokens(words(found[0]))) >= 3 else None


def _in_head(part: Element) -> bool:
    return all(name(around) != "svg" for around in part.iterancestors())


def _likeness(one: str, two: str) -> float:
    """How much two titles are one: more than 0.6 where one holds the other whole."""
    first, second = tokens(one), tokens(two)
    if not first or not second:
        return 0.0
    if joined(first) == joined(second):
        return 1.01
    common = len(set(first) & set(second))
    short, long = sorted((len(set(first)), len(set(second))))
    within = joined(first) in joined(second) or joined(second) in joined(first)
    return 0.6 + 0.4 * short / long if within and short >= 2 and short / long >= 0.2 else common / long


def cleaned(title: str, publisher: str, address: str) -> str:
    """A title without the site's name at its end or start."""
    pieces = _PARTED.split(title)
    if len(pieces) < 2:
        return title
    site = set(tokens(publisher)) | set(re.split(r"[.-]", host_of(address).removeprefix("www.")))
    for index in (-1, 0):
        words_ = tokens(pieces[index])
        known = words_ and (
            set(words_) <= site or "".join(words_) in site or joined(words_) == joined(tokens(publisher))
        )
        if known or (index == -1 and len(words_) <= 4 and len(tokens(title)) - len(words_) >= 4 and "|" in title):
            cut = title.rfind(pieces[-1]) if index == -1 else len(pieces[0])
            rest = title[:cut] if index == -1 else title[cut:]
            return cleaned(rest.strip(" |»«·•∙–—:-_＿"), publisher, address) or title
    return title


def _description(data: Structured) -> str:
    return text(data.article.get("description")) or data.meta(
        "og:description", "description", "twitter:description", "dc.description", "sailthru.description"
    )


def _languages(root: Element, data: Structured) -> list[str]:
    """What the page declares, the likeliest first."""
    found = [
        attribute(root, "lang"),
        attribute(root, "{http://www.w3.org/XML/1998/namespace}lang"),
        attribute(root, "xml:lang"),
    ]
    body = next((part for part in root if name(part) == "body"), None)
    found += [attribute(body, "lang")] if body is not None else []
    found += [
        text(data.article.get("inLanguage")),
        *data.items.get("inlanguage", ()),
        data.meta("og:locale"),
        data.meta("content-language", "language", "dc.language"),
    ]
    return [one for one in found if one]


def _keywords(data: Structured) -> tuple[str, ...]:
    given = data.article.get("keywords")
    listed = [text(one) for one in given] if isinstance(given, list) else _parted(text(given))
    listed = [word for one in listed for word in (_parted(one) if one.count(",") > 2 else [one])]
    listed = (
        listed
        or data.metas.get("article:tag", [])
        or _parted(data.meta("news_keywords", "keywords", "parsely-tags", "sailthru.tags", "dc.subject"))
    )
    if len(listed) == 1:
        listed = _parted(listed[0])
    kept = dict.fromkeys(word.strip() for word in listed if 1 < len(word.strip()) <= 60)
    return tuple(kept)[:_MOST_KEYWORDS]


def _parted(value: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;、，]", value) if part.strip()]


def _rights(root: Element, data: Structured) -> str | None:
    for value in (
        text(data.article.get("copyrightNotice")),
        data.meta("copyright", "dc.rights", "dcterms.rights", "dcterms.rightsholder", "rights"),
    ):
        if value and len(value) < 300:
            return value
    licence = next(
        (
            attribute(part, "href")
            for part in root.iter("a", "link")
            if "license" in attribute(part, "rel").lower().split()
        ),
        "",
    )
    holder, year = text(data.article.get("copyrightHolder")), text(data.article.get("copyrightYear"))
    if holder:
        return f"© {year} {holder}".replace("  ", " ")
    return licence if _web(licence) else None


def _identifier(data: Structured) -> str | None:
    doi = data.meta("citation_doi", "prism.doi", "dc.identifier.doi")
    found = re.search(r"10\.\d{4,9}/\S{1,200}", doi)
    return f"doi:{found[0]}" if found else None
