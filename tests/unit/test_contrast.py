"""A theme that writes too faintly is told of."""

from __future__ import annotations

from pathlib import Path

import exporter
from exporter import theme


def test_faint_colours_are_told(tmp_path: Path) -> None:
    path = tmp_path / "faint.toml"
    path.write_text('extends = "brief"\n[colours]\ntext = "#eeeeee"\nlink = "#777777"\n')
    report = exporter.Report()
    exporter.render(exporter.read(b"A title\n\nSome words.\n", reader="text"), "pdf", theme=path, report=report)
    assert [notice.message for notice in report if notice.code == "low-contrast"] == [
        "the theme's text colour #eeeeee on white has a contrast of 1.1:1",
        "the theme's link colour #777777 on white has a contrast of 4.4:1",
        "the theme's text colour #eeeeee on the tint has a contrast of 1.0:1",
    ]


def test_the_built_in_themes_are_readable() -> None:
    for name in theme.names():
        report = exporter.Report()
        exporter.render(exporter.Article(), "docx", theme=name, report=report)
        assert not [notice for notice in report if notice.code == "low-contrast"]
