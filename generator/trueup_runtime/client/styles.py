"""The styles in which parameters are written and read (OAS 3.2, "Style Values").

Values here are JSON-shaped; text is percent-encoded exactly once, when it is written,
and decoded exactly once, after it has been split. RFC 6570 is where the styles come
from; what it leaves undefined (null, an empty list) is not sent.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal
from urllib.parse import quote, unquote

import msgspec

from .coercion import Shape, coerce
from .errors import ConfigurationError, DecodeError
from .percent import check_name, decoded

Style = Literal[
    "simple",
    "label",
    "matrix",
    "form",
    "spaceDelimited",
    "pipeDelimited",
    "tsv",
    "deepObject",
    "cookie",
]
Encode = Callable[[str], str]
Decode = Callable[[str], str]
Pairs = Sequence[tuple[str, str]]
"""Names, decoded, with their values, still encoded."""

# Separators between the values of one parameter, as they are written.
_SEPARATORS: Mapping[Style, str] = {
    "spaceDelimited": "%20",
    "pipeDelimited": "%7C",
    "tsv": "%09",
    "label": ",",
}
_ALSO_READ: Mapping[Style, tuple[str, ...]] = {
    "spaceDelimited": ("+", " "),
    "pipeDelimited": ("|", "%7c"),
    "tsv": ("\t",),
}


class Layout(msgspec.Struct, frozen=True):
    """How a value that is no scalar is laid out."""

    style: Style
    explode: bool

    @property
    def separator(self) -> str:
        """What stands between values, or between members."""
        if self.style == "label" and self.explode:
            return "."
        return _SEPARATORS.get(self.style, ",")


def scalar_text(value: object) -> str:
    """A scalar as the text of a parameter."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case int() | float() | Decimal():
            if not math.isfinite(value):
                raise ConfigurationError(f"the number {value} cannot be sent")
            return _number_text(value)
        case _:  # something nested deeper than the style goes
            return msgspec.json.encode(value).decode()


