"""Parameters of an operation, one class per place. Written by clients, read by servers.

Each has `write(value)`, which makes (name, text) pieces ready for the wire, and `read`,
which makes a JSON-shaped value of what came over it; `UNSET` where nothing came.
Values to be written are whatever a model may hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal
from urllib.parse import quote, unquote, unquote_plus

from msgspec import UNSET

from .codec import encode, integral, parse_json, to_builtins
from .errors import ConfigurationError, DecodeError
from .shapes import STRING, Shape, coerce
from .styles import (
    Encode,
    Layout,
    Pairs,
    Style,
    encoder,
    read_deep,
    read_inner,
    read_matrix,
    read_text,
    scalar_text,
    write_pairs,
    write_text,
)

if TYPE_CHECKING:
    from .members import Part

Piece = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class _Described:
    """What all parameters have in common.

    `constant` is a value that is sent without being asked for. `media_type` is set
    where the value is a document of its own, `parts` where its members are written in
    ways of their own in that. `shape` and `schema` (a pointer into
    `schemas.json`) are for reading.
    """

    media_type: str | None = None
    constant: Any = UNSET
    required: bool = False
    shape: Shape = STRING
    schema: str | None = None
    parts: Mapping[str, Part] = field(default_factory=dict)

    @property
    def is_constant(self) -> bool:
        return self.constant is not UNSET

    def _document(self, value: object) -> str:
        """The text of a value that is a document."""
        if _is_json(self.media_type or ""):
            # Whole numbers as they are in parameters without a media type.
            return encode(integral(to_builtins(value))).decode()
        plain = to_builtins(value)
        if not isinstance(plain, dict):
            return scalar_text(plain)
        from .members import form_text

        return form_text(value, self.parts)

    def _parsed(self, text: str) -> Any:
        if not _is_json(self.media_type or ""):
            return self._read_form(text)
        try:
            return parse_json(text.encode("utf-8", "surrogateescape"))
        except DecodeError:
            return text

    def _read_form(self, text: str) -> Any:
        if self.shape.kind != "object":
            return coerce(text, self.shape)
        from .members import form_value

        return form_value(text, self.shape, self.parts)


@dataclass(frozen=True)
class Path(_Described):
    """A parameter in the path: `{name}` of the template."""

    location: ClassVar[str] = "path"
    name: str
    style: Style = "simple"
    explode: bool = False
    allow_reserved: bool = False

    def write(self, value: object) -> list[Piece]:
        """One piece: the text for the template's place."""
        # What ends a segment or the path is no part of a value (OAS 3.2, 4.9.1.1).
        encode_ = _encoder(self.allow_reserved, "/?#[]")
        if self.media_type is not None:
            text: str | None = encode_(self._document(value))
        else:
            layout = Layout(self.style, self.explode)
            text = write_text(self.name, to_builtins(value), layout, encode_)
        if not text:
            raise ConfigurationError(
                f"path parameter `{self.name}` is empty, and would name another resource"
            )
        return [(self.name, text)]

    def read(self, raw: str) -> Any:
        """`raw` is what stands in the template's place, still percent-encoded."""
        if self.media_type is not None:
            return self._parsed(unquote(raw))
        layout = Layout(self.style, self.explode)
        if self.style == "matrix":
            value = read_matrix(self.name, raw, layout, self.shape)
            return UNSET if value is None else value
        if self.style == "label":
            # A segment of nothing but dots is encoded.
            raw = _DOTS.get(raw.upper(), raw).removeprefix(".")
        return read_text(raw, layout, self.shape, unquote)


@dataclass(frozen=True)
class Query(_Described):
    """A parameter in the query."""

    location: ClassVar[str] = "query"
    name: str
    style: Style = "form"
    explode: bool | None = None
    allow_reserved: bool = False

    @property
    def layout(self) -> Layout:
        explode = self.style == "form" if self.explode is None else self.explode
        return Layout(self.style, explode)

    def write(self, value: object) -> list[Piece]:
        """Pairs, percent-encoded."""
        encode_ = _encoder(self.allow_reserved, "#[]&+")
        name = _encoder(False, "")
        if self.media_type is not None:
            return [(name(self.name), encode_(self._document(value)))]
        return write_pairs(self.name, to_builtins(value), self.layout, encode_, name)

    def read(self, pairs: Pairs, others: Iterable[str] = ()) -> Any:
        """`pairs` is what `query_pairs` makes; `others` are names that are taken.

        Members of an exploded object stand in the query by their own names, so those
        that the shape does not name are told from other parameters by `others`.
        """
        return _read_pairs(self, pairs, frozenset(others), unquote_plus)


@dataclass(frozen=True)
class Header(_Described):
    """A parameter in a header field. Its text is not percent-encoded."""

    location: ClassVar[str] = "header"
    name: str
    style: Literal["simple"] = "simple"
    explode: bool = False

    def write(self, value: object) -> list[Piece]:
        """One field, or none where the value is an empty list or object."""
        if self.media_type is not None:
            text: str | None = self._document(value)
        else:
            layout = Layout(self.style, self.explode)
            text = write_text(self.name, to_builtins(value), layout, str)
        if text is None:
            return []
        return [(self.name, header_text(self.name, text))]

    def read(self, raw: str | None) -> Any:
        """`raw` is the field's text, None where it is absent."""
        if raw is None:
            return UNSET
        if self.media_type is not None:
            return self._parsed(raw)
        layout = Layout(self.style, self.explode)
        return read_text(raw.strip(" \t"), layout, self.shape, str)


