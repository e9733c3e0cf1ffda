"""The published schemas of OpenAPI, which openapi-spec-validator contains.

Those of 3.1 and 3.2 do not restrict Schema Objects; here they are validated as JSON Schema
2020-12 with the vocabulary of OpenAPI (OAS 3.1, section 4.8.24).
"""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import cast

import jsonschema_rs

from ..openapi import V20, V30, V31, V32, ObjectKind, Version
from ..source import Json

_MASK = "value"  # in messages of jsonschema-rs, which would contain the whole value
_DRAFT = "https://json-schema.org/draft/2020-12/schema"

_EXTENSIONS: dict[str, Json] = {"^x-": True}
_TEXT: dict[str, Json] = {"type": "string"}
_FLAG: dict[str, Json] = {"type": "boolean"}
_VOCABULARY: dict[str, Json] = {
    "discriminator": {
        "type": "object",
        "properties": {
            "propertyName": _TEXT,
            "mapping": {"type": "object", "additionalProperties": _TEXT},
            "defaultMapping": _TEXT,  # since 3.2
        },
        "patternProperties": _EXTENSIONS,
        "required": ["propertyName"],
        "additionalProperties": False,
    },
    "externalDocs": {"$ref": "#/$defs/external-documentation"},
    "xml": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("name", "namespace", "prefix"), _TEXT),
            **dict.fromkeys(("attribute", "wrapped"), _FLAG),
            "nodeType": {"enum": ["element", "attribute", "text", "cdata", "none"]},
        },
        "patternProperties": _EXTENSIONS,
        "additionalProperties": False,
    },
}
"""The objects of the vocabulary of OpenAPI in schemas of 3.1 and 3.2."""

_NAMES_2: dict[ObjectKind, str] = {
    ObjectKind.PATH_ITEM: "pathItem",
    ObjectKind.PARAMETER: "parameter",
    ObjectKind.RESPONSE: "response",
    ObjectKind.SCHEMA: "schema",
}
_NAMES_3: dict[ObjectKind, str] = {
    ObjectKind.PATH_ITEM: "PathItem",
    ObjectKind.PARAMETER: "Parameter",
    ObjectKind.REQUEST_BODY: "RequestBody",
    ObjectKind.RESPONSE: "Response",
    ObjectKind.CALLBACK: "Callback",
    ObjectKind.EXAMPLE: "Example",
    ObjectKind.LINK: "Link",
    ObjectKind.HEADER: "Header",
    ObjectKind.SCHEMA: "Schema",
    ObjectKind.SECURITY_SCHEME: "SecurityScheme",
}
_NAMES_31: dict[ObjectKind, str] = {
    ObjectKind.PATH_ITEM: "path-item",
    ObjectKind.PARAMETER: "parameter",
    ObjectKind.REQUEST_BODY: "request-body",
    ObjectKind.MEDIA_TYPE: "media-type",
    ObjectKind.RESPONSE: "response",
    ObjectKind.CALLBACK: "callbacks",
    ObjectKind.EXAMPLE: "example",
    ObjectKind.LINK: "link",
    ObjectKind.HEADER: "header",
    ObjectKind.SCHEMA: "schema",
    ObjectKind.SECURITY_SCHEME: "security-scheme",
}


@cache
def _schema(version: Version) -> dict[str, Json]:
    name = {V20: "v2.0", V30: "v3.0", V31: "v3.1", V32: "v3.2"}[version]
    # Not imported: that would take longer than validating a description.
    package = importlib.util.find_spec("openapi_spec_validator")
    assert package is not None and isinstance(package.loader, SourceFileLoader)
    assert package.origin is not None
    folder = Path(package.origin).parent / "resources" / "schemas" / name
    content = package.loader.get_data(str(folder / "schema.json"))
    return cast(
        "dict[str, Json]", json.loads(content, object_hook=_without_property_names)
    )


def _without_property_names(value: dict[str, Json]) -> dict[str, Json]:
    """Omit the keyword `propertyNames`, which module `keys` checks."""
    names = value.get("propertyNames")
    is_keyword = isinstance(names, dict) and not {"$ref", "type"} & names.keys()
    return (
        {key: value[key] for key in value if key != "propertyNames"}
        if is_keyword
        else value
    )


@cache
def field_names(version: Version) -> tuple[str, ...]:
    """The names of all fields that the schema defines."""
    names: set[str] = set()
    pending: list[Json] = [_schema(version)]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending += value.values()
            properties = value.get("properties")
            names.update(properties if isinstance(properties, dict) else ())
        elif isinstance(value, list):
            pending += value
    return tuple(sorted(names))


@cache
def validator(
    version: Version, kind: ObjectKind, *, own_dialect: bool
) -> jsonschema_rs.Validator | None:
    """The validator for a kind of object; None if the kind has no schema of its own.

    `own_dialect`: schemas use an unknown dialect, so they are not validated.
    """
    schema = dict(_schema(version))
    section = "$defs" if version >= V31 else "definitions"
    if version >= V31 and not own_dialect:
        definitions = schema["$defs"]
        assert isinstance(definitions, dict)
        meta: Json = {
            "$dynamicAnchor": "meta",
            "$ref": _DRAFT,
            "properties": _VOCABULARY,
        }
        schema["$defs"] = {**definitions, "schema": meta}
    if kind is ObjectKind.OPENAPI:
        return jsonschema_rs.validator_for(schema, mask=_MASK)
    names = _NAMES_31 if version >= V31 else _NAMES_3 if version >= V30 else _NAMES_2
    name = names.get(kind)
    if name is None:
        return None
    # In `allOf`, since draft 4 ignores the siblings of a `$ref`.
    entry: dict[str, Json] = {"allOf": [{"$ref": f"#/{section}/{name}"}]}
    entry["$schema"] = schema.get("$schema", _DRAFT)
    entry[section] = schema[section]
    return jsonschema_rs.validator_for(entry, mask=_MASK)
