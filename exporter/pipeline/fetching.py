"""Pictures from the network, where the user asks for it (`--fetch`): https and http, public addresses only, bounded.

The address is looked up once, checked, and that very address is connected to: a name that answers otherwise the second
time (DNS rebinding) gains nothing. Redirects are followed a few times, each checked alike. No cookies, no proxies.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from msgspec import Struct

SECONDS = 20
"""For one picture in all, redirects included."""
REDIRECTS = 5
_CHUNK = 65536
_MOVED = frozenset({301, 302, 303, 307, 308})


class NotFetched(Exception):
    """Why an address gave nothing; the message completes "the picture X is not fetched: ..."."""


class Fetcher(Struct, frozen=True):
    """Gets files from the network. `largest`: bytes; `private`: addresses of this machine and its own network may be asked."""

    largest: int
    seconds: float = SECONDS
    private: bool = False

    def get(self, url: str) -> bytes:
        """The bytes behind an address. Raises NotFetched."""
        ends = time.monotonic() + self.seconds
        for _ in range(REDIRECTS + 1):
            answer = self._asked(url, ends)
            if isinstance(answer, bytes):
                return answer
            url = urljoin(url, answer)
        raise NotFetched(f"more than {REDIRECTS} redirects")

    def _asked(self, url: str, ends: float) -> bytes | str:
        """One request: the body, or the address it leads on to."""
        try:
            parts = urlsplit(url)
            connection = self._connected(parts, ends)
        except (OSError, ValueError, UnicodeError) as error:
            raise NotFetched(_words(error)) from None
        try:
            connection.request("GET", _target(parts), headers={"Accept": "image/*", "User-Agent": "exporter"})
            return self._answer(connection.getresponse(), ends)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NotFetched(_words(error)) from None
        finally:
            connection.close()

    def _connected(self, parts: SplitResult, ends: float) -> http.client.HTTPConnection:
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise NotFetched("only http and https addresses are")
        name = parts.hostname.encode("idna").decode()
        port = parts.port or (443 if parts.scheme == "https" else 80)
        left = _left(ends)
        connection = http.client.HTTPConnection(name, port, timeout=left)
        raw = socket.create_connection((self._address(name, port), port), timeout=left)
        try:
            context = ssl.create_default_context() if parts.scheme == "https" else None
            connection.sock = context.wrap_socket(raw, server_hostname=name) if context else raw
        except BaseException:
            raw.close()
            raise
        return connection

    def _address(self, name: str, port: int) -> str:
        """The address to connect to. Every one the name has must be public, or none is asked."""
        found = [str(info[4][0]) for info in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]
        if not self.private and not all(_public(address) for address in found):
            raise NotFetched("it leads to a private address")
        return found[0]

    def _answer(self, response: http.client.HTTPResponse, ends: float) -> bytes | str:
        if response.status in _MOVED and (onward := response.getheader("Location")):
            return onward
        if response.status != 200:
            raise NotFetched(f"the server says {response.status} {response.reason}".strip())
        body = bytearray()
        while chunk := response.read1(_CHUNK):
            body += chunk
            if len(body) > self.largest:
                raise NotFetched(f"it is larger than {self.largest >> 20} MiB")
            _left(ends)
        return bytes(body)


def _public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    inner: Any = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (inner is None or inner.is_global)


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return path + (f"?{quote(parts.query, safe='%=&:@!$()*+,;/?~-._')}" if parts.query else "")


def _left(ends: float) -> float:
    if (left := ends - time.monotonic()) <= 0:
        raise NotFetched("it takes too long")
    return left


def _words(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it takes too long"
    return " ".join(str(getattr(error, "strerror", None) or error or type(error).__name__).split())[:120]
