"""What bodies hold, as annotations of the server."""

from __future__ import annotations

from ... import ir
from ...emit.annotations import AnnotationWriter, subscript
from ...emit.bodies import BodyCodec, body_type
from ...emit.quoting import Code


def request_type(content: ir.Content, writer: AnnotationWriter) -> Code:
    """The annotation of the body that a handler receives."""
    body = body_type(content, writer)
    if body.item is not None and body.codec is not BodyCodec.BYTES:
        return subscript(writer.builtin("list"), body.item)
    return body.annotation


def response_types(content: ir.Content, writer: AnnotationWriter) -> tuple[Code, ...]:
    """The annotations of the bodies that a handler may return; sequences may be lazy."""
    body = body_type(content, writer)
    if body.item is None:
        return (body.annotation,)
    pieces = (subscript("Iterable", body.item), subscript("AsyncIterable", body.item))
    return (body.item, *pieces) if body.codec is BodyCodec.BYTES else pieces
