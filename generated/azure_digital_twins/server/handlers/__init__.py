"""Requests, responses and handlers of the operations, one module per group."""

from __future__ import annotations

from dataclasses import dataclass, field

from .import_jobs import ImportJobs, UnimplementedImportJobs


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """The handlers of each group. Those that are not given return 501."""

    import_jobs: ImportJobs = field(default_factory=UnimplementedImportJobs)
