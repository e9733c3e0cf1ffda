"""File names and header fields of the parts of a form, as a caller supplies them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from ..client import File, PartWithHeaders
from ..client.model import OpenModel, open_layout
from ..server import Request
from .vectors import Wire
from .wire import headers_of


def with_part_heads(body: Any, request: Wire) -> Any:
    """A form whose parts have the file names and the header fields of the request."""
    for _, row in _rows(request):
        if "filename" in row or "headers" in row:
            fields, name = _field_of(body, row["name"])
            value = fields[name] if isinstance(fields, dict) else getattr(fields, name)
            items = value if isinstance(value, list) else [value]
            given = [_with_head(item, row) for item in items if not _has_head(item)]
            if given and isinstance(fields, dict):
                fields[name] = given if isinstance(value, list) else given[0]
            elif given:
                setattr(fields, name, given if isinstance(value, list) else given[0])
    return body


def _field_of(body: Any, name: str) -> tuple[Any, str]:
    """The object and the attribute of a form's property; of a mapping, its key."""
    if isinstance(body, dict):
        return body, name
    if isinstance(body, OpenModel):
        wire = open_layout(type(body)).wire
        declared = next((field for field in wire if wire[field] == name), None)
        return (
            (body.additional_properties, name) if declared is None else (body, declared)
        )
    fields = msgspec.structs.fields(body)
    return body, next(field.name for field in fields if field.encode_name == name)


def _has_head(value: Any) -> bool:
    return isinstance(value, File | PartWithHeaders)


def _with_head(value: Any, row: Mapping[str, Any]) -> Any:
    if "filename" in row:
        value = File(value, row["filename"])
    return PartWithHeaders(value, row["headers"]) if "headers" in row else value


def check_part_heads(sent: Wire, received: Request) -> None:
    """Check that a handler receives file names and header fields as they were sent."""
    for index, row in _rows(sent):
        if "filename" in row or headers_of(row):
            parts: Mapping[str, Any] = getattr(received, "parts", {})
            head = parts[row["name"]][index]
            if "filename" in row:
                assert head.filename == row["filename"], row["name"]
            for name, text in headers_of(row).items():
                assert head.headers.get(name) == text, f"the header {name} of a part"


def _rows(request: Wire) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The parts of a form, each with its index among those of the same name."""
    if request.body is None or request.body[0] != "multipart":
        return
    counts: Counter[str] = Counter()
    for row in request.body[1]:
        yield counts[row["name"]], row
        counts[row["name"]] += 1
