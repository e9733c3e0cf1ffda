"""Declarations that become classes, as `models.py` defines them: structs and enumerations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from operator import eq

from msgspec import Struct

from ... import ir
from ...emit.annotations import AnnotationWriter
from ...emit.docstrings import declaration_doc
from ...emit.identifiers import Claim, Scope, claim_names, constant_name
from ...emit.naming import Symbols
from ...emit.quoting import Code, docstring, pystr, pyvalue
from ...emit.representations import Representation
from ...emit.syntax import bracket, declare, prefix
from .unions import quoted


class FieldView(Struct, frozen=True):
    declaration: Code
    has_doc: bool
    doc: Code
    runtime: tuple[str, ...] = ()  # names of the runtime that it uses


class StructView(Struct, frozen=True):
    head: Code  # `class Pet(Model, rename="camel"):`
    has_doc: bool
    doc: Code
    fields: tuple[FieldView, ...]


class EnumView(Struct, frozen=True):
    head: Code
    has_doc: bool
    doc: Code
    members: tuple[FieldView, ...]


class EntryView(Struct, frozen=True):
    """One class: exactly one of the two is there."""

    struct: StructView | None = None
    enum: EnumView | None = None


def entry_view(
    declaration: ir.Declaration,
    symbols: Symbols,
    writer: AnnotationWriter,
    later: Set[str],
) -> EntryView:
    """`later` are the classes that are not defined yet, this one among them."""
    form = symbols.representations[declaration.key]
    match form, declaration.type:
        case Representation.STRUCT | Representation.OPEN, ir.Object() as object_:
            struct = _struct(declaration, object_, symbols, writer, later)
            return EntryView(struct=struct)
        case Representation.ENUM, ir.Enum() as enum:
            return EntryView(enum=_enum(declaration, enum, symbols))
        case _:
            raise AssertionError(form)


# -------------------------------------------------------------------- structs


def _struct(
    declaration: ir.Declaration,
    object_: ir.Object,
    symbols: Symbols,
    writer: AnnotationWriter,
    later: Set[str],
) -> StructView:
    names = symbols.fields[declaration.key]
    rename = _rename([field.name for field in object_.fields], names)
    inner = writer.hiding(names)
    is_open = symbols.representations[declaration.key] is Representation.OPEN
    fields = [
        _field(field, name, rename, inner)
        for field, name in zip(object_.fields, names, strict=True)
    ]
    items: list[Code] = [Code("Model")]
    if is_open:
        extra = object_.extra or ir.ANY
        written = writer.annotation(extra)
        if not later.isdisjoint(re.findall(r"\w+", written)):
            written = quoted(extra, writer)
        items = [Code(f"OpenModel[{written}]")]
    if rename:
        items.append(Code(f"rename={pystr(rename)}"))
    head = bracket(f"class {symbols.classes[declaration.key]}(", items, "):")
    doc = declaration_doc(declaration)
    return StructView(head, bool(doc), docstring(doc, 4), tuple(fields))


def _field(
    field: ir.Field, name: Code, rename: str | None, writer: AnnotationWriter
) -> FieldView:
    annotation, default = _annotation(field, writer)
    pinned = (
        [Code(f"name={pystr(field.name)}")]
        if _renamed(name, rename) != field.name
        else []
    )
    constant = _constant(field)
    value: Code | None = default
    runtime: tuple[str, ...] = ("UNSET", "UnsetType") if default == "UNSET" else ()
    if constant is not None:
        value = bracket("constant(", [constant, *pinned], ")")
        runtime = ("constant",)
    elif pinned:
        given = [Code(f"default={default}")] if default is not None else []
        value = bracket("field(", [*pinned, *given], ")")
        runtime += ("field",)
    line = declare(name, annotation, value)
    text = _field_doc(field)
    doc = docstring(text, 4) if text else Code("")
    return FieldView(line, bool(text), doc, runtime)


def _annotation(field: ir.Field, writer: AnnotationWriter) -> tuple[Code, Code | None]:
    """The field's annotation and default; see `docs/output.md`, Types."""
    if field.required:
        return (writer.optional if field.nullable else writer.annotation)(
            field.type
        ), None
    if field.nullable or writer.takes_null(field.type):
        return Code(f"{writer.optional(field.type)} | UnsetType"), Code("UNSET")
    return writer.optional(field.type), Code("None")


def steps_of_fields(object_: ir.Object, names: Sequence[str]) -> Iterator[int]:
    """How many steps of control flow each member is; see `parts`.

    An annotation, the assignment of a default, and the call that makes it.
    """
    rename = _rename([field.name for field in object_.fields], names)
    for field, name in zip(object_.fields, names, strict=True):
        if _renamed(name, rename) != field.name or _constant(field) is not None:
            yield 3
        else:
            yield 1 if field.required else 2


def _constant(field: ir.Field) -> Code | None:
    """A required member with one legal value is filled in, and sent."""
    if not field.required or field.nullable or field.constant is ir.ABSENT:
        return None
    if not isinstance(field.type, ir.Literal) or isinstance(
        field.constant, (list, dict, float)
    ):
        return None
    return pyvalue(field.constant)


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


def _rename(wire: Sequence[str], names: Sequence[str]) -> str | None:
    """The style that spares most members a name of their own; none where none helps."""

    if all(map(eq, wire, names)):
        return None

    def hits(style: str | None) -> int:
        return sum(
            _renamed(name, style) == text
            for name, text in zip(names, wire, strict=True)
        )

    found = {style: hits(style) for style in (None, *_RENAMES)}
    best = max(found, key=found.__getitem__)
    return best if found[best] > found[None] else None


def _renamed(name: str, style: str | None) -> str:
    """What msgspec calls a member on the wire; mirrors `msgspec.Struct`'s `rename`."""
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


def _enum(declaration: ir.Declaration, enum: ir.Enum, symbols: Symbols) -> EnumView:
    scope = Scope(("mro", "name", "value"))
    base = "OpenStrEnum" if enum.scalar is ir.Scalar.STRING else "OpenIntEnum"
    claims = []
    for member in enum.members:
        wanted = constant_name(member.hint)
        claims.append(Claim(wanted, is_exact=wanted == member.hint))
    members = []
    for member, name in zip(enum.members, claim_names(scope, claims), strict=True):
        members.append(
            FieldView(
                prefix(f"{name} = ", pyvalue(member.value)),
                bool(member.doc),
                docstring(member.doc, 4) if member.doc else Code(""),
            )
        )
    head = bracket(f"class {symbols.classes[declaration.key]}(", [Code(base)], "):")
    doc = declaration_doc(declaration)
    return EnumView(head, bool(doc), docstring(doc, 4), tuple(members))
