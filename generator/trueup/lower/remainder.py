"""What an OpenAPI description has and no code is made of: webhooks, callbacks, links.

Each is told, a webhook by its name, the others once a description.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..resolve import Node
from .context import Context


def tell_of_the_rest(ctx: Context, operations: Iterable[Node]) -> None:
    """Notes what the service sends by itself, and what leads on from its answers."""
    webhooks = ctx.spec.root.get("webhooks")
    for name, node in webhooks.items() if webhooks is not None else ():
        message = f"the webhook `{name}` is sent by the service; no code is made for it"
        ctx.note("webhook-not-generated", message, node)
    callbacks: list[Node] = []
    links: list[Node] = []
    for operation in operations:
        callbacks += _named(ctx, operation, "callbacks")
        responses = ctx.spec.member(operation, "responses")
        for _, response in responses.items() if responses is not None else ():
            answer = ctx.spec.follow(response)
            links += _named(ctx, answer, "links") if answer is not None else ()
    if callbacks:
        message = f"{_counted(callbacks, 'callback')} sent by the service; no code is"
        ctx.note("callbacks-not-generated", f"{message} made of that", callbacks[0])
    if links:
        message = f"no code is made of links; {_counted(links, 'link')} described"
        ctx.note("links-not-generated", message, links[0])


def _named(ctx: Context, owner: Node, word: str) -> Iterator[Node]:
    if not isinstance(owner.value, dict) or word not in owner.value:
        return
    listed = ctx.spec.member(owner, word)
    for _, node in listed.items() if listed is not None else ():
        yield node


def _counted(found: list[Node], what: str) -> str:
    return f"1 {what} is" if len(found) == 1 else f"{len(found)} {what}s are"
