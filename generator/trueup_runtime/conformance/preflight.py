"""Ends a run early if every test would fail for the same reason."""

from __future__ import annotations

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
    has nothing at the base path."""
    server = target.origin if target.kind == "address" else "the application"
    vectors = [
        vector
        for vector in suite.vectors.first_requests.values()
        if target.skip_reason(vector.operation) is None
    ]
    probes = [v for v in vectors if target.missing_credentials(v.operation) is None]
    if vectors and not probes:
        needed = credentials.needed(vector.operation for vector in vectors)
        _exit(f"no credentials for {server}: set {needed}")
    probes = sorted(probes, key=lambda v: not v.operation.is_safe)[:_MAX_PROBES]
    try:
        statuses = [(vector, _status(target, vector)) for vector in probes]
        for refusal in suite.vectors.refusals[:1] if not probes else ():
            target.send(refusal.operation, refusal.request, "none")
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
        _exit(f"cannot connect to {server}: {error}; is it running?")
    secured = [
        (vector.operation, status)
        for vector, status in statuses
        if vector.operation.security and all(vector.operation.security)
    ]
    if secured and {status for _, status in secured} == {401}:
        names = credentials.needed(operation for operation, _ in secured)
        _exit(f"{server} responds with 401 to every credential: check {names}")
    fixed = [s for vector, s in statuses if "{" not in vector.operation.path]
    if fixed and set(fixed) == {404} and {s for _, s in statuses} == {404}:
        path = target.base_url(None)
        _exit(f"{server} responds with 404 to everything: is `{path}` the base URL?")


def _status(target: Target, vector: RequestVector) -> int:
    try:
        return target.send(vector.operation, vector.request).response.status
    except (httpx2.ConnectError, httpx2.ConnectTimeout):
        raise
    except httpx2.TransportError:
        return 0


def _exit(message: str) -> NoReturn:
    pytest.exit(message, returncode=2)
