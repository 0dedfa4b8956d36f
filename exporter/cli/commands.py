"""The commands as Typer knows them: their help, their parameters, what is wrong with a command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from exporter import registry
from exporter.cli import ALL
from exporter.errors import UsageError
from exporter.uninterrupted import uninterrupted

EXIT_CODES = (
    "Exit codes: 0 done, 1 some of several files failed, 2 wrong usage, 3 bad source, 4 --strict and there were warnings, "
    "5 cannot write, 6 a backend failed, 7 an export is not as it should be, 130 interrupted."
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
_CHECK = """Check exports: is each whole, conforming, and do those of one article agree?

Files may be of this program or of any other; without an article inside they are checked for conformance only. veraPDF,
EPUBCheck, Ace and the Open XML SDK validator are asked too, where they are installed.

\b
Examples:
  exporter check brief.pdf                           read back, and judged by the rules of its format
  exporter check brief.pdf brief.docx brief.epub     the same article in all three?
  exporter check brief.pdf --rebuild --with none     the same bytes when it is made again?"""
_LISTINGS = {
    "backends": "List the installed backends.",
    "themes": "List the built-in themes.\n\nA house style is a TOML file that extends one and says what differs.",
    "schema": "Print the JSON Schema of an article.",
}

# Typer brings its own copy of click since 0.26 and used the package before: its public classes lead to either one.
_CommandError: type[Exception] = typer.BadParameter.__mro__[2]


def invoke(arguments: list[str]) -> int:
    """Run the command these arguments name. Raises UsageError where they are wrong, ExportError, KeyboardInterrupt."""
    with uninterrupted():  # it loads backends; see exporting
        command = typer.main.get_command(app(arguments))
    try:
        code = command.main(arguments, prog_name="exporter", standalone_mode=False)
    except _CommandError as error:
        context = getattr(error, "ctx", None)
        where = context.command_path if context else "exporter"
        words = " ".join(error.format_message().split()).rstrip(".")  # type: ignore[attr-defined]
        raise UsageError(words, hint=f"see {where} --help") from None
    except typer.Abort:
        raise KeyboardInterrupt from None
    if code == 130:
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def app(arguments: list[str]) -> typer.Typer:
    """All commands; only the one that is asked for has its parameters, which cost time to gather, and loads its backend."""
    names = {"help_option_names": ["-h", "--help"]}
    made = typer.Typer(add_completion=False, rich_markup_mode=None, epilog=EXIT_CODES, context_settings=names)
    made.callback(invoke_without_command=True)(_root)
    asked = next((argument for argument in arguments if not argument.startswith("-")), "")
    for name in sorted(registry.backend_names(), key=lambda name: (name not in ALL, (*ALL, name).index(name), name)):
        summary = _BUILTIN.get(name) or f"What {registry.distribution(name)} makes of an article."
        command = _exporting(name) if asked == name else _not_asked
        made.command(name, help=summary + "\n\n" + _examples(name), epilog=EXIT_CODES)(command)
    made.command("all", help=_ALL, epilog=EXIT_CODES)(_exporting(*ALL) if asked == "all" else _not_asked)
    made.command("read", help=_READ, epilog=EXIT_CODES)(_reading() if asked == "read" else _not_asked)
    made.command("check", help=_CHECK, epilog=EXIT_CODES)(_checking() if asked == "check" else _not_asked)
    for name, what in _LISTINGS.items():
        made.command(name, help=what)(_listing(name) if asked == name else _not_asked)
    return made


def _exporting(*formats: str) -> Callable[..., int]:
    from exporter.cli.exporting import exporting
    from exporter.cli.parameters import declare

    command = exporting(formats)
    declare(command, formats)
    return command


def _reading() -> Callable[..., int]:
    from exporter.cli.reading import reading

    return reading()


def _checking() -> Callable[..., int]:
    from exporter.cli.checking import check

    return check


def _listing(name: str) -> Callable[..., None]:
    from exporter.cli import listings

    command: Callable[..., None] = getattr(listings, name)
    return command


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
