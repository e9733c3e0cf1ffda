"""A link passes a parameter that its operation does not have.

Why: the operation that a link leads to is called with these parameters; a name that is none
of its own is a typing mistake, and its value is never sent.

Bad:  `{operationId: getJob, parameters: {jobId: $response.body#/id}}` for `/jobs/{id}`
Good: `{operationId: getJob, parameters: {id: $response.body#/id}}`
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..diagnostics import Severity
from ..openapi import V30, ObjectKind
from ..resolve import Spec, operation_at
from ..source import Node
from ..suggestions import did_you_mean
from .rule import Rule, Violation
from .traversal import Operation, objects, operations, parameters


def check(spec: Spec) -> Iterator[Violation]:
    by_node: dict[Node, Operation] = {}
    by_id: dict[str, Operation] = {}
    for operation in operations(spec):
        by_node.setdefault(operation.node, operation)
        by_id.setdefault(operation.node.text("operationId"), operation)
    for link in objects(spec, ObjectKind.LINK):
        target = by_id.get(link.text("operationId"))
        if link.text("operationRef"):
            node = operation_at(spec, link.text("operationRef"), link)
            target = by_node.get(node) if node is not None else None
        values = link.get("parameters")
        if target is not None and values is not None:
            yield from _unknown(spec, values, target)


def _unknown(spec: Spec, values: Node, target: Operation) -> Iterator[Violation]:
    owners = (target.node, *target.items)
    known = [node for owner in owners for _, node in parameters(spec, owner)]
    names = {node.text("name"): None for node in known}
    qualified = {f"{node.text('in')}.{node.text('name')}" for node in known}
    for name, _ in values.items():
        if name not in names and name not in qualified:
            yield Violation(
                values.key(name),
                f"`{target.name}` has no parameter `{name}`",
                help=partial(did_you_mean, name, names),
            )


RULE = Rule(check, Severity.ERROR, since=V30)
