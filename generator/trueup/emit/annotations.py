"""Types of the IR as annotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from .. import ir
from ..schema_formats import PYTHON_TYPES
from .annotation_expressions import is_union
from .identifiers import dotted_name
from .quoting import Code, pyvalue
from .representations import Representation, is_number

MODELS = ".models"
"""Represents the models module in `AnnotationWriter.used`."""

RUNTIME = ".runtime."
"""Precedes names of the runtime in `AnnotationWriter.used`."""


class AnnotationWriter(Struct, frozen=True):
    """Writes the annotations of one module.

    `models` is the name of the models module there ("" inside it). `here` are the keys of
    declarations in the module itself. `hidden` are names with another meaning there: such a
    module gets an alias with an underscore, and builtins in `builtins_hidden` are qualified,
    as in `builtins.list`.
    """

    classes: Mapping[str, Code]
    representations: Mapping[str, Representation]
    declarations: Mapping[str, ir.Declaration]
    models: str = ""
    here: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    builtins_hidden: frozenset[str] = frozenset()
    binary: Code = Code("bytes")  # the type of binary data
    used: dict[str, None] = field(default_factory=dict)
    aliases: dict[tuple[str, frozenset[str]], tuple[str, ...]] = field(
        default_factory=dict
    )  # cache of `_of_alias`
    any_aliases: dict[str, bool] = field(default_factory=dict)  # cache of `_is_any`

    def hiding(self, names: Iterable[str]) -> AnnotationWriter:
        """The same writer in a scope where `names` hide builtins, such as a method `list`."""
        return replace(self, builtins_hidden=frozenset(names))

    def with_files(self, name: Code) -> AnnotationWriter:
        """The same writer for fields of forms: their binary data has the type `name`."""
        return replace(self, binary=name, aliases={})

    def annotation(self, type_: ir.Type) -> Code:
        """An annotation that can be evaluated at run time, too."""
        return Code(" | ".join(dict.fromkeys(self._alternatives(type_))))

    def optional(self, type_: ir.Type) -> Code:
        """`type_` or None."""
        return self.annotation(ir.Nullable(type_))

    def sent(self, type_: ir.Type) -> Code:
        """An annotation of what is sent: a member of an enumeration, or its plain value.

        At run time it is that of `annotation`; see `enums` of the client's runtime.
        """
        texts = list(dict.fromkeys(self._alternatives(type_)))
        keys = dict.fromkeys(self._enums(type_, set()))
        if len(keys) == 1:
            (key,) = keys
            enum = self.declarations[key].type
            is_string = isinstance(enum, ir.Enum) and enum.scalar is ir.Scalar.STRING
            name, plain = self.named(key), self.builtin("str" if is_string else "int")
            if name in texts and plain not in texts:  # absent if the type is `Any`
                texts = [name, plain, *(text for text in texts if text != name)]
        return Code(" | ".join(texts))

    def _enums(self, type_: ir.Type, visited: set[str]) -> Iterator[str]:
        """The enumerations whose members are values of a type."""
        match type_:
            case ir.Ref(key) if key not in visited:
                visited.add(key)
                if self._is_alias(key):
                    yield from self._enums(self.declarations[key].type, visited)
                elif self.representations[key] is Representation.ENUM:
                    yield key
            case ir.Nullable(inner):
                yield from self._enums(inner, visited)
            case ir.Union(variants):
                for variant in variants:
                    yield from self._enums(variant, visited)
            case _:
                return

    def takes_null(self, type_: ir.Type) -> bool:
        """Whether null is a value of a type."""
        match type_:
            case ir.Ref(key):
                is_alias = self.representations[key] is Representation.ALIAS
                return is_alias and self.takes_null(self.declarations[key].type)
            case ir.Primitive(scalar):
                return scalar in (ir.Scalar.ANY, ir.Scalar.NEVER, ir.Scalar.NULL)
            case ir.Literal(values):
                return None in values
            case ir.Union(variants):
                return any(map(self.takes_null, variants))
            case _:
                return isinstance(type_, ir.Nullable)

    def is_class(self, type_: ir.Type) -> bool:
        """Whether type checkers accept the annotation as a `type[T]`."""
        if (
            isinstance(type_, ir.Ref)
            and self.representations[type_.key] is Representation.UNION
        ):
            return False
        annotation = self.annotation(type_)
        return not (
            is_union(annotation)
            or annotation == "None"
            or annotation.startswith("Literal[")
        )

    def module(self, name: str) -> str:
        """Use a standard module; return its name in this module."""
        self.used[name] = None
        return f"_{name}" if name in self.hidden else name

    def builtin(self, name: str) -> Code:
        if name in self.builtins_hidden:
            return Code(f"{self.module('builtins')}.{name}")
        return Code(name)

    def typing(self, name: str) -> Code:
        """Use a name of `typing`, which is imported directly."""
        self.used[f"typing.{name}"] = None
        return dotted_name(name)

    def runtime(self, name: str) -> Code:
        """Use a name of the client's runtime, which is imported directly."""
        self.used[f"{RUNTIME}{name}"] = None
        return dotted_name(name)

    def named(self, key: str) -> str:
        name = self.classes[key]
        if not self.models or key in self.here:
            return name
        self.used[MODELS] = None
        return f"{self.models}.{name}"

    def _alternatives(self, type_: ir.Type) -> tuple[str, ...]:
        match type_:
            case ir.Primitive(scalar):
                return (self._scalar(scalar),)
            case ir.Ref(key):
                return (
                    self._of_alias(key) if self._is_alias(key) else (self.named(key),)
                )
            case ir.Nullable(inner):
                return (*self._alternatives(inner), "None")
            case ir.Union(variants):
                if any(map(self._is_any, variants)):
                    return (self.typing("Any"),)
                return tuple(
                    part for variant in variants for part in self._alternatives(variant)
                )
            case ir.Array(item):
                return (f"{self.builtin('list')}[{self.annotation(item)}]",)
            case ir.Tuple(items):
                listed = ", ".join(map(self.annotation, items))
                return (f"{self.builtin('tuple')}[{listed}]",)
            case ir.Map(value):
                return (self._mapping(value),)
            case ir.Object(_, extra):
                return (self._mapping(extra if extra is not None else ir.ANY),)
            case ir.Literal(values):
                return self._literal(values)
            case ir.Enum(scalar):
                return (self._scalar(scalar),)
            case _:
                assert_never(type_)

    def _is_alias(self, key: str) -> bool:
        return self.representations[key] is Representation.ALIAS

    def _is_any(self, type_: ir.Type) -> bool:
        """Whether `Any` is among the alternatives of a type."""
        match type_:
            case ir.Primitive(scalar):
                return scalar not in PYTHON_TYPES
            case ir.Nullable(inner):
                return self._is_any(inner)
            case ir.Union(variants):
                return any(map(self._is_any, variants))
            case ir.Ref(key) if self._is_alias(key):
                if key not in self.any_aliases:
                    declared = self.declarations[key].type
                    self.any_aliases[key] = self._is_any(declared)
                return self.any_aliases[key]
            case _:
                return False

    def _of_alias(self, key: str) -> tuple[str, ...]:
        """The alternatives of an alias; cached, since chains of aliases can double them."""
        cached = key, self.builtins_hidden
        if cached not in self.aliases:
            texts = self._alternatives(self.declarations[key].type)
            self.aliases[cached] = tuple(dict.fromkeys(texts))
        return self.aliases[cached]

    def _mapping(self, value: ir.Type) -> str:
        return (
            f"{self.builtin('dict')}[{self.builtin('str')}, {self.annotation(value)}]"
        )

    def _scalar(self, scalar: ir.Scalar) -> str:
        if scalar is ir.Scalar.BINARY and self.binary != "bytes":
            return self.binary
        if scalar not in PYTHON_TYPES:
            return self.typing("Any")
        if scalar is ir.Scalar.BASE64URL:
            return self.runtime("Base64Url")
        if scalar is ir.Scalar.NULL:
            return "None"
        type_ = PYTHON_TYPES[scalar]
        if type_.__module__ == "builtins":
            return self.builtin(type_.__name__)
        return f"{self.module(type_.__module__)}.{type_.__name__}"

    def _literal(
        self, values: tuple[bool | int | float | str | None, ...]
    ) -> tuple[str, ...]:
        """Constants as a `Literal`, which cannot contain floats: then numbers are `float`."""
        has_floats = any(isinstance(value, float) for value in values)
        constants = [
            pyvalue(value)
            for value in values
            if value is not None and not (has_floats and is_number(value))
        ]
        texts = (
            (f"{self.typing('Literal')}[{', '.join(constants)}]",) if constants else ()
        )
        numbers = (self.builtin("float"),) if has_floats else ()
        return (*texts, *numbers, *(("None",) if None in values else ()))
