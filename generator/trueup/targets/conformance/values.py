"""Values for parameters and bodies: documented ones first, then samples of the schema."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Literal, TypeAlias

from ... import examples, ir
from ...emit.object_types import plain_type
from ...examples.validation import is_base64
from .decode_oracle import completed, kept
from .union_oracle import of_kind, takes

Direction: TypeAlias = Literal["request", "response"]


_TEXT = "text"
"""What stands for a parameter or a header of which nothing is said."""

_ANYTHING: Mapping[str, ir.Json] = {"any": "value"}
"""What stands for a document of which nothing is said."""


def fits(api: ir.Api, schema: str | None, value: ir.Json) -> bool:
    return schema is None or examples.is_valid_at(value, schema, api.schemas)


def fits_body(api: ir.Api, content: ir.Content, value: ir.Json) -> bool:
    """Whether a value is one of a body, and can be carried in JSON: a member that is
    bytes in a form as well is base64 there. A schema that names no type takes what the
    type does not."""
    if not takes(api, content.type, value):
        return False
    return fits(api, content.schema, value) and is_carried(api, content.type, value)


def is_carried(api: ir.Api, type_: ir.Type, value: ir.Json) -> bool:
    """Whether what is bytes in the value is base64."""
    match type_, value:
        case ir.Ref(key), _:
            return is_carried(api, api.declaration(key).type, value)
        case ir.Nullable(inner), _:
            return value is None or is_carried(api, inner, value)
        case ir.Primitive(ir.Scalar.BINARY), str():
            return is_base64(value)
        case ir.Array(item), list():
            return all(is_carried(api, item, each) for each in value)
        case ir.Map(inner), dict():
            return all(is_carried(api, inner, each) for each in value.values())
        case ir.Object(fields), dict():
            return all(
                is_carried(api, one.type, value[one.name])
                for one in fields
                if one.name in value
            )
        case ir.Union(variants), _:
            settled = of_kind(api, type_, value)
            if settled != type_:
                return is_carried(api, settled, value)
            return any(is_carried(api, variant, value) for variant in variants)
        case _:
            return True


def of_parameter(api: ir.Api, parameter: ir.Parameter) -> ir.Maybe:
    """The documented value of a parameter, or a sample; ABSENT where there is none.

    An example with members that the type does not keep is no value to send.
    """
    for example in parameter.examples:
        if _fits_text(api, parameter.schema, parameter.type, example.value):
            if kept(api, parameter.type, example.value) == example.value:
                return example.value
    if parameter.schema is None:
        return _TEXT
    return _sampled(api, parameter.type, parameter.schema, "request")


def all_texts(api: ir.Api, type_: ir.Type) -> tuple[str, ...]:
    """Every value of a type of texts; () where they are not listed."""
    match plain_type(api, type_):
        case ir.Literal(values):
            listed: tuple[object, ...] = values
        case ir.Enum(_, members):
            listed = tuple(member.value for member in members)
        case _:
            listed = ()
    texts = tuple(value for value in listed if isinstance(value, str) and value)
    return texts if len(texts) == len(listed) else ()


def of_header(api: ir.Api, header: ir.Header) -> ir.Maybe:
    for example in header.examples:
        if _fits_text(api, header.schema, header.type, example.value):
            if kept(api, header.type, example.value) == example.value:
                return example.value
    if header.schema is None:
        return _TEXT
    return _sampled(api, header.type, header.schema, "response")


def _fits_text(api: ir.Api, schema: str | None, type_: ir.Type, value: ir.Json) -> bool:
    """Without a schema, what stands in a text is a text."""
    if schema is None:
        return isinstance(value, str)
    return takes(api, type_, value) and fits(api, schema, value)


def of_body(
    api: ir.Api, content: ir.Content, direction: Direction, *, full: bool = True
) -> ir.Maybe:
    """A valid value of a body; `full` has optional members too, where all of them can
    be carried."""
    if content.schema is None and content.type == ir.ANY:
        return dict(_ANYTHING)
    for whole in (True, False) if full else (False,):
        found = _sampled(api, content.type, content.schema, direction, full=whole)
        if found is ir.ABSENT or is_carried(api, content.type, found):
            return found
    return ir.ABSENT


def of_form(api: ir.Api, content: ir.Content, *, full: bool = True) -> ir.Maybe:
    """A sample of a form. What is bytes in it is base64 of what the schema allows."""
    found = _sampled(api, content.type, content.schema, "request", full=full)
    return found if found is ir.ABSENT else _in_base64(api, content.type, found)


def _in_base64(api: ir.Api, type_: ir.Type, value: ir.Json) -> ir.Json:
    match type_, value:
        case ir.Ref(key), _:
            return _in_base64(api, api.declaration(key).type, value)
        case ir.Nullable(inner), _:
            return _in_base64(api, inner, value)
        case ir.Primitive(ir.Scalar.BINARY), str():
            return b64encode(value.encode()).decode()
        case ir.Array(item), list():
            return [_in_base64(api, item, each) for each in value]
        case ir.Map(inner), dict():
            return {name: _in_base64(api, inner, each) for name, each in value.items()}
        case ir.Object(fields), dict():
            types = {one.name: one.type for one in fields}
            return {
                name: _in_base64(api, types.get(name, ir.ANY), each)
                for name, each in value.items()
            }
        case ir.Union(), _:
            settled = of_kind(api, type_, value)
            return value if settled == type_ else _in_base64(api, settled, value)
        case _:
            return value


def _sampled(
    api: ir.Api,
    type_: ir.Type,
    schema: str | None,
    direction: Direction,
    *,
    full: bool = True,
) -> ir.Maybe:
    """A sample of the schema that the type takes as well."""
    if schema is None:
        return ir.ABSENT
    found = _sample(api, schema, direction, full)
    if found is ir.ABSENT:
        return found
    whole = completed(
        api, type_, found, lambda pointer: _sample(api, pointer, direction, False)
    )
    return whole if whole == found or fits(api, schema, whole) else found


def _sample(api: ir.Api, schema: str, direction: Direction, full: bool) -> ir.Maybe:
    if not (_KNOWN and _KNOWN[0][0] is api.schemas):
        _KNOWN[:] = [(api.schemas, {})]
    known = _KNOWN[0][1]
    key = schema, direction, full
    if key not in known:
        known[key] = examples.build_example_at(
            schema, api.schemas, full=full, direction=direction
        )
    return known[key]


_KNOWN: list[tuple[Mapping[str, ir.Json], dict[tuple[str, str, bool], ir.Maybe]]] = []
"""Samples of the schemas that were last asked for: one API's share many."""


def text_of(api: ir.Api, content: ir.Content, direction: Direction) -> str | None:
    """A body that travels as it is; None where its schema takes no text."""
    found = _sampled(api, content.type, content.schema, direction)
    if isinstance(found, str):
        return found
    made = f"text of a {direction}"
    return made if fits(api, content.schema, made) else None
