"""Clients against a transport that answers by script: attempts, credentials, options."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, quote_plus

import httpx2
import msgspec
import pytest

from trueup_runtime.client import (
    ApiError,
    ApiKey,
    ApiKeyScheme,
    AsyncClient,
    Basic,
    Bearer,
    Bytes,
    Call,
    ClientCredentials,
    ConfigurationError,
    Cookie,
    DecodeError,
    Header,
    Headers,
    HttpScheme,
    Json,
    MutualTlsScheme,
    OAuth2Scheme,
    Operation,
    Path,
    Query,
    ResponseSpec,
    RetryPolicy,
    Service,
    SyncClient,
    Timeout,
    TimeoutError,
    TransportError,
)

SERVICE = Service(
    "acme",
    base_url="https://api.test/v1/",
    version="2",
    schemes={
        "key": ApiKeyScheme("header", "X-Key"),
        "query": ApiKeyScheme("query", "the key"),
        "cookie": ApiKeyScheme("cookie", "sid"),
        "basic": HttpScheme("basic"),
        "bearer": HttpScheme("bearer"),
        "digest": HttpScheme("digest"),
        "oauth": OAuth2Scheme("https://id.test/token", ("read",)),
        "tls": MutualTlsScheme(),
    },
)

Script = list[Any]


class Client(SyncClient):
    service = SERVICE


class Awaited(AsyncClient):
    service = SERVICE


def operation(method: str = "GET", **rest: Any) -> Operation:
    replies: dict[int | str, ResponseSpec] = {
        200: ResponseSpec(Json(Any)),
        204: ResponseSpec(),
    }
    return Operation(
        "op",
        method,
        "/things/{id}",
        parameters=(Path("id"), Query("q")),
        responses=replies,
        **rest,
    )


def call(method: str = "GET", *, body: Any = None, **rest: Any) -> Call[Any, Headers]:
    if body is not None:
        rest.setdefault("bodies", (Json(Any),))
    return Call(operation(method, **rest), ("a b", None), body=body)


def needs(*schemes: str) -> Call[Any, Headers]:
    """A call that any one of these schemes allows."""
    return call(security=tuple(((scheme, ()),) for scheme in schemes))


def ok(value: object = None, **headers: str) -> httpx2.Response:
    headers = {"Content-Type": "application/json", **headers}
    return httpx2.Response(200, content=json.dumps(value), headers=headers)


class Wire:
    """Answers by script, sync and async; keeps what was asked and how long was slept."""

    def __init__(self, *script: Any) -> None:
        self.script: Script = list(script)
        self.seen: list[httpx2.Request] = []
        self.slept: list[float] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.seen.append(request)
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(step, Exception):
            raise step
        made = step(request) if callable(step) else step
        assert isinstance(made, httpx2.Response)
        return made

    def client(self, **options: Any) -> Client:
        options.setdefault("retries", RetryPolicy(jitter=lambda: 1.0))
        client = Client(transport=httpx2.MockTransport(self), **options)
        client._sleep = self.slept.append
        return client

    def awaited(self, **options: Any) -> Awaited:
        options.setdefault("retries", RetryPolicy(jitter=lambda: 1.0))
        client = Awaited(transport=httpx2.MockTransport(self), **options)

        async def sleep(seconds: float) -> None:
            self.slept.append(seconds)

        client._sleep = sleep
        return client


def test_the_path_follows_the_base_url_with_one_slash() -> None:
    for base in ("https://api.test/v1", "https://api.test/v1/"):
        wire = Wire(ok())
        wire.client(base_url=base).send(call())
        assert str(wire.seen[0].url) == "https://api.test/v1/things/a%20b"


def test_the_description_names_the_server() -> None:
    wire = Wire(ok())
    wire.client().send(call())
    assert wire.seen[0].url.host == "api.test"
    wire.client().send(call(servers=("https://other.test/x",)))
    assert str(wire.seen[1].url) == "https://other.test/x/things/a%20b"
    wire.client().send(call(servers=("/v2",)))
    assert str(wire.seen[2].url) == "https://api.test/v2/things/a%20b"
    wire.client(base_url="http://mine.test").send(
        call(servers=("https://other.test/x",))
    )
    assert wire.seen[3].url.host == "mine.test"


def test_a_base_url_has_to_be_absolute() -> None:
    with pytest.raises(ConfigurationError, match="base_url"):
        Client(base_url="/v1")


def test_headers_of_a_request() -> None:
    wire = Wire(ok())
    wire.client(headers={"X-Mine": "1", "accept": "no"}).send(call("POST"))
    headers = wire.seen[0].headers
    assert headers["user-agent"] == "acme/2"
    assert headers.get_list("content-length") == ["0"]
    assert (headers["x-mine"], headers["accept"]) == ("1", "application/json")
    assert "python" not in str(headers).lower()


def test_answers_and_errors_are_the_calls() -> None:
    assert Wire(ok({"a": 1})).client().send(call()).data == {"a": 1}
    with pytest.raises(ApiError) as caught:
        Wire(httpx2.Response(404, json={"title": "t"})).client().send(call())
    assert caught.value.status == 404
    with pytest.raises(DecodeError):
        Wire(httpx2.Response(200, text="<html>")).client().send(call())


# -------------------------------------------------------------------- attempts


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_never_left_is_sent_again_whatever_the_method(method: str) -> None:
    wire = Wire(httpx2.ConnectError("refused"), httpx2.ConnectTimeout("late"), ok(1))
    assert wire.client().send(call(method)).data == 1
    assert wire.slept == [0.5, 1.0]


def test_what_may_have_been_done_is_not_done_twice() -> None:
    for failure in (
        httpx2.ReadTimeout("late"),
        httpx2.RemoteProtocolError("gone"),
        httpx2.ReadError("gone"),
    ):
        wire = Wire(failure, ok(1))
        with pytest.raises(TransportError):
            wire.client().send(call("POST"))
        assert len(wire.seen) == 1
        wire = Wire(failure, ok(1))
        assert wire.client().send(call("DELETE")).data == 1


@pytest.mark.parametrize("status", [408, 429, 502, 503, 504])
def test_answers_that_pass_are_waited_out_where_that_is_safe(status: int) -> None:
    wire = Wire(httpx2.Response(status), ok(1))
    assert wire.client().send(call("PUT", body={"a": 1})).data == 1
    assert [request.content for request in wire.seen] == [b'{"a":1}'] * 2
    wire = Wire(httpx2.Response(status), ok(1))
    with pytest.raises(ApiError):
        wire.client().send(call("POST"))


@pytest.mark.parametrize("status", [429, 503])
def test_what_the_service_asks_for_is_done(status: int) -> None:
    wire = Wire(httpx2.Response(status, headers={"Retry-After": "3"}), ok(1))
    assert wire.client().send(call("POST")).data == 1
    assert wire.slept == [3.0]


@pytest.mark.parametrize("status", [400, 401, 404, 409, 500, 501])
def test_response_that_is_not_retryable_is_returned(status: int) -> None:
    wire = Wire(httpx2.Response(status), ok(1))
    with pytest.raises(ApiError):
        wire.client().send(call())
    assert len(wire.seen) == 1


def test_the_last_failure_is_raised() -> None:
    wire = Wire(httpx2.ConnectError("refused"))
    with pytest.raises(
        TransportError, match=r"GET /things/\{id\}: refused \(.+\)"
    ) as caught:
        wire.client().send(call())
    assert len(wire.seen) == 3
    assert not caught.value.sent
    wire = Wire(httpx2.Response(503))
    with pytest.raises(ApiError):
        wire.client(retries=1).send(call())
    assert len(wire.seen) == 2


def test_timeouts_are_errors_of_their_own() -> None:
    with pytest.raises(TimeoutError) as caught:
        Wire(httpx2.ReadTimeout("late")).client(retries=0).send(call())
    assert isinstance(caught.value, TimeoutError)
    assert caught.value.sent


def test_no_wait_goes_past_the_deadline() -> None:
    wire = Wire(httpx2.Response(503, headers={"Retry-After": "30"}), ok(1))
    with pytest.raises(ApiError):
        wire.client(timeout=10).send(call())
    assert wire.slept == []


def test_timeouts_reach_the_transport() -> None:
    wire = Wire(ok())
    wire.client(timeout=Timeout(7.0, 2.0)).send(call())
    timeout = wire.seen[0].extensions["timeout"]
    assert timeout["connect"] == 2.0
    assert 6.0 < timeout["read"] <= 7.0
    wire.client(timeout=None).send(call())
    assert wire.seen[1].extensions["timeout"] == dict.fromkeys(
        ("connect", "read", "write", "pool")
    )


def test_a_stream_is_sent_once() -> None:
    def chunks() -> Iterator[bytes]:
        yield b"a"

    wire = Wire(httpx2.ConnectError("refused"), ok(1))
    sent: Call[Any, Headers] = Call(
        operation("PUT", bodies=(Bytes(),)), ("a", None), body=chunks()
    )
    with pytest.raises(TransportError):
        wire.client().send(sent)
    assert len(wire.seen) == 1


def test_an_idempotency_key_is_minted_once_a_call_and_makes_repeating_safe() -> None:
    wire = Wire(httpx2.ReadTimeout("late"), ok(1))
    client = wire.client()
    client.send(call("POST", idempotency_header="Idempotency-Key"))
    first, second = (request.headers["Idempotency-Key"] for request in wire.seen)
    assert first == second
    client.send(call("POST", idempotency_header="Idempotency-Key"))
    assert wire.seen[2].headers["Idempotency-Key"] != first


def test_the_description_may_say_what_is_idempotent() -> None:
    wire = Wire(httpx2.ReadTimeout("late"), ok(1))
    assert wire.client().send(call("POST", idempotent=True)).data == 1
    wire = Wire(httpx2.ReadTimeout("late"), ok(1))
    with pytest.raises(TimeoutError):
        wire.client().send(call("GET", idempotent=False))


# ------------------------------------------------------------------- redirects


def to(location: str, status: int = 302) -> httpx2.Response:
    return httpx2.Response(status, headers={"Location": location})


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/v2/things", "https://api.test/v2/things"),
        ("other?x=1#part", "https://api.test/v1/things/other?x=1"),
        ("https://api.test:443/x", "https://api.test:443/x"),
        ("https://api.test?mail=a@b", "https://api.test?mail=a@b"),
    ],
)
def test_safe_methods_follow_redirects_of_the_same_origin(
    location: str, url: str
) -> None:
    for status in (301, 302, 303, 307, 308):
        wire = Wire(to(location, status), ok(1))
        assert wire.client(auth="s").send(needs("key")).data == 1
        assert [request.headers["X-Key"] for request in wire.seen] == ["s", "s"]
        assert httpx2.URL(url) == wire.seen[1].url
    wire = Wire(to(location), ok(1))
    assert asyncio.run(wire.awaited().send(call())).data == 1


@pytest.mark.parametrize(
    ("location", "method", "options"),
    [
        ("https://other.test/", "GET", {}),
        ("http://api.test/", "GET", {}),
        ("https://api.test:8443/", "GET", {}),
        ("https://user:password@api.test/", "GET", {}),
        ("//other.test/x", "GET", {}),
        ("https://[", "GET", {}),
        ("/" + "a" * 70_000, "GET", {}),
        ("/x", "POST", {}),
        ("/x", "DELETE", {}),
        ("/x", "GET", {"follow_redirects": "never"}),
        ("https://other.test/", "GET", {"follow_redirects": "same-origin"}),
        ("https://other.test/?k=s3cret", "GET", {"follow_redirects": "any"}),
    ],
)
def test_other_redirects_are_errors_that_name_the_address(
    location: str, method: str, options: Any
) -> None:
    wire = Wire(to(location), ok())
    with pytest.raises(ApiError, match=r"302 \(redirects to ") as caught:
        security = ((("key", ()),),)
        wire.client(auth="s3cret", **options).send(call(method, security=security))
    assert len(wire.seen) == 1
    assert "s3cret" not in str(caught.value) and "password" not in str(caught.value)


def test_redirects_to_another_origin_carry_no_credentials() -> None:
    for scheme in ("key", "query", "cookie", "basic", "oauth"):
        auth: str | ApiKey | Basic | Bearer = "s3cret"
        auth = ApiKey("s3cret") if scheme == "query" else auth
        if scheme in ("basic", "oauth"):
            auth = Basic("u", "s3cret") if scheme == "basic" else Bearer("s3cret")
        wire = Wire(to("https://other.test/x?y=1", 307), ok(1))
        headers = {
            "X-Auth-Token": "s3cret",
            "Authorization": "s3cret",
            "Host": "a.test",
        }
        client = wire.client(auth=auth, headers=headers, follow_redirects="any")
        get = operation(security=(((scheme, ()),),), idempotency_header="Once")
        token = (*get.parameters, Header("token"), Cookie("session"))
        get = msgspec.structs.replace(get, parameters=token)
        call: Call[Any, Headers] = Call(get, ("a", None, "s3cret", "s3cret"))
        assert client.send(call).data == 1
        sent = wire.seen[1]
        assert str(sent.url) == "https://other.test/x?y=1"
        assert "s3cret" not in repr((sent.url, sorted(sent.headers.multi_items())))
        assert {*sent.headers} == {
            "accept",
            "accept-encoding",
            "connection",
            "host",
            "user-agent",
        }
        assert sent.headers["Host"] == "other.test"


@pytest.mark.parametrize("key", ["a/b==", "a b", "kéy"])
def test_a_key_that_an_address_repeats_does_not_leave_the_origin(key: str) -> None:
    encoded = quote(key, safe="")
    for text in (encoded, encoded.lower(), key, quote_plus(key), quote(key)):
        for address in (f"https://other.test/?k={text}", f"https://other.test/{text}/"):
            wire = Wire(to(quote(address, safe="%/:?=&+")), ok(1))
            with pytest.raises(ApiError) as caught:
                wire.client(auth=ApiKey(key), follow_redirects="any").send(
                    needs("query")
                )
            assert len(wire.seen) == 1
            assert key not in str(caught.value) and text not in str(caught.value)
    wire = Wire(to("https://other.test/?the%20key=unknown"), ok(1))
    with pytest.raises(ApiError):
        wire.client(auth=ApiKey(key), follow_redirects="any").send(needs("query"))


def test_credentials_of_an_http_client_stay_at_the_origin() -> None:
    for location, sends in (("https://other.test/x", False), ("/x", True)):
        wire = Wire(to(location), ok(1))
        transport = httpx2.MockTransport(wire)
        with httpx2.Client(transport=transport, auth=("u", "p")) as http_client:
            Client(http_client=http_client, follow_redirects="any").send(call())
        assert "authorization" in wire.seen[0].headers
        assert ("authorization" in wire.seen[1].headers) is sends
    wire = Wire(ok(1))
    transport = httpx2.MockTransport(wire)
    with httpx2.Client(transport=transport, auth=("u", "p")) as http_client:
        other = call(servers=("https://other.test",))
        Client(http_client=http_client).send(other)
    assert "authorization" not in wire.seen[0].headers


@pytest.mark.parametrize("statuses", [(303, 307), (302, 308), (301, 302)])
@pytest.mark.parametrize("method", ["POST", "QUERY"])
def test_a_body_that_a_redirect_dropped_stays_dropped(
    method: str, statuses: tuple[int, int]
) -> None:
    first, second = statuses
    if method == "QUERY" and first != 303:
        return
    wire = Wire(to("/x", first), to("https://other.test/y", second), ok(1))
    client = wire.client(follow_redirects="any")
    assert client.send(call(method, body={"password": "p"})).data == 1
    assert [request.method for request in wire.seen] == [method, "GET", "GET"]
    for request in wire.seen[1:]:
        assert request.content == b"" and "Content-Type" not in request.headers


def test_a_key_in_the_query_is_sent_again_to_the_same_origin_once() -> None:
    wire = Wire(to("/a?x=1"), to("/b?the%20key=s"), ok(1))
    wire.client(auth=ApiKey("s")).send(needs("query"))
    assert [str(request.url).rpartition("/")[2] for request in wire.seen[1:]] == [
        "a?x=1&the%20key=s",
        "b?the%20key=s",
    ]


@pytest.mark.parametrize(
    ("status", "method", "follows"),
    [
        (301, "POST", "GET"),
        (302, "POST", "GET"),
        (303, "PUT", "GET"),
        (302, "PUT", "PUT"),
        (307, "POST", "POST"),
        (308, "DELETE", "DELETE"),
    ],
)
def test_method_and_body_after_a_redirect(
    status: int, method: str, follows: str
) -> None:
    wire = Wire(to("/x", status), ok(1))
    wire.client(follow_redirects="same-origin").send(call(method, body={"a": 1}))
    second = wire.seen[1]
    assert second.method == follows
    assert second.content == (b"" if follows == "GET" else b'{"a":1}')
    assert ("Content-Type" in second.headers) is (follows != "GET")


def test_a_body_that_cannot_be_sent_again_is_not_redirected() -> None:
    wire = Wire(to("/x", 307), ok(1))
    upload: Call[Any, Headers] = Call(
        operation("PUT", bodies=(Bytes(),)), ("a", None), body=iter([b"a"])
    )
    with pytest.raises(ApiError):
        wire.client(follow_redirects="any").send(upload)
    assert len(wire.seen) == 1


def test_redirects_are_limited() -> None:
    wire = Wire(to("/x"))
    with pytest.raises(ApiError):
        wire.client().send(call())
    assert len(wire.seen) == 11


def test_a_documented_redirect_is_returned_unless_redirects_are_followed() -> None:
    get = Operation(
        "o", "GET", "/", responses={302: ResponseSpec(), 200: ResponseSpec(Json(Any))}
    )
    documented: Call[Any, Headers] = Call(get)
    wire = Wire(to("/x"), ok(1))
    response = wire.client().send(documented)
    assert (response.data, response.headers["Location"]) == (None, "/x")
    wire = Wire(to("/x"), ok(1))
    assert wire.client(follow_redirects="same-origin").send(documented).data == 1


def test_options_with_other_values_are_refused() -> None:
    for option in ("validation", "follow_redirects"):
        with pytest.raises(ConfigurationError, match=f"`{option}` is one of"):
            Wire(ok()).client(**{option: "stict"})


def test_an_http_client_that_follows_redirects_by_itself_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="follow_redirects"):
        Client(http_client=httpx2.Client(follow_redirects=True))
    with pytest.raises(ConfigurationError, match="follow_redirects"):
        Awaited(http_client=httpx2.AsyncClient(follow_redirects=True))


# ----------------------------------------------------------------- credentials


@pytest.mark.parametrize(
    ("scheme", "auth", "header", "text"),
    [
        ("key", ApiKey("s"), "X-Key", "s"),
        ("key", "s", "X-Key", "s"),
        ("key", {"key": "s"}, "X-Key", "s"),
        ("key", lambda: "s", "X-Key", "s"),
        ("cookie", "s", "Cookie", "sid=s"),
        ("basic", Basic("u", "p:é"), "Authorization", "Basic dTpwOsOp"),
        ("bearer", Bearer("t"), "Authorization", "Bearer t"),
        ("bearer", "t", "Authorization", "Bearer t"),
        ("oauth", Bearer(lambda: "t"), "Authorization", "Bearer t"),
        ("digest", "t", "Authorization", "digest t"),
    ],
)
def test_credentials_go_where_their_scheme_says(
    scheme: str, auth: Any, header: str, text: str
) -> None:
    wire = Wire(ok())
    wire.client(auth=auth).send(needs(scheme))
    assert wire.seen[0].headers[header] == text


def test_a_key_in_the_query_is_encoded() -> None:
    wire = Wire(ok())
    wire.client(auth=ApiKey("a&b")).send(needs("query"))
    assert wire.seen[0].url.query == b"the%20key=a%26b"


def test_without_auth_nothing_is_sent_and_the_service_judges() -> None:
    wire = Wire(ok())
    wire.client().send(needs("key"))
    assert "X-Key" not in wire.seen[0].headers


def test_operations_without_requirements_get_no_credentials() -> None:
    wire = Wire(ok())
    wire.client(auth=Bearer("t")).send(call())
    assert "Authorization" not in wire.seen[0].headers


def test_auth_that_fits_nothing_says_what_is_needed() -> None:
    with pytest.raises(
        ConfigurationError,
        match="op needs credentials for `key` and `bearer` or `basic`",
    ):
        Wire(ok()).client(auth={"key": "s"}).send(
            call(security=((("key", ()), ("bearer", ())), (("basic", ()),)))
        )


def test_schemes_join_and_alternate() -> None:
    both = call(security=((("key", ()), ("bearer", ())), (("basic", ()),)))
    wire = Wire(ok())
    wire.client(auth={"key": "s", "bearer": "t", "basic": Basic("u", "p")}).send(both)
    assert (wire.seen[0].headers["X-Key"], wire.seen[0].headers["Authorization"]) == (
        "s",
        "Bearer t",
    )
    wire.client(auth={"basic": Basic("u", "p")}).send(both)
    assert wire.seen[1].headers["Authorization"].startswith("Basic ")


def test_optional_requirements_may_stay_unmet() -> None:
    wire = Wire(ok())
    wire.client(auth={"basic": Basic("u", "p")}).send(
        call(security=((), (("key", ()),)))
    )
    wire.client(auth={"key": "s"}).send(call(security=((), (("key", ()),))))
    assert "X-Key" not in wire.seen[0].headers
    assert wire.seen[1].headers["X-Key"] == "s"
    wire.client(auth={"basic": Basic("u", "p")}).send(needs("tls"))


def test_a_credential_cannot_end_its_header() -> None:
    with pytest.raises(ConfigurationError):
        Wire(ok()).client(auth="a\r\nX: y").send(needs("key"))


def test_secrets_do_not_show() -> None:
    assert "hush" not in repr(
        (
            ApiKey("hush"),
            Basic("u", "hush"),
            Bearer("hush"),
            ClientCredentials("id", "hush"),
        )
    )


def test_errors_and_logs_hold_no_credentials(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "acme"), pytest.raises(ApiError) as caught:
        Wire(httpx2.Response(500)).client(auth={"query": "hush"}).send(needs("query"))
    assert "hush" not in f"{caught.value} {vars(caught.value)} {caplog.text}"
    assert "GET /things/{id}: 500" in caplog.text


# ---------------------------------------------------------------------- OAuth 2


def token(text: str, expires: float = 3600) -> httpx2.Response:
    return httpx2.Response(
        200, json={"access_token": text, "expires_in": expires, "token_type": "Bearer"}
    )


def issuer(
    *answers: Callable[[str], httpx2.Response],
) -> tuple[Wire, list[httpx2.Request]]:
    """A service whose token endpoint issues t1, t2, …; which tokens it takes, `answers` say."""
    issued: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "id.test":
            issued.append(request)
            return token(f"t{len(issued)}")
        return answers[0](request.headers["Authorization"])

    return Wire(answer), issued


def test_a_token_is_fetched_once_and_kept() -> None:
    wire, issued = issuer(lambda sent: ok(sent))
    client = wire.client(auth=ClientCredentials("id", "s:ecret"))
    assert [client.send(needs("oauth")).data for _ in range(3)] == ["Bearer t1"] * 3
    assert len(issued) == 1
    assert issued[0].content == b"grant_type=client_credentials&scope=read"
    assert issued[0].headers["Authorization"] == "Basic aWQ6cyUzQWVjcmV0"


def test_a_refused_token_is_renewed_once() -> None:
    wire, issued = issuer(
        lambda sent: ok(sent) if sent == "Bearer t2" else httpx2.Response(401)
    )
    assert (
        wire.client(auth=ClientCredentials("id", "s")).send(needs("oauth")).data
        == "Bearer t2"
    )
    wire, issued = issuer(lambda sent: httpx2.Response(401))
    with pytest.raises(ApiError):
        wire.client(auth=ClientCredentials("id", "s")).send(needs("oauth"))
    assert len(issued) == 2


def test_a_token_is_renewed_before_it_expires() -> None:
    now = [0.0]
    wire, _issued = issuer(lambda sent: ok(sent))
    client = wire.client(auth=ClientCredentials("id", "s", clock=lambda: now[0]))
    client.send(needs("oauth"))
    now[0] = 3600 - 31
    assert client.send(needs("oauth")).data == "Bearer t1"
    now[0] = 3600 - 29
    assert client.send(needs("oauth")).data == "Bearer t2"


def test_threads_share_one_fetch() -> None:
    wire, issued = issuer(lambda sent: ok(sent))
    client = wire.client(auth=ClientCredentials("id", "s"))
    gate = threading.Barrier(8)

    def run() -> None:
        gate.wait()
        client.send(needs("oauth"))

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(issued) == 1


def test_tasks_share_one_fetch() -> None:
    wire, issued = issuer(lambda sent: ok(sent))

    async def run() -> list[Any]:
        async with wire.awaited(auth=ClientCredentials("id", "s")) as client:
            sent = await asyncio.gather(
                *(client.send(needs("oauth")) for _ in range(8))
            )
            return [response.data for response in sent]

    assert asyncio.run(run()) == ["Bearer t1"] * 8
    assert len(issued) == 1


def test_no_token_is_an_error_that_says_why() -> None:
    refusal = httpx2.Response(400, json={"error": "invalid_client"})
    with pytest.raises(Exception, match="invalid_client"):
        Wire(refusal).client(auth=ClientCredentials("id", "s")).send(needs("oauth"))


def test_the_client_may_travel_in_the_form() -> None:
    wire, issued = issuer(lambda sent: ok())
    credentials = ClientCredentials(
        "id", "s", client_auth="form", scopes=("a", "b"), audience="x"
    )
    wire.client(auth=credentials).send(needs("oauth"))
    assert (
        issued[0].content
        == b"grant_type=client_credentials&scope=a+b&audience=x&client_id=id&client_secret=s"
    )
    assert "Authorization" not in issued[0].headers


# -------------------------------------------------------------- options, hooks


def test_a_view_has_other_options_and_the_same_connections() -> None:
    wire = Wire(ok())
    client = wire.client(headers={"X-A": "1"}, auth="s")
    view = client.with_options(
        timeout=3, retries=0, headers={"X-B": "2"}, auth=None, validation="warn"
    )
    assert isinstance(view, Client)
    view.send(needs("key"))
    sent = wire.seen[0].headers
    assert (sent["X-A"], sent["X-B"], "X-Key" in sent) == ("1", "2", False)
    assert (view.options.timeout, view.options.retries.retries) == (
        Timeout(3.0, 3.0),
        0,
    )
    assert (client.options.headers, client.options.auth) == ({"X-A": "1"}, "s")
    client.close()
    with pytest.raises(ConfigurationError, match="closed"):
        view.send(call())


def test_nothing_is_opened_before_the_first_call() -> None:
    client = Client()
    assert client._pool._client is None
    client.close()


def test_a_given_http_client_stays_open() -> None:
    wire = Wire(ok(1))
    with httpx2.Client(transport=httpx2.MockTransport(wire)) as mine:
        with Client(http_client=mine) as client:
            client.send(call())
        assert not mine.is_closed


def test_hooks_see_requests_and_answers() -> None:
    seen: list[Any] = []
    client = Wire(ok()).client(
        on_request=lambda request: seen.append(request.method),
        on_response=lambda response: seen.append((response.status_code, response.text)),
    )
    client.send(call())
    assert seen == ["GET", (200, "null")]


def test_a_client_that_is_awaited_does_the_same() -> None:
    wire = Wire(httpx2.ConnectError("refused"), httpx2.Response(503), ok({"a": 1}))
    seen: list[str] = []

    async def secret() -> str:
        return "s"

    async def hook(request: httpx2.Request) -> None:
        seen.append(request.method)

    async def run() -> Any:
        async with wire.awaited(auth=secret, on_request=hook) as client:
            return (await client.with_options(timeout=9).send(needs("key"))).data

    assert asyncio.run(run()) == {"a": 1}
    assert wire.slept == [0.5, 1.0]
    assert [request.headers["X-Key"] for request in wire.seen] == ["s"] * 3
    assert seen == ["GET"] * 3


def test_a_client_that_waits_cannot_await() -> None:
    def secret() -> Any:
        return object()

    with pytest.raises(ConfigurationError, match="must return a string"):
        Wire(ok()).client(auth=secret).send(needs("key"))


def test_text_beyond_ascii_travels_in_headers() -> None:
    wire = Wire(ok())
    client = wire.client()
    sent: Call[Any, Headers] = Call(
        Operation(
            "o", "GET", "/", parameters=(Header("X"),), responses={200: ResponseSpec()}
        ),
        ("é",),
    )
    client.send(sent)
    assert (b"X", "é".encode()) in wire.seen[0].headers.raw


def test_traceparent_is_minted_where_the_operation_declares_it() -> None:
    wire = Wire(ok())
    traced = Operation(
        "o",
        "GET",
        "/",
        parameters=(Header("traceparent"),),
        responses={200: ResponseSpec()},
    )
    wire.client().send(Call[Any, Headers](traced, (None,)))
    version, trace, span, flags = wire.seen[0].headers["traceparent"].split("-")
    assert (version, len(trace), len(span), flags) == ("00", 32, 16, "00")
    assert int(trace, 16) and int(span, 16)
    wire.client().send(Call[Any, Headers](traced, ("00-mine",)))
    assert wire.seen[1].headers.get_list("traceparent") == ["00-mine"]
    wire.client().send(call())
    assert "traceparent" not in wire.seen[2].headers


def test_the_current_span_is_carried_on() -> None:
    trace = pytest.importorskip("opentelemetry.trace")
    context = trace.SpanContext(1, 2, is_remote=False, trace_flags=trace.TraceFlags(1))
    wire = Wire(ok())
    with trace.use_span(trace.NonRecordingSpan(context)):
        wire.client().send(call())
    assert wire.seen[0].headers["traceparent"] == f"00-{1:032x}-{2:016x}-01"
