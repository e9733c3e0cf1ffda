"""Who answers the operations: requests, replies and contracts, one module a group."""

from __future__ import annotations

from dataclasses import dataclass, field

from .visualization_jobs import UnimplementedVisualizationJobs, VisualizationJobs


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """Who answers the operations of each group: 501 where nobody does."""

    visualization_jobs: VisualizationJobs = field(
        default_factory=UnimplementedVisualizationJobs
    )
