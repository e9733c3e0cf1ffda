"""Parts of forms, from `encoding`, `prefixEncoding` and `itemEncoding`."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from .. import ir
from ..media_types import URL_ENCODED, essence
from ..resolve import Node
from .context import Context
from .declarations import Hint
from .headers import headers_of, style_of
from .types import only_value
from .values import first_content

_ENCODINGS = frozenset(("encoding", "prefixEncoding", "itemEncoding"))


def parts_of(ctx: Context, node: Node, hint: Hint) -> Iterator[ir.Part]:
    """`encoding` by property; `prefixEncoding` by position; `itemEncoding` as `"*"`."""
    if not isinstance(node.value, dict) or _ENCODINGS.isdisjoint(node.value):
        return
    for name, written in ctx.spec.entries(node, "encoding"):
        yield _part(ctx, name, written, (*hint, name))
    for index, written in enumerate(node.elements("prefixEncoding")):
        yield _part(ctx, str(index), written, (*hint, str(index + 1)))
    item = node.get("itemEncoding")
    if item is not None:
        yield _part(ctx, "*", item, (*hint, "item"))


def parts_of_parameter(ctx: Context, node: Node, hint: Hint) -> tuple[ir.Part, ...]:
    """The parts of a parameter whose value is a form."""
    if node.get("schema") is not None:
        return ()
    media_type, content = first_content(ctx, node)
    if content is None or essence(media_type or "") != URL_ENCODED:
        return ()
    return tuple(parts_of(ctx, content, hint))


def _part(ctx: Context, name: str, node: Node, hint: Hint) -> ir.Part:
    explode = node.get("explode")
    # With any of `style`, `explode` and `allowReserved`, a property is serialized like a
    # parameter (OAS 3.1.1, "Encoding Object"), whose default style is `form`.
    is_parameter = any(node.get(word) for word in ("explode", "allowReserved"))
    default = ir.Style.FORM if is_parameter else None
    media_types = map(str.strip, node.text("contentType").split(","))
    return ir.Part(
        name=name,
        media_types=tuple(filter(None, media_types)),
        style=style_of(ctx, node, default),
        explode=explode.value if explode and isinstance(explode.value, bool) else None,
        allow_reserved=node.flag("allowReserved"),
        headers=tuple(_headers(ctx, node, hint)),
    )


def _headers(ctx: Context, node: Node, hint: Hint) -> Iterator[ir.Header]:
    """The `headers` of a part; a required one with a constant value is sent with it."""
    written_headers = ctx.spec.member(node, "headers")
    for header in headers_of(ctx, node, hint):
        written = (
            written_headers.get(header.name) if written_headers is not None else None
        )
        target = ctx.spec.follow(written) if written is not None else None
        schema = target.get("schema") if target is not None else None
        constant = only_value(ctx, (schema,)) if schema is not None else ir.ABSENT
        yield replace(header, constant=constant if header.required else ir.ABSENT)
