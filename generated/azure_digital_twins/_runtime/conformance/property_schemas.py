"""Schemas of bodies and of their properties, to compare what has the same meaning."""

from __future__ import annotations

from typing import Any

from ..client import RawResponse
from ..client.media import best
from ..server import Schemas
from .declared_responses import declared_response
from .suite import Suite
from .vectors import Operation

_ANNOTATIONS = (
    "title",
    "description",
    "default",
    "deprecated",
    "example",
    "examples",
    "readOnly",
    "writeOnly",
    "$comment",
)
_MAX_DEPTH = 8


def schema_of_body(
    suite: Suite, operation: Operation, response: RawResponse
) -> str | None:
    """The pointer of the declared schema of a response's body."""
    spec = declared_response(suite.endpoint_of(operation), response.status)
    if spec is None:
        return None
    index = best(spec.media_types, response.headers.get("content-type", ""))
    return None if index is None else spec.contents[index].schema


def has_schema_of_request_property(
    suite: Suite, operation: Operation, name: str, schema: str
) -> bool:
    """Whether a property has the same schema in a response as in the request's body."""
    body = suite.endpoint_of(operation).body
    contents = body.contents if body is not None else ()
    sent = (
        _property(suite.schemas, suite.schemas.at(content.schema), name)
        for content in contents
        if content.schema is not None
    )
    of_response = _property(suite.schemas, suite.schemas.at(schema), name)
    return of_response is not None and of_response in sent


def has_schema_of_path_parameter(
    suite: Suite, operation: Operation, name: str, schema: str
) -> bool:
    """Whether a property of a response has the schema of the path parameter with its
    name."""
    endpoint = suite.endpoint_of(operation)
    of_response = _property(suite.schemas, suite.schemas.at(schema), name)
    parameters = zip(endpoint.inputs, endpoint.operation.parameters, strict=True)
    return any(
        parameter.name == name
        and parameter.location == "path"
        and given.schema is not None
        and _plain(suite.schemas, suite.schemas.at(given.schema)) == of_response
        for given, parameter in parameters
    )


def _property(schemas: Schemas, schema: Any, name: str, depth: int = 0) -> Any:
    """The schema of a property without annotations; None if it is not declared."""
    flat = schemas.resolved(schema)
    properties = flat.get("properties")
    if isinstance(properties, dict) and name in properties:
        return _plain(schemas, properties[name])
    parts = flat.get("allOf")
    if depth < _MAX_DEPTH and isinstance(parts, list):
        for part in parts:
            property_ = _property(schemas, part, name, depth + 1)
            if property_ is not None:
                return property_
    return None


def _plain(schemas: Schemas, schema: Any) -> dict[str, Any]:
    flat = schemas.resolved(schema)
    return {key: value for key, value in flat.items() if key not in _ANNOTATIONS}
