"""What the addresses on a page lead to: relative ones resolved, those of files saved beside the page left alone."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from exporter.readers.html.pictures import is_beside_page

_LONGEST = 4000
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BAD = re.compile(r"[\x00-\x20]+")
_SAVED_FROM = re.compile(
    r"<!--\s*saved from url=\(\d+\)\s*(\S+?)\s*-->|<!--\s*Page saved with SingleFile\s+url:\s*(\S+)", re.IGNORECASE
)


class Addresses:
    """Resolves the addresses of one page.

    given: what the user says they are relative to; base: the page's `base` element; page: its canonical address.
    saved: the page is a copy that a browser made, with its pictures beside it.
    """

    def __init__(self, given: str = "", base: str = "", page: str = "", saved: bool = False) -> None:
        known = next((one for one in (given, page) if _is_web(one)), "")
        self.base = (safely_joined(known, base) if known else base) if base and not saved else given or page
        self.base = self.base if _is_web(self.base) else ""
        self.page, self.saved = page, saved

    def link(self, address: str) -> str | None:
        """The address of a link, resolved; `#id` where it leads to a place of this page."""
        address = _BAD.sub("", address.strip()) if "\n" in address or "\t" in address else address.strip()
        if not address or len(address) > _LONGEST:
            return None
        if address.startswith("#"):
            return address
        whole = self._resolved(address)
        if self.page and "#" in whole and whole.partition("#")[0] == self.page.partition("#")[0]:
            return "#" + whole.partition("#")[2]
        return whole.replace(" ", "%20")

    def picture(self, address: str) -> str | None:
        """The address of a picture, resolved unless it is a file beside the page."""
        address = address.strip().replace("\n", "").replace("\t", "")
        if address.lower().startswith("data:"):
            return address
        if (
            not address
            or len(address) > _LONGEST
            or address.lower().startswith(("javascript:", "blob:", "about:", "chrome"))
        ):
            return None
        if is_beside_page(address) or (self.saved and not _SCHEME.match(address) and not address.startswith("/")):
            return address
        return self._resolved(address)

    def _resolved(self, address: str) -> str:
        if address.startswith("//"):
            return f"{self.base.partition(':')[0].lower() or 'https'}:{address}"
        if _SCHEME.match(address) or not self.base:
            return address
        return safely_joined(self.base, address)


def _is_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def safely_joined(base: str, address: str) -> str:
    """An address resolved, or as it is where it is none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def host_of(address: str) -> str:
    """The host an address names; empty where it names none, or is no address."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def saved_from(source: str) -> str | None:
    """The address that a browser noted in the copy it saved; empty where it noted none, None where this is no such copy."""
    found = _SAVED_FROM.search(source[:4000])
    if not found:
        return None
    address = found[1] or found[2] or ""
    return address if _is_web(address) else ""
