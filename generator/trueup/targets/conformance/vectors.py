"""The file of vectors: every operation's, in the order of the description."""

from __future__ import annotations

from ... import ir
from ...python.symbols import Symbols
from .paths import is_crowded
from .refusals import refusal_rows
from .requests import Unsendable, is_told, least_sent, request_rows
from .responses import response_rows
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


def vectors(api: ir.Api, symbols: Symbols) -> Row:
    """The document that `vectors.json` holds."""
    every = tuple(subjects(api, symbols))
    ids, skipped = Identifiers(), Skipped()
    varied: set[tuple[object, ...]] = set()
    sampled: set[str | None] = set()
    requests: list[ir.Json] = []
    responses: list[ir.Json] = []
    out = hidden(every)
    for name in sorted(out):
        skipped.add(name, "server", "another operation has the method and the path")
    vague = frozenset(subject.name for subject in every if not _is_told(subject))
    for name in sorted(vague - out):
        skipped.add(name, "server", "the path does not tell where its values end")
    out |= vague
    for subject in filter(certified, every):
        skipped.add(subject.name, "server", "it asks for a certificate of the client's")
    for subject in every:
        requests += request_rows(subject, ids, varied, skipped)
        responses += response_rows(subject, ids, sampled, skipped)
    return {
        "format": FORMAT,
        "title": api.title,
        "base_path": _base_path(api.servers),
        "security_schemes": {one.name: scheme_row(one) for one in api.security_schemes},
        "operations": [
            _operation(one, one.name not in out and not certified(one)) for one in every
        ],
        "requests": requests,
        "responses": responses,
        "refusals": list(refusal_rows(every, out, ids, skipped)),
        "skipped": skipped.rows,
    }


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
