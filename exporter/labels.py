"""The words an export prints that are not the article's own ("Key takeaways", "Page 1 of 2"), by language.

One TOML file a language in assets/labels, named by its BCP 47 tag; what a file leaves out is English.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec
from msgspec import Struct

from exporter import resources
from exporter.uninterrupted import uninterrupted

_ALIASES = {"no": "nb", "zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant"}


class Labels(Struct, frozen=True, forbid_unknown_fields=True):
    """The printed words of one language. `{...}` stands for what is put in.

    labelled: a label with what it names ("Source: Example"); the text comes last.
    months_alone: the months where no day stands before them ("июнь 2024" beside "25 июня 2024"); none: as in `months`.
    first_day: how a date writes the first of a month ("1er juin 2024").
    """

    language: str
    untitled: str
    takeaways: str
    by: str
    published: str
    updated: str
    source: str
    rights: str
    related: str
    notes: str
    note: str
    contents: str
    cover: str
    back: str
    figure: str
    table: str
    equation: str
    page: str
    continued: str
    picture_missing: str
    done: str
    to_do: str
    tip: str
    important: str
    warning: str
    caution: str
    note_callout: str
    quote_open: str
    quote_close: str
    accessible: str
    pictures_unspoken: str
    months: tuple[str, ...]
    date: str
    month_of_year: str
    labelled: str
    months_alone: tuple[str, ...] = ()
    first_day: str = "1"

    def callout(self, kind: str) -> str:
        """The name of a kind of callout."""
        return str(getattr(self, "note_callout" if kind == "note" else kind))

    def introduced(self, label: str) -> str:
        """A label as it stands before what it names: "Source: ", « Source : »."""
        return self.labelled.format(label=label, text="")

    def day(self, date: str) -> str:
        """An ISO date as people write it, as exact as it is given: a year, a month or a day."""
        year, _, rest = date[:10].partition("-")
        if not rest:
            return year
        month, _, day = rest.partition("-")
        months = self.months if day else self.months_alone or self.months
        name = months[int(month) - 1] if 1 <= int(month) <= 12 else month
        if not day:
            return self.month_of_year.format(month=name, year=year)
        return self.date.format(day=self.first_day if int(day) == 1 else int(day), month=name, year=year)


@lru_cache(maxsize=64)
def labels(lang: str | None) -> Labels:
    """The words for a BCP 47 tag: the nearest there are (zh-Hant-TW, zh-Hant, zh), English where there are none."""
    words = _words("en")
    parts = (lang or "en").replace("_", "-").split("-")
    known = {name.lower(): name for name in resources.names("labels", ".toml")}
    for length in range(len(parts), 0, -1):
        tag = "-".join(parts[:length]).lower()
        if name := known.get(_ALIASES.get(tag, tag)):
            words = {**words, **_words(name)}
            break
    with uninterrupted():  # see resources
        return msgspec.convert(words, Labels)


def _words(name: str) -> dict[str, object]:
    return resources.table(f"labels/{name}.toml")
