"""Operations of a description, and their responses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Generic, TypeVar

import msgspec

from . import media
from .api_errors import (
    ApiError,
    request_id,
)
from .bodies import Body
from .headers import Headers
from .parameters import Parameter

Security = tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]
"""Alternatives, each a set of (scheme, scopes) that are needed together."""

T = TypeVar("T")
H = TypeVar("H", bound=Headers)


class RawResponse(msgspec.Struct, frozen=True):
    """A response as received."""

    status: int
    headers: Headers = msgspec.field(default_factory=Headers)
    content: bytes = b""


class Response(msgspec.Struct, Generic[T, H], frozen=True):
    """A parsed response: data, status and headers."""

    data: T
    status: int
    headers: H
    raw: RawResponse

    @property
    def request_id(self) -> str | None:
        """The service's id of this request, from a response header."""
        return request_id(self.headers)


class ResponseSpec:
    """A documented success and its alternative bodies. Its data is None without bodies.

    `success_flag` is the RFC 6901 pointer of a property that is false if the request
    failed in spite of the status.
    """

    __slots__ = ("bodies", "headers", "success_flag")

    def __init__(
        self,
        *bodies: Body,
        headers: type[Headers] = Headers,
        success_flag: str | None = None,
    ) -> None:
        self.bodies = bodies
        self.headers = headers
        self.success_flag = success_flag

    def __repr__(self) -> str:
        return f"ResponseSpec{self.bodies!r}"


class Operation(msgspec.Struct, frozen=True, dict=True):
    """An operation of the description.

    `bodies` are the alternatives of its request's body, the preferred one first.
    `responses` and `errors` are keyed by status (`200`), range (`"2XX"`) or `"default"`.
    `idempotent` overrules what the method says. `idempotency_header` names the header
    that makes repeating safe.
    """

    id: str
    method: str
    path: str
    parameters: tuple[Parameter, ...] = ()
    bodies: tuple[Body, ...] = ()
    body_required: bool = False
    responses: Mapping[int | str, ResponseSpec] = msgspec.field(default_factory=dict)
    errors: Mapping[int | str, type[ApiError]] = msgspec.field(default_factory=dict)
    security: Security = ()
    accept: str | None = None
    idempotent: bool | None = None
    idempotency_header: str | None = None
    servers: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash((self.id, self.method, self.path))

    @cached_property
    def accepted(self) -> str:
        """The Accept field: the media types of all documented responses."""
        if self.accept is not None:
            return self.accept
        groups = [response.bodies for response in self.responses.values()]
        groups += [error.bodies for error in self.errors.values()]
        return media.accept(body.media_type for bodies in groups for body in bodies)

    @cached_property
    def header_names(self) -> frozenset[str]:
        """The names, in lower case, of the parameters that are header fields."""
        headers = (item for item in self.parameters if item.location == "header")
        return frozenset(header.name.lower() for header in headers)

    @cached_property
    def deprecated(self) -> tuple[tuple[int, Parameter], ...]:
        """The deprecated parameters, with the positions of their arguments."""
        taken = [item for item in self.parameters if not item.is_constant]
        return tuple(pair for pair in enumerate(taken) if pair[1].deprecated)

    def documented(self, status: int) -> ResponseSpec | type[ApiError] | None:
        """The documented response of a status: its own, that of its range, or the default."""
        for key in (status, f"{status // 100}XX"):
            if key in self.responses:
                return self.responses[key]
            if key in self.errors:
                return self.errors[key]
        if 200 <= status < 300 and "default" in self.responses:
            return self.responses["default"]
        return self.errors.get("default") or self.responses.get("default")

    def documents(self, status: int) -> bool:
        """Whether the description lists a status, by itself or by its range."""
        listed = self.responses.keys() | self.errors.keys()
        return status in listed or f"{status // 100}XX" in listed

    def closest_success(self, status: int) -> ResponseSpec | None:
        """The documented success whose status is closest to an undocumented 2xx."""
        codes = [key for key in self.responses if isinstance(key, int) and key < 300]
        if not codes:
            return None
        return self.responses[min(codes, key=lambda code: (abs(code - status), code))]
