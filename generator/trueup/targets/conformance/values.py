"""Valid values of parameters, headers and bodies: documented ones first, then samples."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Literal, TypeAlias

from ... import examples, ir
from ...emit.object_types import plain_type
from ...examples.validation import is_base64
from .decode_oracle import children_of, completed, convert_children, preserved
from .union_oracle import accepts, narrowed

Direction: TypeAlias = Literal["request", "response"]

_ANY_TEXT = "text"
"""The value of a parameter or a header without a schema."""

_ANY_DOCUMENT: Mapping[str, ir.Json] = {"any": "value"}
"""The value of a body without a schema."""


def fits(api: ir.Api, schema: str | None, value: ir.Json) -> bool:
    return schema is None or examples.is_valid_at(value, schema, api.schemas)


def fits_body(api: ir.Api, content: ir.Content, value: ir.Json) -> bool:
    """Whether a value is valid for a body and its type, and can be sent as JSON.

    A schema without a type is valid for values that the type does not accept.
    """
    if not accepts(api, content.type, value):
        return False
    return fits(api, content.schema, value) and is_encoded(api, content.type, value)


def is_encoded(api: ir.Api, type_: ir.Type, value: ir.Json) -> bool:
    """Whether all binary properties and items are base64, as in JSON."""
    plain = plain_type(api, type_)
    match plain, value:
        case ir.Primitive(ir.Scalar.BINARY), str():
            return is_base64(value)
        case ir.Union(variants), _:
            variant = narrowed(api, plain, value)
            candidates = variants if variant == plain else (variant,)
            return any(is_encoded(api, inner, value) for inner in candidates)
        case _:
            children = children_of(plain, value)
            return all(is_encoded(api, inner, child) for inner, child in children)


def of_parameter(api: ir.Api, parameter: ir.Parameter) -> ir.Maybe:
    """The documented value of a parameter, or a sample; ABSENT if there is none."""
    return _documented_or_sample(api, parameter, "request")


def of_header(api: ir.Api, header: ir.Header) -> ir.Maybe:
    """The documented value of a header, or a sample; ABSENT if there is none."""
    return _documented_or_sample(api, header, "response")


def _documented_or_sample(
    api: ir.Api, described: ir.Parameter | ir.Header, direction: Direction
) -> ir.Maybe:
    """Examples that lose undeclared properties when they are sent are skipped."""
    schema, type_ = described.schema, described.type
    for example in described.examples:
        value = example.value
        if schema is None:
            is_valid = isinstance(value, str)
        else:
            is_valid = accepts(api, type_, value) and fits(api, schema, value)
        if is_valid and preserved(api, type_, value) == value:
            return value
    return _ANY_TEXT if schema is None else _sample(api, type_, schema, direction)


def choices_of(api: ir.Api, type_: ir.Type) -> tuple[str, ...]:
    """All values of a type, if they are listed and are non-empty strings, else ()."""
    match plain_type(api, type_):
        case ir.Literal(values):
            listed: tuple[object, ...] = values
        case ir.Enum(_, members):
            listed = tuple(member.value for member in members)
        case _:
            listed = ()
    choices = tuple(value for value in listed if isinstance(value, str) and value)
    return choices if len(choices) == len(listed) else ()


def of_body(
    api: ir.Api, content: ir.Content, direction: Direction, *, full: bool = True
) -> ir.Maybe:
    """A valid value of a body; `full` includes optional properties if all can be sent."""
    if content.schema is None and content.type == ir.ANY:
        return dict(_ANY_DOCUMENT)
    for has_optional in (True, False) if full else (False,):
        value = _sample(api, content.type, content.schema, direction, full=has_optional)
        if value is ir.ABSENT or is_encoded(api, content.type, value):
            return value
    return ir.ABSENT


def of_variant(api: ir.Api, variant: ir.Type, direction: Direction) -> ir.Maybe:
    """A sample of a named variant of a union; ABSENT for variants without a name."""
    if not isinstance(variant, ir.Ref):
        return ir.ABSENT
    return _sample(api, variant, api.by_key[variant.key].schema, direction)


def of_form(api: ir.Api, content: ir.Content, *, full: bool = True) -> ir.Maybe:
    """A sample of a form, with binary values in base64."""
    value = _sample(api, content.type, content.schema, "request", full=full)
    return value if value is ir.ABSENT else _encoded(api, content.type, value)


def _encoded(api: ir.Api, type_: ir.Type, value: ir.Json) -> ir.Json:
    plain = plain_type(api, type_)
    match plain, value:
        case ir.Primitive(ir.Scalar.BINARY), str():
            return b64encode(value.encode()).decode()
        case ir.Union(), _:
            variant = narrowed(api, plain, value)
            return value if variant == plain else _encoded(api, variant, value)
        case _:
            return convert_children(
                plain, value, lambda inner, child: _encoded(api, inner, child)
            )


def _sample(
    api: ir.Api,
    type_: ir.Type,
    schema: str | None,
    direction: Direction,
    *,
    full: bool = True,
) -> ir.Maybe:
    """A sample of the schema, completed to a value of the type."""
    if schema is None:
        return ir.ABSENT
    value = _build(api, schema, direction, full)
    if value is ir.ABSENT:
        return value
    whole = completed(
        api, type_, value, lambda pointer: _build(api, pointer, direction, False)
    )
    return whole if whole == value or fits(api, schema, whole) else value


def _build(api: ir.Api, schema: str, direction: Direction, full: bool) -> ir.Maybe:
    if not (_CACHE and _CACHE[0][0] is api.schemas):
        _CACHE[:] = [(api.schemas, {})]
    cached = _CACHE[0][1]
    key = schema, direction, full
    if key not in cached:
        cached[key] = examples.build_example_at(
            schema, api.schemas, full=full, direction=direction
        )
    return cached[key]


_CACHE: list[tuple[Mapping[str, ir.Json], dict[tuple[str, str, bool], ir.Maybe]]] = []
"""Samples of the schemas of the most recent API, whose operations share many."""


def text_of(api: ir.Api, content: ir.Content, direction: Direction) -> str | None:
    """A body that is sent as it is; None if its schema does not allow a string."""
    value = _sample(api, content.type, content.schema, direction)
    if isinstance(value, str):
        return value
    text = f"text of a {direction}"
    return text if fits(api, content.schema, text) else None
