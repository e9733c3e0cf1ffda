"""Types of the IR as annotations. Knows how names are qualified, not where they stand."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Mapping
from typing import assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from .. import ir
from ..schema_formats import FORMATS
from .quoting import Code, pyvalue
from .representations import Representation, is_number

_TYPES = {
    ir.Scalar.ANY: "typing.Any",
    ir.Scalar.NEVER: "typing.Any",
    ir.Scalar.NULL: "None",
    ir.Scalar.BOOLEAN: "bool",
    ir.Scalar.INTEGER: "int",
    ir.Scalar.NUMBER: "float",
    ir.Scalar.STRING: "str",
} | {
    format_.scalar: format_.python_type
    for format_ in FORMATS.values()
    if format_.scalar is not None
}


class AnnotationWriter(Struct, frozen=True):
    """How annotations are written in one module.

    `models` is how that module names the models module ("" inside it); what it has
    itself (`here`: keys) it names directly. `hidden` are names that mean something else
    where the annotation stands: such a builtin is written `builtins.list`, such a
    module by an alias that begins with an underscore.
    """

    classes: Mapping[str, Code]
    representations: Mapping[str, Representation]
    declarations: Mapping[str, ir.Declaration]
    models: str = ""
    here: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    builtins_hidden: frozenset[str] = frozenset()
    used: dict[str, None] = field(default_factory=dict)
    known: dict[tuple[str, frozenset[str]], tuple[str, ...]] = field(
        default_factory=dict
    )

    def hiding(self, names: Iterable[str]) -> AnnotationWriter:
        """The same writer where `names` hide builtins, as a method called `list` does."""
        return replace(self, builtins_hidden=frozenset(names))

    def annotation(self, type_: ir.Type) -> Code:
        """`type_` as an annotation that also works as an expression at run time."""
        return Code(" | ".join(dict.fromkeys(self._alternatives(type_))))

    def optional(self, type_: ir.Type) -> Code:
        """`type_` or None."""
        return Code(" | ".join(dict.fromkeys((*self._alternatives(type_), "None"))))

    def takes_null(self, type_: ir.Type) -> bool:
        """Whether null is among the values of a type that is not `Nullable`."""
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
        """Whether type checkers take the annotation for a `type[T]`."""
        if (
            isinstance(type_, ir.Ref)
            and self.representations[type_.key] is Representation.UNION
        ):
            return False
        found = dict.fromkeys(self._alternatives(type_))
        return len(found) == 1 and not next(iter(found)).startswith("Literal[")

    def imports(self) -> tuple[str, ...]:
        """Standard modules that the annotations written so far need."""
        return tuple(sorted(self.used))

    def module(self, name: str) -> str:
        """How the standard module `name` is called here; notes that it is needed."""
        self.used[name] = None
        return f"_{name}" if name in self.hidden else name

    def builtin(self, name: str) -> str:
        if name in self.builtins_hidden:
            return f"{self.module('builtins')}.{name}"
        return name

    def typing(self, name: str) -> str:
        """A name of `typing`, which is imported by name."""
        self.used[f"typing.{name}"] = None
        return name

    def named(self, key: str) -> str:
        name = self.classes[key]
        return f"{self.models}.{name}" if self.models and key not in self.here else name

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
                found = [
                    part for variant in variants for part in self._alternatives(variant)
                ]
                return (self.typing("Any"),) if "Any" in found else tuple(found)
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

    def _of_alias(self, key: str) -> tuple[str, ...]:
        """Worked out once: aliases that name each other would double with each."""
        mark = key, self.builtins_hidden
        if mark not in self.known:
            found = self._alternatives(self.declarations[key].type)
            self.known[mark] = tuple(dict.fromkeys(found))
        return self.known[mark]

    def _mapping(self, value: ir.Type) -> str:
        return (
            f"{self.builtin('dict')}[{self.builtin('str')}, {self.annotation(value)}]"
        )

    def _scalar(self, scalar: ir.Scalar) -> str:
        module, dot, name = _TYPES[scalar].rpartition(".")
        if module == "typing":
            return self.typing(name)
        if dot:
            return f"{self.module(module)}.{name}"
        return (
            self.builtin(name) if hasattr(builtins, name) and name != "None" else name
        )

    def _literal(
        self, values: tuple[bool | int | float | str | None, ...]
    ) -> tuple[str, ...]:
        """Constants as a `Literal`; a float cannot be one, so numbers are `float` then."""
        has_floats = any(isinstance(value, float) for value in values)
        kept = [
            pyvalue(value)
            for value in values
            if value is not None and not (has_floats and is_number(value))
        ]
        found = (f"{self.typing('Literal')}[{', '.join(kept)}]",) if kept else ()
        numbers = (self.builtin("float"),) if has_floats else ()
        return (*found, *numbers, *(("None",) if None in values else ()))
