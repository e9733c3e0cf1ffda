"""Lenient decoding: values that do not fit their types are kept as they came.

A service may send what its description does not allow: null for a string, a malformed
date, an object without a required property. The rest of the response is of use all the
same. A value that does not fit stays what JSON says, also when it is sent again; a
required property that is missing is `UNSET`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin

import msgspec

from .codec import (
    convert,
    convert_plainly,
    decode,
    open_model_of,
    parse_json,
    to_builtins,
)
from .decode_errors import Fault, token
from .errors import DecodeError
from .model import UNSET, OpenModel, UnsetType
from .unions import OpaqueUnion
from .variants import kind_of, variant_of

Place: TypeAlias = "tuple[Place, object] | None"
"""The place of a value: that of its container, and its key or index. None is the root."""

Misfits = list[tuple[Place, object]]
"""The values that do not fit, with their places."""

_WHOLE_CONVERSIONS = 8
"""Levels at which a value is first converted as a whole. The time for that is the size
of the value at each level, so it is limited for values that are nested deeply."""


def decode_leniently(type: object, data: bytes) -> Any:
    """JSON to a value of `type`; parts that do not fit are kept.

    Raises `DecodeError` if the JSON is malformed, or as a whole of another kind, such
    as a list where a model is expected.
    """
    try:
        return decode(type, data)
    except DecodeError:
        return convert_leniently(type, parse_json(data))


def convert_leniently(type: object, value: object) -> Any:
    """As `decode_leniently`, of dicts, lists and scalars."""
    try:
        return convert(type, value)
    except DecodeError as error:
        try:
            return _convert(type, value, None, None, 0)
        except (Fault, RecursionError):
            raise error from None


def invalid_values(value: object) -> dict[str, object]:
    """The values in a decoded response that do not fit their declared types.

    Keys are RFC 6901 pointers into `value`, with the names of properties in JSON.
    A required property that is missing has the value `UNSET`. What fits no variant of
    a union is an `UnknownVariant` and not listed.

    >>> job = client.jobs.get("1")          # {"id": 1, "name": null}
    >>> invalid_values(job)
    {'/id': 1, '/name': None}
    """
    misfits: Misfits = []
    _collect(value, None, misfits)
    return {_pointer(place): value for place, value in misfits}


def _pointer(place: Place) -> str:
    tokens: list[str] = []
    while place is not None:
        place, key = place
        tokens.append(token(key))
    return "".join(reversed(tokens))


def _collect(value: object, at: Place, misfits: Misfits) -> None:
    match value:
        case msgspec.Struct() | OpenModel():
            _convert(type_(value), to_builtins(value), at, misfits, 0)
        case list() | tuple():
            for index, item in enumerate(value):
                _collect(item, (at, index), misfits)
        case dict():
            for key, item in value.items():
                _collect(item, (at, key), misfits)
        case _:
            pass


def _convert(
    type: Any, value: Any, at: Place, misfits: Misfits | None, level: int
) -> Any:
    """`value` as a `type`, or `Fault`; misfits are kept if there is a list for them."""
    origin, arguments = get_origin(type), get_args(type)

    def part(type: object, value: object, key: object) -> Any:
        return _convert_part(type, value, (at, key), misfits, level + 1)

    if origin in (Union, UnionType):
        chosen = _choose(arguments, value)
        return None if chosen is None else _convert(chosen, value, at, misfits, level)
    if isinstance(value, (list, tuple)):
        if origin is list:
            (item,) = arguments
            return [part(item, element, index) for index, element in enumerate(value)]
        if origin is tuple and len(arguments) == len(value):
            pairs = zip(arguments, value, strict=True)
            return tuple(part(*pair, index) for index, pair in enumerate(pairs))
    if isinstance(value, dict):
        if origin is dict:
            return {key: part(arguments[1], item, key) for key, item in value.items()}
        if isinstance(type, type_) and issubclass(type, OpenModel):
            return open_model_of(
                type, value, lambda t, v: _convert(t, v, at, misfits, level)
            )
        if isinstance(type, type_) and issubclass(type, msgspec.Struct):
            return type(**_properties(type, value, at, misfits, level))
    if isinstance(type, type_) and issubclass(type, OpaqueUnion):
        tagged = type.tagged(value) or type.default_for(value)
        if tagged is not None:
            return _convert(tagged, value, at, misfits, level)
    return convert_plainly(type, value)


def _convert_part(
    type: object, value: object, at: Place, misfits: Misfits | None, level: int
) -> Any:
    """As `_convert`; the value itself if it does not fit."""
    if level <= _WHOLE_CONVERSIONS:
        try:
            return convert_plainly(type, value)
        except Fault:
            pass
    try:
        return _convert(type, value, at, misfits, level)
    except Fault:
        if misfits is not None:
            misfits.append((at, value))
        return value


def _choose(types: tuple[Any, ...], value: object) -> Any:
    """The type of a union that is closest to a value; None for null, or `Fault`."""
    if value is None and NoneType in types:
        return None
    choices = [choice for choice in types if choice not in (NoneType, UnsetType)]
    if len(choices) == 1:
        return choices[0]
    ranked = [(_variant(choice).rank(value), choice) for choice in choices]
    fitting = [(rank, choice) for rank, choice in ranked if rank is not None]
    if fitting:
        return min(fitting, key=lambda pair: pair[0])[1]
    # An object may lack a property, or have another constant. One model is for objects.
    kind = kind_of(value)
    for choice in choices:
        if kind == "object" and kind in _variant(choice).kinds:
            return choice
    raise Fault("fits none of the types")


def _properties(
    cls: type[msgspec.Struct],
    members: Mapping[str, object],
    at: Place,
    misfits: Misfits | None,
    level: int,
) -> dict[str, Any]:
    """The arguments of a model's constructor, which does not check types."""
    arguments: dict[str, Any] = {}
    names: Mapping[str, str] = getattr(cls, "__wire_names__", {})
    for field in _fields(cls):
        place = at, names.get(field.encode_name, field.encode_name)
        if field.encode_name in members:
            value = members[field.encode_name]
            arguments[field.name] = _convert_part(
                field.type, value, place, misfits, level + 1
            )
        elif field.required:
            arguments[field.name] = UNSET
            if misfits is not None:
                misfits.append((place, UNSET))
    return arguments


_variant = lru_cache(maxsize=1024)(variant_of)


@lru_cache(maxsize=1024)
def _fields(cls: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(cls)


type_ = type
