"""Whatever a service answers, a call returns or raises an `Error`."""

from __future__ import annotations

import asyncio
import datetime
import itertools
import random
import ssl
from collections.abc import AsyncIterator, Iterator
from decimal import Decimal
from typing import Any

import h11
import httpcore2
import httpx2
import pytest

from trueup_runtime.client import (
    ApiError,
    AsyncClient,
    Body,
    Bytes,
    Call,
    ClientCredentials,
    ConfigurationError,
    DecodeError,
    Error,
    EventStream,
    Form,
    Headers,
    Json,
    JsonLines,
    Model,
    Multipart,
    OAuth2Scheme,
    Operation,
    ResponseSpec,
    Service,
    StreamCall,
    SyncClient,
    Text,
    TimeoutError,
    TransportError,
)

SERVICE = Service(
    "acme",
    base_url="http://a.test",
    schemes={"oauth": OAuth2Scheme("https://id.test/token")},
)


class Client(SyncClient):
    service = SERVICE


class Awaited(AsyncClient):
    service = SERVICE


class Thing(Model):
    number: int = 0
    fraction: float = 0.0
    exact: Decimal | None = None
    text: str | None = None
    when: datetime.datetime | None = None
    day: datetime.date | None = None
    time: datetime.time | None = None
    parts: dict[str, Thing] | None = None
    items: list[Thing] | None = None


