"""Read the body of a response, strictly or as far as possible."""

from __future__ import annotations

from typing import Any, TypeGuard, TypeVar

import msgspec

from . import media
from .bodies import Body, Bytes, Json, Text, choose
from .codec import to_builtins
from .errors import DecodeError, Error
from .event_streams import EventStream
from .lenient import convert_leniently
from .streams import JsonLines, Streamed

B = TypeVar("B")


def read_body(
    bodies: tuple[Body, ...], content_type: str, data: bytes, *, strict: bool
) -> Any:
    """The value of a body in one of the documented media types.

    Unless `strict`, parts that do not fit their types are kept as they came, and the
    media type need only be readable as one of the documented ones. Raises `DecodeError`.
    """
    body = (choose if strict else choose_readable)(bodies, content_type)
    if body is None:
        expected = " or ".join(f"`{body.media_type}`" for body in bodies)
        given = f"`{content_type}`" if content_type else "no media type"
        raise DecodeError(f"expected {expected}, got {given}", raw=data)
    try:
        if strict:
            return body.read(data, content_type)
        return _read_leniently(body, content_type, data)
    except (ArithmeticError, LookupError, RecursionError, ValueError) as error:
        # Such as a number of more digits than Python converts.
        if isinstance(error, Error):
            raise
        message = f"the body cannot be decoded: {error}"
        raise DecodeError(message, raw=data) from None


def lenient(body: B) -> B:
    """`body`; if it is a sequence of typed items, one that keeps invalid values."""
    if isinstance(body, (EventStream, JsonLines)):
        return msgspec.structs.replace(body, lenient=True)
    return body


def _read_leniently(body: Body, content_type: str, data: bytes) -> Any:
    try:
        return lenient(body).read(data, content_type)
    except DecodeError:
        return convert_leniently(body.type, body.plain(data, content_type))


def choose_readable(bodies: tuple[Body, ...], content_type: str) -> Body | None:
    """As `choose`; if no media type matches, the first body that can read the message.

    JSON of any media type (`text/json`, `+json`) is read as JSON, likewise JSON lines;
    `text/*` is read as text, and anything as bytes.
    """
    body = choose(bodies, content_type)
    if body is not None or not content_type:
        return body
    kinds: list[type[Body]] = [Bytes]
    if content_type.strip().lower().startswith("text/"):
        kinds.insert(0, Text)
    if media.is_json(content_type):
        kinds.insert(0, Json)
    if media.is_json_lines(content_type):
        kinds.insert(0, JsonLines)
    readable = (body for kind in kinds for body in bodies if isinstance(body, kind))
    return next(readable, None)


def is_streamed(body: object) -> TypeGuard[Streamed]:
    """Whether a body can be read piece by piece."""
    return isinstance(body, (Bytes, EventStream, JsonLines))


def value_at(data: object, pointer: str) -> object:
    """The value at an RFC 6901 pointer, or None."""
    value = to_builtins(data)
    for token in pointer.split("/")[1:]:
        token = token.replace("~1", "/").replace("~0", "~")
        if not isinstance(value, dict):
            return None
        value = value.get(token)
    return value
