"""Where words may break."""

from __future__ import annotations

import pytest

from exporter.backends.pdf.breaks import BETWEEN, HERE, NOWHERE, SOFT, joint, parts


def cut(text: str) -> list[str]:
    return [part for part, _ in parts(text)]


def test_plain_words_stay_whole() -> None:
    assert parts("word") == [("word", NOWHERE)]


def test_hyphens_dashes_slashes_and_their_like() -> None:
    assert parts("well-known") == [("well-", HERE), ("known", NOWHERE)]
    assert cut("and/or") == ["and/", "or"]
    assert parts("soft\u00adly") == [("soft", SOFT), ("ly", NOWHERE)]
    assert cut("-1") == ["-1"]


def test_chinese_breaks_between_characters_but_not_before_a_full_stop() -> None:
    assert cut("你好，世界。") == ["你", "好，", "世", "界。"]
    assert cut("「你好」HTAP平台") == ["「你", "好」", "HTAP", "平", "台"]


def test_japanese_small_kana_and_long_marks_stay_with_what_is_before() -> None:
    assert cut("ユーザー") == ["ユー", "ザー"]
    assert cut("ちょっと") == ["ちょっ", "と"]


def test_korean_breaks_between_syllables() -> None:
    assert cut("모든") == ["모", "든"]
    assert cut("\u1106\u1169\u1103\u1173\u11ab") == ["\u1106\u1169", "\u1103\u1173\u11ab"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ໃນການ", ["ໃນການ"]),
        ("လူခပ်သိမ်း၏", ["လူ", "ခပ်", "သိမ်း", "၏"]),
        ("སྔོན་བརྗོད།", ["སྔོན་", "བརྗོད།"]),
        ("ሰው፡ልጅ፡", ["ሰው፡", "ልጅ፡"]),
        ("សេចក្ដី", ["សេច", "ក្ដី"]),
    ],
)
def test_scripts_without_spaces_break_between_syllables(text: str, pieces: list[str]) -> None:
    assert cut(text) == pieces


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ใช้Wi-Fiฟรีแล้ว", ["ใช้", "Wi-", "Fi", "ฟรี", "แล้ว"]),
        ("ช้าๆและ(เบาๆ)", ["ช้าๆ", "และ", "(เบาๆ)"]),
        ("กรุงเทพฯและ", ["กรุงเทพฯ", "และ"]),
        ("พ.ศ.๒๕๖๘", ["พ.ศ.๒๕๖๘"]),
        ("ส.ส.", ["ส.ส."]),
    ],
)
def test_thai_breaks_between_words_also_beside_other_scripts(text: str, pieces: list[str]) -> None:
    assert cut(text) == pieces


def test_where_the_source_says_so_only_there() -> None:
    assert cut("ភាព\u200bសេរី") == ["ភាព", "សេរី"]


@pytest.mark.parametrize("text", ["ทุกคน", "မြန်မာ", "ខ្មែរ", "日本語", "한국어", "བོད་ཡིག", "a-b/c—d\u200be\u00adf"])
def test_nothing_is_lost(text: str) -> None:
    assert "".join(cut(text)) == text.replace("\u200b", "").replace("\u00ad", "")


def test_a_break_that_is_asked_for_is_one_whatever_stands_there() -> None:
    assert cut("call(\u200bargument\u200b)") == ["call(", "argument", ")"]
    assert cut("「\u200b日本」") == ["「", "日", "本」"]
    assert next(after for _, after in parts("日\u200b本")) == BETWEEN


def test_lines_are_stretched_between_square_characters_only() -> None:
    assert parts("平台HTAP") == [("平", BETWEEN), ("台", BETWEEN), ("HTAP", NOWHERE)]
    assert parts("모든")[0] == ("모", HERE)


def test_runs_meet_as_their_characters_do() -> None:
    assert joint("链接", "文字") == BETWEEN
    assert joint("链接", "。") == NOWHERE
    assert joint("「", "文") == NOWHERE
