"""Headers of responses and of parts, and styles."""

from __future__ import annotations

import re

from .. import ir
from ..resolve import Node
from .commonmark import description_of
from .context import Context
from .declarations import Hint
from .examples import examples_of
from .values import value_of

HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""Valid names of headers and of methods (RFC 9110, sections 5.1 and 9.1)."""


def headers_of(ctx: Context, owner: Node, hint: Hint) -> tuple[ir.Header, ...]:
    """The `headers` of a response or a part, except `Content-Type`."""
    headers: list[ir.Header] = []
    for written_name, written in ctx.spec.entries(owner, "headers"):
        node = ctx.spec.follow(written)
        name = written_name.strip()
        if node is None or name.lower() == "content-type":
            continue
        if HEADER_NAME.fullmatch(name):
            headers.append(_header(ctx, name, node, _hint_of(node, hint, name)))
        else:
            ctx.report.warning("header-name", invalid_header_name(name), written)
    return tuple(headers)


def invalid_header_name(name: str) -> str:
    return f"`{name}` is not a valid header name; ignored"


def _header(ctx: Context, name: str, node: Node, hint: Hint) -> ir.Header:
    value = value_of(ctx, node, hint)
    style = style_of(ctx, node, ir.Style.SIMPLE)
    if style is not None and style is not ir.Style.SIMPLE:
        message = f"style `{style.value}` is not valid for `header`; `simple` is used"
        ctx.report.warning(
            "invalid-style-for-location", message, node.get("style") or node
        )
    return ir.Header(
        name=name,
        type=value.type,
        required=node.flag("required"),
        explode=node.flag("explode"),
        media_type=value.media_type,
        doc=description_of(node, "description"),
        deprecated=node.flag("deprecated"),
        schema=value.schema,
        examples=examples_of(ctx, node),
    )


def _hint_of(node: Node, hint: Hint, name: str) -> Hint:
    if node.pointer[:2] == ("components", "headers"):
        return (node.pointer[-1],)
    return (*hint, name)


def style_of(ctx: Context, node: Node, default: ir.Style | None) -> ir.Style | None:
    """The `style` of a parameter, header or part."""
    written = node.get("style")
    if written is None:
        return default
    for style in ir.Style:
        if style.value == written.value:
            return style
    message = f"`{written.value}` is not a style; ignored"
    ctx.report.warning("unknown-style", message, written)
    return default
