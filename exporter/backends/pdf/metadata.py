"""Who, what and when: the information dictionary and the XMP packet, which must agree (ISO 19005-3, 6.6.2)."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

from exporter.backends import Context
from exporter.backends.pdf.objects import string
from exporter.backends.pdf.standards import Standard
from exporter.model import Article
from exporter.walk import text as plain

_NAMESPACES = (
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
    ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
    ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
    ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
)


class Described:
    """What is said about an article, once for both places."""

    def __init__(self, article: Article, context: Context) -> None:
        self.title = _line(plain(article.title))
        self.authors = [_line(author.name) for author in article.authors if not author.role]
        self.others = [f"{_line(author.name)} ({_line(author.role)})" for author in article.authors if author.role]
        self.subject = _line(plain(article.standfirst))
        self.keywords = [_line(word) for word in (*article.keywords, article.marking or "") if word.strip()]
        self.lang = article.lang or "en"
        self.rights = _line(article.rights or "")
        self.publisher = _line(article.publisher or "")
        self.source = _line(article.source or "")
        self.identifier = context.identifier
        self.producer = context.generator
        self.modified = context.modified.astimezone(UTC) if context.modified else None
        self.created = _moment(article.published) or self.modified
        self.published = article.published or ""

    @property
    def author(self) -> str:
        """Who wrote it, in one line; whoever else made it where nobody did."""
        return "; ".join(self.authors or self.others)


def _moment(date: str | None) -> datetime | None:
    """The start of a date as exact as a day or more, in UTC; None for any other."""
    if date is None or len(date) < 10:
        return None
    try:
        moment = datetime.fromisoformat(date)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):  # the 31st of June, or a year before the first
        return None


def _line(words: str) -> str:
    return " ".join(words.split())


def info(about: Described) -> str:
    """The information dictionary (ISO 32000-1, 14.3.3)."""
    entries = {
        "Title": about.title,
        "Author": about.author,
        "Subject": about.subject,
        "Keywords": ", ".join(about.keywords),
        "Creator": about.producer,
        "Producer": about.producer,
    }
    out = "".join(f"/{key} {string(value)}" for key, value in entries.items() if value)
    for key, moment in (("CreationDate", about.created), ("ModDate", about.modified)):
        out += f"/{key} {moment:(D:%Y%m%d%H%M%SZ)}" if moment else ""
    return f"<<{out}>>"


def xmp(about: Described, to: Standard, tagged: bool, attached: bool) -> bytes:
    """The XMP packet; it claims the parts of PDF/UA and PDF/A that the file follows: where it is not `tagged` as they ask,
    no PDF/UA and of PDF/A only level B. `attached`: whether files are in it."""
    parts = [
        _alternatives("dc:title", about.title),
        _sequence("dc:creator", "Seq", about.authors or about.others),
        _sequence("dc:contributor", "Bag", about.others if about.authors else []),
        _alternatives("dc:description", about.subject),
        _sequence("dc:subject", "Bag", about.keywords),
        _sequence("dc:publisher", "Bag", [about.publisher]),
        _sequence("dc:language", "Bag", [about.lang]),
        _alternatives("dc:rights", about.rights),
        _sequence("dc:date", "Seq", [about.published]),
        _simple("dc:source", about.source),
        _simple("dc:identifier", about.identifier),
        _simple("dc:format", "application/pdf"),
        _simple("pdf:Keywords", ", ".join(about.keywords)),
        _simple("pdf:Producer", about.producer),
        _simple("xmp:CreatorTool", about.producer),
    ]
    dates = {"Create": about.created, "Modify": about.modified, "Metadata": about.modified}
    parts += [_simple(f"xmp:{key}Date", f"{moment:%Y-%m-%dT%H:%M:%SZ}") for key, moment in dates.items() if moment]
    parts += _claims(to, tagged, attached)
    spaces = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in _NAMESPACES)
    body = "\n".join(part for part in parts if part)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about=""{spaces}>\n{body}\n</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


def _claims(to: Standard, tagged: bool, attached: bool) -> list[str]:
    """What the file says it is (ISO 19005-3, 6.6.4; 19005-4, 6.7.3; 14289-1, 5; 14289-2, 5)."""
    parts = [f"<pdfaid:part>{to.archival}</pdfaid:part>"]
    if to.archival == 4:
        parts += ["<pdfaid:rev>2020</pdfaid:rev>"]
        parts += ["<pdfaid:conformance>F</pdfaid:conformance>"] if attached else []
        return parts + (["<pdfuaid:part>2</pdfuaid:part>", "<pdfuaid:rev>2024</pdfuaid:rev>"] if tagged else [])
    parts += [f"<pdfaid:conformance>{'A' if tagged else 'B'}</pdfaid:conformance>"]
    return parts + (["<pdfuaid:part>1</pdfuaid:part>", _EXTENSION] if tagged else [])


def _simple(name: str, value: str) -> str:
    return f"<{name}>{escape(value, quote=False)}</{name}>" if value else ""


def _alternatives(name: str, value: str) -> str:
    inner = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(value, quote=False)}</rdf:li></rdf:Alt>'
    return f"<{name}>{inner}</{name}>" if value else ""


def _sequence(name: str, kind: str, values: list[str]) -> str:
    items = "".join(f"<rdf:li>{escape(value, quote=False)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


# PDF/A-3 asks that properties outside its own list are described (ISO 19005-3, 6.6.2.3.2): pdfuaid is such a one.
_EXTENSION = (
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>the part of ISO 14289 the file conforms to</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
)
