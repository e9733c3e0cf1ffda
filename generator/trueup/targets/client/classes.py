"""Views of the classes in `models.py`: structs and enumerations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from operator import eq

from msgspec import Struct
from msgspec.structs import replace

from ... import ir
from ...emit.annotation_expressions import alternatives
from ...emit.annotations import AnnotationWriter
from ...emit.docstrings import declaration_doc
from ...emit.identifiers import (
    Claim,
    Scope,
    claim_names,
    constant_name,
    distinct_constant_name,
)
from ...emit.imports import Imports
from ...emit.naming import Symbols
from ...emit.quoting import Code, pystr, pyvalue
from ...emit.representations import Representation
from .expressions import format_value
from .unions import quoted


class FieldView(Struct, frozen=True):
    """A field. `wire_name` is its property, unless `rename` of the struct gives that."""

    name: Code
    annotation: Code
    default: Code | None
    constant: Code | None
    is_tag: bool
    is_optional: bool  # a tag that the schema does not require
    wire_name: Code | None
    doc: str


class FormatsView(Struct, frozen=True):
    """`"contact": ("email", "uri")`"""

    name: Code
    value: Code


class StructView(Struct, frozen=True):
    """A struct. `extra` is the annotation of additional properties, if they are preserved."""

    name: Code
    extra: Code | None
    rename: str | None
    doc: str
    formats: tuple[FormatsView, ...]
    fields: tuple[FieldView, ...]


class MemberView(Struct, frozen=True):
    name: Code
    value: Code
    doc: str


class EnumView(Struct, frozen=True):
    name: Code
    base: Code
    doc: str
    members: tuple[MemberView, ...]


class EntryView(Struct, frozen=True):
    """A class: exactly one of the fields is set."""

    struct: StructView | None = None
    enum: EnumView | None = None


def entry_view(
    declaration: ir.Declaration, symbols: Symbols, imports: Imports, later: Set[str]
) -> EntryView:
    """The view of a class. `later` are the names that are not defined yet, with its own."""
    match declaration.type:
        case ir.Object() as object_:
            struct = _struct(declaration, object_, symbols, imports, later)
            return EntryView(struct=struct)
        case ir.Enum() as enum:
            return EntryView(enum=_enum(declaration, enum, symbols, imports))
        case other:
            raise AssertionError(other)


# -------------------------------------------------------------------- structs


def _struct(
    declaration: ir.Declaration,
    object_: ir.Object,
    symbols: Symbols,
    imports: Imports,
    later: Set[str],
) -> StructView:
    names = symbols.fields[declaration.key]
    rename = _rename([field.name for field in object_.fields], names)
    inner = replace(imports, writer=imports.writer.hiding(names))
    is_open = symbols.representations[declaration.key] is Representation.OPEN
    imports.runtime("OpenModel" if is_open else "Model")
    return StructView(
        symbols.classes[declaration.key],
        _extra(object_, imports.writer, later) if is_open else None,
        rename,
        declaration_doc(declaration, symbols.classes[declaration.key]),
        tuple(_formats(object_, names, is_open)),
        tuple(
            _field(field, name, rename, inner, is_sent=declaration.key in symbols.sent)
            for field, name in zip(object_.fields, names, strict=True)
        ),
    )


def _formats(
    object_: ir.Object, names: Sequence[Code], is_open: bool
) -> Iterator[FormatsView]:
    rows = [
        (str(name), format_value(field.formats))
        for field, name in zip(object_.fields, names, strict=True)
    ]
    if is_open:
        rows.append(("additional_properties", format_value(object_.extra_formats)))
    for name, value in rows:
        if value is not None:
            yield FormatsView(pystr(name), value)


def _extra(object_: ir.Object, writer: AnnotationWriter, later: Set[str]) -> Code:
    extra = object_.extra or ir.ANY
    annotation = writer.annotation(extra)
    if later.isdisjoint(re.findall(r"\w+", annotation)):
        return annotation
    return quoted(extra, writer)


def _field(
    field: ir.Field, name: Code, rename: str | None, imports: Imports, *, is_sent: bool
) -> FieldView:
    files = Code("FileContent")
    writer = imports.writer.with_files(files)
    annotation, default = field_annotation(field, writer, is_sent=is_sent)
    if files in re.findall(r"\w+", annotation):
        imports.runtime(files)
    constant = constant_of(field)
    has_own_name = _renamed(name, rename) != field.name
    if constant is not None:
        imports.runtime("constant")
    else:
        if default == "UNSET":
            imports.runtime("UNSET", "UnsetType")
        if has_own_name:
            imports.runtime("field")
    return FieldView(
        name,
        annotation,
        default,
        constant,
        field.is_tag,
        field.is_tag and not field.required,
        pystr(field.name) if has_own_name else None,
        _field_doc(field),
    )


def field_annotation(
    field: ir.Field, writer: AnnotationWriter, *, is_sent: bool = False
) -> tuple[Code, Code | None]:
    """The field's annotation and default; see `docs/output.md`, Types."""
    is_nullable = field.nullable or writer.takes_null(field.type)
    is_required = field.required or field.is_tag
    accepts_none = field.nullable if is_required else True
    type_ = ir.Nullable(field.type) if accepts_none else field.type
    annotation = writer.sent(type_) if is_sent else writer.annotation(type_)
    if is_required:
        return annotation, None
    if is_nullable:
        return alternatives((annotation, Code("UnsetType"))), Code("UNSET")
    return annotation, Code("None")


