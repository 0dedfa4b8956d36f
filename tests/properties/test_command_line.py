"""The short way to understand a command line says what Typer says, or nothing."""

from __future__ import annotations

from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from exporter.cli import commands, plain

SPELLINGS = [spelling for spellings in plain.SPELT.values() for spelling in spellings]
WORDS = st.one_of(
    st.sampled_from(["-", "--", "-x", "a.md", "out/", "none", "brief", "", "*.md", "--help", "-j", "3", " "]),
    st.sampled_from(SPELLINGS),
    st.sampled_from(["--output=out/", "-qv", "-oout", "--max-nodes", "--base-url", "--archival", "a-2a", "--jobs"]),
    st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=6),
)


@pytest.fixture(scope="module")
def pdf() -> Any:
    """The command `pdf` as Typer builds it."""
    return typer.main.get_command(commands.app(["pdf"])).commands["pdf"]  # type: ignore[attr-defined]


def as_typer_has_it(command: Any, arguments: list[str]) -> dict[str, Any]:
    parameters = dict(command.make_context("pdf", list(arguments)).params)
    return {name: list(value) if isinstance(value, (list, tuple)) else value for name, value in parameters.items()}


@given(arguments=st.lists(WORDS, max_size=7))
def test_what_is_understood_is_what_typer_understands(pdf: Any, arguments: list[str]) -> None:
    understood = plain.understood(arguments)
    if understood is None:
        return
    otherwise = as_typer_has_it(pdf, ["one.md"])  # what the command does where nothing is asked
    assert as_typer_has_it(pdf, arguments) == {**otherwise, **understood}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_flag_is_understood_and_is_typers(pdf: Any, spelling: str) -> None:
    arguments = ["a.md", spelling, "7", "c.md"]
    understood = plain.understood(arguments)
    assert understood and len(understood) == 2
    assert as_typer_has_it(pdf, arguments) == {**as_typer_has_it(pdf, ["a.md"]), **understood}


@pytest.mark.parametrize(
    "arguments", [[], [""], ["-x"], ["a.md", "-o"], ["a.md", "-o", "-q"], ["a.md", "-qv"], ["a.md", "-j", "b"], ["--"]]
)
def test_what_needs_looking_at_is_left_to_typer(arguments: list[str]) -> None:
    assert plain.understood(arguments) is None
