"""Views of the unions and aliases in `models.py`."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ... import ir
from ...emit.annotation_expressions import alternatives, in_quotes, subscript
from ...emit.annotations import AnnotationWriter
from ...emit.docstrings import declaration_doc
from ...emit.naming import Symbols
from ...emit.quoting import WIDTH, Code, pystr


class AliasView(Struct, frozen=True):
    """`Name: TypeAlias = annotation`"""

    name: Code
    annotation: Code
    doc: str


class MappedVariant(Struct, frozen=True):
    value: str
    type: Code


class UnionView(Struct, frozen=True):
    """A union that the runtime decodes; type checkers see its alternatives."""

    name: Code
    alternatives: Code
    doc: str
    variants: tuple[Code, ...]
    tag: Code | None = None
    mapping: tuple[MappedVariant, ...] = ()
    default: Code | None = None


def union_view(
    declaration: ir.Declaration, symbols: Symbols, writer: AnnotationWriter
) -> UnionView:
    """The view of a union, for type checkers `A | B | UnknownVariant`."""
    name = symbols.classes[declaration.key]
    variants, tag = _variants(declaration.type)
    types = tuple(writer.annotation(variant) for variant in variants)
    annotations = dict.fromkeys(_quotable(variant, writer) for variant in variants)
    if keeps_unknown(declaration.type):
        annotations[_UNKNOWN] = None
    alternatives = _alternatives(name, annotations, writer)
    listed = ", ".join(f"`{annotation}`" for annotation in annotations)
    doc = declaration_doc(declaration, name, f"One of {listed}.")
    if tag is None:
        return UnionView(name, alternatives, doc, types)
    return UnionView(
        name,
        alternatives,
        doc,
        types,
        pystr(tag.name),
        tuple(MappedVariant(value, types[index]) for value, index in tag.mapping),
        None if tag.default is None else types[tag.default],
    )


def _alternatives(
    name: Code, annotations: Iterable[Code], writer: AnnotationWriter
) -> Code:
    """`"A | B"`, or `Union["A", "B"]` if that is too long for a line: a string cannot be
    split, and Black and Ruff would format it differently."""
    short = in_quotes(alternatives(annotations))
    if 4 + len(f"{name}: TypeAlias = {short}") <= WIDTH:
        return short
    return subscript(writer.typing("Union"), *map(in_quotes, annotations))


_UNKNOWN = Code("UnknownVariant")


def keeps_unknown(type_: ir.Type) -> bool:
    """Whether a value that matches no variant is decoded as `UnknownVariant`: always,
    unless a variant accepts any value or the discriminator has a default."""
    variants, tag = _variants(type_)
    accepts_any = any(variant == ir.ANY for variant in variants)
    return not accepts_any and (tag is None or tag.default is None)


def quoted(type_: ir.Type, writer: AnnotationWriter) -> Code:
    """An annotation as a string literal, which is not evaluated at import."""
    return in_quotes(_quotable(type_, writer))


def _quotable(type_: ir.Type, writer: AnnotationWriter) -> Code:
    """An annotation that can be quoted. Type checkers reject escapes in a quoted
    annotation, so constants that need escapes are replaced by their type."""
    annotation = writer.annotation(type_)
    if not {"'", "\\"} & set(annotation):
        return annotation
    if isinstance(type_, ir.Literal):
        kinds = dict.fromkeys(type(value).__name__ for value in type_.values)
        names = (name if name != "NoneType" else "None" for name in kinds)
        return alternatives(map(writer.builtin, names))
    return writer.typing("Any")


def _variants(type_: ir.Type) -> tuple[tuple[ir.Type, ...], ir.Discriminator | None]:
    match type_:
        case ir.Union(variants, tag):
            return variants, tag
        case ir.Nullable(inner):
            return _variants(inner)
        case _:
            return (type_,), None


def alias_view(
    declaration: ir.Declaration, symbols: Symbols, writer: AnnotationWriter
) -> AliasView:
    """The view of an alias."""
    name = symbols.classes[declaration.key]
    return AliasView(
        name,
        writer.annotation(declaration.type),
        declaration_doc(declaration, name),
    )
