"""Documented examples through the synchronous and the asynchronous client, unchanged."""

from __future__ import annotations

import httpx2
import pytest

from ..client import Auth, SyncClient
from . import credentials, subjects, targets
from .equality import is_same
from .suite import Suite, vectors
from .vectors import RequestVector, ResponseVector
from .vectors_file import Vectors

_BASE_URL = f"{targets.NOWHERE}/base"


def _responses_of(of: Vectors) -> list[ResponseVector]:
    return [
        vector
        for vector in of.declared_responses
        if vector.origin == "documented" and vector.operation.name in of.first_requests
    ]


def _requests(of: Vectors) -> list[RequestVector]:
    return [vector for vector in of.requests if vector.origin == "documented"]


class RecordedNetwork:
    """A transport that records requests and sends one documented response."""

    def __init__(self, vector: ResponseVector) -> None:
        self._vector = vector
        self.requests: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        return httpx2.Response(
            self._vector.status,
            headers=self._vector.headers,
            content=self._vector.content,
        )


@vectors(_responses_of)
def test_documented_response_is_decoded(vector: ResponseVector, suite: Suite) -> None:
    """The documented response is decoded, and encodes to an equal value."""
    request = suite.vectors.first_requests[vector.operation.name]
    network = RecordedNetwork(vector)
    with _client(suite, network) as client:
        subjects.check(vector, subjects.call_sync(client, request))
    assert len(network.requests) == 1, "a call is one request"


@vectors(_responses_of)
def test_documented_response_is_decoded_async(
    vector: ResponseVector, suite: Suite
) -> None:
    """The asynchronous client decodes it as well."""
    import asyncio  # slow to import; a run of `yours` does not need it

    network = RecordedNetwork(vector)
    subjects.check(vector, asyncio.run(_call(suite, network, vector)))
    assert len(network.requests) == 1, "a call is one request"


@vectors(_requests)
def test_documented_request_is_sent(vector: RequestVector, suite: Suite) -> None:
    """Documented arguments are sent to the documented path."""
    response = suite.vectors.first_responses.get(vector.operation.name)
    if response is None:
        pytest.skip("the description declares no response that can be sent")
    network = RecordedNetwork(response)
    with _client(suite, network) as client:
        subjects.call_sync(client, vector)
    (request,) = network.requests
    assert request.method == vector.request.method
    path = request.url.raw_path.decode().partition("?")[0]
    assert path == "/base" + vector.request.path
    for name, value in vector.request.headers.items():
        sent = request.headers.get(name, "").partition("; boundary=")[0]
        assert is_same(sent, value)


@vectors(_responses_of)
def test_client_error_is_not_retried(vector: ResponseVector, suite: Suite) -> None:
    """A client error is not retried (RFC 9110, section 15.5)."""
    if vector.status in (408, 409, 425, 429) or vector.status >= 500:
        pytest.skip("this status may be retried")
    network = RecordedNetwork(vector)
    client = suite.client(
        base_url=_BASE_URL,
        auth=_auth(suite),
        timeout=subjects.TIMEOUT,
        transport=httpx2.MockTransport(network),
    )
    with client:
        subjects.call_sync(client, suite.vectors.first_requests[vector.operation.name])
    assert len(network.requests) == 1, f"{vector.status} was retried"


def _client(suite: Suite, network: RecordedNetwork) -> SyncClient:
    return suite.client(
        base_url=_BASE_URL,
        auth=_auth(suite),
        timeout=subjects.TIMEOUT,
        retries=0,
        transport=httpx2.MockTransport(network),
    )


async def _call(
    suite: Suite, network: RecordedNetwork, vector: ResponseVector
) -> subjects.Outcome:
    async with suite.async_client(
        base_url=_BASE_URL,
        auth=_auth(suite),
        timeout=subjects.TIMEOUT,
        retries=0,
        transport=httpx2.MockTransport(network),
    ) as client:
        request = suite.vectors.first_requests[vector.operation.name]
        return await subjects.call_async(client, request)


def _auth(suite: Suite) -> Auth:
    return subjects.auth(suite.vectors, credentials.generated(suite.vectors))
