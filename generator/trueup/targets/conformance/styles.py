"""Serialize parameters: the oracle of requests.

Written from the tables of the specification (OAS 3.2, "Style Values", "Style Examples";
RFC 6570, section 3), without code of the client that it verifies.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from msgspec import Struct

from ... import ir
from ...media_types import is_json

_UNRESERVED = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
)
_RESERVED = frozenset(b":/?#[]@!$&'()*+,;=")
DELIMITERS = {ir.Style.SPACE: " ", ir.Style.PIPE: "|", ir.Style.TAB: "\t"}


class Unspecified(Exception):
    """The specification does not define how a value is serialized."""


class Serialized(Struct, frozen=True):
    """The parts of a request from one parameter. Values are encoded, names are not."""

    path: str | None = None
    query: tuple[tuple[str, str], ...] = ()
    header: tuple[str, str] | None = None
    cookies: tuple[tuple[str, str], ...] = ()


def serialize(parameter: ir.Parameter, value: ir.Json) -> Serialized:
    """Serialize a value of a parameter. Raises `Unspecified`."""
    if value is None:
        raise Unspecified("null is not sent")
    match parameter.location:
        case ir.Location.PATH:
            return Serialized(path=_path(parameter, value))
        case ir.Location.HEADER:
            return Serialized(header=(parameter.name, _header(parameter, value)))
        case ir.Location.QUERY:
            return Serialized(query=_pairs(parameter, value))
        case ir.Location.COOKIE:
            return Serialized(cookies=_cookies(parameter, value))
        case ir.Location.QUERYSTRING:
            return Serialized(query=_whole_query(parameter, value))


def serialize_header(header: ir.Header, value: ir.Json) -> str:
    """The text of a header field. Raises `Unspecified`."""
    parameter = ir.Parameter(
        *(header.name, ir.Location.HEADER, header.type, header.required),
        *(ir.Style.SIMPLE, header.explode),
        media_type=header.media_type,
    )
    return _header(parameter, value)


def percent_encode(text: str, safe: frozenset[int] = _UNRESERVED) -> str:
    """Percent-encode all but unreserved characters (RFC 3986, section 2.1)."""
    return "".join(chr(b) if b in safe else f"%{b:02X}" for b in text.encode())


def scalar(value: ir.Json) -> str:
    """A scalar as in JSON, but strings without quotes."""
    match value:
        case str():
            return value
        case float() if value.is_integer() and abs(value) <= 2**53:
            return str(int(value))
        case bool() | int() | float():
            return json.dumps(value).replace("e+", "e")
        case _:
            raise Unspecified("styles do not define nested values")


def _document(media_type: str, value: ir.Json) -> str:
    if not is_json(media_type):
        raise Unspecified(f"a parameter in {media_type} is not serialized here")
    return json.dumps(_with_integers(value), separators=(",", ":"), ensure_ascii=False)


def _with_integers(value: ir.Json) -> ir.Json:
    """Replace floats that are integers, as `scalar` does."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_with_integers(item) for item in value]
        case dict():
            return {name: _with_integers(item) for name, item in value.items()}
        case _:
            return value


def _path(parameter: ir.Parameter, value: ir.Json) -> str:
    if parameter.media_type is not None:
        return percent_encode(_document(parameter.media_type, value))
    name, explode = percent_encode(parameter.name), parameter.explode
    if parameter.allow_reserved:
        return _reserved_in_path(parameter, value)
    match parameter.style:
        case ir.Style.LABEL:
            text = "." + _joined(value, explode, "." if explode else ",")
            if explode and _has_dots(value):
                raise Unspecified("an item contains the separator `.`")
        case ir.Style.MATRIX:
            text = _matrix(name, value, explode)
        case _:
            text = _joined(value, explode, ",")
    if not text:
        raise Unspecified("a path parameter must not be empty")
    if text in (".", ".."):
        raise Unspecified("`.` and `..` are segments with another meaning")
    return text


def _reserved_in_path(parameter: ir.Parameter, value: ir.Json) -> str:
    """`allowReserved` in a path (OAS 3.2): delimiters of segments are still encoded."""
    text = scalar(value)
    if parameter.style is not ir.Style.SIMPLE or not text or text in (".", ".."):
        raise Unspecified(
            "an unencoded reserved character is a separator in lists and objects"
        )
    if "%" in text:
        raise Unspecified("an unencoded percent sign begins an escape")
    return percent_encode(text, _UNRESERVED | (_RESERVED - frozenset(b"/?#[]")))


def _matrix(name: str, value: ir.Json, explode: bool) -> str:
    match value:
        case list() if explode:
            pairs = [(name, percent_encode(scalar(item))) for item in _items(value)]
        case dict() if explode:
            pairs = [
                (percent_encode(k), percent_encode(scalar(v)))
                for k, v in _properties(value)
            ]
        case _:
            pairs = [(name, _joined(value, False, ","))]
    return "".join(f";{key}={text}" if text else f";{key}" for key, text in pairs)


