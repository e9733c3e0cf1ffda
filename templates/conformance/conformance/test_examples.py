"""The author's own examples, word for word, through the client: waiting and awaited."""

from __future__ import annotations

import asyncio

import httpx2
import pytest

from .. import AsyncClient, Client
from . import subjects, targets
from .equality import same
from .vectors import VECTORS, RequestVector, ResponseVector

_ANSWERS = [
    vector
    for vector in VECTORS.answers
    if vector.origin == "documented" and vector.operation.name in VECTORS.first_requests
]
_REQUESTS = [vector for vector in VECTORS.requests if vector.origin == "documented"]
_BASE_URL = f"{targets.NOWHERE}/base"


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


@pytest.mark.parametrize("vector", _ANSWERS, ids=lambda vector: vector.id)
def test_answer(vector: ResponseVector) -> None:
    """The documented answer is understood, and written again it says the same."""
    request = VECTORS.first_requests[vector.operation.name]
    network = Network(vector)
    with _client(network) as client:
        subjects.check(vector, subjects.waited(client, request))
    assert len(network.seen) == 1, "a call is one request"


@pytest.mark.parametrize("vector", _ANSWERS, ids=lambda vector: vector.id)
def test_awaited_answer(vector: ResponseVector) -> None:
    """The asynchronous client understands it as well."""
    network = Network(vector)
    subjects.check(vector, asyncio.run(_awaited(network, vector)))
    assert len(network.seen) == 1, "a call is one request"


@pytest.mark.parametrize("vector", _REQUESTS, ids=lambda vector: vector.id)
def test_request(vector: RequestVector) -> None:
    """Documented arguments arrive at the documented address."""
    answer = VECTORS.first_answers.get(vector.operation.name)
    if answer is None:
        pytest.skip("the description declares nothing to answer with")
    network = Network(answer)
    with _client(network) as client:
        subjects.waited(client, vector)
    (request,) = network.seen
    assert request.method == vector.request.method
    path = request.url.raw_path.decode().partition("?")[0]
    assert path == "/base" + vector.request.path
    for name, value in vector.request.headers.items():
        sent = request.headers.get(name, "").partition("; boundary=")[0]
        assert same(sent, value)


@pytest.mark.parametrize("vector", _ANSWERS, ids=lambda vector: vector.id)
def test_no_retry(vector: ResponseVector) -> None:
    """An error that is the caller's is not tried again (RFC 9110, section 15.5)."""
    if vector.status in (408, 409, 425, 429) or vector.status >= 500:
        pytest.skip("this answer may be asked for again")
    network = Network(vector)
    client = Client(
        base_url=_BASE_URL,
        auth=subjects.auth(targets.made_up_secrets()),
        timeout=subjects.TIMEOUT,
        transport=httpx2.MockTransport(network),
    )
    with client:
        subjects.waited(client, VECTORS.first_requests[vector.operation.name])
    assert len(network.seen) == 1, f"{vector.status} was asked for again"


def _client(network: Network) -> Client:
    return Client(
        base_url=_BASE_URL,
        auth=subjects.auth(targets.made_up_secrets()),
        timeout=subjects.TIMEOUT,
        retries=0,
        transport=httpx2.MockTransport(network),
    )


async def _awaited(network: Network, vector: ResponseVector) -> subjects.Outcome:
    async with AsyncClient(
        base_url=_BASE_URL,
        auth=subjects.auth(targets.made_up_secrets()),
        timeout=subjects.TIMEOUT,
        retries=0,
        transport=httpx2.MockTransport(network),
    ) as client:
        request = VECTORS.first_requests[vector.operation.name]
        return await subjects.awaited(client, request)
