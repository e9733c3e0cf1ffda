"""A request's body: read under a limit, decoded by its media type. Knows no operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias, cast

import msgspec
from msgspec import UNSET
from starlette.datastructures import Headers
from starlette.requests import Request as HttpRequest

from ..._runtime.bodies import Body, Bytes, Json, Text
from ..._runtime.errors import DecodeError
from ..._runtime.forms import Form, Multipart
from ..._runtime.headers import Headers as FieldsOfPart
from ..._runtime.shapes import Shape
from ..._runtime.streams import EventStream, JsonLines
from .problems import Problem, Refused

Heads: TypeAlias = Mapping[str, Sequence[FieldsOfPart]]


class Unreadable(ValueError):
    """A body that is not written in its own media type."""


def has_body(headers: Headers) -> bool | None:
    """Whether a request brings a body (RFC 9112, 6.3); None where only reading tells."""
    length = headers.get("content-length")
    if length is not None:
        return length.strip() != "0"
    return True if "transfer-encoding" in headers else None


async def read(request: HttpRequest, limit: int) -> bytes:
    """The whole body. Raises Refused (413) as soon as it is larger than `limit`."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit:
        raise Refused(_too_large(limit))
    pieces: list[bytes] = []
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > limit:
            raise Refused(_too_large(limit))
        pieces.append(piece)
    return b"".join(pieces)


def _too_large(limit: int) -> Problem:
    detail = f"The body is larger than {limit} bytes."
    return Problem(413, detail, headers={"Connection": "close"})


def decode(
    body: Body, data: bytes, content_type: str, wanted: Callable[[], Shape]
) -> tuple[object, object, Heads]:
    """A body as JSON-shaped values, text or bytes, what its schema is to judge, and the
    header fields of its parts by name.

    `wanted` gives what the text of forms stands for. UNSET is judged by nobody. Raises
    Unreadable.
    """
    match body:
        case Bytes():
            return data, UNSET, {}
        case Form() | Multipart():
            body = msgspec.structs.replace(body, shape=wanted())
        case _:
            pass
    heads: Heads = {}
    try:
        if isinstance(body, Multipart):
            value, heads = body.taken_apart(data, content_type)
        else:
            value = body.plain(data, content_type)
    except DecodeError as error:
        raise Unreadable(f"{_WHAT.get(type(body), 'no such body')}: {error}") from None
    except RecursionError:
        raise Unreadable("nested too deeply") from None
    match body:
        case Multipart():
            return value, {name: _judged(part) for name, part in value.items()}, heads
        case Text() if not body.media_type.startswith("text/"):
            return value, UNSET, {}  # a schema of XML or YAML is one of their structure
        case _:
            return value, value, {}


_WHAT: dict[type[Body], str] = {
    Json: "not JSON",
    Form: "not an URL-encoded form",
    Multipart: "not a multipart form",
    Text: "not text",
    JsonLines: "not JSON lines",
    EventStream: "not a stream of events",
}


def _judged(part: object) -> object:
    """A part as a schema can judge it: bytes become text of the same length."""
    if isinstance(part, bytes):
        return part.decode("latin-1")
    if isinstance(part, list):
        return [_judged(item) for item in cast("list[object]", part)]
    return part
