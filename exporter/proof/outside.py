"""Validators of others, run where they are on the machine; what they find becomes our notices.

Each is a command on the PATH, or what the environment variable EXPORTER_<NAME> names: a program, a .jar or a .js file.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import Struct

from exporter.errors import UsageError
from exporter.proof.findings import Findings
from exporter.report import Severity

LONGEST = 300
"""Seconds a tool may take for one file."""


class Tool(Struct, frozen=True):
    """One validator: `commands` are the names it goes by, `arguments` what it is asked for a file (and a folder to
    write into), in one run or several; `judge` reads each answer and gives its version."""

    name: str
    formats: tuple[str, ...]
    commands: tuple[str, ...]
    arguments: Callable[[Path, Path], list[list[str]]]
    judge: Callable[[str, Path, Findings], str]


class Unanswered(Exception):
    """The tool ran and gave no verdict."""


def chosen(tools: str | Sequence[str]) -> list[Tool]:
    """The tools for "all" (those that are there), "none", or names. Raises UsageError."""
    if tools == "all":
        return [tool for tool in TOOLS if command(tool)]
    if tools == "none" or not tools:
        return []
    names = tools.split(",") if isinstance(tools, str) else list(tools)
    known = {tool.name: tool for tool in TOOLS}
    for name in names:
        if name not in known:
            raise UsageError(f"there is no tool {name!r}", hint=f"there are: all, none, {', '.join(known)}")
        if not command(known[name]):
            raise UsageError(f"{name} is not on this machine", hint=f"install it, or set EXPORTER_{name.upper()}")
    return [known[name] for name in names]


def command(tool: Tool) -> list[str]:
    """How to start a tool; nothing where it is not there."""
    named = os.environ.get(f"EXPORTER_{tool.name.upper()}", "")
    found = named if named and Path(named).is_file() else next(filter(None, map(shutil.which, tool.commands)), None)
    if not found:
        return []
    starter = {".jar": ["java", "-jar"], ".js": ["node"]}.get(Path(found).suffix, [])
    return [*starter, found] if not starter or shutil.which(starter[0]) else []


def run(tool: Tool, path: Path, findings: Findings) -> str:
    """Let a tool judge a file; its name and version. That it fails to answer is a remark."""
    with TemporaryDirectory(prefix="exporter-") as folder:
        try:
            version = ""
            for arguments in tool.arguments(path.absolute(), Path(folder)):
                said = _answer([*command(tool), *arguments])
                version = tool.judge(said, Path(folder), findings) or _packaged(command(tool)[-1])
        except (
            OSError,
            subprocess.TimeoutExpired,
            Unanswered,
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
        ) as error:
            told = f"{tool.name} gave no verdict ({type(error).__name__})"
            findings.add("no-verdict", told, hint="run it by itself to see why", severity="info")
            return tool.name
    return f"{tool.name} {version}".strip()


def _packaged(program: str) -> str:
    """The version of a program that does not tell it, from the npm package that it came with."""
    beside = Path(program).resolve().parents[:4]
    for file in (folder / "package.json" for folder in beside):
        if file.is_file():
            return str(json.loads(file.read_text("utf-8")).get("version", ""))
    return ""


def _answer(asked: list[str]) -> str:
    ran = subprocess.run(asked, capture_output=True, timeout=LONGEST, check=False, stdin=subprocess.DEVNULL)
    return ran.stdout.decode("utf-8", "replace")


def _verapdf(said: str, _: Path, findings: Findings) -> str:
    report = json.loads(said)["report"]
    for job in report["jobs"]:
        results = job.get("validationResult") or []
        if not results:  # it tells of an exception instead
            raise Unanswered
        for result in results if isinstance(results, list) else [results]:
            for rule in result["details"]["ruleSummaries"]:
                if str(rule.get("ruleStatus", rule.get("status", ""))).upper() == "FAILED":
                    _verapdf_rule(rule, findings)
    details = report.get("buildInformation", {}).get("releaseDetails", [])
    return next((str(one.get("version", "")) for one in details if one.get("id") in {"core", "apps", "gui"}), "")


def _verapdf_rule(rule: dict[str, Any], findings: Findings) -> None:
    clause = f"{rule.get('specification', '')} {rule.get('clause', '')}-{rule.get('testNumber', '')}".strip()
    findings.add(
        "verapdf", f"{clause}: {_line(rule.get('description'))} ({rule.get('failedChecks', 1)}×)", hint=remedy(clause)
    )


def _epubcheck(said: str, folder: Path, findings: Findings) -> str:
    file = folder / "epubcheck.json"
    report = json.loads(file.read_text("utf-8") if file.is_file() else said)
    for message in report["messages"]:
        severity = message["severity"]
        if severity in {"FATAL", "ERROR", "WARNING"}:
            at = (message.get("locations") or [{}])[0]
            where = f"{at.get('path', '')}:{at.get('line', '')}".strip(":")
            findings.add("epubcheck", f"{message['ID']} {_line(message['message'])}", where, remedy(message["ID"]))
    return str(report["checker"]["checkerVersion"])


def _ace(_: str, folder: Path, findings: Findings) -> str:
    file = folder / "report.json"
    if not file.is_file():
        raise Unanswered
    report = json.loads(file.read_text("utf-8"))
    for document in report["assertions"]:
        for one in document["assertions"]:
            test = one["earl:test"]
            impact = test.get("earl:impact", "")
            severity: Severity = "warning" if impact in {"serious", "critical"} else "info"
            told = f"{test.get('dct:title', '')}: {_line(one['earl:result'].get('dct:description'))}"
            where = document.get("earl:testSubject", {}).get("url", "")
            findings.add("ace", told, where, remedy(test.get("dct:title", "")), severity)
    return str(report["earl:assertedBy"]["doap:release"]["doap:revision"])


def _ooxml(said: str, _: Path, findings: Findings) -> str:
    report = json.loads(said)
    errors = report.get("errors") or []
    for error in errors:
        where = " ".join(filter(None, (error.get("path"), error.get("xPath"))))
        findings.add("ooxml", f"{error.get('errorType', '')}: {_line(error.get('description'))}", where)
    if not errors and report.get("ok") is not True:
        raise Unanswered
    return str(report.get("version", ""))


def _line(text: object) -> str:
    return re.sub(r"\s+", " ", str(text or "")).strip()


_REMEDIES = {
    "14289-1:2014 7.3": "give the picture a text alternative in the source",
    "14289-1:2014 7.4": "mend the levels of the headings in the source",
    "14289-1:2014 7.2": "set the language of the article",
    "14289-1:2014 7.21": "name a font that may be embedded",
    "RSC-005": "open the document at this line; a reading system may not show it",
    "RSC-006": "put the picture beside the source, so that it is packed",
    "RSC-007": "mend the link, or pack what it leads to",
    "RSC-012": "mend the link: the id it names is not there",
    "OPF-014": "declare the property in the manifest",
    "PKG-006": "write mimetype as the first entry",
    "image-alt": "give the picture a text alternative in the source",
    "html-has-lang": "set the language of the article",
    "heading-order": "mend the levels of the headings in the source",
    "color-contrast": "choose darker or lighter colours in the theme",
}


def remedy(rule: str) -> str:
    """What to do about a rule of a tool, where that is known; the longest name that fits wins."""
    fitting = [known for known in _REMEDIES if known in rule]
    return _REMEDIES[max(fitting, key=len)] if fitting else ""


TOOLS = (
    # Once for PDF/UA, and once for what the file itself claims (PDF/A).
    Tool(
        "verapdf",
        ("pdf",),
        ("verapdf",),
        lambda path, _: [["--format", "json", "--flavour", flavour, str(path)] for flavour in ("ua1", "0")],
        _verapdf,
    ),
    Tool(
        "epubcheck",
        ("epub",),
        ("epubcheck",),
        lambda path, folder: [[str(path), "--quiet", "--json", str(folder / "epubcheck.json")]],
        _epubcheck,
    ),
    Tool("ace", ("epub",), ("ace", "ace-cli"), lambda path, folder: [["-f", "-s", "-o", str(folder), str(path)]], _ace),
    Tool("ooxml", ("docx",), ("ooxml-validator", "OOXMLValidatorCLI"), lambda path, _: [[str(path)]], _ooxml),
)
