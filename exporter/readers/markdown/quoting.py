"""Quoting what was dropped in a notice, shortened: nobody should have to look for what is gone."""

from __future__ import annotations

from exporter.readers.markdown.elements import Element

_LONGEST = 80


def shortened(words: str, longest: int = _LONGEST) -> str:
    """Words on one line, cut where they are long."""
    plain = " ".join(words[: 4 * longest].split())
    cut = len(plain) > longest or len(words) > 4 * longest
    return plain[: longest - 1] + "…" if cut else plain


def start_tag(element: Element) -> str:
    """The start tag of an element, shortened."""
    attrs = "".join(f' {name}="{value}"' if value else f" {name}" for name, value in element.attrs.items())
    return shortened(f"<{element.tag}{attrs}>")
