"""Encode typed values as JSON, and decode them, by msgspec.

This module adds open models, unions, and that `1.0` is an integer (JSON Schema
2020-12, section 6.1.1). Fractions of a second are
kept to the microsecond.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable
from contextvars import ContextVar
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar, overload

import msgspec

from .errors import ConfigurationError, DecodeError
from .faults import Fault, locate
from .model import OpenModel, open_layout
from .unions import Convert, Opaque, UnknownVariant

T = TypeVar("T")


@overload
def decode(type: type[T], data: bytes) -> T: ...
@overload
def decode(type: object, data: bytes) -> Any: ...
def decode(type: object, data: bytes) -> Any:
    """JSON text to a value of `type`, or `DecodeError`."""
    if not data:
        raise DecodeError("the body is empty, where JSON is expected")
    try:
        return _decoder(type).decode(data)
    except msgspec.ValidationError:
        return convert(type, parse_json(data))
    except _MALFORMED as error:
        raise _malformed(error, data) from None


def parse_json(data: bytes) -> Any:
    """JSON text to dicts, lists and scalars, or `DecodeError`."""
    try:
        return msgspec.json.decode(data)
    except _MALFORMED as error:
        raise _malformed(error, data) from None


@overload
def convert(type: type[T], value: object) -> T: ...
@overload
def convert(type: object, value: object) -> Any: ...
def convert(type: object, value: object) -> Any:
    """Dicts, lists and scalars to a value of `type`, or `DecodeError`."""
    try:
        return _convert(type, value)
    except Fault as fault:
        raise DecodeError(fault.reason, fault.pointer) from None
    except RecursionError:
        raise DecodeError("nested too deeply") from None


def encode(value: object) -> bytes:
    """A value as JSON text. What JSON has no text for is a `ConfigurationError`."""
    try:
        data = _ENCODER.encode(value)
    except (TypeError, UnicodeEncodeError, RecursionError) as error:
        raise ConfigurationError(str(error)) from None
    if b"null" in data or b"NaN" in data or b"Infinity" in data:
        _refuse_nan(to_builtins(value))  # floats become null, decimals their name
    return data


def to_builtins(value: object) -> Any:
    """A value as dicts, lists and scalars, as JSON would hold them. A `Decimal` is a
    number of JSON, and stays what it is."""
    return msgspec.to_builtins(
        value, str_keys=True, builtin_types=(Decimal,), enc_hook=_enc_hook
    )


def _convert(type: object, value: object) -> Any:
    """As `convert`; a `Fault` is what `dec_hook` may raise."""
    try:
        return msgspec.convert(value, type=type, dec_hook=_dec_hook)
    except msgspec.ValidationError as error:
        exact = integral(value)
        if exact is not value:
            return _convert(type, exact)
        raise locate(error, type, value, _accepts) from None


def _accepts(type: object, value: object) -> bool:
    """Whether a value converts. Locates no fault: that would ask this again at each
    level, twice as often as at the level above."""
    try:
        convert_plainly(type, value)
    except (msgspec.ValidationError, Fault):
        return False
    return True


def convert_plainly(type: object, value: object) -> Any:
    """As `_convert`, but a `Fault` says nothing of its place."""
    try:
        return msgspec.convert(value, type=type, dec_hook=_plain_hook)
    except msgspec.ValidationError:
        exact = integral(value)
        if exact is not value:
            return convert_plainly(type, exact)
        raise Fault("does not fit") from None


def integral(value: object) -> Any:
    """`value` with every float that is a whole number as an int; `value` itself where
    there is none."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if not isinstance(value, (dict, list, tuple)):
        return value
    known = _integral.get()
    if known is None:
        return _integral_of(value)
    if id(value) not in known:  # both are kept, so that their ids stay their own
        exact = _integral_of(value)
        known[id(value)] = value, exact
        known[id(exact)] = exact, exact
    return known[id(value)][1]


def _integral_of(value: dict[Any, Any] | list[Any] | tuple[Any, ...]) -> Any:
    if isinstance(value, dict):
        items = {key: integral(item) for key, item in value.items()}
        return items if _differ(items.values(), value.values()) else value
    listed = [integral(item) for item in value]
    return listed if _differ(listed, value) else value


_integral: ContextVar[dict[int, tuple[Any, Any]] | None] = ContextVar(
    "integral", default=None
)
"""What `integral` gives, while the variants of a union are tried: each would ask again,
and a copy for each would be inferred again."""


def _differ(left: Iterable[object], right: Iterable[object]) -> bool:
    return any(map(operator.is_not, left, right))


def _dec_hook(type: type[Any], value: object) -> Any:
    return _hooked(type, value, _convert)


def _plain_hook(type: type[Any], value: object) -> Any:
    return _hooked(type, value, convert_plainly)


def _hooked(type: type[Any], value: object, convert: Convert) -> Any:
    if _integral.get() is not None:
        return _decoded(type, value, convert)
    previous = _integral.set({})
    try:
        return _decoded(type, value, convert)
    finally:
        _integral.reset(previous)


def _decoded(type: type[Any], value: object, convert: Convert) -> Any:
    if issubclass(type, Opaque):
        return type.select(value, convert)
    if issubclass(type, OpenModel):
        return open_model_of(type, value, convert)
    if type is object:
        return value
    raise NotImplementedError(f"no way to decode {type!r}")


def open_model_of(
    cls: type[OpenModel[Any]], value: object, convert: Convert
) -> OpenModel[Any]:
    """An open model; `convert` is called for its declared and for its other members."""
    layout = open_layout(cls)
    declared = convert(layout.declared, layout.aliased(value))
    assert isinstance(value, dict)
    names = set(layout.wire.values())
    further = {name: item for name, item in value.items() if name not in names}
    model = cls.__new__(cls)
    for name in layout.wire:
        setattr(model, name, getattr(declared, name))
    model.additional_properties = convert(layout.further, further)
    return model


def _enc_hook(value: object) -> Any:
    if isinstance(value, UnknownVariant):
        return value.value
    if isinstance(value, OpenModel):
        layout = open_layout(type(value))
        # The struct knows which members to leave out.
        declared = layout.declared(
            **{name: getattr(value, name) for name in layout.wire}
        )
        members: dict[str, Any] = dict(value.additional_properties)
        members.update(layout.unaliased(to_builtins(declared)))
        return members
    raise TypeError(f"{type(value).__name__} is not something that JSON can hold")


def _refuse_nan(value: object) -> None:
    match value:
        case float() | Decimal() if not math.isfinite(value):
            raise ConfigurationError(f"JSON has no text for the number {value}")
        case dict():
            for item in value.values():
                _refuse_nan(item)
        case list() | tuple():
            for item in value:
                _refuse_nan(item)
        case _:
            pass


@lru_cache(maxsize=1024)
def _cached(type: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(type, dec_hook=_dec_hook)


def _decoder(type: Any) -> msgspec.json.Decoder[Any]:
    try:
        return _cached(type)
    except TypeError:  # an annotation that is not hashable
        return msgspec.json.Decoder(type, dec_hook=_dec_hook)


def _malformed(error: Exception, data: bytes) -> DecodeError:
    if isinstance(error, RecursionError):
        return DecodeError("nested too deeply", raw=data)
    text = str(error)
    return DecodeError(text[:1].lower() + text[1:], raw=data)


_MALFORMED = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_ENCODER = msgspec.json.Encoder(enc_hook=_enc_hook, decimal_format="number")