def steps_of_fields(object_: ir.Object, names: Sequence[str]) -> Iterator[int]:
    """Steps per field: an annotation, the assignment of a default, and a call; see
    `module_split`."""
    rename = _rename([field.name for field in object_.fields], names)
    if object_.extra_formats or any(field.formats for field in object_.fields):
        yield 1
    for field, name in zip(object_.fields, names, strict=True):
        if _renamed(name, rename) != field.name or constant_of(field) is not None:
            yield 3
        else:
            yield 1 if field.required else 2


def constant_of(field: ir.Field) -> Code | None:
    """The value of a property that the class supplies."""
    return pyvalue(field.constant) if field.has_constant_default else None


def _field_doc(field: ir.Field) -> str:
    parts = [field.doc] if field.doc else []
    if field.default is not ir.ABSENT:
        parts.append(f"Default: {pyvalue(field.default)}.")
    if field.access is ir.Access.READ:
        parts.append("Read-only.")
    if field.access is ir.Access.WRITE:
        parts.append("Write-only.")
    if field.deprecated:
        parts.append("Deprecated.")
    return "\n\n".join(parts)


_RENAMES = ("camel", "pascal", "kebab")


def _rename(wire_names: Sequence[str], names: Sequence[str]) -> str | None:
    """The style that gives the most fields their wire name; None if no style helps."""
    if all(map(eq, wire_names, names)):
        return None

    def matches(style: str | None) -> int:
        return sum(
            _renamed(name, style) == wire_name
            for name, wire_name in zip(names, wire_names, strict=True)
        )

    return max((None, *_RENAMES), key=matches)


@lru_cache(maxsize=4096)  # most classes have fields such as `id` and `name`
def _renamed(name: str, style: str | None) -> str:
    """The wire name of a field, as `rename` of `msgspec.Struct` gives it."""
    match style:
        case None:
            return name
        case "kebab":
            return name.strip("_").replace("_", "-")
        case _:
            first, *rest = name.strip("_").split("_")
            head = first.title() if style == "pascal" else first
            return head + "".join(word.title() for word in rest)


# ---------------------------------------------------------------------- enums


def _enum(
    declaration: ir.Declaration, enum: ir.Enum, symbols: Symbols, imports: Imports
) -> EnumView:
    is_string = enum.scalar is ir.Scalar.STRING
    base = Code("OpenStrEnum") if is_string else Code("OpenIntEnum")
    imports.runtime(base)
    return EnumView(
        symbols.classes[declaration.key],
        base,
        declaration_doc(declaration, symbols.classes[declaration.key]),
        tuple(
            MemberView(name, pyvalue(member.value), member.doc)
            for member, name in zip(enum.members, member_names(enum), strict=True)
        ),
    )


def member_names(enum: ir.Enum) -> tuple[Code, ...]:
    """The names of the members of an enumeration."""
    claims = []
    for member in enum.members:
        wanted = constant_name(member.hint)
        alternatives = (distinct_constant_name(member.hint),)
        claims.append(Claim(wanted, alternatives, is_exact=wanted == member.hint))
    return claim_names(Scope(("mro", "name", "value")), claims)
