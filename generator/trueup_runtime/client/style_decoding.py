"""Parse values of parameters in the styles of OAS 3.2, section "Style Values".

Values are JSON-shaped. Text is percent-decoded exactly once, after it has been split.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from .coercion import Shape, coerce
from .errors import DecodeError
from .percent import check_name, decoded
from .styles import Decode, Layout, Pairs, Style

_ALSO_READ: Mapping[Style, tuple[str, ...]] = {
    "spaceDelimited": ("+", " "),
    "pipeDelimited": ("|", "%7c"),
    "tsv": ("\t",),
}


def read_text(text: str, layout: Layout, shape: Shape, decode: Decode) -> Any:
    """The value of text in style simple, and of what label and form leave of theirs."""
    if shape.kind == "array":
        items = _split(text, layout) if text else []
        return _items([decode(item) for item in items], shape)
    if shape.kind != "object":
        return coerce(decode(text), shape)
    pieces = _split(text, layout) if text else []
    if layout.explode:
        pairs = [piece.partition("=")[::2] for piece in pieces]
        is_even = all("=" in piece for piece in pieces)
    else:
        pairs = list(zip(pieces[::2], pieces[1::2], strict=False))
        is_even = len(pieces) % 2 == 0
    decoded = [(decode(key), decode(item)) for key, item in pairs]
    if shape.plain is not None and not (
        is_even and shape.takes(key for key, _ in decoded)
    ):
        return coerce(decode(text), shape)
    return {key: inner(item, shape.of_member(key)) for key, item in decoded}


def read_inner(text: str, shape: Shape, decode: Decode) -> Any:
    """An item or a member that stands for itself: JSON, or a list with commas."""
    value = inner(decode(text), shape)
    if isinstance(value, str):
        return read_text(text, Layout("form", False), shape, decode)
    return value


def inner(text: str, shape: Shape) -> Any:
    """A value inside a value, decoded. No style has a place for lists and objects
    there, so they are JSON."""
    wanted = _STRUCTURES.get(shape.kind)
    if wanted is None or text[:1] != wanted[0]:
        return coerce(text, shape)
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return coerce(text, shape)
    return value if isinstance(value, wanted[1]) else coerce(text, shape)


_STRUCTURES: Mapping[str, tuple[str, type]] = {
    "array": ("[", list),
    "object": ("{", dict),
}


def _items(texts: Iterable[str], shape: Shape) -> list[Any]:
    return [inner(text, shape.of_item(index)) for index, text in enumerate(texts)]


def _split(text: str, layout: Layout) -> list[str]:
    for separator in _ALSO_READ.get(layout.style, ()):
        text = text.replace(separator, layout.separator)
    pieces = text.split(layout.separator)
    if layout.style == "simple":  # headers may have spaces around the comma
        return [piece.strip(" \t") for piece in pieces]
    return pieces


def read_matrix(name: str, text: str, layout: Layout, shape: Shape) -> Any:
    """The value of `;name=…` pairs."""
    pairs = [piece.partition("=")[::2] for piece in text.split(";")[1:]]
    named = [(decoded(key), item) for key, item in pairs]
    if layout.explode and shape.kind == "object":
        return {key: inner(decoded(item), shape.of_member(key)) for key, item in named}
    items = [item for key, item in named if key == name]
    if layout.explode and shape.kind == "array":
        return _items([decoded(item) for item in items], shape)
    if not items:
        return None
    return read_text(items[-1], Layout("matrix", False), shape, decoded)


_MAX_DEPTH = 100


def read_deep(name: str, pairs: Pairs, shape: Shape, decode: Decode) -> Any:
    """The value of `name[a][b]=…` pairs; None without such pairs."""
    tree: dict[str, Any] = {}
    for key, text in pairs:
        if key.startswith(name + "[") and key.endswith("]"):
            path = key[len(name) + 1 : -1].split("][")
            if len(path) > _MAX_DEPTH:
                raise DecodeError(f"`{name}` is nested too deeply")
            check_name(key)
            _graft(tree, path, decode(text))
    return _shaped(tree, shape) if tree else None


def _graft(tree: dict[str, Any], path: list[str], text: str) -> None:
    for step in path[:-1]:
        below = tree.setdefault(step, {})
        if not isinstance(below, dict):
            return
        tree = below
    last = path[-1]
    if last in tree and isinstance(tree[last], list):
        tree[last].append(text)
    elif last == "" or last in tree:  # `a[]=1&a[]=2`, or `a[b]=1&a[b]=2`
        tree[last] = [tree[last], text] if last in tree else [text]
    else:
        tree[last] = text


def _shaped(tree: Any, shape: Shape) -> Any:
    match tree:
        case {"": list(items)} if len(tree) == 1:
            return _items(items, shape)
        case dict() if shape.kind == "array":
            return _shaped([*tree.values()], shape)
        case dict():
            return {
                key: _shaped(item, shape.of_member(key)) for key, item in tree.items()
            }
        case list():
            return [
                _shaped(item, shape.of_item(index)) for index, item in enumerate(tree)
            ]
        case _ if shape.kind == "array":
            return _items([tree], shape)
        case _:
            return coerce(tree, shape)
