"""Endpoint table of Recipes."""

from __future__ import annotations

from trueup_runtime.server import (
    Content,
    Endpoint,
    EndpointResponse,
    ParameterBinding,
    RequestBody,
)

from ... import models
from ...operations import recipes as operations
from ..handlers import recipes as handlers

ENDPOINTS = (
    Endpoint(
        operations.LIST,
        "recipes",
        "list",
        handlers.ListRequest,
        inputs=(ParameterBinding("sort", "#/$defs/Recipes_List.sort"),),
        responses=(
            EndpointResponse(
                "200",
                handlers.List200,
                contents=(
                    Content("application/x-ndjson", item_schema="#/$defs/Recipe"),
                ),
            ),
        ),
    ),
    Endpoint(
        operations.CREATE,
        "recipes",
        "create",
        handlers.CreateRequest,
        body=RequestBody(
            (
                Content(
                    "multipart/form-data",
                    "#/$defs/Recipes_Create.body",
                    type=models.RecipesCreateBody,
                ),
            ),
            required=True,
        ),
        responses=(
            EndpointResponse(
                "201",
                handlers.Create201,
                contents=(Content("application/json", "#/$defs/Recipe"),),
            ),
        ),
    ),
    Endpoint(
        operations.GET_PHOTO,
        "recipes",
        "get_photo",
        handlers.GetPhotoRequest,
        inputs=(
            ParameterBinding("name", "#/$defs/recipes_name_photo.name", required=True),
        ),
        responses=(
            EndpointResponse(
                "200",
                handlers.GetPhoto200,
                contents=(Content("image/png"), Content("image/jpeg")),
            ),
        ),
    ),
    Endpoint(
        operations.PUT_PHOTO,
        "recipes",
        "put_photo",
        handlers.PutPhotoRequest,
        inputs=(
            ParameterBinding("name", "#/$defs/recipes_name_photo.name", required=True),
        ),
        body=RequestBody(
            (Content("application/octet-stream", type=bytes),), required=True
        ),
        responses=(EndpointResponse("204", handlers.PutPhoto204),),
    ),
    Endpoint(
        operations.SEARCH,
        "recipes",
        "search",
        handlers.SearchRequest,
        body=RequestBody(
            (
                Content(
                    "application/x-www-form-urlencoded",
                    "#/$defs/Recipes_Search.body",
                    type=models.RecipesSearchBody,
                ),
            )
        ),
        responses=(
            EndpointResponse(
                "200",
                handlers.Search200,
                contents=(
                    Content("application/json", "#/$defs/Recipes_Search.response.200"),
                    Content("text/plain", "#/$defs/Recipes_Search.response.200.2"),
                ),
            ),
        ),
    ),
)
