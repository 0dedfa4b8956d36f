"""What commands take: the parameters they share, and those that backends and limits declare."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from exporter.limits import Limits

Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help="Files, folders, globs, or - for standard input.", show_default=False),
]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE|DIR|-", help="Where to; by default beside the source.")
]
ThemeName = Annotated[str, typer.Option("--theme", "-t", metavar="NAME|FILE", help="A built-in theme or a TOML file.")]
ReaderName = Annotated[
    str | None, typer.Option("--from", metavar="READER", help="How to read: text, markdown, json, ... (by file name).")
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
    typer.Option("--takeaways", metavar="LABEL|none", help="The heading of its takeaways box, if not found."),
]
Root = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="The folder pictures may lie in (the source's own).", exists=True, file_okay=False
    ),
]
Fetch = Annotated[bool, typer.Option("--fetch", help="Get pictures from the network (public addresses only).")]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings are failures: nothing is written.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell every decision, not only warnings.")]
Verify = Annotated[bool, typer.Option("--verify", help="Read each export back and compare it before it is written.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", metavar="N", help="Processes at once (0: one a processor).", min=0)]
Json = Annotated[bool, typer.Option("--json", help="Results and notices as JSON lines on standard output.")]


def declare(command: Callable[..., int], formats: tuple[str, ...]) -> None:
    """Give a command the parameters of its backends' options and of the limits, where Typer looks for them."""
    from exporter import registry

    given = signature(command, eval_str=True).parameters.values()
    shared = [one for one in given if one.kind is Parameter.POSITIONAL_OR_KEYWORD]
    own = {}
    for option in (option for name in formats for option in registry.backend(name).options):
        about = typer.Option(f"--{option.name}", metavar="|".join(option.choices) or option.metavar, help=option.help)
        name = option.name.replace("-", "_")
        own[name] = Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[str | None, about])
    own |= _limit_parameters()
    command.__signature__ = signature(command, eval_str=True).replace(parameters=[*shared, *own.values()])  # type: ignore[attr-defined]


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


def limits_of(given: dict[str, Any]) -> Limits:
    """The limits a command was given, taken out of the rest; sizes come in MiB."""
    from msgspec.structs import replace

    from exporter.limits import DEFAULT, MIB, in_mib

    asked = {name: given.pop("max_" + name, None) for name in DEFAULT.__struct_fields__}
    scaled = {name: value * (MIB if in_mib(name) else 1) for name, value in asked.items() if value is not None}
    return replace(DEFAULT, **scaled)
