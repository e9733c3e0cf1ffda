"""Bodies by media type: types, items of sequences, parts of forms, headers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from .. import ir
from ..media_types import (
    EVENTS,
    SEQUENCES,
    URL_ENCODED,
    is_form,
    is_json,
    is_text,
    is_xml,
    plain,
)
from ..resolve import Node
from .context import Context, Hint
from .examples import examples_of
from .prose import said
from .schemas import only_value, type_of
from .schemas.shape import gather, implied, kinds
from .schemas.values import named_values

HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""What a header can be called, and a method (RFC 9110, sections 5.1 and 9.1)."""

_LONGEST_CHAIN = 20
_BINARY = ir.Primitive(ir.Scalar.BINARY)
_STRING = ir.Primitive(ir.Scalar.STRING)
_STRUCTURE = ir.Map(ir.ANY)


def contents_of(ctx: Context, owner: Node, hint: Hint) -> tuple[ir.Content, ...]:
    """The `content` of a request body or a response, in document order, but for those
    that only a text can carry here: who does not choose gets what has a type."""
    content = ctx.spec.member(owner, "content")
    if content is None:
        return ()
    if not isinstance(content.value, dict):
        ctx.warn("invalid-type", "`content` is no object, so it is ignored", content)
        return ()
    found: list[ir.Content] = []
    for media_type, written in content.items():
        node = ctx.spec.follow(written) or written
        found.append(_content(ctx, media_type, node, hint))
    return tuple(sorted(found, key=_is_untyped))


def _is_untyped(content: ir.Content) -> bool:
    """Whether a text or bytes stand for what a schema may say more of."""
    name = plain(content.media_type)
    is_whole = content.type in (_STRING, _BINARY) and name not in SEQUENCES
    return is_xml(name) or (is_whole and content.schema is None)


def schema_pointer(ctx: Context, schema: Node, hint: Hint) -> str:
    """Where a schema stands in the bundle; what only refers stands where it leads."""
    for _ in range(_LONGEST_CHAIN):
        if not isinstance(schema.value, dict) or schema.value.keys() != {"$ref"}:
            break
        target = ctx.spec.target(schema)
        if target is None:
            break
        schema = target
        if schema.identity in ctx.entries:
            break
    return ctx.pointer(schema, _wanted(schema, hint))


def _wanted(schema: Node, hint: Hint) -> str:
    """What is shared is called by where it stands, whoever comes to it first."""
    match schema.pointer:
        case ("paths", path, "parameters", *_):
            return ".".join(("_".join(re.findall(r"\w+", path)), hint[-1]))
        case ("components", "headers", name, *_):
            return f"headers.{name}"
        case _:
            return ".".join(hint)


def _content(ctx: Context, media_type: str, node: Node, hint: Hint) -> ir.Content:
    schema = node.get("schema")
    item_schema = node.get("itemSchema")
    type_ = None if schema is None else _described(ctx, media_type, schema, hint)
    item, item_pointer = None, None
    if item_schema is not None:
        item = type_of(ctx, (item_schema,), (*hint, "item"))
        item_pointer = schema_pointer(ctx, item_schema, (*hint, "item"))
        if type_ is None:
            type_ = ir.Array(item)
    elif (
        plain(media_type) in SEQUENCES
        and isinstance(type_, ir.Array)
        and schema is not None
    ):
        item, inner = type_.item, schema.get("items")
        if inner is not None:
            item_pointer = schema_pointer(ctx, inner, (*hint, "item"))
    elif (
        _is_sequence(media_type)
        and type_ not in (None, ir.ANY, _STRING, _BINARY)
        and schema is not None
    ):
        # Before `itemSchema` there was no other way to say what an item is. A text is
        # the whole, written by whoever sends it.
        assert type_ is not None
        item, item_pointer = type_, schema_pointer(ctx, schema, hint)
        type_, schema = ir.Array(type_), None
    if item in (_STRING, _BINARY) and plain(media_type) == EVENTS:
        # No event is a text: what is said of texts judges none.
        item, item_pointer, schema = _STRING, None, None
    carried = _carried(ctx, media_type, type_, node, schema)
    as_described = carried == type_ and schema is not None
    if _is_sequence(media_type) and not isinstance(type_, ir.Array):
        as_described = False
    return ir.Content(
        media_type=media_type,
        type=carried,
        schema=schema_pointer(ctx, schema, hint) if as_described and schema else None,
        item=item,
        item_schema=item_pointer,
        parts=tuple(_parts(ctx, node, hint)),
        examples=examples_of(ctx, node),
    )


def _described(ctx: Context, media_type: str, schema: Node, hint: Hint) -> ir.Type:
    """The type of a schema; `_STRUCTURE` where nothing but a name would come of it."""
    name = plain(media_type)
    has_rules = is_json(name) or is_form(name) or name in SEQUENCES
    if has_rules or name in ("*/*", "application/*") or not _is_structured(ctx, schema):
        return type_of(ctx, (schema,), hint)
    return _STRUCTURE


