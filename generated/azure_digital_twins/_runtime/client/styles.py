"""Serialize values of parameters in the styles of OAS 3.2, section "Style Values".

Values are JSON-shaped. Text is percent-encoded exactly once. The styles are those of RFC
6570; values that it leaves undefined (null, an empty list) are not sent.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal
from urllib.parse import quote, unquote

import msgspec

from .errors import ConfigurationError

Style = Literal[
    "simple",
    "label",
    "matrix",
    "form",
    "spaceDelimited",
    "pipeDelimited",
    "tsv",
    "deepObject",
    "cookie",
]
Encode = Callable[[str], str]
Decode = Callable[[str], str]
Pairs = Sequence[tuple[str, str]]
"""Names, decoded, with their values, still encoded."""

# Separators between the values of one parameter, as they are written.
_SEPARATORS: Mapping[Style, str] = {
    "spaceDelimited": "%20",
    "pipeDelimited": "%7C",
    "tsv": "%09",
    "label": ",",
}


class Layout(msgspec.Struct, frozen=True):
    """The style of an array or an object."""

    style: Style
    explode: bool

    @property
    def separator(self) -> str:
        """The separator of items, or of properties."""
        if self.style == "label" and self.explode:
            return "."
        return _SEPARATORS.get(self.style, ",")


def plain_text(value: Any) -> str | None:
    """The text of a string, an integer or a boolean; None for other values."""
    if value.__class__ is str:
        return str(value)
    if value.__class__ is bool:
        return "true" if value else "false"
    if value.__class__ is int and -_LARGE < value < _LARGE:
        return str(value)
    return None


_LARGE = 2**63


def scalar_text(value: object) -> str:
    """A scalar as the text of a parameter."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case int() | float() | Decimal():
            if not math.isfinite(value):
                raise ConfigurationError(f"the number {value} cannot be sent")
            return _number_text(value)
        case _:  # something nested deeper than the style goes
            return msgspec.json.encode(value).decode()


def _number_text(value: int | float | Decimal) -> str:
    """A whole number has no fraction, as in most languages: readers of integers and of
    numbers both understand `2`, and not all of them `2.0`."""
    if isinstance(value, float) and value.is_integer() and abs(value) <= 2**53:
        value = int(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    return msgspec.json.encode(value).decode()


def write_text(name: str, value: Any, layout: Layout, encode: Encode) -> str | None:
    """Styles that fill one place: simple, label, matrix. None where nothing is sent."""
    if layout.style == "matrix":
        return _matrix(name, value, layout, encode)
    joined = _joined(name, value, layout, encode)
    if layout.style == "label" and joined is not None:
        return "." + joined
    return joined


def _joined(name: str, value: Any, layout: Layout, encode: Encode) -> str | None:
    match value:
        case dict():
            members = _present(value)
            piece = _undivided(name, layout.separator, encode)
            if not members:
                return None
            if layout.explode:
                first = _undivided(name, "=", piece)
                pieces = [f"{first(key)}={piece(text)}" for key, text in members]
            else:
                pieces = [piece(text) for member in members for text in member]
            return layout.separator.join(pieces)
        case list() | tuple():
            piece = _undivided(name, layout.separator, encode)
            items = [piece(scalar_text(item)) for item in value if item is not None]
            if items == [""]:
                raise ConfigurationError(
                    f"parameter `{name}`: a list of one empty text reads as an empty one"
                )
            return layout.separator.join(items) if items else None
        case _:
            return encode(scalar_text(value))


def _undivided(name: str, mark: str, encode: Encode) -> Encode:
    """Text between marks: a mark inside it is percent-encoded or, where nothing tells
    an encoded one from one that divides, refused."""
    is_plain = encode("%") == "%"

    def write(text: str) -> str:
        written = encode(text)
        if is_plain and text != text.strip(" \t"):
            raise ConfigurationError(
                f"parameter `{name}`: {text!r} begins or ends with white space"
            )
        if mark not in written:
            return written
        if is_plain or len(mark) > 1:
            raise ConfigurationError(
                f"parameter `{name}`: {text!r} holds {unquote(mark)!r}, "
                "which divides values here"
            )
        return written.replace(mark, f"%{ord(mark):02X}")

    return write


def _matrix(name: str, value: Any, layout: Layout, encode: Encode) -> str | None:
    piece = _undivided(name, ";", encode)
    first = _undivided(name, "=", piece)
    match value:
        case dict() if layout.explode:
            pairs = [(first(key), piece(text)) for key, text in _present(value)]
        case list() | tuple() if layout.explode:
            texts = [scalar_text(item) for item in value if item is not None]
            pairs = [(first(name), piece(text)) for text in texts]
        case _:
            joined = _joined(name, value, layout, piece)
            pairs = [] if joined is None else [(first(name), joined)]
    # An empty value has no equals sign (RFC 6570, section 3.2.7).
    return "".join(f";{key}={text}" if text else f";{key}" for key, text in pairs)


def write_pairs(
    name: str, value: Any, layout: Layout, encode: Encode, encode_name: Encode
) -> list[tuple[str, str]]:
    """Styles that make pairs: form, the delimited ones, deepObject, cookie."""
    if layout.style == "deepObject" and isinstance(value, (dict, list, tuple)):
        return [(encode_name(path), encode(text)) for path, text in _deep(name, value)]
    if layout.explode and isinstance(value, dict):
        return [(encode_name(key), encode(text)) for key, text in _repeated(value)]
    if layout.explode and isinstance(value, (list, tuple)):
        return [
            (encode_name(name), encode(scalar_text(item)))
            for item in value
            if item is not None
        ]
    joined = _joined(name, value, Layout(layout.style, False), encode)
    return [] if joined is None else [(encode_name(name), joined)]


def _deep(path: str, value: Any) -> Iterable[tuple[str, str]]:
    match value:
        case dict():
            for key, item in value.items():
                yield from _deep(f"{path}[{key}]", item)
        case list() | tuple():
            for index, item in enumerate(value):
                yield from _deep(f"{path}[{index}]", item)
        case None:
            pass
        case _:
            yield path, scalar_text(value)


def _present(members: Mapping[Any, Any]) -> list[tuple[str, str]]:
    return [
        (str(key), scalar_text(item))
        for key, item in members.items()
        if item is not None
    ]


def _repeated(members: Mapping[Any, Any]) -> Iterable[tuple[str, str]]:
    """Properties as pairs, one for each item of a list. No style covers lists inside
    objects; servers parse `page=0&sort=name&sort=id`."""
    for key, item in members.items():
        for value in item if isinstance(item, (list, tuple)) else (item,):
            if value is not None:
                yield str(key), scalar_text(value)


_RESERVED = ":/?#[]@!$&'()*+,;="


def encoder(*, allow_reserved: bool = False, literal: str = "") -> Encode:
    """Percent-encoding of all but the unreserved (RFC 3986, section 2.3).

    `allow_reserved` keeps the reserved characters and what is encoded already (RFC
    6570, section 3.2.3), `literal` names those that are encoded all the same.
    """
    if not allow_reserved:
        return lambda text: quote(text, safe="")
    safe = "".join(char for char in _RESERVED if char not in literal)

    def encode(text: str) -> str:
        pieces = text.split("%")
        done = [quote(pieces[0], safe=safe)]
        for piece in pieces[1:]:
            mark = "%" if _is_hex(piece[:2]) else "%25"
            done.append(mark + quote(piece, safe=safe))
        return "".join(done)

    return encode


def _is_hex(text: str) -> bool:
    return len(text) == 2 and all(char in "0123456789abcdefABCDEF" for char in text)
