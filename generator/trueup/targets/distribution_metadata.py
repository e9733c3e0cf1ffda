"""The version and the license of a distribution."""

from __future__ import annotations

from .. import ir
from ..config import Package, canonical_license, python_version
from ..diagnostics import Report
from .license_terms import spdx_expression

_FIRST_VERSION = "0.1.0"
_MAX_NAME = 80
"""Characters of a version or a license in a message."""


def distribution_version(api: ir.Api, package: Package, report: Report) -> str:
    """The version of a distribution: the configured one, otherwise that of the API."""
    distribution = package.distribution
    assert distribution is not None
    version = python_version(distribution.version or api.version)
    if version is not None:
        return version
    stated = "the description states no version"
    if api.version.strip():
        stated = f"`{api.version[:_MAX_NAME]}` is not a version of Python packages"
    report.note(
        "unusable-version",
        f"{stated}; the distribution has version {_FIRST_VERSION}",
        package.locations.get("distribution"),
        help=f'set `distribution = {{ name = "{distribution.name}", version = "…" }}`',
    )
    return _FIRST_VERSION


def license_expression(api: ir.Api, package: Package, report: Report) -> str | None:
    """The SPDX expression of a distribution's license: the configured one, otherwise that of
    the description; None if it is unknown."""
    distribution = package.distribution
    assert distribution is not None
    location = package.locations.get("distribution")
    if distribution.license:
        return canonical_license(distribution.license)
    configured = f'`distribution = {{ name = "{distribution.name}", license = "…" }}`'
    if api.license is None:
        report.note(
            "unknown-license",
            "the description states no license; `pyproject.toml` states no license",
            location,
            help=f"add `info.license`, or set {configured}",
        )
        return None
    expression = spdx_expression(api.license)
    if expression is None:
        stated = (api.license.identifier or api.license.name)[:_MAX_NAME]
        report.note(
            "unknown-license",
            f"`{stated}` is not the identifier of a license in SPDX; "
            "`pyproject.toml` states no license",
            location,
            help=f"set `info.license.identifier`, such as `Apache-2.0`, or {configured}",
        )
    return expression