@dataclass(frozen=True)
class Cookie(_Described):
    """A parameter in a cookie. Style `form` percent-encodes, style `cookie` does not."""

    location: ClassVar[str] = "cookie"
    name: str
    style: Style = "form"
    explode: bool = True
    allow_reserved: bool = False

    def write(self, value: object) -> list[Piece]:
        """Cookies: pairs of name and value."""
        plain = self.style == "cookie"
        encode_ = cookie_text if plain else _encoder(self.allow_reserved, ",;")
        if self.media_type is not None:
            text = _encoder(False, "")(self._document(value))
            return [(_cookie_name(self.name), text)]
        layout = Layout(self.style, self.explode)
        return write_pairs(self.name, to_builtins(value), layout, encode_, _cookie_name)

    def read(self, pairs: Pairs, others: Iterable[str] = ()) -> Any:
        """`pairs` is what `cookie_pairs` makes."""
        decode = str if self.style == "cookie" else unquote
        return _read_pairs(self, pairs, frozenset(others), decode)


@dataclass(frozen=True)
class QueryString(_Described):
    """The whole query as one value (OAS 3.2, `in: querystring`)."""

    location: ClassVar[str] = "querystring"
    name: str
    media_type: str | None = field(
        default="application/x-www-form-urlencoded", kw_only=True
    )

    def write(self, value: object) -> list[Piece]:
        """One piece without a name: the query."""
        if _is_json(self.media_type or ""):
            return [("", quote(encode(value).decode(), safe=""))]
        text = self._document(value)
        is_form = isinstance(to_builtins(value), dict)
        return [("", text if is_form else quote(text, safe=""))]

    def read(self, raw: str) -> Any:
        """`raw` is the query, still percent-encoded."""
        if not raw:
            return UNSET
        if _is_json(self.media_type or ""):
            return self._parsed(unquote(raw))
        is_form = self.shape.kind == "object"
        return self._read_form(raw if is_form else unquote_plus(raw))


Parameter = Path | Query | Header | Cookie | QueryString


def query_pairs(query: str) -> list[Piece]:
    """A query as pairs of a decoded name and a value that is still encoded."""
    pieces = (piece.partition("=") for piece in query.split("&") if piece)
    return [(unquote_plus(name), text) for name, _, text in pieces]


def cookie_pairs(header: str) -> list[Piece]:
    """A Cookie field as pairs of a name and a value that is still encoded."""
    pieces = (piece.strip().partition("=") for piece in header.split(";"))
    return [(name, text) for name, equals, text in pieces if equals]


def header_text(name: str, text: str) -> str:
    """`text`, if it may stand in a header field; it might end the field otherwise."""
    if not text.isprintable():
        if _CONTROL.search(text):
            raise ConfigurationError(f"header `{name}` holds a control character")
        if _SURROGATE.search(text):
            raise ConfigurationError(f"header `{name}` holds half of a surrogate pair")
    if text != text.strip(" \t"):
        # No part of the value (RFC 9110, section 5.5): readers take it off.
        raise ConfigurationError(f"header `{name}` begins or ends with white space")
    return text


def header_name(name: str) -> str:
    """`name`, if a header field may have it (RFC 9110, section 5.1)."""
    if not _TOKEN.fullmatch(name):
        raise ConfigurationError(f"a header cannot be called {name!r}")
    return name


_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_DOTS = {"%2E": ".", "%2E%2E": ".."}


def cookie_text(text: str) -> str:
    if re.search(r'[\x00-\x20\x7f";,\\]', text):
        raise ConfigurationError(
            'a cookie cannot hold white space, controls or `",;\\`'
        )
    return text


def _cookie_name(text: str) -> str:
    if "=" in text:
        raise ConfigurationError(f"a cookie cannot be called {text!r}")
    return cookie_text(text)


def _read_pairs(
    parameter: Query | Cookie, pairs: Pairs, others: frozenset[str], decode: Encode
) -> Any:
    name, shape = parameter.name, parameter.shape
    layout = (
        parameter.layout
        if isinstance(parameter, Query)
        else Layout(parameter.style, parameter.explode)
    )
    if parameter.media_type is not None:
        texts = [text for key, text in pairs if key == name]
        return parameter._parsed(decode(texts[-1])) if texts else UNSET
    texts = [text for key, text in pairs if key == name]
    is_deep = layout.style == "deepObject"
    is_plain = shape.plain is not None and len(texts) == 1
    is_plain = is_plain and (is_deep or shape.kind == "object")
    if is_deep and shape.kind in ("object", "array"):
        value = read_deep(name, pairs, shape, decode)
        if value is not None or not is_plain:
            return UNSET if value is None else value
    elif layout.explode and shape.kind == "object":
        found = _read_members(pairs, shape, others, decode)
        if not is_plain or not found.keys() <= {name}:
            return found or UNSET
    if not texts:
        return UNSET
    if is_plain and (is_deep or layout.explode):
        return coerce(decode(texts[0]), shape)
    if layout.explode and shape.kind == "array":
        return [
            read_inner(text, shape.of_item(index), decode)
            for index, text in enumerate(texts)
        ]
    return read_text(texts[-1], Layout(layout.style, False), shape, decode)


def _read_members(
    pairs: Pairs, shape: Shape, others: frozenset[str], decode: Encode
) -> dict[str, Any]:
    named, found = shape.members or {}, dict[str, Any]()
    for key, text in pairs:
        if key in named or (shape.extra is not None and key not in others):
            member = shape.of_member(key)
            if member.kind == "array":
                items = found.setdefault(key, [])
                items.append(read_inner(text, member.of_item(len(items)), decode))
            else:
                found[key] = read_inner(text, member, decode)
    return found


def _encoder(allow_reserved: bool, literal: str) -> Encode:
    return encoder(allow_reserved=allow_reserved, literal=literal)


def _is_json(media_type: str) -> bool:
    essence = media_type.partition(";")[0].strip().lower()
    return essence.endswith(("/json", "+json"))
