"""The house: imports run one way, and every module has one job and a line that says it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import exporter

ROOT = Path(exporter.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))

# A part may import the parts before it on this list, itself, and nothing after it.
ORDER = [
    ("model",),
    ("errors", "uninterrupted"),
    ("report", "walk", "grid", "resources", "installed", "patterns", "colours", "collecting", "wordtext"),
    ("limits",),
    ("canonical", "theme", "labels", "pictures"),
    ("checks",),
    ("readers",),
    ("backends",),
    ("writing", "proof"),
    ("registry",),
    ("pipeline",),
    ("console",),
    ("cli",),
    ("__main__",),
]
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}
FREE = {"__init__", "contract"}  # the door imports lazily; the contract is for tests


def part_of(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "exporter":
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= names if node.module == "exporter" else {node.module}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("exporter.")}
    return {module for module in found if module != "exporter.__version__"}


def dotted(path: Path) -> str:
    return ".".join(("exporter", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_run_one_way(path: Path) -> None:
    here = part_of(dotted(path))
    if here in FREE:
        return
    for module in imports(path):
        there = part_of(module)
        assert RANK[there] <= RANK[here], f"{dotted(path)} imports {module}"


@pytest.mark.parametrize("kind", ["backends", "readers"])
def test_backends_and_readers_do_not_know_each_other(kind: str) -> None:
    for path in (ROOT / kind).rglob("*.py"):
        own = dotted(path).split(".")[2:3]
        for module in imports(path):
            parts = module.split(".")
            if kind == "backends" and parts[1] == "backends" and len(parts) > 2 and parts[2].islower():
                assert parts[2:3] == own, f"{dotted(path)} imports {module}"
            assert not (kind == "backends" and parts[1] == "readers"), f"{dotted(path)} imports {module}"
            assert not (kind == "readers" and parts[1] == "backends"), f"{dotted(path)} imports {module}"


def test_ebooklib_is_imported_by_one_module_of_the_epub_backend() -> None:
    users = [dotted(path) for path in MODULES if "ebooklib" in imported_tops(path)]
    assert len(users) == 1
    assert users[0].startswith("exporter.backends.epub.")


def imported_tops(path: Path) -> set[str]:
    tops = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            tops |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            tops.add(node.module.split(".")[0])
    return tops


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_only_the_pipeline_touches_files(path: Path) -> None:
    if part_of(dotted(path)) in {"pipeline", "resources", "theme", "installed"}:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            assert name != "open", dotted(path)
            assert not name.endswith((".write_bytes", ".write_text")), dotted(path)


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_modules_say_what_they_are_for_and_stay_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source)), "no docstring"
    assert source.count("\n") <= 450
    assert not {"utils", "helpers", "common", "misc", "shared"} & set(path.with_suffix("").parts)
