"""No message, representation, log or pickle shows a credential."""

from __future__ import annotations

import base64
import logging
import pickle
import traceback
from typing import Any, Literal
from urllib.parse import quote

import h11
import httpx2
import msgspec
import pytest

from trueup_runtime.client import (
    ApiError,
    ApiKey,
    ApiKeyScheme,
    Basic,
    Bearer,
    Call,
    ClientCredentials,
    ConfigurationError,
    DecodeError,
    Error,
    Headers,
    HttpScheme,
    Json,
    JsonLines,
    OAuth2Scheme,
    Operation,
    ResponseSpec,
    Service,
    StreamCall,
    SyncClient,
    TransportError,
)
from trueup_runtime.client.credentials import AppliedCredential
from trueup_runtime.client.redaction import redacted_url
from trueup_runtime.client.request_flow import exchange
from trueup_runtime.client.tokens import TokenError, TokenRequest

SECRET = "S3CRET+/="
SERVICE = Service(
    "acme",
    base_url="http://a.test",
    schemes={
        "key": ApiKeyScheme("header", "X-Key"),
        "query": ApiKeyScheme("query", "key"),
        "cookie": ApiKeyScheme("cookie", "sid"),
        "basic": HttpScheme("basic"),
        "bearer": HttpScheme("bearer"),
        "oauth": OAuth2Scheme("http://id.test/token"),
    },
)


class Client(SyncClient):
    service = SERVICE


def call(scheme: str) -> Call[Any, Headers]:
    return Call(
        Operation(
            "op",
            "GET",
            "/",
            responses={200: ResponseSpec(Json(int))},
            security=(((scheme, ()),),),
        )
    )


CREDENTIALS: dict[str, Any] = {
    "key": ApiKey(SECRET),
    "query": ApiKey(SECRET),
    "cookie": ApiKey(SECRET),
    "basic": Basic("user", SECRET),
    "bearer": Bearer(SECRET),
    "oauth": ClientCredentials("id", SECRET),
}


def fresh(scheme: str) -> Any:
    """A credential that has no token yet."""
    return ClientCredentials("id", SECRET) if scheme == "oauth" else CREDENTIALS[scheme]


def told(value: object) -> bool:
    return "S3CRET" in str(value)


def everything(error: BaseException | None) -> str:
    """All that can be seen of an error without looking into frames."""
    texts: list[str] = []
    while error is not None:
        texts += [repr(error), str(error), repr(error.args), repr(vars(error))]
        texts += getattr(error, "__notes__", [])
        request = getattr(error, "request", None)
        if request is not None:
            texts += [repr(request.headers), str(getattr(request, "url", ""))]
        texts += traceback.format_exception(error)
        error = error.__cause__ or error.__context__
    return "\n".join(texts)


def echoing(request: httpx2.Request) -> httpx2.Response:
    """Fails with all that a request holds in the message."""
    raise httpx2.ReadError(
        f"{request.url} {request.headers.raw!r}", request=request
    ) from h11.LocalProtocolError(f"Illegal header value {request.headers.raw!r}")


