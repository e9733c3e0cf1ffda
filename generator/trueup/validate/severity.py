"""Severity of violations.

A violation is an error if the package would lack an operation, a parameter, a body, a
response or a credential. Others cost at most a type or a constraint, and are warnings that
state the effect.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..diagnostics import Severity
from ..openapi import ObjectKind
from ..source import Node, Pointer
from .violation import SpecViolation

_HARMLESS = frozenset({"format", "unexpected", "uniqueItems", "propertyNames"})
"""Subjects that do not affect code, in any object."""

_DOCUMENTATION = frozenset(
    {
        ObjectKind.INFO,
        ObjectKind.CONTACT,
        ObjectKind.LICENSE,
        ObjectKind.EXTERNAL_DOCS,
        ObjectKind.TAG,
        ObjectKind.EXAMPLE,
        ObjectKind.XML,
        ObjectKind.LINK,
    }
)
_DOCUMENTATION_FIELDS = frozenset(
    {
        "default",
        "deprecated",
        "description",
        "example",
        "examples",
        "externalDocs",
        "format",
        "info",
        "operationId",
        "summary",
        "tags",
        "title",
        "xml",
    }
)

_ALL = frozenset[str]()
_NEEDED: Mapping[ObjectKind, frozenset[str]] = {
    ObjectKind.OPENAPI: frozenset(
        (
            "paths",
            "components",
            "security",
            "securityDefinitions",
            "definitions",
            "parameters",
            "responses",
        )
    ),
    ObjectKind.COMPONENTS: _ALL,
    ObjectKind.PATHS: _ALL,
    ObjectKind.PATH_ITEM: _ALL,
    ObjectKind.OPERATION: frozenset(
        {"parameters", "requestBody", "responses", "security"}
    ),
    ObjectKind.REQUEST_BODY: frozenset({"content"}),
    ObjectKind.RESPONSES: _ALL,
    ObjectKind.RESPONSE: frozenset({"content"}),
    ObjectKind.PARAMETER: frozenset({"name", "in"}),
    ObjectKind.SECURITY_SCHEME: frozenset({"type", "name", "in", "scheme"}),
}
"""Fields that code is generated from, by kind of object."""

_DIALECT_KEYWORDS = frozenset(
    {"exclusiveMinimum", "exclusiveMaximum", "$recursiveAnchor"}
)
"""Keywords that are supported in the form of older dialects of JSON Schema."""

_SCHEMAS = (("components", "schemas"), ("definitions",))
"""Mappings in which an invalid schema costs only a type."""

_REQUIRED = frozenset({ObjectKind.PARAMETER, ObjectKind.SECURITY_SCHEME})
"""Kinds that are unusable if a field is missing."""

_ANY = "typed as `Any`"
_NEAREST_VERSION = "processed as the most similar version"
_FILE_NAME = "the package is named after the file"
_FIRST_MEDIA_TYPE = "the first media type is used"
_STRING = "typed as `str`"
_EFFECTS: Mapping[tuple[ObjectKind, str], str] = {
    (ObjectKind.OPENAPI, "openapi"): _NEAREST_VERSION,
    (ObjectKind.OPENAPI, "swagger"): _NEAREST_VERSION,
    (ObjectKind.OPENAPI, "info"): _FILE_NAME,
    (ObjectKind.INFO, "title"): _FILE_NAME,
    (ObjectKind.OPERATION, "operationId"): "an id is derived from method and path",
    (ObjectKind.SCHEMA, "type"): _ANY,
    (ObjectKind.SCHEMA, "items"): "items are typed as `Any`",
    (ObjectKind.SCHEMA, "properties"): "invalid properties are typed as `Any`",
    (ObjectKind.PARAMETER, "content"): _FIRST_MEDIA_TYPE,
    (ObjectKind.HEADER, "content"): _FIRST_MEDIA_TYPE,
    (ObjectKind.PARAMETER, "schema"): _STRING,
    (ObjectKind.HEADER, "schema"): _STRING,
    (ObjectKind.MEDIA_TYPE, "schema"): _ANY,
    (ObjectKind.PARAMETER, "style"): "the default style of the location is used",
}

_LOCATIONS = frozenset({"path", "query", "header", "cookie", "body", "formData"})
"""Parameter locations of all versions."""

_MEDIA_TYPE_LISTS = ("consumes", "produces")


class Classification(NamedTuple):
    """The severity of a violation, and the effect on generated code."""

    severity: Severity
    effect: str | None = None


def classify(
    violation: SpecViolation,
    known: Mapping[tuple[str, Pointer], tuple[ObjectKind, Node]],
) -> Classification:
    """Classify a violation by the innermost known object that contains it."""
    pointer = violation.pointer
    if violation.subject == "propertyNames" and "additionalOperations" in pointer[-2:]:
        return Classification(Severity.WARNING, "the operation is ignored")
    if violation.subject in _HARMLESS:
        return Classification(Severity.WARNING)
    if pointer[:-1] in _SCHEMAS:
        return Classification(Severity.WARNING, _ANY)
    for length in range(len(pointer), -1, -1):
        kind, node = known.get(
            (violation.document.location, pointer[:length]), (None, None)
        )
        if kind is not None and node is not None:
            # The field of that object which is invalid or missing.
            field = pointer[length] if length < len(pointer) else violation.subject
            value = node.at(*pointer[length:]) if length < len(pointer) else None
            if field in _MEDIA_TYPE_LISTS and value and isinstance(value.value, str):
                return Classification(
                    Severity.WARNING, "processed as a list of one item"
                )
            if field == "name" and node.text("in") == "querystring":
                return Classification(Severity.WARNING, "named `querystring`")
            if field == "in" and node.text("in") in _LOCATIONS:
                is_key = kind is ObjectKind.SECURITY_SCHEME
                effect = "the scheme is ignored" if is_key else "used nevertheless"
                return Classification(Severity.WARNING, effect)
            if field == "type" and node.text("type") == "mutualTLS":
                return Classification(Severity.WARNING, "processed as in 3.1")
            return _classify_field(kind, field, value)
    return Classification(Severity.ERROR)


def _classify_field(kind: ObjectKind, field: str, value: Node | None) -> Classification:
    is_older_dialect = kind is ObjectKind.SCHEMA and field in _DIALECT_KEYWORDS
    effect = _EFFECTS.get((kind, field))
    if kind in _DOCUMENTATION or field in _DOCUMENTATION_FIELDS or is_older_dialect:
        return Classification(Severity.WARNING, effect)
    is_absent = value is None or value.value is None
    if kind in _NEEDED:
        needed = _NEEDED[kind]
        if needed == _ALL or field in needed:
            if kind in _REQUIRED or not is_absent:
                return Classification(Severity.ERROR)
    if value is not None:
        effect = effect or ("processed as absent" if is_absent else "ignored")
    return Classification(Severity.WARNING, effect)
