"""Server-sent events as bodies, with their data typed by the description."""

from __future__ import annotations

import re
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from contextlib import suppress
from typing import Any, Generic, TypeVar, get_args

import msgspec

from .bodies import Content
from .codec import convert, decode, encode, parse_json, to_builtins
from .errors import DecodeError
from .lenient import convert_leniently, decode_leniently
from .model import OpenModel, open_layout
from .streams import Lines, checked, sliced, write_items
from .string_formats import Formats
from .unions import OpaqueUnion

D = TypeVar("D")
_NO_DATA: Any = ""


class ServerSentEvent(msgspec.Struct, Generic[D], frozen=True):
    """One event of a stream (HTML, section "Server-sent events").

    `data` is a string, or a value of the type that the description has for it.
    """

    data: D = _NO_DATA
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
                data = "\n".join(self._data)
                if data:  # an event without data is ignored
                    yield {"data": data, **self._fields}
                self._data, self._size, self._fields = [], 0, {}
                continue
            name, _, value = line.partition(":")
            value = value.removeprefix(" ")
            match name:
                case "data":
                    self._data.append(value)
                    self._size = checked(self._size + len(value) + 1, self._limit)
                case "event":
                    self._fields["event"] = value or "message"
                case "id" if "\0" not in value:
                    self._fields["id"] = value
                case "retry" if re.fullmatch("[0-9]{1,15}", value):
                    self._fields["retry"] = int(value)
                case _:
                    pass  # a comment or an unknown field


class EventStream(msgspec.Struct, frozen=True):
    """`text/event-stream`. An item is a `ServerSentEvent`, or a model of an event.

    With `data`, an item is the JSON in the data of an event; `[DONE]`, with which many
    services end, is not an item. With `json_data`, an item is a model of an event whose
    property `data` is the JSON in the data.
    """

    type: Any = ServerSentEvent
    media_type: str = "text/event-stream"
    schema: str | None = None
    data: bool = False
    json_data: bool = False
    lenient: bool = False
    format: Formats | None = None

    def write(self, value: Any) -> Content:
        return Content(self.media_type, write_items(value, self._written))

    def read(self, data: bytes, content_type: str = "") -> Iterator[Any]:
        return self.items(sliced(data))

    def plain(
        self, data: bytes, content_type: str = "", limit: int | None = None
    ) -> list[Any]:
        kind = Any if self.data else dict[str, Any]
        items = list(EventStream(kind, data=self.data).items(sliced(data), limit))
        if not self.data and _declares_event(self.type):
            return [{"event": "message", **item} for item in items]
        return items

    def parsed(self, items: list[Any]) -> list[Any]:
        """The items of `plain`, with the data parsed where it is JSON."""
        return [_parsed(item) for item in items] if self.json_data else items

    def items(self, chunks: Iterable[bytes], limit: int | None = None) -> Iterator[Any]:
        return map(self.item, self.events(chunks, limit))

    def events(
        self, chunks: Iterable[bytes], limit: int | None = None
    ) -> Iterator[ServerSentEvent[Any]]:
        """Each item as the data of an event, with the other fields of the event."""
        lines, events = Lines(limit, events=True), _Events(limit)
        for chunk in chunks:
            yield from self._decoded(events.feed(lines.feed(chunk)))
        yield from self._decoded(events.feed(lines.feed(b"", last=True)))

    async def async_items(
        self, chunks: AsyncIterable[bytes], limit: int | None = None
    ) -> AsyncIterator[Any]:
        async for event in self.async_events(chunks, limit):
            yield self.item(event)

    async def async_events(
        self, chunks: AsyncIterable[bytes], limit: int | None = None
    ) -> AsyncIterator[ServerSentEvent[Any]]:
        """As `events`."""
        lines, events = Lines(limit, events=True), _Events(limit)
        async for chunk in chunks:
            for event in self._decoded(events.feed(lines.feed(chunk))):
                yield event
        for event in self._decoded(events.feed(lines.feed(b"", last=True))):
            yield event

    def item(self, event: ServerSentEvent[Any]) -> Any:
        """The item that an event stands for."""
        return event if self.type is ServerSentEvent else event.data

    def _decoded(
        self, events: Iterable[dict[str, Any]]
    ) -> Iterator[ServerSentEvent[Any]]:
        for event in events:
            if not (self.data and event["data"].strip() in _NOT_ITEMS):
                yield ServerSentEvent(**{**event, "data": self._data(event)})

    def _data(self, event: dict[str, Any]) -> Any:
        if self.type is ServerSentEvent:
            return event["data"]
        if self.data:
            read = decode_leniently if self.lenient else decode
            return read(self.type, event["data"].encode())
        if _declares_event(self.type):
            event = {"event": "message", **event}
        if self.json_data:
            parsed = _parsed(event)
            # One variant of several may have a string as data.
            for candidate in (parsed, event):
                with suppress(DecodeError):
                    return convert(self.type, candidate)
            event = parsed
        return (convert_leniently if self.lenient else convert)(self.type, event)

    def _written(self, item: Any) -> bytes:
        if self.data and not isinstance(item, ServerSentEvent):
            item = ServerSentEvent(item)
        if isinstance(item, ServerSentEvent):
            fields = {"event": item.event, "id": item.id, "retry": item.retry}
            data: Any = item.data
        else:
            fields = to_builtins(item)
            data = fields.get("data", "")
        if isinstance(data, str) and not self.data:
            text = data
        else:
            text = encode(data, self.type if self.data else Any).decode()
        lines: list[str] = []
        for name in ("event", "id", "retry"):
            value = fields.get(name)
            if value is not None and (name, value) != ("event", "message"):
                # What follows a line's end would be read as another field.
                lines.append(f"{name}: {re.split(_LINE_END, str(value))[0]}")
        lines += [f"data: {line}" for line in re.split(_LINE_END, text)]
        return "\n".join([*lines, "", ""]).encode()


_NOT_ITEMS = ("", "[DONE]")
_LINE_END = r"\r\n|\r|\n"


def _parsed(event: dict[str, Any]) -> dict[str, Any]:
    try:
        return {**event, "data": parse_json(event["data"].encode())}
    except (DecodeError, UnicodeEncodeError):
        return event


def _declares_event(type: Any) -> bool:
    """Whether a model of an event, or a variant of a union, has a property `event`."""
    if isinstance(type, type_):
        if issubclass(type, OpaqueUnion):
            return any(_declares_event(variant.type) for variant in type.variants())
        if issubclass(type, OpenModel):
            return "event" in open_layout(type).wire.values()
        if issubclass(type, msgspec.Struct):
            return "event" in type.__struct_encode_fields__
    return any(map(_declares_event, get_args(type)))


type_ = type
