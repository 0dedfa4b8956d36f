"""Where links lead: inside the book, across its files, or to an address in a form that is valid (URL Standard)."""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin, urlsplit

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = re.compile(r"\[[0-9A-Fa-f:.]+\]|[^\s\"#%/:<>?@\[\\\]^`{|}\x00-\x20]+")
_KEPT = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_WITH_HOST = frozenset({"http", "https", "ftp", "ws", "wss"})


class Links:
    """Turns the targets of an article's links into addresses for one of the book's files.

    homes: the file each id stands in (empty: the book has one file).   base: the article's own address, if it has one.
    """

    def __init__(self, homes: dict[str, str], base: str | None) -> None:
        self.homes = homes
        self.base = base if base and re.match(r"https?://", base, re.IGNORECASE) else None

    def inside(self, name: str, here: str) -> str:
        """The address of an id, from the file `here`."""
        home = self.homes.get(name, here)
        return f"#{name}" if home == here else f"{home}#{name}"

    def outside(self, target: str) -> str | None:
        """A valid absolute address, or None where there is none: relative without a base, or broken."""
        if not _SCHEME.match(target):
            if not self.base:
                return None
            try:
                target = urljoin(self.base, target)
            except ValueError:
                return None
        return address(target)


def relative(target: str) -> bool:
    """Whether an address needs another one to mean something."""
    return not _SCHEME.match(target)


def address(target: str) -> str | None:
    """An absolute address with everything percent-encoded that has to be, or None where it is broken beyond that."""
    target = target.strip().replace("\\", "/") if target[:4].lower() == "http" else target.strip()
    try:
        parts = urlsplit(target)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    scheme, colon, rest = target.partition(":")
    if scheme.lower() not in _WITH_HOST:
        return f"{scheme}{colon}{_encoded(rest)}" if rest else None
    host = unquote(host or "")  # as browsers do (URL Standard, 3.5)
    if not host or not _HOST.fullmatch(f"[{host}]" if ":" in host else host):
        return None
    after = rest.partition(parts.netloc)[2]
    return f"{scheme}://{_authority(parts.netloc)}{_encoded(after)}"


def _authority(netloc: str) -> str:
    user, at, host = netloc.rpartition("@")
    return f"{_encoded(user)}{at}{unquote(host)}"


def _encoded(rest: str) -> str:
    """What follows a host or scheme: only the first # starts a fragment, % only before two hexadecimal digits."""
    before, hash_, fragment = _STRAY_PERCENT.sub("%25", rest).partition("#")
    return _quoted(before) + hash_ + _quoted(fragment)


def _quoted(words: str) -> str:
    return "".join(chr(b) if b in _KEPT or b == 0x25 else f"%{b:02X}" for b in words.encode())
