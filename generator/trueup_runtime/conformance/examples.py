"""Documented examples through the synchronous and the asynchronous client, unchanged."""

from __future__ import annotations

import asyncio

import httpx2
import pytest

from ..client import Auth, SyncClient
from . import subjects, targets
from .equality import same
from .suite import Suite, vectors
from .vectors import RequestVector, ResponseVector, Vectors

_BASE_URL = f"{targets.NOWHERE}/base"


def _answers(of: Vectors) -> list[ResponseVector]:
    return [
        vector
        for vector in of.answers
        if vector.origin == "documented" and vector.operation.name in of.first_requests
    ]


def _requests(of: Vectors) -> list[RequestVector]:
    return [vector for vector in of.requests if vector.origin == "documented"]


class Network:
    """Answers every request with one documented answer, and keeps the request."""

    def __init__(self, vector: ResponseVector) -> None:
        self._vector = vector
        self.seen: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.seen.append(request)
        return httpx2.Response(
            self._vector.status,
            headers=self._vector.headers,
            content=self._vector.content,
        )


@vectors(_answers)
def test_answer(vector: ResponseVector, suite: Suite) -> None:
    """The documented answer is understood, and written again it says the same."""
    request = suite.vectors.first_requests[vector.operation.name]
    network = Network(vector)
    with _client(suite, network) as client:
        subjects.check(vector, subjects.waited(client, request))
    assert len(network.seen) == 1, "a call is one request"


@vectors(_answers)
def test_awaited_answer(vector: ResponseVector, suite: Suite) -> None:
    """The asynchronous client understands it as well."""
    network = Network(vector)
    subjects.check(vector, asyncio.run(_awaited(suite, network, vector)))
    assert len(network.seen) == 1, "a call is one request"


@vectors(_requests)
def test_request(vector: RequestVector, suite: Suite) -> None:
    """Documented arguments arrive at the documented address."""
    answer = suite.vectors.first_answers.get(vector.operation.name)
    if answer is None:
        pytest.skip("the description declares nothing to answer with")
    network = Network(answer)
    with _client(suite, network) as client:
        subjects.waited(client, vector)
    (request,) = network.seen
    assert request.method == vector.request.method
    path = request.url.raw_path.decode().partition("?")[0]
    assert path == "/base" + vector.request.path
    for name, value in vector.request.headers.items():
        sent = request.headers.get(name, "").partition("; boundary=")[0]
        assert same(sent, value)


@vectors(_answers)
def test_no_retry(vector: ResponseVector, suite: Suite) -> None:
    """An error that is the caller's is not tried again (RFC 9110, section 15.5)."""
    if vector.status in (408, 409, 425, 429) or vector.status >= 500:
        pytest.skip("this answer may be asked for again")
    network = Network(vector)
    client = suite.client(
        base_url=_BASE_URL,
        auth=_auth(suite),
        timeout=subjects.TIMEOUT,
        transport=httpx2.MockTransport(network),
    )
    with client:
        subjects.waited(client, suite.vectors.first_requests[vector.operation.name])
    assert len(network.seen) == 1, f"{vector.status} was asked for again"


def _client(suite: Suite, network: Network) -> SyncClient:
    return suite.client(
        base_url=_BASE_URL,
        auth=_auth(suite),
        timeout=subjects.TIMEOUT,
        retries=0,
        transport=httpx2.MockTransport(network),
    )


async def _awaited(
    suite: Suite, network: Network, vector: ResponseVector
) -> subjects.Outcome:
    async with suite.async_client(
        base_url=_BASE_URL,
        auth=_auth(suite),
        timeout=subjects.TIMEOUT,
        retries=0,
        transport=httpx2.MockTransport(network),
    ) as client:
        request = suite.vectors.first_requests[vector.operation.name]
        return await subjects.awaited(client, request)


def _auth(suite: Suite) -> Auth:
    return subjects.auth(suite.vectors, targets.made_up_secrets(suite.vectors))
