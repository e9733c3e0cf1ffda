"""Encode typed values as JSON, and decode them, by msgspec.

This module adds open models, unions, and that `1.0` is an integer (JSON Schema
2020-12, section 6.1.1). Fractions of a second are
kept to the microsecond.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar, get_args, overload

import msgspec

from .base64url import Base64Url
from .decode_errors import Fault, locate
from .errors import ConfigurationError, DecodeError
from .finite_numbers import are_finite
from .model import OpenLayout, OpenModel, open_layout
from .unions import Convert, OpaqueUnion, UnknownVariant

T = TypeVar("T")


@overload
def decode(type: type[T], data: bytes) -> T: ...
@overload
def decode(type: object, data: bytes) -> Any: ...
def decode(type: object, data: bytes) -> Any:
    """JSON text to a value of `type`, or `DecodeError`."""
    if not data:
        raise DecodeError(_NO_TEXT)
    try:
        return _decoder(type).decode(data)
    except msgspec.ValidationError:
        return convert(type, parse_json(data))
    except _MALFORMED as error:
        raise _malformed(error, data) from None


def parse_json(data: bytes) -> Any:
    """JSON text to dicts, lists and scalars, or `DecodeError`."""
    if not data:
        raise DecodeError(_NO_TEXT)
    try:
        return _PARSER.decode(data)
    except _MALFORMED as error:
        raise _malformed(error, data) from None


@overload
def convert(type: type[T], value: object) -> T: ...
@overload
def convert(type: object, value: object) -> Any: ...
def convert(type: object, value: object) -> Any:
    """Dicts, lists and scalars to a value of `type`, or `DecodeError`."""
    try:
        try:
            return convert_plainly(type, value)
        except Fault:
            fault = _locate(type, integral(value), _MAX_DESCENTS)
    except RecursionError:
        raise DecodeError("nested too deeply") from None
    raise DecodeError(fault.reason, fault.pointer)


def encode(value: object, type: object = Any) -> bytes:
    """A value of `type` as JSON text. What JSON has no text for is a `ConfigurationError`."""
    try:
        data = _ENCODER.encode(value)
    except (TypeError, UnicodeEncodeError, RecursionError) as error:
        raise ConfigurationError(str(error)) from None
    if not are_finite(value, type, data):
        _refuse_nan(to_builtins(value))
    return data


def to_builtins(value: object) -> Any:
    """A value as dicts, lists and scalars, as JSON would hold them. A `Decimal` is a
    number of JSON, and stays what it is."""
    return msgspec.to_builtins(
        value, str_keys=True, builtin_types=(Decimal,), enc_hook=_enc_hook
    )


def convert_plainly(type: object, value: object) -> Any:
    """As `convert`; raises a `Fault` without a pointer."""
    try:
        return msgspec.convert(value, type=type, dec_hook=_dec_hook)
    except msgspec.ValidationError:
        attempt = _attempt.get()
        if attempt is not None:
            attempt.has_faults = True
        else:
            exact = integral(value)
            if exact is not value:
                return convert_plainly(type, exact)
        raise Fault("does not fit") from None


def _accepts(type: object, value: object) -> bool:
    try:
        convert_plainly(type, value)
    except Fault:
        return False
    return True


_MAX_DESCENTS = 10
"""Open models and unions through which a fault is located. Each one converts its content
again; below them, the pointer ends."""


def _locate(type: object, value: object, descents: int) -> Fault:
    """The fault of a value that does not convert."""
    try:
        msgspec.convert(value, type=type, dec_hook=_dec_hook)
    except msgspec.ValidationError as error:
        fault, type, value = locate(error, type, value, _accepts)
        if isinstance(error.__cause__, Fault) and descents:
            for inner, part in _parts(type, value):
                if not _accepts(inner, part):
                    nested = _locate(inner, part, descents - 1)
                    return Fault(nested.reason, fault.pointer + nested.pointer)
        return fault
    return Fault("does not fit")


def _parts(type: object, value: object) -> Iterator[tuple[Any, object]]:
    """The types as which an open model or a tagged union converts a value."""
    for choice in (type, *get_args(type)):
        if not isinstance(choice, type_):
            continue
        if issubclass(choice, OpaqueUnion):
            tagged = choice.tagged(value) or choice.default_for(value)
            if tagged is not None:
                yield tagged, value
        elif issubclass(choice, OpenModel):
            layout = open_layout(choice)
            yield layout.declared, layout.aliased(value)
            if isinstance(value, dict):
                yield layout.further, _further(layout, value)


def integral(value: object) -> Any:
    """`value` with every float that is a whole number as an int; `value` itself where
    there is none."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case dict():
            items = {key: integral(item) for key, item in value.items()}
            return items if _differ(items.values(), value.values()) else value
        case list() | tuple():
            listed = [integral(item) for item in value]
            return listed if _differ(listed, value) else value
        case _:
            return value


