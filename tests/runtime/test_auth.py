"""`auth` is checked when a client is made, and its text goes to one scheme."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from trueup_runtime.client import (
    ApiKey,
    ApiKeyScheme,
    AsyncClient,
    Basic,
    Bearer,
    Call,
    ClientCredentials,
    ConfigurationError,
    Headers,
    HttpScheme,
    MutualTlsScheme,
    Operation,
    ResponseSpec,
    Scheme,
    Service,
    SyncClient,
)

SCHEMES: dict[str, Scheme] = {
    "bearer": HttpScheme("bearer"),
    "basic": HttpScheme("Basic"),
    "query": ApiKeyScheme("query", "api_key"),
    "key": ApiKeyScheme("header", "X-Key"),
    "cookie": ApiKeyScheme("cookie", "SID"),
    "token": HttpScheme("Token"),
    "tls": MutualTlsScheme(),
}
Make = Callable[..., SyncClient | AsyncClient]


def made(auth: Any, *, schemes: Any = SCHEMES, how: str = "sync") -> Any:
    service = Service("acme", base_url="https://a.test", schemes=schemes)
    base = AsyncClient if "async" in how else SyncClient
    client: Any = type("Client", (base,), {"service": service})
    if "view" in how:
        return client().with_options(auth=auth)
    return client(auth=auth)


def sent(auth: Any, *required: str, schemes: Any = SCHEMES) -> httpx2.Request:
    """The request of an operation whose security requires schemes together."""
    seen: list[httpx2.Request] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(204)

    service = Service("acme", base_url="https://a.test", schemes=schemes)
    kind: Any = type("Client", (SyncClient,), {"service": service})
    client = kind(auth=auth, transport=httpx2.MockTransport(handle))
    security = (tuple((name, ()) for name in required),)
    operation = Operation(
        "op", "GET", "/", responses={204: ResponseSpec()}, security=security
    )
    call: Call[None, Headers] = Call(operation)
    client.send(call)
    return seen[0]


@pytest.mark.parametrize("how", ["sync", "async", "sync view", "async view"])
@pytest.mark.parametrize(
    "auth",
    [
        ("user", "password", "more"),
        ("user",),
        ("user", 5),
        ["user", "password"],
        b"token",
        5,
        True,
        "",
        object(),
        httpx2.BasicAuth("user", "password"),
        Bearer,
        lambda request: "token",
        ApiKey(""),
        ApiKey(5),  # type: ignore[arg-type]  # refused at run time
        Bearer(("user", "password")),  # type: ignore[arg-type]  # refused at run time
        Basic("user", None),  # type: ignore[arg-type]  # refused at run time
        {"unknown": "token"},
        {"tls": "token"},
        {5: "token"},
        {"basic": "token"},
        {"bearer": None},
        {"bearer": Basic("user", "password")},
        {"key": ("user", "password")},
        {"key": ""},
        "line\r\nbreak",
        ("a:user", "password"),
        {"basic": Basic("a:user", "password")},
    ],
    ids=lambda value: str(value).split(" at 0x")[0],
)
def test_invalid_credentials_are_refused_by_the_constructor(
    auth: Any, how: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        made(auth, how=how)
    assert "password" not in str(caught.value).replace("(user, password)", "").replace(
        "the password", ""
    )


def test_refusal_of_control_characters_names_the_header_field() -> None:
    for auth in ({"bearer": "a\nb"}, {"token": "a\nb"}):
        with pytest.raises(ConfigurationError, match=r"^header `Authorization`"):
            made(auth)


def test_refusal_says_what_is_accepted() -> None:
    with pytest.raises(ConfigurationError, match=r"Basic\(user, password\).*`basic`"):
        made(["user", "password"])
    only = {"query": SCHEMES["query"]}
    with pytest.raises(ConfigurationError, match=r"`ApiKey\(...\)` for `query`"):
        made("token", schemes=only)
    with pytest.raises(ConfigurationError, match="use `headers`"):
        made("token", schemes={})
    with pytest.raises(ConfigurationError, match="a tuple of 2"):
        made(("user", "password"), schemes=only)


def test_tuple_is_a_user_and_a_password() -> None:
    for auth in (("u", "p"), {"basic": ("u", "p")}, Basic("u", "p")):
        assert sent(auth, "basic").headers["Authorization"] == "Basic dTpw"
    with pytest.raises(ConfigurationError, match="`bearer`"):
        sent(("u", "p"), "bearer")


def test_string_is_sent_for_one_scheme_and_not_in_a_query() -> None:
    for auth in ("t", lambda: "t"):
        assert sent(auth, "bearer").headers["Authorization"] == "Bearer t"
        assert sent(auth, "key").headers["X-Key"] == "t"
        assert sent(auth, "cookie").headers["Cookie"] == "SID=t"
        assert sent(auth, "key", "tls").headers["X-Key"] == "t"
        with pytest.raises(ConfigurationError, match=r"`query`.*`ApiKey"):
            sent(auth, "query")
        for required in (("key", "cookie"), ("key", "query"), ("bearer", "basic")):
            with pytest.raises(ConfigurationError, match="a mapping"):
                sent(auth, *required)
    with pytest.raises(ConfigurationError, match="a mapping"):
        sent(ApiKey("t"), "key", "cookie")


def test_explicit_credentials_are_sent_in_a_query_and_together() -> None:
    for auth in (ApiKey("t"), {"query": "t"}, {"query": ApiKey("t")}):
        assert sent(auth, "query").url.query == b"api_key=t"
    request = sent({"key": "a", "cookie": "b", "query": "c"}, "key", "cookie", "query")
    assert request.headers["X-Key"] == "a" and request.headers["Cookie"] == "SID=b"
    assert request.url.query == b"api_key=c"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("bearer", "Bearer t"),
        ("Bearer", "Bearer t"),
        ("BEARER", "BEARER t"),
        ("Token", "Token t"),
        ("token", "token t"),
        ("DPoP", "DPoP t"),
    ],
)
def test_name_of_a_scheme_is_sent_as_written(written: str, expected: str) -> None:
    schemes = {"it": HttpScheme(written)}
    assert sent("t", "it", schemes=schemes).headers["Authorization"] == expected


def test_text_for_an_http_scheme_of_any_case_of_basic_is_refused() -> None:
    for written in ("basic", "Basic", "BASIC"):
        schemes = {"it": HttpScheme(written)}
        with pytest.raises(ConfigurationError, match="Basic"):
            made("t", schemes=schemes)
        text = sent(("u", "p"), "it", schemes=schemes).headers["Authorization"]
        assert text.split()[1] == "dTpw"


@pytest.mark.parametrize("value", [5, None, "", b"t"])
def test_functions_return_strings(value: Any) -> None:
    with pytest.raises(ConfigurationError, match="must return a string"):
        sent(lambda: value, "key")

    async def run(auth: Any) -> None:
        client = made(auth, how="async")
        security = ((("key", ()),),)
        call: Any = Call(Operation("op", "GET", "/", security=security))
        async with client:
            await client.send(call)

    async def later() -> Any:
        return value

    for auth in (lambda: value, later):
        with pytest.raises(ConfigurationError, match="must return a string"):
            asyncio.run(run(auth))


def test_asynchronous_function_of_a_synchronous_client_is_refused() -> None:
    async def token() -> str:
        return "t"

    with pytest.raises(ConfigurationError, match=r"synchronous client.*`coroutine`"):
        sent(token, "key")


def test_client_credentials_are_strings() -> None:
    with pytest.raises(ConfigurationError):
        ClientCredentials("id", None)  # type: ignore[arg-type]  # refused at run time
