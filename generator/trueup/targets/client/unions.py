"""Declarations that stand for other types: unions and aliases, for `models.py`."""

from __future__ import annotations

from msgspec import Struct

from ... import ir
from ...python.annotations import Writer
from ...python.symbols import Symbols
from ...python.syntax import bracket, prefix
from ...quoting import Code, docstring, pystr
from .docs import declaration_doc


class AliasView(Struct, frozen=True):
    """`checked` is what type checkers see, `made` what runs, where the two differ."""

    checked: Code
    made: Code
    doc: Code


def union_view(
    declaration: ir.Declaration, symbols: Symbols, writer: Writer
) -> AliasView:
    """A union that the runtime reads, which type checkers see as `A | B`."""
    name = symbols.classes[declaration.key]
    variants, tag = _variants(declaration.type)
    seen = Code(" | ".join(dict.fromkeys(_quotable(v, writer) for v in variants)))
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
    checked = Code(f"{name}: TypeAlias = {_in_quotes(seen)}")
    made = prefix(f"{name} = ", bracket("union(", pieces, ")"))
    doc = docstring(declaration_doc(declaration, "One of several types."), 4)
    return AliasView(checked, made, doc)


def quoted(type_: ir.Type, writer: Writer) -> Code:
    """An annotation as text, for what is evaluated where it stands."""
    return _in_quotes(_quotable(type_, writer))


def _in_quotes(annotation: Code) -> Code:
    return Code(f'"{annotation}"') if '"' not in annotation else Code(f"'{annotation}'")


def _quotable(type_: ir.Type, writer: Writer) -> Code:
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
    declaration: ir.Declaration, symbols: Symbols, writer: Writer
) -> AliasView:
    """Another name for a type."""
    name = symbols.classes[declaration.key]
    line = Code(f"{name}: TypeAlias = {writer.annotation(declaration.type)}")
    return AliasView(
        line, Code(""), docstring(declaration_doc(declaration, "An alias."))
    )
