"""Client against server.

The generated client drives the generated server: the handler receives what the client
sent, and the client returns what the handler returned.
"""

from __future__ import annotations

import asyncio

import httpx2
import pytest

from ..client import (
    ApiError,
    Error,
    UnsuccessfulError,
    codec,
)
from ..client.media import best
from ..server import AnyHandlerResponse
from . import subjects
from .equality import is_same
from .received import check_received
from .serving import Loop
from .suite import Suite, refusals, vectors
from .targets import Target
from .vectors import Refusal, RequestVector, ResponseVector
from .vectors_file import Vectors
from .wire import is_json

_MAX_SOCKET_OPERATIONS = 50


def _requests(of: Vectors) -> list[RequestVector]:
    return [vector for vector in of.requests if vector.operation.is_served]


def _first_requests(of: Vectors) -> list[RequestVector]:
    first = of.first_requests.values()
    return [vector for vector in first if vector.operation.is_served]


def _responses_of(of: Vectors) -> list[ResponseVector]:
    return [
        vector
        for vector in of.declared_responses
        if vector.operation.is_served
        and vector.status >= 200
        and vector.operation.name in of.first_requests
    ]


# ------------------------------------------------------- the generated server


@pytest.mark.generated
@vectors(_requests)
def test_handler_receives_what_client_sends(vector: RequestVector, loop: Loop) -> None:
    """The handler receives the values that the client sends."""
    response = loop.suite.vectors.first_responses.get(vector.operation.name)
    if response is None:
        pytest.skip("the description declares no response that can be sent")
    loop.expect(response)
    asyncio.run(_call(loop.suite, loop.target, vector))
    check_received(vector, loop)


@pytest.mark.generated
@vectors(_responses_of)
def test_client_returns_response_of_handler(vector: ResponseVector, loop: Loop) -> None:
    """The client returns the value that the handler returns."""
    request = loop.suite.vectors.first_requests[vector.operation.name]
    response = loop.expect(vector)
    outcome = asyncio.run(_call(loop.suite, loop.target, request))
    subjects.check(vector, outcome)
    _check_returned(vector, outcome, response)


def _over_sockets(of: Vectors) -> list[ResponseVector]:
    """The first success and the first error of some operations."""
    selected: list[ResponseVector] = []
    for name in list(of.operations)[:_MAX_SOCKET_OPERATIONS]:
        of_operation = [v for v in _responses_of(of) if v.operation.name == name]
        selected += [vector for vector in of_operation if vector.error is None][:1]
        selected += [vector for vector in of_operation if vector.error is not None][:1]
    return selected


@pytest.mark.generated
@vectors(_over_sockets)
def test_round_trip_over_socket(
    vector: ResponseVector, loop: Loop, live_url: str
) -> None:
    """Both directions, over a real connection, with the synchronous client."""
    request = loop.suite.vectors.first_requests[vector.operation.name]
    response = loop.expect(vector)
    with loop.suite.client(
        base_url=live_url + vector.operation.base_path,
        auth=loop.target.auth,
        timeout=subjects.TIMEOUT,
        retries=0,
        validation="strict",
        follow_redirects="never",
        transport=httpx2.HTTPTransport(verify=False),
    ) as client:
        outcome = subjects.call_sync(client, request)
    subjects.check(vector, outcome)
    _check_returned(vector, outcome, response)
    check_received(request, loop)


@pytest.mark.generated
@vectors(_first_requests)
def test_unimplemented_operation_responds_501(
    vector: RequestVector, suite: Suite, stub: Target
) -> None:
    """A valid request of an operation without a handler gets 501."""
    outcome = asyncio.run(_call(suite, stub, vector))
    assert isinstance(outcome, ApiError)
    assert outcome.status == 501


@pytest.mark.generated
@refusals
def test_stub_rejects_invalid_request(refusal: Refusal, stub: Target) -> None:
    """An invalid request is rejected before 501."""
    _skip_if_unserved(refusal)
    _check_refused(stub, refusal)


@pytest.mark.generated
@refusals
def test_invalid_request_reaches_no_handler(refusal: Refusal, loop: Loop) -> None:
    """An invalid request gets a declared error, and no handler is called."""
    _skip_if_unserved(refusal)
    loop.recorder.requests.clear()
    _check_refused(loop.target, refusal)
    assert not loop.recorder.requests, "an invalid request reached a handler"


# ---------------------------------------------------------------------- checks


def _skip_if_unserved(refusal: Refusal) -> None:
    if refusal.operation is not None and not refusal.operation.is_served:
        pytest.skip("another operation has its method and its path")


async def _call(
    suite: Suite, target: Target, vector: RequestVector
) -> subjects.Outcome:
    async with suite.async_client(
        base_url=target.base_url(vector.operation),
        auth=target.auth,
        timeout=subjects.TIMEOUT,
        retries=0,
        validation="strict",
        follow_redirects="never",
        transport=target.server.transport(),
    ) as client:
        return await subjects.call_async(client, vector)


def _check_returned(
    vector: ResponseVector, outcome: subjects.Outcome, response: AnyHandlerResponse
) -> None:
    """Typed equality of the body, and equality of its JSON: no property is added."""
    sent = getattr(response, "body", None)
    match outcome:
        case ApiError():
            content, got = outcome.raw, outcome.body
            if type(outcome) is UnsuccessfulError:
                got = sent
        case Error():
            return
        case _:
            content, got = outcome.raw.content, outcome.data
    assert got == sent
    if content and vector.media_type:
        # A lenient client decodes JSON and text of other media types, too.
        received = outcome.headers.get("Content-Type", "")
        is_declared = best((vector.media_type,), received) is not None
        assert is_declared, f"`{received}` is not `{vector.media_type}`"
    if vector.items is not None or isinstance(sent, bytes):
        return
    if content and is_json(vector.media_type):
        assert is_same(codec.parse_json(content), codec.to_builtins(sent))


def _check_refused(target: Target, refusal: Refusal) -> None:
    """The status, its headers, and a body of the declared type."""
    sent = target.send(refusal.operation, refusal.request, refusal.credentials)
    response = sent.response
    message = f"{response.status} {response.content[:500]!r}"
    assert response.status in refusal.statuses, message
    if response.status == 405:
        allowed = {name.strip() for name in response.headers["allow"].split(",")}
        assert set(refusal.allow) <= allowed <= {*refusal.allow, "HEAD", "OPTIONS"}
    if response.status == 401:
        assert "www-authenticate" in response.headers, "RFC 9110, section 15.5.2"
    if refusal.operation is None or response.status == 405:
        return
    with pytest.raises(ApiError) as caught:
        call = subjects.any_call(target.vectors, refusal.operation)
        call.response(response, strict=True)
    if response.headers.get("content-type") != "application/problem+json":
        # A server may use it for errors without a declared body (RFC 9457).
        assert caught.value.decode_error is None, caught.value.decode_error
