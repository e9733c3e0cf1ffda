"""The command line: parses, calls, prints, exits. One module per command, found by name.

Exit codes, the same everywhere: 0 clean, 1 findings, 2 could not do the work, 70 a bug
of ours. A command's module holds `command`; what it needs is imported when it runs, so
that `--help` stays quick.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Sequence

import click

from .. import __version__, plugins
from . import _streams
from ._remote import with_any_host

CLEAN, FINDINGS, UNABLE, BUG = 0, 1, 2, 70
_INTERRUPTED, _BROKEN_PIPE = 130, 141  # what shells report for SIGINT and SIGPIPE


class _Commands(click.Group):
    """The commands that stand in this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(plugins.modules(__name__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in plugins.modules(__name__):
            return None
        found = importlib.import_module(f"{__name__}.{cmd_name}").command
        return found if isinstance(found, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        return name, command, with_any_host(rest)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:  # click would make it exit code 1: findings
            raise _ReaderLeft from error


class _ReaderLeft(Exception):
    """Nobody reads standard output any more, as in `trueup rules | head -1`."""


@click.group(
    cls=_Commands,
    name="trueup",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="trueup")
def trueup() -> None:
    """A typed client, a server stub and a conformance suite from an OpenAPI description.

    Exit codes: 0 clean, 1 findings, 2 could not do the work, 70 a bug of trueup.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives the exit code; never raises."""
    _streams.prepare()
    try:
        return _run(arguments)
    except OSError as error:  # no code of ours expects it: a full disk, mostly
        if os.environ.get("TRUEUP_DEBUG"):
            traceback.print_exc()
        _streams.report_failure(error)
        return UNABLE


def _run(arguments: Sequence[str] | None) -> int:
    try:
        given = list(sys.argv[1:] if arguments is None else arguments)
        code = trueup.main(given, "trueup", standalone_mode=False, obj=given)
        sys.stdout.flush()
        return code if isinstance(code, int) else CLEAN
    except click.ClickException as error:
        error.show()
        return UNABLE
    except (click.Abort, KeyboardInterrupt):
        print("interrupted; nothing was left half done", file=sys.stderr)
        return _INTERRUPTED
    except (_ReaderLeft, BrokenPipeError):
        # The reader has gone. Python would complain again when it flushes at exit.
        _streams.discard_output()
        return _BROKEN_PIPE
    except OSError:
        raise
    except (MemoryError, RecursionError) as error:
        what = "memory" if isinstance(error, MemoryError) else "stack"
    except Exception as error:
        return _crashed(error)
    print(f"trueup: too little {what}; nothing was written", file=sys.stderr)
    return UNABLE


def _crashed(error: Exception) -> int:
    if os.environ.get("TRUEUP_DEBUG"):
        traceback.print_exc()
    else:
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(last.filename)}:{last.lineno}"
        print(f"trueup has a bug: {type(error).__name__}: {error}", file=sys.stderr)
        print(f"  at {where}, trueup {__version__}", file=sys.stderr)
        for note in getattr(error, "__notes__", ()):
            print(f"  {note}", file=sys.stderr)
    print(
        "Nothing was written. Report it with the description that shows it, reduced as far"
        "\nas you can; TRUEUP_DEBUG=1 prints the whole traceback.",
        file=sys.stderr,
    )
    return BUG
