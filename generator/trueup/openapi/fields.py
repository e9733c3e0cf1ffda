"""The fields of OpenAPI objects that contain other objects, for all versions.

All other fields contain data: `example`, `default`, `enum`, `const`, `value`, extensions,
fields of future versions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cache, partial

from msgspec import Struct

from .kinds import V20, V30, V31, V32, Version
from .kinds import ObjectKind as K


class Cardinality(Enum):
    ONE = "one"
    LIST = "array of"
    MAP = "map of"


class FieldType(Struct, frozen=True):
    """The objects that a field contains, and the versions that define the field."""

    cardinality: Cardinality
    kind: K
    since: Version = V20
    until: Version = V32


_object = partial(FieldType, Cardinality.ONE)
_list = partial(FieldType, Cardinality.LIST)
_map = partial(FieldType, Cardinality.MAP)


METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""Fields of a path item that are operations; `trace` since 3.0, `query` since 3.2."""

_SINCE = {"trace": V30, "query": V32}

PATTERNED: Mapping[K, K] = {
    K.PATHS: K.PATH_ITEM,
    K.CALLBACK: K.PATH_ITEM,
    K.RESPONSES: K.RESPONSE,
}
"""Kinds with patterned fields, and the kind of object in all of these, except extensions."""

_FIELDS: Mapping[K, Mapping[str, FieldType]] = {
    K.OPENAPI: {
        "info": _object(K.INFO),
        "servers": _list(K.SERVER, V30),
        "paths": _object(K.PATHS),
        "webhooks": _map(K.PATH_ITEM, V31),
        "components": _object(K.COMPONENTS, V30),
        "security": _list(K.SECURITY_REQUIREMENT),
        "tags": _list(K.TAG),
        "externalDocs": _object(K.EXTERNAL_DOCS),
        "definitions": _map(K.SCHEMA, until=V20),
        "parameters": _map(K.PARAMETER, until=V20),
        "responses": _map(K.RESPONSE, until=V20),
        "securityDefinitions": _map(K.SECURITY_SCHEME, until=V20),
    },
    K.INFO: {"contact": _object(K.CONTACT), "license": _object(K.LICENSE)},
    K.TAG: {"externalDocs": _object(K.EXTERNAL_DOCS)},
    K.SERVER: {"variables": _map(K.SERVER_VARIABLE)},
    K.COMPONENTS: {
        "schemas": _map(K.SCHEMA),
        "responses": _map(K.RESPONSE),
        "parameters": _map(K.PARAMETER),
        "examples": _map(K.EXAMPLE),
        "requestBodies": _map(K.REQUEST_BODY),
        "headers": _map(K.HEADER),
        "securitySchemes": _map(K.SECURITY_SCHEME),
        "links": _map(K.LINK),
        "callbacks": _map(K.CALLBACK),
        "pathItems": _map(K.PATH_ITEM, V31),
        "mediaTypes": _map(K.MEDIA_TYPE, V32),
    },
    K.PATH_ITEM: {
        **{name: _object(K.OPERATION, _SINCE.get(name, V20)) for name in METHODS},
        "additionalOperations": _map(K.OPERATION, V32),
        "servers": _list(K.SERVER, V30),
        "parameters": _list(K.PARAMETER),
    },
    K.OPERATION: {
        "externalDocs": _object(K.EXTERNAL_DOCS),
        "parameters": _list(K.PARAMETER),
        "requestBody": _object(K.REQUEST_BODY, V30),
        "responses": _object(K.RESPONSES),
        "callbacks": _map(K.CALLBACK, V30),
        "security": _list(K.SECURITY_REQUIREMENT),
        "servers": _list(K.SERVER, V30),
    },
    K.PARAMETER: {
        "schema": _object(K.SCHEMA),
        "items": _object(K.ITEMS, until=V20),
        "examples": _map(K.EXAMPLE, V30),
        "content": _map(K.MEDIA_TYPE, V30),
    },
    K.ITEMS: {"items": _object(K.ITEMS)},
    K.REQUEST_BODY: {"content": _map(K.MEDIA_TYPE)},
    K.MEDIA_TYPE: {
        "schema": _object(K.SCHEMA),
        "itemSchema": _object(K.SCHEMA, V32),
        "examples": _map(K.EXAMPLE),
        "encoding": _map(K.ENCODING),
        "prefixEncoding": _list(K.ENCODING, V32),
        "itemEncoding": _object(K.ENCODING, V32),
    },
    K.ENCODING: {
        "headers": _map(K.HEADER),
        "encoding": _map(K.ENCODING, V32),
        "prefixEncoding": _list(K.ENCODING, V32),
        "itemEncoding": _object(K.ENCODING, V32),
    },
    K.RESPONSE: {
        "schema": _object(K.SCHEMA, until=V20),
        "headers": _map(K.HEADER),
        "content": _map(K.MEDIA_TYPE, V30),
        "links": _map(K.LINK, V30),
    },
    K.LINK: {"server": _object(K.SERVER)},
    K.HEADER: {
        "schema": _object(K.SCHEMA, V30),
        "items": _object(K.ITEMS, until=V20),
        "examples": _map(K.EXAMPLE, V30),
        "content": _map(K.MEDIA_TYPE, V30),
    },
    # Keywords of any draft are supported in every version; `validate` reports those that
    # the version does not define.
    K.SCHEMA: {
        "properties": _map(K.SCHEMA),
        "patternProperties": _map(K.SCHEMA),
        "additionalProperties": _object(K.SCHEMA),
        "unevaluatedProperties": _object(K.SCHEMA),
        "propertyNames": _object(K.SCHEMA),
        "dependentSchemas": _map(K.SCHEMA),
        "items": _object(K.SCHEMA),
        "prefixItems": _list(K.SCHEMA),
        "additionalItems": _object(K.SCHEMA),
        "unevaluatedItems": _object(K.SCHEMA),
        "contains": _object(K.SCHEMA),
        "allOf": _list(K.SCHEMA),
        "anyOf": _list(K.SCHEMA),
        "oneOf": _list(K.SCHEMA),
        "not": _object(K.SCHEMA),
        "if": _object(K.SCHEMA),
        "then": _object(K.SCHEMA),
        "else": _object(K.SCHEMA),
        "contentSchema": _object(K.SCHEMA),
        "$defs": _map(K.SCHEMA),
        "definitions": _map(K.SCHEMA),
        "discriminator": _object(K.DISCRIMINATOR, V30),  # in 2.0 it is a string
        "xml": _object(K.XML),
        "externalDocs": _object(K.EXTERNAL_DOCS),
    },
    K.SECURITY_SCHEME: {"flows": _object(K.OAUTH_FLOWS, V30)},
    K.OAUTH_FLOWS: {
        "implicit": _object(K.OAUTH_FLOW),
        "password": _object(K.OAUTH_FLOW),
        "clientCredentials": _object(K.OAUTH_FLOW),
        "authorizationCode": _object(K.OAUTH_FLOW),
        "deviceAuthorization": _object(K.OAUTH_FLOW, V32),
    },
}

