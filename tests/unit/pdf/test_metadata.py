"""Who, what and when: the information dictionary and the XMP packet say the same (ISO 19005-3, 6.6.2.2)."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pypdfium2
from lxml import etree

from exporter.model import Article, Author, Text

Render = Callable[..., bytes]
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
FULL = Article(
    title=(Text("Fish & <chips>,\n“Größe” مرحبا"),),
    standfirst=(Text("What it  is about"),),
    authors=(Author("Ana Ščitová"), Author("Bo (B.) \\ Li"), Author("Cy Foto", role="Photographs")),
    published="2024-03-01T22:30:00-05:00",
    updated="2024-05-06",
    publisher="Harbour & Co.",
    source="https://example.org/a?b=1&c=2",
    rights="© 2024 Harbour",
    keywords=("fish", "chips; salt"),
    marking="TLP:AMBER",
    lang="pt-BR",
)


def packet(data: bytes) -> dict[str, list[str]]:
    """The properties of the XMP packet, which is not compressed, so that any program finds it."""
    start, end = data.index(b"<x:xmpmeta"), data.index(b"</x:xmpmeta>") + 12
    described = etree.fromstring(data[start:end]).find(f"{RDF}RDF/{RDF}Description")
    assert described is not None
    found = {}
    for prefix, space in SPACES.items():
        for element in described.iterchildren(f"{{{space}}}*"):
            values = [item.text or "" for item in element.iter(f"{RDF}li")] or [element.text or ""]
            found[f"{prefix}:{etree.QName(element).localname}"] = values
    return found


def information(data: bytes) -> dict[str, str]:
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        return {key: value for key, value in document.get_metadata_dict().items() if value}


def both(render: Render, article: Article = FULL) -> tuple[dict[str, list[str]], dict[str, str]]:
    data = render(article, modified=datetime(2024, 5, 6, tzinfo=UTC), generator="exporter 1.2")
    return packet(data), information(data)


def test_both_places_agree(render: Render) -> None:
    xmp, info = both(render)
    assert [info["Title"]] == xmp["dc:title"]
    assert info["Author"] == "; ".join(xmp["dc:creator"])
    assert [info["Subject"]] == xmp["dc:description"]
    assert [info["Keywords"]] == xmp["pdf:Keywords"] == [", ".join(xmp["dc:subject"])]
    assert [info["Producer"]] == xmp["pdf:Producer"]
    assert [info["Creator"]] == xmp["xmp:CreatorTool"]
    for name, key in (("CreationDate", "xmp:CreateDate"), ("ModDate", "xmp:ModifyDate")):
        moment = datetime.strptime(info[name], "D:%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
        assert moment == datetime.fromisoformat(xmp[key][0])


def test_everything_is_said(render: Render) -> None:
    xmp, info = both(render)
    assert xmp["dc:title"] == ["Fish & <chips>, “Größe” مرحبا"]
    assert xmp["dc:creator"] == ["Ana Ščitová", "Bo (B.) \\ Li"]
    assert xmp["dc:contributor"] == ["Cy Foto (Photographs)"]
    assert xmp["dc:subject"] == ["fish", "chips; salt", "TLP:AMBER"]
    assert xmp["dc:rights"] == ["© 2024 Harbour"]
    assert xmp["dc:publisher"] == ["Harbour & Co."]
    assert xmp["dc:source"] == ["https://example.org/a?b=1&c=2"]
    assert xmp["dc:language"] == ["pt-BR"]
    assert xmp["dc:date"] == ["2024-03-01T22:30:00-05:00"]
    assert xmp["xmp:CreateDate"] == ["2024-03-02T03:30:00Z"]
    assert xmp["xmp:ModifyDate"] == xmp["xmp:MetadataDate"] == ["2024-05-06T00:00:00Z"]
    assert info["Author"] == "Ana Ščitová; Bo (B.) \\ Li"


def test_nothing_is_said_of_what_nobody_says(render: Render) -> None:
    data = render(Article(title=(Text("T"),), lang="en"))
    assert set(information(data)) == {"Title", "Creator", "Producer"}
    assert not {"xmp:CreateDate", "dc:creator", "dc:subject", "dc:rights", "dc:date", "pdf:Keywords"} & set(
        packet(data)
    )


def test_whoever_made_it_is_its_author_where_nobody_wrote_it(render: Render) -> None:
    xmp, info = both(render, Article(title=(Text("T"),), authors=(Author("Cy", role="Photographs"),), lang="en"))
    assert xmp["dc:creator"] == [info["Author"]] == ["Cy (Photographs)"]
    assert "dc:contributor" not in xmp


def test_a_year_is_no_day_and_some_days_are_none(render: Render) -> None:
    for date in ("2023", "2023-06-31", "0001-01-01T00:00:00+05:00"):
        xmp, _ = both(render, Article(title=(Text("T"),), published=date, lang="en"))
        assert xmp.get("dc:date", [date]) == [date]
        assert xmp["xmp:CreateDate"] == ["2024-05-06T00:00:00Z"]


def test_pdf_2_0_says_it_in_the_packet_alone(render: Render) -> None:
    data = render(FULL, options={"standard": "ua-2"})
    assert information(data) == {}
    assert packet(data)["dc:title"] == ["Fish & <chips>, “Größe” مرحبا"]
