"""A line the author ends, and a line of program text, end with a space in the structure: no two words are read as one."""

from __future__ import annotations

import pytest

import exporter
from exporter import Article, CodeBlock, Emphasis, Heading, LineBreak, Paragraph, Report, Text
from exporter.checks import prepared
from exporter.proof import verify


@pytest.mark.parametrize(
    "body",
    [
        Paragraph((Text("One two"), LineBreak(), Text("three"))),
        Heading((Text("One"), LineBreak(), Text("\u05d0\u05d1"), LineBreak(), Text("three"))),
        Paragraph((Text("One"), Emphasis((LineBreak(), Text("\u05d0\u05d1"))), LineBreak(), Text("three"))),
        CodeBlock("ruby\nmodule x\n\nend"),
        CodeBlock("x = 'a very long line of program text' + 'that goes on and on' + 'beyond the edge of the page'\ny"),
    ],
)
def test_words_on_two_lines_are_two(body: exporter.Block) -> None:
    article, report = Article(title=(Text("A"),), lang="en", body=(body,)), Report()
    assert verify(exporter.render(article, "pdf"), prepared(article, Report()), "pdf", report), list(report)
