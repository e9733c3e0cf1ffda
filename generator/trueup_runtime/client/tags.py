"""Discriminators of models that are sent: each must have the value of its class."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, get_args, get_origin

import msgspec

from .errors import ConfigurationError
from .model import Constant, OpenModel, open_layout
from .unions import OpaqueUnion


def check_tags(type: object, value: object) -> None:
    """Raise `ConfigurationError` if a model has the discriminator of another class.

    The value is not traversed if a `type` is known that contains no discriminator.
    """
    if type is None or _has_tags(type):
        _check(value)


def _check(value: object) -> None:
    match value:
        case msgspec.Struct() | OpenModel():
            cls: Any = value.__class__
            for name, expected in _tags(cls):
                actual = getattr(value, name)
                if actual not in expected:
                    raise ConfigurationError(
                        f"`{cls.__name__}.{name}` must be {expected[0]!r}, "
                        f"got {actual!r}"
                    )
            for name in _struct(cls).__struct_fields__:
                _check(getattr(value, name))
            if isinstance(value, OpenModel):
                _check(value.additional_properties)
        case dict():
            for item in value.values():
                _check(item)
        case list() | tuple():
            for item in value:
                _check(item)
        case _:
            pass


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


def _has_tags(type: object) -> bool:
    try:
        return _cached(type)
    except TypeError:  # an annotation that is not hashable
        return True


@lru_cache(maxsize=1024)
def _cached(type: object) -> bool:
    """Whether values of a type may contain models with tags."""
    visited: set[int] = set()
    pending: list[Any] = [type]
    while pending:
        inner = pending.pop()
        if id(inner) not in visited:
            visited.add(id(inner))
            if _is_model(inner) and _tags(inner):
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


def _is_model(type: Any) -> bool:
    return isinstance(type, type_) and issubclass(type, (msgspec.Struct, OpenModel))


type_ = type
