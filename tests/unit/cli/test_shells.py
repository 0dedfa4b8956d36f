"""`export` in shells and make: there it is a builtin, too."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.unit.cli.running import environment


class TestTheBuiltinTrap:
    """In a shell, `export pdf x` sets variables and says nothing: what we show people must not fall into it."""

    @pytest.mark.parametrize("shell", ["sh", "bash"])
    def test_the_long_name_works_in_shells(self, shell: str, article: Path) -> None:
        done = subprocess.run(
            [shell, "-c", "exporter pdf article.md"], cwd=article.parent, env=environment(), check=False
        )
        assert done.returncode == 0
        assert (article.parent / "article.pdf").is_file()

    @pytest.mark.parametrize("shell", ["sh", "bash"])
    def test_env_reaches_the_script(self, shell: str, article: Path) -> None:
        subprocess.run([shell, "-c", "env export pdf article.md"], cwd=article.parent, env=environment(), check=True)
        assert (article.parent / "article.pdf").is_file()

    def test_the_trap_is_real(self, article: Path) -> None:
        subprocess.run(["sh", "-c", "export pdf article"], cwd=article.parent, env=environment(), check=True)
        assert not (article.parent / "article.pdf").exists()

    def test_in_a_make_recipe(self, article: Path) -> None:
        (article.parent / "Makefile").write_text("article.pdf: article.md\n\texporter pdf $< -o $@\n")
        subprocess.run(["make", "-s", "article.pdf"], cwd=article.parent, env=environment(), check=True)
        assert (article.parent / "article.pdf").is_file()

    def test_no_line_we_show_starts_with_the_builtin(self) -> None:
        root = Path(__file__).resolve().parents[3]
        shown = [root / "README.md", root / "Makefile", *sorted((root / "source").rglob("*.md"))]
        for path in shown:
            for line in path.read_text(encoding="utf-8").splitlines():
                assert not line.strip().lstrip("$@- ").startswith(("export pdf", "export docx", "export epub")), path
