"""Ovens resource."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal, overload

from trueup_runtime.client import (
    AsyncRawMethod,
    AsyncResource,
    Headers,
    RawMethod,
    Resource,
    Response,
)

from .. import models
from ..operations import ovens as _operations


class Ovens(Resource):
    """Ovens, which run jobs."""

    @overload
    def start_job(
        self, oven: int, *, body: models.Job | str | Mapping[str, object]
    ) -> models.Job: ...
    @overload
    def start_job(
        self,
        oven: int,
        *,
        body: models.Job | Mapping[str, object],
        content_type: Literal["application/json"],
    ) -> models.Job: ...
    @overload
    def start_job(
        self, oven: int, *, body: str, content_type: Literal["application/xml"]
    ) -> models.Job: ...

    def start_job(
        self,
        oven: int,
        *,
        body: models.Job | str | Mapping[str, object],
        content_type: Literal["application/json", "application/xml"] | None = None,
    ) -> models.Job:
        """Start a job."""
        return self._client.send(
            _operations.start_job(oven, body=body, content_type=content_type)
        ).data

    def get_temperature(self, oven: int) -> float | str | list[float]:
        """Read the temperature."""
        return self._client.send(_operations.get_temperature(oven)).data

    @cached_property
    def raw(self) -> RawOvens:
        """The same methods, returning the full response: status, headers and data."""
        return RawOvens(self._client)


class RawOvens(Resource):
    """`Ovens`, returning the full response: status, headers and data."""

    @overload
    def start_job(
        self, oven: int, *, body: models.Job | str | Mapping[str, object]
    ) -> Response[models.Job, Headers]: ...
    @overload
    def start_job(
        self,
        oven: int,
        *,
        body: models.Job | Mapping[str, object],
        content_type: Literal["application/json"],
    ) -> Response[models.Job, Headers]: ...
    @overload
    def start_job(
        self, oven: int, *, body: str, content_type: Literal["application/xml"]
    ) -> Response[models.Job, Headers]: ...
    def start_job(
        self,
        oven: int,
        *,
        body: models.Job | str | Mapping[str, object],
        content_type: Literal["application/json", "application/xml"] | None = None,
    ) -> Response[Any, Headers]:
        """Start a job."""
        return self._client.send(
            _operations.start_job(oven, body=body, content_type=content_type)
        )

    get_temperature = RawMethod(_operations.get_temperature)


class AsyncOvens(AsyncResource):
    """Ovens, which run jobs."""

    @overload
    async def start_job(
        self, oven: int, *, body: models.Job | str | Mapping[str, object]
    ) -> models.Job: ...
    @overload
    async def start_job(
        self,
        oven: int,
        *,
        body: models.Job | Mapping[str, object],
        content_type: Literal["application/json"],
    ) -> models.Job: ...
    @overload
    async def start_job(
        self, oven: int, *, body: str, content_type: Literal["application/xml"]
    ) -> models.Job: ...

    async def start_job(
        self,
        oven: int,
        *,
        body: models.Job | str | Mapping[str, object],
        content_type: Literal["application/json", "application/xml"] | None = None,
    ) -> models.Job:
        """Start a job."""
        response = await self._client.send(
            _operations.start_job(oven, body=body, content_type=content_type)
        )
        return response.data

    async def get_temperature(self, oven: int) -> float | str | list[float]:
        """Read the temperature."""
        response = await self._client.send(_operations.get_temperature(oven))
        return response.data

    @cached_property
    def raw(self) -> AsyncRawOvens:
        """The same methods, returning the full response: status, headers and data."""
        return AsyncRawOvens(self._client)


class AsyncRawOvens(AsyncResource):
    """`AsyncOvens`, returning the full response: status, headers and data."""

    @overload
    async def start_job(
        self, oven: int, *, body: models.Job | str | Mapping[str, object]
    ) -> Response[models.Job, Headers]: ...
    @overload
    async def start_job(
        self,
        oven: int,
        *,
        body: models.Job | Mapping[str, object],
        content_type: Literal["application/json"],
    ) -> Response[models.Job, Headers]: ...
    @overload
    async def start_job(
        self, oven: int, *, body: str, content_type: Literal["application/xml"]
    ) -> Response[models.Job, Headers]: ...
    async def start_job(
        self,
        oven: int,
        *,
        body: models.Job | str | Mapping[str, object],
        content_type: Literal["application/json", "application/xml"] | None = None,
    ) -> Response[Any, Headers]:
        """Start a job."""
        return await self._client.send(
            _operations.start_job(oven, body=body, content_type=content_type)
        )

    get_temperature = AsyncRawMethod(_operations.get_temperature)
