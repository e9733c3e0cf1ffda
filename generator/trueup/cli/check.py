"""`trueup check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from . import INPUT_ERROR, PROBLEMS, SUCCESS, _diagnostics
from ._options import package_options
from ._packages import CommandRequest, Outcome, process_packages, reject_diff_format

if TYPE_CHECKING:
    from ..config import Package
    from ..diagnostics import Report
    from ..render import File


@click.command()
@package_options
@click.option("--diff", is_flag=True, help="Print the differences.")
def command(diff: bool, **values: Any) -> int:
    """Check that generated files are up to date; exit 1 if not.

    Writes nothing. Arguments and options are those of `generate`.
    """
    reject_diff_format(diff, values["report_format"])

    def check(
        package: Package,
        files: tuple[File, ...],
        request: CommandRequest,
        report: Report,
    ) -> Outcome:
        return _check(package, files, request, report, diff)

    return process_packages(values, check)


def _check(
    package: Package,
    files: tuple[File, ...],
    request: CommandRequest,
    report: Report,
    diff: bool,
) -> Outcome:
    from .. import output
    from ..provenance import provenance
    from ._repair_command import repair_command

    destination = output.Destination(package.output, package.root)
    changes = output.check(
        destination,
        files,
        report,
        provenance=provenance(package, report),
        repair=repair_command(package, request.config),
    )
    if changes is None:
        return Outcome(INPUT_ERROR)
    if diff:
        _diagnostics.show_diff(output.diff(output.Comparison(destination, changes)))
    total = len(files) + 1  # with the manifest
    unchanged = total - sum(change.new is not None for change in changes)
    code = PROBLEMS if changes or report.has_errors else SUCCESS
    return Outcome(code, output.Counts(unchanged=unchanged))
