"""veraPDF's word on our files: PDF/UA-1 and PDF/A-3a. Needs the validator that EXPORTER_PDF_VALIDATOR names: a command
that takes files and prints one JSON object a file and flavour, with `compliant` and `failed`."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

import exporter
from exporter.contract import sample
from exporter.model import Article, Paragraph, Table, Text
from exporter.walk import transform

VALIDATOR = os.environ.get("EXPORTER_PDF_VALIDATOR", "")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not VALIDATOR, reason="EXPORTER_PDF_VALIDATOR names no validator"),
]


def _simple() -> Article:
    return Article(title=(Text("A note"),), body=(Paragraph((Text("All there is to say."),)),), lang="en")


def _headless() -> Article:
    """Tables with a head or foot alone: veraPDF asks for a body beside them."""

    def bare(node: exporter.Node) -> exporter.Node:
        return replace(node, body=()) if isinstance(node, Table) else node

    return transform(sample.everything(), bare)


def _scripts() -> Article:
    """Words of many scripts, whatever fonts there are; and characters hardly any font has."""
    chinese = ("网易游戏，平台", "並列パターン", "모든 인류")
    others = ("ศักดิ์", "ថ្លៃថ្នូរ", "अनुच्छेद", "أحرارًا", "𓀀 \u3164 \ue001 \U0010fffd")
    body = tuple(
        Paragraph((Text(words),), lang=lang)
        for lang, words in zip(("zh", "ja", "ko", "th", "km", "hi", "ar", "en"), (*chinese, *others), strict=True)
    )
    return Article(title=(Text("Scripts 网"),), body=body, lang="en")


ARTICLES = {"simple": _simple, "everything": sample.everything, "headless": _headless, "scripts": _scripts}


@pytest.mark.parametrize("name", ARTICLES)
def test_conforms(name: str, tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / sample.PICTURE).write_bytes(sample.picture())
    file = tmp_path / f"{name}.pdf"
    file.write_bytes(exporter.render(ARTICLES[name](), "pdf", folder=tmp_path))
    done = subprocess.run([VALIDATOR, str(file)], capture_output=True, text=True, timeout=120)
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert {result["flavour"] for result in found} == {"ua1", "3a"}
    assert [failure for result in found for failure in result["failed"]] == []
