"""The command that checks exports: whole, alike, conforming, the same when made again."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from exporter.cli.parameters import Json, Quiet, ThemeName
from exporter.uninterrupted import uninterrupted


def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="PDF, Word and EPUB files.", show_default=False)],
    tools: Annotated[
        str, typer.Option("--with", metavar="all|none|NAME,...", help="Outside validators to ask, if they are here.")
    ] = "all",
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make each again from its article; compare bytes.")
    ] = False,
    source: Annotated[
        str | None, typer.Option(metavar="FILE", help="What they should be exports of (the article inside).")
    ] = None,
    theme: ThemeName = "brief",
    json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Check exports."""
    with uninterrupted():  # see exporting
        from exporter.console import json_line
        from exporter.errors import ProofError, UsageError
        from exporter.pipeline.proving import check_files
        from exporter.proof import as_data, lines

    if "-" in files:
        raise UsageError("standard input cannot be checked", hint="name the file of an export")
    asked = tools if tools in ("all", "none") else tools.split(",")
    found = check_files(files, tools=asked, rebuild=rebuild, source=source, theme=theme)
    if json:
        for data in as_data(found):
            print(json_line(data), flush=True)
    else:
        for one in found:
            if not quiet or not one.passed:
                print("\n".join(lines(one)), file=sys.stdout, flush=True)
    failed = [one.name for one in found if not one.passed]
    return ProofError.exit_code if failed else 0
