"""What bodies hold, as the server's annotations. Knows no template."""

from __future__ import annotations

from ... import ir
from ...python.annotations import Writer
from ...quoting import Code
from ..client.wire import Kind, kind_of


def body_type(content: ir.Content, writer: Writer) -> Code:
    """What a handler is given, or answers with, as an annotation."""
    match kind_of(content.media_type):
        case Kind.JSON | Kind.FORM | Kind.MULTIPART:
            return writer.annotation(content.type)
        case Kind.TEXT:
            return Code(writer.builtin("str"))
        case _:
            return Code(writer.builtin("bytes"))
