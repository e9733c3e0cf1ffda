"""Serialize sequences: values of items, and the text of a body.

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
from ...emit.object_types import plain_variants
from . import decode_oracle, values, variants
from .subject import media_kind

_UNTYPED: tuple[dict[str, ir.Json], ...] = (
    {"data": "two\nlines", "event": "named", "id": "1", "retry": 5},
    {"data": "text", "event": "message", "id": None, "retry": None},
)
"""Events without a documented schema."""

_ONE_LINE = re.compile(r"[^\r\n\0]+")


def is_sequence(content: ir.Content) -> bool:
    return media_kind(content) in ("lines", "events")


def items_of(
    api: ir.Api, content: ir.Content, direction: values.Direction
) -> list[ir.Json]:
    """An item with all properties, one with the required ones, and one of each variant; []
    if no item can be sent."""
    is_events = media_kind(content) == "events"
    if content.has_json_data:
        return []  # no schema of the description accepts the decoded items
    if is_events and _is_untyped(content):
        return list(_UNTYPED)
    item = _item(content)
    if item.schema is None:
        return [{"key": "value"}] if item.type == ir.ANY and not is_events else []
    samples: list[ir.Json] = []
    for full in (True, False):
        value = values.of_body(api, item, direction, full=full)
        if is_events and is_event(api.by_key, item.type):
            value = _event_value(api, item, value)
        if value is not ir.ABSENT and value not in samples:
            samples.append(value)
    if not (is_events and is_event(api.by_key, item.type)):
        of_variants = variants.of_variants(api, item, direction, set())
        samples += [value for _, value in of_variants if value not in samples]
    # A single item would not show where an item ends.
    repeated = samples * 2 if len(samples) == 1 else samples
    candidates = [repeated, samples[:2], samples[:1]]
    body = values.of_body(api, content, direction)
    if isinstance(body, list) and not is_events:
        candidates.append(body)
    return next((c for c in candidates if values.fits(api, content.schema, c)), [])


def preserved_items(
    api: ir.Api, content: ir.Content, items: Sequence[ir.Json]
) -> list[ir.Json]:
    """The items as they are decoded; see `decode_oracle.preserved`."""
    if media_kind(content) == "events" and _is_untyped(content):
        return list(items)
    type_ = _item(content).type
    if media_kind(content) == "events" and _declares_event(api, type_):
        items = [
            {"event": "message", **item} if isinstance(item, dict) else item
            for item in items
        ]
    return [decode_oracle.preserved(api, type_, item) for item in items]


def _declares_event(api: ir.Api, type_: ir.Type) -> bool:
    """Whether the items are events with a property for their type."""
    return is_event(api.by_key, type_) and any(
        field.name == "event"
        for variant in plain_variants(api, type_)
        for field in (variant.fields if isinstance(variant, ir.Object) else ())
    )


def text_of(api: ir.Api, content: ir.Content, items: Sequence[ir.Json]) -> str:
    """The body as it is sent."""
    if media_kind(content) == "lines":
        is_json_seq = content.media_type.startswith("application/json-seq")
        prefix = "\x1e" if is_json_seq else ""
        return "".join(f"{prefix}{_json(item)}\n" for item in items)
    whole = _is_untyped(content) or is_event(api.by_key, _item(content).type)
    return "".join(
        _event_text(item if whole and isinstance(item, dict) else {"data": _json(item)})
        for item in items
    )


def _item(content: ir.Content) -> ir.Content:
    """An item as a body."""
    type_ = content.type if content.item is None else content.item
    return replace(content, type=type_, schema=content.item_schema, item=None)


def _json(value: ir.Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _is_untyped(content: ir.Content) -> bool:
    return _item(content).type in (ir.ANY, ir.Primitive(ir.Scalar.STRING))


def _event_value(api: ir.Api, item: ir.Content, value: ir.Maybe) -> ir.Maybe:
    """The fields of an event from a value, with two lines of data if that is valid; ABSENT
    if the fields alone are not valid."""
    fields = _event_fields(value) if isinstance(value, dict) else {}
    if "data" not in fields:
        return ir.ABSENT
    candidates = ({**fields, "data": "two\nlines"}, fields)
    return next((c for c in candidates if values.fits_body(api, item, c)), ir.ABSENT)


def _event_fields(value: Mapping[str, ir.Json]) -> dict[str, ir.Json]:
    fields: dict[str, ir.Json] = {}
    for name, child in value.items():
        match name, child:
            case "data", str() if "\r" not in child:
                fields[name] = child
            case "event", "message":
                continue  # the default type of an event
            case (("event" | "id"), str()) if _ONE_LINE.fullmatch(child):
                fields[name] = child
            case "retry", int() if child >= 0 and not isinstance(child, bool):
                fields[name] = child
            case _:
                continue
    return fields


def _event_text(fields: Mapping[str, ir.Json]) -> str:
    lines = [
        f"{name}: {fields[name]}"
        for name in ("id", "event", "retry")
        if fields.get(name) is not None and fields[name] != "message"
    ]
    lines += [f"data: {line}" for line in str(fields["data"]).split("\n")]
    return "\n".join([*lines, "", ""])
