"""Ovens resource."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, Unpack, overload

from trueup_runtime.client import (
    AsyncRawMethod,
    AsyncResource,
    CallOptions,
    RawMethod,
    Resource,
    UnsetType,
)

from .. import models
from ..operations import ovens as _operations


class Ovens(Resource):
    """Ovens, which run jobs."""

    @overload
    def start_job(
        self,
        oven: int,
        *,
        body: models.Job | str | Mapping[str, object],
        timeout_query: int | None | UnsetType = None,
        content_type: None = None,
        **call_options: Unpack[CallOptions],
    ) -> models.Job: ...
    @overload
    def start_job(
        self,
        oven: int,
        *,
        body: models.Job | Mapping[str, object],
        content_type: Literal["application/json"],
        timeout_query: int | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> models.Job: ...
    @overload
    def start_job(
        self,
        oven: int,
        *,
        body: str,
        content_type: Literal["application/xml"],
        timeout_query: int | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> models.Job: ...
    def start_job(
        self,
        oven: int,
        *,
        body: models.Job | str | Mapping[str, object],
        timeout_query: int | None | UnsetType = None,
        content_type: Literal["application/json", "application/xml"] | None = None,
        **call_options: Unpack[CallOptions],
    ) -> models.Job:
        """Start a job.

        Args:
            timeout_query: Seconds after which the oven stops.
        """
        return self._client.send(
            _operations.start_job(
                oven,
                body=body,
                timeout_query=timeout_query,
                content_type=content_type,
                **call_options,
            )
        ).data

    def get_temperature(
        self, oven: int, **call_options: Unpack[CallOptions]
    ) -> float | str | list[float]:
        """Read the temperature."""
        return self._client.send(_operations.get_temperature(oven, **call_options)).data

    @cached_property
    def raw(self) -> RawOvens:
        """The same methods, returning the full response: status, headers and data."""
        return RawOvens(self._client)


class RawOvens(Resource):
    """`Ovens`, returning the full response: status, headers and data."""

    start_job = RawMethod(_operations.start_job)
    get_temperature = RawMethod(_operations.get_temperature)


class AsyncOvens(AsyncResource):
    """Ovens, which run jobs."""

    @overload
    async def start_job(
        self,
        oven: int,
        *,
        body: models.Job | str | Mapping[str, object],
        timeout_query: int | None | UnsetType = None,
        content_type: None = None,
        **call_options: Unpack[CallOptions],
    ) -> models.Job: ...
    @overload
    async def start_job(
        self,
        oven: int,
        *,
        body: models.Job | Mapping[str, object],
        content_type: Literal["application/json"],
        timeout_query: int | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> models.Job: ...
    @overload
    async def start_job(
        self,
        oven: int,
        *,
        body: str,
        content_type: Literal["application/xml"],
        timeout_query: int | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> models.Job: ...
    async def start_job(
        self,
        oven: int,
        *,
        body: models.Job | str | Mapping[str, object],
        timeout_query: int | None | UnsetType = None,
        content_type: Literal["application/json", "application/xml"] | None = None,
        **call_options: Unpack[CallOptions],
    ) -> models.Job:
        """Start a job.

        Args:
            timeout_query: Seconds after which the oven stops.
        """
        response = await self._client.send(
            _operations.start_job(
                oven,
                body=body,
                timeout_query=timeout_query,
                content_type=content_type,
                **call_options,
            )
        )
        return response.data

    async def get_temperature(
        self, oven: int, **call_options: Unpack[CallOptions]
    ) -> float | str | list[float]:
        """Read the temperature."""
        response = await self._client.send(
            _operations.get_temperature(oven, **call_options)
        )
        return response.data

    @cached_property
    def raw(self) -> AsyncRawOvens:
        """The same methods, returning the full response: status, headers and data."""
        return AsyncRawOvens(self._client)


class AsyncRawOvens(AsyncResource):
    """`AsyncOvens`, returning the full response: status, headers and data."""

    start_job = AsyncRawMethod(_operations.start_job)
    get_temperature = AsyncRawMethod(_operations.get_temperature)
