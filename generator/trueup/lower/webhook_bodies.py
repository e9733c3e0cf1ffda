"""Webhooks: requests of the service, of which the client decodes the bodies."""

from __future__ import annotations

from collections.abc import Iterator

from .. import ir
from ..resolve import Node
from .commonmark import description_of
from .contents import contents_of
from .context import Context
from .operations import methods_of, tags_of


def webhooks_of(ctx: Context) -> tuple[ir.Webhook, ...]:
    """The webhooks that have a body, in document order; others are reported."""
    webhooks: list[ir.Webhook] = []
    for name, item in ctx.spec.entries(ctx.spec.root, "webhooks"):
        own = [*_webhooks(ctx, name, item)]
        for webhook in own:
            ctx.size.spend(webhook, item)
        if not own:
            message = f"webhook `{name}` has no body; it is not generated"
            ctx.report.note("webhook-not-generated", message, item)
        webhooks += own
    return tuple(webhooks)


def _webhooks(ctx: Context, name: str, item: Node) -> Iterator[ir.Webhook]:
    for method, node in methods_of(ctx, ctx.spec.chain(item)):
        written = node.get("requestBody")
        body = ctx.spec.follow(written) if written is not None else None
        if body is None or not isinstance(body.value, dict):
            continue
        contents = contents_of(ctx, body, (name, "body"))
        if contents:
            doc = description_of(node, "summary"), description_of(node, "description")
            yield ir.Webhook(
                name=name,
                method=method,
                contents=contents,
                id=node.text("operationId"),
                doc="\n\n".join(filter(None, doc)),
                tags=tags_of(node),
                source_location=node,
            )
