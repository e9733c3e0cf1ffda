"""What the handlers of Styles take and answer."""

from __future__ import annotations

import uuid
from typing import ClassVar, Protocol

from trueup_runtime.server import (
    Answered,
    FixedReply,
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
    """Who calls."""


class Get204(FixedReply):
    """All were understood."""

    status: ClassVar[int] = 204


# ------------------------------------------------------------------- handlers


class Styles(Protocol):
    """Parameters in every style.

    A method may be an `async def`, or a plain `def`, which is run in a thread.
    """

    def get(self, request: GetRequest, /) -> Answered[Get204]:
        """Send parameters in every style."""
        ...


class UnimplementedStyles:
    """Answers 501 to everything. Derive from it, and write the methods that you have."""

    def get(self, request: GetRequest, /) -> Answered[Get204]:
        raise Unimplemented("getStyles")
