"""Client against server, and a server of yours against the description.

Without options the generated client drives the generated server: what was sent is what
the handler received, and what the handler returned is what the client got. With
`--app` or `--base-url` the server is yours; what it does not implement is counted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from .. import AsyncClient, Client, RawResponse, errors
from .._runtime.client import Form, Headers, Multipart, codec
from .._runtime.server import AnyReply
from . import serving, subjects, targets
from .conftest import Loop
from .equality import same
from .targets import Target
from .vectors import VECTORS, Refusal, RequestVector, ResponseVector
from .wire import is_json

_FEW_OPERATIONS = 50
_NEVER_FOR_VALID = (401, 405, 406, 415)
"""Refusals that a valid request with credentials does not deserve, declared or not."""
_MADE_UP = frozenset(
    (
        "traceparent",
        "tracestate",
        "user-agent",
        "accept-encoding",
        "connection",
        "host",
        "content-length",
        "te",
        "transfer-encoding",
        "expect",
        "upgrade",
    )
)
"""Headers that a client or its transport fills in where the caller gives none (W3C Trace
Context; RFC 9110, sections 7 and 10.1)."""

_REQUESTS = [vector for vector in VECTORS.requests if vector.operation.is_served]
_FIRST_REQUESTS = [
    vector for vector in VECTORS.first_requests.values() if vector.operation.is_served
]
_ANSWERS = [
    vector
    for vector in VECTORS.answers
    if vector.operation.is_served
    and vector.status >= 200
    and vector.operation.name in VECTORS.first_requests
]


def _id(vector: RequestVector | ResponseVector | Refusal) -> str:
    return vector.id


# ------------------------------------------------------- the generated server


@pytest.mark.generated
@pytest.mark.parametrize("vector", _REQUESTS, ids=_id)
def test_sent_is_received(vector: RequestVector, loop: Loop) -> None:
    """What the client sends is what the handler receives."""
    answer = VECTORS.first_answers.get(vector.operation.name)
    if answer is None:
        pytest.skip("the description declares nothing to answer with")
    call = subjects.call_of(vector)
    loop.expect(answer)
    asyncio.run(_awaited(loop.target, vector))
    _check_received(vector, call, loop.recorder)


@pytest.mark.generated
@pytest.mark.parametrize("vector", _ANSWERS, ids=_id)
def test_returned_is_got(vector: ResponseVector, loop: Loop) -> None:
    """What the handler returns is what the client gets."""
    request = VECTORS.first_requests[vector.operation.name]
    reply = loop.expect(vector)
    outcome = asyncio.run(_awaited(loop.target, request))
    subjects.check(vector, outcome)
    _check_got(vector, outcome, reply)


def _over_sockets() -> Iterator[ResponseVector]:
    """The first success and the first error of some operations."""
    for name in list(VECTORS.operations)[:_FEW_OPERATIONS]:
        answers = [vector for vector in _ANSWERS if vector.operation.name == name]
        yield from [vector for vector in answers if vector.error is None][:1]
        yield from [vector for vector in answers if vector.error is not None][:1]


@pytest.mark.generated
@pytest.mark.parametrize("vector", tuple(_over_sockets()), ids=_id)
def test_over_a_socket(vector: ResponseVector, loop: Loop, live_url: str) -> None:
    """Both at once, over a real connection and with the client that waits."""
    request = VECTORS.first_requests[vector.operation.name]
    call = subjects.call_of(request)
    reply = loop.expect(vector)
    with Client(
        base_url=live_url + vector.operation.base_path,
        auth=subjects.auth(loop.target.secrets),
        timeout=subjects.TIMEOUT,
        retries=0,
        transport=httpx2.HTTPTransport(),
    ) as client:
        outcome = subjects.waited(client, request)
    subjects.check(vector, outcome)
    _check_got(vector, outcome, reply)
    _check_received(request, call, loop.recorder)


@pytest.mark.generated
@pytest.mark.parametrize("vector", _FIRST_REQUESTS, ids=_id)
def test_unimplemented(vector: RequestVector, stub: Target) -> None:
    """A valid request of an operation that nobody wrote is answered with 501."""
    outcome = asyncio.run(_awaited(stub, vector))
    assert isinstance(outcome, errors.ApiError)
    assert outcome.status == 501


@pytest.mark.generated
@pytest.mark.parametrize("refusal", VECTORS.refusals, ids=_id)
def test_stub_refuses(refusal: Refusal, stub: Target) -> None:
    """What is wrong with a request is said before 501."""
    _check_refused(refusal, asyncio.run(targets.send(stub, refusal)))


# ------------------------------------------------------------------ any server


@pytest.mark.parametrize("refusal", VECTORS.refusals, ids=_id)
def test_refused(refusal: Refusal, target: Target, loop: Loop) -> None:
    """An invalid request is answered as declared, and reaches no handler."""
    _skip_unless_tried(target, refusal)
    loop.recorder.asked.clear()
    _check_refused(refusal, asyncio.run(targets.send(target, refusal)))
    assert not loop.recorder.asked, "an invalid request reached a handler"


@pytest.mark.yours
@pytest.mark.parametrize("vector", VECTORS.requests, ids=_id)
def test_accepted(vector: RequestVector, target: Target) -> None:
    """A valid request is answered as declared."""
    _skip_unless_tried(target, vector)
    outcome = asyncio.run(_awaited(target, vector))
    if not isinstance(outcome, errors.Error):
        return
    if isinstance(outcome, errors.ApiError) and outcome.status == 501:
        pytest.skip(f"NOT IMPLEMENTED: {vector.operation.name}")
    assert isinstance(outcome, errors.ApiError), repr(outcome)
    assert not isinstance(outcome, errors.UndocumentedStatusError), repr(outcome)
    assert outcome.decode_error is None, outcome.decode_error
    assert outcome.status not in _NEVER_FOR_VALID, repr(outcome)


# ---------------------------------------------------------------------- checks


def _skip_unless_tried(target: Target, vector: RequestVector | Refusal) -> None:
    reason = target.reason_against(vector.operation)
    is_unscoped = isinstance(vector, Refusal) and vector.credentials == "unscoped"
    if is_unscoped and target.kind != "generated":
        reason = "there are no credentials without scopes"
    if reason is not None:
        pytest.skip(reason)


async def _awaited(target: Target, vector: RequestVector) -> subjects.Outcome:
    async with AsyncClient(
        base_url=target.base_url(vector.operation),
        auth=subjects.auth(target.secrets),
        timeout=subjects.TIMEOUT,
        retries=0,
        transport=target.transport(),
    ) as client:
        return await subjects.awaited(client, vector)


def _check_received(
    vector: RequestVector, call: subjects.AnyCall, recorder: serving.Recorder
) -> None:
    """Typed equality of every argument and of the body, and nothing besides."""
    assert len(recorder.asked) == 1, "the handler is called once"
    (asked,) = recorder.asked
    endpoint = serving.endpoint_of(vector.operation)
    inputs = zip(endpoint.inputs, endpoint.operation.parameters, strict=True)
    asked_for = [(given.field, each) for given, each in inputs if given.field]
    for (field, parameter), sent in zip(asked_for, call.values, strict=True):
        if sent is None and parameter.name.lower() in _MADE_UP:
            continue
        got = getattr(asked, field)
        # A text does not say whether it is `a` or a list of it; both are written alike.
        assert got == sent or parameter.write(got) == parameter.write(sent), field
    if endpoint.body is not None:
        got = getattr(asked, "body", None)
        assert got == call.body or _are_one_form(vector, got, call.body)


def _are_one_form(vector: RequestVector, got: Any, sent: Any) -> bool:
    """Whether two bodies are written alike, as parts do not say that they are a list."""
    if vector.body is None or got is None:
        return False
    bodies = subjects.description(vector.operation).bodies
    body = next(body for body in bodies if body.media_type == vector.body[0])
    is_form = isinstance(body, Form | Multipart)
    return is_form and body.write(got) == body.write(sent)


def _check_got(
    vector: ResponseVector, outcome: subjects.Outcome, reply: AnyReply
) -> None:
    """Typed equality of the body, and the same on the wire: nothing else leaks out."""
    sent = getattr(reply, "body", None)
    match outcome:
        case errors.ApiError():
            content, got = outcome.raw, outcome.body
            if type(outcome) is errors.UnsuccessfulError:
                got = sent
        case errors.Error():
            return
        case _:
            content, got = outcome.raw.content, outcome.data
    assert got == sent
    if vector.items is not None or isinstance(sent, bytes):
        return
    if content and is_json(vector.media_type):
        assert same(codec.parse_json(content), codec.to_builtins(sent))


def _check_refused(refusal: Refusal, response: httpx2.Response) -> None:
    """The status, its headers, and a body of the declared type."""
    told = f"{response.status_code} {response.text[:500]}"
    assert response.status_code in refusal.statuses, told
    if response.status_code == 405:
        allowed = {name.strip() for name in response.headers["allow"].split(",")}
        assert set(refusal.allow) <= allowed <= {*refusal.allow, "HEAD", "OPTIONS"}
    if response.status_code == 401:
        assert "www-authenticate" in response.headers, "RFC 9110, section 15.5.2"
    if refusal.operation is None or response.status_code == 405:
        return
    fields = Headers(response.headers.multi_items())
    raw = RawResponse(response.status_code, fields, response.content)
    with pytest.raises(errors.ApiError) as caught:
        subjects.some_call(refusal.operation).response(raw)
    if response.headers.get("content-type") != "application/problem+json":
        # With which a server tells what no declared body can (RFC 9457).
        assert caught.value.decode_error is None, caught.value.decode_error
