"""The commands that export: one for each backend, and `all`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from exporter.uninterrupted import uninterrupted

if TYPE_CHECKING:
    from exporter.cli.parameters import (
        BaseUrl,
        Fetch,
        Jobs,
        Json,
        Output,
        Quiet,
        ReaderName,
        Root,
        Sources,
        Strict,
        Takeaways,
        ThemeName,
        Verbose,
        Verify,
    )


def exporting(formats: tuple[str, ...]) -> Callable[..., int]:
    """The command that exports to these formats; `own` are the backends' options and the limits.

    Typer is told of the parameters by their annotations (`parameters.declare`), and only where it is needed.
    """

    def command(
        sources: Sources,
        output: Output = None,
        theme: ThemeName = "brief",
        reader: ReaderName = None,
        base_url: BaseUrl = "",
        takeaways: Takeaways = None,
        root: Root = None,
        fetch: Fetch = False,
        strict: Strict = False,
        verify: Verify = False,
        quiet: Quiet = False,
        verbose: Verbose = False,
        json: Json = False,
        jobs: Jobs = 0,
        **own: Any,
    ) -> int:
        with uninterrupted():  # msgspec makes classes, and crashes when that is interrupted
            from exporter import registry
            from exporter.console import Console
            from exporter.errors import UsageError
            from exporter.limits import asked
            from exporter.pipeline.batch import Batch
            from exporter.pipeline.exporting import Settings
            from exporter.pipeline.parallel import workers
            from exporter.pipeline.reading import How
            from exporter.pipeline.rendering import checked_options
            from exporter.theme import load_theme

        how = How(reader, base_url, takeaways, asked(own))
        given = {name.replace("_", "-"): value for name, value in own.items() if value is not None}
        options = checked_options(given, [registry.backend(name) for name in formats])
        settings = Settings(load_theme(theme), how, root, fetch, strict, verify, options, jobs or workers())
        batch = Batch.plan(sources, formats, output, settings)
        if batch.to_stdout and sys.stdout and sys.stdout.isatty():
            raise UsageError("an export is nothing for a terminal", hint="name a file with -o, or pipe it on")
        return Console(quiet, verbose, json, to_stdout=batch.to_stdout).run(batch)

    return command
