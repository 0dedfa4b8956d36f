"""Late patterns do what compiled ones do, and each one there is can be compiled."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import exporter
from exporter import patterns
from exporter.patterns import pattern

ROOT = Path(exporter.__file__).parent
USERS = sorted(
    path for path in ROOT.rglob("*.py") if "from exporter.patterns import pattern\n" in path.read_text(encoding="utf-8")
)


def test_a_late_pattern_is_compiled_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []

    def noted(expression: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(expression)
        return re._compile(expression, flags)  # type: ignore[attr-defined, no-any-return]

    monkeypatch.setattr(patterns.re, "compile", noted)  # type: ignore[attr-defined]
    late = pattern("(a+)b", re.IGNORECASE)
    assert compiled == []
    assert [found[1] for found in late.finditer("aab AB")] == ["aa", "A"]
    assert late.sub("-", "aab c") == "- c"
    assert late.pattern == "(a+)b"
    assert late.flags & re.IGNORECASE
    assert compiled == ["(a+)b"]


def test_a_wrong_pattern_says_so_when_it_is_used() -> None:
    late = pattern("(")
    with pytest.raises(re.error, match="unterminated"):
        late.match("a")


@pytest.mark.parametrize("path", USERS, ids=lambda path: path.stem)
def test_every_pattern_compiles(path: Path) -> None:
    module = import_module(
        ".".join(("exporter", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
    )
    late = [value for value in vars(module).values() if isinstance(value, patterns._Late)]
    assert late
    for value in late:
        assert isinstance(re.compile(value.expression, value.options), re.Pattern)
