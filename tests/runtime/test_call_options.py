"""Options of one call: its timeout, more header fields, more query parameters."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Unpack

import httpx2
import pytest

from trueup_runtime.client import (
    UNSET,
    ApiKey,
    ApiKeyScheme,
    AsyncClient,
    AsyncRawMethod,
    AsyncResource,
    AsyncStreamMethod,
    Basic,
    Bytes,
    Call,
    CallOptions,
    ConfigurationError,
    Cookie,
    Header,
    Headers,
    HttpScheme,
    Json,
    Operation,
    Query,
    RawMethod,
    Resource,
    ResponseSpec,
    Service,
    StreamCall,
    StreamMethod,
    SyncClient,
    Timeout,
)

SERVICE = Service(
    "acme",
    base_url="https://api.test",
    schemes={
        "key": ApiKeyScheme("header", "X-Key"),
        "query": ApiKeyScheme("query", "api key"),
        "cookie": ApiKeyScheme("cookie", "sid"),
        "basic": HttpScheme("basic"),
    },
)


def operation(**rest: Any) -> Operation:
    return Operation(
        "op",
        "POST",
        "/things",
        parameters=(
            Query("q"),
            Query("api-version", constant="1"),
            Header("X-A"),
            Cookie("c"),
        ),
        bodies=(Json(Any),),
        responses={200: ResponseSpec(Bytes("application/octet-stream"))},
        **rest,
    )


OPERATION = operation()


def post(
    *, q: str | None = None, x_a: str | None = None, **options: Unpack[CallOptions]
) -> StreamCall[bytes, bytes, Headers]:
    """Post a thing."""
    return StreamCall(OPERATION, (q, x_a, None), {}, options=options)


class Things(Resource):
    """Things."""

    raw = RawMethod(post)
    stream = StreamMethod(post)


class AsyncThings(AsyncResource):
    """Things."""

    raw = AsyncRawMethod(post)
    stream = AsyncStreamMethod(post)


class Sent:
    """The requests that clients have sent."""

    def __init__(self) -> None:
        self.requests: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        return httpx2.Response(200, content=b"{}")

    def client(self, **options: Any) -> SyncClient:
        return Client(transport=httpx2.MockTransport(self), **options)


class Client(SyncClient):
    service = SERVICE


class Awaited(AsyncClient):
    service = SERVICE


def sync_raw(sent: Sent, **options: Any) -> None:
    Things(sent.client()).raw(**options)


def sync_stream(sent: Sent, **options: Any) -> None:
    with Things(sent.client()).stream(**options) as chunks:
        list(chunks)


def async_raw(sent: Sent, **options: Any) -> None:
    async def run() -> None:
        async with Awaited(transport=httpx2.MockTransport(sent)) as client:
            await AsyncThings(client).raw(**options)

    asyncio.run(run())


def async_stream(sent: Sent, **options: Any) -> None:
    async def run() -> None:
        async with Awaited(transport=httpx2.MockTransport(sent)) as client:
            async with AsyncThings(client).stream(**options) as chunks:
                assert [chunk async for chunk in chunks] == [b"{}"]

    asyncio.run(run())


@pytest.mark.parametrize("view", [sync_raw, sync_stream, async_raw, async_stream])
def test_options_of_a_call_are_sent_by_every_view(view: Callable[..., None]) -> None:
    sent = Sent()
    view(
        sent,
        q="1",
        timeout=httpx2.Timeout(9, connect=3),
        extra_headers={"X-More": "a", "User-Agent": "mine"},
        extra_query={"a b": "c&d"},
    )
    (request,) = sent.requests
    assert request.url.query == b"q=1&api-version=1&a%20b=c%26d"
    assert (request.headers["x-more"], request.headers["user-agent"]) == ("a", "mine")
    timeout = request.extensions["timeout"]
    assert timeout["connect"] == 3
    assert 8 < timeout["read"] <= 9


@pytest.mark.parametrize(
    ("given", "read"), [(UNSET, 60), (None, None), (7, 7), (Timeout(5, None), 5)]
)
def test_timeout_of_a_call_replaces_that_of_the_client(given: Any, read: Any) -> None:
    sent = Sent()
    client = sent.client()
    client.send(post(timeout=given))
    timeout = sent.requests[0].extensions["timeout"]["read"]
    assert timeout is None if read is None else read - 1 < timeout <= read
    assert client.options.timeout == Timeout()


@pytest.mark.parametrize("timeout", [0, -1, "1", True])
def test_timeout_of_a_call_is_checked(timeout: Any) -> None:
    with pytest.raises(ConfigurationError, match="timeout"):
        Sent().client().send(post(timeout=timeout))


def test_unknown_keyword_argument_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'limt'"):
        Things(Sent().client()).raw(limt=1)  # type: ignore[call-arg] # the subject


def test_extra_headers_replace_those_of_the_client_only() -> None:
    sent = Sent()
    client = sent.client(headers={"X-Mine": "1", "X-Other": "2"})
    client.send(post(extra_headers={"x-mine": "3", "Accept": "text/csv"}))
    client.send(post())
    first, second = sent.requests
    assert first.headers.get_list("x-mine") == ["3"]
    assert first.headers["x-other"] == "2"
    assert first.headers.get_list("accept") == ["text/csv"]
    assert second.headers["x-mine"] == "1"


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({"content-type": "a/b"}, "'content-type': the body has a media type"),
        ({"Content-Length": "1"}, "the client sets it"),
        ({"Transfer-Encoding": "chunked"}, "the client sets it"),
        ({"x-a": "2"}, "'x-a': a parameter of the call does"),
        ({"A": "1\r\nB: 2"}, "control character"),
        ({"A\r\nB": "1"}, "cannot be called"),
        ({"A": 1}, "'A' is a `int`"),
        ({1: "A"}, "must map strings to strings"),
        ([("A", "1")], "must be a mapping"),
    ],
)
def test_extra_headers_are_checked(headers: Any, message: str) -> None:
    with pytest.raises(ConfigurationError, match=r"extra_headers|header") as caught:
        post(x_a="1", extra_headers=headers).request()
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"q": "2"}, "'q': a parameter of the call does"),
        ({"api-version": "2"}, "'api-version': a parameter of the call does"),
        ({"a": "1\n2"}, "control character"),
        ({"a": 1}, "'a' is a `int`"),
        ({"a": ["1"]}, "'a' is a `list`"),
        ("a=1", "must be a mapping"),
    ],
)
def test_extra_query_is_checked(query: Any, message: str) -> None:
    with pytest.raises(ConfigurationError, match="extra_query") as caught:
        post(q="1", extra_query=query).request()
    assert message in str(caught.value)


def test_parameter_that_is_not_passed_may_be_an_extra() -> None:
    request = post(extra_headers={"X-A": "1"}, extra_query={"q": "2"}).request()
    assert request.query == "api-version=1&q=2"
    assert request.headers["x-a"] == "1"


@pytest.mark.parametrize(
    ("scheme", "auth", "name"),
    [
        ("key", ApiKey("s"), "x-key"),
        ("basic", Basic("u", "p"), "authorization"),
        ("cookie", ApiKey("s"), "cookie"),
    ],
)
def test_extra_headers_do_not_replace_credentials(
    scheme: str, auth: Any, name: str
) -> None:
    sent = Sent()
    call: Call[Any, Headers] = Call(
        operation(security=(((scheme, ()),),)), (None, None, None), {}
    )
    options: CallOptions = {"extra_headers": {name: "other"}}
    call = Call(call.operation, call.values, {}, options=options)
    with pytest.raises(ConfigurationError, match=f"'{name}': `auth` of the client"):
        sent.client(auth={scheme: auth}).send(call)
    assert not sent.requests
    sent.client().send(call)  # without `auth` nothing is replaced
    assert sent.requests[0].headers[name] == "other"


def test_extra_headers_do_not_replace_the_password_of_the_base_url() -> None:
    client = Sent().client(base_url="https://u:p@api.test")
    with pytest.raises(ConfigurationError, match="Authorization"):
        client.send(post(extra_headers={"Authorization": "x"}))


def test_extra_headers_with_credentials_stay_at_trusted_origins() -> None:
    sent = Sent()
    call: Call[Any, Headers] = Call(
        operation(servers=("https://other.test",)),
        (None, None, None),
        {},
        options={"extra_headers": {"X-Key": "secret"}},
    )
    with pytest.raises(ConfigurationError, match="auth_origins") as caught:
        sent.client().send(call)
    assert "secret" not in str(caught.value)
    assert not sent.requests
    sent.client(auth_origins=("https://other.test",)).send(call)
    assert sent.requests[0].headers["x-key"] == "secret"


def test_extra_query_does_not_hold_credentials() -> None:
    sent = Sent()
    with pytest.raises(ConfigurationError, match="pass it as `auth`") as caught:
        sent.client().send(post(extra_query={"api key": "secret"}))
    assert "secret" not in str(caught.value)
    assert not sent.requests


def test_secret_in_extra_headers_is_redacted() -> None:
    def echo(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(400, json={"title": request.headers["authorization"]})

    client = Client(transport=httpx2.MockTransport(echo))
    with pytest.raises(Exception, match="400") as caught:
        client.send(post(extra_headers={"Authorization": "Bearer hunter2"}))
    assert "hunter2" not in str(caught.value)


def test_idempotency_key_of_a_call_allows_retries() -> None:
    answers = [httpx2.Response(502), httpx2.Response(200, content=b"{}")]
    transport = httpx2.MockTransport(lambda request: answers.pop(0))
    client = Client(transport=transport)
    client._sleep = lambda seconds: None
    client.send(post(extra_headers={"Idempotency-Key": "1"}))
    assert not answers
