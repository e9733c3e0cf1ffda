"""A body in one media type, written by one side and read by the other.

Each class has `write(value) -> Content` and `read(data, content_type) -> value`, which
raises `DecodeError`. `plain(data, content_type)` returns the JSON-shaped
value that a schema validates. `schema` is a pointer into `schemas.json`, and `format` that
of the value's own strings: models have the formats of theirs.
"""

from __future__ import annotations

import codecs
from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Iterable,
    Iterator,
    Mapping,
)
from typing import Any, Protocol, TypeAlias, get_args, get_origin

import msgspec

from . import media
from .codec import decode, encode, parse_json, to_builtins
from .coercion import coerce
from .errors import ConfigurationError, DecodeError
from .pairs import read_simple
from .string_formats import Formats
from .styles import scalar_text
from .type_shapes import shape_of
from .variants import variant_of

_MARK = b"\xef\xbb\xbf"  # a byte order mark, which readers may ignore (RFC 8259, 8.1)

Chunks: TypeAlias = Iterable[bytes] | AsyncIterable[bytes]
"""Bytes that are sent piece by piece, as a file that is open or a generator gives them."""


class Content(msgspec.Struct, frozen=True):
    """A body ready to be sent, with its media type."""

    content_type: str
    data: bytes | Chunks


class Body(Protocol):
    """Interface of all bodies. `type` is the type annotation of the decoded value."""

    @property
    def type(self) -> Any: ...
    @property
    def media_type(self) -> str: ...
    @property
    def schema(self) -> str | None: ...
    @property
    def format(self) -> Formats | None: ...
    def write(self, value: Any) -> Content: ...
    def read(self, data: bytes, content_type: str = "") -> Any: ...
    def plain(self, data: bytes, content_type: str = "") -> Any: ...


class Json(msgspec.Struct, frozen=True):
    """A JSON document."""

    type: Any
    media_type: str = "application/json"
    schema: str | None = None
    format: Formats | None = None

    def write(self, value: Any) -> Content:
        data = encode(value, self.type)
        return Content(concrete(self.media_type, "application/json"), data)

    def read(self, data: bytes, content_type: str = "") -> Any:
        return decode(self.type, data.removeprefix(_MARK))

    def plain(self, data: bytes, content_type: str = "") -> Any:
        return parse_json(data.removeprefix(_MARK))


class Text(msgspec.Struct, frozen=True):
    """Text; its encoding is the media type's `charset`, UTF-8 where there is none."""

    media_type: str = "text/plain"
    schema: str | None = None
    type: Any = str
    format: Formats | None = None

    def write(self, value: Any) -> Content:
        plain = to_builtins(value)
        if isinstance(plain, (dict, list, tuple)):
            raise ConfigurationError(
                f"a body in {self.media_type} is a text, not a {type(value).__name__}"
            )
        text = scalar_text(plain)
        charset = media.parameter(self.media_type, "charset")
        media_type = concrete(self.media_type, "text/plain; charset=utf-8")
        try:
            return Content(media_type, text.encode(charset or "utf-8"))
        except (UnicodeError, LookupError) as error:
            raise ConfigurationError(f"the body cannot be sent: {error}") from None

    def read(self, data: bytes, content_type: str = "") -> Any:
        if media.is_json(content_type):  # which a range such as `*/*` takes as well
            return decode(self.type, data)
        text = self._text(data, content_type)
        if self.type is str:
            return text
        return read_simple(text, self.type)

    def plain(self, data: bytes, content_type: str = "") -> Any:
        text = self._text(data, content_type)
        if self.type is str:
            return text
        return coerce(text, shape_of(self.type))

    def _text(self, data: bytes, content_type: str) -> str:
        charset = media.parameter(content_type, "charset") or "utf-8"
        try:
            if len(charset) > 40 or codecs.lookup(charset).name in _NOT_CHARSETS:
                raise LookupError(f"unknown encoding: {charset[:40]}")
            return data.decode(charset)
        # A null in the name of a charset is a plain `ValueError`.
        except (ValueError, LookupError) as error:
            raise DecodeError(f"not text: {error}", raw=data) from None


_NOT_CHARSETS = frozenset(
    ("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape")
)
"""Codecs of Python that no service means; decoding some of them is quadratic."""


class Bytes(msgspec.Struct, frozen=True):
    """Bytes as they are. To be sent, they may also be an iterable of chunks."""

    media_type: str = "application/octet-stream"
    schema: str | None = None
    type: Any = bytes
    format: Formats | None = None

    def write(self, value: Any) -> Content:
        if isinstance(value, (bytearray, memoryview)):
            value = bytes(value)
        elif isinstance(value, str):
            value = value.encode()
        return Content(concrete(self.media_type, "application/octet-stream"), value)

    def read(self, data: bytes, content_type: str = "") -> bytes:
        return data

    def plain(self, data: bytes, content_type: str = "") -> bytes:
        return data

    def items(
        self, chunks: Iterable[bytes], limit: int | None = None
    ) -> Iterator[bytes]:
        yield from chunks

    async def async_items(
        self, chunks: AsyncIterable[bytes], limit: int | None = None
    ) -> AsyncIterator[bytes]:
        async for chunk in chunks:
            yield chunk


def concrete(media_type: str, otherwise: str) -> str:
    """A media type that can be sent: a range such as `image/*` cannot."""
    if "*" not in media_type:
        return media_type
    # `application/*+xml`, as frameworks write it
    return media_type.replace("/*+", "/") if "/*+" in media_type else otherwise


def choose_for(bodies: tuple[Body, ...], value: object) -> Body:
    """The first body whose type a value has; the first one if it has none of them."""
    if len(bodies) == 1:
        return bodies[0]
    return next((body for body in bodies if _holds(body, value)), bodies[0])


def _holds(body: Body, value: object) -> bool:
    """Whether a value has the type of a body, or is a sequence of its items."""
    is_sequence = hasattr(body, "items")
    if _is_file(value):
        return isinstance(body, Bytes)
    if isinstance(value, Iterator | AsyncIterable):
        return is_sequence
    if isinstance(value, list | tuple) and value:
        items = get_args(body.type) if get_origin(body.type) is list else ()
        if is_sequence:
            value = value[0]
        elif items and isinstance(value[0], msgspec.Struct):
            return variant_of(items[0]).holds(value[0])
    if isinstance(value, bytearray | memoryview):
        value = bytes(value)
    variant = variant_of(body.type)
    if isinstance(value, Mapping):
        return not variant.kinds.keys().isdisjoint(("object", "any"))
    return variant.holds(value)


def _is_file(value: object) -> bool:
    """Whether a value has a method `read`, and not a property of that name."""
    return callable(getattr(type(value), "read", None))


def choose(bodies: tuple[Body, ...], content_type: str) -> Body | None:
    """The body whose media type is closest to that of a message.

    A message that does not say is taken for the only body that there is.
    """
    if not content_type:
        return bodies[0] if len(bodies) == 1 else None
    index = media.best((body.media_type for body in bodies), content_type)
    return None if index is None else bodies[index]
