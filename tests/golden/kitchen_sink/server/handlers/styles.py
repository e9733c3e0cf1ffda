"""Requests, responses and handlers of Styles."""

from __future__ import annotations

import uuid
from typing import ClassVar, Protocol

from trueup_runtime.server import (
    FixedStatusResponse,
    MaybeAwaitable,
    Principal,
    Request,
    Unimplemented,
)

from ... import models

# ------------------------------------------------------------------------ get


class GetRequest(Request):
    """Send parameters in every style.

    `GET /styles/{simple}/{label}/{matrix}`
    """

    simple: list[int]
    label: list[str]
    matrix: models.Range
    form: list[str] | None = None
    joined: list[str] | None = None
    space: list[str] | None = None
    pipe: list[str] | None = None
    deep: models.Range | None = None
    reserved: str | None = None
    filter: models.Range | None = None
    x_trace: uuid.UUID | None = None
    x_labels: dict[str, str] | None = None
    theme: models.GetStylesTheme | None = None
    principal: Principal
    """The authenticated caller."""


class Get204(FixedStatusResponse):
    """All were understood."""

    status: ClassVar[int] = 204


# ------------------------------------------------------------------- handlers


class Styles(Protocol):
    """Parameters in every style.

    A method may be an `async def`, or a `def`, which runs in a thread.
    """

    def get(self, request: GetRequest, /) -> MaybeAwaitable[Get204]:
        """Send parameters in every style."""
        ...


class UnimplementedStyles:
    """Returns 501 for every operation. Override the methods that you implement."""

    def get(self, request: GetRequest, /) -> MaybeAwaitable[Get204]:
        raise Unimplemented("getStyles")
