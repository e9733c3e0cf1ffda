"""Endpoint table of Recipes."""

from __future__ import annotations

from trueup_runtime.server import Answer, Content, Endpoint, Input, Intake

from ... import models
from ...operations import recipes as operations
from ..handlers import recipes as handlers

ENDPOINTS = (
    Endpoint(
        operations.LIST,
        "recipes",
        "list",
        handlers.ListRequest,
        inputs=(Input("sort", "#/$defs/Recipes_List.sort"),),
        answers=(
            Answer(
                "200", handlers.List200, contents=(Content("application/x-ndjson"),)
            ),
        ),
    ),
    Endpoint(
        operations.CREATE,
        "recipes",
        "create",
        handlers.CreateRequest,
        body=Intake(
            (
                Content(
                    "multipart/form-data",
                    "#/$defs/Recipes_Create.body",
                    type=models.RecipesCreateBody,
                ),
            ),
            required=True,
        ),
        answers=(
            Answer(
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
        inputs=(Input("name", "#/$defs/recipes_name_photo.name", required=True),),
        answers=(
            Answer(
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
        inputs=(Input("name", "#/$defs/recipes_name_photo.name", required=True),),
        body=Intake((Content("application/octet-stream", type=bytes),), required=True),
        answers=(Answer("204", handlers.PutPhoto204),),
    ),
    Endpoint(
        operations.SEARCH,
        "recipes",
        "search",
        handlers.SearchRequest,
        body=Intake(
            (
                Content(
                    "application/x-www-form-urlencoded",
                    "#/$defs/Recipes_Search.body",
                    type=models.RecipesSearchBody,
                ),
            )
        ),
        answers=(
            Answer(
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
