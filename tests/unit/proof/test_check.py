"""`check` and `verify`: several files, foreign files, hostile files, and how it is told."""

from __future__ import annotations

import io
import json
import time
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace

import exporter
from exporter import proof
from exporter.checks import prepared
from exporter.contract import sample
from exporter.errors import UsageError
from exporter.model import Article, Image, Paragraph, Text
from exporter.proof import archive
from exporter.proof.exports import format_of
from exporter.proof.pdf import document
from exporter.report import Report
from tests.mutants import archives
from tests.mutants import pdf as mutants
from tests.mutants.good import exports

FORMATS = ("pdf", "docx", "epub")


def candidate(name: str, data: bytes | None = None) -> proof.Candidate:
    return proof.Candidate(f"it.{name}", exports()[name] if data is None else data)


def codes(checked: proof.Checked) -> set[str]:
    return {notice.code for notice in checked.notices}


def test_exports_of_one_article_are_alike() -> None:
    assert [one.alike for one in proof.check([candidate(name) for name in FORMATS], tools="none")] == [True] * 3


def test_an_export_of_another_article_is_not_alike() -> None:
    other = exporter.render(replace(sample.everything(), standfirst=(Text("Another standfirst."),)), "docx")
    first, second = proof.check([candidate("pdf"), candidate("docx", other)], tools="none")
    assert (first.alike, second.alike) == (True, False)
    assert second.whole
    assert "not-alike" in codes(second)


def test_a_foreign_file_is_compared_with_the_others_or_the_source() -> None:
    def unlinked(tree: Any) -> None:
        for link in [one for one in tree.iter() if one.get("rel") == "record"]:
            link.getparent().remove(link)

    bare = archives.without(archives.edited(exports()["epub"], "EPUB/content.opf", unlinked), "EPUB/article.json")
    (alone,) = proof.check([candidate("epub", bare)], tools="none")
    assert (alone.whole, alone.alike) == (None, None)
    assert "no-article" in codes(alone)
    with_source = proof.check([candidate("epub", bare)], tools="none", source=sample.everything())[0]
    assert with_source.whole
    beside = proof.check([candidate("pdf"), candidate("epub", bare)], tools="none")[1]
    assert (beside.whole, beside.alike) == (True, True)


def test_a_file_of_no_format_is_a_finding() -> None:
    (checked,) = proof.check([proof.Candidate("notes.txt", b"just text")], tools="none")
    assert (checked.format, checked.conforming, codes(checked)) == ("", False, {"damaged-file"})


@pytest.mark.parametrize("name", FORMATS)
def test_rebuilt_from_its_article_it_is_the_same(name: str) -> None:
    def rebuild(data: bytes, kind: str) -> bytes:
        assert kind == name
        return data

    assert proof.check([candidate(name)], tools="none", rebuild=rebuild)[0].same is True
    other = proof.check([candidate(name)], tools="none", rebuild=lambda data, _: data + b" ")[0]
    assert (other.same, other.passed) == (False, False)
    assert "not-the-same" in codes(other)


@pytest.mark.parametrize("name", FORMATS)
def test_verify_says_nothing_of_a_good_export_and_tells_of_a_bad_one(name: str) -> None:
    ready, report = prepared(sample.everything(), Report()), Report("it.md")
    assert proof.verify(exports()[name], ready, name, report)
    assert len(report) == 0
    shorter = replace(ready, body=ready.body[:-1])
    assert not proof.verify(exports()[name], shorter, name, report)
    assert {notice.code for notice in report} == {"extra-text"}
    assert all(notice.source == "it.md" for notice in report)


def test_verify_does_not_tell_twice_what_the_checks_told() -> None:
    article = Article(title=(Text("A"),), body=(Paragraph((Text("b "), Image("none.png"))),), lang="en")
    for name in FORMATS:
        report = Report()
        data = exporter.render(article, name, report=report)
        before = [notice.code for notice in report]
        assert "missing-alt" in before
        proof.verify(data, prepared(article, Report()), name, report)
        assert [notice.code for notice in report] == before, name


