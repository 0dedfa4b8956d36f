"""Words of ours in a book of somebody else's language: where there are none in it, theirs is named (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

from exporter.backends.epub.xhtml import attributes, element, escaped
from exporter.labels import Labels


def foreign(labels: Labels, lang: str | None) -> str | None:
    """The language of the labels, if a book in `lang` has to name it."""
    own, theirs = (tag.lower().partition("-")[0] for tag in (lang or "en", labels.language))
    return None if own == theirs or (own, theirs) == ("no", "nb") else labels.language


def printed(words: str, lang: str | None) -> str:
    """A label as XHTML; `lang` as `foreign` gives it."""
    said = escaped(words)
    return element("span", said, attributes(lang=lang, xml_lang=lang)) if lang and words.strip() else said
