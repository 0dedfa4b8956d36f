"""Words as they are compared: what differs between formats without meaning anything is taken away."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

# Han, kana and the like are written without spaces: each sign is a word.
_SIGNS = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_SIGNS}]|[^\W_{_SIGNS}]+|[^\s]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufffe\x00-\x08]")
_ALIKE = str.maketrans({"\u2011": "-", "\u2010": "-", "\u00a0": " ", "\u202f": " "})


def words(text: str) -> list[str]:
    """The words and signs of a text, composed (NFC), without soft hyphens and marks of direction."""
    return _WORD.findall(unicodedata.normalize("NFC", _UNSEEN.sub("", text).translate(_ALIKE)))


def is_sign(word: str) -> bool:
    """Whether a word is punctuation, a symbol or a number: what a layout may add at the edges of a text."""
    return not any(char.isalpha() for char in word)


_HOST = "@:[]!$&'()*+,;=~"


def address(target: str) -> str:
    """An address as it is compared: percent-encoding and the case of scheme and host do not matter (RFC 3986, 6.2.2)."""
    try:
        parts = urlsplit(target.strip())
        host = unquote(parts.netloc).lower()
        ascii_host = quote(host, safe=_HOST) if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        return target
    plain = unquote(target[target.find(parts.netloc) + len(parts.netloc) :] if parts.netloc else target.strip())
    path = quote(plain, safe="/?#[]@!$&'()*+,;=:%~")
    return f"{parts.scheme.lower()}://{ascii_host}{path or '/'}" if parts.netloc else path