def _number_text(value: int | float | Decimal) -> str:
    """A whole number has no fraction, as in most languages: readers of integers and of
    numbers both understand `2`, and not all of them `2.0`."""
    if isinstance(value, float) and value.is_integer() and abs(value) <= 2**53:
        value = int(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    return msgspec.json.encode(value).decode()


# -------------------------------------------------------------------- writing


def write_text(name: str, value: Any, layout: Layout, encode: Encode) -> str | None:
    """Styles that fill one place: simple, label, matrix. None where nothing is sent."""
    if layout.style == "matrix":
        return _matrix(name, value, layout, encode)
    joined = _joined(name, value, layout, encode)
    if layout.style == "label" and joined is not None:
        return "." + joined
    return joined


def _joined(name: str, value: Any, layout: Layout, encode: Encode) -> str | None:
    match value:
        case dict():
            members = _present(value)
            piece = _undivided(name, layout.separator, encode)
            if not members:
                return None
            if layout.explode:
                first = _undivided(name, "=", piece)
                pieces = [f"{first(key)}={piece(text)}" for key, text in members]
            else:
                pieces = [piece(text) for member in members for text in member]
            return layout.separator.join(pieces)
        case list() | tuple():
            piece = _undivided(name, layout.separator, encode)
            items = [piece(scalar_text(item)) for item in value if item is not None]
            if items == [""]:
                raise ConfigurationError(
                    f"parameter `{name}`: a list of one empty text reads as an empty one"
                )
            return layout.separator.join(items) if items else None
        case _:
            return encode(scalar_text(value))


def _undivided(name: str, mark: str, encode: Encode) -> Encode:
    """Text between marks: a mark inside it is percent-encoded or, where nothing tells
    an encoded one from one that divides, refused."""
    is_plain = encode("%") == "%"

    def write(text: str) -> str:
        written = encode(text)
        if is_plain and text != text.strip(" \t"):
            raise ConfigurationError(
                f"parameter `{name}`: {text!r} begins or ends with white space"
            )
        if mark not in written:
            return written
        if is_plain or len(mark) > 1:
            raise ConfigurationError(
                f"parameter `{name}`: {text!r} holds {unquote(mark)!r}, "
                "which divides values here"
            )
        return written.replace(mark, f"%{ord(mark):02X}")

    return write


def _matrix(name: str, value: Any, layout: Layout, encode: Encode) -> str | None:
    piece = _undivided(name, ";", encode)
    first = _undivided(name, "=", piece)
    match value:
        case dict() if layout.explode:
            pairs = [(first(key), piece(text)) for key, text in _present(value)]
        case list() | tuple() if layout.explode:
            texts = [scalar_text(item) for item in value if item is not None]
            pairs = [(first(name), piece(text)) for text in texts]
        case _:
            joined = _joined(name, value, layout, piece)
            pairs = [] if joined is None else [(first(name), joined)]
    # An empty value has no equals sign (RFC 6570, section 3.2.7).
    return "".join(f";{key}={text}" if text else f";{key}" for key, text in pairs)


def write_pairs(
    name: str, value: Any, layout: Layout, encode: Encode, encode_name: Encode
) -> list[tuple[str, str]]:
    """Styles that make pairs: form, the delimited ones, deepObject, cookie."""
    if layout.style == "deepObject" and isinstance(value, (dict, list, tuple)):
        return [(encode_name(path), encode(text)) for path, text in _deep(name, value)]
    if layout.explode and isinstance(value, dict):
        return [(encode_name(key), encode(text)) for key, text in _repeated(value)]
    if layout.explode and isinstance(value, (list, tuple)):
        return [
            (encode_name(name), encode(scalar_text(item)))
            for item in value
            if item is not None
        ]
    joined = _joined(name, value, Layout(layout.style, False), encode)
    return [] if joined is None else [(encode_name(name), joined)]


def _deep(path: str, value: Any) -> Iterable[tuple[str, str]]:
    match value:
        case dict():
            for key, item in value.items():
                yield from _deep(f"{path}[{key}]", item)
        case list() | tuple():
            for index, item in enumerate(value):
                yield from _deep(f"{path}[{index}]", item)
        case None:
            pass
        case _:
            yield path, scalar_text(value)


def _present(members: Mapping[Any, Any]) -> list[tuple[str, str]]:
    return [
        (str(key), scalar_text(item))
        for key, item in members.items()
        if item is not None
    ]


def _repeated(members: Mapping[Any, Any]) -> Iterable[tuple[str, str]]:
    """Members as pairs, one for each item of a list: no style says how lists stand in
    objects, and this is what servers read, as `page=0&sort=name&sort=id`."""
    for key, item in members.items():
        for one in item if isinstance(item, (list, tuple)) else (item,):
            if one is not None:
                yield str(key), scalar_text(one)


_RESERVED = ":/?#[]@!$&'()*+,;="


def encoder(*, allow_reserved: bool = False, literal: str = "") -> Encode:
    """Percent-encoding of all but the unreserved (RFC 3986, section 2.3).

    `allow_reserved` keeps the reserved characters and what is encoded already (RFC
    6570, section 3.2.3), `literal` names those that are encoded all the same.
    """
    if not allow_reserved:
        return lambda text: quote(text, safe="")
    kept = "".join(char for char in _RESERVED if char not in literal)

    def encode(text: str) -> str:
        pieces = text.split("%")
        done = [quote(pieces[0], safe=kept)]
        for piece in pieces[1:]:
            mark = "%" if _is_hex(piece[:2]) else "%25"
            done.append(mark + quote(piece, safe=kept))
        return "".join(done)

    return encode


def _is_hex(text: str) -> bool:
    return len(text) == 2 and all(char in "0123456789abcdefABCDEF" for char in text)


# -------------------------------------------------------------------- reading


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
    for other in _ALSO_READ.get(layout.style, ()):
        text = text.replace(other, layout.separator)
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
    """The value of `name[a][b]=…` pairs; None where there are none."""
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
