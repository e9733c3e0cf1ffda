"""Endpoint table of Visualization Jobs."""

from __future__ import annotations

from trueup_runtime.server import Answer, Content, Endpoint, Input

from ...operations import visualization_jobs as operations
from ..handlers import visualization_jobs as handlers

ENDPOINTS = (
    Endpoint(
        operations.DELETE,
        "visualization_jobs",
        "delete",
        handlers.DeleteRequest,
        inputs=(
            Input(
                "project_id", "#/$defs/DeleteVisualizationJob.project_id", required=True
            ),
            Input("job_id", "#/$defs/DeleteVisualizationJob.job_id", required=True),
        ),
        answers=(
            Answer(
                "200",
                handlers.Delete200,
                contents=(Content("application/json", "#/$defs/JobActionResult"),),
            ),
            Answer(
                "4XX",
                handlers.Delete4XX,
                contents=(Content("application/json", "#/$defs/JobActionResult"),),
            ),
        ),
    ),
)
