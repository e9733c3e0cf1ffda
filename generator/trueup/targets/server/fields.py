"""Fields of request and response classes, and the types of bodies in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ... import ir
from ...emit.annotated_names import AnnotatedName
from ...emit.annotations import literal, or_none, subscript, union
from ...emit.bodies import BodyCodec, body_type, concrete
from ...emit.imports import Imports
from ...emit.quoting import Code

_NONE = Code("None")
_BODY = Code("body")
_MEDIA_TYPE = Code("media_type")


def field(name: Code, annotation: Code, required: bool, doc: str = "") -> AnnotatedName:
    """A field of a request or a response; None is the default of an optional field."""
    return AnnotatedName(
        name, annotation, None if required else _NONE, doc=doc if doc.strip() else ""
    )


def typed_field(
    name: Code, type_: ir.Type, required: bool, doc: str, imports: Imports
) -> AnnotatedName:
    """A field of a type; an optional field also accepts None."""
    writer = imports.writer
    annotation = writer.annotation(type_) if required else writer.optional(type_)
    return field(name, annotation, required, doc)


def body_fields(
    contents: Sequence[ir.Content],
    imports: Imports,
    required: bool,
    doc: str = "",
    *,
    is_request: bool = True,
) -> Iterator[AnnotatedName]:
    """`body`, and `media_type` if there are several or a range such as `image/*`."""
    writer = imports.writer
    types: list[Code] = []
    for content in contents:
        if is_request:
            types.append(request_type(content, imports))
        else:
            types += _response_types(content, imports)
    yield field(_BODY, union(types if required else (*types, _NONE)), required, doc)
    if any("*" in content.media_type for content in contents):
        needed = required if is_request else concrete(contents[0]) is None
        yield _media_type(writer.builtin("str"), needed)
    elif len(contents) > 1:
        writer.typing("Literal")
        choice = literal(content.media_type for content in contents)
        yield _media_type(choice, required and is_request)


def _media_type(annotation: Code, required: bool) -> AnnotatedName:
    return field(_MEDIA_TYPE, annotation if required else or_none(annotation), required)


def request_type(content: ir.Content, imports: Imports) -> Code:
    """The annotation of the body that a handler receives."""
    body = body_type(content, imports)
    if body.item is not None and body.codec is not BodyCodec.BYTES:
        return subscript(imports.writer.builtin("list"), body.item)
    return body.annotation


def _response_types(content: ir.Content, imports: Imports) -> tuple[Code, ...]:
    """The annotations of the bodies that a handler may return; sequences may be lazy."""
    body = body_type(content, imports)
    if body.item is None:
        return (body.annotation,)
    imports.add("collections.abc", "AsyncIterable", "Iterable")
    chunks = (subscript("Iterable", body.item), subscript("AsyncIterable", body.item))
    return (body.item, *chunks) if body.codec is BodyCodec.BYTES else chunks
