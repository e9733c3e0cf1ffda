"""Ovens, which run jobs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Unpack

from trueup_runtime.client import (
    Call,
    CallOptions,
    Headers,
    Json,
    Operation,
    Path,
    Query,
    ResponseSpec,
    Text,
    UnsetType,
)

from .. import models

START_JOB = Operation(
    "startJob",
    "POST",
    "/ovens/{oven}/jobs",
    parameters=(Path("oven"), Query("timeout")),
    bodies=(Json(models.Job), Text("application/xml")),
    body_required=True,
    responses={200: ResponseSpec(Json(models.Job))},
    security=((("apiKey", ()),), (("oauth", ("orders.read",)),)),
)


def start_job(
    oven: int,
    *,
    body: models.Job | str | Mapping[str, object],
    timeout_query: int | None | UnsetType = None,
    content_type: Literal["application/json", "application/xml"] | None = None,
    **call_options: Unpack[CallOptions],
) -> Call[models.Job, Headers]:
    """Start a job.

    Args:
        timeout_query: Seconds after which the oven stops.
    """
    return Call(
        START_JOB,
        (oven, timeout_query),
        body=body,
        content_type=content_type,
        options=call_options,
    )


GET_TEMPERATURE = Operation(
    "getTemperature",
    "GET",
    "/ovens/{oven}/temperature",
    parameters=(Path("oven"),),
    responses={200: ResponseSpec(Json(float | str | list[float]))},
    security=((("apiKey", ()),), (("oauth", ("orders.read",)),)),
)


def get_temperature(
    oven: int, **call_options: Unpack[CallOptions]
) -> Call[float | str | list[float], Headers]:
    """Read the temperature."""
    return Call(GET_TEMPERATURE, (oven,), options=call_options)
