"""The places in the description that changes for callers are shown at."""

from __future__ import annotations

from collections.abc import Mapping

from .. import ir
from ..diagnostics import Locatable
from ..emit.naming import Symbols
from ..ir.located import Located
from .caller_changes import (
    CallerChange,
    ErrorBodyChanged,
    ErrorNewlyRaised,
    ErrorNoLongerRaised,
    ErrorReplaced,
    HandlerOrphaned,
    SymbolRenamed,
)


def symbol_locations(api: ir.Api, symbols: Symbols) -> dict[str, Locatable]:
    """The locations of operations, models and properties in the description, by symbol;
    those of operations also by their handlers."""
    located: dict[str, Located] = {}
    for group in symbols.groups:
        for names in group.operations:
            located[f"{group.module}.{names.function}"] = names.operation
            handler = f"handlers.{group.class_name}.{names.function}"
            located[handler] = names.operation
    for declared in api.declarations:
        symbol = f"models.{symbols.classes[declared.key]}"
        located[symbol] = declared
        if isinstance(declared.type, ir.Object):
            fields = zip(
                symbols.fields[declared.key], declared.type.fields, strict=True
            )
            located.update((f"{symbol}.{name}", field) for name, field in fields)
    locations = ((symbol, node.source_location) for symbol, node in located.items())
    return {symbol: location for symbol, location in locations if location is not None}


def location_of(
    change: CallerChange, locations: Mapping[str, Locatable]
) -> Locatable | None:
    """The location of the symbol that a change concerns, or of what contains it; None if
    neither is in the description."""
    match change:
        case SymbolRenamed(new=symbol):
            pass
        case HandlerOrphaned(new=symbol) if symbol:
            pass
        case (
            ErrorNoLongerRaised(operation=symbol)
            | ErrorNewlyRaised(operation=symbol)
            | ErrorReplaced(operation=symbol)
            | ErrorBodyChanged(operation=symbol)
        ):
            pass
        case _:
            symbol = change.symbol
    symbol = symbol.removeprefix("client.")
    while symbol:
        if symbol in locations:
            return locations[symbol]
        symbol = symbol[: max(symbol.rfind("."), symbol.rfind("("), 0)]
    return None
