"""Encode the reply of a handler: status, headers, media type, body (RFC 9110).

Raises ValueError for a reply that cannot be sent, which is an error of the handler.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterable, Iterable, Iterator

from starlette.responses import Response, StreamingResponse

from ..client import codec
from ..client.bodies import Body, Bytes, Chunks, Text, concrete
from ..client.errors import ConfigurationError
from ..client.media import best
from .endpoints import Endpoint, EndpointResponse, HeaderBinding
from .negotiation import choose
from .responses import AnyHandlerResponse
from .schemas import Schemas

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def encode(
    reply: AnyHandlerResponse,
    answer: EndpointResponse,
    accept: str | None,
    endpoint: Endpoint,
) -> Response:
    """The response that a reply stands for. What is sent piece by piece streams."""
    headers = dict(_headers(reply, answer))
    index = _index(reply, answer, accept)
    body: bytes | Chunks = b""
    if index is not None and allows_body(reply.status):
        written = endpoint.bodies_of(answer)[index]
        body = _written(written, _body_of(reply), headers)
        of_reply = getattr(reply, "media_type", None)
        if of_reply is not None and "*" in written.media_type:
            headers["content-type"] = concrete(_safe(of_reply), headers["content-type"])
    if not isinstance(body, bytes):
        streaming = StreamingResponse(body, headers=headers, status_code=reply.status)
        return _extended(streaming, reply)
    response = Response(body, reply.status, headers)
    return _extended(response, reply)


def _extended(response: Response, reply: AnyHandlerResponse) -> Response:
    """The response with the headers that the description does not mention."""
    for name, value in reply.extra_headers:
        if not _TOKEN.fullmatch(name):
            raise ValueError(f"{name!r} cannot be the name of a header")
        response.headers.append(name, _safe(value))
    return response


def without_body(response: Response) -> Response:
    """The response to HEAD: the same fields, and nothing of what they are about."""
    head = Response(None, response.status_code)
    head.raw_headers = response.raw_headers
    return head


def _written(body: Body, value: object, headers: dict[str, str]) -> bytes | Chunks:
    """The body's bytes; says of what media type they are."""
    if isinstance(body, Bytes) and isinstance(value, str):
        value = value.encode()
    if isinstance(body, Text) and isinstance(value, bytes) and body.type is str:
        value = value.decode(errors="replace")
    try:
        sent, data = body.write(value)
    except ConfigurationError as error:
        raise ValueError(str(error)) from None
    if not isinstance(data, (bytes, Iterable, AsyncIterable)):
        raise ValueError(f"a body of bytes cannot be {type(data).__name__}")
    headers["content-type"] = sent
    return data


def _body_of(reply: AnyHandlerResponse) -> object:
    """What the reply carries; None where its class has no body."""
    return getattr(reply, "body", None)


def allows_body(status: int) -> bool:
    """RFC 9110, 6.4.1."""
    return status >= 200 and status not in (204, 205, 304)


def _headers(
    reply: AnyHandlerResponse, answer: EndpointResponse
) -> Iterator[tuple[str, str]]:
    for output in answer.headers:
        value = getattr(reply, output.field)
        if value is not None:
            for name, text in output.header.write(value):
                yield name, _safe(text)


def _safe(value: str) -> str:
    """A header's value. Raises ValueError for one that would end the header."""
    if _CONTROL.search(value):
        raise ValueError("the value of a header must not contain control characters")
    return value.encode().decode("latin-1")


def _index(
    reply: AnyHandlerResponse, answer: EndpointResponse, accept: str | None
) -> int | None:
    """Which of the response's media types to use: the handler's choice, or the client's."""
    if not answer.contents:
        return None
    chosen = getattr(reply, "media_type", None)
    if chosen is None:
        chosen = choose(accept, answer.media_types)
    index = None if chosen is None else best(answer.media_types, chosen)
    return index or 0


def faults(
    reply: AnyHandlerResponse,
    answer: EndpointResponse,
    response: Response,
    schemas: Schemas,
) -> Iterator[str]:
    """Where a response is not what the description says."""
    for output in answer.headers:
        yield from _header_faults(reply, output, schemas)
    sent = response.headers.get("content-type")
    for content in answer.contents:
        if content.media_type == sent and content.schema is not None:
            if isinstance(response, StreamingResponse):
                continue
            value = codec.to_builtins(_body_of(reply))
            for fault in schemas.faults(content.schema, value):
                yield f"body{' at ' + fault.pointer if fault.pointer else ''}: {fault.message}"


def _header_faults(
    reply: AnyHandlerResponse, output: HeaderBinding, schemas: Schemas
) -> Iterator[str]:
    value = getattr(reply, output.field)
    if value is not None and output.schema is not None:
        for fault in schemas.faults(output.schema, codec.to_builtins(value)):
            yield f"header {output.header.name}: {fault.message}"