class Chunks(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    def __init__(self, *chunks: bytes | Exception) -> None:
        self.chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.chunks:
            if isinstance(chunk, Exception):
                raise chunk
            yield chunk

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk


BODIES: dict[str, Body] = {
    "json": Json(Thing),
    "any": Json(Any),
    "text": Text(),
    "number": Text(type=int),
    "bytes": Bytes(),
    "form": Form(Thing),
    "multipart": Multipart(dict[str, Any]),
    "lines": JsonLines(Thing, media_type="application/json"),
    "events": EventStream(Thing, media_type="application/json", data=True),
}
STATUSES = (0, 1, 99, 100, 101, 199, 200, 204, 226, 299, 301, 304, 399, 404, 429, 503)
STATUSES += (599, 600, 999, 1000, 99999, -1)
HEADERS: tuple[tuple[str, str | bytes], ...] = (
    ("Retry-After", "soon"),
    ("Retry-After", "9" * 5000),
    ("Retry-After", "Mon, 01 Jan 2024 00:00:00 +99999999999999"),
    ("Retry-After", "-1"),
    ("Location", "http://[::1"),
    ("Location", "\x00\x01"),
    ("Location", "//\xff/"),
    ("Location", "http://a.test:99999999/"),
    ("Location", "http://xn--/.."),
    ("Location", "http://" + "a" * 5000 + "/"),
    ("Link", '<a>; rel="' * 5000),
    ("Set-Cookie", "a=b; expires=" + "9" * 5000),
    ("Content-Length", "soon"),
    ("Content-Length", "9" * 5000),
    ("Content-Encoding", "gzip"),
    ("Content-Encoding", "gzip, " * 99),
    ("Content-Type", "application/json; charset=undefined"),
    ("Content-Type", 'application/json; charset="'),
    ("Content-Type", "text/plain; charset=rot13"),
    ("Content-Type", "text/plain; charset=a\x00b"),
    ("Content-Type", "text/plain; charset=idna"),
    ("Content-Type", "multipart/form-data; boundary="),
    ("Content-Type", "multipart/form-data; boundary=\xff"),
    ("Content-Type", "multipart/form-data; boundary=b"),
    ("Content-Type", "application/x-www-form-urlencoded"),
    ("Content-Type", "/"),
    ("Content-Type", ""),
    ("Content-Type", ";" * 5000),
    ("X-Request-Id", b"\xff\xfe\x00"),
    ("Date", "Mon, 99 Jan 0000"),
)
DEEP = 100_000
CONTENTS = (
    b"",
    b"\xff\xfe",
    b"null",
    b"{",
    b'"\\ud800"',
    b'"\xed\xa0\x80"',
    b"[" * DEEP,
    b'{"items":[' * DEEP,
    b'{"parts":{"a":' * 200 + b'{"number":"x"}' + b"}}" * 200,
    b'{"items":[' * 200 + b'{"number":"x"}' + b"]}" * 200,
    b'{"number": ' + b"9" * 10_000 + b"}",
    b'{"number": 1' + b"0" * 5000 + b".5}",
    b'{"fraction": ' + b"9" * 10_000 + b"}",
    b'{"fraction": 1e999999999}',
    b'{"exact": 1e999999999}',
    b'{"exact": "nan"}',
    b'{"exact": "' + b"9" * 100_000 + b'"}',
    b'{"text": "\\ud800", "when": "2024-01-01T00:00:00Z"}',
    b'{"when": "0000-01-01T00:00:00Z"}',
    b'{"when": "0001-01-01T00:00:00+23:59"}',
    b'{"when": "9999-12-31T23:59:59.9999999-23:59"}',
    b'{"when": "99999-01-01T00:00:00Z"}',
    b'{"when": "2024-01-01T00:00:00+99:99"}',
    b'{"day": "0000-00-00", "time": "99:99:99"}',
    b'{"number": NaN}',
    b"9" * 10_000,
    b"data: {\r\rdata: [\n\ndata: " + b"9" * 5000 + b"\n\n",
    b"\x1f\x8b",
    b"--b\r\n\r\n--b--",
    b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--b--',
    b"number=" + b"9" * 10_000 + b"&when=x&items[a][b]=1&=&%ff=%",
)


def call_of(body: Body, *, streamed: bool = False) -> Any:
    replies: dict[int | str, ResponseSpec] = {
        200: ResponseSpec(body),
        "default": ResponseSpec(body),
    }
    operation = Operation("op", "GET", "/", responses=replies)
    return StreamCall(operation) if streamed else Call(operation)


def scripted(
    status: int, headers: Any, stream: httpx2.SyncByteStream | httpx2.AsyncByteStream
) -> httpx2.MockTransport:
    pairs = [
        (name.encode(), value if isinstance(value, bytes) else value.encode("latin-1"))
        for name, value in headers
    ]
    return httpx2.MockTransport(
        lambda request: httpx2.Response(status, headers=pairs, stream=stream)
    )


def read(value: Any) -> None:
    if isinstance(value, Iterator):
        for _ in itertools.islice(value, 100):
            pass


def tried(transport: httpx2.MockTransport, body: Body, way: str) -> None:
    """Make a call; only an `Error` may be raised, and it shows and pickles."""
    try:
        if way == "asynchronous":
            awaited = Awaited(transport=transport, retries=0)
            read(asyncio.run(awaited.send(call_of(body))).data)
            return
        client = Client(transport=transport, retries=0)
        if way == "stream":
            with client.stream(call_of(body, streamed=True)) as stream:
                read(iter(stream))
        else:
            response = client.send(call_of(body))
            repr((response.headers, response.request_id))
            read(response.data)
    except Error as error:
        repr((error, str(error)))
        if isinstance(error, ApiError):
            repr((error.retry_after, error.request_id, error.request))


@pytest.mark.parametrize("way", ["synchronous", "asynchronous", "stream"])
@pytest.mark.parametrize("name", BODIES)
def test_every_content_in_every_body(name: str, way: str) -> None:
    for content in CONTENTS:
        for media_type in (
            "application/json",
            BODIES[name].media_type + "; boundary=b",
        ):
            headers = [("Content-Type", media_type)]
            tried(scripted(200, headers, Chunks(content)), BODIES[name], way)
            tried(scripted(500, headers, Chunks(content)), BODIES[name], way)


@pytest.mark.parametrize("way", ["synchronous", "asynchronous", "stream"])
def test_every_status_and_field(way: str) -> None:
    for status in STATUSES:
        tried(scripted(status, [], Chunks(b"null")), BODIES["any"], way)
        for field in HEADERS:
            headers = [("Content-Type", "application/json"), field]
            tried(scripted(status, headers, Chunks(b"{}")), BODIES["json"], way)


@pytest.mark.parametrize("way", ["synchronous", "asynchronous", "stream"])
def test_a_mixture_of_everything(way: str) -> None:
    chance = random.Random(7)
    for _ in range(400):
        headers = chance.sample(HEADERS, chance.randrange(4)) * chance.choice((1, 1, 2))
        content = chance.choice(CONTENTS)
        middle = chance.randrange(len(content) + 1)
        transport = scripted(
            chance.choice(STATUSES), headers, Chunks(content[:middle], content[middle:])
        )
        tried(transport, chance.choice(list(BODIES.values())), way)


FAILURES: tuple[Exception, ...] = (
    RuntimeError("closed"),
    ValueError("odd"),
    KeyError("odd"),
    AttributeError("odd"),
    AssertionError(),
    RecursionError(),
    OSError("odd"),
    ssl.SSLError("odd"),
    ssl.SSLCertVerificationError("odd"),
    h11.LocalProtocolError("odd"),
    h11.RemoteProtocolError("odd"),
    httpcore2.RemoteProtocolError("odd"),
    httpcore2.ConnectionNotAvailable(),
    httpx2.DecodingError("odd"),
    httpx2.TooManyRedirects("odd"),
    httpx2.StreamClosed(),
    httpx2.InvalidURL("odd"),
    httpx2.CookieConflict("odd"),
    UnicodeDecodeError("ascii", b"\xff", 0, 1, "odd"),
)


@pytest.mark.parametrize("error", FAILURES, ids=repr)
@pytest.mark.parametrize("way", ["synchronous", "asynchronous", "stream"])
def test_every_exception_of_a_transport(error: Exception, way: str) -> None:
    def fail(request: httpx2.Request) -> httpx2.Response:
        raise error

    tried(httpx2.MockTransport(fail), BODIES["json"], way)
    headers = [("Content-Type", "application/json")]
    tried(scripted(200, headers, Chunks(b"{", error)), BODIES["lines"], way)
    client = Client(transport=httpx2.MockTransport(fail), retries=0)
    with pytest.raises((TransportError, ConfigurationError)) as caught:
        client.send(call_of(BODIES["json"]))
    assert caught.value.__context__ is None


@pytest.mark.parametrize("error", [TimeoutError, ConnectionResetError, KeyError])
def test_what_gives_a_body_raises_its_own_exceptions(error: type[Exception]) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"a"
        raise error("mine")

    def take(request: httpx2.Request) -> httpx2.Response:
        request.read()
        return httpx2.Response(200)

    operation = Operation(
        "op", "POST", "/", bodies=(Bytes(),), responses={200: ResponseSpec()}
    )
    expected = KeyError if error is KeyError else TransportError
    with pytest.raises(expected):
        client = Client(transport=httpx2.MockTransport(take), retries=0)
        client.send(Call(operation, body=chunks()))


@pytest.mark.parametrize("status", [0, 99, 101, 199, 1000])
def test_a_status_that_is_not_one(status: int) -> None:
    client = Client(transport=scripted(status, [], Chunks()), retries=0)
    with pytest.raises(TransportError, match=f"invalid status {status}"):
        client.send(call_of(BODIES["any"]))


@pytest.mark.parametrize(
    "location", ["http://[::1", "\x00", "//", "http://a.test:x/", "http://\xff/"]
)
def test_a_redirect_is_a_response_wherever_it_leads(location: str) -> None:
    headers = [("Location", location)]
    operation = Operation("op", "GET", "/", responses={200: ResponseSpec()})
    with pytest.raises(ApiError) as caught:
        Client(transport=scripted(302, headers, Chunks())).send(Call(operation))
    assert caught.value.status == 302


def test_the_place_of_a_fault_is_found_without_a_search() -> None:
    """Each level once: two looks at each level would be 2 ** 60 looks."""
    data = b'{"parts":{"a":' * 60 + b'{"number":"x"}' + b"}}" * 60
    with pytest.raises(DecodeError) as caught:
        Json(Thing).read(data)
    assert caught.value.pointer == "/parts/a" * 60 + "/number"
    two = b'{"parts":{"a":{"number":1},"b":' * 60 + b'{"number":"x"}' + b"}}" * 60
    with pytest.raises(DecodeError) as caught:
        Json(Thing).read(two)
    assert caught.value.pointer.startswith("/parts/b" * 10 + "/parts/...")


# ------------------------------------------------------------------------ tokens

LIFETIMES = ("soon", "9" * 400, "nan", "inf", "-inf", "1e999", "", "10", "3600")
LIFETIMES_OF_JSON = (
    *(f'"{each}"' for each in LIFETIMES),
    *("9" * 400, "1e400", "-1", "0", "1.5", "true", "null", "[]", "{}", "10"),
)


@pytest.mark.parametrize("lifetime", LIFETIMES_OF_JSON)
def test_every_lifetime_of_a_token(lifetime: str) -> None:
    document = '{"access_token": "t", "expires_in": ' + lifetime + "}"
    count, now = 0, 0.0

    def handle(request: httpx2.Request) -> httpx2.Response:
        nonlocal count
        if request.url.host != "id.test":
            assert request.headers["Authorization"] == "Bearer t"
            return httpx2.Response(200)
        count += 1
        return httpx2.Response(200, content=document)

    auth = ClientCredentials("a", "b", clock=lambda: now)
    client = Client(transport=httpx2.MockTransport(handle), auth=auth)
    try:
        for _ in range(3):
            client.send(SECURED)
    except Error:  # numbers that no JSON has
        assert "9" * 400 == lifetime or "e" in lifetime
        return
    text = lifetime.strip('"')
    assert count == (3 if text in ("-1", "0", "-inf") else 1)


SECURED: Call[Any, Headers] = Call(
    Operation(
        "op", "GET", "/", responses={200: ResponseSpec()}, security=((("oauth", ()),),)
    )
)
NO_TOKENS = (
    b"",
    b"{",
    b"[]",
    b"null",
    b'"t"',
    b"[" * 100_000,
    b"\xff",
    b'{"access_token": ""}',
    b'{"access_token": " "}',
    b'{"access_token": "a b"}',
    b'{"access_token": "a\\r\\nb"}',
    b'{"access_token": "\\ud800"}',
    b'{"access_token": "\xc3\xa9"}',
    b'{"access_token": 1}',
    b'{"access_token": ["t"]}',
    b'{"error": {"a": 1}, "error_description": ["b"]}',
    b'{"error_description": "\\ud800"}',
    b'{"expires_in": 1}',
)


@pytest.mark.parametrize("answer", NO_TOKENS)
@pytest.mark.parametrize("asynchronous", [False, True])
def test_nonsense_instead_of_a_token_is_an_error_of_that_call(
    answer: bytes, asynchronous: bool
) -> None:
    answers = [answer, b'{"access_token": "t"}']

    def handle(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "id.test":
            return httpx2.Response(200, content=answers.pop(0))
        assert request.headers["Authorization"] == "Bearer t"
        return httpx2.Response(200)

    transport = httpx2.MockTransport(handle)
    auth = ClientCredentials("a", "b")
    if asynchronous:
        awaited = Awaited(transport=transport, auth=auth)
        with pytest.raises(Error) as caught:
            asyncio.run(awaited.send(SECURED))
        asyncio.run(awaited.send(SECURED))
    else:
        client = Client(transport=transport, auth=auth)
        with pytest.raises(Error) as caught:
            client.send(SECURED)
        client.send(SECURED)
    str(caught.value).encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("way", ["synchronous", "asynchronous"])
def test_errors_nested_at_every_depth(way: str) -> None:
    for depth in (1, 100, *range(900, 1010, 7)):
        content = b'{"error":' * depth + b'"text"' + b"}" * depth
        headers = [("Content-Type", "application/json")]
        tried(scripted(500, headers, Chunks(content)), BODIES["any"], way)
