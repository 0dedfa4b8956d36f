"""Pages that carry their pictures: MHTML (RFC 2557), and data: URLs (RFC 2397)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from msgspec import Struct

from exporter.errors import SourceError
from exporter.readers.html.addresses import safely_joined

_ENDS = {
    "image/png": "png", "image/jpeg": "jpg", "image/jpg": "jpg", "image/gif": "gif", "image/webp": "webp",
    "image/svg+xml": "svg",
    "image/avif": "avif", "image/bmp": "bmp", "image/tiff": "tiff", "image/x-icon": "ico",
}  # fmt: skip
_DATA = re.compile(r"data:([\w.+/-]*)((?:;[^;,]*)*),", re.IGNORECASE)


class Packed(Struct):
    """A page with its files: their bytes by every address they have; `location` is the page's own address."""

    page: bytes
    files: dict[str, bytes] = {}
    location: str = ""


def opened(data: bytes, name: str) -> Packed:
    """The page in an MHTML file, with its pictures. Raises SourceError where there is none."""
    from email import message_from_bytes
    from email.policy import default

    message = message_from_bytes(data, policy=default)
    page: bytes | None = None
    location = ""
    files: dict[str, bytes] = {}
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        body = content if isinstance(content, bytes) else b""
        where = "".join(str(part.get("Content-Location", "")).split())
        if page is None and kind in ("text/html", "application/xhtml+xml"):
            page, location = _with_charset(body, part.get_content_charset()), where
        elif kind.startswith("image/") or (kind == "application/octet-stream" and where):
            for address in (
                where,
                safely_joined(location, where) if location else "",
                _cid(str(part.get("Content-ID", ""))),
            ):
                if address:
                    files.setdefault(address, body)
    if page is None:
        raise SourceError("no page in this MHTML file", place=name, hint="save the page again")
    return Packed(page, files, location if location.lower().startswith("http") else "")


def _cid(given: str) -> str:
    return f"cid:{given.strip().strip('<>')}" if given.strip() else ""


def _with_charset(body: bytes, charset: str | None) -> bytes:
    """The page in UTF-8, where the part says in which encoding it is."""
    if not charset or charset.lower() in ("utf-8", "utf8"):
        return body
    try:
        return body.decode(charset).encode("utf-8", "replace")
    except (LookupError, UnicodeError):
        return body


class Pictures:
    """The pictures of a page that lie inside its source; `taken` holds those the article uses, by the address it gives them."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self.taken: dict[str, bytes] = {}

    def address(self, address: str) -> str | None:
        """The address an article gives a picture; a data: URL becomes the name of a file, as its address would be the file."""
        if address.lower().startswith("data:"):
            return self._from_data(address)
        if address in self._files:
            self.taken[address] = self._files[address]
        return address

    def _from_data(self, address: str) -> str | None:
        found = _DATA.match(address)
        if not found or not found[1].lower().startswith("image/"):
            return None
        payload = address[found.end() :]
        try:
            data = (
                base64.b64decode(unquote_to_bytes(payload))
                if "base64" in found[2].lower()
                else unquote_to_bytes(payload)
            )
        except (binascii.Error, ValueError):
            return None
        if not data:
            return None
        name = f"picture-{hashlib.sha256(data).hexdigest()[:12]}.{_ENDS.get(found[1].lower(), 'img')}"
        self.taken[name] = data
        return name