@pytest.mark.parametrize("scheme", CREDENTIALS)
@pytest.mark.parametrize("given", ["transport", "http_client"])
def test_errors_hold_no_credentials(
    scheme: str, given: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    def failing(request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/token" and scheme == "oauth":
            return httpx2.Response(400, json={"error": f"bad secret {SECRET}"})
        return echoing(request)

    def answering(request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/token":
            return httpx2.Response(200, json={"access_token": "S3CRET"})
        return httpx2.Response(500, json={"detail": "no"}, request=request)

    for handler in (failing, answering):
        transport = httpx2.MockTransport(handler)
        options: dict[str, Any] = (
            {"transport": transport}
            if given == "transport"
            else {"http_client": httpx2.Client(transport=transport)}
        )
        client = Client(auth=fresh(scheme), retries=0, **options)
        with pytest.raises(Error) as caught:
            client.send(call(scheme))
        assert not told(everything(caught.value))
        assert not told(pickle.dumps(caught.value))
    assert caplog.records and not told(caplog.text)


def test_the_logs_of_httpx2_are_otherwise_untouched(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    transport = httpx2.MockTransport(lambda request: httpx2.Response(200, json=1))
    inner = httpx2.Client(transport=transport)
    Client(auth=CREDENTIALS["query"], http_client=inner).send(call("query"))
    assert "http://a.test/?key=***" in caplog.text
    caplog.clear()
    inner.get("http://b.test/?key=S3CRET")
    assert "http://b.test/?key=S3CRET" in caplog.text


@pytest.mark.parametrize("scheme", CREDENTIALS)
def test_representations_hold_no_credentials(scheme: str) -> None:
    client = Client(
        auth=CREDENTIALS[scheme],
        base_url="https://user:S3CRET@a.test/v1",
        headers={"Authorization": "S3CRET", "X-Other": "S3CRET"},
    )
    view = client.with_options(auth={scheme: CREDENTIALS[scheme]}, timeout=1)
    plain = client.with_options(auth=SECRET)
    for one in (client, view, plain):
        assert not told(repr(one)) and not told(repr(one.options))
        assert not told(vars(one)) and not told(repr(vars(one)))
    credential = CREDENTIALS[scheme]
    assert not told(repr(credential)) and not told(getattr(credential, "__dict__", ""))
    assert not told(repr(AppliedCredential(SERVICE.schemes[scheme], SECRET)))


def test_effects_hold_no_credentials() -> None:
    client = Client(auth=ApiKey(lambda: SECRET))
    course = exchange(call("query"), SERVICE, client.options)
    assert not told(repr(next(course)))
    send = course.send(SECRET)
    assert "S3CRET" in send.url and not told(repr(send))
    credentials = ClientCredentials("id", SECRET)
    request = credentials._request(("http://u:S3CRET@id.test/token?a=S3CRET", ""))
    assert isinstance(request, TokenRequest) and not told(repr(request))
    assert msgspec.structs.asdict(request)["secrets"]


def test_the_password_of_a_base_url_is_a_header() -> None:
    seen: list[httpx2.Request] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200, json=1)

    transport = httpx2.MockTransport(handle)
    client = Client(base_url="https://us%40er:p%3Aw@a.test/v1/", transport=transport)
    client.send(
        Call(Operation("op", "GET", "/x", responses={200: ResponseSpec(Json(int))}))
    )
    assert str(seen[0].url) == "https://a.test/v1/x"
    assert seen[0].headers["Authorization"] == "Basic dXNAZXI6cDp3"
    assert seen[0].headers["Host"] == "a.test"
    client.with_options(auth=Bearer("t")).send(call("bearer"))
    assert seen[1].headers.get_list("Authorization") == ["Bearer t"]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://user:{0}@a.test?{0}",
        "ftp://user:x?{0}@a.test",
        "http://user:{0}?x@a.test",
        "http://user:{0}#x@a.test",
        "http://user:{0}/x@a.test",
        "http://user:{0}@a.test:x",
        "http://user:{0}@[::1",
        "http://user:{0}@a.test?key={0}",
        "http://user:{0}\ud800@a.test",
        "http://user:{0}@\uff41\u2100.test",
    ],
)
def test_a_base_url_that_is_refused_is_not_shown(url: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Client(base_url=url.format("S3" + "CRET"))
    assert not told(everything(caught.value))


@pytest.mark.parametrize(
    "text", ["S3CRET\r\nX: y", "S3CRET\0", "S3CRET\x01", "S3CRET;a"]
)
def test_a_secret_that_cannot_be_sent_is_not_shown(text: str) -> None:
    for scheme in ("key", "cookie", "bearer"):
        with pytest.raises(Error) as caught:
            client = Client(
                auth=text, transport=httpx2.MockTransport(echoing), retries=0
            )
            client.send(call(scheme))
        assert not told(everything(caught.value))


def test_where_a_failure_began_is_its_cause() -> None:
    client = Client(base_url="http://127.0.0.1:1", retries=0)
    with pytest.raises(TransportError) as caught:
        client.send(Call(Operation("op", "GET", "/")))
    assert isinstance(caught.value.__cause__, OSError)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.test/v1", "https://a.test/v1"),
        ("https://u:p@a.test/v1?q#f", "https://***@a.test/v1?***"),
        ("https://u@p@a.test?q", "https://***@a.test?***"),
        ("u:p@a.test", "***@a.test"),
        ("", ""),
    ],
)
def test_redacted_urls(url: str, expected: str) -> None:
    assert redacted_url(url) == expected


class Mode(msgspec.Struct):
    mode: Literal["a", "b"]


PLAIN: dict[str, Any] = {
    **{scheme: CREDENTIALS[scheme] for scheme in ("key", "query", "cookie", "bearer")},
    "basic": Basic("user", SECRET),
    "oauth": ClientCredentials("id", "x"),
}


