"""An article of so many words to one PDF, in a process of its own: `python long.py WORDS` prints seconds and MiB as JSON.

The words are made up, and as frequent and as long as those of English prose: a few hundred again and again, thousands once
(G. K. Zipf, Human Behavior and the Principle of Least Effort, 1949). Repeating one real paragraph would flatter every cache.
With a file's name after the number, the article is written there as Typst markup instead.
"""

from __future__ import annotations

import itertools
import json
import random
import resource
import sys
import time
from pathlib import Path

import exporter
from exporter.model import Article, Heading, Paragraph, Text

_ONSETS = ["", *"bcdfghlmnprstvw" * 2, "ch", "pr", "sh", "st", "th", "tr"]
_VOWELS = [*"aaeeeiioou", "ea", "ou"]
_CODAS = ["", "", "", "", "", "n", "r", "s", "t", "l", "d", "nd", "ng", "st"]
_COMMON = "the of and to a in is that it was for on are as with his they at be this from have or by one had not but"


def vocabulary(chance: random.Random, size: int) -> list[str]:
    """Words by falling frequency: short ones first, as in English."""
    words = dict.fromkeys(_COMMON.split())
    while len(words) < size:
        syllables = 1 + (len(words) > 150) * chance.choices((0, 1, 2, 3), (4, 6, 3, 1))[0]
        parts = (chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS) for _ in range(syllables))
        words.setdefault("".join(parts))
    return list(words)


def sentences(count: int) -> list[str]:
    """So many words in sentences, always the same ones."""
    chance = random.Random(1949)
    known = vocabulary(chance, 12_000)
    weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(known))))
    drawn = chance.choices(known, cum_weights=weights, k=count)
    out, start = [], 0
    while start < count:
        end = start + chance.randint(8, 30)
        words = [word + "," * (chance.random() < 0.06) for word in drawn[start:end]]
        out.append(" ".join(words).rstrip(",").capitalize() + ".")
        start = end
    return out


def paragraphs(count: int) -> list[list[str]]:
    """The same in paragraphs of five sentences."""
    whole = sentences(count)
    return [whole[first : first + 5] for first in range(0, len(whole), 5)]


def article(count: int) -> Article:
    """The same as an article with a heading every twelve paragraphs."""
    body: list[Heading | Paragraph] = []
    for number, paragraph in enumerate(paragraphs(count)):
        if number % 12 == 0:
            body.append(Heading(level=2, content=(Text(paragraph[0][:48].rpartition(" ")[0]),)))
        body.append(Paragraph(content=(Text(" ".join(paragraph)),)))
    return Article(title=(Text("A long article"),), lang="en", body=tuple(body))


def typst(count: int) -> str:
    """The same as Typst markup."""
    out = ['#set text(lang: "en")', "#set par(justify: true)", "= A long article"]
    for number, paragraph in enumerate(paragraphs(count)):
        if number % 12 == 0:
            out.append("== " + paragraph[0][:48].rpartition(" ")[0])
        out.append(" ".join(paragraph))
    return "\n\n".join(out)


def main() -> None:
    count = int(sys.argv[1])
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(typst(count), encoding="utf-8")
        return
    made = article(count)
    exporter.render(article(200), "pdf")  # imports, fonts, hyphens
    start = time.process_time()
    exporter.render(made, "pdf")
    seconds = time.process_time() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "mebibytes": most}))


if __name__ == "__main__":
    main()
