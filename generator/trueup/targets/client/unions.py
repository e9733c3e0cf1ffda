"""Declarations that stand for other types: unions and aliases, for `models.py`."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ... import ir
from ...emit.annotations import AnnotationWriter
from ...emit.docstrings import declaration_doc
from ...emit.naming import Symbols
from ...emit.quoting import WIDTH, Code, docstring, pystr
from ...emit.syntax import bracket, prefix


class AliasView(Struct, frozen=True):
    """`checked` is what type checkers see, `made` what runs, where the two differ."""

    checked: Code
    made: Code
    doc: Code


def union_view(
    declaration: ir.Declaration, symbols: Symbols, writer: AnnotationWriter
) -> AliasView:
    """A union that the runtime decodes, which type checkers see as `A | UnknownVariant`."""
    name = symbols.classes[declaration.key]
    variants, tag = _variants(declaration.type)
    annotations = dict.fromkeys(_quotable(variant, writer) for variant in variants)
    if keeps_unknown(declaration.type):
        annotations[_UNKNOWN] = None
    pieces: list[Code] = [
        pystr(name),
        prefix("lambda: ", bracket("(", [writer.annotation(v) for v in variants], ")")),
    ]
    if tag is not None:
        pieces.append(Code(f"tag={pystr(tag.name)}"))
        rows = [
            Code(f"{pystr(value)}: {writer.annotation(variants[index])}")
            for value, index in tag.mapping
        ]
        pieces.append(prefix("mapping=lambda: ", bracket("{", rows, "}")))
        if tag.default is not None:
            default = writer.annotation(variants[tag.default])
            pieces.append(Code(f"default=lambda: {default}"))
    checked = Code(f"{name}: TypeAlias = {_alternatives(name, annotations, writer)}")
    made = prefix(f"{name} = ", bracket("union(", pieces, ")"))
    doc = docstring(declaration_doc(declaration, _one_of(annotations)), 4)
    return AliasView(checked, made, doc)


def _alternatives(
    name: Code, annotations: Iterable[Code], writer: AnnotationWriter
) -> Code:
    """`"A | B"`, or `Union["A", "B"]` where that is too long for a line: a string cannot
    be broken, and Black and Ruff would lay it out differently."""
    short = _in_quotes(Code(" | ".join(annotations)))
    if 4 + len(f"{name}: TypeAlias = {short}") <= WIDTH:
        return short
    return bracket(f"{writer.typing('Union')}[", map(_in_quotes, annotations), "]")


_UNKNOWN = Code("UnknownVariant")


def keeps_unknown(type_: ir.Type) -> bool:
    """Whether a value that fits no variant is read as `UnknownVariant`: always, unless
    a variant takes any value or the discriminator names a default."""
    variants, tag = _variants(type_)
    takes_any = any(variant == ir.ANY for variant in variants)
    return not takes_any and (tag is None or tag.default is None)


def _one_of(annotations: Iterable[Code]) -> str:
    """A sentence for a union that has no description."""
    return f"One of {', '.join(f'`{name}`' for name in annotations)}."


def quoted(type_: ir.Type, writer: AnnotationWriter) -> Code:
    """An annotation as text, for what is evaluated where it stands."""
    return _in_quotes(_quotable(type_, writer))


def _in_quotes(annotation: Code) -> Code:
    return Code(f'"{annotation}"') if '"' not in annotation else Code(f"'{annotation}'")


def _quotable(type_: ir.Type, writer: AnnotationWriter) -> Code:
    """An annotation that may stand in single quotes. What type checkers read in quotes
    has no escapes, so constants that need some are their type there."""
    written = writer.annotation(type_)
    if not {"'", "\\"} & set(written):
        return written
    if isinstance(type_, ir.Literal):
        kinds = dict.fromkeys(type(value).__name__ for value in type_.values)
        names = (name if name != "NoneType" else "None" for name in kinds)
        return Code(" | ".join(map(writer.builtin, names)))
    return Code(writer.typing("Any"))


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
    """Another name for a type."""
    name = symbols.classes[declaration.key]
    line = Code(f"{name}: TypeAlias = {writer.annotation(declaration.type)}")
    return AliasView(
        line, Code(""), docstring(declaration_doc(declaration, "An alias."))
    )
