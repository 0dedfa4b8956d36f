"""The file: other programs open it, it has the same bytes everywhere, and says what the article is."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile

import docx

from exporter.contract import sample
from exporter.model import (
    Row,
    Table,
)

from .rendering import MOMENT, article, cell, opened, p, rendered


def test_python_docx_opens_it() -> None:
    document = docx.Document(io.BytesIO(rendered(sample.everything())))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Quote", "List Bullet", "List Number", "Caption"} <= set(
        styles
    )
    assert document.core_properties.title == "Everything an article can hold"
    assert len(document.tables) == 2


def test_same_bytes_in_other_processes() -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, '.'); from tests.unit.docx.rendering import rendered; "
        "from exporter.contract import sample; print(hashlib.sha256(rendered(sample.everything())).hexdigest())"
    )
    seen = set()
    for seed, zone, lang in (("0", "UTC", "C"), ("77", "Asia/Tokyo", "de_DE.UTF-8")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": lang}
        seen.add(
            subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True).stdout
        )
    assert seen == {hashlib.sha256(rendered(sample.everything())).hexdigest() + "\n"}


def test_entries_of_the_zip_are_fixed() -> None:
    with zipfile.ZipFile(io.BytesIO(rendered(sample.everything()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.infolist()[0].filename == "[Content_Types].xml"


def test_dates_are_written_only_where_known_and_in_utc() -> None:
    assert b"dcterms" not in opened(article(p("x"))).raw["docProps/core.xml"].partition(b"<dc:title>")[2]
    core = opened(article(p("x")), modified=MOMENT).raw["docProps/core.xml"].decode()
    assert core.count("2024-06-26T06:30:00Z") == 2


def test_fifty_thousand_words_and_a_thousand_rows_take_linear_time() -> None:
    import time

    def seconds(count: int) -> float:
        rows = tuple(Row((cell(f"{n}"), cell("words"))) for n in range(count))
        long = article(*[p("word " * 100)] * count, Table(body=rows), lang="en")
        start = time.perf_counter()
        rendered(long)
        return time.perf_counter() - start

    seconds(20)
    short = min(seconds(100) for _ in range(3))
    assert seconds(1000) < short * 40
