"""The file of vectors, in the order of the operations in the description."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ... import ir
from ...emit.json_layout import document
from ...emit.naming import Symbols
from ...emit.quoting import Code
from .invalid_requests import Routes, invalid_request_rows, unknown_path
from .operation_row import base_path_of, operation_row
from .request_wire import RequestArguments
from .requests import (
    CannotSend,
    has_unambiguous_path,
    minimal_request,
    request_rows,
)
from .responses import response_rows
from .subject import (
    Identifiers,
    Skipped,
    Subject,
    ambiguous_routes,
    requires_client_certificate,
    scheme_row,
)

FORMAT = 2

MAX_CHARACTERS = 40_000_000
"""Characters of text in all vectors, beyond which operations are skipped: each operation
repeats the samples of the schemas that it uses."""


def vectors_text(api: ir.Api, symbols: Symbols) -> Code:
    """The text of `vectors.json`."""
    subjects = _subjects(api, symbols)
    minimal = {subject.name: _minimal_request(subject) for subject in subjects}
    skipped, skipped_refusals = Skipped(), Skipped()
    routes = _routes(subjects, minimal, skipped)
    requests: list[ir.Json] = []
    responses: list[ir.Json] = []
    refusals: list[ir.Json] = []
    operations: list[ir.Json] = []
    if len(routes.unreachable) < len(subjects):
        refusals.append(unknown_path(Identifiers()))
    variants, samples, paths = set[object](), set[object](), set[object]()
    remaining = MAX_CHARACTERS
    for subject in subjects:
        ids, arguments = Identifiers(), minimal[subject.name]
        is_served = subject.name not in routes.unreachable
        has_certificate = requires_client_certificate(subject)
        operations.append(operation_row(subject, is_served and not has_certificate))
        if remaining < 0:
            skipped.add(subject.name, "operation", "the vectors are too large already")
            continue
        counts = len(requests), len(responses), len(refusals)
        if isinstance(arguments, CannotSend):
            skipped.add(subject.name, "requests", str(arguments))
        else:
            requests += request_rows(subject, arguments, ids, variants, skipped)
        responses += response_rows(subject, ids, samples, skipped)
        if is_served and not isinstance(arguments, CannotSend):
            refusals += invalid_request_rows(
                subject, arguments, routes, ids, paths, skipped_refusals
            )
        lists = zip((requests, responses, refusals), counts, strict=True)
        remaining -= sum(_size(rows[count:]) for rows, count in lists)
    return document(
        {
            "format": FORMAT,
            "title": api.title,
            "base_path": base_path_of(api.servers),
            "security_schemes": {
                scheme.name: scheme_row(scheme) for scheme in api.security_schemes
            },
            "operations": operations,
            "requests": requests,
            "responses": responses,
            "refusals": refusals,
            "skipped": [*skipped.rows, *skipped_refusals.rows],
        }
    )


def _subjects(api: ir.Api, symbols: Symbols) -> tuple[Subject, ...]:
    return tuple(
        Subject(api, symbols, names, group.module)
        for group in symbols.groups
        for names in group.operations
    )


def _minimal_request(subject: Subject) -> RequestArguments | CannotSend:
    try:
        return minimal_request(subject)
    except CannotSend as reason:
        return reason


def _routes(
    subjects: Sequence[Subject],
    minimal: Mapping[str, RequestArguments | CannotSend],
    skipped: Skipped,
) -> Routes:
    """The routes of the server, and the operations that no request certainly reaches."""
    duplicate = ambiguous_routes(subjects)
    for name in sorted(duplicate):
        reason = "another operation has the same method and path"
        skipped.add(name, "server", reason)
    ambiguous: set[str] = set()
    for subject in subjects:
        arguments = minimal[subject.name]
        if not isinstance(arguments, CannotSend):
            if not has_unambiguous_path(subject, arguments):
                ambiguous.add(subject.name)
    for name in sorted(ambiguous - duplicate):
        skipped.add(name, "server", "the values in its path are ambiguous")
    for subject in filter(requires_client_certificate, subjects):
        skipped.add(subject.name, "server", "it requires a client certificate")
    return Routes(subjects, duplicate | ambiguous)


def _size(rows: list[ir.Json]) -> int:
    """Characters of the texts in `rows`, with a few for each value."""
    size = 0
    pending: list[ir.Json] = [*rows]
    while pending:
        value = pending.pop()
        size += len(value) if isinstance(value, str) else 4
        if isinstance(value, dict):
            pending += (*value, *value.values())
        elif isinstance(value, list):
            pending += value
    return size
