"""Responses of one operation: statuses, headers, bodies, the flag of a false success."""

from __future__ import annotations

from .. import ir
from ..resolve import Node
from .contents import contents_of, headers_of
from .context import Context, Hint
from .prose import said


def responses_of(ctx: Context, operation: Node, hint: Hint) -> tuple[ir.Response, ...]:
    """The documented responses, in document order; each status once."""
    responses = ctx.spec.member(operation, "responses")
    if responses is None or not isinstance(responses.value, dict):
        return ()  # validation, or the rule `no-responses`, has said so
    found: dict[ir.Status, ir.Response] = {}
    flag = operation.at("x-job-control", "success-field")
    for code, written in responses.items():
        if code.startswith("x-"):
            continue
        status = status_of(code)
        if status is None:
            continue  # the rule `unknown-status` has said so
        node = ctx.spec.follow(written)
        found.setdefault(
            status, _response(ctx, status, node or written, written, flag, hint)
        )
    return tuple(found.values())


def status_of(code: str) -> ir.Status | None:
    """`"200"`, `"4XX"` and `"default"`; `None` for anything else."""
    if code == "default":
        return ir.Status()
    if len(code) != 3 or code[0] not in "12345" or not code.isascii():
        return None
    if code[1:].upper() == "XX":
        return ir.Status(range=int(code[0]))
    return ir.Status(code=int(code)) if code.isdigit() else None


def _response(
    ctx: Context,
    status: ir.Status,
    node: Node,
    written: Node,
    flag: Node | None,
    hint: Hint,
) -> ir.Response:
    if node.pointer[:2] == ("components", "responses"):
        own_hint: Hint = (node.pointer[-1], "response")
    else:
        own_hint = (*hint, "response", str(status))
    return ir.Response(
        status=status,
        doc=said(written, "description") or said(node, "description"),
        headers=headers_of(ctx, node, own_hint),
        contents=contents_of(ctx, node, own_hint),
        success_flag=_success_flag(status, node, flag),
        place=node,
    )


def _success_flag(status: ir.Status, node: Node, flag: Node | None) -> str | None:
    first = status.range if status.code is None else status.code // 100
    if first != 2:
        return None
    own = node.text("x-success-field")
    if not own and flag is not None and isinstance(flag.value, str):
        own = flag.value
    return own if own.startswith("/") else None
