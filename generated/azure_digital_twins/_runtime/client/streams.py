"""Bodies that are sequences: JSON lines and server-sent events. Both directions.

`read` takes a whole body; `items` and `async_items` take it chunk by chunk, and give
each item as soon as it is there.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Callable,
    Iterable,
    Iterator,
)
from typing import Any, Protocol, TypeVar

import msgspec

from .bodies import Chunks, Content
from .codec import convert, decode, encode, to_builtins
from .errors import ConfigurationError, ResponseTooLargeError
from .lenient import convert_leniently, decode_leniently

S = TypeVar("S")


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


class _Lines:
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


def _sliced(data: bytes) -> Iterator[bytes]:
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

    def write(self, value: Any) -> Content:
        return Content(self.media_type, _written(value, self._line))

    def _line(self, item: Any) -> bytes:
        # RFC 7464 has a record separator before each document.
        mark = b"\x1e" if self.media_type.startswith("application/json-seq") else b""
        return mark + encode(item) + b"\n"

    def read(self, data: bytes, content_type: str = "") -> Iterator[Any]:
        return self.items(_sliced(data))

    def plain(
        self, data: bytes, content_type: str = "", limit: int | None = None
    ) -> list[Any]:
        return list(JsonLines(Any).items(_sliced(data), limit))

    def items(self, chunks: Iterable[bytes], limit: int | None = None) -> Iterator[Any]:
        lines = _Lines(limit, events=False)
        for chunk in chunks:
            yield from self._decoded(lines.feed(chunk))
        yield from self._decoded(lines.feed(b"", last=True))

    async def async_items(
        self, chunks: AsyncIterable[bytes], limit: int | None = None
    ) -> AsyncIterator[Any]:
        lines = _Lines(limit, events=False)
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


class ServerSentEvent(msgspec.Struct, frozen=True):
    """One event of a stream (HTML, section "Server-sent events")."""

    data: str = ""
    event: str = "message"
    id: str | None = None
    retry: int | None = None


class _Events:
    """Assembles events from their lines, each as a mapping of its fields."""

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self._data: list[str] = []
        self._size = 0
        self._fields: dict[str, Any] = {}

    def feed(self, lines: list[str]) -> Iterator[dict[str, Any]]:
        for line in lines:
            if not line:
                if self._data:
                    yield {"data": "\n".join(self._data), **self._fields}
                self._data, self._size, self._fields = [], 0, {}
                continue
            name, _, value = line.partition(":")
            value = value.removeprefix(" ")
            match name:
                case "data":
                    self._data.append(value)
                    self._size = checked(self._size + len(value) + 1, self._limit)
                case "event":
                    self._fields["event"] = value
                case "id" if "\0" not in value:
                    self._fields["id"] = value
                case "retry" if _MILLISECONDS.fullmatch(value):
                    self._fields["retry"] = int(value)
                case _:
                    pass  # a comment or an unknown field


class EventStream(msgspec.Struct, frozen=True):
    """`text/event-stream`. An item is an event (`ServerSentEvent`) or a model of one.

    Where `data` is set, an item is what JSON the event's data holds; an event of
    `[DONE]`, which many services end with, is none.
    """

    type: Any = ServerSentEvent
    media_type: str = "text/event-stream"
    schema: str | None = None
    data: bool = False
    lenient: bool = False

    def write(self, value: Any) -> Content:
        return Content(self.media_type, _written(value, self._written))

    def read(self, data: bytes, content_type: str = "") -> Iterator[Any]:
        return self.items(_sliced(data))

    def plain(
        self, data: bytes, content_type: str = "", limit: int | None = None
    ) -> list[Any]:
        kind = Any if self.data else dict[str, Any]
        return list(EventStream(kind, data=self.data).items(_sliced(data), limit))

    def items(self, chunks: Iterable[bytes], limit: int | None = None) -> Iterator[Any]:
        lines, events = _Lines(limit, events=True), _Events(limit)
        for chunk in chunks:
            yield from self._items(events.feed(lines.feed(chunk)))
        yield from self._items(events.feed(lines.feed(b"", last=True)))

    async def async_items(
        self, chunks: AsyncIterable[bytes], limit: int | None = None
    ) -> AsyncIterator[Any]:
        lines, events = _Lines(limit, events=True), _Events(limit)
        async for chunk in chunks:
            for item in self._items(events.feed(lines.feed(chunk))):
                yield item
        for item in self._items(events.feed(lines.feed(b"", last=True))):
            yield item

    def _items(self, events: Iterable[dict[str, Any]]) -> Iterator[Any]:
        for event in events:
            if not (self.data and event["data"].strip() == _END):
                yield self._item(event)

    def _item(self, event: dict[str, Any]) -> Any:
        if self.type is ServerSentEvent:
            return ServerSentEvent(**event)
        if self.data:
            read = decode_leniently if self.lenient else decode
            return read(self.type, event["data"].encode())
        convert_event = convert_leniently if self.lenient else convert
        return convert_event(self.type, event)

    def _written(self, item: Any) -> bytes:
        if self.data:
            item = ServerSentEvent(encode(item).decode())
        members = to_builtins(item)
        lines: list[str] = []
        for name in ("event", "id", "retry"):
            value = members.get(name)
            if value is not None and (name, value) != ("event", "message"):
                # What follows a line's end would be read as another field.
                lines.append(f"{name}: {_LINE_END.split(str(value))[0]}")
        data = str(members.get("data", ""))
        lines += [f"data: {line}" for line in _LINE_END.split(data)]
        return "\n".join([*lines, "", ""]).encode()


def lenient(body: S) -> S:
    """`body`; if it is a sequence of typed items, one that keeps invalid values."""
    if isinstance(body, (EventStream, JsonLines)):
        return msgspec.structs.replace(body, lenient=True)
    return body


_END = "[DONE]"
_MILLISECONDS = re.compile(r"[0-9]{1,15}")
_LINE_END = re.compile(r"\r\n|\r|\n")


def _written(items: Any, encode_item: Callable[[Any], bytes]) -> bytes | Chunks:
    """A list is encoded as a whole, so that it can be sent again; an iterator lazily."""
    if isinstance(items, (list, tuple)):
        return b"".join(map(encode_item, items))
    if not isinstance(items, (Iterable, AsyncIterable)):
        raise ConfigurationError(f"not a sequence of items: {items!r}")
    if isinstance(items, AsyncIterable):
        return (encode_item(item) async for item in items)
    return map(encode_item, items)