def _header(parameter: ir.Parameter, value: ir.Json) -> str:
    if parameter.media_type is not None:
        text = _document(parameter.media_type, value)
    else:
        text = _joined(value, parameter.explode, ",", in_header=True)
    if not text.isascii() or not text.isprintable() or text != text.strip():
        raise Unspecified("a header field must be visible ASCII")
    return text


def _joined(
    value: ir.Json, explode: bool, separator: str, *, in_header: bool = False
) -> str:
    """A value as one string: items or properties, joined by `separator`."""
    encode = _in_header if in_header else percent_encode
    match value:
        case list():
            if value == [""]:
                raise Unspecified('`[""]` is encoded like an empty list')
            return separator.join(encode(scalar(item)) for item in _items(value))
        case dict():
            rows = [(encode(k), encode(scalar(v))) for k, v in _properties(value)]
            equals = "=" if explode else separator
            return separator.join(f"{key}{equals}{text}" for key, text in rows)
        case _:
            return scalar(value) if in_header else percent_encode(scalar(value))


def _in_header(text: str) -> str:
    if any(separator in text for separator in ",= "):
        raise Unspecified("an item contains a separator, which headers do not escape")
    return text


def _pairs(parameter: ir.Parameter, value: ir.Json) -> tuple[tuple[str, str], ...]:
    encode = _with_reserved if parameter.allow_reserved else percent_encode
    name = parameter.name
    if parameter.media_type is not None:
        return ((name, encode(_document(parameter.media_type, value))),)
    style, explode = parameter.style, parameter.explode
    match value:
        case dict() if style is ir.Style.DEEP:
            return tuple((key, encode(text)) for key, text in _deep(name, value))
        case list() if style is ir.Style.DEEP:
            raise Unspecified("deepObject does not define arrays")
        case list() if explode:
            return tuple((name, encode(scalar(item))) for item in _items(value))
        case dict() if explode:
            return tuple((key, encode(scalar(v))) for key, v in _properties(value))
        case list() | dict():
            if parameter.allow_reserved:
                raise Unspecified("an unencoded comma is a separator")
            delimiter = DELIMITERS.get(style)
            if delimiter is None:
                return ((name, _joined(value, False, ",")),)
            if any(delimiter in scalar(item) for item in _flatten(value)):
                raise Unspecified("an item contains the delimiter of its style")
            return ((name, _joined(value, False, percent_encode(delimiter))),)
        case _:
            return ((name, encode(scalar(value))),)


def _deep(path: str, value: ir.Json) -> Iterator[tuple[str, str]]:
    """Pairs such as `filter[size][min]` and `filter[tags][0]`.

    The specification defines the first level only; deeper ones are those of the library qs.
    """
    match value:
        case dict():
            for key, item in _properties(value):
                yield from _deep(f"{path}[{key}]", item)
        case list():
            for index, item in enumerate(_items(value)):
                yield from _deep(f"{path}[{index}]", item)
        case _:
            yield path, scalar(value)


def _with_reserved(text: str) -> str:
    """RFC 6570, section 3.2.3, for characters without a meaning in the query itself."""
    if any(character in text for character in "%#[]&+= "):
        raise Unspecified("how this reserved character is parsed is not defined")
    return percent_encode(text, _UNRESERVED | _RESERVED)


def _cookies(parameter: ir.Parameter, value: ir.Json) -> tuple[tuple[str, str], ...]:
    if parameter.media_type is not None or isinstance(value, list | dict):
        raise Unspecified("only scalar cookies are defined")
    text = scalar(value)
    if parameter.style is ir.Style.COOKIE and percent_encode(text) != text:
        raise Unspecified("style cookie does not encode")
    if parameter.allow_reserved and percent_encode(text) != text:
        raise Unspecified("reserved characters in cookies are not defined")
    return ((parameter.name, percent_encode(text)),)


def _whole_query(
    parameter: ir.Parameter, value: ir.Json
) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or is_json(parameter.media_type or ""):
        raise Unspecified("a query string that is one document has no pairs")
    if parameter.parts:
        raise Unspecified("`encoding` of a query string is tested in forms")
    return tuple(
        (name, percent_encode(scalar(item)))
        for name, items in _properties(value)
        for item in (items if isinstance(items, list) else [items])
    )


def _has_dots(value: ir.Json) -> bool:
    if not isinstance(value, list | dict):
        return False
    return any("." in scalar(item) for item in _flatten(value))


def _flatten(value: list[ir.Json] | dict[str, ir.Json]) -> list[ir.Json]:
    return value if isinstance(value, list) else [*value, *value.values()]


def _items(items: list[ir.Json]) -> list[ir.Json]:
    if not items or None in items:
        raise Unspecified("an empty list and null items are not sent")
    return items


def _properties(value: Mapping[str, ir.Json]) -> list[tuple[str, ir.Json]]:
    if not value or None in value.values():
        raise Unspecified("an empty object and null properties are not sent")
    return list(value.items())
