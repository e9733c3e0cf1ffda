"""Parameters to the exact text that stands for them. The suite's oracle.

Written from the tables of the specification (OAS 3.2, "Style Values", "Style Examples";
RFC 6570, section 3) and apart from the client that it judges: the two share no code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from msgspec import Struct

from ... import ir
from ...media_types import is_json

_UNRESERVED = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
)
_RESERVED = frozenset(b":/?#[]@!$&'()*+,;=")
_JOINTS = {
    ir.Style.SPACE: "%20",
    ir.Style.PIPE: "%7C",
    ir.Style.TAB: "%09",
}
_MARKS = {ir.Style.SPACE: " ", ir.Style.PIPE: "|", ir.Style.TAB: "\t"}


class Undefined(Exception):
    """The specification does not say how such a value is written."""


class Wire(Struct, frozen=True):
    """What a parameter adds to a request. Names are plain, values as they are sent."""

    path: str | None = None
    query: tuple[tuple[str, str], ...] = ()
    header: tuple[str, str] | None = None
    cookies: tuple[tuple[str, str], ...] = ()


def write(parameter: ir.Parameter, value: ir.Json) -> Wire:
    """What `value` of `parameter` adds to a request. Raises `Undefined`."""
    if value is None:
        raise Undefined("null is what is not sent")
    match parameter.location:
        case ir.Location.PATH:
            return Wire(path=_path(parameter, value))
        case ir.Location.HEADER:
            return Wire(header=(parameter.name, _header(parameter, value)))
        case ir.Location.QUERY:
            return Wire(query=_pairs(parameter, value))
        case ir.Location.COOKIE:
            return Wire(cookies=_cookies(parameter, value))
        case ir.Location.QUERYSTRING:
            return Wire(query=_whole_query(parameter, value))


def encoded(text: str) -> str:
    """All but the unreserved characters percent-encoded (RFC 3986, section 2.1)."""
    return _keeping(_UNRESERVED, text)


def scalar(value: ir.Json) -> str:
    """A scalar as text: what JSON writes, strings without their quotes."""
    match value:
        case str():
            return value
        case float() if value.is_integer() and abs(value) <= 2**53:
            return str(int(value))
        case bool() | int() | float():
            return json.dumps(value).replace("e+", "e")
        case _:
            raise Undefined("a style has no place for a value inside a value")


def _document(media_type: str, value: ir.Json) -> str:
    if not is_json(media_type):
        raise Undefined(f"a parameter in {media_type} is not written here")
    return json.dumps(_whole(value), separators=(",", ":"), ensure_ascii=False)


def _whole(value: ir.Json) -> ir.Json:
    """Whole numbers without a fraction, as `scalar` writes them."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_whole(item) for item in value]
        case dict():
            return {name: _whole(item) for name, item in value.items()}
        case _:
            return value


def _path(parameter: ir.Parameter, value: ir.Json) -> str:
    if parameter.media_type is not None:
        return encoded(_document(parameter.media_type, value))
    name, explode = encoded(parameter.name), parameter.explode
    if parameter.allow_reserved:
        return _reserved_in_path(parameter, value)
    match parameter.style:
        case ir.Style.LABEL:
            text = "." + _one(value, explode, "." if explode else ",")
            if explode and _has_dots(value):
                raise Undefined("a dot inside an item is no dot between them")
        case ir.Style.MATRIX:
            text = _matrix(name, value, explode)
        case _:
            text = _one(value, explode, ",")
    if not text:
        raise Undefined("a path parameter is never empty")
    if text in (".", ".."):
        raise Undefined("a segment of dots means another path")
    return text


def _reserved_in_path(parameter: ir.Parameter, value: ir.Json) -> str:
    """`allowReserved` in a path, since 3.2: what ends a segment is encoded as ever."""
    text = scalar(value)
    if parameter.style is not ir.Style.SIMPLE or not text or text in (".", ".."):
        raise Undefined("a reserved character kept divides what is more than a text")
    if "%" in text:
        raise Undefined("a percent sign kept means what it encodes")
    kept = _UNRESERVED | (_RESERVED - frozenset(b"/?#[]"))
    return _keeping(kept, text)


def _keeping(kept: frozenset[int], text: str) -> str:
    return "".join(chr(b) if b in kept else f"%{b:02X}" for b in text.encode())


def _matrix(name: str, value: ir.Json, explode: bool) -> str:
    match value:
        case list() if explode:
            pairs = [(name, encoded(scalar(item))) for item in _some(value)]
        case dict() if explode:
            pairs = [(encoded(k), encoded(scalar(v))) for k, v in _members(value)]
        case _:
            pairs = [(name, _one(value, False, ","))]
    return "".join(f";{key}={text}" if text else f";{key}" for key, text in pairs)


