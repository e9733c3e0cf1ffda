"""Locate data that does not fit its type: RFC 6901 pointers for errors of msgspec.

msgspec names the place as `$.jobs[2].labels[...]`: without quoting, without the keys
of dicts, and from the innermost conversion only. The value has the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, get_args, get_origin

import msgspec

_INDEX = r"\[(\d+|\.\.\.)\]"

_TRIES = 10

Accepts = Callable[[object, object], bool]


class Fault(ValueError):
    """Data that does not fit its type, inside a conversion.

    A `ValueError`, because msgspec then adds the location of the value.
    """

    def __init__(self, reason: str, pointer: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.pointer = pointer


def locate(
    error: msgspec.ValidationError, type: object, value: object, accepts: Accepts
) -> tuple[Fault, Any, object]:
    """The fault that `error` reports about `value` as a `type`; its type and its value."""
    reason, path = _divided(str(error))
    steps = list(_walk(path, type, value, accepts))
    pointer = "".join(token(key) for key, _, _ in steps)
    if steps:
        _, type, value = steps[-1]
    if isinstance(error.__cause__, Fault):
        return Fault(error.__cause__.reason, pointer), type, value
    return Fault(reason[:1].lower() + reason[1:], pointer), type, value


def _divided(text: str) -> tuple[str, str]:
    """The reason and the path of msgspec's "reason - at `$path`"."""
    reason, mark, place = text.removesuffix("`").rpartition(" - at `")
    place = place.removeprefix("key` in `")
    if not mark or not place.startswith("$"):
        return text, ""
    return reason, place[1:]


def token(key: object) -> str:
    """A key of an object or an index as one token of an RFC 6901 pointer."""
    return "/" + str(key).replace("~", "~0").replace("/", "~1")


def _walk(
    path: str, type: object, value: object, accepts: Accepts
) -> Iterator[tuple[object, Any, object]]:
    """The keys and indexes that msgspec's `path` stands for, each with the type and the
    value at it.

    A key that msgspec does not name is searched for by converting each value. The time
    for that is the size of the values, so it is done at a few levels only.
    """
    tries = _TRIES
    while path:
        key: object
        if match := re.match(_INDEX, path):
            path = path[match.end() :]
            if match[1] == "...":
                needs_try = isinstance(value, dict) and len(value) > 1
                tries -= needs_try
                is_known = tries >= 0 or not needs_try
                key = _faulty_key(type, value, accepts) if is_known else "..."
            else:
                key = int(match[1])
        elif path.startswith("."):
            key = _member(path[1:], value)
            path = path[1 + len(str(key)) :]
        else:
            return
        type = _type_at(type, key)
        value = _value_at(value, key)
        yield key, type, value


def _member(path: str, value: object) -> str:
    """The member that `path` begins with; its name may hold dots and brackets."""
    if isinstance(value, dict):
        names = [
            name
            for name in value
            if isinstance(name, str)
            and path.startswith(name)
            and path[len(name) : len(name) + 1] in ("", ".", "[")
        ]
        if names:
            return max(names, key=len)
    return re.split(r"[.\[]", path, maxsplit=1)[0]


def _faulty_key(type: object, value: object, accepts: Accepts) -> object:
    """The key of the first value of a dict that does not fit."""
    if not isinstance(value, dict) or not value:
        return "..."
    expected = _type_at(type, ...)
    *others, last = value
    for key in others:
        if not accepts(expected, value[key]):
            return key
    return last


def _type_at(type: object, key: object) -> Any:
    """The type of the value at `key` in a `type`; Any if it is not known."""
    origin = get_origin(type)
    if origin is dict:
        return get_args(type)[1]
    if origin is list:
        return get_args(type)[0]
    if origin is tuple:
        places = get_args(type)
        return places[key] if isinstance(key, int) and key < len(places) else Any
    if isinstance(type, type_) and issubclass(type, msgspec.Struct):
        for field in msgspec.structs.fields(type):
            if field.encode_name == key:
                return field.type
        return Any
    for choice in get_args(type):
        type_at_key = _type_at(choice, key)
        if type_at_key is not Any:
            return type_at_key
    return Any


def _value_at(value: object, key: object) -> object:
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, list) and isinstance(key, int) and key < len(value):
        return value[key]
    return None


type_ = type
