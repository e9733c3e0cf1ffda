"""Names and values of a query, a URL-encoded form or a cookie, and text as a value."""

from __future__ import annotations

from typing import Any, TypeAlias

from msgspec import UNSET

from .codec import convert, parse_json
from .coercion import Shape, coerce
from .errors import DecodeError
from .percent import check_name, decoded_name
from .style_decoding import read_deep, read_inner, read_text
from .styles import Decode, Layout, Pairs
from .type_shapes import shape_of

Piece: TypeAlias = "tuple[str, str]"


def query_pairs(query: str) -> list[Piece]:
    """A query as pairs of a decoded name and a value that is still encoded."""
    return [
        (decoded_name(name), text)
        for piece in query.split("&")
        if piece
        for name, _, text in (piece.partition("="),)
    ]


def cookie_pairs(header: str) -> list[Piece]:
    """A Cookie field as pairs of a name and a value that is still encoded."""
    pieces = (piece.strip().partition("=") for piece in header.split(";"))
    return [(name, text) for name, equals, text in pieces if equals]


def json_or_text(text: str) -> Any:
    """The value of JSON text; other text as it is."""
    try:
        return parse_json(text.encode("utf-8", "surrogateescape"))
    except DecodeError:
        return text


def read_pairs(
    name: str,
    layout: Layout,
    shape: Shape,
    pairs: Pairs,
    decode: Decode,
    others: frozenset[str] = frozenset(),
) -> Any:
    """The value of `name`, `UNSET` where there is none. `others` are names that belong
    to something else."""
    texts = [text for key, text in pairs if key == name]
    is_deep = layout.style == "deepObject"
    is_plain = shape.plain is not None and len(texts) == 1
    is_plain = is_plain and (is_deep or shape.kind == "object")
    if is_deep and shape.kind in ("object", "array"):
        value = read_deep(name, pairs, shape, decode)
        if value is not None or not is_plain:
            return UNSET if value is None else value
    elif layout.explode and shape.kind == "object":
        members = _read_members(pairs, shape, others, decode)
        if not is_plain or not members.keys() <= {name}:
            return members or UNSET
    if not texts:
        return UNSET
    if is_plain and (is_deep or layout.explode):
        return coerce(decode(texts[0]), shape)
    if layout.explode and shape.kind == "array":
        return [
            read_inner(text, shape.of_item(index), decode)
            for index, text in enumerate(texts)
        ]
    return read_text(texts[-1], Layout(layout.style, False), shape, decode)


def _read_members(
    pairs: Pairs, shape: Shape, others: frozenset[str], decode: Decode
) -> dict[str, Any]:
    named, members = shape.members or {}, dict[str, Any]()
    for key, text in pairs:
        if key in named or (shape.extra is not None and key not in others):
            check_name(key)
            member = shape.of_member(key)
            if member.kind == "array":
                items = members.setdefault(key, [])
                items.append(read_inner(text, member.of_item(len(items)), decode))
            else:
                members[key] = read_inner(text, member, decode)
    return members


def read_simple(text: str, type: object, *, explode: bool = False) -> Any:
    """A header's text as `type`, which tells the shape. Raises `DecodeError`."""
    layout, shape = Layout("simple", explode), shape_of(type)
    eager = shape_of(type, eager=True)
    if eager != shape:  # a text or something else: `1` is what else it may be, if it is
        try:
            return convert(type, read_text(text, layout, eager, decode=str))
        except DecodeError:
            pass
    return convert(type, read_text(text, layout, shape, decode=str))
