"""The command line. One module per command, loaded by name.

A command's module defines `command` and imports other packages when it runs, so that
`--help` is fast.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Sequence

import click

from .. import __version__, plugins
from ..library.exit_codes import INPUT_ERROR as INPUT_ERROR
from ..library.exit_codes import INTERNAL_ERROR
from ..library.exit_codes import PROBLEMS as PROBLEMS
from ..library.exit_codes import SUCCESS as SUCCESS
from ..suggestions import did_you_mean
from . import _streams
from ._remote import with_any_host

_INTERRUPTED, _BROKEN_PIPE = 130, 141  # what shells report for SIGINT and SIGPIPE


class _Commands(click.Group):
    """The commands of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(plugins.modules(__name__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in plugins.modules(__name__):
            return None
        command = importlib.import_module(f"{__name__}.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            hint = did_you_mean(args[0], known)
            raise click.UsageError(f"unknown command `{args[0]}`; {hint}", ctx)
        name, command, rest = super().resolve_command(ctx, args)
        return name, command, with_any_host(rest)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:  # click would exit with 1
            raise _OutputClosed from error


class _OutputClosed(Exception):
    """The reader of standard output has exited, as in `trueup rules | head -1`."""


@click.group(
    cls=_Commands,
    name="trueup",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="trueup")
def trueup() -> None:
    """Generate a typed Python client, a server stub and a conformance suite from an
    OpenAPI description.

    Exit codes: 0 success, 1 problems found, 2 usage or input error, 70 internal error.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code; never raises."""
    _streams.prepare()
    try:
        return _run(arguments)
    except OSError as error:  # unexpected, such as a full disk
        if os.environ.get("TRUEUP_DEBUG"):
            traceback.print_exc()
        _streams.report_failure(error)
        return INPUT_ERROR


def _run(arguments: Sequence[str] | None) -> int:
    try:
        args = list(sys.argv[1:] if arguments is None else arguments)
        code = trueup.main(args, "trueup", standalone_mode=False, obj=args)
        if not sys.stdout.closed:  # as the language server leaves it
            sys.stdout.flush()
        return code if isinstance(code, int) else SUCCESS
    except click.ClickException as error:
        from ._diagnostics import show_usage_error

        show_usage_error(error)
        return INPUT_ERROR
    except (click.Abort, KeyboardInterrupt):
        print("interrupted; no package was written in part", file=sys.stderr)
        return _INTERRUPTED
    except (_OutputClosed, BrokenPipeError):
        _streams.discard_output()  # otherwise Python reports the error again at exit
        return _BROKEN_PIPE
    except OSError:
        raise
    except (MemoryError, RecursionError) as error:
        resource = "memory" if isinstance(error, MemoryError) else "stack"
    except Exception as error:
        return _report_crash(error)
    print(f"trueup: out of {resource}; nothing was written", file=sys.stderr)
    return INPUT_ERROR


def _report_crash(error: Exception) -> int:
    from ..reporters.escaping import escape, escape_start

    if os.environ.get("TRUEUP_DEBUG"):
        traceback.print_exc()
    else:
        last = traceback.extract_tb(error.__traceback__)[-1]
        location = f"{os.path.basename(last.filename)}:{last.lineno}"
        reason = escape(f"{type(error).__name__}: {error}")
        print(f"internal error: {reason}", file=sys.stderr)
        print(f"  at {location}, trueup {__version__}", file=sys.stderr)
        for note in getattr(error, "__notes__", ()):
            print(escape_start(f"  {note}"), file=sys.stderr)
    print(
        "Nothing was written. Please report this bug with a minimal description that"
        "\nreproduces it; TRUEUP_DEBUG=1 prints the traceback.",
        file=sys.stderr,
    )
    return INTERNAL_ERROR
