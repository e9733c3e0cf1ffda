"""The file of vectors: every operation's, in the order of the description."""

from __future__ import annotations

from collections.abc import Sequence

from ... import ir
from ...emit.json_layout import document
from ...emit.naming import Symbols
from ...emit.quoting import Code
from ..server_urls import base_path, default_url
from .invalid_requests import Routes, refusal_rows, unknown_path
from .paths import has_shared_segment
from .requests import Unsendable, is_told, least_sent, request_rows
from .responses import response_rows
from .subject import (
    Identifiers,
    Row,
    Skipped,
    Subject,
    ambiguous_routes,
    requires_client_certificate,
    scheme_row,
)

FORMAT = 1


def vectors_text(api: ir.Api, symbols: Symbols) -> Code:
    """The document that `vectors.json` holds."""
    every = tuple(
        Subject(api, symbols, names, group.module)
        for group in symbols.groups
        for names in group.operations
    )
    skipped, not_refused = Skipped(), Skipped()
    routes = _routes(every, skipped)
    requests: list[ir.Json] = []
    responses: list[ir.Json] = []
    refusals: list[ir.Json] = []
    operations: list[ir.Json] = []
    if len(routes.out) < len(every):
        refusals.append(unknown_path(Identifiers()))
    variants: set[object] = set()
    samples: set[object] = set()
    paths: set[object] = set()
    for subject in every:
        ids = Identifiers()
        is_served = subject.name not in routes.out
        operations.append(
            _operation(subject, is_served and not requires_client_certificate(subject))
        )
        requests += request_rows(subject, ids, variants, skipped)
        responses += response_rows(subject, ids, samples, skipped)
        if is_served:
            refusals += refusal_rows(subject, routes, ids, paths, not_refused)
    return document(
        {
            "format": FORMAT,
            "title": api.title,
            "base_path": _base_path(api.servers),
            "security_schemes": {
                one.name: scheme_row(one) for one in api.security_schemes
            },
            "operations": operations,
            "requests": requests,
            "responses": responses,
            "refusals": refusals,
            "skipped": [*skipped.rows, *not_refused.rows],
        }
    )


def _routes(every: Sequence[Subject], skipped: Skipped) -> Routes:
    """Where a server answers, and which operations no request reaches for certain."""
    out = ambiguous_routes(every)
    for name in sorted(out):
        skipped.add(name, "server", "another operation has the method and the path")
    vague = frozenset(subject.name for subject in every if not _is_told(subject))
    for name in sorted(vague - out):
        skipped.add(name, "server", "the path does not tell where its values end")
    for subject in filter(requires_client_certificate, every):
        skipped.add(subject.name, "server", "it asks for a certificate of the client's")
    return Routes(every, out | vague)


def _is_told(subject: Subject) -> bool:
    if not has_shared_segment(subject.operation.path):
        return True
    try:
        return is_told(subject, least_sent(subject))
    except Unsendable:
        return True  # is counted with its requests


def _base_path(servers: tuple[ir.Server, ...]) -> str:
    return base_path(default_url(servers[0])) if servers else ""


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
