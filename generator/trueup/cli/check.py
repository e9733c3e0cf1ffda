"""`trueup check`."""

from __future__ import annotations

from typing import Any

import click

from . import _diagnostics
from ._against import show_changes
from ._options import jobs_option, package_options
from ._packages import process_packages, reject_diff_format


@click.command()
@package_options
@jobs_option
@click.option("--diff", is_flag=True, help="Print the differences.")
@click.option(
    "--against",
    metavar="REF",
    help="Report what changes for callers since a git revision, or since an older"
    " description (a path), instead of checking files.",
)
@click.option(
    "--fail-on-breaking",
    is_flag=True,
    help="With --against, exit with 1 if a change is breaking.",
)
def command(
    diff: bool, against: str | None, fail_on_breaking: bool, **values: Any
) -> int:
    """Check that generated files are up to date; exit 1 if not.

    Writes nothing. Arguments and options are those of `generate`.
    """
    if against is not None:
        if diff:
            raise click.UsageError("--against cannot be combined with --diff")
        values.pop("jobs")
        return show_changes(values, against, fail_on_breaking=fail_on_breaking)
    if fail_on_breaking:
        raise click.UsageError("--fail-on-breaking needs --against")
    reject_diff_format(diff, values["report_format"], "text", "json")
    is_text = values["report_format"] == "text"

    from ..library.package_results import Outcome, PackageAction

    def show(outcome: Outcome, is_only: bool) -> None:
        if is_text:
            _diagnostics.show_diff(outcome.diffs.values())

    action = PackageAction("check", shows_diffs=diff)
    return process_packages(
        values, action, show, lists_changes=True, has_table=not diff
    )
