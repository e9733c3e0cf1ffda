"""`trueup check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from . import CLEAN, FINDINGS, UNABLE
from . import _findings as findings
from ._options import package_options
from ._packages import Asked, for_each, refuse_diff

if TYPE_CHECKING:
    from ..config import Package
    from ..diagnostics import Report
    from ..output import Counts
    from ..render import File


@click.command()
@package_options
@click.option("--diff", is_flag=True, help="Print what would change.")
def command(diff: bool, **values: Any) -> int:
    """Say which files are not what `generate` would write, and exit 1 if any are not.

    Writes nothing. Takes what `generate` takes.
    """
    refuse_diff(diff, values["shown_as"])

    def act(
        package: Package, files: tuple[File, ...], _: Asked, report: Report
    ) -> tuple[int, Counts]:
        return _check(package, files, report, diff)

    return for_each(values, act)


def _check(
    package: Package, files: tuple[File, ...], report: Report, diff: bool
) -> tuple[int, Counts]:
    from .. import output

    destination = output.Destination(package.output, package.root)
    changed = output.check(destination, files, report)
    if changed is None:
        return UNABLE, output.Counts()
    if diff:
        findings.show_diff(output.diff(output.Comparison(destination, changed)))
    made = len(files) + 1  # and the manifest
    unchanged = made - sum(change.new is not None for change in changed)
    code = FINDINGS if changed or report.has_errors else CLEAN
    return code, output.Counts(unchanged=unchanged)
