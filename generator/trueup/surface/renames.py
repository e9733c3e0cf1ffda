"""Match the symbols of two surfaces: those with the same name, and those renamed."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

from msgspec import Struct

from .public_symbols import (
    PublicEnum,
    PublicError,
    PublicModel,
    PublicOperation,
    PublicUnion,
    Surface,
)
from .public_types import NamedType, PublicType, inner_public_types

_Symbol: TypeAlias = "PublicModel | PublicEnum | PublicUnion"

_Content: TypeAlias = "tuple[type[_Symbol], frozenset[Hashable]]"
"""The kind of a symbol, and what identifies it besides its name."""

T = TypeVar("T")


class Matched(Struct, frozen=True):
    """Pairs of the operations of two surfaces, and those without a counterpart."""

    pairs: tuple[tuple[PublicOperation, PublicOperation], ...]
    removed: tuple[PublicOperation, ...]
    added: tuple[PublicOperation, ...]


def match_operations(old: Surface, new: Surface) -> Matched:
    """Pair operations by method and path, then by `operationId`."""
    pairs: list[tuple[PublicOperation, PublicOperation]] = []
    before, after = list(old.operations), list(new.operations)
    for key in (_endpoint, _identifier):
        known = _unique(after, key)
        paired = {
            position: known[value]
            for value, position in _unique(before, key).items()
            if value in known
        }
        pairs += [(before[a], after[b]) for a, b in paired.items()]
        taken = set(paired.values())
        before = [op for i, op in enumerate(before) if i not in paired]
        after = [op for i, op in enumerate(after) if i not in taken]
    return Matched(tuple(pairs), tuple(before), tuple(after))


def _unique(
    operations: Sequence[PublicOperation], key: Callable[[PublicOperation], Hashable]
) -> dict[Hashable, int]:
    """Key → position; without keys of several operations."""
    positions: dict[Hashable, list[int]] = {}
    for position, operation in enumerate(operations):
        value = key(operation)
        if value is not None:
            positions.setdefault(value, []).append(position)
    return {value: listed[0] for value, listed in positions.items() if not listed[1:]}


def _endpoint(operation: PublicOperation) -> Hashable:
    return operation.method, re.sub(r"\{[^{}]*\}", "{}", operation.path)


def _identifier(operation: PublicOperation) -> Hashable:
    return operation.id or None


def renamed_symbols(old: Surface, new: Surface, matched: Matched) -> dict[str, str]:
    """Old name → new name of models, enumerations and unions.

    A symbol without a counterpart was renamed if it is the only one with its properties
    or values; or if a type refers to the new symbol where it referred to the old one, and
    the two have at least half of their properties or values in common.
    """
    renamed: dict[str, str] = {}
    gone, fresh = _unmatched(old, new)
    old_content, new_content = _contents(gone), _contents(fresh)
    by_content = _by_content(new_content)
    for content, names in _by_content(old_content).items():
        candidates = by_content.get(content, [])
        if len(names) == len(candidates) == 1:
            renamed[names[0]] = candidates[0]
    taken = set(renamed.values())
    # Without repetitions, since the same type is used in many places.
    for name, candidate in dict.fromkeys(_replacements(old, new, matched)):
        if name in renamed or candidate in taken:
            continue
        if name in gone and candidate in fresh:
            if _are_similar(old_content[name], new_content[candidate]):
                renamed[name] = candidate
                taken.add(candidate)
    return renamed


def _unmatched(
    old: Surface, new: Surface
) -> tuple[dict[str, _Symbol], dict[str, _Symbol]]:
    before = {s.name: s for s in _symbols(old)}
    after = {s.name: s for s in _symbols(new)}
    gone = {name: symbol for name, symbol in before.items() if name not in after}
    return gone, {n: symbol for n, symbol in after.items() if n not in before}


def _symbols(surface: Surface) -> Iterator[_Symbol]:
    yield from surface.models
    yield from surface.enums
    yield from surface.unions


def _contents(symbols: Mapping[str, _Symbol]) -> dict[str, _Content]:
    return {name: (type(s), _content(s)) for name, s in symbols.items()}


def _content(symbol: _Symbol) -> frozenset[Hashable]:
    """The content that identifies a symbol besides its name: properties, values or variants."""
    match symbol:
        case PublicModel(properties=properties):
            return frozenset((p.wire_name, p.required) for p in properties)
        case PublicEnum(members=members):
            return frozenset(value for _, value in members)
        case PublicUnion(variants=variants):
            return frozenset(variants)


def _by_content(contents: Mapping[str, _Content]) -> dict[_Content, list[str]]:
    names: dict[_Content, list[str]] = {}
    for name, content in contents.items():
        names.setdefault(content, []).append(name)
    return names


def _are_similar(old: _Content, new: _Content) -> bool:
    (kind, before), (new_kind, after) = old, new
    if kind is not new_kind:
        return False
    return 2 * len(before & after) >= max(len(before), len(after))


def _replacements(
    old: Surface, new: Surface, matched: Matched
) -> Iterator[tuple[str, str]]:
    """Names that stand where others stood: in operations, and in models of one name."""
    for before, after in matched.pairs:
        known = {(p.location, p.wire_name): p.type for p in after.parameters}
        for parameter in before.parameters:
            type_ = known.get((parameter.location, parameter.wire_name))
            if type_ is not None:
                yield from _names_in(parameter.type, type_)
        yield from _pairs(_bodies(before), _bodies(after))
    models = {model.name: model for model in new.models}
    for model in old.models:
        if model.name in models:
            yield from _pairs(
                {p.wire_name: p.type for p in model.properties},
                {p.wire_name: p.type for p in models[model.name].properties},
            )


def _bodies(operation: PublicOperation) -> dict[Hashable, PublicType]:
    bodies: dict[Hashable, PublicType] = {}
    if operation.body is not None:
        bodies.update(((c.media_type,), c.type) for c in operation.body.contents)
    for response in operation.responses:
        for content in response.contents:
            bodies[response.status, content.media_type] = content.type
    return bodies


def _pairs(
    old: Mapping[T, PublicType], new: Mapping[T, PublicType]
) -> Iterator[tuple[str, str]]:
    for key, type_ in old.items():
        if key in new:
            yield from _names_in(type_, new[key])


def _names_in(old: PublicType, new: PublicType) -> Iterator[tuple[str, str]]:
    """The names of two types of the same form, in pairs."""
    pending = [(old, new)]
    while pending:
        before, after = pending.pop()
        if isinstance(before, NamedType) and isinstance(after, NamedType):
            if before.name != after.name:
                yield before.name, after.name
        elif type(before) is type(after):
            inner = inner_public_types(before), inner_public_types(after)
            pending += zip(*inner, strict=False)


def renamed_errors(old: Surface, new: Surface) -> dict[str, str]:
    """Old name → the only new class of the same status, if both lost their names."""
    before = {error.name for error in old.errors}
    after = {error.name for error in new.errors}
    fresh = _errors_by_status(e for e in new.errors if e.name not in before)
    gone = _errors_by_status(e for e in old.errors if e.name not in after)
    return {
        errors[0].name: fresh[status][0].name
        for status, errors in gone.items()
        if len(errors) == len(fresh.get(status, ())) == 1
    }


def _errors_by_status(errors: Iterable[PublicError]) -> dict[str, list[PublicError]]:
    by_status: dict[str, list[PublicError]] = {}
    for error in errors:
        by_status.setdefault(error.status, []).append(error)
    return by_status
