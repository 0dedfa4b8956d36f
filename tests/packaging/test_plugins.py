"""Somebody else's backend, really installed: the command appears by itself; a clash names both sides."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.packaging.wheels import ROOT, build, install, run

PLUGIN = ROOT / "tests" / "packaging" / "plain-text-backend"
ARTICLE = "# A title\n\nA paragraph.\n\n> A quotation.\n\n## Key takeaways\n\n- One\n"


@pytest.fixture(scope="module")
def plugged(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exporter with the plug-in installed beside it."""
    folder = tmp_path_factory.mktemp("plugged") / "site"
    shutil.copytree(site, folder)
    install(build(PLUGIN, tmp_path_factory.mktemp("plugin")), folder)
    return folder


def test_its_command_appears_by_itself(plugged: Path, tmp_path: Path) -> None:
    told = run("-m", "exporter", "--help", path=plugged, cwd=tmp_path).stdout
    assert "plain " in told
    assert "plain-text-backend" in told


def test_it_exports(plugged: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE)
    done = run("-m", "exporter", "plain", "a.md", path=plugged, cwd=tmp_path)
    assert done.returncode == 0
    assert (
        tmp_path / "a.plain.txt"
    ).read_text() == "A TITLE\n\nKey takeaways:\n\n- One\n\nA paragraph.\n\nA quotation.\n"
    assert "plain does not know Quote: its text is kept [unknown-node]" in done.stderr


def test_it_keeps_the_contract(plugged: Path, tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "from exporter.contract import BackendContract, sample\nfrom plain_text import backend as mine\n\n"
        "class TestIt(BackendContract):\n    backend = mine\n"
        "    def test_renders_everything(self):  # it knows three kinds of block and says so\n"
        "        assert self.render(sample.everything())\n"
    )
    done = run("-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py", path=plugged, cwd=tmp_path)
    assert done.returncode == 0, done.stdout


def test_it_is_short() -> None:
    assert len((PLUGIN / "plain_text.py").read_text(encoding="utf-8").splitlines()) < 100


def test_the_readme_shows_this_very_file() -> None:
    assert (PLUGIN / "plain_text.py").read_text(encoding="utf-8") in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_clash_names_both_distributions(plugged: Path, tmp_path: Path) -> None:
    other = tmp_path / "other_pdf-1.0.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: other-pdf\nVersion: 1.0\n")
    (other / "entry_points.txt").write_text("[exporter.backends]\npdf = other:backend\n")
    done = run("-c", "import sys; sys.path.append('.'); from exporter.cli import run; sys.exit(run(['pdf', 'x.md']))",
               path=plugged, cwd=tmp_path)  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.strip() == (
        "exporter: two distributions provide a backend 'pdf': article-exporter and other-pdf; uninstall one of them"
    )


def test_a_backend_that_fails_is_named(plugged: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken-1.0.dist-info"
    broken.mkdir()
    (broken / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (broken / "entry_points.txt").write_text("[exporter.backends]\nbroken = broken:backend\n")
    (tmp_path / "broken.py").write_text(
        "from exporter import Backend\n\ndef render(article, context):\n    raise KeyError('x\\ny')\n\n"
        "backend = Backend('broken', '.broken', 'text/x-broken', 'Fails.', render)\n"
    )
    (tmp_path / "a.md").write_text(ARTICLE)
    done = run("-c", "import sys; sys.path.append('.'); from exporter.cli import run; sys.exit(run(['broken', 'a.md']))",
               path=plugged, cwd=tmp_path)  # fmt: skip
    assert done.returncode == 6
    assert done.stderr.splitlines()[-1].startswith("exporter: a.md: the broken backend failed: KeyError:")
    assert not (tmp_path / "a.broken").exists()
