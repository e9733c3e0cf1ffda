"""What bodies hold, as the server's annotations. Knows no template."""

from __future__ import annotations

from ... import ir
from ...emit.annotations import AnnotationWriter
from ...emit.quoting import Code
from ..client.expressions import Kind, body


def asked_type(content: ir.Content, writer: AnnotationWriter) -> Code:
    """What a handler is given, as an annotation."""
    code = body(content, writer)
    if code.item is not None and code.runtime != Kind.BYTES:
        return Code(f"{writer.builtin('list')}[{code.item}]")
    return code.annotation


def answered_types(content: ir.Content, writer: AnnotationWriter) -> tuple[Code, ...]:
    """What a handler may answer with, as annotations; sequences may come as they come."""
    code = body(content, writer)
    if code.item is None:
        return (code.annotation,)
    pieces = (Code(f"Iterable[{code.item}]"), Code(f"AsyncIterable[{code.item}]"))
    return (code.item, *pieces) if code.runtime == Kind.BYTES else pieces
