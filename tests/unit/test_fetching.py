"""The network, where it is asked for: a server on this machine stands for the world."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image as Pillow

import exporter
from exporter import Report
from exporter.pipeline import fetching
from exporter.pipeline.fetching import Fetcher, NotFetched


class World(BaseHTTPRequestHandler):
    picture = b""
    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", unquote(self.path).partition("=")[2] or "/moved")
            self.end_headers()
        elif self.path == "/gone":
            self.send_error(404)
        elif self.path in ("/head", "/chunk", "/again"):
            before, piece = {
                "/head": (b"HTTP/1.1 200 OK\r\nX: ", b"."),
                "/chunk": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"."),
                "/again": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
            }[self.path]
            self.wfile.write(before)
            for _ in range(100):
                self.wfile.write(piece)
                time.sleep(0.05)
        elif self.path == "/drip":
            self.send_response(200)
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b".")
                self.wfile.flush()
                time.sleep(0.05)
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.picture)

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("world") / "a.png"
    Pillow.new("L", (8, 8), 127).save(path)
    World.picture = path.read_bytes()
    server = ThreadingHTTPServer(("127.0.0.1", 0), World)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_file_comes_whole_also_through_redirects(world: str) -> None:
    near = Fetcher(10_000, private=True)
    assert near.get(f"{world}/a%20b.png?c=d e") == World.picture
    assert World.asked[-1] == "/a%20b.png?c=d%20e"
    assert near.get(f"{world}/moved?to=/a.png") == World.picture


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/gone", "the server says 404"),
        ("/moved?to=/moved", "more than 5 redirects"),
        ("/moved?to=file:///etc/passwd", "only http and https"),
        ("/moved?to=http://[", "Invalid IPv6 URL"),
        ("/moved?to=//no-such-host.invalid/", "."),
    ],
)
def test_what_cannot_be_had(path: str, why: str, world: str) -> None:
    with pytest.raises(NotFetched, match=why):
        Fetcher(10_000, private=True).get(world + path)


def test_bounds(world: str) -> None:
    with pytest.raises(NotFetched, match="larger than 0 MiB"):
        Fetcher(10, private=True).get(f"{world}/a.png")


@pytest.mark.parametrize("slow", ["drip", "head", "chunk", "again"])
def test_time_is_bounded_however_little_comes_at_once(slow: str, world: str) -> None:
    started = time.monotonic()
    with pytest.raises(NotFetched, match="too long"):
        Fetcher(10_000, seconds=0.3, private=True).get(f"{world}/{slow}")
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fd00::1]/",
        "http://[fec0::1]/",
        "http://[::127.0.0.1]/",
        "http://[64:ff9b::127.0.0.1]/",
        "http://[64:ff9b:1::1.1.1.1]/",
        "http://[2002:7f00:1::]/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://100.64.0.1/",
    ],
)
def test_private_addresses_are_not_asked(url: str) -> None:
    with pytest.raises(NotFetched, match="private address"):
        Fetcher(10_000).get(url)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "64:ff9b::1.1.1.1", "2002:101:101::"])
def test_public_addresses_are(address: str) -> None:
    assert fetching._public(address)


def test_a_redirect_to_a_private_address_is_not_followed(world: str, monkeypatch: pytest.MonkeyPatch) -> None:
    public = fetching._public
    monkeypatch.setattr(fetching, "_public", lambda address: address == "127.0.0.1" or public(address))
    with pytest.raises(NotFetched, match="private address"):
        Fetcher(10_000).get(f"{world}/moved?to=http://10.0.0.1/")


@pytest.mark.parametrize("url", ["ftp://a.example/b", "file:///etc/passwd", "http:///b", "http://[::1", "http://a:b/"])
def test_other_addresses(url: str) -> None:
    with pytest.raises(NotFetched):
        Fetcher(10_000, private=True).get(url)


def test_an_export_asks_only_when_told(world: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_public", lambda _: True)
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: A\nlang: en\n---\n\n![Grey]({world}/only-when-told.png)\n\nWords.\n")
    report = Report()
    exporter.export(path, "epub", report=report)
    assert [notice.code for notice in report.warnings] == ["remote-picture"]
    assert "/only-when-told.png" not in World.asked
    report = Report()
    exporter.export(path, "epub", report=report, fetch=True)
    assert not report.warnings
    assert "/only-when-told.png" in World.asked
    World.asked.clear()
    report = Report()
    exporter.export(path, "epub", report=report, fetch=True, output=tmp_path / "b.epub", base_url=world)
    assert World.asked == ["/only-when-told.png"]


@pytest.mark.parametrize(
    ("address", "page"), [("http://[a/b.png", "https://example.org/"), ("//[/x.png", ""), ("b.png", "https://[a/")]
)
def test_an_address_that_is_none_costs_its_picture_only(address: str, page: str, tmp_path: Path) -> None:
    image = exporter.Image(address, "Grey")
    article = exporter.Article(title=(exporter.Text("A"),), source=page, lang="en", body=(exporter.Figure((image,)),))
    (tmp_path / "a.json").write_bytes(exporter.canonical.dumps(article))  # type: ignore[attr-defined]
    for fetch in (False, True):
        report = Report()
        exporter.export(tmp_path / "a.json", "epub", report=report, fetch=fetch)
        assert {notice.code for notice in report.warnings} <= {"remote-picture", "missing-picture"}
        assert report.warnings
