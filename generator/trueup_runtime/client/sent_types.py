"""What the values of a type must be before they are sent.

The types of fields and variants are analysed once; `sent_values` checks values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from types import MappingProxyType, NoneType
from typing import Any, Literal, TypeVar, get_args, get_origin
from uuid import UUID

import msgspec
from msgspec import UnsetType

from .base64url import Base64Url
from .model import Constant, OpenModel, open_layout
from .string_formats import Formats
from .unions import OpaqueUnion


class Expected(msgspec.Struct, frozen=True):
    """The values of a type: `formats` are those of strings, also in lists and maps.

    `is_date` if a datetime is wrong, `is_base64url` if plain bytes are, `model` is the
    class or the union that a dict replaces, `is_map` if the values of a dict may be
    strings with `formats`, and `values` are those of a dict that is a map.
    """

    formats: Formats | None = None
    is_date: bool = False
    is_base64url: bool = False
    model: type[Any] | None = None
    is_map: bool = False
    values: Any = None


ANYTHING = Expected()


class Field(msgspec.Struct, frozen=True):
    """A field whose values are traversed."""

    name: str
    label: str
    expected: Expected


@lru_cache(maxsize=1024)
def fields_of(cls: type[Any], is_typed: bool) -> tuple[Field, ...]:
    types = {field.name: field.type for field in msgspec.structs.fields(_struct(cls))}
    if issubclass(cls, OpenModel):
        types[_OTHERS] = open_layout(cls).further
    formats: Mapping[str, Formats] = getattr(cls, "__formats__", {})
    fields: list[Field] = []
    for name, type in types.items():
        expected = expected_of(type, formats.get(name))
        if expected is not None or not is_typed:
            label = f"`{cls.__name__}.{name}`"
            fields.append(Field(name, label, expected or ANYTHING))
    return tuple(fields)


_OTHERS = "additional_properties"
"""The field that has the properties that a schema does not list."""


def expectations(
    expected: Expected, is_typed: bool
) -> tuple[Mapping[str, Expected], Expected]:
    """The expectations of the values of a dict, by key, and that for other keys."""
    model: Any = expected.model
    if model is not None:
        return _expectations_of(model, is_typed)
    if expected.values is not None:
        return _NO_PROPERTIES, expected.values
    return _NO_PROPERTIES, expected if expected.is_map else ANYTHING


_NO_PROPERTIES: Mapping[str, Expected] = MappingProxyType({})


@lru_cache(maxsize=1024)
def _expectations_of(
    model: Any, is_typed: bool
) -> tuple[Mapping[str, Expected], Expected]:
    """Those of the properties of a model, by the names that are sent.

    A string in place of a date, a time, a UUID or bytes must have the format.
    """
    checked = {field.name: field.expected for field in fields_of(model, is_typed)}
    names = wire_names(model)
    properties: dict[str, Expected] = {}
    for field in msgspec.structs.fields(_struct(model)):
        expected = checked.get(field.name, ANYTHING)
        if expected.formats is None:
            formats = _formats_of(field.type)
            expected = msgspec.structs.replace(expected, formats=formats)
        properties[names[field.name]] = expected
    return properties, checked.get(_OTHERS, ANYTHING)


def _formats_of(type: object) -> Formats | None:
    """The formats of strings in place of the values of a type; None for any strings."""
    types = [inner for inner in _alternatives(type) if isinstance(inner, type_)]
    formats = tuple(_FORMATS[inner] for inner in types if inner in _FORMATS)
    others = (inner for inner in types if inner not in _FORMATS)
    return formats if formats and all(map(_has_no_strings, others)) else None


_FORMATS: Mapping[type[Any], str] = MappingProxyType(
    {
        date: "date",
        datetime: "date-time",
        time: "time",
        UUID: "uuid",
        Base64Url: "base64url",
    }
)


def _has_no_strings(type: type[Any]) -> bool:
    return type in (bool, int, float, NoneType, UnsetType) or is_model(type)


@lru_cache(maxsize=1024)
def wire_names(model: Any) -> Mapping[str, str]:
    """The names that are sent, by name of the field."""
    names: Mapping[str, str] = getattr(_struct(model), "__wire_names__", {})
    return {
        field.name: names.get(field.encode_name, field.encode_name)
        for field in msgspec.structs.fields(_struct(model))
    }


@lru_cache(maxsize=1024)
def tags_of(cls: type[Any]) -> tuple[tuple[str, tuple[object, ...]], ...]:
    """The tags of a class that have one value only."""
    return tuple(
        (field.name, get_args(field.type))
        for field in msgspec.structs.fields(_struct(cls))
        if isinstance(field.default_factory, Constant)
        and field.default_factory.is_tag
        and get_args(field.type)
    )


def _struct(cls: type[Any]) -> type[msgspec.Struct]:
    return open_layout(cls).declared if issubclass(cls, OpenModel) else cls


def expected_of(type: object, formats: Formats | None) -> Expected | None:
    """What the values of a type must be; None if they need not be traversed."""
    try:
        return _cached(type, formats)
    except TypeError:  # an annotation that is not hashable
        return Expected(formats)


@lru_cache(maxsize=1024)
def _cached(type: object, formats: Formats | None) -> Expected | None:
    if formats is None and not _is_checked(type):
        return None
    types = list(_alternatives(type))
    models: list[Any] = [
        inner for inner in types if is_model(inner) or _is_union(inner)
    ]
    maps: list[Any] = [inner for inner in types if get_origin(inner) is dict]
    is_map = len(maps) == 1 and not models
    return Expected(
        formats,
        is_date=date in types and datetime not in types,
        is_base64url=Base64Url in types and bytes not in types,
        model=models[0] if len(models) == 1 and not maps else None,
        is_map=bool(maps),
        values=_cached(get_args(maps[0])[1], formats) if is_map else None,
    )


def _alternatives(type: Any) -> Iterator[object]:
    """The types of a value, or of the items of a list."""
    yield type
    if get_origin(type) not in (None, dict, Literal):
        for inner in get_args(type):
            yield from _alternatives(inner)


def _is_checked(type: object) -> bool:
    """Whether values of a type may contain dates, formats or models with tags."""
    visited: set[int] = set()
    pending: list[Any] = [type]
    while pending:
        inner = pending.pop()
        if id(inner) not in visited:
            visited.add(id(inner))
            if _is_traversed(inner):
                return True
            pending += _inner_types(inner)
    return False


def _inner_types(type: Any) -> Iterator[object]:
    """The types of the parts of a value, or of the variants of a union."""
    if get_origin(type) is not None:
        yield from get_args(type)
    elif isinstance(type, type_) and issubclass(type, OpaqueUnion):
        yield from (variant.type for variant in type.variants())
    elif is_model(type):
        yield from (field.type for field in msgspec.structs.fields(_struct(type)))
        if issubclass(type, OpenModel):
            yield open_layout(type).further


def _is_traversed(type: object) -> bool:
    """Whether a type has values to check or, as that of `ServerSentEvent.data`, is open."""
    if is_model(type):
        model: Any = type
        return bool(tags_of(model) or getattr(model, "__formats__", None))
    return _is_union(type) or type in _FORMATS or isinstance(type, TypeVar)


def _is_union(type: Any) -> bool:
    """Whether a type is a union with a discriminator."""
    if not isinstance(type, type_) or not issubclass(type, OpaqueUnion):
        return False
    return type.choice_of({})[0] is not None


def is_model(type: Any) -> bool:
    return isinstance(type, type_) and issubclass(type, (msgspec.Struct, OpenModel))


type_ = type
