"""Print diagnostics and derive the exit code."""

from __future__ import annotations

import io
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Protocol

import click
from msgspec.structs import replace

from ..diagnostics import Diagnostic, Report
from ..reporters import Context, Hidden, render
from ..reporters.context import Lines
from ..reporters.escaping import escape_start

OUTPUT_FILES = "trueup.output_files"
"""Key of the values of `--output-file` in the metadata of click's context."""


class Diagnosed(Protocol):
    """Diagnostics, and what is needed to show them."""

    @property
    def contents(self) -> Mapping[str, bytes]: ...

    @property
    def failures(self) -> Sequence[str]: ...

    def __iter__(self) -> Iterator[Diagnostic]: ...


def show(
    report_format: str,
    *reports: Diagnosed,
    files: Iterable[str] = (),
    unchecked: Iterable[str] = (),
    counts: tuple[int, int, int] = (0, 0, 0),
    changes: tuple[tuple[str, str], ...] | None = None,
    hidden: Hidden | None = None,
    diffs: Mapping[str, str] = {},
) -> None:
    """Write the diagnostics of reports, each once, to the standard stream of their format,
    and to `--output-file`s.

    `files` are the descriptions, `unchecked` those that could not be checked, `counts` the
    numbers of written, unchanged and removed files, `hidden` those of problems that are
    not reported, `diffs` the differences of files.
    """
    contents = {path: text for r in reports for path, text in r.contents.items()}
    context = Context(
        _source_lines(contents),
        explanation,
        tuple(files),
        *counts,
        changes=changes,
        hidden=hidden,
        diffs=diffs,
        unchecked=frozenset(unchecked),
        color=sys.stderr.isatty() and not os.environ.get("NO_COLOR"),
    )
    diagnostics = tuple(dict.fromkeys(chain.from_iterable(reports)))
    name, text = render(report_format, diagnostics, context)
    stream = sys.stderr if name == "stderr" else sys.stdout
    stream.write(text)
    stream.flush()
    for output_format, path in output_files():
        _, text = render(output_format, diagnostics, replace(context, color=False))
        write_file(path, text)
    if os.environ.get("TRUEUP_DEBUG"):
        for failure in chain.from_iterable(report.failures for report in reports):
            sys.stderr.write(failure)


def show_text(report: Report) -> None:
    """Write diagnostics as text to standard error, and not to `--output-file`s."""
    context = Context(
        _source_lines(report.contents),
        explanation,
        color=sys.stderr.isatty() and not os.environ.get("NO_COLOR"),
    )
    sys.stderr.write(render("text", tuple(report), context)[1])


def output_files() -> Iterable[tuple[str, Path]]:
    """The values of `--output-file` of the running command: formats and paths."""
    context = click.get_current_context(silent=True)
    pairs: Iterable[tuple[str, Path]] = (
        context.meta.get(OUTPUT_FILES, ()) if context else ()
    )
    return pairs


def write_file(path: Path, text: str) -> None:
    """Write an `--output-file`, and create its folder. A symbolic link is not followed,
    except in folders of the system, such as `/dev/stdout`."""
    if not _is_stream(path):
        from ..output import replace_file

        report = Report()
        if not replace_file(path, text.encode(), report):
            raise click.ClickException(next(iter(report)).message)
        return
    try:
        with click.open_file(str(path), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        message = f"cannot write `{path}`: {error.strerror}"
        raise click.ClickException(message) from error


def _is_stream(path: Path) -> bool:
    """Whether text is written to a path as it is, without replacing a file."""
    if path == Path("-") or path.absolute().parts[1:2] in (("dev",), ("proc",)):
        return True
    try:
        return stat.S_ISFIFO(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def explanation(code: str) -> str | None:
    from ..library.known_codes import EXPLANATIONS
    from ..lint import documentation

    try:
        return EXPLANATIONS.get(code) or documentation(code)
    except Exception:  # of a plug-in, which has been reported
        return None


def show_diff(parts: Iterable[str]) -> None:
    """Write a diff; escape it on a terminal and in the log of a build."""
    text = "".join(parts)
    if sys.stdout.isatty() or any(name in os.environ for name in _BUILDS):
        lines = text.removesuffix("\n").split("\n") if text else ()
        text = "".join(escape_start(line.rstrip("\r")) + "\n" for line in lines)
    sys.stdout.write(text)


_BUILDS = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
"""Set where output is searched for commands."""


def show_usage_error(error: click.ClickException) -> None:
    """Print the message of an error, which may repeat arguments."""
    text = io.StringIO()
    error.show(text)
    for line in text.getvalue().rstrip("\n").split("\n"):
        print(escape_start(line), file=sys.stderr)


def _source_lines(contents: Mapping[str, bytes]) -> Lines:
    """The lines of the documents that diagnostics refer to, each read once."""

    @cache
    def lines_of(path: str) -> list[str]:
        content = contents[path] if path in contents else file_content(path)
        text = content.decode("utf-8-sig", "replace")
        return re.split(r"\r\n?|\n", text)  # the line breaks of YAML 1.2 and JSON

    def line(path: str, number: int) -> str | None:
        lines = lines_of(path)
        return lines[number - 1] if 0 < number <= len(lines) else None

    return line


def file_content(path: str) -> bytes:
    """The content of a file; empty if it cannot be read."""
    try:
        if Path(path).is_file():  # reading a FIFO would block
            return Path(path).read_bytes()
    except (OSError, ValueError):
        pass
    return b""
