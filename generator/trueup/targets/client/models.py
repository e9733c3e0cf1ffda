"""Declarations to the view of `models.py`, or of the parts that it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ... import ir
from ...emit.annotations import AnnotationWriter
from ...emit.imports import ImportGroups, Imports
from ...emit.module_split import LIMIT, split
from ...emit.naming import Symbols
from ...emit.quoting import Code, docstring
from ...emit.representations import Representation
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
    """What `models.py` holds, or each of its parts where it would exceed `limit` steps."""
    declared = [d for d in api.declarations if _is_named(d, symbols)]
    if sum(map(_most_steps, declared)) > limit:
        aliases = [
            d
            for d in declared
            if symbols.representations[d.key] is Representation.ALIAS
        ]
        others = [
            d
            for d in declared
            if symbols.representations[d.key] is not Representation.ALIAS
        ]
        # Aliases are evaluated where they stand: all that they name is imported before.
        runs = split(others, lambda d: _steps(d, symbols), limit)
        runs += split(aliases, _most_steps, limit) if aliases else ()
        together = sum(_steps(d, symbols) for d in declared)
        if together > limit and len(others) > 1:
            return runs
    return (api.declarations,)


def _most_steps(declaration: ir.Declaration) -> int:
    """How many steps of control flow a module takes for it, at most; see `parts`."""
    match declaration.type:
        case ir.Object(fields):
            return 1 + 3 * len(fields)  # annotation, assignment, call of `field`
        case ir.Enum(members=members):
            return 1 + len(members)
        case _:
            return 4


def _steps(declaration: ir.Declaration, symbols: Symbols) -> int:
    """As many as it takes."""
    if isinstance(declaration.type, ir.Object):
        return 1 + sum(
            steps_of_fields(declaration.type, symbols.fields[declaration.key])
        )
    return _most_steps(declaration)


def models_view(
    api: ir.Api,
    symbols: Symbols,
    runs: Sequence[Sequence[ir.Declaration]],
    index: int = 0,
) -> ModelsView:
    """The view of the run at `index`: `models.py` where it is the only one."""
    if len(runs) == 1:
        return _view(models_doc(api), runs[0], api, symbols, alone=True)
    part = f", part {index + 1} of {len(runs)}"
    return _view(models_doc(api, part), runs[index], api, symbols, alone=False)


def models_doc(api: ir.Api, part: str = "") -> Code:
    return docstring(f"Models of {api.title or 'the API'}{part}.")


def _view(
    doc: Code,
    declarations: Sequence[ir.Declaration],
    api: ir.Api,
    symbols: Symbols,
    *,
    alone: bool,
) -> ModelsView:
    """One module. Where it is not alone, it finds every model in the whole package.

    Unions stand together under one condition: pyright gives a module up where hundreds
    of conditions follow each other.
    """
    writer = _writer(declarations, api, symbols, alone=alone)
    imports = Imports(writer, symbols.runtime, "." if alone else "..")
    by_form: dict[Representation, list[ir.Declaration]] = {
        form: [] for form in Representation
    }
    for declaration in declarations:
        by_form[symbols.representations[declaration.key]].append(declaration)
    entries = tuple(_entries(declarations, symbols, imports, alone=alone))
    unions = tuple(
        union_view(d, symbols, writer) for d in by_form[Representation.UNION]
    )
    aliases = tuple(
        alias_view(d, symbols, writer) for d in by_form[Representation.ALIAS] if d.named
    )
    if aliases or unions:
        imports.add("typing", "TypeAlias")
    if unions:
        imports.add("typing", "TYPE_CHECKING")
        imports.runtime("union")
    if any(keeps_unknown(d.type) for d in by_form[Representation.UNION]):
        imports.runtime("UnknownVariant")
    return ModelsView(
        doc=doc,
        imports=imports.groups(),
        entries=entries,
        unions=unions,
        aliases=aliases,
        exports=tuple(
            symbols.classes[d.key] for d in declarations if _is_named(d, symbols)
        ),
    )


def _entries(
    declarations: Sequence[ir.Declaration],
    symbols: Symbols,
    imports: Imports,
    *,
    alone: bool,
) -> Iterator[EntryView]:
    """The classes. What one finds in the whole package may always be defined later."""
    later = dict.fromkeys(map(str, symbols.classes.values()))
    for declaration in declarations:
        if symbols.representations[declaration.key] not in (
            Representation.UNION,
            Representation.ALIAS,
        ):
            yield entry_view(declaration, symbols, imports, later.keys())
            if alone:
                del later[symbols.classes[declaration.key]]


def _writer(
    declarations: Sequence[ir.Declaration],
    api: ir.Api,
    symbols: Symbols,
    *,
    alone: bool,
) -> AnnotationWriter:
    """A part names its own directly: pyright follows no alias to itself by a module."""
    wire_names = frozenset(name for names in symbols.fields.values() for name in names)
    name = "_models" if "models" in wire_names else "models"
    return AnnotationWriter(
        symbols.classes,
        symbols.representations,
        api.by_key,
        models="" if alone else name,
        here=frozenset(declaration.key for declaration in declarations),
        hidden=wire_names,
    )


def _is_named(declaration: ir.Declaration, symbols: Symbols) -> bool:
    """Aliases of inline types are written out where they are used; nobody asks for them."""
    return (
        declaration.named
        or symbols.representations[declaration.key] is not Representation.ALIAS
    )
