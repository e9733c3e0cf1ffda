"""A request's body: read under a limit, decoded by its media type. Knows no operation."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from typing import Any, cast
from urllib.parse import parse_qsl

import msgspec
from msgspec import UNSET
from starlette.datastructures import Headers, UploadFile
from starlette.requests import Request as HttpRequest

from ..._runtime.shapes import Shape, coerce
from .negotiation import MediaType, media_type
from .problems import Problem, Refused
from .schemas import Json


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


async def decode(
    request: HttpRequest, data: bytes, type: object, wanted: Callable[[], Shape]
) -> tuple[object, object]:
    """A body as JSON-shaped values, text or bytes, and what its schema is to judge.

    `type` is what it will be converted to: text and bytes stay what they are; `wanted`
    gives what the text of forms stands for. UNSET is judged by nobody. Raises
    Unreadable.
    """
    kind = media_type(request.headers.get("content-type", ""))
    if type is bytes or kind is None:
        return data, UNSET
    if kind.is_json:
        value = _json(data)
        return value, value
    match kind:
        case MediaType("multipart"):
            form = await _multipart(request, data, wanted())
            return form, {name: _judged(part) for name, part in form.items()}
        case MediaType("application", "x-www-form-urlencoded"):
            fields = _form(data, wanted())
            return fields, fields
        case MediaType("text", "plain"):
            text = _text(data, kind)
            return text, coerce(text, wanted())
        case _:
            return _text(data, kind), UNSET


def _json(data: bytes) -> object:
    try:
        return msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        raise Unreadable(f"not JSON: {error}") from None
    except UnicodeDecodeError:
        raise Unreadable("not JSON: the text is not UTF-8") from None
    except RecursionError:
        raise Unreadable("nested too deeply") from None


def _text(data: bytes, kind: MediaType) -> str:
    charset = kind.parameter("charset") or "utf-8"
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        raise Unreadable(f"the text is not {charset}") from None


def _form(data: bytes, shape: Shape) -> dict[str, Json]:
    try:
        pairs = parse_qsl(
            data.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=10_000,
        )
    except ValueError:
        raise Unreadable("not an URL-encoded form") from None
    found: dict[str, Json] = {}
    for name, value in pairs:
        _add(found, name, value, shape)
    return found


def _add(found: dict[str, Json], name: str, value: str, shape: Shape) -> None:
    """One field of a form: arrays gather, documents are decoded, else the last one stays."""
    member = shape.of_member(name)
    if member.kind == "array":
        items = found.setdefault(name, [])
        if isinstance(items, list):
            items.append(_field(value, member.of_items))
    else:
        found[name] = _field(value, member)


def _field(value: str, shape: Shape) -> Json:
    """A form's field; one that is an object is a JSON document (OAS, Encoding Object)."""
    if shape.kind != "object":
        coerced: Json = coerce(value, shape)
        return coerced
    try:
        document: Json = msgspec.json.decode(value)
    except (msgspec.DecodeError, RecursionError):
        return value
    return document


async def _multipart(
    request: HttpRequest, data: bytes, shape: Shape
) -> dict[str, object]:
    """The parts by name; a file is its bytes. Needs `python-multipart`."""
    from starlette.formparsers import MultiPartException, MultiPartParser

    async def whole() -> AsyncGenerator[bytes, None]:
        yield data

    parser = MultiPartParser(request.headers, whole(), max_part_size=len(data) + 1)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise Unreadable(f"not a multipart form: {error}") from None
    found: dict[str, Any] = {}
    for name, value in form.multi_items():
        member = shape.of_member(name)
        if isinstance(value, UploadFile):
            part = await _part(value, member)
            if member.kind == "array":
                found.setdefault(name, []).append(part)
            else:
                found[name] = part
        else:
            _add(found, name, value, shape)
    await form.close()
    return found


async def _part(upload: UploadFile, shape: Shape) -> object:
    """A part that has a file name: bytes, unless it is a JSON document by its own type."""
    data = await upload.read()
    kind = media_type(upload.content_type or "")
    if kind is not None and kind.is_json and shape.kind != "string":
        return _json(data)
    return data


def _judged(part: object) -> object:
    """A part as a schema can judge it: bytes become text of the same length."""
    if isinstance(part, bytes):
        return part.decode("latin-1")
    if isinstance(part, list):
        return [_judged(item) for item in cast("list[object]", part)]
    return part
