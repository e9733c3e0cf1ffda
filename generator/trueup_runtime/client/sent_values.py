"""Checks of values before they are sent: not all that a type admits may be.

A discriminator must have the value of its class, a date with a time must have an offset
from UTC (RFC 3339), a string its format, and base64url is not plain bytes.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

import msgspec

from .base64url import Base64Url
from .bodies import Body
from .errors import ConfigurationError
from .model import Constant, OpenModel, open_layout
from .parameters import Parameter
from .string_formats import Formats, has_format
from .unions import OpaqueUnion


class _Expected(NamedTuple):
    """The values of a type: `formats` are those of strings, also in lists and maps.

    `is_date` if a datetime is wrong, `is_base64url` if plain bytes are, `model` is the
    class that a dict replaces, and `is_map` if the values of a dict may be strings with
    `formats`.
    """

    formats: Formats | None = None
    is_date: bool = False
    is_base64url: bool = False
    model: type[Any] | None = None
    is_map: bool = False


_ANYTHING = _Expected()


def checked_body(body: Body, value: Any) -> Any:
    """`value`, or `ConfigurationError` if it must not be sent as `body`.

    The value is not traversed if its type contains no discriminator, no date and no
    format. The items of an iterator are checked when they are sent.
    """
    expected = _expected(body.type, body.format)
    if expected is None:
        return value
    if not isinstance(value, (msgspec.Struct, dict, list)):
        if isinstance(value, AsyncIterable):
            return (_checked_item(item, expected) async for item in value)
        if isinstance(value, Iterator):
            return (_checked_item(item, expected) for item in value)
    return _checked_item(value, expected)


def _checked_item(value: Any, expected: _Expected) -> Any:
    _check(value, "the body", expected, is_typed=True)
    return value


def check_argument(parameter: Parameter, value: object) -> None:
    """Raise `ConfigurationError` for a value that must not be sent as a parameter."""
    formats = parameter.format
    if formats is not None or not isinstance(value, _PLAIN):
        label = f"{parameter.location} parameter `{parameter.name}`"
        expected = _Expected(
            formats,
            is_date=formats == "date",
            is_base64url=formats == "base64url",
            is_map=True,
        )
        _check(value, label, expected, is_typed=True)


_PLAIN = (str, int, float)


def check_tags(value: object) -> None:
    """Raise `ConfigurationError` if a model has the discriminator of another class."""
    _check(value, "", _ANYTHING, is_typed=False)


def _check(value: object, label: str, expected: _Expected, *, is_typed: bool) -> None:
    """With `is_typed`, dates and formats are checked, and only fields whose types matter."""
    match value:
        case str():
            if is_typed and expected.formats is not None:
                _check_format(value, label, expected.formats)
        case datetime():
            if is_typed and expected.is_date:
                raise ConfigurationError(
                    f"{label} must be a date without a time, got {value.isoformat()}"
                )
            if is_typed and value.utcoffset() is None:
                raise ConfigurationError(
                    f"{label} must have an offset from UTC, got {value.isoformat()}"
                )
        case bytes():
            if expected.is_base64url and not isinstance(value, Base64Url):
                raise ConfigurationError(f"{label} must be a `Base64Url`, got bytes")
        case int() | float():
            pass
        case msgspec.Struct() | OpenModel():
            _check_model(value, is_typed=is_typed)
        case dict() | Mapping():
            properties, others = _expectations(expected, is_typed)
            for key, item in value.items():
                inner = properties.get(key, others)
                _check(item, f"`{key}`", inner, is_typed=is_typed)
        case list() | tuple():
            for item in value:
                _check(item, label, expected, is_typed=is_typed)
        case _:
            pass


def _check_format(text: str, label: str, formats: Formats) -> None:
    if not has_format(formats, text):
        names = (formats,) if isinstance(formats, str) else formats
        listed = " or ".join(f"`{name}`" for name in names)
        shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
        raise ConfigurationError(
            f"{label} must have the format {listed}, got {shown!r}"
        )


_LONGEST_SHOWN = 100


def _check_model(model: Any, *, is_typed: bool) -> None:
    cls: Any = model.__class__
    for name, permitted in _tags(cls):
        actual = getattr(model, name)
        if actual not in permitted:
            raise ConfigurationError(
                f"`{cls.__name__}.{name}` must be {permitted[0]!r}, got {actual!r}"
            )
    for field in _fields(cls, is_typed):
        item = getattr(model, field.name)
        if item is not None:
            _check(item, field.label, field.expected, is_typed=is_typed)


class _Field(NamedTuple):
    """A field whose values are traversed."""

    name: str
    label: str
    expected: _Expected


@lru_cache(maxsize=1024)
def _fields(cls: type[Any], is_typed: bool) -> tuple[_Field, ...]:
    types = {field.name: field.type for field in msgspec.structs.fields(_struct(cls))}
    if issubclass(cls, OpenModel):
        types[_OTHERS] = open_layout(cls).further
    formats: Mapping[str, Formats] = getattr(cls, "__formats__", {})
    fields: list[_Field] = []
    for name, type in types.items():
        expected = _expected(type, formats.get(name))
        if expected is not None or not is_typed:
            label = f"`{cls.__name__}.{name}`"
            fields.append(_Field(name, label, expected or _ANYTHING))
    return tuple(fields)


_OTHERS = "additional_properties"
"""The field that has the properties that a schema does not list."""


def _expectations(
    expected: _Expected, is_typed: bool
) -> tuple[Mapping[str, _Expected], _Expected]:
    """The expectations of the values of a dict, by key, and that for other keys."""
    model: Any = expected.model
    if model is not None:
        return _expectations_of(model, is_typed)
    return _NO_PROPERTIES, expected if expected.is_map else _ANYTHING


_NO_PROPERTIES: Mapping[str, _Expected] = MappingProxyType({})


@lru_cache(maxsize=1024)
def _expectations_of(
    model: Any, is_typed: bool
) -> tuple[Mapping[str, _Expected], _Expected]:
    """Those of the properties of a model, by the names that are sent."""
    checked = {field.name: field.expected for field in _fields(model, is_typed)}
    names: Mapping[str, str] = getattr(_struct(model), "__wire_names__", {})
    properties = {
        names.get(field.encode_name, field.encode_name): checked.get(
            field.name, _ANYTHING
        )
        for field in msgspec.structs.fields(_struct(model))
    }
    return properties, checked.get(_OTHERS, _ANYTHING)


@lru_cache(maxsize=1024)
def _tags(cls: type[Any]) -> tuple[tuple[str, tuple[object, ...]], ...]:
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


def _expected(type: object, formats: Formats | None) -> _Expected | None:
    """What the values of a type must be; None if they need not be traversed."""
    try:
        return _cached(type, formats)
    except TypeError:  # an annotation that is not hashable
        return _Expected(formats)


@lru_cache(maxsize=1024)
def _cached(type: object, formats: Formats | None) -> _Expected | None:
    if formats is None and not _is_checked(type):
        return None
    types = list(_alternatives(type))
    models: list[Any] = [inner for inner in types if _is_model(inner)]
    is_map = any(get_origin(inner) is dict for inner in types)
    return _Expected(
        formats,
        is_date=date in types and datetime not in types,
        is_base64url=Base64Url in types and bytes not in types,
        model=models[0] if len(models) == 1 and not is_map else None,
        is_map=is_map,
    )


def _alternatives(type: Any) -> Iterator[object]:
    """The types of a value, or of the items of a list or dict."""
    yield type
    if get_origin(type) is not None:
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
    elif _is_model(type):
        yield from (field.type for field in msgspec.structs.fields(_struct(type)))
        if issubclass(type, OpenModel):
            yield open_layout(type).further


def _is_traversed(type: object) -> bool:
    """Whether a type has values to check or, as that of `ServerSentEvent.data`, is open."""
    if _is_model(type):
        model: Any = type
        return bool(_tags(model) or getattr(model, "__formats__", None))
    return type in (date, datetime, Base64Url) or isinstance(type, TypeVar)


def _is_model(type: Any) -> bool:
    return isinstance(type, type_) and issubclass(type, (msgspec.Struct, OpenModel))


type_ = type
