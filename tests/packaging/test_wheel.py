"""What is shipped: the whole of assets/, and a package that works far from its checkout."""

from __future__ import annotations

import json
import re
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path

from tests.packaging.wheels import ROOT, build, run

ARTICLE = "# A title\n\nA paragraph.\n"


def test_wheel_and_assets_agree(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        shipped = {
            name.removeprefix("exporter/assets/") for name in archive.namelist() if name.startswith("exporter/assets/")
        }
    there = {path.relative_to(ROOT / "assets").as_posix() for path in (ROOT / "assets").rglob("*") if path.is_file()}
    assert shipped == there | {"tables.json"}


def test_the_tables_of_the_wheel_are_those_of_the_checkout(wheel: Path, site: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tables = json.loads(archive.read("exporter/assets/tables.json"))
    there = {path.relative_to(ROOT / "assets").as_posix(): path for path in (ROOT / "assets").rglob("*.toml")}
    assert tables == {name: tomllib.loads(path.read_text(encoding="utf-8")) for name, path in there.items()}
    code = "from exporter.resources import table; print(table('themes/brief.toml') == table('themes/brief.toml'), end=' ');"
    code += "import sys; print('tomllib' in sys.modules)"
    assert run("-c", code, path=site, cwd=tmp_path).stdout == "True False\n"
    assert run("-c", code, path=ROOT, cwd=tmp_path).stdout == "True True\n"


def test_the_wheel_holds_the_code_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
        names = set(archive.namelist())
    assert {top for top in tops if not top.endswith(".dist-info")} == {"exporter"}
    assert "exporter/py.typed" in names
    code = {path.relative_to(ROOT).as_posix() for path in (ROOT / "exporter").rglob("*.py")}
    assert code <= names


def test_the_sources_have_all_that_make_and_the_readme_name(tmp_path: Path) -> None:
    sdist = build(ROOT, tmp_path, "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    there = tmp_path / sdist.name.removesuffix(".tar.gz")
    for target in ("all", "test", "audit"):
        done = subprocess.run(["make", "-n", target], cwd=there, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    readme = (there / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"(?:\]\(|src=\")(?!http)([^)\"#]+)", readme)
    assert links
    assert [link for link in links if not (there / link).is_file()] == []
    assert (there / ".ci" / "run").is_file()


def test_every_font_comes_with_its_licence() -> None:
    for folder in (ROOT / "assets" / "fonts").iterdir():
        assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8").upper()


def test_the_wheel_works_outside_the_checkout(site: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE)
    where = run("-c", "import exporter; print(exporter.__file__)", path=site, cwd=tmp_path)
    assert where.stdout.startswith(str(site))
    done = run("-m", "exporter", "all", "a.md", path=site, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "") or "remark" in done.stderr
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".docx", ".epub", ".md", ".pdf"]


def test_wheel_and_checkout_write_the_same_bytes(site: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE)
    run("-m", "exporter", "all", "a.md", "-o", "wheel/", path=site, cwd=tmp_path)
    run("-m", "exporter", "all", "a.md", "-o", "checkout/", path=ROOT, cwd=tmp_path)
    for path in (tmp_path / "wheel").iterdir():
        assert path.read_bytes() == (tmp_path / "checkout" / path.name).read_bytes()
