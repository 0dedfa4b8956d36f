"""What every test may use: golden files, rewritten by `pytest --update-golden`; and one profile for generated articles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long drawing an article takes says how busy the machine is, not whether the code is right.
settings.register_profile(
    "articles", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("articles")

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """One option of ours."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden(text, "sample/expected.epub.xml")`: the text is what the file below tests/golden holds."""

    def compare(text: str, name: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"no golden file {name}: look at the output, then run pytest --update-golden"
        assert text == path.read_text(encoding="utf-8"), f"{name} differs: git diff after pytest --update-golden"

    return compare
