"""A real reading system's engine (epub.js) opens the books: text, ids, contents and pictures come through.

EXPORTER_EPUB_READER names a folder whose node_modules hold epubjs, jszip and puppeteer-core; node and Chromium
(CHROMIUM, or on the path) are needed.
"""

from __future__ import annotations

import functools
import http.server
import io
import json
import os
import re
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from exporter.backends.epub import chapters
from exporter.checks import prepared
from exporter.contract import sample
from exporter.pipeline import read, render
from exporter.report import Report
from exporter.walk import text

MODULES = os.environ.get("EXPORTER_EPUB_READER", "")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
ROOT = Path(__file__).parents[2]
CASES = sorted([*ROOT.glob("source/*.md"), *ROOT.glob("tests/golden/*/source.*")])
HERE = Path(__file__).parent / "reading_system"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not MODULES, reason="EXPORTER_EPUB_READER names no folder with epubjs"),
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium"),
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder with the reader's page, and the address it is served at."""
    shutil.copy(HERE / "index.html", tmp_path)
    (tmp_path / "node_modules").symlink_to(Path(MODULES) / "node_modules")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield tmp_path, f"http://127.0.0.1:{server.server_address[1]}/index.html?book="
    server.shutdown()
    server.server_close()


def written(data: bytes) -> dict[str, tuple[str, list[str], list[str]]]:
    """The text, without spaces, the ids and the links of each document of a book."""
    out = {}
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for name in book.namelist():
            if name.endswith(".xhtml"):
                body = etree.fromstring(book.read(name))[1]
                ids = [str(part.get("id")) for part in body.iter() if part.get("id")]
                links = [str(part.get("href")) for part in body.iter() if part.get("href")]
                out[name.removeprefix("EPUB/")] = (re.sub(r"\s+", "", "".join(body.itertext())), ids, links)
    return out


@pytest.mark.parametrize("long", [100, 36_000])
def test_a_reader_sees_everything(site: tuple[Path, str], long: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chapters, "LONG", long)
    folder, address = site
    (folder / "pictures").mkdir()
    (folder / sample.PICTURE).write_bytes(sample.picture())
    seen = compared(render(sample.everything(), "epub", folder=folder), folder, address)
    assert seen["title"] == "Everything an article can hold"
    assert ("Key takeaways", "article.xhtml#takeaways") in [tuple(entry) for entry in seen["contents"]]


@pytest.mark.parametrize("source", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_reader_sees_the_projects_own_articles(site: tuple[Path, str], source: Path) -> None:
    article = prepared(read(source), Report())
    seen = compared(render(article, "epub", folder=source.parent), *site)
    assert seen["title"] == " ".join(text(article.title).split())


def compared(data: bytes, folder: Path, address: str) -> Any:
    """What the reader saw of a book, once it is known to be what the book holds."""
    (folder / "book.epub").write_bytes(data)
    command = ["node", str(HERE / "drive.cjs"), MODULES, f"{address}book.epub"]
    asked = {**os.environ, "CHROMIUM": CHROMIUM}
    seen = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, env=asked).stdout)
    assert "error" not in seen
    there = written(data)
    for part in seen["texts"]:
        words, ids, links = there.pop(part["href"])
        assert part["text"] == words
        assert set(ids) <= set(part["ids"])
        assert part["links"] == links
        assert all(part["pictures"])
    assert set(there) <= {"nav.xhtml"}  # everything was seen, but contents that are not in the spine
    assert seen["cover"]
    return seen
