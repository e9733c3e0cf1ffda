"""Requirements of the specification that the published schemas do not contain.

Patterns are regular expressions of ECMA-262; in 3.0, a composition is not empty, and a link
identifies an operation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from ..diagnostics import Severity
from ..openapi import V30, ObjectKind
from ..resolve import Spec
from ..source import Node, Pointer
from .messages import shorten
from .regular_expressions import syntax_error
from .violation import SpecViolation

_WITH_PATTERN = frozenset(
    (ObjectKind.SCHEMA, ObjectKind.PARAMETER, ObjectKind.HEADER, ObjectKind.ITEMS)
)


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
    for keyword in ("allOf", "anyOf", "oneOf"):
        branches = node.get(keyword)
        if branches is not None and branches.value == []:
            message = f"`{keyword}` must have at least 1 items"
            yield SpecViolation(node.document, branches.pointer, message, keyword)