def _differ(left: Iterable[object], right: Iterable[object]) -> bool:
    return any(map(operator.is_not, left, right))


class _Attempt:
    """The conversion of one open model or union, with all that is in it."""

    has_faults = False


_attempt: ContextVar[_Attempt | None] = ContextVar("attempt", default=None)


def _dec_hook(type: type[Any], value: object) -> Any:
    """Convert what msgspec cannot. Whole floats are tried as integers once, for all of a
    value: doing so at each level would take exponentially many attempts."""
    if _attempt.get() is not None:
        return _decoded(type, value, convert_plainly)
    attempt, fault = _Attempt(), None
    previous = _attempt.set(attempt)
    try:
        try:
            result = _decoded(type, value, convert_plainly)
        except Fault as error:
            fault, result = error, None
        if fault is not None or attempt.has_faults:
            exact = integral(value)
            if exact is not value:
                return _decoded(type, exact, convert_plainly)
    finally:
        _attempt.reset(previous)
    if fault is not None:
        raise fault
    return result


def _decoded(type: type[Any], value: object, convert: Convert) -> Any:
    if issubclass(type, OpaqueUnion):
        return type.select(value, convert)
    if issubclass(type, OpenModel):
        return open_model_of(type, value, convert)
    if issubclass(type, Base64Url):
        return type(value) if isinstance(value, bytes) else type.from_text(value)
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
    model = cls.__new__(cls)
    for name in layout.wire:
        setattr(model, name, getattr(declared, name))
    model.additional_properties = convert(layout.further, _further(layout, value))
    return model


def _further(layout: OpenLayout, members: dict[str, Any]) -> dict[str, Any]:
    names = set(layout.wire.values())
    return {name: item for name, item in members.items() if name not in names}


def _enc_hook(value: object) -> Any:
    if isinstance(value, UnknownVariant):
        return value.value
    if isinstance(value, Base64Url):
        return value.text
    if isinstance(value, OpenModel):
        layout = open_layout(type(value))
        # The struct knows which members to leave out.
        declared = layout.declared(
            **{name: getattr(value, name) for name in layout.wire}
        )
        members: dict[str, Any] = dict(value.additional_properties)
        members.update(layout.unaliased(to_builtins(declared)))
        return members
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be encoded as JSON")


def _refuse_nan(value: object) -> None:
    match value:
        case float() if not math.isfinite(value):
            raise ConfigurationError(f"JSON has no text for the number {value}")
        case Decimal() if not value.is_finite():
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
    if not text.startswith("JSON"):
        text = text[:1].lower() + text[1:]
    return DecodeError(text, raw=data)


_NO_TEXT = "the body is empty, where JSON is expected"
_MALFORMED = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_PARSER = msgspec.json.Decoder()
_ENCODER = msgspec.json.Encoder(enc_hook=_enc_hook, decimal_format="number")
type_ = type
