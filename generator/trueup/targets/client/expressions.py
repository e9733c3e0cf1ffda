"""Views of the expressions that describe parameters, bodies and responses."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ... import ir
from ...emit.annotation_expressions import union
from ...emit.bodies import TEXT_EVENT, BodyCodec, body_type, has_event_data
from ...emit.error_classes import success_responses
from ...emit.identifiers import dotted_name
from ...emit.imports import Imports
from ...emit.naming import Symbols
from ...emit.quoting import Code, pystr, pystr_or_none, pyvalue

_PARAMETER_CLASSES = {
    ir.Location.PATH: Code("Path"),
    ir.Location.QUERY: Code("Query"),
    ir.Location.HEADER: Code("Header"),
    ir.Location.COOKIE: Code("Cookie"),
    ir.Location.QUERYSTRING: Code("QueryString"),
}
_EXPLODED = (ir.Location.QUERY, ir.Location.COOKIE, ir.Location.QUERYSTRING)
"""Locations whose runtime class explodes values by default."""

_DEFAULT_MEDIA_TYPES = {
    BodyCodec.JSON: "application/json",
    BodyCodec.JSON_LINES: "application/jsonl",
    BodyCodec.FORM: "application/x-www-form-urlencoded",
    BodyCodec.MULTIPART: "multipart/form-data",
}
_STRING = ir.Primitive(ir.Scalar.STRING)


class HeaderView(Struct, frozen=True):
    """A header of a part: `Header(…)`."""

    name: str
    explode: bool
    media_type: Code | None
    constant: Code | None
    required: bool
    schema: Code | None


class ArgumentView(Struct, frozen=True):
    """`name=value`"""

    name: Code
    value: Code


class PartView(Struct, frozen=True):
    """A part of a form: `"name": Part(…)`."""

    name: str
    arguments: tuple[ArgumentView, ...]
    headers: tuple[HeaderView, ...]


class ParameterView(Struct, frozen=True):
    """`Query("limit", …)`. An argument equal to the runtime's default is None."""

    location: Code
    name: str
    style: Code | None
    explode: Code | None
    allow_reserved: bool
    media_type: Code | None
    constant: Code | None
    required: bool
    deprecated: bool
    format: Code | None
    parts: tuple[PartView, ...]


class BodyView(Struct, frozen=True):
    """`Json(models.Pet)`. A media type equal to the runtime's default is None."""

    codec: Code
    type: Code | None
    media_type: Code | None
    is_form: bool
    is_plain: bool  # text or bytes
    is_data: bool  # `type` is the type of the data of an event
    is_json_data: bool  # the property `data` of an event is JSON
    format: Code | None
    parts: tuple[PartView, ...]


class ReplyView(Struct, frozen=True):
    """`200: ResponseSpec(Json(models.Pet))`"""

    status: Code
    bodies: tuple[BodyView, ...]
    headers: Code | None
    success_flag: Code | None
    has_arguments: bool  # before `success_flag`


def body_view(
    content: ir.Content, imports: Imports, *, is_request: bool = False
) -> BodyView:
    """A body of one media type."""
    body = body_type(content, imports)
    imports.runtime(body.codec.value)
    _import_parts(content.parts, imports)
    type_, is_plain = body.item or body.annotation, False
    media_type: str | None = content.media_type
    match body.codec:
        case BodyCodec.EVENTS:
            media_type = media_type if ";" in content.media_type else None
        case BodyCodec.TEXT | BodyCodec.BYTES:
            is_plain = True
        case codec:
            if media_type == _DEFAULT_MEDIA_TYPES[codec]:
                media_type = None
    has_type = type_ is not TEXT_EVENT and not (
        is_plain and (content.type == _STRING or body.codec is BodyCodec.BYTES)
    )
    return BodyView(
        codec=body.codec.value,
        type=type_ if has_type else None,
        media_type=pystr_or_none(media_type),
        is_form=body.codec in (BodyCodec.FORM, BodyCodec.MULTIPART),
        is_plain=is_plain,
        is_data=has_type and has_event_data(content, imports),
        is_json_data=content.has_json_data,
        format=format_value(content.formats) if is_request else None,
        parts=tuple(map(_part, content.parts)) if not is_plain else (),
    )


def _import_parts(parts: tuple[ir.Part, ...], imports: Imports) -> None:
    if parts:
        imports.runtime("Part")
    if any(part.headers for part in parts):
        imports.runtime("Header")


