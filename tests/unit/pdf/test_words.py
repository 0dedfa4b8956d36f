"""Thai is cut between words."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.backends.pdf.words import segments
from exporter.model import Article, Paragraph, Text

THAI = "".join(chr(code) for code in range(0x0E01, 0x0E5C) if unicodedata.name(chr(code), ""))


@pytest.mark.parametrize(
    "words",
    [
        "เด็กๆ|ก็|วิ่ง|ออก|มา|เล่น|น้ำ",
        "เธอ|อ่าน|หนังสือ|อยู่|ใต้|ต้นไม้|ทุก|เช้า",
        "รถไฟ|สาย|ใหม่|จะ|เปิด|ใช้|ภายใน|เจ็ด|ปี",
    ],
)
def test_sentences(words: str) -> None:
    assert segments(words.replace("|", "")) == words.split("|")


@pytest.mark.parametrize("word", ["โรงพยาบาล", "หนังสือ", "อย่างไรก็ตาม", "จังหวัด", "๑๒๓๔๕๖๗๘๙๐", "ๆ", "ก", "ฯลฯ"])
def test_one_word_stays_whole(word: str) -> None:
    assert segments(word) == [word]


def test_no_word_has_but_one_letter() -> None:
    assert all(len(word) > 1 for word in segments("คณะกรรมการอนุมัติงบประมาณของโครงการ"))


@given(st.text(THAI, min_size=1, max_size=40))
def test_nothing_is_lost_and_no_syllable_is_torn(text: str) -> None:
    found = segments(text)
    assert "".join(found) == text
    assert all(unicodedata.category(word[0]) != "Mn" and word[0] not in "ะาำๅๆฯ" for word in found[1:])
    assert all(word[-1] not in "เแโใไ" for word in found[:-1])


def test_lines_end_between_words(render: Callable[..., bytes], words: Callable[[bytes], list[str]]) -> None:
    sentence = "รถไฟสายใหม่จะเปิดใช้ภายในเจ็ดปีเธออ่านหนังสืออยู่ใต้ต้นไม้ทุกเช้า"
    article = Article(title=(Text("A"),), body=(Paragraph((Text(sentence * 12),)),), lang="th")
    lines = [line for line in words(render(article))[0].splitlines() if len(line) > 20]
    ends = [segment[-4:] for segment in segments(sentence * 2)]
    assert len(lines) > 5
    assert all(any(line.endswith(end) for end in ends) for line in lines)
