"""Descriptions of any size, the same for the same numbers. Knows no generator.

The mix is that of real ones: resources with the usual five operations and an action,
query parameters with enumerations and arrays, bodies by reference, shared errors,
unions with a discriminator, maps, members that may be null, prose everywhere.
"""

from __future__ import annotations

import json
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_COLOURS = ("red", "green", "blue", "dark-grey", "off_white", "ultra violet")
_KINDS = ("list", "create", "get", "update", "delete", "archive")


def description(operations: int, schemas: int) -> dict[str, Json]:
    """An OpenAPI 3.0 description with so many operations and component schemas.

    There is at least a schema for every six operations, and three shared ones.
    """
    resources = -(-operations // len(_KINDS))
    paths: dict[str, Json] = {}
    for index in range(operations):
        _add(paths, index // len(_KINDS), _KINDS[index % len(_KINDS)])
    components: dict[str, Json] = dict(_SHARED)
    for index in range(max(schemas - len(_SHARED), resources)):
        components[_schema_name(index)] = _schema(index)
    return {
        "openapi": "3.0.3",
        "info": {"title": f"Synthetic {operations}", "version": "1.0.0"},
        "servers": [{"url": "https://api.example.com/v1"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def text(operations: int, schemas: int, *, changed: int | None = None) -> str:
    """The description as JSON. `changed` gives one operation another parameter and
    another summary; different numbers, different changes."""
    made = description(operations, schemas)
    if changed is not None:
        paths = made["paths"]
        assert isinstance(paths, dict)
        item = paths["/resources0"]
        assert isinstance(item, dict)
        operation = item["get"]
        assert isinstance(operation, dict)
        operation["summary"] = f"List them, as of change {changed}"
        parameters = operation["parameters"]
        assert isinstance(parameters, list)
        parameters.append(_query(f"change{changed}", {"type": "string"}))
    return json.dumps(made, indent=1)


def _schema_name(index: int) -> str:
    return f"Resource{index}"


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _body(schema: Json) -> dict[str, Json]:
    return {"application/json": {"schema": schema}}


def _query(name: str, schema: Json, *, required: bool = False) -> Json:
    return {
        "name": name,
        "in": "query",
        "required": required,
        "description": f"What `{name}` has to be for a resource to be listed.",
        "schema": schema,
    }


def _add(paths: dict[str, Json], resource: int, kind: str) -> None:
    collection, one = f"/resources{resource}", f"/resources{resource}/{{resourceId}}"
    place, method = {
        "list": (collection, "get"),
        "create": (collection, "post"),
        "get": (one, "get"),
        "update": (one, "patch"),
        "delete": (one, "delete"),
        "archive": (f"{one}/archive", "post"),
    }[kind]
    item = paths.setdefault(place, {})
    assert isinstance(item, dict)
    item[method] = _operation(resource, kind)


def _operation(resource: int, kind: str) -> Json:
    name = _schema_name(resource)
    operation: dict[str, Json] = {
        "operationId": f"{kind}{name}",
        "tags": [f"group {resource // 5}"],
        "summary": f"{kind.capitalize()} a resource of kind {resource}",
        "description": (
            f"Does what `{kind}` says to resources of kind {resource}. Whoever calls"
            " needs the right to do so; what was done can be read in the log."
        ),
    }
    parameters: list[Json] = []
    if kind not in ("list", "create"):
        identifier: Json = {"type": "string", "format": "uuid"}
        parameters.append(
            {"name": "resourceId", "in": "path", "required": True, "schema": identifier}
        )
    if kind == "list":
        colours: Json = {"type": "string", "enum": list(_COLOURS)}
        parameters += [
            _query("limit", {"type": "integer", "minimum": 1, "maximum": 100}),
            _query("cursor", {"type": "string"}),
            _query("colour", {"type": "array", "items": colours}),
            _query("createdAfter", {"type": "string", "format": "date-time"}),
        ]
    operation["parameters"] = parameters
    if kind in ("create", "update"):
        operation["requestBody"] = {"required": True, "content": _body(_ref(name))}
    operation["responses"] = _responses(kind, name)
    return operation


def _responses(kind: str, name: str) -> Json:
    errors: dict[str, Json] = {
        status: {"description": said, "content": _body(_ref("Problem"))}
        for status, said in (("400", "Not valid."), ("404", "There is none."))
    }
    match kind:
        case "delete":
            return {"204": {"description": "It is gone."}, **errors}
        case "list":
            page: Json = {
                "type": "object",
                "required": ["items"],
                "properties": {
                    "items": {"type": "array", "items": _ref(name)},
                    "next": {"type": "string", "nullable": True},
                },
            }
            return {"200": {"description": "A page.", "content": _body(page)}, **errors}
        case _:
            found: Json = {"description": "It.", "content": _body(_ref(name))}
            return {"201" if kind == "create" else "200": found, **errors}


def _schema(index: int) -> Json:
    if index % 10 == 7:
        return {"type": "string", "enum": [f"{c}-{index}" for c in _COLOURS]}
    required: list[Json] = ["id", "displayName"]
    properties: dict[str, Json] = {
        "id": {"type": "string", "format": "uuid", "readOnly": True},
        "displayName": {"type": "string", "description": "As people see it."},
        "count": {"type": "integer", "format": "int64", "default": 0},
        "ratio": {"type": "number"},
        "isActive": {"type": "boolean", "nullable": True},
        "createdAt": {"type": "string", "format": "date-time"},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "tags": {"type": "array", "items": {"type": "string"}},
        "owner": _ref("Owner"),
        "colour": {"type": "string", "enum": list(_COLOURS)},
    }
    if index:
        properties["parent"] = _ref(_schema_name(index - 1))
    if index % 3 == 0:
        properties["contact"] = {
            "oneOf": [_ref("Owner"), _ref("Team")],
            "discriminator": {"propertyName": "kind"},
        }
    if index % 4 == 0:
        properties["place"] = {
            "type": "object",
            "properties": {
                "latitude": {"type": "number"},
                "longitude": {"type": "number"},
            },
        }
    return {
        "type": "object",
        "description": f"A resource of kind {index}, as the service keeps it.",
        "required": required,
        "properties": properties,
    }


_SHARED: dict[str, Json] = {
    "Problem": {
        "type": "object",
        "description": "What went wrong.",
        "required": ["title"],
        "properties": {
            "title": {"type": "string"},
            "detail": {"type": "string"},
            "status": {"type": "integer"},
        },
    },
    "Owner": {
        "type": "object",
        "required": ["kind", "email"],
        "properties": {
            "kind": {"type": "string"},
            "email": {"type": "string", "format": "email"},
        },
    },
    "Team": {
        "type": "object",
        "required": ["kind", "members"],
        "properties": {
            "kind": {"type": "string"},
            "members": {"type": "array", "items": _ref("Owner")},
        },
    },
}
