"""Recipes and their pictures."""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Mapping
from typing import Literal, Unpack

from trueup_runtime.client import (
    Bytes,
    Call,
    CallOptions,
    Chunks,
    Form,
    Header,
    Headers,
    Json,
    JsonLines,
    Multipart,
    Operation,
    Part,
    Path,
    Query,
    ResponseSpec,
    StreamCall,
    Text,
    UnsetType,
)

from .. import models

LIST = Operation(
    "Recipes_List",
    "GET",
    "/recipes",
    parameters=(Query("sort"),),
    responses={200: ResponseSpec(JsonLines(models.Recipe, "application/x-ndjson"))},
)


def list(
    *,
    sort: models.RecipesListSort | str | None | UnsetType = None,
    **call_options: Unpack[CallOptions],
) -> StreamCall[Iterator[models.Recipe], models.Recipe, Headers]:
    """List recipes."""
    return StreamCall(LIST, (sort,), options=call_options)


CREATE = Operation(
    "Recipes_Create",
    "POST",
    "/recipes",
    bodies=(
        Multipart(
            models.RecipesCreateBody,
            parts={
                "recipe": Part(media_type="application/json"),
                "photo": Part(
                    media_type="image/png",
                    headers=(
                        Header(
                            "X-Rotation",
                            schema="#/$defs/Recipes_Create.body.photo.X-Rotation",
                        ),
                    ),
                ),
            },
        ),
    ),
    body_required=True,
    responses={201: ResponseSpec(Json(models.Recipe))},
    security=((("apiKey", ()),), (("oauth", ("orders.read",)),)),
)


def create(
    *,
    body: models.RecipesCreateBody | Mapping[str, object],
    **call_options: Unpack[CallOptions],
) -> Call[models.Recipe, Headers]:
    """Add a recipe."""
    return Call(CREATE, body=body, options=call_options)


GET_PHOTO = Operation(
    "Recipes_GetPhoto",
    "GET",
    "/recipes/{name}/photo",
    parameters=(Path("name"),),
    responses={200: ResponseSpec(Bytes("image/png"), Bytes("image/jpeg"))},
    security=((("apiKey", ()),), (("oauth", ("orders.read",)),)),
)


def get_photo(
    name: str,
    *,
    accept: Literal["image/png", "image/jpeg"] = "image/png",
    **call_options: Unpack[CallOptions],
) -> StreamCall[bytes, bytes, Headers]:
    """Download the photo of a recipe."""
    return StreamCall(GET_PHOTO, (name,), accept=accept, options=call_options)


PUT_PHOTO = Operation(
    "Recipes_PutPhoto",
    "PUT",
    "/recipes/{name}/photo",
    parameters=(Path("name"),),
    bodies=(Bytes("application/octet-stream"),),
    body_required=True,
    responses={204: ResponseSpec()},
    security=((("apiKey", ()),), (("oauth", ("orders.read",)),)),
)


def put_photo(
    name: str, *, body: bytes | Chunks, **call_options: Unpack[CallOptions]
) -> Call[None, Headers]:
    """Upload the photo of a recipe."""
    return Call(PUT_PHOTO, (name,), body=body, options=call_options)


SEARCH = Operation(
    "Recipes_Search",
    "POST",
    "/recipes/search",
    bodies=(
        Form(
            models.RecipesSearchBody,
            parts={
                "tags": Part(style="pipeDelimited", explode=False),
                "within": Part(style="deepObject"),
            },
        ),
    ),
    responses={
        200: ResponseSpec(Json(builtins.list[models.Recipe]), Text("text/plain"))
    },
    security=((("apiKey", ()),), (("oauth", ("orders.read",)),)),
)


def search(
    *,
    body: models.RecipesSearchBody | Mapping[str, object] | None = None,
    accept: Literal["application/json", "text/plain"] = "application/json",
    **call_options: Unpack[CallOptions],
) -> Call[builtins.list[models.Recipe] | str, Headers]:
    """Search recipes."""
    return Call(SEARCH, body=body, accept=accept, options=call_options)