def _header(parameter: ir.Parameter, value: ir.Json) -> str:
    if parameter.media_type is not None:
        text = _document(parameter.media_type, value)
    else:
        text = _one(value, parameter.explode, ",", plain=True)
    if not text.isascii() or not text.isprintable() or text != text.strip():
        raise Undefined("a header holds visible ASCII")
    return text


def _one(value: ir.Json, explode: bool, joint: str, *, plain: bool = False) -> str:
    """A value in one piece: items or members with `joint` between them.

    `plain` text, as headers hold, must not contain what would divide it.
    """
    write_ = _undivided if plain else encoded
    match value:
        case list():
            if value == [""]:
                raise Undefined("a list of one empty text reads as an empty list")
            return joint.join(write_(scalar(item)) for item in _some(value))
        case dict():
            rows = [(write_(k), write_(scalar(v))) for k, v in _members(value)]
            equals = "=" if explode else joint
            return joint.join(f"{key}{equals}{text}" for key, text in rows)
        case _:
            return scalar(value) if plain else encoded(scalar(value))


def _undivided(text: str) -> str:
    if any(mark in text for mark in ",= "):
        raise Undefined("a list in a header has no way to hold its own comma")
    return text


def _pairs(parameter: ir.Parameter, value: ir.Json) -> tuple[tuple[str, str], ...]:
    write_ = _reserved_kept if parameter.allow_reserved else encoded
    name = parameter.name
    if parameter.media_type is not None:
        return ((name, write_(_document(parameter.media_type, value))),)
    style, explode = parameter.style, parameter.explode
    match value:
        case dict() if style is ir.Style.DEEP:
            return tuple(
                (f"{name}[{key}]", write_(scalar(item)))
                for key, item in _members(value)
            )
        case list() if style is ir.Style.DEEP:
            raise Undefined("deepObject says nothing of arrays")
        case list() if explode:
            return tuple((name, write_(scalar(item))) for item in _some(value))
        case dict() if explode:
            return tuple((key, write_(scalar(v))) for key, v in _members(value))
        case list() | dict():
            if parameter.allow_reserved:
                raise Undefined("a reserved comma kept in a list divides it")
            if style in _MARKS and any(
                _MARKS[style] in scalar(item) for item in _flat(value)
            ):
                raise Undefined("a value holds the delimiter, which no reader tells")
            return ((name, _one(value, False, _JOINTS.get(style, ","))),)
        case _:
            return ((name, write_(scalar(value))),)


def _reserved_kept(text: str) -> str:
    """RFC 6570, section 3.2.3, where the query itself does not need the character."""
    if any(mark in text for mark in "%#[]&+= "):
        raise Undefined("what a reserved character means here depends on the reader")
    return _keeping(_UNRESERVED | _RESERVED, text)


def _cookies(parameter: ir.Parameter, value: ir.Json) -> tuple[tuple[str, str], ...]:
    if parameter.media_type is not None or isinstance(value, list | dict):
        raise Undefined("a cookie that is no scalar is read in many ways")
    text = scalar(value)
    if parameter.style is ir.Style.COOKIE and encoded(text) != text:
        raise Undefined("style cookie does not encode")
    if parameter.allow_reserved and encoded(text) != text:
        raise Undefined("which reserved characters a cookie keeps depends on cookies")
    return ((parameter.name, encoded(text)),)


def _whole_query(
    parameter: ir.Parameter, value: ir.Json
) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or is_json(parameter.media_type or ""):
        raise Undefined("a query that is one document has no pairs")
    if parameter.parts:
        raise Undefined("what encodings make of a query is tried in forms")
    flat: list[tuple[str, str]] = []
    for key, item in _members(value):
        items = item if isinstance(item, list) else [item]
        flat += [(key, encoded(scalar(each))) for each in items]
    return tuple(flat)


def _has_dots(value: ir.Json) -> bool:
    if not isinstance(value, list | dict):
        return False
    return any("." in scalar(item) for item in _flat(value))


def _flat(value: list[ir.Json] | dict[str, ir.Json]) -> list[ir.Json]:
    return value if isinstance(value, list) else [*value, *value.values()]


def _some(items: list[ir.Json]) -> list[ir.Json]:
    if not items or None in items:
        raise Undefined("an empty list and a null are not written")
    return items


def _members(value: Mapping[str, ir.Json]) -> list[tuple[str, ir.Json]]:
    if not value or None in value.values():
        raise Undefined("an empty object and a null are not written")
    return list(value.items())
