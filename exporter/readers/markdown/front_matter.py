"""Front matter: what stands before a text between `---` (YAML) or `+++` (TOML) or as JSON; strings, lists and maps of them.

No value is anything but text: `1.10` stays 1.10, `no` stays no, a date stays as exact as it was written.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from msgspec import Struct

from exporter.model import Place
from exporter.patterns import pattern
from exporter.readers.markdown import plain_yaml
from exporter.readers.markdown.quoting import shortened
from exporter.report import Report

Value: TypeAlias = Any
"""A string, None, a list or a dict of these."""

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_LONGEST_JSON = 20_000
_KEY = pattern(r"([A-Za-z_][\w .-]{0,60}?)\s*:(?:\s+(.*))?$")
_BEGINS = pattern(r"(?:[ \t]*\n)+(?=(?:---|\+\+\+)[ \t]*\n[ \t]*[\w\"'-]+[ \t]*[:=])")
"""Blank lines before front matter, which then begins with a key."""
_ITEM = pattern(r"\s*-\s+(.*)$")


class FrontMatter(Struct):
    """What was found: its data, and how many lines it takes at the start of the text (0: there is none)."""

    data: dict[str, Value] = {}
    lines: int = 0


def split(text: str, report: Report) -> FrontMatter:
    """The front matter of a text. What is broken is read line by line as far as it goes, with a notice."""
    begins = _BEGINS.match(text)
    if begins:
        under = split(text[begins.end() :], report)
        return FrontMatter(under.data, under.lines + begins[0].count("\n")) if under.lines else under
    first, _, _ = text.partition("\n")
    fence = first.rstrip()
    if text.startswith("% ") and (found := _pandoc(text)):
        return found
    if text.startswith("{") and (found := _json(text)):
        return found
    if fence not in _FENCES:
        return FrontMatter()
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines) if number and line.rstrip() in _FENCES[fence]), 0)
    if not end:
        return FrontMatter()
    inner = lines[1:end]
    data = _yaml(inner, report) if fence == "---" else _toml(inner, report)
    return FrontMatter(data, end + 1) if data is not None else FrontMatter()


def _pandoc(text: str) -> FrontMatter | None:
    """Pandoc's lines `% title`, `% author; author`, `% date` at the very start, with a blank line after them."""
    lines = text.split("\n", 12)
    end = next((number for number, line in enumerate(lines) if not line.startswith(("%", " "))), 0)
    if not end or lines[end].strip():
        return None
    parts: list[str] = []
    for line in lines[:end]:
        if line.startswith("%"):
            parts.append(line[1:].strip())
        else:
            parts[-1] += f"; {line.strip()}" if len(parts) == 2 else f" {line.strip()}"
    if len(parts) > 3:
        return None
    authors: Value = [name.strip() for name in parts[1].split(";") if name.strip()] if len(parts) > 1 else []
    named = zip(("title", "author", "date"), (parts[0], authors, *parts[2:]), strict=False)
    return FrontMatter({key: value for key, value in named if value}, end)


def _json(text: str) -> FrontMatter | None:
    """Hugo's front matter in JSON: an object at the very start that says what every article has, and a line end after it."""
    if not re.match(r'\{\s*"', text) or not re.search(
        r'"(?:title|date|author|description|draft)"\s*:', text[:_LONGEST_JSON]
    ):
        return None
    import json

    try:
        data, end = json.JSONDecoder().raw_decode(text)
        if not isinstance(data, dict) or text[end : text.find("\n", end) if "\n" in text[end:] else None].strip():
            return None
        return FrontMatter({key: _text(value) for key, value in data.items()}, text.count("\n", 0, end) + 1)
    except (ValueError, RecursionError):
        return None


def _yaml(lines: list[str], report: Report) -> dict[str, Value] | None:
    plain = plain_yaml.loaded(lines)
    if plain is not None:
        return plain
    import yaml

    try:
        data = yaml.load("\n".join(lines), Loader=_loader())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return _salvaged(lines, getattr(error, "problem", None) or str(error), mark.line + 2 if mark else 1, report)
    except (
        ValueError,
        RecursionError,
        TypeError,
        AttributeError,
        LookupError,
    ) as error:  # a tag the value does not fit
        return _salvaged(lines, str(error), 1, report)
    if data is None:
        return {}
    return data if isinstance(data, dict) else None


def _loader() -> Any:
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    null = "tag:yaml.org,2002:null"
    resolvers = {
        start: [(tag, pattern) for tag, pattern in found if tag == null]
        for start, found in base.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self: Any, node: Any, deep: bool = False) -> dict[str, Any]:
        """A map by words: a key may be null too."""
        return {str(key): value for key, value in base.construct_mapping(self, node, deep).items()}

    own = {"yaml_implicit_resolvers": resolvers, "construct_mapping": construct_mapping}
    return type("_StringLoader", (base,), own)


def _toml(lines: list[str], report: Report) -> dict[str, Value] | None:
    import tomllib

    try:
        return {key: _text(value) for key, value in tomllib.loads("\n".join(lines)).items()}
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"\(at line (\d+)", str(error))
        what = re.sub(r"\s*\(at .*\)", "", str(error))
        return _salvaged(
            [re.sub(r"^([\w-]+)\s*=\s*", r"\1: ", line) for line in lines],
            what,
            int(found[1]) + 1 if found else 1,
            report,
        )


def _text(value: Any) -> Value:
    if isinstance(value, dict):
        return {key: _text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_text(inner) for inner in value]
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _salvaged(lines: list[str], why: str, line: int, report: Report) -> dict[str, Value] | None:
    """Broken front matter, read line by line: `key: value` and the `- item`s under it. None where no line is like that."""
    data: dict[str, Value] = {}
    left: list[str] = []
    last = ""
    for text in lines:
        if found := _KEY.match(text):
            last = found[1]
            data[last] = _unquoted(found[2] or "")
        elif last and (item := _ITEM.match(text)):
            before = data[last]
            data[last] = [*(before if isinstance(before, list) else [before] if before else []), _unquoted(item[1])]
        elif last and text.startswith((" ", "\t")) and isinstance(data[last], str):
            data[last] = f"{data[last]} {text.strip()}".strip()
        elif text.strip() and not text.lstrip().startswith("#"):
            left.append(text.strip())
    if not data:
        return None
    report.warn(
        "front-matter",
        f"broken front matter ({why}), read line by line",
        place=Place(line),
        hint="put quotes around the value",
    )
    for text in left:
        report.warn("front-matter", f"dropped a line of the front matter: {shortened(text)}", place=Place(line))
    return data


def _unquoted(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
