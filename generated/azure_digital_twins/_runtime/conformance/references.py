"""Identifiers of existing resources in the query and the JSON body of a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from msgspec.structs import replace

from .resource_ids import encoded
from .vectors import Wire

Reference: TypeAlias = Callable[[str], Any]
"""The identifier that a name such as `input_id` refers to; None if there is none."""


def with_references(request: Wire, valid: Sequence[Wire], reference: Reference) -> Wire:
    """The request with identifiers: `input_id` is that of a resource that `POST /inputs`
    creates.

    A value that no valid request has is what an invalid request is about: it stays.
    """
    query = tuple(
        (name, _in_query(name, text, valid, reference)) for name, text in request.query
    )
    body = request.body
    if body is not None and body[0] == "json" and isinstance(body[1], dict):
        objects = [_json_object(wire) for wire in valid]
        properties = {
            name: (
                _in_body(name, value, reference)
                if any(name in o and o[name] == value for o in objects)
                else value
            )
            for name, value in body[1].items()
        }
        body = ("json", properties)
    return replace(request, query=query, body=body)


def _json_object(request: Wire) -> Mapping[str, Any]:
    body = request.body
    is_json = body is not None and body[0] == "json" and isinstance(body[1], dict)
    return body[1] if body is not None and is_json else {}


def _in_query(name: str, text: str, valid: Sequence[Wire], reference: Reference) -> str:
    if not any((name, text) in wire.query for wire in valid):
        return text
    value = reference(name)
    return text if value is None else encoded(value)


def _in_body(name: str, value: Any, reference: Reference) -> Any:
    is_list = isinstance(value, list)
    identifier = reference(name.removesuffix("s") if is_list else name)
    if identifier is None or isinstance(value, dict):
        return value
    return [identifier] if is_list else identifier
