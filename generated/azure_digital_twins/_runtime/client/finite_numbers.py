"""Whether the numbers in a value are finite: msgspec writes NaN and infinities as `null`.

Only the parts of a value are visited that are numbers by its type: a program may put NaN in
place of an `int`. They are collected field by field, in columns, so that few steps are Python's.
"""

from __future__ import annotations

import enum
import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache, partial
from itertools import chain
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin
from uuid import UUID

import msgspec
from msgspec import UnsetType

from .model import OpenModel, open_layout
from .unions import UnknownVariant

Check: TypeAlias = Callable[[Iterable[Any]], bool]
"""Whether the numbers in a column, values of one type, are finite."""


def are_finite(value: object, type: object, data: bytes) -> bool:
    """Whether all numbers in a value, which is `data` as JSON, are finite.

    False also if only a visit of every value can tell: numbers may be beyond the range of
    floats, and the value may be of another type.
    """
    check = _check_of(type)
    if check is None and not isinstance(value, Mapping):
        return True
    if data.find(b"null") < 0 and not _has_names(data):
        return True
    if check is None or isinstance(value, Mapping):  # which may stand for a model
        check = _anywhere
    try:
        return check((value,))
    except _UNDECIDED:
        return False


def _has_names(data: bytes) -> bool:
    """Whether there may be decimals that are not finite, which have names; a float has `null`.

    One byte, as a number, is searched much faster than a word.
    """
    return (_N in data and b"NaN" in data) or (_I in data and b"Infinity" in data)


_N, _I = b"NI"


_UNDECIDED = (TypeError, AttributeError, ValueError, ArithmeticError, RecursionError)


def _check_of(type: object) -> Check | None:
    """The check of values of a type; None if they have no numbers."""
    try:
        return _cached(type)
    except TypeError:  # an annotation that is not hashable
        return _anywhere


@lru_cache(maxsize=1024)
def _cached(type: Any) -> Check | None:
    if not _may_have_numbers(type):
        return None
    if get_origin(type) in (Union, UnionType):
        others = [inner for inner in get_args(type) if inner not in _NOTHING]
        check = _check_of(others[0]) if len(others) == 1 else None
        return partial(_present, check) if check else _anywhere
    if type in (int, float):
        return _floats
    if type is Decimal:
        return _decimals
    if get_origin(type) is list:
        (item,) = get_args(type)
        return partial(_inside, chain.from_iterable, _check_of(item) or _anywhere)
    if get_origin(type) is dict:
        return partial(_inside, _values, _check_of(get_args(type)[1]) or _anywhere)
    return partial(_fields, type) if _is_model(type) else _anywhere


def _floats(column: Iterable[Any]) -> bool:
    return math.isfinite(sum(column))


def _decimals(column: Iterable[Any]) -> bool:
    return all(map(Decimal.is_finite, column))


def _present(check: Check, column: Iterable[Any]) -> bool:
    return check(filter(None, column))


def _inside(
    parts: Callable[[Iterable[Any]], Iterable[Any]], check: Check, column: Iterable[Any]
) -> bool:
    return check(parts(column))


def _values(column: Iterable[Any]) -> Iterable[Any]:
    return chain.from_iterable(map(dict[Any, Any].values, column))


def _fields(cls: Any, column: Iterable[Any]) -> bool:
    models = list(column)
    for field, check in _checks_of(cls) if models else ():  # models contain each other
        if not check(map(field, models)):
            return False
    return True


@lru_cache(maxsize=1024)
def _checks_of(cls: Any) -> tuple[tuple[Callable[[Any], Any], Check], ...]:
    """The fields of a model that may have numbers, with their checks."""
    checks = ((name, _check_of(type)) for name, type in _types_of_fields(cls))
    return tuple((attrgetter(name), check) for name, check in checks if check)


def _anywhere(column: Iterable[Any]) -> bool:
    """The check of values of any type."""
    data = _PACKER.encode(list(column))
    return not (re.search(_FLOAT, data) or b"NaN" in data or b"Infinity" in data)


def _parts(value: object) -> object:
    """What MessagePack can hold of a value that msgspec does not know."""
    if isinstance(value, UnknownVariant):
        return value.value
    if isinstance(value, OpenModel):
        return vars(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type_(value).__name__} is not a part of JSON")


_PACKER = msgspec.msgpack.Encoder(enc_hook=_parts)
_FLOAT = rb"\xcb[\x7f\xff][\xf0-\xff]"
"""NaN or an infinity in MessagePack; a string may contain the same bytes."""


def _may_have_numbers(type: object) -> bool:
    visited: set[object] = set()
    pending = [type]
    while pending:
        inner = pending.pop()
        if inner in visited:
            continue
        visited.add(inner)
        parts = _parts_of_type(inner)
        if parts is None or len(visited) > _MANY:
            return True
        pending += parts
    return False


_MANY = 500
"""Types that are visited for one; then it may have numbers."""


def _parts_of_type(type: Any) -> Iterable[Any] | None:
    """The types of the parts of a value; None if it is a number, or may have any."""
    origin = get_origin(type)
    if origin is Literal or type in _NOTHING or type in _OTHERS:
        return ()
    if origin is Annotated:
        return get_args(type)[:1]
    if origin in _CONTAINERS:
        return [inner for inner in get_args(type) if inner is not ...]
    if _is_model(type):
        return [inner for _, inner in _types_of_fields(type)]
    is_enum = isinstance(type, type_) and issubclass(type, enum.Enum)
    return () if is_enum and issubclass(type, str | int) else None


_NOTHING = (NoneType, None, UnsetType)
_OTHERS = (str, bool, bytes, date, datetime, time, timedelta, UUID)
_CONTAINERS = (Union, UnionType, list, tuple, set, frozenset, dict)


@lru_cache(maxsize=1024)
def _types_of_fields(cls: Any) -> tuple[tuple[str, Any], ...]:
    """The fields of a model, with their types."""
    if issubclass(cls, OpenModel):
        layout = open_layout(cls)
        others = ("additional_properties", layout.further)
        return (*_types_of_fields(layout.declared), others)
    return tuple((field.name, field.type) for field in msgspec.structs.fields(cls))


def _is_model(type: Any) -> bool:
    return isinstance(type, type_) and issubclass(type, (msgspec.Struct, OpenModel))


type_ = type
