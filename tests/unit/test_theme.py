"""Themes: one says what differs from another; what is no theme is told in one line."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from exporter import resources
from exporter.errors import UnknownName, UsageError
from exporter.labels import Labels, labels
from exporter.theme import load_theme, names


def relative_luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", names())
def test_built_in_themes_are_readable(name: str) -> None:
    colours = load_theme(name).colours
    for ground in ("#ffffff", colours.tint):
        for ink in (colours.text, colours.muted, colours.accent, colours.link):
            assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("name", names())
def test_files_a_theme_names_are_there(name: str) -> None:
    theme = load_theme(name)
    for font in (theme.fonts.text, theme.fonts.label, theme.fonts.code):
        for face in (font.regular, font.italic, font.bold, font.bold_italic):
            assert theme.asset(face)[:4] in (b"\0\1\0\0", b"OTTO", b"true")


def test_a_chain_of_themes(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('extends = "brief"\n[colours]\naccent = "#000000"\n')
    (tmp_path / "b.toml").write_text('extends = "a.toml"\n[colours]\nlink = "#111111"\n')
    theme = load_theme(tmp_path / "b.toml")
    assert (theme.name, theme.colours.accent, theme.colours.link) == ("b", "#000000", "#111111")
    assert theme.page == load_theme().page


def test_what_a_theme_takes_over_lies_where_it_is_said(tmp_path: Path) -> None:
    house, client = tmp_path / "house", tmp_path / "client"
    (house / "more").mkdir(parents=True)
    client.mkdir()
    (house / "logo.png").write_bytes(b"house")
    (house / "mark.png").write_bytes(b"house")
    (client / "mark.png").write_bytes(b"client")
    (house / "t.toml").write_text('extends = "brief"\n[fonts]\nfolder = "more"\n')
    (client / "u.toml").write_text('extends = "../house/t.toml"\n')
    (client / "t.toml").write_text('extends = "u.toml"\n')  # of the same name as the first: another one
    theme = load_theme(client / "t.toml")
    assert (theme.asset("logo.png"), theme.asset("mark.png")) == (b"house", b"client")
    assert Path(theme.fonts.folder).samefile(house / "more")
    with pytest.raises(UsageError, match="which is not there"):
        theme.asset("a\0b.png")


@pytest.mark.parametrize("name", ["a\0b", "a\ud800.toml", "x" * 300 + ".toml"])
def test_names_that_cannot_be(name: str) -> None:
    with pytest.raises(UsageError, match="cannot read the theme"):
        load_theme(name)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('extends = "brief"\n[colours]\naccent = "red"\n', "colours.accent"),
        ('extends = "brief"\n[colours]\nacccent = "#000000"\n', "acccent"),
        ('extends = "nope"\n', "there is no theme 'nope'"),
        ('extends = "other.toml"\n', "other.toml: there is no such theme file"),
        ('extends = "x.toml"\n', "extends itself: "),
        ("a = " + "[" * 5000, "cannot read the theme"),
        ('extends = "brief"\n[page]\ntop_mm = 250\n', "x.toml: the margins leave less than 60 mm of the A4 page"),
        ('extends = "brief"\n[fonts]\nfolder = "gone"\n', "x.toml: the folder of fonts 'gone' is not there"),
        ("not toml", "cannot read the theme"),
    ],
)
def test_what_is_no_theme(content: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(content)
    with pytest.raises(UsageError) as caught:
        load_theme(path)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_name() -> None:
    with pytest.raises(UnknownName, match="built in: brief"):
        load_theme("nope")


def test_assets_of_a_theme_stay_in_its_folder(tmp_path: Path) -> None:
    inner = tmp_path / "in"
    inner.mkdir()
    (tmp_path / "secret.ttf").write_bytes(b"x")
    (inner / "t.toml").write_text('extends = "brief"\n')
    with pytest.raises(UsageError, match="which is not there"):
        load_theme(inner / "t.toml").asset("../secret.ttf")


@pytest.mark.parametrize("name", resources.names("labels", ".toml"))
def test_labels_are_whole(name: str) -> None:
    words, english = labels(name), labels("en")
    assert words.language == name
    assert len(words.months) == 12
    assert len(words.months_alone) in (0, 12)
    assert words.day("2024-06-25") != words.day("2024-07-25") != ""
    for field in set(Labels.__struct_fields__) - {"months_alone"}:
        said = getattr(words, field)
        assert said, field
        if isinstance(said, str):
            assert placeholders(said) == placeholders(getattr(english, field)), field


def placeholders(pattern: str) -> list[str]:
    """The names in braces, whatever order a language has them in."""
    return sorted(name for _, name, _, _ in Formatter().parse(pattern) if name is not None)


@pytest.mark.parametrize(
    ("date", "shown"), [("2024", "2024"), ("2024-06", "June 2024"), ("2024-06-25T08:30:00Z", "25 June 2024")]
)
def test_dates_are_as_exact_as_they_are_given(date: str, shown: str) -> None:
    assert labels("en").day(date) == shown


@pytest.mark.parametrize(
    ("lang", "day", "month"),
    [
        ("de", "25. Juni 2024", "Juni 2024"),
        ("es", "25 de junio de 2024", "junio de 2024"),
        ("hu", "2024. június 25.", "2024. június"),
        ("ru", "25 июня 2024", "июнь 2024"),
        ("zh", "2024年6月25日", "2024年6月"),
        ("ko", "2024년 6월 25일", "2024년 6월"),
    ],
)
def test_dates_are_as_the_language_writes_them(lang: str, day: str, month: str) -> None:
    assert labels(lang).day("2024-06-25") == day
    assert labels(lang).day("2024-06") == month


def test_the_first_of_a_month() -> None:
    assert labels("fr").day("2024-06-01") == "1er juin 2024"
    assert labels("fr").day("2024-06-11") == "11 juin 2024"
    assert labels("en").day("2024-06-01") == "1 June 2024"


def test_the_nearest_language_is_taken() -> None:
    assert labels("en-GB").language == "en"
    assert labels("tlh").language == "en"


@pytest.mark.parametrize(
    ("lang", "taken"),
    [
        ("zh-TW", "zh-Hant"),
        ("zh_HK", "zh-Hant"),
        ("zh-MO", "zh-Hant"),
        ("zh-Hant-TW", "zh-Hant"),
        ("zh-Hans-HK", "zh"),
        ("zh-CN", "zh"),
        ("no", "nb"),
        ("no-NO", "nb"),
        ("pt-br", "pt-BR"),
        ("pt-PT", "pt"),
    ],
)
def test_other_names_of_a_language(lang: str, taken: str) -> None:
    assert labels(lang).language == taken
