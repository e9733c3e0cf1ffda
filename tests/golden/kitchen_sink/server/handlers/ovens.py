"""Requests, responses and handlers of Ovens."""

from __future__ import annotations

from typing import ClassVar, Literal, Protocol

from trueup_runtime.server import (
    FixedStatusResponse,
    MaybeAwaitable,
    Principal,
    Request,
    Unimplemented,
)

from ... import models

# ------------------------------------------------------------------ start_job


class StartJobRequest(Request):
    """Start a job.

    `POST /ovens/{oven}/jobs`
    """

    oven: int
    timeout_query: int | None = None
    """Seconds after which the oven stops."""
    body: models.Job | str
    media_type: Literal["application/json", "application/xml"]
    principal: Principal
    """The authenticated caller."""


class StartJob200(FixedStatusResponse):
    """The job runs."""

    status: ClassVar[int] = 200
    body: models.Job


# ------------------------------------------------------------ get_temperature


class GetTemperatureRequest(Request):
    """Read the temperature.

    `GET /ovens/{oven}/temperature`
    """

    oven: int
    principal: Principal
    """The authenticated caller."""


class GetTemperature200(FixedStatusResponse):
    """A number, a text, or a list of numbers."""

    status: ClassVar[int] = 200
    body: float | str | list[float]


# ------------------------------------------------------------------- handlers


class Ovens(Protocol):
    """Ovens, which run jobs.

    A method may be an `async def`, or a `def`, which runs in a thread.
    """

    def start_job(self, request: StartJobRequest, /) -> MaybeAwaitable[StartJob200]:
        """Start a job."""
        ...

    def get_temperature(
        self, request: GetTemperatureRequest, /
    ) -> MaybeAwaitable[GetTemperature200]:
        """Read the temperature."""
        ...


class UnimplementedOvens:
    """Returns 501 for every operation. Override the methods that you implement."""

    def start_job(self, request: StartJobRequest, /) -> MaybeAwaitable[StartJob200]:
        raise Unimplemented("startJob")

    def get_temperature(
        self, request: GetTemperatureRequest, /
    ) -> MaybeAwaitable[GetTemperature200]:
        raise Unimplemented("getTemperature")
