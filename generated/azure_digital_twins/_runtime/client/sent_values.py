"""Values that a type admits and a request must not have.

A discriminator must have the value of its class, and a date with a time must have an
offset from UTC (RFC 3339).
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar, get_args, get_origin

import msgspec

from .errors import ConfigurationError
from .model import Constant, OpenModel, open_layout
from .unions import OpaqueUnion


def checked_body(type: object, value: Any) -> Any:
    """`value`, or `ConfigurationError` if it must not be sent as a body of `type`.

    The value is not traversed if its type contains no discriminator and no datetime. The
    items of an iterator are checked when they are sent.
    """
    if not _is_checked(type):
        return value
    if isinstance(value, AsyncIterable):
        return (_checked_item(item) async for item in value)
    if isinstance(value, Iterator):
        return map(_checked_item, value)
    return _checked_item(value)


def _checked_item(value: Any) -> Any:
    _check(value, "the body", is_typed=True)
    return value


def check_argument(location: str, name: str, value: object) -> None:
    """Raise `ConfigurationError` for a value that must not be sent as a parameter."""
    if not isinstance(value, _PLAIN):
        _check(value, f"{location} parameter `{name}`", is_typed=True)


_PLAIN = (str, int, float)


def check_tags(value: object) -> None:
    """Raise `ConfigurationError` if a model has the discriminator of another class."""
    _check(value, "", is_typed=False)


def _check(value: object, label: str, *, is_typed: bool) -> None:
    """With `is_typed`, datetimes are checked, and only fields whose types matter."""
    match value:
        case datetime():
            if is_typed and value.utcoffset() is None:
                raise ConfigurationError(
                    f"{label} must have an offset from UTC, got {value.isoformat()}"
                )
        case str() | int() | float():
            pass
        case msgspec.Struct() | OpenModel():
            _check_model(value, is_typed=is_typed)
        case dict() | Mapping():
            for key, item in value.items():
                _check(item, f"`{key}`", is_typed=is_typed)
        case list() | tuple():
            for item in value:
                _check(item, label, is_typed=is_typed)
        case _:
            pass


def _check_model(model: Any, *, is_typed: bool) -> None:
    cls: Any = model.__class__
    for name, expected in _tags(cls):
        actual = getattr(model, name)
        if actual not in expected:
            raise ConfigurationError(
                f"`{cls.__name__}.{name}` must be {expected[0]!r}, got {actual!r}"
            )
    for name, label in _fields(cls, is_typed):
        item = getattr(model, name)
        if item is not None:
            _check(item, label, is_typed=is_typed)


@lru_cache(maxsize=1024)
def _fields(cls: type[Any], is_typed: bool) -> tuple[tuple[str, str], ...]:
    """The fields whose values are traversed, each with its label."""
    types: list[tuple[str, object]] = [
        (field.name, field.type) for field in msgspec.structs.fields(_struct(cls))
    ]
    if issubclass(cls, OpenModel):
        types.append(("additional_properties", open_layout(cls).further))
    return tuple(
        (name, f"`{cls.__name__}.{name}`")
        for name, type in types
        if not is_typed or _is_checked(type)
    )


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


def _is_checked(type: object) -> bool:
    try:
        return _cached(type)
    except TypeError:  # an annotation that is not hashable
        return True


@lru_cache(maxsize=1024)
def _cached(type: object) -> bool:
    """Whether values of a type may contain datetimes or models with tags."""
    visited: set[int] = set()
    pending: list[Any] = [type]
    while pending:
        inner = pending.pop()
        if id(inner) not in visited:
            visited.add(id(inner))
            if _is_traversed(inner) or (_is_model(inner) and _tags(inner)):
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
    """Whether a type is that of datetimes or, as that of `ServerSentEvent.data`, open."""
    return type is datetime or isinstance(type, TypeVar)


def _is_model(type: Any) -> bool:
    return isinstance(type, type_) and issubclass(type, (msgspec.Struct, OpenModel))


type_ = type
