"""Endpoint table of Visualization Jobs."""

from __future__ import annotations

from trueup_runtime.server import Content, Endpoint, EndpointResponse, ParameterBinding

from ...operations import visualization_jobs as operations
from ..handlers import visualization_jobs as handlers

ENDPOINTS = (
    Endpoint(
        operations.DELETE,
        "visualization_jobs",
        "delete",
        handlers.DeleteRequest,
        inputs=(
            ParameterBinding(
                "project_id", "#/$defs/DeleteVisualizationJob.project_id", required=True
            ),
            ParameterBinding(
                "job_id", "#/$defs/DeleteVisualizationJob.job_id", required=True
            ),
        ),
        responses=(
            EndpointResponse(
                "200",
                handlers.Delete200,
                contents=(Content("application/json", "#/$defs/JobActionResult"),),
            ),
            EndpointResponse(
                "4XX",
                handlers.Delete4XX,
                contents=(Content("application/json", "#/$defs/JobActionResult"),),
            ),
        ),
    ),
)
