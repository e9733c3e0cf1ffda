"""Types of public symbols: a closed sum, independent of the IR, with a form in JSON.

They are read back from files, so they hold nothing but names and constants.
"""

from __future__ import annotations

import json
from typing import TypeAlias, assert_never

from msgspec import Struct

from ..schema_formats import PYTHON_TYPES, Scalar


class PlainType(Struct, frozen=True, cache_hash=True, array_like=True, tag="plain"):
    scalar: str  # a value of `Scalar`


class NamedType(Struct, frozen=True, cache_hash=True, array_like=True, tag="named"):
    name: str  # of a symbol in `models`


class ConstantsType(
    Struct, frozen=True, cache_hash=True, array_like=True, tag="constants"
):
    values: tuple[bool | int | float | str | None, ...]


class ListType(Struct, frozen=True, cache_hash=True, array_like=True, tag="list"):
    item: PublicType


class TupleType(Struct, frozen=True, cache_hash=True, array_like=True, tag="tuple"):
    items: tuple[PublicType, ...]


class DictType(Struct, frozen=True, cache_hash=True, array_like=True, tag="dict"):
    value: PublicType


class AnyOfType(Struct, frozen=True, cache_hash=True, array_like=True, tag="any-of"):
    variants: tuple[PublicType, ...]


class OptionalType(
    Struct, frozen=True, cache_hash=True, array_like=True, tag="optional"
):
    present: PublicType


PublicType: TypeAlias = (
    PlainType
    | NamedType
    | ConstantsType
    | ListType
    | TupleType
    | DictType
    | AnyOfType
    | OptionalType
)

NONE = PlainType(Scalar.NULL.value)


_ANYTHING = (Scalar.ANY.value, Scalar.NEVER.value)
"""Scalars whose annotation is `Any`."""


def inner_public_types(type_: PublicType) -> tuple[PublicType, ...]:
    """The types directly inside a type."""
    match type_:
        case PlainType() | NamedType() | ConstantsType():
            return ()
        case ListType(inner) | DictType(inner) | OptionalType(inner):
            return (inner,)
        case TupleType(items) | AnyOfType(items):
            return items
        case _:
            assert_never(type_)


def type_text(type_: PublicType) -> str:
    """The annotation, approximately as it is emitted."""
    return " | ".join(_without_repeats(type_))


def _without_repeats(type_: PublicType) -> list[str]:
    texts = list(dict.fromkeys(_alternatives(type_)))
    if "None" in texts:
        texts.remove("None")
        texts.append("None")
    return texts


def _alternatives(type_: PublicType) -> list[str]:
    match type_:
        case PlainType(scalar):
            return [_scalar_text(scalar)]
        case NamedType(name):
            return [f"models.{name}"]
        case ConstantsType(values):
            constants = ", ".join(map(constant_text, values))
            return [f"Literal[{constants}]"]
        case ListType(item):
            return [f"list[{type_text(item)}]"]
        case TupleType(items):
            return [f"tuple[{', '.join(map(type_text, items))}]"]
        case DictType(value):
            return [f"dict[str, {type_text(value)}]"]
        case AnyOfType(variants):
            return [text for variant in variants for text in _alternatives(variant)]
        case OptionalType(inner):
            return [*_alternatives(inner), "None"]
        case _:
            assert_never(type_)


def constant_text(value: bool | int | float | str | None) -> str:
    """A constant as Python code; strings have double quotes."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return repr(value)


def _scalar_text(scalar: str) -> str:
    if scalar == Scalar.NULL.value:
        return "None"
    types = {known.value: type_ for known, type_ in PYTHON_TYPES.items()}
    type_ = types.get(scalar)
    if type_ is None:
        return "Any" if scalar in _ANYTHING else scalar
    is_builtin = type_.__module__ == "builtins"
    return type_.__name__ if is_builtin else f"{type_.__module__}.{type_.__name__}"
