"""The file of vectors: every operation's, in the order of the description."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from ... import ir
from ...once import once
from ...python.symbols import OperationSymbols, Symbols
from ...quoting import Code
from .judging import judging, leading_to_changes
from .layout import Rows, document, laid
from .paths import is_crowded
from .refusals import Routes, refusal_rows, unknown_path
from .requests import Unsendable, is_told, least_sent, request_rows
from .responses import response_rows
from .seen import Seen
from .subject import (
    Identifiers,
    Row,
    Skipped,
    Subject,
    base_path,
    certified,
    hidden,
    scheme_row,
    subjects,
)

FORMAT = 1


class _Told(Struct, frozen=True):
    """An operation's part of the file, laid out, and what it was made of besides the
    operation: definitions by key, and what it asked of those before it."""

    names: OperationSymbols
    judged: frozenset[str]
    seen: tuple[Seen, ...]
    operation: str
    requests: tuple[str, ...]
    responses: tuple[str, ...]
    refusals: tuple[str, ...]
    skipped: tuple[ir.Json, ...]
    not_refused: tuple[ir.Json, ...]


class _Kept(Struct):
    """What the last run told of one API's types, by operation, and what it was told
    beside: where that is the same again, so is what was told."""

    beside: tuple[object, ...] = ()
    definitions: Mapping[str, ir.Json] = field(default_factory=dict)
    told: dict[str, _Told] = field(default_factory=dict)


def vectors_text(api: ir.Api, symbols: Symbols) -> Code:
    """The document that `vectors.json` holds."""
    every = tuple(subjects(api, symbols))
    skipped = Skipped()
    routes = _routes(every, skipped)
    kept = _still_true(api, symbols, routes)
    told: list[_Told] = []
    before: tuple[set[object], ...] = (set(), set(), set())
    for subject in every:
        one = kept.told.get(subject.name)
        if one is None or not _holds(one, subject, before):
            one = _told(subject, routes, before)
            kept.told[subject.name] = one
        for keys, seen in zip(before, one.seen, strict=True):
            keys |= seen.added
        told.append(one)
    unknown = (
        [laid(unknown_path(Identifiers()))] if len(routes.out) < len(every) else []
    )
    without = [row for one in told for row in one.skipped]
    without += [row for one in told for row in one.not_refused]
    return document(
        {
            "format": FORMAT,
            "title": api.title,
            "base_path": _base_path(api.servers),
            "security_schemes": {
                one.name: scheme_row(one) for one in api.security_schemes
            },
            "operations": Rows([one.operation for one in told]),
            "requests": Rows([row for one in told for row in one.requests]),
            "responses": Rows([row for one in told for row in one.responses]),
            "refusals": Rows(unknown + [row for one in told for row in one.refusals]),
            "skipped": Rows([laid(row) for row in [*skipped.rows, *without]]),
        }
    )


@once
def _kept(declarations: tuple[ir.Declaration, ...]) -> _Kept:
    return _Kept()


def _still_true(api: ir.Api, symbols: Symbols, routes: Routes) -> _Kept:
    """What is known of an API with these types, without what may have changed."""
    kept = _kept(api.declarations)
    beside = (routes.facts, api.servers, api.security_schemes, symbols.headers)
    definitions = api.schemas.get("$defs")
    assert isinstance(definitions, dict)
    if kept.beside != beside:
        kept.told.clear()
    changed = leading_to_changes(kept.definitions, definitions)
    if changed:
        for name, one in [*kept.told.items()]:
            if not changed.isdisjoint(one.judged):
                del kept.told[name]
    kept.beside, kept.definitions = beside, definitions
    return kept


def _holds(told: _Told, subject: Subject, before: tuple[set[object], ...]) -> bool:
    """Whether the operation would be told of with the same words."""
    return told.names == subject.names and all(
        seen.holds(keys) for seen, keys in zip(told.seen, before, strict=True)
    )


def _told(subject: Subject, routes: Routes, before: tuple[set[object], ...]) -> _Told:
    ids, skipped, not_refused = Identifiers(), Skipped(), Skipped()
    varied, sampled, placed = (Seen(keys) for keys in before)
    out = subject.name in routes.out
    requests = [*map(laid, request_rows(subject, ids, varied, skipped))]
    responses = [*map(laid, response_rows(subject, ids, sampled, skipped))]
    refused = () if out else refusal_rows(subject, routes, ids, placed, not_refused)
    refusals = [*map(laid, refused)]
    operation = laid(_operation(subject, not out and not certified(subject)))
    return _Told(
        subject.names,
        frozenset(judging(subject.operation)),
        (varied, sampled, placed),
        operation,
        tuple(requests),
        tuple(responses),
        tuple(refusals),
        tuple(skipped.rows),
        tuple(not_refused.rows),
    )


def _routes(every: Sequence[Subject], skipped: Skipped) -> Routes:
    """Where a server answers, and which operations no request reaches for certain."""
    out = hidden(every)
    for name in sorted(out):
        skipped.add(name, "server", "another operation has the method and the path")
    vague = frozenset(subject.name for subject in every if not _is_told(subject))
    for name in sorted(vague - out):
        skipped.add(name, "server", "the path does not tell where its values end")
    for subject in filter(certified, every):
        skipped.add(subject.name, "server", "it asks for a certificate of the client's")
    return Routes(every, out | vague)


def _is_told(subject: Subject) -> bool:
    if not is_crowded(subject.operation.path):
        return True
    try:
        return is_told(subject, least_sent(subject))
    except Unsendable:
        return True  # is counted with its requests


def _base_path(servers: tuple[ir.Server, ...]) -> str:
    return base_path(servers[0]) if servers else ""


def _operation(subject: Subject, is_served: bool) -> Row:
    operation = subject.operation
    return {
        "name": subject.name,
        "id": operation.id,
        "module": str(subject.module),
        "function": str(subject.names.function),
        "constant": str(subject.names.constant),
        "method": operation.method,
        "path": operation.path,
        "is_served": is_served,
        "own_servers": bool(operation.servers),
        "base_path": _base_path(operation.servers or subject.api.servers),
        "security": [
            [[need.scheme, list(need.scopes)] for need in alternative]
            for alternative in operation.security
        ],
    }
