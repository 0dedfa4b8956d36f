"""What `check` says to somebody who does not know it: what is wrong with which file, and what to do, in one line."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import asdict, replace

import exporter
from exporter import proof
from exporter.checks import prepared
from exporter.model import Article, Cell, Heading, Paragraph, Row, Table, Text
from exporter.proof.findings import number_of
from exporter.report import Report
from tests.mutants import archives
from tests.mutants import pdf as mutants
from tests.mutants.good import exports

FORMATS = ("pdf", "docx", "epub")


def checked(name: str, data: bytes, **more: Any) -> proof.Checked:
    return proof.check([proof.Candidate(name, data)], tools="none", **more)[0]


def paragraph(words: str) -> Paragraph:
    return Paragraph((Text(words),))


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        (
            "it.txt",
            b"words",
            "neither PDF, Word document nor EPUB; name an export; a source is shown by `exporter read`",
        ),
        ("it", b"", "the file is empty; export it again, or fetch it again"),
        ("it.pdf", b"", "the file is empty; export it again, or fetch it again"),
        ("it.docx", b"words", "it is not what its name says: Word documents and EPUBs are ZIP archives; export"),
        (
            "it.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "a file of old Word (.doc), or one locked with a password; save it",
        ),
        (
            "it.pdf",
            exports()["pdf"][:20_000],
            "it is cut off or damaged: its end is missing; export it again, or fetch",
        ),
        (
            "it.docx",
            exports()["docx"][:9_000],
            "it is cut off or damaged: the directory at the end of its archive is missing",
        ),
        (
            "it.epub",
            exports()["epub"][:9_000],
            "it is cut off or damaged: the directory at the end of its archive is missing",
        ),
    ],
)
def test_what_is_no_export_or_no_whole_one(name: str, data: bytes, told: str) -> None:
    head, finding = proof.lines(checked(name, data))
    assert head == f"{name}: NOT conforming"
    assert finding.startswith(f"  ! {told}")


@pytest.mark.parametrize("name", FORMATS)
def test_a_table_without_a_head_is_its_article_s_and_breaks_no_rule(name: str) -> None:
    """`check` called it not conforming, `--verify` did not: header cells are what a table should have, not shall."""
    table = Table(body=tuple(Row(tuple(Cell((paragraph(words),)) for words in row)) for row in ("ab", "cd")))
    one = Article(title=(Text("T"),), body=(paragraph("Text."), table), lang="en")
    data, report = exporter.render(one, name), Report()
    assert proof.verify(data, prepared(one, Report()), name, report)
    found = checked(f"it.{name}", data)
    assert (found.passed, found.conforming) == (True, True)
    (notice,) = [notice for notice in found.notices if notice.code == "no-header-cells"]
    assert (notice.severity, notice.hint) == ("info", "say which row names the columns")


@pytest.mark.parametrize("name", FORMATS)
def test_a_head_that_an_export_lost_is_a_fault_of_the_export(name: str) -> None:
    rows = [Row(tuple(Cell((paragraph(words),)) for words in row)) for row in ("ab", "cd")]
    bare, headed = (
        Article(title=(Text("T"),), body=(paragraph("Text."), table), lang="en")
        for table in (Table(body=tuple(rows)), Table(head=(rows[0],), body=(rows[1],)))
    )
    found = checked(f"it.{name}", exporter.render(bare, name), source=headed)
    assert found.whole is False
    assert any(notice.message.endswith("a table has no header cells, not 2") for notice in found.notices)


def test_an_untagged_pdf_is_told_once_not_page_by_page() -> None:
    def untag(pdf: Any) -> None:
        del pdf.Root.StructTreeRoot

    found = checked("it.pdf", mutants.edited(exports()["pdf"], untag))
    codes = [notice.code for notice in found.notices]
    assert "no-structure" in codes
    assert not {"unmarked-content", "orphaned-content", "no-tab-order", "link-without-tag"} & set(codes)
    assert "none of its words can be read" in {notice.message for notice in found.notices}
    assert not {"missing-heading", "missing-link", "different-takeaways"} & set(codes)


def test_an_export_of_another_article_is_told_in_one_line() -> None:
    words = paragraph(" ".join(f"word{number}" for number in range(60)))
    heading = Heading((Text("One more heading"),), level=1)
    other = Article(title=(Text("Something else"),), body=(heading, words), lang="en")
    found = checked("it.epub", exports()["epub"], source=other)
    told = [notice.message for notice in found.notices if not notice.code.endswith("-text")]
    assert len(told) == 1
    assert told[0].startswith("it is another text, “") and told[0].endswith("not “Something else”")


def test_made_again_in_the_same_length_it_is_told_where_it_differs() -> None:
    data = exports()["docx"]
    found = checked("it.docx", data, rebuild=lambda data, _: data[:-1] + bytes([data[-1] ^ 1]))
    (notice,) = [notice for notice in found.notices if notice.code == "not-the-same"]
    assert notice.message == f"made again it is as long, but another from byte {len(data) - 1} on"


def test_counts_are_said_as_people_say_them() -> None:
    assert [number_of(count, "entry", "entries") for count in (0, 1, 2)] == ["no entries", "1 entry", "2 entries"]
    found = checked("it.docx", exports()["docx"])
    single, several = (replace(found, counts=replace(found.counts, **dict.fromkeys(asdict(found.counts), count)))
                       for count in (1, 2))  # fmt: skip
    names = ["word", "heading", "link", "picture", "formula", "table", "cell", "item", "note", "takeaway"]
    assert f"  holds {', '.join(f'1 {name}' for name in names)}" in proof.lines(single)
    assert f"  holds {', '.join(f'2 {name}s' for name in names)}" in proof.lines(several)


def test_a_picture_without_words_is_named() -> None:
    found = checked("it.epub", archives.replaced(exports()["epub"], "EPUB/article.xhtml", _unsaid))
    (told,) = [notice.message for notice in found.notices if notice.code == "missing-alt"]
    assert told.startswith("EPUB/article.xhtml: the picture '")


def _unsaid(page: bytes) -> bytes:
    head, _, rest = page.partition(b"<img ")
    start = rest.index(b'alt="')
    return head + b"<img " + rest[:start] + rest[rest.index(b'"', start + 5) + 1 :]
