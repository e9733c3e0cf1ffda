"""Text to JSON-shaped values, as far as a schema says what is wanted. Judges nothing.

Parameters and forms are text. A `Shape` is the part of a schema that decides whether
`1` is a number or a string; what does not read as wanted stays text, so that
validation by the schema has something to report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from msgspec import UnsetType

Kind = Literal["string", "integer", "number", "boolean", "array", "object", "any"]

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_LITERALS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a schema wants of a value: `item` of an array, `members` of an object.

    `first` are the shapes of the first items, where these have their own; `extra` is
    the shape of members that are not named, None where there are none. `plain` is what
    a text stands for that is no list and no object, where it may be that as well;
    `base64` says that the text stands for bytes. A list that has `members` may be an
    object instead.
    """

    kind: Kind = "string"
    item: Shape | None = None
    members: Mapping[str, Shape] | None = None
    extra: Shape | None = None
    nullable: bool = False
    first: tuple[Shape, ...] = ()
    plain: Kind | None = None
    base64: bool = False

    def of_item(self, index: int) -> Shape:
        return self.first[index] if index < len(self.first) else self.item or STRING

    @property
    def is_one_object_too(self) -> bool:
        """Whether an object stands for itself, rather than for an item of the list."""
        of_objects = self.item is not None and self.item.kind == "object"
        return self.kind == "array" and self.members is not None and not of_objects

    def of_member(self, name: str) -> Shape:
        found = (self.members or {}).get(name) or self.extra
        return found or STRING

    def takes(self, names: Iterable[str]) -> bool:
        """Whether an object has members of all these names."""
        named = self.members or {}
        return self.extra is not None or all(name in named for name in names)


STRING = Shape("string")
INTEGER = Shape("integer")
NUMBER = Shape("number")
BOOLEAN = Shape("boolean")
ANY = Shape("any")


def array(item: Shape = STRING) -> Shape:
    """The shape of a list of `item`."""
    return Shape("array", item=item)


def object_of(members: Mapping[str, Shape], extra: Shape | None = None) -> Shape:
    """The shape of an object with these members, and perhaps further ones."""
    return Shape("object", members=members, extra=extra)


def coerce(text: str, shape: Shape) -> Any:
    """`text` as the scalar that `shape` wants, or as it is.

    >>> coerce("1", INTEGER), coerce("01", INTEGER), coerce("1", STRING)
    (1, '01', '1')
    """
    if shape.nullable and text == "null":
        return None
    match shape.kind:
        case "integer" | "number":
            return _number(text, whole=shape.kind == "integer")
        case "boolean":
            return _LITERALS.get(text, text)
        case "any":
            return _LITERALS.get(text, _number(text, whole=False))
        case "array" | "object" if shape.plain is not None:
            return coerce(text, Shape(shape.plain))
        case "string" | "array" | "object":
            return text


def _number(text: str, *, whole: bool) -> int | float | str:
    """JSON's numbers (RFC 8259, section 6); `1.0` is an integer as well."""
    match = _NUMBER.fullmatch(text)
    if match is None or len(text) > 400:
        return text
    if match[2] is None and match[3] is None:
        return int(text)
    value = float(text)
    return int(value) if whole and value.is_integer() else value


def read_simple(text: str, type: object, *, explode: bool = False) -> Any:
    """A header's text as `type`, which tells the shape. Raises `DecodeError`."""
    from .codec import convert
    from .errors import DecodeError
    from .styles import Layout, read_text

    layout, shape = Layout("simple", explode), shape_of(type)
    eager = shape_of(type, eager=True)
    if eager != shape:  # a text or something else: `1` is what else it may be, if it is
        try:
            return convert(type, read_text(text, layout, eager, decode=str))
        except DecodeError:
            pass
    return convert(type, read_text(text, layout, shape, decode=str))


def read_document(text: str, type: object, media_type: str) -> Any:
    """A header's text, in a media type of its own, as `type`. Raises `DecodeError`."""
    from .codec import convert
    from .parameters import Header

    header = Header("", media_type=media_type, shape=shape_of(type))
    return convert(type, header.read(text))


def shape_of(type: object, *, eager: bool = False) -> Shape:
    """The shape of a Python type: what its JSON looks like.

    Only scalars, lists, dicts and classes of named members tell; the rest is text. So is
    what may be a text and something else, but where `eager`.
    """
    return _shape_of(type, eager, ())


def _shape_of(type: object, eager: bool, within: tuple[object, ...]) -> Shape:
    """`within` are the classes around: what is in one once more, or deeper than forms and
    headers go, is JSON, and needs no shape."""
    from types import NoneType, UnionType
    from typing import Union, get_args, get_origin

    from .variants import variant_of

    origin, arguments = get_origin(type), get_args(type)
    if origin in (Union, UnionType):
        others = [each for each in arguments if each not in (NoneType, UnsetType)]
        if len(others) == 1:
            found = _shape_of(others[0], eager, within)
            return replace(found, nullable=NoneType in arguments)
    if origin is tuple:
        items = [_shape_of(each, eager, within) for each in arguments]
        return Shape("array", first=tuple(items))
    if origin in (list, set, frozenset):
        return array(_shape_of(next(iter(arguments), str), eager, within))
    if origin is dict:
        return object_of({}, _shape_of(arguments[1], eager, within))
    variant = variant_of(type)
    kinds = set(variant.kinds) - {"null"}
    nullable = "null" in variant.kinds
    scalars = kinds - {"object", "array"}
    if "object" in kinds:
        plain = _scalar(scalars) if scalars else None
        is_known = type in within or len(within) >= _DEEPEST
        members = {} if is_known else _members_of(type, eager, (*within, type))
        return Shape("object", members=members, nullable=nullable, plain=plain)
    if eager and "string" in kinds and len(kinds) > 1:
        return Shape("any", nullable=nullable)
    return Shape(_scalar(kinds), nullable=nullable)


_DEEPEST = 3


def _scalar(kinds: set[str]) -> Kind:
    for kind in _BY_PREFERENCE:
        if kinds == {kind} or kinds == {"integer", "number"} == {kind, "integer"}:
            return kind
    return "string" if "string" in kinds else "any"


_BY_PREFERENCE: tuple[Literal["boolean", "integer", "number"], ...] = (
    "boolean",
    "integer",
    "number",
)


def _members_of(
    type: object, eager: bool, within: tuple[object, ...]
) -> Mapping[str, Shape]:
    import msgspec

    from .model import OpenModel, open_layout

    if isinstance(type, _class) and issubclass(type, OpenModel):
        type = open_layout(type).declared
    if isinstance(type, _class) and issubclass(type, msgspec.Struct):
        fields = msgspec.structs.fields(type)
        return {
            field.encode_name: _shape_of(field.type, eager, within) for field in fields
        }
    return {}


_class = type
