"""Figures, pull quotes and what players and tooltips put beside words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from exporter.model import Article, Blocks, Figure, Paragraph, PullQuote
from exporter.report import Report
from exporter.walk import text

Page = Callable[..., Article]


def test_a_word_beside_the_picture_of_a_figure_is_its_credit(blocks: Callable[[str], Blocks]) -> None:
    picture = "<div><div><img src=/a.jpg alt='The wall at noon'><span>North Light</span></div></div>"
    (figure,) = blocks(f"<figure>{picture}<div><figcaption>The wall</figcaption></div></figure>")
    assert isinstance(figure, Figure)
    assert (text(figure.caption), text(figure.credit)) == ("The wall", "North Light")


@pytest.mark.parametrize(
    ("captions", "caption"),
    [
        (
            "<figcaption>The wall</figcaption><figcaption><strong>Image Credits:</strong> Ada Quill</figcaption>",
            "The wall",
        ),
        ("<figcaption><strong>Image Credits:</strong> Ada Quill</figcaption>", ""),
    ],
)
def test_a_line_that_begins_with_image_credits_is_a_credit(
    blocks: Callable[[str], Blocks], captions: str, caption: str
) -> None:
    (figure,) = blocks(f"<figure><img src=/a.jpg alt=Wall>{captions}</figure>")
    assert isinstance(figure, Figure)
    assert (text(figure.caption), text(figure.credit)) == (caption, "Image Credits: Ada Quill")


def test_a_pull_quote_with_who_said_it_is_one(blocks: Callable[[str], Blocks]) -> None:
    (quote,) = blocks(
        "<blockquote><div class='Pullquote-pullquote'><div><div class='Pullquote-quote'>The wall will hold.</div>"
        "<div class='Pullquote-sourceWrapper'><div class='Pullquote-source'>Ben Oar</div>"
        "<div class='Pullquote-info'>Harbour master</div></div></div></div></blockquote>"
    )
    assert isinstance(quote, PullQuote)
    assert (text(quote.content), text(quote.attribution)) == ("The wall will hold.", "Ben Oar, Harbour master")


def test_what_plays_a_video_is_not_read(page: Page) -> None:
    player = (
        "<div class='Video-box'><img src=/v.jpg alt='The wall from the sea'>"
        "<span><div class='PlayButton-base'>watch it</div></span>"
        "<div class='Video-durationLine'><span>VIDEO</span><span>4:42</span></div><div class='Video-title'>A trip</div></div>"
    )
    found = text(page(between=player).body)
    assert "A trip" in found and "watch it" not in found and "4:42" not in found


@pytest.mark.parametrize(
    "tip",
    [
        "<template class=tip><div><p>Title of the paper</p></div></template>",
        "<span class='tooltip-content'><div>Title of the paper</div></span>",
        "<span role=tooltip><div>Title of the paper</div></span>",
    ],
)
def test_what_opens_over_words_does_not_break_their_sentence(page: Page, tip: str) -> None:
    found = page(
        between=f"<p>The paper is <span class=trigger> <a href=https://e.example/>here</a> {tip}</span>. It is short.</p>"
    )
    assert "The paper is here. It is short." in [text(block) for block in found.body if isinstance(block, Paragraph)]
    assert "Title of the paper" not in text(found.body)


def test_a_tooltip_left_out_is_told(page: Page, report: Report) -> None:
    page(between="<p>The paper is <span><a href=/p>here</a><span role=tooltip>Title of the paper</span></span>.</p>")
    (told,) = [notice.message for notice in report if notice.code == "tooltip-dropped"]
    assert "Title of the paper" in told


def test_the_heading_over_a_table_of_contents_goes_with_it(page: Page) -> None:
    contents = "".join(f"<li class=toc-item><a href=#s{n}>Section {n} of the paper</a></li>" for n in range(3))
    box = (
        f"<div class=box><div class=head><h4>Table of contents</h4></div><nav class=toc><ul>{contents}</ul></nav></div>"
    )
    assert "Table of contents" not in text(page(before=box).body)


def test_who_answers_somewhere_else_is_not_the_author(page: Page) -> None:
    reply = (
        "<div class='reply'><div class=content><a href=/u><span class=author>Cleo Strand</span></a> said so</div></div>"
    )
    assert page(after=f"<section class=mentions>{reply}</section>").authors == ()