def _part(part: ir.Part) -> PartView:
    arguments = []
    if part.media_types:
        arguments.append(ArgumentView(Code("media_type"), pystr(part.media_types[0])))
    if part.style is not None:
        arguments.append(ArgumentView(Code("style"), pystr(part.style.value)))
        if not _is_exploded(part):
            arguments.append(ArgumentView(Code("explode"), Code("False")))
    if part.allow_reserved:
        arguments.append(ArgumentView(Code("allow_reserved"), Code("True")))
    return PartView(part.name, tuple(arguments), tuple(map(_header, part.headers)))


def _is_exploded(part: ir.Part) -> bool:
    """Whether a part's value is exploded, which is the default of style `form` only."""
    return part.style is ir.Style.FORM if part.explode is None else part.explode


def _header(header: ir.Header) -> HeaderView:
    return HeaderView(
        name=header.name,
        explode=header.explode,
        media_type=pystr_or_none(header.media_type),
        constant=None if header.constant is ir.ABSENT else pyvalue(header.constant),
        required=header.required,
        schema=pystr_or_none(header.schema),
    )


def parameter_view(item: ir.Parameter, imports: Imports) -> ParameterView:
    """A parameter as the runtime describes it."""
    location = _PARAMETER_CLASSES[item.location]
    imports.runtime(location)
    _import_parts(item.parts, imports)
    is_default_style = item.style is item.location.default_style
    is_exploded = item.location in _EXPLODED
    is_constant = item.constant is not ir.ABSENT
    is_path = item.location is ir.Location.PATH
    return ParameterView(
        location=location,
        name=item.name,
        style=None if is_default_style else pystr(item.style.value),
        explode=None if item.explode is is_exploded else pyvalue(item.explode),
        allow_reserved=item.allow_reserved,
        media_type=pystr_or_none(item.media_type),
        constant=pyvalue(item.constant) if is_constant else None,
        required=item.required and not is_constant and not is_path,
        deprecated=item.deprecated and not item.required and not is_constant,
        format=None if is_constant else format_value(item.formats),
        parts=tuple(map(_part, item.parts)),
    )


def format_value(formats: tuple[str, ...]) -> Code | None:
    """`"email"`, or `("email", "uri")`; None without a format."""
    if not formats:
        return None
    return pyvalue(formats[0] if len(formats) == 1 else formats)


class ResultTypes(Struct, frozen=True):
    """The annotations of a call's result; `item` annotates an item of a streamed response."""

    annotation: Code
    item: Code | None
    media_types: tuple[str, ...]


def result_of(operation: ir.Operation, imports: Imports) -> ResultTypes:
    """The annotations of an operation's successful responses."""
    annotations: list[Code] = []
    items: list[Code] = []
    media_types: dict[str, None] = {}
    for response in success_responses(operation):
        bodies = [body_type(content, imports) for content in response.contents]
        annotations += (body.annotation for body in bodies)
        if not bodies:
            annotations.append(_NONE)
        items += (body.item for body in bodies if body.item is not None)
        media_types.update((content.media_type, None) for content in response.contents)
    annotation = union(annotations)
    import_iterator(annotations, imports)
    return ResultTypes(annotation, union(items) if items else None, tuple(media_types))


_NONE = Code("None")


def import_iterator(annotations: Iterable[Code], imports: Imports) -> None:
    """Import `Iterator` if the annotation of a body is one."""
    if any(annotation.startswith("Iterator[") for annotation in annotations):
        imports.add("collections.abc", "Iterator")


def reply_views(
    operation: ir.Operation, symbols: Symbols, imports: Imports
) -> tuple[ReplyView, ...]:
    """The documented successful responses of an operation."""
    return tuple(
        _reply(response, symbols, imports) for response in success_responses(operation)
    )


def _reply(response: ir.Response, symbols: Symbols, imports: Imports) -> ReplyView:
    imports.runtime("ResponseSpec")
    typed = symbols.headers_of(response)
    headers = None
    if typed is not None:
        headers = dotted_name(f"{imports.sibling('headers')}.{typed.name}")
    return ReplyView(
        status=status_key(response.status),
        bodies=tuple(body_view(content, imports) for content in response.contents),
        headers=headers,
        success_flag=pystr_or_none(response.success_flag),
        has_arguments=bool(response.contents or headers),
    )


def status_key(status: ir.Status) -> Code:
    """`200`, `"4XX"`, `"default"`"""
    return pyvalue(status.code) if status.code is not None else pystr(str(status))
