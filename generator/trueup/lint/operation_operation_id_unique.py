"""Two operations have one id.

Why: "the id MUST be unique among all operations described in the API" (OAS 3.1,
Operation Object). It names a function, so the second operation is called by its method
and path instead.

Bad:  `operationId: getPet` in `GET /pets/{id}` and in `GET /pets/{id}/name`
Good: `getPet` and `getPetName`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Locatable, Severity
from ..source import Node
from ..structure import Kind
from .rule import Finding, Rule
from .walking import objects, operations

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Finding]:
    seen: dict[str, tuple[str, Locatable]] = {}
    reached: set[Node] = set()
    for name, node, key in _named(spec):
        id_ = node.text("operationId")
        # One path item that two paths refer to: the second path is the place.
        place = key if node in reached else node.get("operationId") or key
        reached.add(node)
        first = seen.setdefault(id_, (name, place))
        if first[1] is not place:
            yield Finding(
                place,
                f"`{id_}` is the id of {first[0]} already",
                help="give it another one: it becomes the name of a function",
                related=(("the first one", first[1]),),
            )


def _named(spec: Spec) -> Iterator[tuple[str, Node, Locatable]]:
    """Name, operation and the place that leads to it, of all that have an id: those of
    paths first, then what callbacks and webhooks hold."""
    found: set[Node] = set()
    for operation in operations(spec):
        found.add(operation.node)
        if operation.node.text("operationId"):
            yield f"`{operation.name}`", operation.node, operation.key
    for node in objects(spec, Kind.OPERATION):
        if node not in found and node.text("operationId"):
            yield "another operation", node, node


RULE = Rule(check, Severity.WARNING)