def _is_sequence(media_type: str) -> bool:
    """Whether a body is a sequence, not a form that is one as well."""
    name = plain(media_type)
    return name in SEQUENCES and not name.startswith("multipart/")


def _carried(
    ctx: Context,
    media_type: str,
    type_: ir.Type | None,
    place: Node,
    schema: Node | None,
) -> ir.Type:
    """What a body holds, by its media type and by what its schema says."""
    name = plain(media_type)
    if is_json(name):
        return ir.ANY if type_ is None else type_
    if is_form(name):
        return _form(ctx, name, type_, place, schema)
    if name in SEQUENCES:
        if name == EVENTS and type_ in (None, _BINARY):
            return _STRING
        return ir.ANY if type_ is None else type_
    is_simple = _is_simple(type_) or (schema is not None and _is_scalar(ctx, schema))
    if is_xml(name):
        if not is_simple:
            message = f"`{name}` is not taken apart: bodies in it are text"
            ctx.note_once("unstructured-body", message, place)
        return _BINARY if type_ == _BINARY else _STRING
    if is_text(name):
        if type_ is None or type_ == ir.ANY:
            return _STRING
        if not is_simple:
            message = f"`{media_type}` with structure has no rules, so the body is text"
            ctx.note_once("unstructured-body", message, place)
            return _STRING
        return type_
    if name == "*/*" or (name == "application/*" and not _is_simple(type_)):
        return _BINARY if type_ is None else type_
    if not is_simple:
        message = f"`{media_type}` has no rules for structure, so the body is bytes"
        ctx.note_once("unstructured-body", message, schema)
    return _BINARY


def _form(
    ctx: Context, name: str, type_: ir.Type | None, place: Node, schema: Node | None
) -> ir.Type:
    """A form is made of named members; without names it is not taken apart."""
    if type_ is not None and schema is not None and _may_have_members(ctx, schema):
        return type_
    if not name.startswith("multipart/"):
        if type_ is None or type_ == ir.ANY:
            return ir.ANY
        message = f"`{name}` has no named members here, so the body is text"
        ctx.note("unstructured-body", message, place)
        return _STRING
    message = f"`{name}` has no named members here, so the body is bytes"
    ctx.note("unstructured-body", message, place)
    return _BINARY


def _may_have_members(ctx: Context, schema: Node) -> bool:
    shape = gather(ctx, (schema,))
    said = kinds(ctx, shape) or implied(shape)
    return "object" in said or bool(shape.unions and not said)


def _is_scalar(ctx: Context, schema: Node) -> bool:
    """Whether a schema is of one value, as an enumeration is."""
    shape = gather(ctx, (schema,))
    said = kinds(ctx, shape) or implied(shape)
    values = named_values(ctx, shape) or [""]
    structured = any(isinstance(value, (list, dict)) for value in values)
    return not shape.unions and not structured and not {"object", "array"} & {*said}


def _is_structured(ctx: Context, schema: Node) -> bool:
    shape = gather(ctx, (schema,))
    return bool({"object", "array"} & {*(kinds(ctx, shape) or implied(shape))})


def _is_simple(type_: ir.Type | None) -> bool:
    inner = type_.type if isinstance(type_, ir.Nullable) else type_
    return inner is None or isinstance(inner, ir.Primitive)


_ENCODINGS = frozenset(("encoding", "prefixEncoding", "itemEncoding"))


def _parts(ctx: Context, node: Node, hint: Hint) -> Iterator[ir.Part]:
    """`encoding` by member; `prefixEncoding` by position; `itemEncoding` as `"*"`."""
    if not isinstance(node.value, dict) or _ENCODINGS.isdisjoint(node.value):
        return
    encoding = ctx.spec.member(node, "encoding")
    for name, written in encoding.items() if encoding is not None else ():
        yield part_of(ctx, name, written, (*hint, name))
    prefix = node.get("prefixEncoding")
    for index, written in enumerate(prefix.elements() if prefix is not None else ()):
        yield part_of(ctx, str(index), written, (*hint, str(index + 1)))
    item = node.get("itemEncoding")
    if item is not None:
        yield part_of(ctx, "*", item, (*hint, "item"))


def part_of(ctx: Context, name: str, node: Node, hint: Hint) -> ir.Part:
    explode = node.get("explode")
    # With any one of three, a member is written like a parameter (OAS 3.1.1, "Encoding
    # Object"), whose style is `form` where nothing else is said.
    like_a_parameter = any(node.get(word) for word in ("explode", "allowReserved"))
    usual = ir.Style.FORM if like_a_parameter else None
    return ir.Part(
        name=name,
        media_types=tuple(
            text.strip() for text in node.text("contentType").split(",") if text.strip()
        ),
        style=style_of(ctx, node, usual),
        explode=explode.value if explode and isinstance(explode.value, bool) else None,
        allow_reserved=node.flag("allowReserved"),
        headers=tuple(_of_part(ctx, node, hint)),
    )


