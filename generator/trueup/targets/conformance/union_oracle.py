"""The oracle of unions: the variant that a value is decoded as.

It follows from the types, without the client under test: of the variants in the order in
which they fit, the first that accepts the value.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias
from uuid import UUID

import msgspec

from ... import ir
from ...emit.object_types import plain_type
from ...emit.representations import Representation, choose_representations

Rank: TypeAlias = "tuple[int, int]"
"""How well a value fits, the smallest best: kind of type, members known (negated)."""

_CLASS, _MAP, _ANY = range(3)

_TEXTS: Mapping[ir.Scalar, type] = {
    ir.Scalar.DATE_TIME: datetime,
    ir.Scalar.DATE: date,
    ir.Scalar.TIME: time,
    ir.Scalar.UUID: UUID,
    ir.Scalar.DECIMAL: Decimal,
}


def variant_of(api: ir.Api, union: ir.Union, value: ir.Json) -> ir.Type | None:
    """The variant that an object or a list is: by discriminator, else the first that
    takes it of those that fit best; None where no variant would leave anything of it,
    so that it stays what it is."""
    named = _named(union, value)
    if named is not None:
        return named
    ranked: list[tuple[Rank, int]] = []
    for index, variant in enumerate(union.variants):
        rank = _rank(api, variant, value)
        if rank is not None:
            ranked.append((rank, index))
    fitting = [union.variants[index] for _, index in sorted(ranked)]
    if len(fitting) < 2:
        return next(iter(fitting), None)
    return next((one for one in fitting if takes(api, one, value)), fitting[0])


def _named(union: ir.Union, value: ir.Json) -> ir.Type | None:
    """The variant that a tag names."""
    if union.discriminator is None or not isinstance(value, dict):
        return None
    told = value.get(union.discriminator.name)
    mapping = dict(union.discriminator.mapping)
    known = isinstance(told, str) and told in mapping
    return union.variants[mapping[str(told)]] if known else None


def _rank(api: ir.Api, variant: ir.Type, value: ir.Json) -> Rank | None:
    """How well a value fits; None where it cannot, as far as it shows at once."""
    match plain_type(api, variant), value:
        case (ir.Object(fields=(_, *_)) as plain), dict():
            if not _could_be(plain, value):
                return None
            shared = sum(one.name in value for one in plain.fields)
            keeps_others = plain.extra is not None
            return (_CLASS, -shared) if shared or keeps_others or not value else None
        case (ir.Object() | ir.Map()), dict():
            return _MAP, 0
        case (ir.Array() | ir.Tuple()), list():
            return _CLASS, 0
        case ir.Union(variants), _:
            inner = (_rank(api, one, value) for one in variants)
            kinds = [rank[0] for rank in inner if rank is not None]
            return (min(kinds), 0) if kinds else None
        case ir.Primitive(ir.Scalar.ANY | ir.Scalar.NEVER), _:
            return _ANY, 0
        case _:
            return None


def of_kind(api: ir.Api, type_: ir.Type, value: ir.Json) -> ir.Type:
    """The type behind references; of a union the variant for what JSON has the value
    as, where there is one only."""
    plain = plain_type(api, type_)
    if not isinstance(plain, ir.Union):
        return plain
    found = [of_kind(api, one, value) for one in plain.variants]
    found = [one for one in found if _is_kind(one, value)]
    return found[0] if found and all(one == found[0] for one in found) else plain


def _is_kind(type_: ir.Type, value: ir.Json) -> bool:
    match type_, value:
        case (ir.Array() | ir.Tuple()), _:
            return isinstance(value, list)
        case (ir.Object() | ir.Map()), _:
            return isinstance(value, dict)
        case ir.Primitive(ir.Scalar.BINARY | ir.Scalar.BASE64), _:
            return isinstance(value, str)
        case ir.Primitive(scalar), str():
            return scalar not in _NO_TEXTS
        case ir.Primitive(scalar), _:
            return _scalar_takes(scalar, value)
        case ir.Literal(values), _:
            return any(type(one) is type(value) for one in values)
        case ir.Enum(scalar), _:
            is_text = scalar is ir.Scalar.STRING
            return isinstance(value, str if is_text else int)
        case _:
            return True


_NO_TEXTS = (ir.Scalar.NULL, ir.Scalar.BOOLEAN, ir.Scalar.INTEGER, ir.Scalar.NUMBER)


def takes(api: ir.Api, type_: ir.Type, value: ir.Json) -> bool:
    """Whether a reader of the type takes the value, whatever a schema says of it."""
    match type_, value:
        case ir.Ref(key), _:
            declared = api.declaration(key).type
            if _representations(api)[key] is not Representation.UNION:
                return takes(api, declared, value)
            return _union_takes(api, declared, value)
        case ir.Nullable(inner), _:
            return value is None or takes(api, inner, value)
        case ir.Array(item), list():
            return all(takes(api, item, each) for each in value)
        case ir.Tuple(items), list():
            pairs = zip(items, value, strict=True)
            return len(items) == len(value) and all(takes(api, *pair) for pair in pairs)
        case ir.Map(inner), dict():
            return all(takes(api, inner, each) for each in value.values())
        case ir.Object(), dict():
            return _object_takes(api, type_, value)
        case ir.Union(variants), _:
            return any(takes(api, variant, value) for variant in variants)
        case ir.Literal(values), _:
            return any(type(one) is type(value) and one == value for one in values)
        case ir.Enum(scalar), _:
            return isinstance(value, str) == (scalar is ir.Scalar.STRING)
        case ir.Primitive(scalar), _:
            return _scalar_takes(scalar, value)
        case _:
            return False


@lru_cache(maxsize=1)
def _representations(api: ir.Api) -> Mapping[str, Representation]:
    return choose_representations(api.declarations, api.by_key)


def _union_takes(api: ir.Api, type_: ir.Type, value: ir.Json) -> bool:
    """A union takes what fits none of its variants too, unless a tag names one."""
    match type_:
        case ir.Nullable(inner):
            return value is None or _union_takes(api, inner, value)
        case ir.Union():
            named = _named(type_, value)
            return value is not None and (named is None or takes(api, named, value))
        case _:
            return True


def _object_takes(api: ir.Api, type_: ir.Object, value: dict[str, ir.Json]) -> bool:
    if not _could_be(type_, value):
        return False
    fields = {one.name: one for one in type_.fields}
    for name, member in value.items():
        declared = fields.get(name)
        if declared is None:
            if type_.extra is not None and not takes(api, type_.extra, member):
                return False
        elif member is None and (declared.nullable or not declared.required):
            continue
        elif not takes(api, declared.type, member):
            return False
    return True


def _could_be(type_: ir.Object, value: dict[str, ir.Json]) -> bool:
    """Whether an object has what the type requires, and no other constants."""
    for one in type_.fields:
        if one.name not in value:
            if one.required:
                return False
        elif (one.constant is not ir.ABSENT and one.constant != value[one.name]) or (
            isinstance(one.type, ir.Literal) and value[one.name] not in one.type.values
        ):
            return False
    return True


def _scalar_takes(scalar: ir.Scalar, value: ir.Json) -> bool:
    match scalar:
        case ir.Scalar.ANY | ir.Scalar.NEVER:
            return True
        case ir.Scalar.NULL:
            return value is None
        case ir.Scalar.BOOLEAN:
            return isinstance(value, bool)
        case ir.Scalar.INTEGER | ir.Scalar.NUMBER if isinstance(value, bool):
            return False
        case ir.Scalar.INTEGER:
            whole = isinstance(value, float) and value.is_integer()
            return isinstance(value, int) or whole
        case ir.Scalar.NUMBER:
            return isinstance(value, int | float)
        case ir.Scalar.BASE64 | ir.Scalar.BINARY:
            return isinstance(value, str) and _is_base64(value)
        case _:
            return _text_takes(_TEXTS.get(scalar, str), value)


def _text_takes(type_: type, value: ir.Json) -> bool:
    try:
        msgspec.convert(value, type_)
    except msgspec.ValidationError:
        return False
    return True


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text)
    except (binascii.Error, ValueError):
        return False
    return True
