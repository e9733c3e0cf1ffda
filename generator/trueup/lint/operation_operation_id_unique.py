"""Two operations have the same `operationId`.

Why: "the id MUST be unique among all operations described in the API" (OAS 3.1,
Operation Object). The name of a method is derived from it; for the second operation, from
method and path instead.

Bad:  `operationId: getPet` in `GET /pets/{id}` and in `GET /pets/{id}/name`
Good: `getPet` and `getPetName`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Locatable, Severity
from ..openapi import ObjectKind
from ..source import Node
from .rule import Rule, Violation
from .traversal import objects, operations

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Violation]:
    seen: dict[str, tuple[str, Locatable]] = {}
    visited: set[Node] = set()
    for name, node, key in _operations_with_id(spec):
        id_ = node.text("operationId")
        # If two paths refer to the same path item, the location is the second path.
        location = key if node in visited else node.get("operationId") or key
        visited.add(node)
        first_name, first_location = seen.setdefault(id_, (name, location))
        if first_location is not location:
            yield Violation(
                location,
                f"duplicate `operationId` `{id_}`, also of {first_name}",
                help="change one of them; method names are derived from it",
                related=(("the first operation", first_location),),
            )


def _operations_with_id(spec: Spec) -> Iterator[tuple[str, Node, Locatable]]:
    """Name, node and location of all operations with an id: those of paths, then those
    of callbacks and webhooks."""
    in_paths: set[Node] = set()
    for operation in operations(spec):
        in_paths.add(operation.node)
        if operation.node.text("operationId"):
            yield f"`{operation.name}`", operation.node, operation.key
    for node in objects(spec, ObjectKind.OPERATION):
        if node not in in_paths and node.text("operationId"):
            yield "another operation", node, node


RULE = Rule(check, Severity.ERROR, "operation-operationId-unique")
