"""The classes that models derive from.

Generated code reads:

    class ImportJob(Model, rename="camel"):
        kind: Literal["import"] = constant("import")
        input_blob_uri: str
        status: ImportJobStatus | None = None
        finished: datetime.datetime | None | UnsetType = UNSET
        job_id: str | None = field(name="x-job-id", default=None)

    class Labels(OpenModel[int], rename="camel"):
        first_one: str

A field is `T` if its property is required; `T | None = None` if it is optional (None is
not sent); `T | None | UnsetType = UNSET` if absent and null are both valid;
`constant(value)` if the property is required and only one value is valid.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import (
    Any,
    ClassVar,
    ForwardRef,
    Generic,
    Literal,
    TypeVar,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

import msgspec
from msgspec import UNSET, UnsetType, field

from .string_formats import Formats

__all__ = ["UNSET", "Model", "OpenModel", "UnsetType", "constant", "field"]

T = TypeVar("T")
Rename = Literal["camel", "pascal", "kebab", "lower", "upper"] | Mapping[str, str]


class _ModelType(msgspec.StructMeta):
    """msgspec does not inherit `kw_only`; models are keyword-only all the same."""

    def __new__(
        mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **how: Any
    ) -> Any:
        return super().__new__(mcls, name, bases, namespace, **{"kw_only": True, **how})


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
class Model(msgspec.Struct, metaclass=_ModelType, kw_only=True, omit_defaults=True):
    """A model of an object. Arguments are keyword-only, and defaults are not sent.

    `__formats__` are the formats of strings by field, which are checked when they are sent.
    """

    __formats__: ClassVar[Mapping[str, Formats]] = {}


class Constant(Generic[T]):
    """The factory for the default of a constant field.

    The result of a factory is not omitted as a default, so the value is sent.
    """

    def __init__(self, value: T, is_tag: bool, is_required: bool) -> None:
        self.value = value
        self.is_tag = is_tag
        self.is_required = is_required

    def __call__(self) -> T:
        return self.value


def constant(
    value: T, *, name: str | None = None, tag: bool = False, required: bool = True
) -> T:
    """The only valid value of a property: optional as an argument, always sent.

    `name` is the wire name, if the class's `rename` does not give it. `tag` marks the
    discriminator of a union: requests with another value are refused. `required` is that
    of the schema.
    """
    made: T = field(default_factory=Constant(value, tag, required), name=name)
    return made


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
class _Transformed:
    """Type checkers read annotations of derived classes as arguments."""


class OpenModel(_Transformed, Generic[T]):
    """Declared properties and any number of additional ones, each a `T`.

    >>> class Labels(OpenModel[int], rename="camel"):
    ...     first_one: str
    >>> Labels(first_one="a", additional_properties={"b": 2})
    Labels(first_one='a', additional_properties={'b': 2})
    """

    additional_properties: dict[str, T] = field(default_factory=dict)

    __formats__: ClassVar[Mapping[str, Formats]] = {}
    _rename: ClassVar[Rename | None] = None
    _defaults: ClassVar[dict[str, Any]] = {}
    _layout: ClassVar[OpenLayout | None] = None

    def __init_subclass__(cls, *, rename: Rename | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._rename = rename if rename is not None else cls._rename
        cls._layout = None
        own = {}
        for name in cls.__annotations__:
            own[name] = cls.__dict__.get(name, msgspec.NODEFAULT)
            if name in cls.__dict__:
                delattr(cls, name)
        cls._defaults = {**cls._defaults, **own}

    def __init__(self, /, **members: Any) -> None:
        further = members.pop("additional_properties", None)
        for name, default in self._defaults.items():
            if name in members:
                value = members.pop(name)
            elif (value := _default(default)) is msgspec.NODEFAULT:
                raise TypeError(f"Missing required argument '{name}'")
            setattr(self, name, value)
        for name in members:
            raise TypeError(f"Unexpected keyword argument '{name}'")
        self.additional_properties = {} if further is None else further

    def __eq__(self, value: object) -> bool:
        if type(value) is not type(self):
            return NotImplemented
        return self.__dict__ == value.__dict__

    def __repr__(self) -> str:
        inner = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({inner})"


def _default(default: Any) -> Any:
    """The value of an argument that is not passed; NODEFAULT if it is required."""
    if not isinstance(default, _FIELD):
        return default
    if default.default_factory is not msgspec.NODEFAULT:
        return default.default_factory()
    return default.default


_FIELD: type[Any] = type(field(default=None))


class OpenLayout(msgspec.Struct, frozen=True):
    """The struct and the names by which `codec` converts an `OpenModel`."""

    declared: type[msgspec.Struct]
    wire: Mapping[str, str]  # attribute to wire name
    further: Any  # dict[str, T]
    aliases: Mapping[str, str] = {}  # wire names that a struct cannot have, to aliases

    def aliased(self, members: object) -> object:
        """Members by the names that the struct knows."""
        if not self.aliases or not isinstance(members, dict):
            return members
        return {self.aliases.get(name, name): item for name, item in members.items()}

    def unaliased(self, members: dict[str, Any]) -> dict[str, Any]:
        """Members by their names on the wire."""
        if not self.aliases:
            return members
        names = {alias: name for name, alias in self.aliases.items()}
        return {names.get(name, name): item for name, item in members.items()}


def open_layout(cls: type[OpenModel[Any]]) -> OpenLayout:
    """The layout of an open model. Its annotations may name what is defined later."""
    known = cls.__dict__.get("_layout")
    if isinstance(known, OpenLayout):
        return known
    hints = get_type_hints(cls)
    aliases: dict[str, str] = {}
    fields: list[Any] = [
        (
            (name, hints[name])
            if default is msgspec.NODEFAULT
            else (name, hints[name], _nameable(name, default, aliases))
        )
        for name, default in cls._defaults.items()
        if name != "additional_properties"
    ]
    names = {alias: name for name, alias in aliases.items()}
    declared = msgspec.defstruct(
        cls.__name__,
        fields,
        namespace={"__wire_names__": names},
        kw_only=True,
        omit_defaults=True,
        rename=cls._rename,
        module=cls.__module__,
    )
    wire = {
        known.name: names.get(known.encode_name, known.encode_name)
        for known in msgspec.structs.fields(declared)
    }
    further: Any = dict.__class_getitem__((str, _further(cls)))
    layout = OpenLayout(declared, wire, further, aliases)
    cls._layout = layout
    return layout


def _nameable(attribute: str, default: Any, aliases: dict[str, str]) -> Any:
    """`default` with an alias for a wire name that msgspec refuses.

    msgspec takes no quotation marks, backslashes and control characters in names.
    """
    name = getattr(default, "name", None) if isinstance(default, _FIELD) else None
    if name is None or not any(c in '"\\' or c < " " for c in name):
        return default
    alias = aliases[name] = f"\x7f{attribute}"
    if default.default_factory is not msgspec.NODEFAULT:
        return field(name=alias, default_factory=default.default_factory)
    if default.default is not msgspec.NODEFAULT:
        return field(name=alias, default=default.default)
    return field(name=alias)


def _further(cls: type[Any]) -> Any:
    """The `T` of the `OpenModel[T]` that `cls` derives from."""
    for owner in cls.__mro__:
        for parent in owner.__dict__.get("__orig_bases__", ()):
            if get_origin(parent) is OpenModel:
                (argument,) = get_args(parent)
                return _resolved(argument, owner.__module__)
    return Any


def _resolved(argument: Any, module: str) -> Any:
    if isinstance(argument, ForwardRef):
        return eval(argument.__forward_code__, vars(sys.modules[module]))
    return Any if isinstance(argument, TypeVar) or argument is object else argument
