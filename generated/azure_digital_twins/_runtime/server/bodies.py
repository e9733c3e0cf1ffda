"""Request bodies, decoded by their media type."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, TypeAlias, TypeVar, cast

import msgspec
from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from msgspec import UNSET

from ..client import media
from ..client.bodies import Body, Bytes, Json, Text
from ..client.coercion import Shape
from ..client.errors import DecodeError, ResponseTooLargeError
from ..client.event_streams import EventStream
from ..client.forms import Form
from ..client.headers import Headers as FieldsOfPart
from ..client.multipart import Multipart
from ..client.streams import JsonLines
from .limits import Limits, is_deeper
from .negotiation import media_type
from .problems import Problem, RequestRejected
from .requests import IncomingRequest, too_large

T = TypeVar("T")

_CHARSETS: Final = frozenset(
    ("utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "latin1", "utf-16")
)
_CHARSETS_OF_JSON: Final = frozenset(("utf-8", "utf8", "us-ascii"))
_MAX_THREADS: Final = 2
_LIMITER = RunVar[CapacityLimiter]("large_bodies")

Heads: TypeAlias = Mapping[str, Sequence[FieldsOfPart]]


class Unreadable(ValueError):
    """A body that is not valid in its media type."""


def count_brackets(data: bytes) -> int:
    """How many `[` and `{` the data has: JSON is nested no deeper."""
    return data.count(b"[") + data.count(b"{")


def check_coding(sent: str) -> None:
    """Raises RequestRejected (415) for a `Content-Encoding` that is not supported."""
    coding = sent.strip().lower()
    if coding not in ("", "identity"):
        detail = f"The content coding {coding[:20]!r} is not supported."
        headers = {"Accept-Encoding": "identity"}
        raise RequestRejected(Problem(415, detail, headers=headers))


def has_body(request: IncomingRequest) -> bool | None:
    """Whether a request brings a body (RFC 9112, 6.3); None if only reading shows it."""
    lengths = request.fields(b"content-length")
    if lengths:
        return lengths[0].strip() != "0"
    return True if request.fields(b"transfer-encoding") else None


def needs_text(body: Body) -> bool:
    """Whether an empty body is not a value of the media type."""
    return isinstance(body, Json | Multipart) or "*" in body.media_type


@lru_cache(maxsize=512)
def is_known_charset(content_type: str) -> bool:
    """Whether the text of a body can be decoded."""
    kind = media_type(content_type)
    charset = kind.parameter("charset") if kind is not None else None
    if kind is None or charset is None:
        return True
    known = _CHARSETS_OF_JSON if kind.is_json else _CHARSETS
    return charset.lower() in known


def unsupported(detail: str, media_types: tuple[str, ...]) -> Problem:
    """415, with the supported media types (RFC 9110, 12.5.1)."""
    return Problem(415, detail, headers={"Accept": ", ".join(media_types)})


async def off_loop(work: Callable[[], T]) -> T:
    """Run `work` in a thread, so that other requests are processed meanwhile.

    Few threads at a time: each holds the interpreter's lock most of the time.
    """
    try:
        limiter = _LIMITER.get()
    except LookupError:
        limiter = CapacityLimiter(_MAX_THREADS)
        _LIMITER.set(limiter)
    return await to_thread.run_sync(work, limiter=limiter)


def decode(
    body: Body,
    data: bytes,
    brackets: int,
    content_type: str,
    wanted: Callable[[], Shape],
    limits: Limits,
    max_json: int,
) -> tuple[object, object, Heads]:
    """A body as JSON-shaped values, text or bytes; the value to validate by its schema;
    and the header fields of its parts by name.

    `brackets` is that of `count_brackets`. `wanted` is the shape of a form. UNSET is not
    validated. JSON in lines, events and parts has `max_json` bytes each. Raises Unreadable
    and RequestRejected (413).
    """
    match body:
        case Json():
            pass
        case Bytes():
            return data, UNSET, {}
        case Form() | Multipart():
            body = msgspec.structs.replace(body, shape=wanted())
        case _:
            pass
    if not isinstance(body, Json):
        _check_count(body, data, content_type, limits)
    value: Any
    heads: Heads = {}
    try:
        if isinstance(body, Multipart):
            value, heads = body.taken_apart(data, content_type, max_json)
        elif isinstance(body, (JsonLines, EventStream)):
            value = body.plain(data, content_type, max_json)
        else:
            value = body.plain(data, content_type)
    except ResponseTooLargeError:
        raise RequestRejected(too_large(max_json, "An item of the body")) from None
    except DecodeError as error:
        raise Unreadable(f"{_WHAT.get(type(body), 'no such body')}: {error}") from None
    except RecursionError:
        raise Unreadable("nested too deeply") from None
    may_be_deep = brackets > limits.max_depth or not isinstance(body, (Json, JsonLines))
    if may_be_deep and is_deeper(value, limits.max_depth):
        raise Unreadable(f"nested more than {limits.max_depth} levels deep")
    match body:
        case Json():
            return value, value, {}
        case Multipart():
            return (
                value,
                {name: _validatable(part) for name, part in value.items()},
                heads,
            )
        case EventStream():
            return body.parsed(value), value, {}
        case Text() if not body.media_type.startswith("text/"):
            return value, UNSET, {}  # a schema of XML or YAML is one of their structure
        case _:
            return value, value, {}


def _check_count(body: Body, data: bytes, content_type: str, limits: Limits) -> None:
    """Raises Unreadable for more fields or parts than allowed, before any is parsed."""
    if isinstance(body, Form) and data.count(b"&") >= limits.max_fields:
        raise Unreadable(f"more than {limits.max_fields} fields")
    if isinstance(body, JsonLines | EventStream):
        if data.count(b"\n") + data.count(b"\r") > limits.max_lines:
            raise Unreadable(f"more than {limits.max_lines} lines")
    boundary = isinstance(body, Multipart) and media.parameter(content_type, "boundary")
    # One delimiter more than there are parts.
    if boundary and data.count(b"--" + boundary.encode()) > limits.max_parts + 1:
        raise Unreadable(f"more than {limits.max_parts} parts")


_WHAT: dict[type[Body], str] = {
    Json: "not JSON",
    Form: "not an URL-encoded form",
    Multipart: "not a multipart form",
    Text: "not text",
    JsonLines: "not JSON lines",
    EventStream: "not a stream of events",
}


def _validatable(part: object) -> object:
    """A part as a schema can validate it: bytes become text of the same length."""
    if isinstance(part, bytes):
        return part.decode("latin-1")
    if isinstance(part, list):
        return [_validatable(item) for item in cast("list[object]", part)]
    return part
