"""A server of yours against the description."""

from __future__ import annotations

import pytest

from .checker import Checker
from .suite import refusals, vectors
from .vectors import Refusal, RequestVector
from .vectors_file import Vectors


def _requests(of: Vectors) -> tuple[RequestVector, ...]:
    return of.requests


def _reads_of_created(of: Vectors) -> list[RequestVector]:
    """Minimal requests of `GET /jobs/{job_id}`, where `POST /jobs` exists."""
    creating = {o.path for o in of.operations.values() if o.method == "POST"}
    return [
        vector
        for vector in of.first_requests.values()
        if vector.operation.method == "GET"
        and vector.operation.path.endswith("}")
        and vector.operation.path.rpartition("/")[0] in creating
    ]


@pytest.mark.yours
@vectors(_requests)
def test_valid_request_gets_declared_response(
    vector: RequestVector, checker: Checker, request: pytest.FixtureRequest
) -> None:
    """A valid request gets a declared response that is not a failure."""
    checker.check_valid(request.node, vector)


@pytest.mark.yours
@refusals
def test_invalid_request_is_rejected(
    refusal: Refusal, checker: Checker, request: pytest.FixtureRequest
) -> None:
    """An invalid request gets a declared error."""
    checker.check_refused(request.node, refusal)


@pytest.mark.yours
@vectors(_reads_of_created)
def test_created_resource_is_returned(
    vector: RequestVector, checker: Checker, request: pytest.FixtureRequest
) -> None:
    """Each of two created resources is returned by its own identifier."""
    checker.check_created(request.node, vector)
