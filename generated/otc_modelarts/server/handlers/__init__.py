"""Requests, responses and handlers of the operations, one module per group."""

from __future__ import annotations

from dataclasses import dataclass, field

from .visualization_jobs import UnimplementedVisualizationJobs, VisualizationJobs


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """The handlers of each group. Those that are not given return 501."""

    visualization_jobs: VisualizationJobs = field(
        default_factory=UnimplementedVisualizationJobs
    )
