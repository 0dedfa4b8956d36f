"""Pictures from the network, where the user asks for it (`--fetch`): https and http, public addresses only, bounded.

The address is looked up once, checked, and that very address is connected to: a name that answers otherwise the second
time (DNS rebinding) gains nothing. Redirects are followed a few times, each checked alike. No cookies, no proxies.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import time
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from msgspec import Struct

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SECONDS = 20
"""For one picture in all, redirects included; the system's looking up of a name is not cut short."""
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
            url = answer
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
            answer = self._answer(connection.getresponse(), ends)
            return answer if isinstance(answer, bytes) else urljoin(url, answer)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NotFetched(_words(error)) from None
        finally:
            connection.close()

    def _connected(self, parts: SplitResult, ends: float) -> http.client.HTTPConnection:
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise NotFetched("only http and https addresses are")
        name = parts.hostname.encode("idna").decode()
        port = parts.port or (443 if parts.scheme == "https" else 80)
        connection = http.client.HTTPConnection(name, port)
        connection.response_class = partial(_Response, ends=ends)  # type: ignore[assignment]
        raw = socket.create_connection((self._address(name, port), port), timeout=_left(ends))
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


class _Response(http.client.HTTPResponse):
    """An answer of which every line has to come in time, its head and what it is cut into included."""

    def __init__(self, sock: socket.socket, *given: Any, ends: float, **named: Any) -> None:
        super().__init__(sock, *given, **named)
        self.fp.close()
        self.fp = io.BufferedReader(_InTime(sock, ends))


class _InTime(io.RawIOBase):
    """What comes from a socket until the time for it is over, however little comes at once."""

    def __init__(self, sock: socket.socket, ends: float) -> None:
        self._sock, self._ends = sock, ends
        self._file = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        self._sock.settimeout(_left(self._ends))
        return self._file.readinto(buffer)

    def close(self) -> None:
        self._file.close()
        super().close()


def _public(address: str) -> bool:
    """Whether an address is one of the whole network: so is what it stands for, where it carries an older one inside."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or _translated(found)
        if inner is None:
            return found in _UNICAST and found.is_global
        found = inner
    return found.is_global and not found.is_multicast


_UNICAST = ipaddress.ip_network("2000::/3")
"""All that is given out for the whole network (RFC 4291, 2.4); Python takes some of what is not for global."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""The addresses of version 4, in networks that have version 6 only (RFC 6052)."""


def _translated(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None


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
