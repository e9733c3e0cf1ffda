"""Checks of keys: names of components, and methods of additional operations.

The published schemas have `propertyNames` for these. Each of its errors contains the whole
object, so memory would be quadratic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..openapi import METHODS, V30, ObjectKind
from ..resolve import Spec
from ..source import Node
from .messages import shorten
from .violation import SpecViolation

_COMPONENT = r"^[a-zA-Z0-9._-]+$"
_METHOD = r"^[a-zA-Z0-9!#$%&'*+.^_`|~-]+$"
_FIXED_METHODS = frozenset(map(str.upper, METHODS))
_COMPONENT_EFFECT = "other characters are omitted from its Python name"


def violations(
    spec: Spec, objects: Iterable[tuple[Node, ObjectKind]]
) -> Iterator[SpecViolation]:
    """Keys that the specification does not allow, in 3.0 and later."""
    if spec.version < V30:
        return
    for node, kind in objects:
        if kind is ObjectKind.COMPONENTS:
            for name, section in node.items():
                if not name.startswith("x-"):
                    yield from _invalid_keys(section, _COMPONENT, _COMPONENT_EFFECT)
        elif kind is ObjectKind.PATH_ITEM:
            operations = node.get("additionalOperations")
            if operations is not None:
                yield from _invalid_keys(operations, _METHOD, None, _FIXED_METHODS)


def _invalid_keys(
    node: Node,
    pattern: str,
    effect: str | None,
    excluded: frozenset[str] = frozenset(),
) -> Iterator[SpecViolation]:
    for key in node.value if isinstance(node.value, dict) else ():
        if key in excluded:
            problem = "is not allowed"
        elif not re.fullmatch(pattern.removesuffix("$"), key):
            problem = f"does not match the pattern `{pattern}`"
        else:
            continue
        message = f"key `{shorten(key)}` {problem}"
        yield SpecViolation(
            node.document,
            (*node.pointer, key),
            message,
            "propertyNames",
            "key",
            effect=effect,
        )