def _of_part(ctx: Context, node: Node, hint: Hint) -> Iterator[ir.Header]:
    """The `headers` of a part; one that can have one value only is sent with that."""
    described = ctx.spec.member(node, "headers")
    for header in headers_of(ctx, node, hint):
        written = described.get(header.name) if described is not None else None
        target = ctx.spec.follow(written) if written is not None else None
        schema = target.get("schema") if target is not None else None
        only = only_value(ctx, (schema,)) if schema is not None else ir.ABSENT
        yield replace(header, constant=only if header.required else ir.ABSENT)


def style_of(ctx: Context, node: Node, default: ir.Style | None) -> ir.Style | None:
    """The `style` that is written, if it is one that exists."""
    written = node.get("style")
    if written is None:
        return default
    for style in ir.Style:
        if style.value == written.value:
            return style
    ctx.warn(
        "unknown-style", f"`{written.value}` is no style, so it is ignored", written
    )
    return default


def headers_of(ctx: Context, owner: Node, hint: Hint) -> tuple[ir.Header, ...]:
    """The `headers` of a response or a part; `Content-Type` is said elsewhere."""
    headers = ctx.spec.member(owner, "headers")
    found: list[ir.Header] = []
    for name, written in headers.items() if headers is not None else ():
        node = ctx.spec.follow(written)
        plain = name.strip()
        if node is None or plain.lower() == "content-type":
            continue
        if HEADER_NAME.fullmatch(plain):
            found.append(_header(ctx, plain, node, _hint_of(node, hint, plain)))
        else:
            ctx.warn("header-name", no_such_header(plain), written)
    return tuple(found)


def no_such_header(name: str) -> str:
    return f"no message can have a header that is called `{name}`, so it is left out"


def _header(ctx: Context, name: str, node: Node, hint: Hint) -> ir.Header:
    type_, schema, media_type = value_of(ctx, node, hint)
    style = style_of(ctx, node, ir.Style.SIMPLE)
    if style is not None and style is not ir.Style.SIMPLE:
        message = f"`{style.value}` is no style for `header`; `simple` is used"
        ctx.warn("invalid-style-for-location", message, node.get("style") or node)
    return ir.Header(
        name=name,
        type=type_,
        required=node.flag("required"),
        explode=node.flag("explode"),
        media_type=media_type,
        doc=said(node, "description"),
        schema=schema,
        examples=examples_of(ctx, node),
    )


def value_of(
    ctx: Context, node: Node, hint: Hint
) -> tuple[ir.Type, str | None, str | None]:
    """Type, pointer and media type of a parameter or header: `schema` or `content`."""
    content = ctx.spec.member(node, "content")
    media_type: str | None = None
    schema = node.get("schema")
    if schema is None and content is not None:
        media_type, written = next(content.items(), (None, None))
        media = ctx.spec.follow(written) if written is not None else None
        schema = media.get("schema") if media is not None else None
        if media_type is not None and schema is None:
            return (ir.ANY if is_json(media_type) else _STRING), None, media_type
    if schema is None:
        message = "this has no schema, so it is read as text"
        ctx.warn("missing-schema", message, node)
        return _STRING, None, media_type
    type_ = type_of(ctx, (schema,), hint)
    if media_type is not None and not _is_written(ctx, media_type, type_, schema):
        message = f"`{media_type}` with structure has no rules here, so this is text"
        ctx.note("unstructured-body", message, schema)
        return _STRING, None, media_type
    return type_, schema_pointer(ctx, schema, hint), media_type


def _is_written(ctx: Context, media_type: str, type_: ir.Type, schema: Node) -> bool:
    """Whether a value of the type has a text in the media type."""
    if is_json(media_type) or _is_simple(type_) or _is_scalar(ctx, schema):
        return True
    return plain(media_type) == URL_ENCODED and _may_have_members(ctx, schema)


def parts_of_value(ctx: Context, node: Node, hint: Hint) -> tuple[ir.Part, ...]:
    """How the members of a parameter travel that is a form of its own."""
    content = ctx.spec.member(node, "content")
    if node.get("schema") is not None or content is None:
        return ()
    media_type, written = next(content.items(), ("", None))
    media = ctx.spec.follow(written) if written is not None else None
    if media is None or plain(media_type) != URL_ENCODED:
        return ()
    return tuple(_parts(ctx, media, hint))


def _hint_of(node: Node, hint: Hint, name: str) -> Hint:
    if node.pointer[:2] == ("components", "headers"):
        return (node.pointer[-1],)
    return (*hint, name)
