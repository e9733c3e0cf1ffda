"""Responses of one operation: statuses, headers, contents, the success flag."""

from __future__ import annotations

from .. import ir
from ..resolve import Node
from .commonmark import description_of
from .contents import contents_of
from .context import Context
from .declarations import Hint
from .headers import headers_of
from .links import links_of


def responses_of(ctx: Context, operation: Node, hint: Hint) -> tuple[ir.Response, ...]:
    """The documented responses in document order, one for each status."""
    by_status: dict[ir.Status, ir.Response] = {}
    flag = operation.at("x-job-control", "success-field")
    for code, written in ctx.spec.entries(operation, "responses"):
        status = None if code.startswith("x-") else status_of(code)
        if status is None:
            continue  # reported by the rule `unknown-status`
        node = ctx.spec.follow(written) or written
        response = _response(ctx, status, node, written, flag, hint)
        by_status.setdefault(status, response)
    return tuple(by_status.values())


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
        name = node.pointer[-1]
        is_clear = name.lower().endswith("response")
        own_hint: Hint = (name,) if is_clear else (name, "response")
    else:
        own_hint = (*hint, "response", str(status))
    return ir.Response(
        status=status,
        doc=description_of(written, "description")
        or description_of(node, "description"),
        headers=headers_of(ctx, node, own_hint),
        contents=contents_of(ctx, node, own_hint),
        links=links_of(ctx, node),
        success_flag=_success_flag(status, node, flag),
        source_location=node,
    )


def _success_flag(status: ir.Status, node: Node, flag: Node | None) -> str | None:
    status_class = status.range if status.code is None else status.code // 100
    if status_class != 2:
        return None
    pointer = node.text("x-success-field")
    if not pointer and flag is not None and isinstance(flag.value, str):
        pointer = flag.value
    return pointer if pointer.startswith("/") else None
