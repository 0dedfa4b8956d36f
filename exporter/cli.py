"""The command line: flags, messages, progress, exit codes. What it does is done by the library.

0  done                          3  a source cannot be read or is no article
1  some of several files failed  4  --strict, and there were warnings
2  wrong usage                   5  an export cannot be written
                                 6  a backend failed (a bug)        130  interrupted
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from exporter.errors import ExportError, UsageError

if TYPE_CHECKING:
    from inspect import Parameter

    from exporter.limits import Limits

EXIT_CODES = (
    "Exit codes: 0 done, 1 some of several files failed, 2 wrong usage, 3 bad source, 4 --strict and there were warnings, "
    "5 cannot write, 6 a backend failed, 130 interrupted."
)
_EXAMPLES = """\b
Examples:
  exporter {name} article.md                    article{suffix} beside it
  exporter {name} notes/*.md -o dist/           every file, into a folder
  exporter {name} article.txt -o brief{suffix}{pad}  under another name
  cat paste.txt | exporter {name} - -o -        from a pipe into a pipe"""
_BUILTIN = {
    "pdf": "A PDF brief, accessible and archival (PDF/UA-1, PDF/A-3a).",
    "docx": "A Word document with real styles, lists and notes.",
    "epub": "An EPUB 3.3 book for phones and e-readers.",
}
_ALL = """The three at once; each source is read once.

\b
Examples:
  exporter all article.md                    article.pdf, .docx and .epub beside it
  exporter all notes/ -o dist/               every article of a folder"""
_READ = """Show what is understood, as canonical Markdown or JSON.

Notices go to standard error; reading what is printed gives the same article.

\b
Examples:
  exporter read page.html                    printed, with every notice
  exporter read page.html --to markdown      page.md and page-pictures/ beside it, to be corrected and kept
  exporter read brief.pdf -o source/brief.md from an export back to a source"""
ALL = ("pdf", "docx", "epub")

# Typer brings its own copy of click since 0.26 and used the package before: its public classes lead to either one.
_CommandError: type[Exception] = typer.BadParameter.__mro__[2]

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
BaseUrl = Annotated[str, typer.Option("--base-url", metavar="URL", help="What relative addresses in it start from.")]
Takeaways = Annotated[
    str | None,
    typer.Option("--takeaways", metavar="LABEL|none", help="The heading of its takeaways box, if not found."),
]
Root = Annotated[str | None, typer.Option(metavar="DIR", help="The folder pictures may lie in (the source's own).")]
Fetch = Annotated[bool, typer.Option("--fetch", help="Get pictures from the network (public addresses only).")]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings are failures: nothing is written.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell every decision, not only warnings.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", metavar="N", help="Processes at once (0: one a processor).", min=0)]
Json = Annotated[bool, typer.Option("--json", help="Results and notices as JSON lines on standard output.")]


def run(arguments: list[str]) -> int:
    """Run the command with these arguments and give its exit code; no exception leaves."""
    try:
        return _invoke(arguments)
    except ExportError as error:
        _say(f"exporter: {error}")
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except SystemExit as left:  # a closed pipe: whoever read has read enough
        return left.code if isinstance(left.code, int) else 1
    except RecursionError:
        _say("exporter: nested too deep; nest less")
        return 3
    except MemoryError:
        _say("exporter: out of memory; split the source or make its pictures smaller")
        return 3


def _invoke(arguments: list[str]) -> int:
    command = typer.main.get_command(_app(arguments))
    try:
        code = command.main(arguments, prog_name="exporter", standalone_mode=False)
    except _CommandError as error:
        context = getattr(error, "ctx", None)
        where = context.command_path if context else "exporter"
        words = " ".join(error.format_message().split()).rstrip(".")  # type: ignore[attr-defined]
        raise UsageError(words, hint=f"see {where} --help") from None
    return _interrupted() if code == 130 else code if isinstance(code, int) else 0


def _interrupted() -> int:
    _say("exporter: interrupted; files already written are whole")
    return 130


def _app(arguments: list[str]) -> typer.Typer:
    """All commands; only the one that is asked for has its parameters, which cost time to gather, and loads its backend."""
    from exporter import registry

    app = typer.Typer(add_completion=False, rich_markup_mode=None, epilog=EXIT_CODES)
    app.callback(invoke_without_command=True)(_root)
    asked = next((argument for argument in arguments if not argument.startswith("-")), "")
    for name in sorted(registry.backend_names(), key=lambda name: (name not in ALL, (*ALL, name).index(name), name)):
        summary = _BUILTIN.get(name) or f"What {registry.distribution(name)} makes of an article."
        command = _exporting((name,)) if asked == name else _not_asked
        app.command(name, help=summary + "\n\n" + _examples(name), epilog=EXIT_CODES)(command)
    app.command("all", help=_ALL, epilog=EXIT_CODES)(_exporting(ALL) if asked == "all" else _not_asked)
    app.command("read", help=_READ, epilog=EXIT_CODES)(_reading() if asked == "read" else _not_asked)
    app.command("backends")(_backends)
    app.command("themes")(_themes)
    app.command("schema")(_schema)
    return app


def _not_asked() -> None:
    """Stands for a command that is only listed."""


def _examples(name: str) -> str:
    suffix = f".{name}"
    return _EXAMPLES.format(name=name, suffix=suffix, pad=" " * (10 - len(suffix) - len("brief") + 3))


def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """One article in; an accessible PDF brief, a Word document and an EPUB out.

    \b
    exporter all article.md        article.pdf, article.docx and article.epub beside it
    exporter read article.txt      what was understood, as Markdown
    """
    if version:
        from exporter import __version__

        print(f"exporter {__version__}")
    elif context.invoked_subcommand is None:
        print(context.get_help())


def _exporting(formats: tuple[str, ...]) -> Callable[..., int]:
    """The command that exports to these formats, with their backends' own options."""

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
        quiet: Quiet = False,
        verbose: Verbose = False,
        json: Json = False,
        jobs: Jobs = 0,
        **own: Any,
    ) -> int:
        from exporter import registry
        from exporter.console import Console
        from exporter.pipeline.batch import Batch
        from exporter.pipeline.exporting import Settings
        from exporter.pipeline.parallel import workers
        from exporter.pipeline.reading import How
        from exporter.pipeline.rendering import checked_options
        from exporter.theme import load_theme

        how = How(reader, base_url, takeaways, _limits(own))
        given = {name.replace("_", "-"): value for name, value in own.items() if value is not None}
        options = checked_options(given, [registry.backend(name) for name in formats])
        folder = Path(root) if root else None
        settings = Settings(load_theme(theme), how, folder, fetch, strict, options, jobs or workers())
        batch = Batch.plan(sources, formats, output, settings)
        return Console(quiet, verbose, json, to_stdout=batch.to_stdout).run(batch)

    _declare(command, formats)
    return command


def _declare(command: Callable[..., int], formats: tuple[str, ...]) -> None:
    """Give a command the parameters of its backends' options and of the limits, where Typer looks for them."""
    from inspect import Parameter, signature

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


def _reading() -> Callable[..., int]:
    """The command that shows what is read, with the limits among its parameters."""
    _declare(_read, ())
    return _read


def _limit_parameters() -> dict[str, Parameter]:
    """One flag a limit; they are many and seldom used, so the help has one line for them all."""
    from inspect import Parameter

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


def _limits(given: dict[str, Any]) -> Limits:
    """The limits a command was given, taken out of the rest; sizes come in MiB."""
    from msgspec.structs import replace

    from exporter.limits import DEFAULT, MIB, in_mib

    asked = {name: given.pop("max_" + name, None) for name in DEFAULT.__struct_fields__}
    scaled = {name: value * (MIB if in_mib(name) else 1) for name, value in asked.items() if value is not None}
    return replace(DEFAULT, **scaled)


def _read(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A file, or - for standard input.")],
    to: Annotated[
        str | None, typer.Option(metavar="markdown|json", help="Keep it: a file beside the source, with its pictures.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The canonical article as JSON.")] = False,
    reader: ReaderName = None,
    base_url: BaseUrl = "",
    takeaways: Takeaways = None,
    root: Root = None,
    fetch: Fetch = False,
    output: Output = None,
    strict: Strict = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    **own: Any,
) -> int:
    from exporter.console import Console
    from exporter.pipeline.keeping import keep, kept, written
    from exporter.pipeline.outputs import write
    from exporter.pipeline.pictures import Where, loaded
    from exporter.pipeline.reading import How, from_source
    from exporter.report import Report

    path = None if source == "-" else Path(source)
    kind, goal = kept(path, to or "", output)
    kind = "json" if json else kind
    how, report = How(reader, base_url, takeaways, _limits(own)), Report("standard input" if source == "-" else source)
    reading = from_source(path, how=how, report=report)
    console = Console(quiet, verbose, json=False, to_stdout=True)
    where = Where(Path(root) if root else path and path.parent, reading.pictures, fetch, base_url, how.limits)
    pictures = loaded(reading.article, where, report) if goal else {}
    console.notices(report)
    console.remarks()
    if strict:
        report.refuse_warnings()
    if goal is None:
        write(None, written(reading.article, kind))
        return 0
    for file in keep(reading.article, pictures, goal, kind):
        console.made(source, file)
    return 0


def _backends(json: Json = False) -> None:
    """List the installed backends."""
    from exporter import registry

    found = registry.backends()
    if json:
        _print_json([{"name": b.name, "suffix": b.suffix, "media_type": b.media_type} for b in found.values()])
        return
    for name, backend in found.items():
        print(f"{name:8} {backend.suffix:8} {backend.summary} ({registry.distribution(name)})")


def _themes(json: Json = False) -> None:
    """List the built-in themes.

    A house style is a TOML file that extends one and says what differs.
    """
    from exporter import theme

    if json:
        _print_json(theme.names())
        return
    print("\n".join(theme.names()))


def _schema() -> None:
    """Print the JSON Schema of an article."""
    from exporter import canonical

    _print_json(canonical.schema())


def _print_json(value: object) -> None:
    import msgspec

    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
    sys.stdout.buffer.flush()


def _say(line: str) -> None:
    """One line on standard error; what a terminal would take for a command is shown as text."""
    from exporter.console import printable

    print(printable(line), file=sys.stderr)
