"""Convert text to JSON-shaped values, by the types that a schema expects.

Parameters and forms are text. A `Shape` is the part of a schema that decides whether
`1` is a number or a string. Text that cannot be converted stays text, so that
validation by the schema reports it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec

Kind = Literal["string", "integer", "number", "boolean", "array", "object", "any"]

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_LITERALS = {"true": True, "false": False}


class Shape(msgspec.Struct, frozen=True):
    """The JSON type that a schema expects, and the shapes of its parts.

    `item` is the shape of the items of an array, and `first` are the shapes of its first
    items if they differ. `members` are the shapes of the properties of an object; `extra`
    is the shape of additional properties, None if there are not any. `plain` is the kind
    of a scalar if a list or an object may be one instead. `encoding` is that of a
    string that encodes bytes. A list with `members` may be an object instead.
    """

    kind: Kind = "string"
    item: Shape | None = None
    members: Mapping[str, Shape] | None = None
    extra: Shape | None = None
    nullable: bool = False
    first: tuple[Shape, ...] = ()
    plain: Kind | None = None
    encoding: Literal["base64", "base64url"] | None = None

    def of_item(self, index: int) -> Shape:
        return self.first[index] if index < len(self.first) else self.item or STRING

    @property
    def is_one_object_too(self) -> bool:
        """Whether an object stands for itself, rather than for an item of the list."""
        of_objects = self.item is not None and self.item.kind == "object"
        return self.kind == "array" and self.members is not None and not of_objects

    def of_member(self, name: str) -> Shape:
        return (self.members or {}).get(name) or self.extra or STRING

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
    """`text` as the scalar that `shape` expects, or unchanged.

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
    if math.isinf(value):
        return text
    return int(value) if whole and value.is_integer() else value
