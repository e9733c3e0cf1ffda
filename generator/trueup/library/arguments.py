"""Arguments of the public functions.

Wrong types and values are mistakes in the program of the caller, so they are exceptions.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import Severity

if TYPE_CHECKING:
    from ..hosts import AllowedHosts


def names(argument: str, value: Iterable[str]) -> tuple[str, ...]:
    """Several names, or a single one. Raises `TypeError`."""
    values = (value,) if isinstance(value, str) else tuple(value)
    for name in values:
        if not isinstance(name, str):
            kind = type(name).__name__
            raise TypeError(f"`{argument}` must be strings, got `{kind}`")
    return values


def paths(value: Iterable[Path | str] | Path | str) -> list[Path]:
    """Several paths, or a single one."""
    values = (value,) if isinstance(value, (str, Path)) else value
    return [Path(path) for path in values]


def hosts(value: AllowedHosts | str | bool) -> AllowedHosts:
    """The hosts of `allow_remote`: True for any host. Raises `TypeError`."""
    if isinstance(value, bool):
        return value or ()
    return names("allow_remote", value)


def severity(value: Severity | str) -> Severity:
    """A severity, or its value. Raises `ValueError`."""
    try:
        return Severity(value)
    except ValueError:
        known = ", ".join(f"`{severity.value}`" for severity in Severity)
        raise ValueError(f"`fail_on` must be one of {known}, got `{value}`") from None
