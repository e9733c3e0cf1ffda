"""Schema keywords: one record for each keyword of JSON Schema 2020-12 that is supported.

References and keywords of OpenAPI, such as `discriminator`, are not among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct

Subschemas: TypeAlias = Literal["one", "list", "map"]
Bound: TypeAlias = Literal["lower", "upper"]


class Keyword(Struct, frozen=True):
    """`json_type` is the type of the values that the keyword restricts; None: of all."""

    json_type: str | None = None
    implies_type: bool = True
    """Whether a schema with this keyword and without `type` has the `json_type`."""
    subschemas: Subschemas | None = None
    """The form of the keyword's value, if it consists of schemas."""
    in_place: bool = False
    """Whether these schemas apply to the value itself, not to a part of it."""
    narrows: bool = False
    """Whether the keyword can change the type of the schema."""
    bound: Bound | None = None
    """The kind of bound, for a keyword whose value is a bound."""
    validates: bool = True
    """Whether a value can be invalid by this keyword."""


_LOWER_NUMBER = Keyword("number", bound="lower")
_UPPER_NUMBER = Keyword("number", bound="upper")
_ANNOTATION = Keyword(validates=False)
_ONE_IN_PLACE = Keyword(subschemas="one", in_place=True)
_DEFINITIONS = Keyword(subschemas="map", validates=False)

KEYWORDS: Final[Mapping[str, Keyword]] = {
    "type": Keyword(narrows=True),
    "enum": Keyword(narrows=True),
    "const": Keyword(narrows=True),
    "allOf": Keyword(subschemas="list", in_place=True),
    "oneOf": Keyword(subschemas="list", in_place=True, narrows=True),
    "anyOf": Keyword(subschemas="list", in_place=True, narrows=True),
    "not": _ONE_IN_PLACE,
    "if": _ONE_IN_PLACE,
    "then": _ONE_IN_PLACE,
    "else": _ONE_IN_PLACE,
    "properties": Keyword("object", subschemas="map", narrows=True),
    "required": Keyword("object", narrows=True),
    "additionalProperties": Keyword("object", subschemas="one", narrows=True),
    "patternProperties": Keyword("object", subschemas="map", narrows=True),
    "unevaluatedProperties": Keyword(
        "object", implies_type=False, subschemas="one", narrows=True
    ),
    "propertyNames": Keyword("object", subschemas="one"),
    "minProperties": Keyword("object", bound="lower"),
    "maxProperties": Keyword("object", bound="upper"),
    "dependentRequired": Keyword("object", implies_type=False),
    "dependentSchemas": Keyword(
        "object", implies_type=False, subschemas="map", in_place=True
    ),
    "items": Keyword("array", subschemas="one", narrows=True),
    "prefixItems": Keyword("array", subschemas="list", narrows=True),
    "unevaluatedItems": Keyword("array", implies_type=False, subschemas="one"),
    "minItems": Keyword("array", bound="lower"),
    "maxItems": Keyword("array", bound="upper"),
    "uniqueItems": Keyword("array"),
    "contains": Keyword("array", implies_type=False, subschemas="one"),
    "minContains": Keyword("array", implies_type=False, bound="lower"),
    "maxContains": Keyword("array", implies_type=False, bound="upper"),
    # `schema_formats` has the type that each format implies.
    "format": Keyword("string", implies_type=False, narrows=True),
    "pattern": Keyword("string"),
    "minLength": Keyword("string", bound="lower"),
    "maxLength": Keyword("string", bound="upper"),
    "contentEncoding": Keyword("string", narrows=True),
    "contentMediaType": Keyword("string", narrows=True, validates=False),
    "contentSchema": Keyword(
        "string", implies_type=False, subschemas="one", validates=False
    ),
    "minimum": _LOWER_NUMBER,
    "maximum": _UPPER_NUMBER,
    "exclusiveMinimum": _LOWER_NUMBER,
    "exclusiveMaximum": _UPPER_NUMBER,
    "multipleOf": Keyword("number"),
    "default": _ANNOTATION,
    "example": _ANNOTATION,
    "examples": _ANNOTATION,
    "readOnly": _ANNOTATION,
    "writeOnly": _ANNOTATION,
    "$defs": _DEFINITIONS,
    "definitions": _DEFINITIONS,
}


def with_subschemas(
    form: Subschemas | None, *, in_place: bool | None = None
) -> frozenset[str]:
    """The keywords whose values consist of schemas in a form; for None, of no schemas.

    With `in_place`, only those that apply to the value itself, or that do not.
    """
    return frozenset(
        name
        for name, keyword in KEYWORDS.items()
        if keyword.subschemas == form and in_place in (None, keyword.in_place)
    )


def bounds(bound: Bound) -> frozenset[str]:
    """The keywords that are lower or upper bounds."""
    return frozenset(name for name, k in KEYWORDS.items() if k.bound == bound)
