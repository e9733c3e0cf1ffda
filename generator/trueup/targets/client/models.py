"""Declarations to the view of `models.py`, or of the parts that it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct

from ... import ir
from ...python.annotations import Writer
from ...python.shapes import Form
from ...python.symbols import Symbols
from ...quoting import Code, docstring
from .classes import EntryView, entry_view
from .imports import import_lines
from .parts import LIMIT, exports, split, steps_of
from .unions import AliasView, alias_view, union_view


class ModelsView(Struct, frozen=True):
    doc: Code
    imports: Code
    entries: tuple[EntryView, ...]
    has_unions: bool
    unions: tuple[AliasView, ...]
    aliases: tuple[AliasView, ...]
    exports: Code


def models_views(
    api: ir.Api, symbols: Symbols, limit: int = LIMIT
) -> tuple[ModelsView, ...]:
    """The view of `models.py`; those of its parts where it would exceed `limit` steps."""
    title = api.title or "the API"
    declared = [d for d in api.declarations if _is_named(d, symbols)]
    aliases = [d for d in declared if symbols.forms[d.key] is Form.ALIAS]
    others = [d for d in declared if symbols.forms[d.key] is not Form.ALIAS]
    # Aliases are evaluated where they stand, so all that they name is imported before.
    runs = split(others, _most_steps, limit)
    runs += split(aliases, _most_steps, limit) if aliases else ()
    if len(others) < 2 or sum(map(_least_steps, declared)) <= limit:
        doc = docstring(f"Models of {title}.")
        whole = _view(doc, api.declarations, api, symbols, alone=True)
        if len(others) < 2 or _steps_of_all(whole) <= limit:
            return (whole,)
    docs = (
        docstring(f"Models of {title}, part {index} of {len(runs)}.")
        for index in range(1, len(runs) + 1)
    )
    return tuple(
        _view(doc, run, api, symbols, alone=False) for doc, run in zip(docs, runs)
    )


_CLASSES = (Form.STRUCT, Form.OPEN, Form.ENUM)


def _most_steps(declaration: ir.Declaration) -> int:
    """How many steps of control flow a module takes for it, at most; see `parts`."""
    match declaration.type:
        case ir.Object(fields):
            return 2 + 3 * len(fields)  # annotation, assignment, call of `field`
        case ir.Enum(members=members):
            return 2 + len(members)
        case _:
            return 4


def _least_steps(declaration: ir.Declaration) -> int:
    match declaration.type:
        case ir.Object(fields):
            return 1 + sum(1 if field.required else 2 for field in fields)
        case _:
            return 1


def _steps_of_all(view: ModelsView) -> int:
    """The same, of what was written."""
    return sum(map(_steps, view.entries)) + 4 * len((*view.unions, *view.aliases))


def _steps(entry: EntryView) -> int:
    if entry.struct is not None:
        head, lines = entry.struct.head, entry.struct.fields
    else:
        assert entry.enum is not None
        head, lines = entry.enum.head, entry.enum.members
    return steps_of(head) + sum(steps_of(line.declaration) for line in lines)


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
    by_form: dict[Form, list[ir.Declaration]] = {form: [] for form in Form}
    for declaration in declarations:
        by_form[symbols.forms[declaration.key]].append(declaration)
    entries = tuple(_entries(declarations, symbols, writer, alone=alone))
    unions = tuple(union_view(d, symbols, writer) for d in by_form[Form.UNION])
    aliases = tuple(
        alias_view(d, symbols, writer) for d in by_form[Form.ALIAS] if d.named
    )
    if aliases or unions:
        writer.typing("TypeAlias")
    if unions:
        writer.typing("TYPE_CHECKING")
    return ModelsView(
        doc=doc,
        imports=import_lines(
            writer.imports(),
            writer,
            _runtime_names(declarations, symbols, entries),
            *_import_of_all(writer, entries, (*unions, *aliases)),
            dots="." if alone else "..",
        ),
        entries=entries,
        has_unions=bool(unions),
        unions=unions,
        aliases=aliases,
        exports=exports(
            [symbols.classes[d.key] for d in declarations if _is_named(d, symbols)]
        ),
    )


def _entries(
    declarations: Sequence[ir.Declaration],
    symbols: Symbols,
    writer: Writer,
    *,
    alone: bool,
) -> Iterator[EntryView]:
    """The classes. What one finds in the whole package may always be defined later."""
    later = dict.fromkeys(map(str, symbols.classes.values()))
    for declaration in declarations:
        if symbols.forms[declaration.key] in _CLASSES:
            yield entry_view(declaration, symbols, writer, later.keys())
            if alone:
                del later[symbols.classes[declaration.key]]


def _writer(
    declarations: Sequence[ir.Declaration],
    api: ir.Api,
    symbols: Symbols,
    *,
    alone: bool,
) -> Writer:
    """A part names its own directly: pyright follows no alias to itself by a module."""
    wire_names = frozenset(name for names in symbols.fields.values() for name in names)
    name = "_models" if "models" in wire_names else "models"
    return Writer(
        symbols.classes,
        symbols.forms,
        api.by_key,
        models="" if alone else name,
        here=frozenset(declaration.key for declaration in declarations),
        hidden=wire_names,
    )


def _import_of_all(
    writer: Writer, entries: Sequence[EntryView], stand_ins: Sequence[AliasView]
) -> Iterator[Code]:
    """How a part comes by the models of all parts, where it names any."""
    heads = (entry.struct.head for entry in entries if entry.struct is not None)
    fields = (
        field.declaration
        for entry in entries
        if entry.struct is not None
        for field in entry.struct.fields
    )
    named = (code for view in stand_ins for code in (view.checked, view.made))
    if writer.models and any(
        f"{writer.models}." in code for code in chain(heads, fields, named)
    ):
        renamed = "" if writer.models == "models" else f" as {writer.models}"
        yield Code(f"from .. import models{renamed}")


def _is_named(declaration: ir.Declaration, symbols: Symbols) -> bool:
    """Aliases of inline types are written out where they are used; nobody asks for them."""
    return declaration.named or symbols.forms[declaration.key] is not Form.ALIAS


def _runtime_names(
    declarations: Sequence[ir.Declaration],
    symbols: Symbols,
    entries: Sequence[EntryView],
) -> tuple[str, ...]:
    """What the module imports from the runtime."""
    found = {
        name
        for entry in entries
        if entry.struct is not None
        for field in entry.struct.fields
        for name in field.runtime
    }
    for declaration in declarations:
        match symbols.forms[declaration.key], declaration.type:
            case Form.STRUCT, _:
                found.add("Model")
            case Form.OPEN, _:
                found.add("OpenModel")
            case Form.UNION, _:
                found.add("union")
            case Form.ENUM, ir.Enum(ir.Scalar.STRING):
                found.add("OpenStrEnum")
            case Form.ENUM, _:
                found.add("OpenIntEnum")
            case _:
                pass
    return tuple(
        sorted(
            found, key=lambda name: (not name.isupper(), not name[0].isupper(), name)
        )
    )