def test_verify_leaves_formats_alone_that_it_cannot_read() -> None:
    report = Report()
    assert proof.verify(b"plain text", sample.everything(), "text", report)
    assert [notice.code for notice in report] == ["not-verified"]


def hostile() -> dict[str, bytes]:
    def packed(**parts: bytes) -> bytes:
        return archives.packed([(name.replace("__", "/"), data, 8) for name, data in parts.items()])

    container = exports()["epub"]
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    laugh = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;">]><package>&c;</package>'
    outside = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><package>&a;</package>'
    return {
        "empty.pdf": b"",
        "head.pdf": b"%PDF-1.7\n",
        "noise.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 40,
        "circle.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n3 0 obj<</Type/StructTreeRoot/K 4 0 R>>endobj\n"
        b"4 0 obj<</S/P/K 4 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
        "empty.docx": b"",
        "nothing.docx": packed(word__other=b"x"),
        "noise.epub": b"PK\x03\x04" + bytes(range(256)) * 20,
        "deep.epub": archives.replaced(container, "EPUB/content.opf", lambda _: deep),
        "laugh.epub": archives.replaced(container, "EPUB/content.opf", lambda _: laugh),
        "outside.epub": archives.replaced(container, "EPUB/article.xhtml", lambda _: outside),
        "numbers.docx": archives.replaced(
            exports()["docx"],
            "word/document.xml",
            lambda old: old.replace(b'w:val="1"', b'w:val="9999999999999999999"'),
        ),
    }


@pytest.mark.parametrize("name", sorted(hostile()))
def test_hostile_files_are_findings_never_failures(name: str) -> None:
    (checked,) = proof.check([proof.Candidate(name, hostile()[name])], tools="none")
    assert not checked.passed
    assert checked.notices
    assert [one.notices for one in proof.check([proof.Candidate(name, hostile()[name])], tools="none")] == [
        checked.notices
    ]
    assert "passwd" not in "".join(str(notice) for notice in checked.notices if "outside" not in name)


def test_what_an_archive_unpacks_to_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 100_000)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("META-INF/container.xml", bytes(5_000_000))
    assert len(bomb.getvalue()) < 10_000
    (checked,) = proof.check([proof.Candidate("bomb.epub", bomb.getvalue())], tools="none")
    assert "unpacks to more than" in checked.notices[0].message


def test_what_a_stream_unpacks_to_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "_LONGEST", 200_000)
    with pikepdf.open(io.BytesIO(exports()["pdf"])) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"0 0 m " * 1_000_000)
        out = io.BytesIO()
        pdf.save(out)
    start = time.process_time()
    (checked,) = proof.check([proof.Candidate("bomb.pdf", out.getvalue())], tools="none")
    assert time.process_time() - start < 2
    assert "unpacks to more than" in checked.notices[0].message


def test_files_that_have_nothing_in_common_are_compared_in_bounded_time() -> None:
    def long(word: str) -> Article:
        body = tuple(Paragraph((Text(f"{word} {number} and {number % 7} more."),)) for number in range(6000))
        return Article(title=(Text("T"),), body=body, lang="en")

    data = exporter.render(long("one"), "epub")
    start = time.process_time()
    (checked,) = proof.check([proof.Candidate("it.epub", data)], tools="none", source=long("other"))
    assert time.process_time() - start < 20
    assert not checked.whole
    assert len(checked.notices) < 200


def test_nothing_from_a_file_reaches_the_terminal_as_a_command() -> None:
    evil = exporter.render(Article(title=(Text("T"),), body=(Paragraph((Text("plain"),)),), lang="en"), "epub")
    evil = archives.replaced(
        evil, "EPUB/article.xhtml", lambda old: old.replace(b"plain", b"\xc2\x9b31mred\xe2\x80\xae")
    )
    (checked,) = proof.check([proof.Candidate("\x1b[31mname.epub", evil)], tools="none")
    told = "\n".join(proof.lines(checked))
    assert not checked.whole
    assert not {"\x1b", "\x9b", "\u202e"} & set(told)


