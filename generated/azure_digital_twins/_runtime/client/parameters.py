"""Parameters of an operation, one class per location. Written by clients, read by servers.

`write(value)` returns encoded pairs of name and text; its value may be anything that a
model may hold. `read` returns a JSON-shaped value, or `UNSET` if there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar, Literal, Self
from urllib.parse import quote

import msgspec
from msgspec import UNSET

from .codec import encode, integral, to_builtins
from .coercion import STRING, Shape, coerce
from .errors import ConfigurationError
from .form_fields import Part, form_text, form_value
from .header_texts import cookie_name, cookie_text, header_text
from .media import is_json
from .pairs import Piece, json_or_text, read_pairs
from .percent import decoded, decoded_plus
from .string_formats import Formats
from .style_decoding import read_matrix, read_text
from .styles import (
    Decode,
    Encode,
    Layout,
    Pairs,
    Style,
    encoder,
    plain_text,
    scalar_text,
    write_pairs,
    write_text,
)


class _Described(msgspec.Struct, frozen=True, dict=True):
    """The base of all parameters.

    `constant` is a value that is sent without an argument. `media_type` is set if the
    value is a document of its own, and `parts` if its properties have encodings of
    their own. An argument for a `deprecated` one emits a warning. `shape` and `schema`
    (a pointer into `schemas.json`) are for parsing;
    `format` is that of the strings or dates that are sent.
    """

    name: str
    media_type: str | None = None
    constant: Any = UNSET
    required: bool = False
    deprecated: bool = False
    shape: Shape = STRING
    schema: str | None = None
    format: Formats | None = None
    parts: Mapping[str, Part] = {}

    @cached_property
    def _key(self) -> str:
        """The name, percent-encoded."""
        return quote(self.name, safe="")

    @property
    def is_constant(self) -> bool:
        return self.constant is not UNSET

    def with_shape(self, shape: Shape) -> Self:
        """The same parameter, read as another shape."""
        return msgspec.structs.replace(self, shape=shape)

    def _document(self, value: object) -> str:
        """The text of a value that is a document."""
        if is_json(self.media_type or ""):
            # Whole numbers as they are in parameters without a media type.
            return encode(integral(to_builtins(value))).decode()
        plain = to_builtins(value)
        if not isinstance(plain, dict):
            return scalar_text(plain)
        return form_text(value, self.parts)

    def _parsed(self, text: str) -> Any:
        if is_json(self.media_type or ""):
            return json_or_text(text)
        return self._read_form(text)

    def _last(self, pairs: Pairs, decode: Decode) -> Any:
        """The document in the last pair of this name."""
        texts = [text for key, text in pairs if key == self.name]
        return self._parsed(decode(texts[-1])) if texts else UNSET

    def _read_form(self, text: str) -> Any:
        if self.shape.kind != "object":
            return coerce(text, self.shape)
        return form_value(text, self.shape, self.parts)


class Path(_Described, frozen=True):
    """A parameter in the path: `{name}` of the template."""

    location: ClassVar[str] = "path"
    style: Style = "simple"
    explode: bool = False
    allow_reserved: bool = False

    @cached_property
    def _is_simple(self) -> bool:
        """Whether the text of a scalar is only percent-encoded."""
        is_styled = self.style != "simple" or self.allow_reserved
        return not is_styled and self.media_type is None

    def write(self, value: object) -> list[Piece]:
        """One piece: the text for the template's place."""
        text: str | None
        if self._is_simple and (plain := plain_text(value)):
            return [(self.name, quote(plain, safe=""))]
        # What ends a segment or the path is no part of a value (OAS 3.2, 4.9.1.1).
        encode_ = _encoder(self.allow_reserved, "/?#[]")
        if self.media_type is not None:
            text = encode_(self._document(value))
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
            return self._parsed(decoded(raw))
        layout = Layout(self.style, self.explode)
        if self.style == "matrix":
            value = read_matrix(self.name, raw, layout, self.shape)
            return UNSET if value is None else value
        if self.style == "label":
            # A segment of nothing but dots is encoded.
            raw = _DOTS.get(raw.upper(), raw).removeprefix(".")
        return read_text(raw, layout, self.shape, decoded)


class Query(_Described, frozen=True):
    """A parameter in the query."""

    location: ClassVar[str] = "query"
    style: Style = "form"
    explode: bool = True
    allow_reserved: bool = False

    @cached_property
    def _is_simple(self) -> bool:
        """As that of `Path`."""
        is_styled = self.style != "form" or self.allow_reserved
        return not is_styled and self.media_type is None

    @property
    def layout(self) -> Layout:
        return Layout(self.style, self.explode)

    def write(self, value: object) -> list[Piece]:
        """Pairs, percent-encoded."""
        if self._is_simple and (plain := plain_text(value)) is not None:
            return [(self._key, quote(plain, safe=""))]
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
        if self.media_type is not None:
            return self._last(pairs, decoded_plus)
        taken = frozenset(others)
        layout, shape = self.layout, self.shape
        return read_pairs(self.name, layout, shape, pairs, decoded_plus, taken)


class Header(_Described, frozen=True):
    """A parameter in a header field. Its text is not percent-encoded."""

    location: ClassVar[str] = "header"
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


class Cookie(_Described, frozen=True):
    """A parameter in a cookie. Style `form` percent-encodes, style `cookie` does not."""

    location: ClassVar[str] = "cookie"
    style: Style = "form"
    explode: bool = True
    allow_reserved: bool = False

    def write(self, value: object) -> list[Piece]:
        """Cookies: pairs of name and value."""
        plain = self.style == "cookie"
        encode_ = cookie_text if plain else _encoder(self.allow_reserved, ",;")
        if self.media_type is not None:
            text = _encoder(False, "")(self._document(value))
            return [(cookie_name(self.name), text)]
        layout = Layout(self.style, self.explode)
        return write_pairs(self.name, to_builtins(value), layout, encode_, cookie_name)

    def read(self, pairs: Pairs, others: Iterable[str] = ()) -> Any:
        """`pairs` is what `cookie_pairs` makes."""
        decode = str if self.style == "cookie" else decoded
        if self.media_type is not None:
            return self._last(pairs, decode)
        taken = frozenset(others)
        layout, shape = Layout(self.style, self.explode), self.shape
        return read_pairs(self.name, layout, shape, pairs, decode, taken)


class QueryString(_Described, frozen=True):
    """The whole query as one value (OAS 3.2, `in: querystring`)."""

    location: ClassVar[str] = "querystring"
    media_type: str | None = "application/x-www-form-urlencoded"

    def write(self, value: object) -> list[Piece]:
        """One piece without a name: the query."""
        if is_json(self.media_type or ""):
            return [("", quote(encode(value).decode(), safe=""))]
        text = self._document(value)
        is_form = isinstance(to_builtins(value), dict)
        return [("", text if is_form else quote(text, safe=""))]

    def read(self, raw: str) -> Any:
        """`raw` is the query, still percent-encoded."""
        if not raw:
            return UNSET
        if is_json(self.media_type or ""):
            return self._parsed(decoded(raw))
        is_form = self.shape.kind == "object"
        return self._read_form(raw if is_form else decoded_plus(raw))


Parameter = Path | Query | Header | Cookie | QueryString


_DOTS = {"%2E": ".", "%2E%2E": ".."}


def _encoder(allow_reserved: bool, literal: str) -> Encode:
    return encoder(allow_reserved=allow_reserved, literal=literal)
