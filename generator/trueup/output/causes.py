"""Why files are out of date: what changed since the run that wrote them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from ..diagnostics import Report
from ..provenance import Provenance
from .comparison import Change, ChangeKind, Comparison
from .manifest import MANIFEST, listed, recorded_provenance

Causes: TypeAlias = Callable[[Provenance], Sequence[str]]
"""A function that returns the changes since a run with that provenance, as clauses."""


def report_cause(
    comparison: Comparison, causes: Causes, repair: str, report: Report
) -> None:
    """Note what changed since the last run, if that run recorded it. `repair` is the
    command that regenerates the package."""
    manifest = next(c for c in comparison.changes if c.path == MANIFEST)
    recorded = recorded_provenance(manifest.old or b"")
    outdated = comparison.of(ChangeKind.STALE, ChangeKind.ORPHANED)
    if recorded is None or all(change.path == MANIFEST for change in outdated):
        return
    destination = comparison.destination
    report.note(
        "changed-since-generation",
        f"since `{destination.shown()}` was generated, {' and '.join(causes(recorded))}",
        destination.location(MANIFEST),
        help=f"run `{repair}`",
    )


def is_same_list(change: Change) -> bool:
    """Whether a manifest lists the same files, so that only its provenance differs."""
    if change.path != MANIFEST or change.new is None or change.old is None:
        return False
    try:
        return listed(change.old) == listed(change.new.encode())
    except ValueError:
        return False
