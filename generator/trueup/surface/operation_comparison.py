"""Compare the operations of two surfaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from .caller_changes import (
    BecameOptional,
    BecameRequired,
    CallerChange,
    DocumentationChanged,
    EndpointChanged,
    HandlerMissing,
    HandlerOrphaned,
    Impact,
    PositionsChanged,
    SecurityChanged,
    SerializationChanged,
    ServersChanged,
    SymbolAdded,
    SymbolDeprecated,
    SymbolRemoved,
    SymbolRenamed,
    TypeChanged,
)
from .public_symbols import Alternative, PublicBody, PublicOperation, PublicParameter
from .public_types import AnyOfType
from .renames import Matched
from .response_comparison import compare_contents, compare_responses
from .type_impact import SENT, compare_defaults, compare_limits, compare_types
from .type_relations import TypeComparison

_PATH = "path"


def compare_operations(
    matched: Matched,
    types: TypeComparison,
    renamed_errors: Mapping[str, str],
    prefix: str,
) -> Iterator[CallerChange]:
    """All changes of operations, also those that no type shows. `prefix` precedes the
    symbols of operations."""
    for old in matched.removed:
        symbol = prefix + old.symbol
        yield SymbolRemoved(Impact.BREAKING, symbol, "operation", _endpoint(old))
        if old.handler:
            yield HandlerOrphaned(Impact.BREAKING, _handler(old))
    for new in matched.added:
        symbol = prefix + new.symbol
        yield SymbolAdded(Impact.COMPATIBLE, symbol, "operation", _endpoint(new))
        if new.handler:
            yield HandlerMissing(Impact.COMPATIBLE, _handler(new), _endpoint(new))
    for old, new in matched.pairs:
        yield from _Pair(old, new, types, renamed_errors, prefix).changes()


def _endpoint(operation: PublicOperation) -> str:
    return f"{operation.method} {operation.path}"


def _handler(operation: PublicOperation) -> str:
    return f"handlers.{operation.handler}"


class _Pair(Struct, frozen=True):
    old: PublicOperation
    new: PublicOperation
    types: TypeComparison
    renamed_errors: Mapping[str, str]
    prefix: str

    def changes(self) -> Iterator[CallerChange]:
        old, new = self.old, self.new
        symbol = self.prefix + new.symbol
        if old.symbol != new.symbol:
            before = self.prefix + old.symbol
            yield SymbolRenamed(Impact.BREAKING, before, "operation", symbol)
        if old.handler and new.handler and old.handler != new.handler:
            yield HandlerOrphaned(Impact.BREAKING, _handler(old), _handler(new))
        if _request_line(old, new) != _request_line(new, old):
            impact = Impact.BREAKING
            yield EndpointChanged(impact, symbol, _endpoint(old), _endpoint(new))
        yield from self._security(symbol)
        if old.servers != new.servers:
            servers = ", ".join(old.servers), ", ".join(new.servers)
            yield ServersChanged(Impact.POSSIBLY_BREAKING, symbol, *servers)
        yield from self._parameters()
        yield from self._body()
        yield from compare_responses(old, new, self.types, self.renamed_errors)
        if new.deprecated and not old.deprecated:
            yield SymbolDeprecated(Impact.DOCUMENTATION, symbol)
        if old.doc != new.doc:
            yield DocumentationChanged(Impact.DOCUMENTATION, symbol)

    def _security(self, symbol: str) -> Iterator[CallerChange]:
        before, after = self.old.security, self.new.security
        if set(before) == set(after):
            return
        is_compatible = all(
            any(_is_covered(need, known) for need in after or ((),))
            for known in before or ((),)
        )
        impact = Impact.COMPATIBLE if is_compatible else Impact.BREAKING
        texts = map(security_text, (before, after))
        yield SecurityChanged(impact, symbol, *texts)

    def _parameters(self) -> Iterator[CallerChange]:
        has_same_names = _path_names(self.old) == _path_names(self.new)
        before = _by_wire(self.old, by_position=not has_same_names)
        after = _by_wire(self.new, by_position=not has_same_names)
        moved = _moved(before, after)
        for key, old in before.items():
            new = after.get(moved.get(key, key))
            if new is None:
                symbol = self._parameter(old)
                yield SymbolRemoved(Impact.BREAKING, symbol, "parameter")
            else:
                yield from self._parameter_changes(old, new)
        targets = set(moved.values())
        for key, new in after.items():
            if key not in before and key not in targets:
                is_breaking = new.required and bool(new.name)
                impact = Impact.BREAKING if is_breaking else Impact.COMPATIBLE
                symbol = self._parameter(new)
                yield SymbolAdded(impact, symbol, "parameter", "", is_breaking)
        positions = _positions(self.old), _positions(self.new)
        if positions[0] != positions[1] and sorted(positions[0]) == sorted(
            positions[1]
        ):
            texts = (", ".join(names) for names in positions)
            yield PositionsChanged(Impact.BREAKING, self.new.symbol, *texts)

    def _parameter(self, parameter: PublicParameter) -> str:
        """The short form, `jobs.list(cursor=)`; a package has only one client."""
        name = parameter.name or f"{parameter.location} {parameter.wire_name}"
        return f"{self.new.symbol}({name}=)"

    def _parameter_changes(
        self, old: PublicParameter, new: PublicParameter
    ) -> Iterator[CallerChange]:
        symbol = self._parameter(new)
        if old.name != new.name:
            before = f"{self.new.symbol}({old.name or old.wire_name}=)"
            yield SymbolRenamed(Impact.BREAKING, before, "parameter", symbol)
        if old.required is not new.required:
            if new.required:
                yield BecameRequired(Impact.BREAKING, symbol)
            else:
                yield BecameOptional(Impact.COMPATIBLE, symbol)
        differing = compare_types(old.type, new.type, self.types, SENT)
        if differing is not None:
            impact, relation, *texts = differing
            yield TypeChanged(impact, symbol, relation, *texts)
        if _serialization(old) != _serialization(new):
            texts = [_serialization(old), _serialization(new)]
            yield SerializationChanged(Impact.BREAKING, symbol, *texts)
        if differing is None:
            yield from compare_limits(symbol, SENT, old.limits, new.limits)
        yield from compare_defaults(symbol, SENT, old.default, new.default)
        if new.deprecated and not old.deprecated:
            yield SymbolDeprecated(Impact.DOCUMENTATION, symbol)

    def _body(self) -> Iterator[CallerChange]:
        old, new = self.old.body, self.new.body
        symbol = f"{self.new.symbol}(body=)"
        if old is None or not old.contents:
            if new is not None and new.contents:
                impact = Impact.BREAKING if new.required else Impact.COMPATIBLE
                yield SymbolAdded(impact, symbol, "body", "", new.required)
            return
        if new is None or not new.contents:
            yield SymbolRemoved(Impact.BREAKING, symbol, "body")
            return
        if old.required is not new.required:
            if new.required:
                yield BecameRequired(Impact.BREAKING, symbol)
            else:
                yield BecameOptional(Impact.COMPATIBLE, symbol)
        yield from self._body_type(symbol, old, new)
        yield from compare_contents(
            self.new.symbol, "request", old.contents, new.contents, SENT
        )

    def _body_type(
        self, symbol: str, old: PublicBody, new: PublicBody
    ) -> Iterator[CallerChange]:
        """The type of the argument, for all media types."""
        types = [AnyOfType(tuple(c.type for c in b.contents)) for b in (old, new)]
        differing = compare_types(types[0], types[1], self.types, SENT)
        if differing is not None:
            impact, relation, *texts = differing
            yield TypeChanged(impact, symbol, relation, *texts)


def _request_line(operation: PublicOperation, counterpart: PublicOperation) -> str:
    """Method and path, without the names of parameters if those of the other one differ."""
    path = operation.path
    if _path_names(operation) != _path_names(counterpart):
        path = re.sub(r"\{[^{}]*\}", "{}", path)
    return f"{operation.method} {path}"


def _path_names(operation: PublicOperation) -> set[str]:
    return set(re.findall(r"\{([^{}]*)\}", operation.path))


def _by_wire(
    operation: PublicOperation, *, by_position: bool
) -> dict[tuple[str, str], PublicParameter]:
    """Parameters by location and name; those of the path possibly by their position in
    it, and headers without regard to case."""
    positions: dict[str, str] = {}
    if by_position:
        for index, name in enumerate(re.findall(r"\{([^{}]*)\}", operation.path)):
            positions.setdefault(name, str(index))
    by_wire = {}
    for parameter in operation.parameters:
        location, name = parameter.location, parameter.wire_name
        if location == _PATH:
            name = positions.get(name, name)
        elif location == "header":
            name = name.lower()
        by_wire[location, name] = parameter
    return by_wire


def _moved(
    before: Mapping[tuple[str, str], PublicParameter],
    after: Mapping[tuple[str, str], PublicParameter],
) -> dict[tuple[str, str], tuple[str, str]]:
    """Old key → new key of parameters that changed only their name in HTTP or their
    location: those that have the same name in Python."""
    fresh = {p.name: key for key, p in after.items() if key not in before and p.name}
    return {
        key: fresh[p.name]
        for key, p in before.items()
        if key not in after and p.name in fresh
    }


def _positions(operation: PublicOperation) -> list[str]:
    return [p.name for p in operation.parameters if p.location == _PATH and p.name]


def _serialization(parameter: PublicParameter) -> str:
    """The location, the name in HTTP (in the path it is a position) and the style."""
    name = "" if parameter.location == _PATH else f" `{parameter.wire_name}`"
    if parameter.location == "header":
        name = name.lower()
    style = f" ({parameter.serialization})" if parameter.serialization else ""
    return f"{parameter.location}{name}{style}".replace("`", "")


def _is_covered(need: Alternative, known: Alternative) -> bool:
    """Whether credentials for one alternative satisfy another one."""
    scopes = dict(known)
    return all(
        scheme in scopes and set(wanted) <= set(scopes[scheme])
        for scheme, wanted in need
    )


def security_text(alternatives: Iterable[Alternative]) -> str:
    """`token or oauth2 (read) and key`; "" if no credentials are needed."""
    return " or ".join(
        " and ".join(
            f"{scheme} ({', '.join(scopes)})" if scopes else scheme
            for scheme, scopes in alternative
        )
        or "nothing"
        for alternative in alternatives
    )
