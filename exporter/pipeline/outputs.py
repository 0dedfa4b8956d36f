"""Where exports go: names for them, and files that are either the old one or the whole new one."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from pathlib import Path

from exporter.errors import OutputError, UsageError

STANDARD_OUTPUT = "-"


def target(
    source: Path | None, suffix: str, output: str | None, *, several: bool, below: Path | None = None
) -> Path | None:
    """The file an export goes to; None is standard output.

    output: a file, a folder (it exists, ends in "/", or several files go there), "-", or None: beside the source.
    below: the folder that was searched for sources; its sub-folders come again below the output folder.
    Raises UsageError where that cannot be.
    """
    try:
        return _target(source, suffix, output, several=several, below=below)
    except OSError as error:
        where = output or str(source or ".")
        raise OutputError(f"cannot be looked at: {error.strerror}", place=where, hint=_remedy(error)) from None


def _target(source: Path | None, suffix: str, output: str | None, *, several: bool, below: Path | None) -> Path | None:
    if output == STANDARD_OUTPUT or (output is None and source is None):
        if several:
            raise UsageError("several files cannot go to one standard output", hint="name a folder with -o")
        return None
    if source is not None and not source.name:  # "." or "/"
        raise UsageError("is a folder", place=str(source), hint="name a file in it")
    if output == "":  # a variable of a script that is not set: surely not this folder
        raise UsageError("the output has an empty name", hint="name a file, or . for this folder")
    name = (_stem(source) if source else "article") + suffix
    if output is None:
        assert source is not None
        return source.with_name(name)
    is_folder = output.endswith(("/", os.sep)) or Path(output).is_dir()
    if several or is_folder:
        if Path(output).is_file() or (not is_folder and _ends_in(Path(output), suffix)):
            raise UsageError("several files cannot go into one file", place=output, hint="name a folder with -o")
        inner = source.parent.relative_to(below) if source and below and source.is_relative_to(below) else Path()
        return Path(output) / inner / name
    if not _ends_in(Path(output), suffix) and not _is_device(Path(output)):
        raise UsageError(
            f"the name does not end in {suffix}", place=output, hint=f"name it {Path(output).stem}{suffix}"
        )
    return Path(output)


def _ends_in(path: Path, suffix: str) -> bool:
    """Whether a name has this end, which may have several dots, and something before it."""
    return path.name.lower().endswith(suffix) and len(path.name) > len(suffix)


def _is_device(path: Path) -> bool:
    """A device or pipe, whose name says nothing: /dev/null, or what the shell makes of >(...)."""
    return path.exists() and not path.is_file()


def _stem(source: Path) -> str:
    return Path(source.stem).stem if source.suffix.lower() == ".gz" else source.stem


def refuse_clashes(pairs: list[tuple[str, Path | None]]) -> None:
    """Raise UsageError where two exports would go to one file, or one would replace a source; links are followed."""
    goes: dict[str, str] = {}
    sources = {_real(source) for source, _ in pairs if source}
    for source, path in pairs:
        if path is None:
            continue
        full = _real(path)
        if full in sources:
            raise UsageError("the export would replace its source", place=str(path), hint="name another file with -o")
        if full in goes:
            both = f"both {goes[full]} and" if goes[full] != source else "two formats of"
            hint = "give them different names or folders"
            raise UsageError(f"{both} {source} would become this file", place=str(path), hint=hint)
        goes[full] = source


def _real(name: str | Path) -> str:
    """The file behind a name, which a link may lead to."""
    try:
        return os.path.normcase(os.path.realpath(name))
    except ValueError:  # no file can be called so: reading or writing it will tell
        return str(name)


def write(path: Path | None, data: bytes) -> None:
    """Write a file whole or not at all; None is standard output. Missing folders are made. Raises OutputError."""
    try:
        if path is None:
            _print(data)
        elif path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)  # a device or pipe: nothing to keep whole
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(Path(os.path.realpath(path)), data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"cannot be written: {reason}", place=str(path or "standard output"), hint=_remedy(error)
        ) from None
    except ValueError as error:  # a NUL in the name, or what no file system has letters for
        raise OutputError(f"cannot be written: {error}", place=repr(str(path)), hint="check the name") from None


def _print(data: bytes) -> None:
    if sys.stdout is None or sys.stdout.closed:  # the shell closed it: >&-
        raise OutputError("it is closed", place="standard output", hint="name a file with -o")
    stream = getattr(sys.stdout, "buffer", None)  # a notebook or a test may have put something else in its place
    if stream is None:
        raise OutputError("it takes text only", place="standard output", hint="name a file")
    stream.write(data)
    stream.flush()


def _remedy(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "check the rights of the folder"
    if isinstance(error, (IsADirectoryError, NotADirectoryError, FileExistsError)):
        return "name another file or folder with -o"
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "free some space, or name another folder with -o"
    return "name another folder with -o"


def _replace(path: Path, data: bytes) -> None:
    """New bytes beside the old file first, then one rename, which file systems do whole or not at all."""
    name = path.name.encode("utf-8", "surrogateescape")[:80].decode("utf-8", "ignore")
    fresh = path.with_name(f".{name}.{os.getpid()}.part")
    try:
        fresh.unlink(missing_ok=True)  # left by a process of the same number that the system killed
        _write_fresh(fresh, data, _rights(path))
        fresh.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise


def _rights(path: Path) -> int | None:
    """Who may read and write the file there is: a private one stays private. None where there is none."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None


def _write_fresh(fresh: Path, data: bytes, rights: int | None) -> None:
    """A file that has no name before it is whole, where the system can: killed on the way, it leaves nothing behind."""
    nameless = _nameless(fresh.parent)
    with open(fresh, "xb") if nameless is None else os.fdopen(nameless, "wb") as file:  # noqa: PTH123
        if rights is not None and hasattr(os, "fchmod"):
            with contextlib.suppress(OSError):  # a file system without rights
                os.fchmod(file.fileno(), rights)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        if nameless is not None:
            # The number makes Python call linkat(2), which alone follows that link; for a full path it means nothing.
            os.link(f"/proc/self/fd/{nameless}", fresh, src_dir_fd=nameless, follow_symlinks=True)


def _nameless(folder: Path) -> int | None:
    """A file without a name in this folder (open(2), O_TMPFILE), or None where there is no such thing."""
    if not hasattr(os, "O_TMPFILE") or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o666)
    except OSError:  # the file system has none, or the folder cannot be written to: a named one will tell
        return None
