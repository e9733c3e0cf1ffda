"""Requests, responses and handlers of Recipes."""

from __future__ import annotations

import builtins
from collections.abc import AsyncIterable, Iterable, Mapping
from typing import ClassVar, Literal, Protocol

from trueup_runtime.client import PartHead
from trueup_runtime.server import (
    FixedStatusResponse,
    MaybeAwaitable,
    Principal,
    Request,
    Unimplemented,
)

from ... import models

# ----------------------------------------------------------------------- list


class ListRequest(Request):
    """List recipes.

    `GET /recipes`
    """

    sort: models.RecipesListSort | None = None


class List200(FixedStatusResponse):
    """Every recipe, one a line."""

    status: ClassVar[int] = 200
    body: Iterable[models.Recipe] | AsyncIterable[models.Recipe]


# --------------------------------------------------------------------- create


class CreateRequest(Request):
    """Add a recipe.

    `POST /recipes`
    """

    body: models.RecipesCreateBody
    parts: Mapping[str, tuple[PartHead, ...]] = {}
    """The header fields and the file name of each part of a form, by name."""
    principal: Principal
    """The authenticated caller."""


class Create201(FixedStatusResponse):
    """The recipe was added."""

    status: ClassVar[int] = 201
    body: models.Recipe


# ------------------------------------------------------------------ get_photo


class GetPhotoRequest(Request):
    """Download the photo of a recipe.

    `GET /recipes/{name}/photo`
    """

    name: str
    principal: Principal
    """The authenticated caller."""


class GetPhoto200(FixedStatusResponse):
    """The photo."""

    status: ClassVar[int] = 200
    body: bytes | Iterable[bytes] | AsyncIterable[bytes]
    media_type: Literal["image/png", "image/jpeg"] | None = None


# ------------------------------------------------------------------ put_photo


class PutPhotoRequest(Request):
    """Upload the photo of a recipe.

    `PUT /recipes/{name}/photo`
    """

    name: str
    body: bytes
    principal: Principal
    """The authenticated caller."""


class PutPhoto204(FixedStatusResponse):
    """The photo is stored."""

    status: ClassVar[int] = 204


# --------------------------------------------------------------------- search


class SearchRequest(Request):
    """Search recipes.

    `POST /recipes/search`
    """

    body: models.RecipesSearchBody | None = None
    principal: Principal
    """The authenticated caller."""


class Search200(FixedStatusResponse):
    """What was found."""

    status: ClassVar[int] = 200
    body: builtins.list[models.Recipe] | str
    media_type: Literal["application/json", "text/plain"] | None = None


# ------------------------------------------------------------------- handlers


class Recipes(Protocol):
    """Recipes and their pictures.

    A method may be an `async def`, or a `def`, which runs in a thread.
    """

    def list(self, request: ListRequest, /) -> MaybeAwaitable[List200]:
        """List recipes."""
        ...

    def create(self, request: CreateRequest, /) -> MaybeAwaitable[Create201]:
        """Add a recipe."""
        ...

    def get_photo(self, request: GetPhotoRequest, /) -> MaybeAwaitable[GetPhoto200]:
        """Download the photo of a recipe."""
        ...

    def put_photo(self, request: PutPhotoRequest, /) -> MaybeAwaitable[PutPhoto204]:
        """Upload the photo of a recipe."""
        ...

    def search(self, request: SearchRequest, /) -> MaybeAwaitable[Search200]:
        """Search recipes."""
        ...


class UnimplementedRecipes:
    """Returns 501 for every operation. Override the methods that you implement."""

    def list(self, request: ListRequest, /) -> MaybeAwaitable[List200]:
        raise Unimplemented("Recipes_List")

    def create(self, request: CreateRequest, /) -> MaybeAwaitable[Create201]:
        raise Unimplemented("Recipes_Create")

    def get_photo(self, request: GetPhotoRequest, /) -> MaybeAwaitable[GetPhoto200]:
        raise Unimplemented("Recipes_GetPhoto")

    def put_photo(self, request: PutPhotoRequest, /) -> MaybeAwaitable[PutPhoto204]:
        raise Unimplemented("Recipes_PutPhoto")

    def search(self, request: SearchRequest, /) -> MaybeAwaitable[Search200]:
        raise Unimplemented("Recipes_Search")
