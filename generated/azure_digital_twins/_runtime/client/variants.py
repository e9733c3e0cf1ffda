"""The properties by which a value is assigned to a variant of a union."""

from __future__ import annotations

import datetime
import decimal
import uuid
from collections.abc import Mapping
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin

import msgspec

from .base64url import Base64Url
from .enums import OpenIntEnum, OpenStrEnum
from .model import Constant, OpenModel, open_layout

Rank: TypeAlias = "tuple[int, int, int]"
"""How well a value fits, the smallest best: coarse rank, members known (negated), unknown."""

_EXACT, _FORMATTED, _PLAIN, _OPEN, _ANY = range(5)
_FORMATS = (
    datetime.datetime,
    datetime.date,
    datetime.time,
    uuid.UUID,
    decimal.Decimal,
)


class Variant(msgspec.Struct, frozen=True):
    """One variant: its type, and by kind of JSON value how it ranks."""

    type: Any
    kinds: Mapping[str, int]  # kind of value to coarse rank
    classes: tuple[type[Any], ...]  # of its values in Python
    values: frozenset[tuple[str, object]] | None = None  # (kind, constant)
    required: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    constants: Mapping[str, frozenset[object]] = msgspec.field(default_factory=dict)
    keeps_others: bool = True  # members that are not `known`

    def holds(self, value: object) -> bool:
        """Whether the class of `value` is one of the variant's."""
        return isinstance(value, self.classes)

    def rank(self, value: object) -> Rank | None:
        """How well JSON's `value` fits; None where it cannot."""
        kind = kind_of(value)
        coarse = self.kinds.get(kind, self.kinds.get("any"))
        if kind == "number" and coarse is None and _whole(value):
            coarse = self.kinds.get("integer")
        if coarse is None:
            return None
        if self.values is not None:
            if isinstance(value, (dict, list)):
                return None
            listed = (kind, value) in self.values
            return (
                (_EXACT, 0, 0) if listed else (_OPEN, 0, 0) if coarse == _OPEN else None
            )
        if isinstance(value, dict):
            return self._rank_object(coarse, value)
        return (coarse, 0, 0)

    def _rank_object(self, coarse: int, value: dict[str, Any]) -> Rank | None:
        if not self.required <= value.keys():
            return None
        for name, legal in self.constants.items():
            if name in value and not _in(value[name], legal):
                return None
        shared = len(self.known & value.keys())
        if value and not shared and not self.keeps_others:
            return None  # nothing of the value would be left
        return (coarse, -shared, len(value) - shared)


def kind_of(value: object) -> str:
    """JSON Schema's name of the type of a value that JSON holds."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float() | decimal.Decimal():
            return "number"
        case str():
            return "string"
        case dict():
            return "object"
        case _:
            return "array"


def variant_of(type_: Any) -> Variant:
    """The properties that distinguish values of `type_` from others."""
    if type_ is Any:  # a class, but not one for `isinstance`
        return Variant(type_, {"any": _ANY}, (object,))
    origin = get_origin(type_)
    if origin is Literal:
        values = frozenset((kind_of(value), value) for value in get_args(type_))
        kinds = {kind: _EXACT for kind, _ in values}
        return Variant(
            type_, kinds, tuple({type(value) for _, value in values}), values
        )
    if origin in (Union, UnionType):
        return _of_choice(type_, [variant_of(choice) for choice in get_args(type_)])
    if origin in (list, tuple, set, frozenset):
        return Variant(type_, {"array": _PLAIN}, (list, tuple, set, frozenset))
    if origin is dict:
        return Variant(type_, {"object": _OPEN}, (dict,))
    if isinstance(type_, type):
        return _of_class(type_)
    return Variant(type_, {"any": _ANY}, (object,))


def _of_class(cls: type[Any]) -> Variant:
    if issubclass(cls, msgspec.Struct):
        return _of_members(cls, cls, cls)
    if issubclass(cls, OpenModel):
        return _of_members(cls, cls, open_layout(cls).declared)
    if issubclass(cls, Enum):
        return _of_enum(cls)
    variants = getattr(cls, "variants", None)
    if variants is not None:
        return _of_choice(cls, list(variants()))
    if issubclass(cls, _FORMATS):
        kinds = {"string": _FORMATTED}
        if cls is decimal.Decimal:
            kinds |= {"integer": _PLAIN, "number": _EXACT}
        return Variant(cls, kinds, (cls,))
    plain: dict[Any, dict[str, int]] = {
        bool: {"boolean": _PLAIN},
        int: {"integer": _PLAIN},
        float: {"number": _PLAIN, "integer": _OPEN},
        str: {"string": _PLAIN},
        bytes: {"string": _PLAIN},
        Base64Url: {"string": _PLAIN},
        list: {"array": _PLAIN},
        dict: {"object": _OPEN},
        NoneType: {"null": _PLAIN},
    }
    return Variant(cls, plain.get(cls, {"any": _ANY}), (cls,))


def _of_enum(cls: type[Enum]) -> Variant:
    values = frozenset((kind_of(member.value), member.value) for member in cls)
    rank = _OPEN if issubclass(cls, (OpenStrEnum, OpenIntEnum)) else _EXACT
    kinds = {kind: rank for kind, _ in values}
    return Variant(cls, kinds, (cls,), values)


def _of_choice(type_: Any, choices: list[Variant]) -> Variant:
    """A union inside a union: it fits where one of its own variants does."""
    kinds: dict[str, int] = {}
    for choice in choices:
        for kind, rank in choice.kinds.items():
            kinds[kind] = min(rank, kinds.get(kind, rank))
    classes = tuple(cls for choice in choices for cls in choice.classes)
    return Variant(type_, kinds, classes)


def _of_members(type_: Any, cls: type[Any], struct: type[msgspec.Struct]) -> Variant:
    required, known = set[str](), set[str]()
    constants: dict[str, frozenset[object]] = {}
    for member in msgspec.structs.fields(struct):
        known.add(member.encode_name)
        factory = member.default_factory
        has_constant = isinstance(factory, Constant) and factory.is_required
        if member.required or has_constant:
            required.add(member.encode_name)
        if get_origin(member.type) is Literal:
            constants[member.encode_name] = frozenset(get_args(member.type))
    return Variant(
        type_,
        {"object": _PLAIN},
        (cls,),
        required=frozenset(required),
        known=frozenset(known),
        constants=constants,
        keeps_others=cls is not struct,
    )


def _in(value: object, legal: frozenset[object]) -> bool:
    kind = kind_of(value)
    return any(kind_of(constant) == kind and constant == value for constant in legal)


def _whole(value: object) -> bool:
    return isinstance(value, float) and value.is_integer()
