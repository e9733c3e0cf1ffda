"""Checks of values before they are sent: not all that a type admits may be.

A discriminator must have the value of its class, a date with a time must have an offset
from UTC (RFC 3339), a string its format, and base64url is not plain bytes.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from .base64url import Base64Url
from .bodies import Body
from .errors import ConfigurationError
from .model import OpenModel
from .pairs import Piece
from .parameters import Parameter
from .sent_types import (
    ANYTHING,
    Expected,
    expectations,
    expected_of,
    fields_of,
    is_model,
    tags_of,
    wire_names,
)
from .string_formats import Formats, has_format
from .unions import OpaqueUnion


def checked_body(body: Body, value: Any) -> Any:
    """`value`, or `ConfigurationError` if it must not be sent as `body`.

    The value is not traversed if its type contains no discriminator, no date and no
    format. The items of an iterator are checked when they are sent.
    """
    expected = expected_of(body.type, body.format)
    if expected is None:
        return value
    if not isinstance(value, (msgspec.Struct, dict, list)):
        if isinstance(value, AsyncIterable):
            return (_checked_item(item, expected) async for item in value)
        if isinstance(value, Iterator):
            return (_checked_item(item, expected) for item in value)
    return _checked_item(value, expected)


def _checked_item(value: Any, expected: Expected) -> Any:
    _check(value, "the body", expected, is_typed=True)
    return value


def serialized_argument(parameter: Parameter, value: object) -> list[Piece]:
    """The texts of an argument. Raises `ConfigurationError` if it must not be sent."""
    formats = parameter.format
    if formats is not None or not isinstance(value, _PLAIN):
        label = f"{parameter.location} parameter `{parameter.name}`"
        expected = Expected(
            formats,
            is_date=formats == "date",
            is_base64url=formats == "base64url",
            is_map=True,
        )
        _check(value, label, expected, is_typed=True)
    try:
        return parameter.write(value)
    except TypeError as error:
        label = f"{parameter.location} parameter `{parameter.name}`"
        raise ConfigurationError(f"{label}: {error}") from None


_PLAIN = (str, int, float)


def check_tags(value: object) -> None:
    """Raise `ConfigurationError` if a model has the discriminator of another class."""
    _check(value, "", ANYTHING, is_typed=False)


def _check(value: object, label: str, expected: Expected, *, is_typed: bool) -> None:
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
        case int() | float() | UUID():
            pass
        case bytes():
            if expected.is_base64url and not isinstance(value, Base64Url):
                raise ConfigurationError(f"{label} must be a `Base64Url`, got bytes")
        case msgspec.Struct() | OpenModel():
            _check_model(value, is_typed=is_typed)
        case dict() | Mapping():
            expected = _as_variant(value, label, expected)
            properties, others = expectations(expected, is_typed)
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


def _as_variant(value: Mapping[Any, Any], label: str, expected: Expected) -> Expected:
    """What a dict in place of a model must be; its discriminator selects a variant."""
    model: Any = expected.model
    while isinstance(model, type) and issubclass(model, OpaqueUnion):
        tag, variant = model.choice_of(dict(value))
        if tag is not None and variant is None:
            known = ", ".join(map(repr, model.mapping()))
            actual = f"got {value[tag]!r}" if tag in value else "which is missing"
            raise ConfigurationError(
                f"{label} must have a `{tag}` of {known}, {actual}"
            )
        model = variant
    if is_model(model):
        for name, permitted in tags_of(model):
            wire = wire_names(model)[name]
            if wire in value and value[wire] not in permitted:
                raise ConfigurationError(
                    f"`{wire}` must be {permitted[0]!r}, got {value[wire]!r}"
                )
    return msgspec.structs.replace(expected, model=model)


def _check_model(model: Any, *, is_typed: bool) -> None:
    cls: Any = model.__class__
    for name, permitted in tags_of(cls):
        actual = getattr(model, name)
        if actual not in permitted:
            raise ConfigurationError(
                f"`{cls.__name__}.{name}` must be {permitted[0]!r}, got {actual!r}"
            )
    for field in fields_of(cls, is_typed):
        item = getattr(model, field.name)
        if item is not None:
            _check(item, field.label, field.expected, is_typed=is_typed)
