"""Endpoint table of Ovens."""

from __future__ import annotations

from trueup_runtime.server import (
    Content,
    Endpoint,
    EndpointResponse,
    ParameterBinding,
    RequestBody,
)

from ... import models
from ...operations import ovens as operations
from ..handlers import ovens as handlers

ENDPOINTS = (
    Endpoint(
        operations.START_JOB,
        "ovens",
        "start_job",
        handlers.StartJobRequest,
        inputs=(
            ParameterBinding("oven", "#/$defs/startJob.oven", required=True),
            ParameterBinding("timeout_query", "#/$defs/startJob.timeout"),
        ),
        body=RequestBody(
            (
                Content("application/json", "#/$defs/Job", type=models.Job),
                Content("application/xml", type=str),
            ),
            required=True,
        ),
        responses=(
            EndpointResponse(
                "200",
                handlers.StartJob200,
                contents=(Content("application/json", "#/$defs/Job"),),
            ),
        ),
    ),
    Endpoint(
        operations.GET_TEMPERATURE,
        "ovens",
        "get_temperature",
        handlers.GetTemperatureRequest,
        inputs=(
            ParameterBinding("oven", "#/$defs/getTemperature.oven", required=True),
        ),
        responses=(
            EndpointResponse(
                "200",
                handlers.GetTemperature200,
                contents=(Content("application/json", "#/$defs/Reading"),),
            ),
        ),
    ),
)
