"""What commands take: the parameters they share, and those that backends and limits declare."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated

import typer

from exporter.cli.plain import SPELT

Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help="Files, folders, globs, or - for standard input.", show_default=False),
]
Output = Annotated[
    str | None, typer.Option(*SPELT["output"], metavar="FILE|DIR|-", help="Where to; by default beside the source.")
]
ThemeName = Annotated[str, typer.Option(*SPELT["theme"], metavar="NAME|FILE", help="A built-in theme or a TOML file.")]
ReaderName = Annotated[
    str | None,
    typer.Option(*SPELT["reader"], metavar="READER", help="How to read: text, markdown, json, ... (by file name)."),
]


def _address(given: str) -> str:
    """An address that others can be relative to; anything else would be without effect."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(given)
        if given and not (parts.scheme in ("http", "https") and parts.hostname):
            raise ValueError("an address begins with https:// or http:// and a name")
    except ValueError as error:
        raise typer.BadParameter(f"{given!r}: {error}") from None
    return given


BaseUrl = Annotated[
    str,
    typer.Option("--base-url", metavar="URL", help="What relative addresses in it start from.", callback=_address),
]
Takeaways = Annotated[
    str | None,
    typer.Option(*SPELT["takeaways"], metavar="LABEL|none", help="The heading of its takeaways box, if not found."),
]
Root = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="The folder pictures may lie in (the source's own).", exists=True, file_okay=False
    ),
]
Fetch = Annotated[bool, typer.Option(*SPELT["fetch"], help="Get pictures from the network (public addresses only).")]
Strict = Annotated[bool, typer.Option(*SPELT["strict"], help="Warnings are failures: nothing is written.")]
Quiet = Annotated[bool, typer.Option(*SPELT["quiet"], help="Say nothing but errors.")]
Verbose = Annotated[bool, typer.Option(*SPELT["verbose"], help="Tell every decision, not only warnings.")]
Verify = Annotated[
    bool, typer.Option(*SPELT["verify"], help="Read each export back and compare it before it is written.")
]
Jobs = Annotated[int, typer.Option(*SPELT["jobs"], metavar="N", help="Processes at once (0: one a processor).", min=0)]
Json = Annotated[bool, typer.Option(*SPELT["json"], help="Results and notices as JSON lines on standard output.")]


def declare(command: Callable[..., int], formats: tuple[str, ...]) -> None:
    """Give a command the parameters of its backends' options and of the limits, where Typer looks for them."""
    from exporter import registry

    whole = signature(command, locals=globals(), eval_str=True)
    shared = [one for one in whole.parameters.values() if one.kind is Parameter.POSITIONAL_OR_KEYWORD]
    own = {}
    for option in (option for name in formats for option in registry.backend(name).options):
        about = typer.Option(f"--{option.name}", metavar="|".join(option.choices) or option.metavar, help=option.help)
        name = option.name.replace("-", "_")
        own[name] = Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[str | None, about])
    own |= _limit_parameters()
    parameters = [*shared, *own.values()]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    command.__signature__ = whole.replace(parameters=parameters)  # type: ignore[attr-defined]


def _limit_parameters() -> dict[str, Parameter]:
    """One flag a limit; they are many and seldom used, so the help has one line for them all."""
    from exporter.limits import DEFAULT, flag

    return {
        name: Parameter(
            name,
            Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[int | None, typer.Option(flag(limit), min=0, hidden=True)],
        )
        for limit in DEFAULT.__struct_fields__
        for name in ("max_" + limit,)
    }
