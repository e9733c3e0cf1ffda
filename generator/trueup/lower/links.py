"""Links of responses, which the conformance suite uses to find identifiers."""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..resolve import Node, node_at
from .context import Context


def links_of(ctx: Context, response: Node) -> tuple[ir.Link, ...]:
    """The links of a response to operations of this description."""
    return tuple(_links_of(ctx, response))


def _links_of(ctx: Context, response: Node) -> Iterator[ir.Link]:
    for _, written in ctx.spec.entries(response, "links"):
        node = ctx.spec.follow(written)
        if node is None or not isinstance(node.value, dict):
            continue
        parameters = tuple(
            (name, value.value) for name, value in ctx.spec.entries(node, "parameters")
        )
        if operation_id := node.text("operationId"):
            yield ir.Link(operation_id, parameters=parameters)
        elif reference := node.text("operationRef"):
            target = node_at(ctx.spec, reference, node)
            if target is not None and target.pointer[:1] == ("paths",):
                _, path, *_, method = target.pointer
                yield ir.Link("", method.upper(), path, parameters)
