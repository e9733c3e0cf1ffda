"""Validate the items of responses that are sequences."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator

from ..client import codec
from ..client.event_streams import ServerSentEvent
from .json_schema import SchemaError
from .schemas import Schemas


def item_errors(
    schema: str, item: object, schemas: Schemas, index: int
) -> Iterator[str]:
    """Differences between an item of a sequence and its schema."""
    if isinstance(item, ServerSentEvent) and not isinstance(item.data, str):
        item = item.data  # the schema is that of the data
    value = codec.to_builtins(item)
    if isinstance(item, ServerSentEvent) and isinstance(value, dict):
        value = {name: child for name, child in value.items() if child is not None}
    errors = list(schemas.errors(schema, value))
    if errors and isinstance(value, dict) and value.get("event") == "message":
        # The default, which is not sent.
        sent = {name: child for name, child in value.items() if name != "event"}
        errors = list(schemas.errors(schema, sent)) and errors
    if (
        errors
        and isinstance(value, dict)
        and isinstance(value.get("data"), dict | list)
    ):
        # In an event, `data` is sent as a string that holds JSON.
        event = {**value, "data": codec.encode(value["data"]).decode()}
        errors = list(schemas.errors(schema, event)) and errors
    for error in errors:
        yield located(f"item {index}", error)


def located(what: str, error: SchemaError) -> str:
    return f"{what}{' at ' + error.pointer if error.pointer else ''}: {error.message}"


def with_check(items: object, check: Callable[[int, object], None]) -> object:
    """A lazy sequence that calls `check` with index and value of each item before it is
    sent; anything else as it is."""
    if isinstance(items, (str, bytes, list, tuple)):
        return items
    if isinstance(items, AsyncIterable):
        return _checked_async(items, check)
    return _checked(items, check) if isinstance(items, Iterable) else items


def _checked(
    items: Iterable[object], check: Callable[[int, object], None]
) -> Iterator[object]:
    for index, item in enumerate(items):
        check(index, item)
        yield item


async def _checked_async(
    items: AsyncIterable[object], check: Callable[[int, object], None]
) -> AsyncIterator[object]:
    index = 0
    async for item in items:
        check(index, item)
        index += 1
        yield item
