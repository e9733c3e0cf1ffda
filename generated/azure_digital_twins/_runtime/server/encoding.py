"""Encode the response of a handler: status, headers, media type, body (RFC 9110).

Raises ValueError for a response that cannot be sent, which is an error of the handler.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterable, Iterable, Iterator

from starlette.responses import Response, StreamingResponse

from ..client import codec
from ..client.bodies import Body, Bytes, Chunks, Content, Text, concrete
from ..client.errors import ConfigurationError
from ..client.media import best
from .endpoints import Endpoint, EndpointResponse, HeaderBinding
from .item_validation import item_errors, located
from .negotiation import choose
from .responses import AnyHandlerResponse
from .schemas import Schemas

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def encode(
    result: AnyHandlerResponse,
    declared: EndpointResponse,
    accept: str | None,
    endpoint: Endpoint,
) -> Response:
    """The HTTP response of a handler's result. Sequences are streamed."""
    headers = dict(_headers(result, declared)) if declared.headers else {}
    index = media_type_index(result, declared, accept)
    data: bytes | Chunks = b""
    media_type = None
    if index is not None and allows_body(result.status):
        codec = endpoint.bodies_of(declared)[index]
        content = _serialize(codec, body_of(result))
        media_type, data = content.content_type, content.data
        if "*" in codec.media_type:
            chosen_type = getattr(result, "media_type", None)
            if chosen_type is not None:
                media_type = concrete(_safe(chosen_type), media_type)
    if isinstance(data, bytes):
        response = buffered(data, result.status, headers, media_type)
    else:
        headers["content-type"] = media_type or ""
        response = StreamingResponse(data, result.status, headers)
    for name, value in result.extra_headers:
        if not _TOKEN.fullmatch(name):
            raise ValueError(f"{name!r} cannot be the name of a header")
        response.headers.append(name, _safe(value))
    return response


def buffered(
    data: bytes, status: int, headers: dict[str, str], media_type: str | None
) -> Response:
    """A response that is sent as a whole. Starlette would add a charset to texts."""
    if media_type is not None and (headers or media_type.startswith("text/")):
        headers["content-type"] = media_type
    return Response(data, status, headers or None, media_type)


def without_body(response: Response) -> Response:
    """The response to HEAD: the same header fields without a body."""
    head = Response(None, response.status_code)
    head.raw_headers = response.raw_headers
    return head


def _serialize(body: Body, value: object) -> Content:
    if isinstance(body, Bytes) and isinstance(value, str):
        value = value.encode()
    if isinstance(body, Text) and isinstance(value, bytes) and body.type is str:
        value = value.decode(errors="replace")
    try:
        content = body.write(value)
    except ConfigurationError as error:
        raise ValueError(str(error)) from None
    if not isinstance(content.data, (bytes, Iterable, AsyncIterable)):
        raise ValueError(f"a body of bytes cannot be {type(content.data).__name__}")
    return content


def body_of(result: AnyHandlerResponse) -> object:
    """The body of a result; None if its class has no body."""
    return getattr(result, "body", None)


def allows_body(status: int) -> bool:
    """RFC 9110, 6.4.1."""
    return status >= 200 and status not in (204, 205, 304)


def _headers(
    result: AnyHandlerResponse, declared: EndpointResponse
) -> Iterator[tuple[str, str]]:
    for output in declared.headers:
        value = getattr(result, output.field)
        if value is not None:
            for name, text in output.header.write(value):
                yield name, _safe(text)


def _safe(value: str) -> str:
    """The value of a header. Raises ValueError if it has control characters."""
    if _CONTROL.search(value):
        raise ValueError("the value of a header must not contain control characters")
    return value.encode().decode("latin-1")


def media_type_index(
    result: AnyHandlerResponse, declared: EndpointResponse, accept: str | None
) -> int | None:
    """The index of the media type to use: the handler's choice, or the client's."""
    if len(declared.contents) < 2:
        return 0 if declared.contents else None
    chosen = getattr(result, "media_type", None)
    if chosen is None:
        chosen = choose(accept, declared.media_types)
    index = None if chosen is None else best(declared.media_types, chosen)
    return index or 0


def response_errors(
    result: AnyHandlerResponse,
    declared: EndpointResponse,
    response: Response,
    schemas: Schemas,
) -> Iterator[str]:
    """Differences between a response and its description."""
    for output in declared.headers:
        yield from _header_errors(result, output, schemas)
    sent = response.headers.get("content-type")
    for content in declared.contents:
        if content.media_type != sent:
            continue
        body = body_of(result)
        if content.schema is not None and not isinstance(response, StreamingResponse):
            value = codec.to_builtins(body)
            for error in schemas.errors(content.schema, value):
                yield located("body", error)
        if content.item_schema is not None and isinstance(body, list | tuple):
            for index, item in enumerate(body):
                yield from item_errors(content.item_schema, item, schemas, index)


def _header_errors(
    result: AnyHandlerResponse, output: HeaderBinding, schemas: Schemas
) -> Iterator[str]:
    value = getattr(result, output.field)
    if value is not None and output.schema is not None:
        for error in schemas.errors(output.schema, codec.to_builtins(value)):
            yield f"header {output.header.name}: {error.message}"