@pytest.mark.parametrize("scheme", PLAIN)
@pytest.mark.parametrize("kind", ["key", "token", "field", "request id", "password"])
def test_credentials_that_a_service_repeats_are_redacted(
    scheme: str, kind: str
) -> None:
    """Whatever it was sent, and wherever in its response it says so."""

    def handle(request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/token":
            return httpx2.Response(200, json={"access_token": SECRET})
        sent = "; ".join([str(request.url), *request.headers.values()])
        headers = {"X-Request-Id": sent} if kind == "request id" else {}
        texts = {
            "key": {"message": f"no such key: {sent}"},
            "token": {"error": {"detail": sent}},
            "field": {"errors": [sent]},
            "password": {"title": f"wrong password {SECRET}"},
        }
        return httpx2.Response(403, json=texts.get(kind, {}), headers=headers)

    client = Client(auth=PLAIN[scheme], transport=httpx2.MockTransport(handle))
    with pytest.raises(ApiError) as caught:
        client.send(call(scheme))
    error = caught.value
    texts = (str(error), repr(error), repr(error.args), str(error.detail))
    encoded = ("S3CRET", Basic("user", SECRET).encoded)
    assert not any(each in text for text in texts for each in encoded)
    assert "GET /: 403" in str(error) and "***" in str(error)
    assert told(error.raw) or told(error.headers) or scheme == "basic"


@pytest.mark.parametrize(
    "options",
    [
        {"base_url": "http://user:S3CRET%2B%2F%3D@a.test"},
        {"headers": {"Authorization": f"Bearer {SECRET}"}},
        {"headers": {"X-Key": SECRET}},
    ],
)
def test_credentials_among_the_options_are_redacted(options: dict[str, Any]) -> None:
    def handle(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(401, json={"detail": f"not {SECRET}"})

    client = Client(transport=httpx2.MockTransport(handle), **options)
    with pytest.raises(ApiError) as caught:
        client.send(call("key"))
    assert not told(caught.value) and caught.value.detail == "not ***"


def test_decode_errors_repeat_no_credentials() -> None:
    def handle(request: httpx2.Request) -> httpx2.Response:
        kind = request.headers["Accept"]
        content = b'{"mode":"%s"}' % SECRET.encode()
        return httpx2.Response(200, content=content, headers={"Content-Type": kind})

    transport = httpx2.MockTransport(handle)
    client = Client(auth=SECRET, transport=transport, validation="strict")
    for body in (Json(Mode), JsonLines(Mode)):
        operation = Operation(
            "op",
            "GET",
            "/",
            responses={200: ResponseSpec(body)},
            security=((("key", ()),),),
        )
        streamed: StreamCall[Any, Any, Headers] = StreamCall(operation)
        with pytest.raises(DecodeError) as caught:
            if isinstance(body, Json):
                client.send(streamed)
            with client.stream(streamed) as items:
                list(items)
        assert "***" in str(caught.value)
        error = caught.value
        assert not told((str(error), error.args, error.reason, error.faults))


def test_credentials_that_cannot_be_encoded_are_a_configuration_error() -> None:
    for credential, scheme in (
        (Basic("user", "S3CRET\ud800"), "basic"),
        (Bearer("S3CRET\ud800"), "bearer"),
        (ApiKey("S3CRET\ud800"), "query"),
        (ApiKey("S3CRET\ud800"), "cookie"),
    ):
        with pytest.raises(ConfigurationError) as caught:
            client = Client(auth=credential, transport=httpx2.MockTransport(echoing))
            client.send(call(scheme))
        assert "S3CRET" not in str(caught.value)


def test_a_token_endpoint_that_repeats_the_request_shows_no_secret() -> None:
    def handle(request: httpx2.Request) -> httpx2.Response:
        sent = request.headers.get("Authorization", "")
        for pad in ("", "x " * 240, "x" * 480 + " "):
            texts.append(f"{pad}{sent} {SECRET}")
        return httpx2.Response(400, json={"error_description": texts.pop()})

    texts: list[str] = []
    for _ in range(3):
        client = Client(
            auth=ClientCredentials("id", SECRET),
            transport=httpx2.MockTransport(handle),
            retries=0,
        )
        operation = Operation("op", "GET", "/", security=((("oauth", ()),),))
        with pytest.raises(TokenError) as caught:
            client.send(Call[Any, Headers](operation))
        shown = everything(caught.value)
        assert "S3CR" not in shown
        encoded = base64.b64encode(b"id:" + quote(SECRET, safe="").encode()).decode()
        assert encoded[:12] not in shown


@pytest.mark.parametrize("size", [150, 195, 470, 495])
def test_a_text_that_is_cut_shows_no_half_of_a_secret(size: int) -> None:
    secret = "S3CRET" * 10
    for document in (f"{'x' * size} {secret}", {"detail": f"{'x' * size} {secret}"}):
        content = msgspec.json.encode(document)
        headers = {"Content-Type": "application/json"}
        response = httpx2.Response(400, content=content, headers=headers)
        transport = httpx2.MockTransport(lambda _, response=response: response)
        client = Client(auth=secret, transport=transport)
        operation = Operation("op", "GET", "/", security=((("key", ()),),))
        with pytest.raises(ApiError) as caught:
            client.send(Call[Any, Headers](operation))
        assert "S3CRET" not in str(caught.value)


def test_pointers_show_no_secret() -> None:
    secret = "S3CRET/a~b"
    content = msgspec.json.encode({secret: "text"})
    headers = {"Content-Type": "application/json"}
    response = httpx2.Response(200, content=content, headers=headers)
    transport = httpx2.MockTransport(lambda _: response)
    client = Client(auth=secret, transport=transport, validation="strict")
    replies: dict[int | str, ResponseSpec] = {200: ResponseSpec(Json(dict[str, int]))}
    operation = Operation(
        "op", "GET", "/", responses=replies, security=((("key", ()),),)
    )
    with pytest.raises(DecodeError) as caught:
        client.send(Call[Any, Headers](operation))
    assert "S3CRET" not in repr((str(caught.value), caught.value.pointer))
