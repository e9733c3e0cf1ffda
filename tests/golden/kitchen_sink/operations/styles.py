"""Parameters in every style."""

from __future__ import annotations

import uuid
from typing import Unpack

from trueup_runtime.client import (
    Call,
    CallOptions,
    Cookie,
    Header,
    Headers,
    Operation,
    Path,
    Query,
    ResponseSpec,
    UnsetType,
)

from .. import models

GET = Operation(
    "getStyles",
    "GET",
    "/styles/{simple}/{label}/{matrix}",
    parameters=(
        Path("simple"),
        Path("label", style="label", explode=True),
        Path("matrix", style="matrix"),
        Query("form"),
        Query("joined", explode=False),
        Query("space", style="spaceDelimited", explode=False),
        Query("pipe", style="pipeDelimited", explode=False),
        Query("deep", style="deepObject"),
        Query("reserved", allow_reserved=True),
        Query("filter", media_type="application/json"),
        Header("X-Trace"),
        Header("X-Labels", explode=True),
        Cookie("theme"),
        Query("api-version", constant="2026-01-01"),
    ),
    responses={204: ResponseSpec()},
    security=((("apiKey", ()),), (("oauth", ("orders.read",)),)),
)


def get(
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
) -> Call[None, Headers]:
    """Send parameters in every style."""
    return Call(
        GET,
        (
            simple,
            label,
            matrix,
            form,
            joined,
            space,
            pipe,
            deep,
            reserved,
            filter,
            x_trace,
            x_labels,
            theme,
        ),
        options=call_options,
    )
