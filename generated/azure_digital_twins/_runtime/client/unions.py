"""Union types, whose variant is chosen when a value is decoded.

Generated code reads:

    if TYPE_CHECKING:
        Pet: TypeAlias = "Cat | Dog | UnknownVariant"
    else:
        Pet = union(
            "Pet",
            lambda: (Cat, Dog),
            tag="petType",
            mapping=lambda: {"cat": Cat, "dog": Dog},
        )

At run time such a type is opaque to msgspec, which calls `select` to choose a variant:
by the tag, else by the shape of the value, else by trying.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from typing import Any, ClassVar, TypeAlias

import msgspec

from .decode_errors import Fault
from .variants import Variant, variant_of

Convert = Callable[[object, object], Any]


class UnknownVariant:
    """A value that fits no known variant; it is sent as it was received."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, value: object) -> bool:
        if not isinstance(value, UnknownVariant):
            return NotImplemented
        return bool(self.value == value.value)

    def __hash__(self) -> int:
        return hash(repr(self.value))

    def __repr__(self) -> str:
        return f"UnknownVariant({self.value!r})"


class UnionSpec(msgspec.Struct, frozen=True):
    """The arguments of `union`."""

    types: Callable[[], Sequence[Any]]
    tag: str | None = None
    mapping: Callable[[], Mapping[str, Any]] = dict
    default: Callable[[], Any] | None = None


class _OpaqueUnionType(type):
    """Values of the variants count as instances, which msgspec checks."""

    def __instancecheck__(cls, value: object) -> bool:
        if cls is OpaqueUnion:
            return False
        assert issubclass(cls, OpaqueUnion)
        return isinstance(value, UnknownVariant) or any(
            variant.holds(value) for variant in cls.variants()
        )


class OpaqueUnion(metaclass=_OpaqueUnionType):
    """The base class of what `union` returns. It is never instantiated."""

    _choices: ClassVar[UnionSpec]
    _variants: ClassVar[tuple[Variant, ...] | None] = None
    _mapping: ClassVar[Mapping[str, Any] | None] = None

    @classmethod
    def variants(cls) -> tuple[Variant, ...]:
        """Properties of each variant, computed on first use."""
        if cls._variants is None:
            cls._variants = tuple(map(variant_of, cls._choices.types()))
        return cls._variants

    @classmethod
    def select(cls, value: object, convert: Convert) -> Any:
        """`value` as the variant that it belongs to, or an `UnknownVariant`.

        Raises `Fault` where the tag names a variant that the value does not fit.
        """
        tag, default = cls._choices.tag, cls._choices.default
        if tag is not None and isinstance(value, dict):
            tagged = cls.tagged(value)
            if tagged is not None:
                return convert(tagged, value)
            chosen: Any = UnknownVariant(value)  # a guess would be wrong sometimes
        else:
            chosen = cls._infer(value, convert)
        if isinstance(chosen, UnknownVariant) and default is not None:
            return convert(default(), value)
        return chosen

    @classmethod
    def tagged(cls, value: object) -> Any:
        """The type that the tag of `value` names; None without a tag that is known."""
        tag = cls._choices.tag
        if tag is None or not isinstance(value, dict) or tag not in value:
            return None
        # A tag may be a number or a boolean on the wire; mappings hold text.
        named = value[tag]
        text = named if isinstance(named, str) else str(named).lower()
        return cls.mapping().get(text)

    @classmethod
    def choice_of(cls, value: Mapping[str, Any]) -> tuple[str | None, Any]:
        """The discriminator, and the variant that it names in an object."""
        return cls._choices.tag, cls.tagged(value) or cls.default_for(value)

    @classmethod
    def default_for(cls, value: object) -> Any:
        """The default variant of an object without a known tag; None without one."""
        default = cls._choices.default
        is_object = isinstance(value, dict) and cls._choices.tag is not None
        return default() if is_object and default is not None else None

    @classmethod
    def _infer(cls, value: object, convert: Convert) -> Any:
        """As `_infer` below, once for each value: a union inside a union would be
        inferred again for every variant that is tried around it."""
        inferred = _inferred.get()
        if inferred is None:
            previous = _inferred.set({})
            try:
                return _infer(cls.variants(), value, convert)
            finally:
                _inferred.reset(previous)
        if not isinstance(value, (dict, list)):
            return _infer(cls.variants(), value, convert)
        key = cls, id(value), convert
        if key not in inferred:  # the value is kept, so that its id stays its own
            inferred[key] = value, _infer(cls.variants(), value, convert)
        return inferred[key][1]

    @classmethod
    def mapping(cls) -> Mapping[str, Any]:
        """The type of each value of the tag."""
        if cls._mapping is None:
            cls._mapping = cls._choices.mapping()
        return cls._mapping


_Inferred: TypeAlias = "dict[tuple[object, int, Convert], tuple[object, Any]]"
_inferred: ContextVar[_Inferred | None] = ContextVar("inferred", default=None)
"""The results of `_infer` during the conversion of one value."""


def union(
    name: str,
    variants: Callable[[], Sequence[Any]],
    *,
    tag: str | None = None,
    mapping: Callable[[], Mapping[str, Any]] = dict,
    default: Callable[[], Any] | None = None,
) -> Any:
    """A type that stands for one of `variants`.

    `tag` is the wire name of the member whose value names the variant by `mapping`;
    `default` is the variant of values without a known tag (OAS 3.2,
    `defaultMapping`). They are functions, so that variants may be defined later.
    Null is never a variant: write `Pet | None`.
    """
    choices = UnionSpec(variants, tag, mapping, default)
    return _OpaqueUnionType(name, (OpaqueUnion,), {"_choices": choices})


def _infer(variants: Sequence[Variant], value: object, convert: Convert) -> Any:
    """`value` as the variant that fits best: the first in order among equals."""
    ranked = [(variant.rank(value), variant) for variant in variants]
    fitting = [(rank, variant) for rank, variant in ranked if rank is not None]
    for _, variant in sorted(fitting, key=lambda pair: pair[0]):
        try:
            chosen = convert(variant.type, value)
        except Fault:
            continue
        if not isinstance(chosen, UnknownVariant):
            return chosen
    return UnknownVariant(value)
