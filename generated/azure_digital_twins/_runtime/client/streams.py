"""Bodies that are sequences: the lines of a stream, and JSON lines. Both directions.

`read` takes a whole body; `items` and `async_items` take it chunk by chunk, and give
each item as soon as it is there.
"""

from __future__ import annotations

import codecs
from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Callable,
    Iterable,
    Iterator,
    Mapping,
)
from typing import Any, Protocol

import msgspec

from .bodies import Chunks, Content
from .codec import decode, encode
from .errors import ConfigurationError, ResponseTooLargeError
from .lenient import decode_leniently
from .string_formats import Formats


class Streamed(Protocol):
    """A body that is read chunk by chunk. `limit` is the size of the largest item."""

    @property
    def media_type(self) -> str: ...
    def items(
        self, chunks: Iterable[bytes], limit: int | None = None
    ) -> Iterator[Any]: ...
    def async_items(
        self, chunks: AsyncIterable[bytes], limit: int | None = None
    ) -> AsyncIterator[Any]: ...


class Lines:
    """Split a stream of bytes into lines of text, at CR, LF and CR LF.

    The parts of a line that is not complete are joined once, so that the work is
    linear however small the chunks are.
    """

    def __init__(self, limit: int | None, *, events: bool) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._limit = limit
        self._events = events
        self._parts: list[str] = []
        self._size = 0
        self._ends_in_cr = False

    def feed(self, chunk: bytes, *, last: bool = False) -> list[str]:
        text = self._decoder.decode(chunk, last)
        if self._ends_in_cr:
            text = "\r" + text
        # A CR at the end may be the first half of a CR LF.
        self._ends_in_cr = text.endswith("\r") and not last
        if self._ends_in_cr:
            text = text[:-1]
        text = text.replace("\r\n", "\n")
        if self._events:
            text = text.replace("\r", "\n")
        first, *others = text.split("\n")
        self._add(first)
        lines: list[str] = []
        for part in others:
            lines.append(self._line())
            self._add(part)
        if last and self._size:
            lines.append(self._line())
        return lines

    def _add(self, part: str) -> None:
        if part:
            self._parts.append(part)
            self._size = checked(self._size + len(part), self._limit)

    def _line(self) -> str:
        line = "".join(self._parts)
        self._parts, self._size = [], 0
        return line


_SLICE = 64 * 1024


def sliced(data: bytes) -> Iterator[bytes]:
    """The data in slices, so that the lines of only one are in memory."""
    for start in range(0, len(data), _SLICE):
        yield data[start : start + _SLICE]


def checked(size: int, limit: int | None) -> int:
    """`size`, if it is within the limit of one item."""
    if limit is not None and size > limit:
        raise ResponseTooLargeError("an item of the stream", limit)
    return size


class JsonLines(msgspec.Struct, frozen=True):
    """One JSON document a line: `application/jsonl`, `application/x-ndjson`.

    `type` is that of one item. If `lenient`, values that do not fit it are kept.
    """

    type: Any
    media_type: str = "application/jsonl"
    schema: str | None = None
    lenient: bool = False
    format: Formats | None = None

    def write(self, value: Any) -> Content:
        return Content(self.media_type, write_items(value, self._line))

    def _line(self, item: Any) -> bytes:
        # RFC 7464 has a record separator before each document.
        mark = b"\x1e" if self.media_type.startswith("application/json-seq") else b""
        return mark + encode(item, self.type) + b"\n"

    def read(self, data: bytes, content_type: str = "") -> Iterator[Any]:
        return self.items(sliced(data))

    def plain(
        self, data: bytes, content_type: str = "", limit: int | None = None
    ) -> list[Any]:
        return list(JsonLines(Any).items(sliced(data), limit))

    def items(self, chunks: Iterable[bytes], limit: int | None = None) -> Iterator[Any]:
        lines = Lines(limit, events=False)
        for chunk in chunks:
            yield from self._decoded(lines.feed(chunk))
        yield from self._decoded(lines.feed(b"", last=True))

    async def async_items(
        self, chunks: AsyncIterable[bytes], limit: int | None = None
    ) -> AsyncIterator[Any]:
        lines = Lines(limit, events=False)
        async for chunk in chunks:
            for item in self._decoded(lines.feed(chunk)):
                yield item
        for item in self._decoded(lines.feed(b"", last=True)):
            yield item

    def _decoded(self, lines: list[str]) -> Iterator[Any]:
        for line in lines:
            if text := line.lstrip("\x1e").strip():
                read = decode_leniently if self.lenient else decode
                yield read(self.type, text.encode())


def write_items(items: Any, encode_item: Callable[[Any], bytes]) -> bytes | Chunks:
    """A list is encoded as a whole, so that it can be sent again; an iterator lazily."""
    if isinstance(items, (list, tuple)):
        return b"".join(map(encode_item, items))
    is_one = isinstance(items, (str, bytes, bytearray, Mapping))
    if is_one or not isinstance(items, (Iterable, AsyncIterable)):
        raise ConfigurationError(f"not a sequence of items: {type(items).__name__}")
    if isinstance(items, AsyncIterable):
        return (encode_item(item) async for item in items)
    return map(encode_item, items)
