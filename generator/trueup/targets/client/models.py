"""Views of `models.py`, or of its parts."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ... import ir
from ...emit.imports import ImportGroups, Imports, create_imports
from ...emit.module_split import LIMIT, split
from ...emit.naming import Symbols
from ...emit.quoting import Code, docstring
from ...emit.representations import Representation
from ..module_files import ModulePart
from .classes import EntryView, entry_view, steps_of_fields
from .unions import AliasView, UnionView, alias_view, keeps_unknown, union_view


class ModelsView(Struct, frozen=True):
    doc: Code
    imports: ImportGroups
    entries: tuple[EntryView, ...]
    unions: tuple[UnionView, ...]
    aliases: tuple[AliasView, ...]
    exports: tuple[Code, ...]


def model_runs(
    api: ir.Api, symbols: Symbols, limit: int = LIMIT
) -> tuple[tuple[ir.Declaration, ...], ...]:
    """The declarations of `models.py`, or of each part if it would exceed `limit` steps."""

    def steps(declaration: ir.Declaration) -> int:
        return _steps(declaration, symbols)

    classes: list[ir.Declaration] = []
    aliases: list[ir.Declaration] = []
    for declaration in api.declarations:
        if _has_name(declaration, symbols):
            is_alias = symbols.representations[declaration.key] is Representation.ALIAS
            (aliases if is_alias else classes).append(declaration)
    if sum(map(steps, (*classes, *aliases))) <= limit or len(classes) < 2:
        return (api.declarations,)
    # An alias is evaluated at import, so the parts that it refers to come first.
    runs = split(classes, steps, limit)
    return (*runs, *split(aliases, steps, limit)) if aliases else runs


def _steps(declaration: ir.Declaration, symbols: Symbols) -> int:
    """Steps of a class, a union or an alias; see `module_split`."""
    match declaration.type:
        case ir.Object() as object_:
            names = symbols.fields[declaration.key]
            return 1 + sum(steps_of_fields(object_, names))
        case ir.Enum(members=members):
            return 1 + len(members)
        case _:
            return 4


def models_view(
    api: ir.Api, symbols: Symbols, part: ModulePart[ir.Declaration]
) -> ModelsView:
    """The view of `models.py`, or of a part of it, which gets all other models by `models`.

    All unions stand under one condition: pyright rejects a module with hundreds of
    conditions.
    """
    wire_names = frozenset(name for names in symbols.fields.values() for name in names)
    # A part names its own models directly: pyright does not resolve an alias that refers
    # to itself through a module.
    here = frozenset(declaration.key for declaration in part.items)
    imports = create_imports(api, symbols, part.dots, wire_names, here=here)
    entries = tuple(_entries(part, symbols, imports))
    declarations: dict[Representation, list[ir.Declaration]] = {}
    for declaration in part.items:
        representation = symbols.representations[declaration.key]
        declarations.setdefault(representation, []).append(declaration)
    unions = declarations.get(Representation.UNION, [])
    aliases = [d for d in declarations.get(Representation.ALIAS, []) if d.named]
    if aliases or unions:
        imports.add("typing", "TypeAlias")
    if unions:
        imports.add("typing", "TYPE_CHECKING")
        imports.runtime("union")
    if any(keeps_unknown(declaration.type) for declaration in unions):
        imports.runtime("UnknownVariant")
    writer = imports.writer
    union_views = tuple(union_view(d, symbols, writer) for d in unions)
    alias_views = tuple(alias_view(d, symbols, writer) for d in aliases)
    number = f", part {part.index + 1} of {part.count}" if part.is_part else ""
    return ModelsView(
        doc=models_doc(api, number),
        imports=imports.groups(),
        entries=entries,
        unions=union_views,
        aliases=alias_views,
        exports=tuple(
            symbols.classes[d.key] for d in part.items if _has_name(d, symbols)
        ),
    )


def models_doc(api: ir.Api, part: str = "") -> Code:
    return docstring(f"Models of {api.title or 'the API'}{part}.")


def _entries(
    part: ModulePart[ir.Declaration], symbols: Symbols, imports: Imports
) -> Iterator[EntryView]:
    """The classes. Models of other parts may always be defined later."""
    later = dict.fromkeys(map(str, symbols.classes.values()))
    for declaration in part.items:
        if symbols.representations[declaration.key] not in (
            Representation.UNION,
            Representation.ALIAS,
        ):
            yield entry_view(declaration, symbols, imports, later.keys())
            if not part.is_part:
                del later[symbols.classes[declaration.key]]


def _has_name(declaration: ir.Declaration, symbols: Symbols) -> bool:
    """Whether a declaration has a name in `models`; aliases of inline types have none."""
    return (
        declaration.named
        or symbols.representations[declaration.key] is not Representation.ALIAS
    )
