"""Recipes resource."""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal, Unpack

from trueup_runtime.client import (
    AsyncRawMethod,
    AsyncResource,
    AsyncStreamMethod,
    CallOptions,
    Chunks,
    RawMethod,
    Resource,
    StreamMethod,
    UnsetType,
)

from .. import models
from ..operations import recipes as _operations


class Recipes(Resource):
    """Recipes and their pictures."""

    def list(
        self,
        *,
        sort: models.RecipesListSort | str | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> Iterator[models.Recipe]:
        """List recipes."""
        return self._client.send(_operations.list(sort=sort, **call_options)).data

    def create(
        self,
        *,
        body: models.RecipesCreateBody | Mapping[str, object],
        **call_options: Unpack[CallOptions],
    ) -> models.Recipe:
        """Add a recipe."""
        return self._client.send(_operations.create(body=body, **call_options)).data

    def get_photo(
        self,
        name: str,
        *,
        accept: Literal["image/png", "image/jpeg"] = "image/png",
        **call_options: Unpack[CallOptions],
    ) -> bytes:
        """Download the photo of a recipe."""
        return self._client.send(
            _operations.get_photo(name, accept=accept, **call_options)
        ).data

    def put_photo(
        self, name: str, *, body: bytes | Chunks, **call_options: Unpack[CallOptions]
    ) -> None:
        """Upload the photo of a recipe."""
        self._client.send(_operations.put_photo(name, body=body, **call_options))

    def search(
        self,
        *,
        body: models.RecipesSearchBody | Mapping[str, object] | None = None,
        accept: Literal["application/json", "text/plain"] = "application/json",
        **call_options: Unpack[CallOptions],
    ) -> builtins.list[models.Recipe] | str:
        """Search recipes."""
        return self._client.send(
            _operations.search(body=body, accept=accept, **call_options)
        ).data

    @cached_property
    def raw(self) -> RawRecipes:
        """The same methods, returning the full response: status, headers and data."""
        return RawRecipes(self._client)

    @cached_property
    def stream(self) -> StreamRecipes:
        """The methods whose response can be streamed, as context managers."""
        return StreamRecipes(self._client)


class RawRecipes(Resource):
    """`Recipes`, returning the full response: status, headers and data."""

    list = RawMethod(_operations.list)
    create = RawMethod(_operations.create)
    get_photo = RawMethod(_operations.get_photo)
    put_photo = RawMethod(_operations.put_photo)
    search = RawMethod(_operations.search)


class StreamRecipes(Resource):
    """`Recipes`, streaming the response, in a `with` block."""

    list = StreamMethod(_operations.list)
    get_photo = StreamMethod(_operations.get_photo)


class AsyncRecipes(AsyncResource):
    """Recipes and their pictures."""

    async def list(
        self,
        *,
        sort: models.RecipesListSort | str | None | UnsetType = None,
        **call_options: Unpack[CallOptions],
    ) -> Iterator[models.Recipe]:
        """List recipes."""
        response = await self._client.send(_operations.list(sort=sort, **call_options))
        return response.data

    async def create(
        self,
        *,
        body: models.RecipesCreateBody | Mapping[str, object],
        **call_options: Unpack[CallOptions],
    ) -> models.Recipe:
        """Add a recipe."""
        response = await self._client.send(
            _operations.create(body=body, **call_options)
        )
        return response.data

    async def get_photo(
        self,
        name: str,
        *,
        accept: Literal["image/png", "image/jpeg"] = "image/png",
        **call_options: Unpack[CallOptions],
    ) -> bytes:
        """Download the photo of a recipe."""
        response = await self._client.send(
            _operations.get_photo(name, accept=accept, **call_options)
        )
        return response.data

    async def put_photo(
        self, name: str, *, body: bytes | Chunks, **call_options: Unpack[CallOptions]
    ) -> None:
        """Upload the photo of a recipe."""
        await self._client.send(_operations.put_photo(name, body=body, **call_options))

    async def search(
        self,
        *,
        body: models.RecipesSearchBody | Mapping[str, object] | None = None,
        accept: Literal["application/json", "text/plain"] = "application/json",
        **call_options: Unpack[CallOptions],
    ) -> builtins.list[models.Recipe] | str:
        """Search recipes."""
        response = await self._client.send(
            _operations.search(body=body, accept=accept, **call_options)
        )
        return response.data

    @cached_property
    def raw(self) -> AsyncRawRecipes:
        """The same methods, returning the full response: status, headers and data."""
        return AsyncRawRecipes(self._client)

    @cached_property
    def stream(self) -> AsyncStreamRecipes:
        """The methods whose response can be streamed, as context managers."""
        return AsyncStreamRecipes(self._client)


class AsyncRawRecipes(AsyncResource):
    """`AsyncRecipes`, returning the full response: status, headers and data."""

    list = AsyncRawMethod(_operations.list)
    create = AsyncRawMethod(_operations.create)
    get_photo = AsyncRawMethod(_operations.get_photo)
    put_photo = AsyncRawMethod(_operations.put_photo)
    search = AsyncRawMethod(_operations.search)


class AsyncStreamRecipes(AsyncResource):
    """`AsyncRecipes`, streaming the response, in an `async with` block."""

    list = AsyncStreamMethod(_operations.list)
    get_photo = AsyncStreamMethod(_operations.get_photo)
