"""Regular expressions that are compiled when they are first used.

A reader knows a hundred of them and an article needs a few: compiling all took longer than reading a short article.
"""

from __future__ import annotations

import re
from typing import Any, cast

_USES = (
    "match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split",
    "pattern", "flags", "groups", "groupindex", "scanner",
)  # fmt: skip


class _Late:
    """Stands for a compiled expression; from the first use on it has that one's methods as its own."""

    def __init__(self, expression: str, flags: int) -> None:
        self.expression, self.options = expression, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _USES:
            raise AttributeError(f"a pattern has no {name!r}")
        compiled = re.compile(self.expression, self.options)
        self.__dict__.update({use: getattr(compiled, use) for use in _USES})
        return getattr(compiled, name)


def pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, but not yet compiled: one that is wrong raises `re.error` when it is first used.

    Only its own methods may be used: `re.match(pattern, ...)` does not know it.
    """
    return cast("re.Pattern[str]", _Late(expression, flags))
