"""A Word document that somebody edited is told from a damaged one, with what differs and what to do."""

from __future__ import annotations

import io

import docx
from msgspec.structs import replace

import exporter
from exporter import proof
from exporter.model import Article, Heading, Link, Paragraph, Text
from tests.mutants import archives
from tests.mutants.good import exports

MAIN = "word/document.xml"


def article(*words: str) -> Article:
    body = tuple(Paragraph((Text(one),)) for one in words)
    return Article(title=(Text("A title"),), body=body, lang="en")


BEFORE = article("The first paragraph stands here.", "The second follows it.", "The third ends it all.")


def edited(*changes: tuple[bytes, bytes], data: bytes | None = None) -> bytes:
    """The Word document of BEFORE, with words put in the place of others."""

    def change(old: bytes) -> bytes:
        for here, there in changes:
            assert here in old
            old = old.replace(here, there, 1)
        return old

    return archives.replaced(exporter.render(BEFORE, "docx") if data is None else data, MAIN, change)


def checked(data: bytes, source: Article | None = None) -> proof.Checked:
    return proof.check([proof.Candidate("it.docx", data)], tools="none", source=source)[0]


CHANGES = ((b"first paragraph", b"opening"), (b"third", b"last"))


def test_an_edited_document_says_so_where_it_differs_and_what_to_do() -> None:
    one = checked(edited(*CHANGES))
    assert (one.edited, one.whole, one.conforming, one.passed) == (True, False, True, False)
    told = list(proof.lines(one))
    assert told[0] == "it.docx: EDITED since it was exported: 2 places differ, conforming"
    assert told[2:8] == [
        "  @ under “A title” … A title The ▸",
        "  - first paragraph",
        "  + opening",
        "  @ under “A title” … follows it. The ▸",
        "  - third",
        "  + last",
    ]
    (notice,) = [one for one in one.notices if one.code == "edited-since"]
    assert notice.severity == "warning"
    assert "export from this file: they win" in notice.hint
    assert "export it again" not in "\n".join(told)


def test_what_follows_from_an_edit_asks_for_no_new_export() -> None:
    notices = checked(edited(*CHANGES)).notices
    assert notices[0].code == "edited-since"
    assert not any(notice.hint for notice in notices[1:])


def test_edits_beside_the_words() -> None:
    """Nothing but a space was edited in the text; a link that was lost as well is what is left to tell."""
    linked = article("One", "Two.")
    link = Link((Text("a place"),), target="https://example.org/")
    one = replace(linked, body=(*linked.body, Paragraph((Text("Here is "), link))))
    spaced = edited((b"Two.", b"Two ."), data=exporter.render(one, "docx"))
    data = archives.replaced(
        spaced, "word/_rels/document.xml.rels", lambda old: old.replace(b"example.org", b"example.com")
    )
    found = checked(data)
    assert proof.verdict(found) == "EDITED since it was exported: not in its words, conforming"
    assert "no link leads to https://example.org/" in {notice.message for notice in found.notices}


def test_edits_that_are_what_the_source_says_are_no_fault() -> None:
    after = article("The opening stands here.", "The second follows it.", "The last ends it all.")
    one = checked(edited(*CHANGES), source=after)
    assert (one.edited, one.whole, one.passed) == (True, True, True)
    assert {notice.code: notice.severity for notice in one.notices} == {"edited-since": "info"}


def test_an_edited_document_is_not_alike_and_the_others_are() -> None:
    files = [
        proof.Candidate("it.docx", edited(*CHANGES)),
        proof.Candidate("it.epub", exporter.render(BEFORE, "epub")),
    ]
    word, book = proof.check(files, tools="none")
    assert (word.alike, book.alike) == (False, True)
    assert [one.message for one in word.notices if one.code == "not-alike"] == ["its text is not the one of it.epub"]


def test_what_nobody_edited_is_not_called_edited() -> None:
    assert checked(exports()["docx"]).edited is False
    for name in ("pdf", "epub"):
        (one,) = proof.check([proof.Candidate(f"it.{name}", exports()[name])], tools="none")
        assert one.edited is None
    foreign = archives.edited(exports()["docx"], "word/_rels/document.xml.rels", _unrelated)
    assert checked(foreign).edited is None


def _unrelated(tree: object) -> None:
    for one in [one for one in tree if one.get("Type").endswith("customXml")]:  # type: ignore[attr-defined]
        archives.remove(one)


def test_runs_that_are_cut_otherwise_are_no_edit() -> None:
    cut = edited((b"The first", b'The </w:t></w:r><w:r><w:t xml:space="preserve">first'))
    assert checked(cut).edited is False
    assert checked(cut).passed


def test_an_article_inside_that_was_changed_is_no_edit_of_the_document() -> None:
    """The record's own hash is wrong: the reader does not take it for the document's, nor is the text the edited one."""
    data = exporter.render(BEFORE, "docx")
    (name,) = [
        name for name, part, _ in archives.entries(data) if b"urn:exporter:article" in part and b"sha256" in part
    ]
    spoiled = archives.replaced(data, name, lambda old: old.replace(b"third ends", b"fourth ends"))
    assert spoiled != data
    one = checked(spoiled)
    assert (one.edited, one.whole) == (None, False)
    assert "NOT whole" in proof.verdict(one)


def test_damage_is_no_edit() -> None:
    data = exports()["docx"]
    for spoiled in (data[: len(data) // 2], data[:-200]):
        one = checked(spoiled)
        assert (one.edited, one.conforming) == (None, False)
        assert "cut off or damaged" in one.notices[0].message


def test_words_that_come_in_several_places_are_told_in_each() -> None:
    """They were told once: additions were known by their words alone."""
    one = checked(edited(*((word, b"Zebra " + word) for word in (b"The first", b"The second", b"The third"))))
    assert [difference.text for difference in one.differences] == ["Zebra"] * 3


def test_an_edit_that_changes_no_word_is_one() -> None:
    """Italics were "whole", and what else was set otherwise was damage, to be "exported again"."""
    italic = edited((b"<w:r><w:t", b"<w:r><w:rPr><w:i/></w:rPr><w:t"), data=exporter.render(BEFORE, "docx"))
    one = checked(italic)
    assert (one.edited, one.whole, one.passed) == (True, False, False)
    assert proof.verdict(one) == "EDITED since it was exported: not in its words, conforming"
    first, what = one.notices
    assert first.code == "edited-since" and "they win" in first.hint
    assert "1 set otherwise (“" in what.message


def test_a_heading_that_became_text_is_an_edit() -> None:
    headed = replace(BEFORE, body=(Heading((Text("A heading"),)), *BEFORE.body))
    one = checked(edited((b'"Heading1"', b'"BodyText"'), data=exporter.render(headed, "docx")))
    assert (one.edited, one.whole) == (True, False)
    assert "“A heading” is no heading in the export" in {notice.message for notice in one.notices}
    assert not any("export it again" in notice.hint for notice in one.notices)


def test_a_document_that_was_only_saved_anew_is_not_edited() -> None:
    out = io.BytesIO()
    docx.Document(io.BytesIO(exporter.render(BEFORE, "docx"))).save(out)
    one = checked(out.getvalue())
    assert (one.edited, one.whole, one.passed) == (False, True, True)