def test_machines_get_the_same_as_people() -> None:
    data = proof.as_data(proof.check([candidate(name) for name in FORMATS], tools="none"))
    assert json.loads(json.dumps(data))[0]["passed"] is True
    assert [one["format"] for one in data] == list(FORMATS)
    assert data[0]["counts"]["takeaways"] == 3


def test_people_get_the_answers_in_one_line() -> None:
    (checked,) = proof.check([candidate("docx")], tools="none")
    assert next(iter(proof.lines(checked))) == "it.docx: whole, conforming"


def test_formats_are_known_by_content() -> None:
    for name in FORMATS:
        assert format_of(exports()[name], "no.suffix") == name
    assert format_of(b"PK", "a.docx") == "docx"
    assert format_of(zlib.compress(b"x"), "a.bin") == ""


def test_tools_nobody_knows_are_an_error() -> None:
    with pytest.raises(UsageError, match="there is no tool 'acrobat'"):
        proof.check([], tools=["acrobat"])


def test_a_tool_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("EXPORTER_VERAPDF", raising=False)
    with pytest.raises(UsageError, match="verapdf is not on this machine"):
        proof.check([], tools="verapdf")


def test_what_epub_3_asks_for_is_not_asked_of_an_epub_2() -> None:
    def older(data: bytes) -> bytes:
        return data.replace(b'version="3.0"', b'version="2.0"', 1)

    ours = archives.replaced(exports()["epub"], "EPUB/content.opf", older)
    foreign = archives.edited(ours, "EPUB/content.opf", _without_record)
    for data, severity in ((ours, "warning"), (foreign, "info")):
        (checked,) = proof.check([proof.Candidate("it.epub", data)], tools="none")
        found = {notice.code: notice.severity for notice in checked.notices}
        assert found["old-format"] == severity
        assert not {"no-navigation", "no-modified", "no-accessibility"} & found.keys()


def _without_record(tree: Any) -> None:
    for one in [one for one in tree.iter("{http://www.idpf.org/2007/opf}link") if "record" in one.get("rel")]:
        archives.remove(one)


def test_a_foreign_pdf_need_not_be_made_for_archives() -> None:
    def stripped(pdf: Any) -> None:
        pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"pdfaid:conformance", b"pdfaid:konformance"))

    def foreign(pdf: Any) -> None:
        stripped(pdf)
        del pdf.Root.AF
        del pdf.Root.Names

    for change, severity in ((stripped, "warning"), (foreign, "info")):
        data = mutants.edited(exports()["pdf"], change)
        (checked,) = proof.check([proof.Candidate("it.pdf", data)], tools="none")
        assert {notice.severity for notice in checked.notices if notice.code == "no-a-claim"} == {severity}


def test_standard_types_keep_their_meaning() -> None:
    def remap(pdf: Any) -> None:
        pdf.Root.StructTreeRoot.RoleMap["/Figure"] = pdf.Root.StructTreeRoot.RoleMap["/Strong"]

    data = mutants.edited(exports()["pdf"], remap)
    (checked,) = proof.check([proof.Candidate("it.pdf", data)], tools="none")
    assert "remapped-tag" in {notice.code for notice in checked.notices}


def test_what_is_tagged_has_to_be_drawn() -> None:
    """A line that stands on the page twice and is gone once: no comparison of words can find it."""
    data = mutants.edited(exports()["pdf"], lambda pdf: mutants.unsaid(pdf, 0))
    (checked,) = proof.check([proof.Candidate("it.pdf", data)], tools="none")
    assert "nothing-drawn" in {notice.code for notice in checked.notices}