REFERABLE = frozenset(
    {
        K.PATH_ITEM,
        K.PARAMETER,
        K.REQUEST_BODY,
        K.MEDIA_TYPE,
        K.RESPONSE,
        K.CALLBACK,
        K.EXAMPLE,
        K.LINK,
        K.HEADER,
        K.SCHEMA,
        K.SECURITY_SCHEME,
    }
)
"""Object kinds that may be replaced by a Reference Object."""


@cache
def fields_of(kind: K, version: Version) -> Mapping[str, FieldType]:
    """The fields of a kind that contain objects, in one version."""
    return {
        name: field
        for name, field in _FIELDS.get(kind, {}).items()
        if field.since <= version <= field.until
    }


def component_kind(section: str, version: Version) -> K | None:
    """The kind of objects in a section of `components` (2.0: of the root)."""
    owner = K.OPENAPI if version == V20 else K.COMPONENTS
    field = fields_of(owner, version).get(section)
    return (
        field.kind
        if field is not None and field.cardinality is Cardinality.MAP
        else None
    )


def field_type_at(pointer: Sequence[str], version: Version) -> FieldType | None:
    """The type of a value of a description, by its pointer; None for data, extensions and
    unknown keys."""
    current: FieldType | None = _object(K.OPENAPI)
    for name in pointer:
        if current is None:
            break
        kind = current.kind
        if current.cardinality is not Cardinality.ONE:
            current = _object(kind)
        elif kind in PATTERNED:
            current = None if name.startswith("x-") else _object(PATTERNED[kind])
        else:
            current = fields_of(kind, version).get(name)
    return current
