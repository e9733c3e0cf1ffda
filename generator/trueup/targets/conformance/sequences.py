"""Bodies that are sequences: the values of their items, and the text of the whole.

JSON lines, RFC 7464 where that is the media type, and server-sent events (HTML, section
"Server-sent events").
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from ... import ir
from ...emit.bodies import is_event
from . import decode_oracle, values
from .subject import media_kind

_UNTYPED: tuple[dict[str, ir.Json], ...] = (
    {"data": "two\nlines", "event": "named", "id": "1", "retry": 5},
    {"data": "text", "event": "message", "id": None, "retry": None},
)
"""Events of which the description says nothing."""

_ONE_LINE = re.compile(r"[^\r\n\0]+")


def is_sequence(content: ir.Content) -> bool:
    return media_kind(content) in ("lines", "events")


def items_of(
    api: ir.Api, content: ir.Content, direction: values.Direction
) -> list[ir.Json]:
    """Two items where that may be, one with all its members and one with the least; []
    where nothing can be sent for an item."""
    is_events = media_kind(content) == "events"
    if is_events and _is_untyped(content):
        return list(_UNTYPED)
    item = _one(content)
    if item.schema is None:
        return [{"key": "value"}] if item.type == ir.ANY and not is_events else []
    found: list[ir.Json] = []
    for full in (True, False):
        value = values.of_body(api, item, direction, full=full)
        if is_events and is_event(api.by_key, item.type):
            value = _event_of(api, item, value)
        if value is not ir.ABSENT and value not in found:
            found.append(value)
    # One alone would not show where an item ends.
    wanted = (found * 2 if len(found) == 1 else found, found[:1])
    whole = values.of_body(api, content, direction)
    sampled = (whole,) if isinstance(whole, list) and not is_events else ()
    every = (*wanted, *sampled)
    return next((each for each in every if values.fits(api, content.schema, each)), [])


def kept(api: ir.Api, content: ir.Content, items: Sequence[ir.Json]) -> list[ir.Json]:
    """The items as a reader has them."""
    if media_kind(content) == "events" and _is_untyped(content):
        return list(items)
    return [decode_oracle.kept(api, _one(content).type, item) for item in items]


def text_of(api: ir.Api, content: ir.Content, items: Sequence[ir.Json]) -> str:
    """The whole body as it is sent."""
    if media_kind(content) == "lines":
        mark = "\x1e" if content.media_type.startswith("application/json-seq") else ""
        return "".join(f"{mark}{_json(item)}\n" for item in items)
    whole = _is_untyped(content) or is_event(api.by_key, _one(content).type)
    return "".join(
        _event(item if whole and isinstance(item, dict) else {"data": _json(item)})
        for item in items
    )


def _one(content: ir.Content) -> ir.Content:
    """An item as a body of its own."""
    type_ = content.type if content.item is None else content.item
    return replace(content, type=type_, schema=content.item_schema, item=None)


def _json(value: ir.Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _is_untyped(content: ir.Content) -> bool:
    return _one(content).type in (ir.ANY, ir.Primitive(ir.Scalar.STRING))


def _event_of(api: ir.Api, item: ir.Content, value: ir.Maybe) -> ir.Maybe:
    """What an event carries of a value, with data of two lines where they are free;
    ABSENT where it carries no such value."""
    carried = _carried(value) if isinstance(value, dict) else {}
    if "data" not in carried:
        return ir.ABSENT
    told = ({**carried, "data": "two\nlines"}, carried)
    return next((one for one in told if values.fits_body(api, item, one)), ir.ABSENT)


def _carried(value: Mapping[str, ir.Json]) -> dict[str, ir.Json]:
    found: dict[str, ir.Json] = {}
    for name, member in value.items():
        match name, member:
            case "data", str() if "\r" not in member:
                found[name] = member
            case "event", "message":
                continue  # what an event is called that does not say so
            case ("event" | "id"), str() if _ONE_LINE.fullmatch(member):
                found[name] = member
            case "retry", int() if member >= 0 and not isinstance(member, bool):
                found[name] = member
            case _:
                continue
    return found


def _event(members: Mapping[str, ir.Json]) -> str:
    lines = [
        f"{name}: {members[name]}"
        for name in ("id", "event", "retry")
        if members.get(name) is not None and members[name] != "message"
    ]
    lines += [f"data: {line}" for line in str(members["data"]).split("\n")]
    return "\n".join([*lines, "", ""])
