"""Validators of others: found, run, and their findings told as ours. The tools here are stand-ins that print what theirs do."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from exporter import proof
from exporter.proof import outside
from tests.mutants.good import exports

VERAPDF = {
    "report": {
        "buildInformation": {"releaseDetails": [{"id": "core", "version": "1.28.1"}]},
        "jobs": [
            {
                "validationResult": [
                    {
                        "compliant": False,
                        "details": {
                            "ruleSummaries": [
                                {
                                    "ruleStatus": "FAILED",
                                    "specification": "ISO 14289-1:2014",
                                    "clause": "7.3",
                                    "testNumber": 1,
                                    "failedChecks": 2,
                                    "description": "Figure tags shall include an\n alternative representation",
                                },
                                {"ruleStatus": "PASSED", "specification": "ISO 14289-1:2014", "clause": "7.1"},
                            ]
                        },
                    }
                ]
            }
        ],
    }
}
EPUBCHECK = {
    "checker": {"checkerVersion": "5.3.0"},
    "messages": [
        {"ID": "RSC-012", "severity": "ERROR", "message": "Fragment identifier is not defined.",
         "locations": [{"path": "EPUB/article.xhtml", "line": 35}]},
        {"ID": "ACC-001", "severity": "USAGE", "message": "a remark", "locations": []},
    ],
}  # fmt: skip
OOXML = {
    "ok": False,
    "errors": [{"errorType": "Schema", "path": "/word/document.xml", "description": "unexpected child"}],
}
ACE = {
    "earl:assertedBy": {"doap:release": {"doap:revision": "1.4.6"}},
    "assertions": [
        {
            "earl:testSubject": {"url": "article.xhtml"},
            "assertions": [
                {
                    "earl:test": {"earl:impact": impact, "dct:title": title},
                    "earl:result": {"dct:description": "said of it"},
                }
                for impact, title in (("critical", "image-alt"), ("moderate", "region"))
            ],
        }
    ],
}
ANSWERS: dict[str, tuple[str, dict[str, Any]]] = {
    "verapdf": ("pdf", VERAPDF),
    "epubcheck": ("epub", EPUBCHECK),
    "ace": ("epub", ACE),
    "ooxml": ("docx", OOXML),
}


def stand_in(folder: Path, name: str, answer: object) -> Path:
    """A program that prints an answer, or writes it where the real one does."""
    text = answer if isinstance(answer, str) else json.dumps(answer)
    place = {"ace": "sys.argv[sys.argv.index('-o') + 1] + '/report.json'"}.get(name)
    act = f"open({place}, 'w').write({text!r})" if place else f"print({text!r})"
    program = folder / name
    program.write_text(f"#!{sys.executable}\nimport sys\n{act}\n")
    program.chmod(0o755)
    return program


@pytest.fixture
def judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Check a good export with a stand-in for one tool."""

    def judge(name: str, answer: object) -> proof.Checked:
        kind = ANSWERS[name][0]
        file = tmp_path / f"it.{kind}"
        file.write_bytes(exports()[kind])
        monkeypatch.setenv(f"EXPORTER_{name.upper()}", str(stand_in(tmp_path, name, answer)))
        return proof.check([proof.Candidate(file.name, exports()[kind], file)], tools=name)[0]

    return judge


@pytest.mark.parametrize(
    ("name", "version", "told"),
    [
        ("verapdf", "1.28.1", "ISO 14289-1:2014 7.3-1: Figure tags shall include an alternative representation (2×)"),
        ("epubcheck", "5.3.0", "EPUB/article.xhtml:35: RSC-012 Fragment identifier is not defined."),
        ("ace", "1.4.6", "article.xhtml: image-alt: said of it"),
        ("ooxml", "", "/word/document.xml: Schema: unexpected child"),
    ],
)
def test_findings_of_a_tool_are_ours(judged: Any, name: str, version: str, told: str) -> None:
    checked = judged(name, ANSWERS[name][1])
    assert checked.tools == (f"{name} {version}".strip(),)
    assert [notice.message for notice in checked.notices if notice.severity == "warning"] == [told]
    assert not checked.conforming
    assert checked.whole


def test_what_tools_find_comes_with_a_remedy(judged: Any) -> None:
    (notice,) = judged("verapdf", VERAPDF).notices
    assert notice.hint == "give the picture a text alternative in the source"
    assert outside.remedy("RSC-012") == "mend the link: the id it names is not there"
    assert outside.remedy("ISO 14289-1:2014 7.21.4-1") == "name a font that may be embedded"
    assert outside.remedy("XYZ-1") == ""


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_a_tool_without_a_verdict_is_a_remark(judged: Any, name: str) -> None:
    checked = judged(name, "Error: unable to access the file")
    assert [notice.code for notice in checked.notices] == ["no-verdict"]
    assert checked.conforming


def test_a_file_that_verapdf_cannot_read_has_no_verdict(judged: Any) -> None:
    job = {"itemDetails": {"name": "it.pdf"}, "taskException": {"type": "PARSE", "success": False}}
    checked = judged("verapdf", {"report": {**VERAPDF["report"], "jobs": [job]}})
    assert [notice.code for notice in checked.notices] == ["no-verdict"]


def test_a_tool_that_does_not_tell_its_version_has_that_of_its_package(judged: Any, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"name": "validator", "version": "0.4.0"}')
    assert judged("ooxml", OOXML).tools == ("ooxml 0.4.0",)


def test_all_means_those_that_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for tool in outside.TOOLS:
        monkeypatch.delenv(f"EXPORTER_{tool.name.upper()}", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert outside.chosen("all") == []
    stand_in(tmp_path, "epubcheck", EPUBCHECK)
    assert [tool.name for tool in outside.chosen("all")] == ["epubcheck"]
    assert outside.chosen("none") == []


def test_archives_of_java_are_started_by_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jar = tmp_path / "epubcheck.jar"
    jar.touch()
    stand_in(tmp_path, "java", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("EXPORTER_EPUBCHECK", str(jar))
    assert outside.command(outside.chosen("epubcheck")[0]) == ["java", "-jar", str(jar)]
