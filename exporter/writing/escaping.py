"""Words as Markdown reads them back: escaped lightly (what could be markup here) or wholly (all that could ever be)."""

from __future__ import annotations

import re

_LIGHT = re.compile(
    r"[\\`\[\]^~]"
    r"|\*"
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word it is no markup
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w+;)"
    r"|\{(?=[{%:])"
    r"|\$(?=[^\s\d])"
    r"|(?<![\w=])=(?==(?:[^\s=]|$))|(?<![\w%])%(?=%)"
    r"|:(?=//)|\bwww\.(?=\w)|(?<=[\w.+-])@(?=\w)"
)
_WHOLE = re.compile(r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~]")
_START = re.compile(
    r"(\s*)(?:(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|%(?=[ ])|\+{3}(?=\s|$)|[=:|{]|!{3}|\?{3}|-{2,}|—|–|―|Table(?=:)"
    r"|\((?=(?:@[\w-]*|[a-z]{1,8}|[A-Z]{1,8}|\d{1,9})\)\s))"
    r"|(\d{1,9}|\#(?=\.)|[A-Za-z]{1,8}(?=\))|[a-z](?=\.)|[ivxlcdm]{2,8})([.)])(?=\s|$))"
)
_EDGE = " \t\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_INNER = re.compile(r"[\n\t]| (?=\n)")


def text(value: str, *, whole: bool = False) -> str:
    """Words inside a line. Line ends and tabs in them are written as entities, so that they stay what they are."""
    pattern = _WHOLE if whole else _LIGHT
    escaped = pattern.sub(_escaped, value) if pattern.search(value) else value
    return _INNER.sub(_entity, escaped) if "\n" in escaped or "\t" in escaped else escaped


def _escaped(found: re.Match[str]) -> str:
    whole = found[0]
    return "\\" + whole if len(whole) == 1 else whole[:-1] + "\\" + whole[-1]


def _entity(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(c)};" for c in found[0])


def line(source: str) -> str:
    """A line of Markdown that begins a block: what would make it another block is escaped, spaces at its ends are kept."""
    source = edges(source)
    found = _START.match(source)
    if not found:
        return source
    if found[3]:
        return f"{found[1]}{found[3]}\\{source[found.end(3) :]}"
    at = found.start(2)
    if found[2] == "Table":
        return f"Table\\{source[found.end(2) :]}"
    if found[2] in ("—", "–", "―"):
        return source
    return f"{source[:at]}\\{source[at:]}"


def edges(source: str) -> str:
    """A line whose spaces at its ends are written so that they stay."""
    if not source or (source[0] not in _EDGE and source[-1] not in _EDGE):
        return source
    inner = source.strip(_EDGE)
    start = source[: len(source) - len(source.lstrip(_EDGE))]
    end = source[len(start) + len(inner) :]
    return f"{_entities(start)}{inner}{_entities(end)}"


def _entities(spaces: str) -> str:
    return "".join(f"&#{ord(c)};" for c in spaces)


def target(address: str) -> str:
    """A link's address: bare where it can be, else in angle brackets."""
    if address and re.fullmatch(r"[^\s<>()\\\[\]\"'*_`{}|$~^&]+(?:[_&][^\s<>()\\\[\]\"'*_`{}|$~^&;]+)*", address):
        return address
    escaped = re.sub(r"[\\<>|]|&(?=#?\w+;)", r"\\\g<0>", address)
    return f"<{escaped}>"


def quoted(words: str) -> str:
    """A title in double quotes."""
    escaped = re.sub(r'(["\\&`\[\]|])', r"\\\1", words)
    return f'"{escaped}"'
