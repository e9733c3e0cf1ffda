"""Ends a run early if every test would fail for the same reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

import httpx2
import pytest

from . import credentials
from .suite import Suite
from .targets import Target
from .vectors import RequestVector

_MAX_PROBES = 10


def preflight(suite: Suite, target: Target) -> None:
    """Exit with one line if the server cannot be reached, rejects every credential, or
    has nothing at the base path. Only requests with safe methods are sent."""
    server = target.origin if target.kind == "address" else "the application"
    vectors = [
        vector
        for vector in suite.vectors.first_requests.values()
        if target.skip_reason(vector.operation) is None
    ]
    with_credentials = [
        v for v in vectors if target.missing_credentials(v.operation) is None
    ]
    if vectors and not with_credentials:
        needed = credentials.needed(vector.operation for vector in vectors)
        _exit(f"no credentials for {server}: set {needed}")
    probes = _probes(with_credentials)
    try:
        statuses = [(vector, _status(target, vector)) for vector in probes]
        for refusal in suite.vectors.refusals[:1] if not probes else ():
            target.send(refusal.operation, refusal.request, "none")
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
        _exit(f"cannot connect to {server}: {error}; is it running?")
    secured = [
        (vector.operation, status)
        for vector, status in statuses
        if vector.operation.is_secured
    ]
    ways = {v.operation.security for v in with_credentials if v.operation.is_secured}
    unprobed = ways - {operation.security for operation, _ in secured}
    if secured and not unprobed and {status for _, status in secured} == {401}:
        names = credentials.needed(operation for operation, _ in secured)
        _exit(f"{server} responds with 401 to every credential: check {names}")
    if {status for _, status in statuses} == {404} and _proves_wrong_url(suite, probes):
        path = target.base_url(None)
        question = f"is `{path}` the base URL?"
        if target.kind == "application":
            question = f"are its paths below `{suite.vectors.base_path or '/'}`?"
        _exit(f"{server} responds with 404 to everything: {question}")


def _probes(vectors: Sequence[RequestVector]) -> list[RequestVector]:
    """Requests with safe methods: one for each way to authenticate, then others."""
    safe = [vector for vector in vectors if vector.operation.is_safe]
    first = {vector.operation.security: vector for vector in reversed(safe)}
    selected = [vector for vector in safe if first[vector.operation.security] is vector]
    others = [vector for vector in safe if vector not in selected]
    return [*selected, *others][:_MAX_PROBES]


def _proves_wrong_url(suite: Suite, probes: Sequence[RequestVector]) -> bool:
    """Whether 404 for all probes means that nothing is at the base URL: one operation may
    declare it for a resource that does not exist."""
    fixed = [v.operation for v in probes if "{" not in v.operation.path]
    declaring = {
        vector.operation.name
        for vector in suite.vectors.declared_responses
        if vector.status == 404
    }
    return len(fixed) > 1 or any(op.name not in declaring for op in fixed)


def _status(target: Target, vector: RequestVector) -> int:
    try:
        status = target.send(vector.operation, vector.request).response.status
        target.note(vector.operation, status)
        return status
    except (httpx2.ConnectError, httpx2.ConnectTimeout):
        raise
    except httpx2.TransportError:
        return 0


def _exit(message: str) -> NoReturn:
    pytest.exit(message, returncode=2)
