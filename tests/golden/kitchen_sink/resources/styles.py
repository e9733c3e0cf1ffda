"""Styles resource."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Unpack

from trueup_runtime.client import (
    AsyncRawMethod,
    AsyncResource,
    CallOptions,
    RawMethod,
    Resource,
    UnsetType,
)

from .. import models
from ..operations import styles as _operations


class Styles(Resource):
    """Parameters in every style."""

    def get(
        self,
        simple: list[int],
        label: list[str],
        matrix: models.Range,
        *,
        form: list[str] | None | UnsetType = None,
        joined: list[str] | None | UnsetType = None,
        space: list[str] | None | UnsetType = None,
        pipe: list[str] | None | UnsetType = None,
        deep: models.Range | None | UnsetType = None,
        reserved: str | None | UnsetType = None,
        filter: models.Range | None | UnsetType = None,
        x_trace: uuid.UUID | None | UnsetType = None,
        x_labels: dict[str, str] | None | UnsetType = None,
        theme: models.GetStylesTheme | str | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> None:
        """Send parameters in every style."""
        self._client.send(
            _operations.get(
                simple,
                label,
                matrix,
                form=form,
                joined=joined,
                space=space,
                pipe=pipe,
                deep=deep,
                reserved=reserved,
                filter=filter,
                x_trace=x_trace,
                x_labels=x_labels,
                theme=theme,
                **call_options,
            )
        )

    @cached_property
    def raw(self) -> RawStyles:
        """The same methods, returning the full response: status, headers and data."""
        return RawStyles(self._client)


class RawStyles(Resource):
    """`Styles`, returning the full response: status, headers and data."""

    get = RawMethod(_operations.get)


class AsyncStyles(AsyncResource):
    """Parameters in every style."""

    async def get(
        self,
        simple: list[int],
        label: list[str],
        matrix: models.Range,
        *,
        form: list[str] | None | UnsetType = None,
        joined: list[str] | None | UnsetType = None,
        space: list[str] | None | UnsetType = None,
        pipe: list[str] | None | UnsetType = None,
        deep: models.Range | None | UnsetType = None,
        reserved: str | None | UnsetType = None,
        filter: models.Range | None | UnsetType = None,
        x_trace: uuid.UUID | None | UnsetType = None,
        x_labels: dict[str, str] | None | UnsetType = None,
        theme: models.GetStylesTheme | str | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> None:
        """Send parameters in every style."""
        await self._client.send(
            _operations.get(
                simple,
                label,
                matrix,
                form=form,
                joined=joined,
                space=space,
                pipe=pipe,
                deep=deep,
                reserved=reserved,
                filter=filter,
                x_trace=x_trace,
                x_labels=x_labels,
                theme=theme,
                **call_options,
            )
        )

    @cached_property
    def raw(self) -> AsyncRawStyles:
        """The same methods, returning the full response: status, headers and data."""
        return AsyncRawStyles(self._client)


class AsyncRawStyles(AsyncResource):
    """`AsyncStyles`, returning the full response: status, headers and data."""

    get = AsyncRawMethod(_operations.get)
