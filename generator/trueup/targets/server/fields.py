"""Fields of request and response classes, and the types of bodies in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ... import ir
from ...emit.annotated_names import AnnotatedName
from ...emit.annotation_expressions import literal, or_none, subscript, union
from ...emit.bodies import BodyCodec, body_type, concrete
from ...emit.imports import Imports
from ...emit.quoting import Code, call, pyvalue
from ...examples.validation import is_valid_at

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


def parameter_field(
    name: Code, parameter: ir.Parameter, doc: str, api: ir.Api, imports: Imports
) -> AnnotatedName:
    """A field of a parameter. The server fills in a valid default, so a field whose
    default can be written as one expression is not None."""
    default = _default(parameter, api, imports)
    if default is None:
        return typed_field(name, parameter.type, parameter.required, doc, imports)
    annotation = imports.writer.annotation(parameter.type)
    return AnnotatedName(name, annotation, default, doc=doc if doc.strip() else "")


def _default(parameter: ir.Parameter, api: ir.Api, imports: Imports) -> Code | None:
    """The valid default of an optional parameter, if it is a constant of its type."""
    value, schema = parameter.default, parameter.schema
    if parameter.required or schema is None or value in (ir.ABSENT, None):
        return None
    if isinstance(value, list | dict) or not is_valid_at(value, schema, api.schemas):
        return None
    type_ = parameter.type
    while isinstance(type_, ir.Nullable):
        type_ = type_.type
    match type_:
        case ir.Primitive(scalar) if _is_constant_of(value, scalar):
            return pyvalue(value)
        case ir.Literal(values) if value in values:
            return pyvalue(value)
        case ir.Ref(key):
            is_enum = isinstance(api.declaration(key).type, ir.Enum)
            if is_enum and imports.writer.is_class(type_):
                return call(imports.writer.annotation(type_), pyvalue(value))
            return None
        case _:
            return None


def _is_constant_of(value: ir.Json, scalar: ir.Scalar) -> bool:
    match scalar:
        case ir.Scalar.STRING | ir.Scalar.DURATION:
            return isinstance(value, str)
        case ir.Scalar.BOOLEAN:
            return isinstance(value, bool)
        case ir.Scalar.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool)
        case ir.Scalar.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case _:
            return False


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
    items = union(body.sent_items(content, imports))
    chunks = (subscript("Iterable", items), subscript("AsyncIterable", items))
    return (body.item, *chunks) if body.codec is BodyCodec.BYTES else chunks
