"""Rulesets of Spectral that a configuration or an option names."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import Report

if TYPE_CHECKING:
    from ..access import Access
    from ..rulesets import Ruleset


def read(
    path: Path, access: Access, report: Report, description: Path, only: Collection[str]
) -> Ruleset | None:
    """Read a ruleset; None, with diagnostics, if that fails."""
    from .. import rulesets

    return rulesets.read_ruleset(
        path, report, access, description=description, only=only
    )


def names(path: Path | None) -> Collection[str]:
    """The rules that a ruleset defines; none if it cannot be read, which is reported
    elsewhere."""
    if path is None:
        return ()
    from .. import rulesets

    return rulesets.documentation(path, Report()) or ()
