"""Build hook: a wheel brings the tables of assets/ (TOML, for people) as one JSON file too, which is read in a moment.

Parsing the TOML took 5 to 10 ms of every run. `exporter.resources.table` reads either; a checkout has only the TOML.
"""

from __future__ import annotations

import json
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TablesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds exporter/assets/tables.json: {"themes/brief.toml": {...}, ...}."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the file where the builder is to take it from; an editable install gets none, its TOML may change."""
        if version == "editable":
            return
        self.folder = tempfile.TemporaryDirectory()
        made = Path(self.folder.name, "tables.json")
        made.write_text(json.dumps(tables(Path(self.root, "assets")), ensure_ascii=False), encoding="utf-8")
        build_data["force_include"][str(made)] = "exporter/assets/tables.json"

    def finalize(self, version: str, _build_data: dict[str, Any], _artifact_path: str) -> None:
        """Remove what was made for the build."""
        if version != "editable":
            self.folder.cleanup()


def tables(assets: Path) -> dict[str, dict[str, Any]]:
    """Every table by its path inside assets/."""
    return {
        path.relative_to(assets).as_posix(): tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(assets.rglob("*.toml"))
    }
