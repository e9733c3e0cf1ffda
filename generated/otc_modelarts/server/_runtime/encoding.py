"""A handler's reply to a response: status, headers, media type, body. RFC 9110.

Knows no handler. Raises ValueError for what cannot be sent, which is a fault of the
handler's.
"""

from __future__ import annotations

from collections.abc import Iterator

from starlette.responses import Response

from ..._runtime import codec
from .endpoints import Answer, Content, Output
from .negotiation import choose, media_type
from .replies import AnyReply
from .schemas import Schemas


def encode(reply: AnyReply, answer: Answer, accept: str | None) -> Response:
    """The response that a reply stands for."""
    headers = dict(_headers(reply, answer))
    content = _content(reply, answer, accept)
    body: bytes | None = None
    if content is not None and allows_body(reply.status):
        sent = _concrete(content, _body_of(reply))
        body = _body(sent, _body_of(reply))
        headers["content-type"] = sent
    response = Response(body, reply.status, headers)
    for name, value in reply.extra_headers:
        response.headers.append(name, _safe(value))
    return response


def _body_of(reply: AnyReply) -> object:
    """What the reply carries; None where its class has no body."""
    return getattr(reply, "body", None)


def allows_body(status: int) -> bool:
    """RFC 9110, 6.4.1."""
    return status >= 200 and status not in (204, 205, 304)


def _headers(reply: AnyReply, answer: Answer) -> Iterator[tuple[str, str]]:
    for output in answer.headers:
        value = getattr(reply, output.field)
        if value is not None:
            for name, text in output.header.write(value):
                yield name, _safe(text)


def _safe(value: str) -> str:
    """A header's value. Raises ValueError for one that would end the header."""
    if any(character in value for character in "\r\n\0"):
        raise ValueError("a header's value must not break the line")
    return value.encode().decode("latin-1")


def _content(reply: AnyReply, answer: Answer, accept: str | None) -> Content | None:
    """Which of the response's media types to use: the handler's choice, or the client's."""
    if not answer.contents:
        return None
    chosen = getattr(reply, "media_type", None)
    if chosen is None:
        chosen = choose(accept, answer.media_types)
    found = (content for content in answer.contents if content.media_type == chosen)
    return next(found, answer.contents[0])


def _concrete(content: Content, body: object) -> str:
    """The media type to send: a range stands for what the body is."""
    kind = media_type(content.media_type)
    if kind is not None and not kind.is_range:
        return content.media_type
    if isinstance(body, bytes):
        return "application/octet-stream"
    return "text/plain; charset=utf-8" if isinstance(body, str) else "application/json"


def _body(sent: str, body: object) -> bytes:
    kind = media_type(sent)
    if kind is not None and kind.is_json:
        return codec.encode(body)
    if isinstance(body, bytes):
        return body
    if isinstance(body, str):
        return body.encode((kind and kind.parameter("charset")) or "utf-8")
    return codec.encode(body)


def faults(
    reply: AnyReply, answer: Answer, response: Response, schemas: Schemas
) -> Iterator[str]:
    """Where a response is not what the description says."""
    for output in answer.headers:
        yield from _header_faults(reply, output, schemas)
    sent = response.headers.get("content-type")
    for content in answer.contents:
        if content.media_type == sent and content.schema is not None:
            value = codec.to_builtins(_body_of(reply))
            for fault in schemas.faults(content.schema, value):
                yield f"body{' at ' + fault.pointer if fault.pointer else ''}: {fault.message}"


def _header_faults(reply: AnyReply, output: Output, schemas: Schemas) -> Iterator[str]:
    value = getattr(reply, output.field)
    if value is not None and output.schema is not None:
        for fault in schemas.faults(output.schema, codec.to_builtins(value)):
            yield f"header {output.header.name}: {fault.message}"
