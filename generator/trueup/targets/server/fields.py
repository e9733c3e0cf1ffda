"""Fields of requests and replies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ... import ir
from ...emit.annotated_names import AnnotatedName
from ...emit.annotations import literal, or_none, union
from ...emit.bodies import SERVER_SENT_EVENT, concrete
from ...emit.imports import Imports
from ...emit.quoting import Code
from .bodies import request_type, response_types

_NONE = Code("None")
_BODY = Code("body")
_MEDIA_TYPE = Code("media_type")


def field(name: Code, annotation: Code, required: bool, doc: str = "") -> AnnotatedName:
    """A field of a request or a reply; None is the default of one that is not required."""
    return AnnotatedName(
        name, annotation, None if required else _NONE, doc=doc if doc.strip() else ""
    )


def typed_field(
    name: Code, type_: ir.Type, required: bool, doc: str, imports: Imports
) -> AnnotatedName:
    """A field of a type; None is allowed where the field is not required."""
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
    """`body`, and `media_type` where there is more than one or a range, as `image/*`."""
    writer = imports.writer
    types: list[Code] = []
    for content in contents:
        if is_request:
            types.append(request_type(content, writer))
        else:
            types += response_types(content, writer)
    for annotation in types:
        for name in ("AsyncIterable", "Iterable"):
            if annotation.startswith(f"{name}["):
                imports.add("collections.abc", name)
        if SERVER_SENT_EVENT in annotation:
            imports.runtime(SERVER_SENT_EVENT)
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
