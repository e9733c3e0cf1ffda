"""Recipes resource."""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from functools import cached_property
from typing import Any, Literal, Unpack, overload

from trueup_runtime.client import (
    AsyncRawMethod,
    AsyncResource,
    AsyncStream,
    AsyncStreamMethod,
    CallOptions,
    Chunks,
    Headers,
    RawMethod,
    Resource,
    Response,
    Stream,
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

    @overload
    def search(
        self,
        *,
        body: models.RecipesSearchBody | Mapping[str, object] | None = None,
        accept: Literal["application/json"] = "application/json",
        **call_options: Unpack[CallOptions],
    ) -> builtins.list[models.Recipe]: ...
    @overload
    def search(
        self,
        *,
        accept: Literal["text/plain"],
        body: models.RecipesSearchBody | Mapping[str, object] | None = None,
        **call_options: Unpack[CallOptions],
    ) -> str: ...
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

    @overload
    def search(
        self,
        *,
        body: models.RecipesSearchBody | Mapping[str, object] | None = None,
        accept: Literal["application/json"] = "application/json",
        **call_options: Unpack[CallOptions],
    ) -> Response[builtins.list[models.Recipe], Headers]: ...
    @overload
    def search(
        self,
        *,
        accept: Literal["text/plain"],
        body: models.RecipesSearchBody | Mapping[str, object] | None = None,
        **call_options: Unpack[CallOptions],
    ) -> Response[str, Headers]: ...
    def search(
        self,
        *,
        body: models.RecipesSearchBody | Mapping[str, object] | None = None,
        accept: Literal["application/json", "text/plain"] = "application/json",
        **call_options: Unpack[CallOptions],
    ) -> Response[Any, Headers]:
        """Search recipes."""
        return self._client.send(
            _operations.search(body=body, accept=accept, **call_options)
        )


class StreamRecipes(Resource):
    """`Recipes`, streaming the response, in a `with` block."""

    list = StreamMethod(_operations.list)

    def get_photo(
        self,
        name: str,
        *,
        accept: Literal["image/png", "image/jpeg"] = "image/png",
        **call_options: Unpack[CallOptions],
    ) -> AbstractContextManager[Stream[bytes, Headers]]:
        """Download the photo of a recipe."""
        return self._client.stream(
            _operations.get_photo(name, accept=accept, **call_options)
        )


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

    @overload
    async def search(
        self,
        *,
        body: models.RecipesSearchBody | Mapping[str, object] | None = None,
        accept: Literal["application/json"] = "application/json",
        **call_options: Unpack[CallOptions],
    ) -> builtins.list[models.Recipe]: ...
    @overload
    async def search(
        self,
        *,
        accept: Literal["text/plain"],
        body: models.RecipesSearchBody | Mapping[str, object] | None = None,
        **call_options: Unpack[CallOptions],
    ) -> str: ...
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

    @overload
    async def search(
        self,
        *,
        body: models.RecipesSearchBody | Mapping[str, object] | None = None,
        accept: Literal["application/json"] = "application/json",
        **call_options: Unpack[CallOptions],
    ) -> Response[builtins.list[models.Recipe], Headers]: ...
    @overload
    async def search(
        self,
        *,
        accept: Literal["text/plain"],
        body: models.RecipesSearchBody | Mapping[str, object] | None = None,
        **call_options: Unpack[CallOptions],
    ) -> Response[str, Headers]: ...
    async def search(
        self,
        *,
        body: models.RecipesSearchBody | Mapping[str, object] | None = None,
        accept: Literal["application/json", "text/plain"] = "application/json",
        **call_options: Unpack[CallOptions],
    ) -> Response[Any, Headers]:
        """Search recipes."""
        return await self._client.send(
            _operations.search(body=body, accept=accept, **call_options)
        )


class AsyncStreamRecipes(AsyncResource):
    """`AsyncRecipes`, streaming the response, in an `async with` block."""

    list = AsyncStreamMethod(_operations.list)

    def get_photo(
        self,
        name: str,
        *,
        accept: Literal["image/png", "image/jpeg"] = "image/png",
        **call_options: Unpack[CallOptions],
    ) -> AbstractAsyncContextManager[AsyncStream[bytes, Headers]]:
        """Download the photo of a recipe."""
        return self._client.stream(
            _operations.get_photo(name, accept=accept, **call_options)
        )
