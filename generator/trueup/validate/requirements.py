"""Requirements of the specification that the published schemas do not contain, or that
validators do not assert.

Patterns are regular expressions of ECMA-262, URLs and e-mail addresses have their syntax; in
3.0, a composition is not empty, and a link identifies an operation; in 2.0, `oauth2` has scopes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Literal

import jsonschema_rs

from ..diagnostics import Severity
from ..openapi import V20, V30, ObjectKind
from ..resolve import Spec
from ..source import Node, Pointer
from .messages import shorten
from .regular_expressions import syntax_error
from .violation import SpecViolation

_WITH_PATTERN = frozenset(
    (ObjectKind.SCHEMA, ObjectKind.PARAMETER, ObjectKind.HEADER, ObjectKind.ITEMS)
)

_ADDRESSES: Mapping[ObjectKind, tuple[str, ...]] = {
    ObjectKind.INFO: ("termsOfService",),
    ObjectKind.CONTACT: ("url", "email"),
    ObjectKind.LICENSE: ("url",),
    ObjectKind.EXTERNAL_DOCS: ("url",),
    ObjectKind.SECURITY_SCHEME: ("openIdConnectUrl",),
    ObjectKind.OAUTH_FLOW: ("authorizationUrl", "tokenUrl", "refreshUrl"),
}
"""Fields that hold a URL or an e-mail address, since 3.0."""


def violations(
    spec: Spec, objects: Iterable[tuple[Node, ObjectKind]]
) -> Iterator[SpecViolation]:
    """Violations of these requirements."""
    for node, kind in objects:
        value = node.value
        if not isinstance(value, dict):
            continue
        if kind in _WITH_PATTERN and (
            "pattern" in value or "patternProperties" in value
        ):
            yield from _invalid_patterns(node)
        if kind is ObjectKind.SCHEMA and spec.version == V30:
            yield from _empty_compositions(node)
        elif kind is ObjectKind.LINK and spec.version == V30:
            if not {"$ref", "operationId", "operationRef"} & value.keys():
                message = "a link must have `operationId` or `operationRef`"
                yield SpecViolation(node.document, node.pointer, message, "operationId")
        elif kind is ObjectKind.SECURITY_SCHEME and spec.version == V20:
            if value.get("type") == "oauth2" and "scopes" not in value:
                message = "required property `scopes` is missing"
                yield _invalid(node, node.pointer, message, "scopes")
        elif kind in _ADDRESSES and spec.version != V20:
            yield from _invalid_addresses(node, _ADDRESSES[kind])


def _invalid_patterns(node: Node) -> Iterator[SpecViolation]:
    pattern = node.get("pattern")
    if pattern is not None and isinstance(pattern.value, str):
        reason = syntax_error(pattern.value)
        if reason is not None:
            message = f"`pattern` is not a regular expression of ECMA-262: {reason}"
            yield _invalid(node, pattern.pointer, message, "pattern")
    properties = node.get("patternProperties")
    for name, member in properties.items() if properties is not None else ():
        reason = syntax_error(name)
        if reason is not None:
            message = (
                f"`{shorten(name)}` is not a regular expression of ECMA-262: {reason}"
            )
            yield _invalid(node, member.pointer, message, "patternProperties", "key")


def _invalid(
    node: Node,
    pointer: Pointer,
    message: str,
    keyword: str,
    part: Literal["key", "value"] = "value",
) -> SpecViolation:
    # With a severity, since it has no effect: validators may accept the syntax.
    return SpecViolation(
        node.document, pointer, message, keyword, part, severity=Severity.WARNING
    )


def _empty_compositions(node: Node) -> Iterator[SpecViolation]:
    value = node.value if isinstance(node.value, dict) else {}
    for keyword in ("allOf", "anyOf", "oneOf"):
        if value.get(keyword) == []:
            message = f"`{keyword}` must have at least 1 item"
            pointer = (*node.pointer, keyword)
            yield SpecViolation(node.document, pointer, message, keyword)


def _invalid_addresses(node: Node, fields: tuple[str, ...]) -> Iterator[SpecViolation]:
    """Relative URLs are valid (OAS 3.1, Relative References in URLs)."""
    for name in fields:
        field = node.get(name)
        kind = "email" if name == "email" else "uri-reference"
        if field is not None and isinstance(field.value, str):
            if not _validator(kind).is_valid(field.value):
                message = f"`{name}` does not have the format `{kind}`"
                yield _invalid(node, field.pointer, message, "format")


@cache
def _validator(format_: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(
        {"format": format_}, validate_formats=True
    )
