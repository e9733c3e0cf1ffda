"""The names in a package's code."""

from __future__ import annotations

from .. import ir
from ..config import Package
from ..diagnostics import Report
from ..emit.naming import Symbols, assign_names
from ..emit.runtime import Runtime


def name_api(api: ir.Api, package: Package, report: Report) -> Symbols:
    """Assign the names of a package."""
    runtime = Runtime(package.runtime == "package")
    return assign_names(api, report, package.names, runtime)
