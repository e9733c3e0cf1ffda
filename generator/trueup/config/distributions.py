"""Names, versions and licenses of distributions."""

from __future__ import annotations

import os
import re
from pathlib import Path

from .model import Distribution, Package
from .package_names import is_dependency
from .tables import ConfigTable

_KEY = "distribution"


def read_distribution(table: ConfigTable) -> Distribution | None:
    """The value of `distribution`: a name, or a table that contains it."""
    if isinstance(table.data.get(_KEY), dict):
        inner = table.table(_KEY)
        assert inner is not None
        inner.reject_unknown_keys("name", "version", "license")
        return _distribution(inner, "name", _version(inner), _license(inner))
    return _distribution(table, _KEY) if _KEY in table.data else None


def _version(table: ConfigTable) -> str:
    version = table.string("version") or ""
    if version and python_version(version) is None:
        hint = "write a version such as `1.2.0` (PEP 440)"
        message = f"`{version}` is not a version of a distribution"
        table.error(message, "version", help=hint)
    return version


def _license(table: ConfigTable) -> str:
    license = table.string("license") or ""
    if license and canonical_license(license) is None:
        hint = "write an SPDX expression such as `Apache-2.0`"
        message = f"`{license}` is not a license expression"
        table.error(message, "license", help=hint)
    return license


def _distribution(
    table: ConfigTable, key: str, version: str = "", license: str = ""
) -> Distribution | None:
    name = table.string(key)
    if name is None:
        if key not in table.data:
            table.error(f"`{_KEY}` must have a `name`")
        return None
    normalized = _normalized(name)
    if normalized is None:
        hint = "write letters, digits, `-`, `_` and `.`, such as `acme-jobs`"
        table.error(f"`{name}` is not a name of a distribution", key, help=hint)
    elif is_dependency(normalized):
        hint = f"name it `{normalized}-client`"
        message = f"a distribution `{name}` would replace one that generated code needs"
        table.error(message, key, help=hint)
    return Distribution(name, version, license)


def _normalized(name: str) -> str | None:
    """The name as indexes compare it (PEP 503); None if it is invalid."""
    from packaging.utils import InvalidName, canonicalize_name

    try:
        return canonicalize_name(name, validate=True) if name.isascii() else None
    except InvalidName:
        return None


def python_version(text: str) -> str | None:
    """A version that Python packages can be published with (PEP 440); None if `text` is
    another one.

    An index refuses local versions (`1.0+abc`). `2024-10` would be a post-release of 2024.
    """
    from packaging.version import InvalidVersion, Version

    try:
        version = Version(text) if text.isascii() else None
    except (InvalidVersion, ValueError):
        return None
    if version is None or version.local is not None:
        return None
    is_implicit = version.post is not None and not re.search(
        r"post|r(?!c)", text, re.IGNORECASE
    )
    return None if is_implicit else str(version)


def canonical_license(text: str) -> str | None:
    """An SPDX expression with the spelling of its identifiers; None if it is invalid."""
    from packaging.licenses import (
        InvalidLicenseExpression,
        canonicalize_license_expression,
    )

    if not text.isascii() or len(text) > 200:
        return None
    try:
        return str(canonicalize_license_expression(text))
    except (InvalidLicenseExpression, ValueError, RecursionError):
        return None


_PROJECT_FOLDERS = ("docs", "src", "tests", ".github")
"""Folders of a distribution that no other package can be in."""


def shared_folder(first: Package, second: Package) -> str | None:
    """The folder of a distribution that the other package is in; None if there is none."""
    for project, package in ((first, second), (second, first)):
        if project.distribution is not None:
            home, root = (
                Path(os.path.abspath(p)) for p in (project.home, package.root)
            )
            for name in _PROJECT_FOLDERS:
                if root.is_relative_to(home / name):
                    return Path(os.path.relpath(home / name)).as_posix()
    return None
