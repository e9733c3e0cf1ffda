"""Where credentials go, and what a value may do to a request."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import httpx2
import pytest

from trueup_runtime.client import (
    ApiKeyScheme,
    AsyncClient,
    Call,
    ConfigurationError,
    Cookie,
    Header,
    Headers,
    HttpScheme,
    Operation,
    Path,
    Query,
    ResponseSpec,
    Service,
    SyncClient,
)

SERVICE = Service(
    "acme",
    base_url="https://a.test/v1",
    schemes={
        "bearer": HttpScheme("bearer"),
        "key": ApiKeyScheme("header", "X-Key"),
        "query": ApiKeyScheme("query", "key"),
        "cookie": ApiKeyScheme("cookie", "sid"),
    },
)


class Client(SyncClient):
    service = SERVICE


class Awaited(AsyncClient):
    service = SERVICE


def call(server: str, scheme: str = "bearer") -> Call[Any, Headers]:
    return Call(
        Operation(
            "op",
            "GET",
            "/",
            responses={200: ResponseSpec()},
            security=(((scheme, ()),),),
            servers=(server,) if server else (),
        )
    )


def sent(call: Call[Any, Headers], **options: Any) -> httpx2.Request:
    seen: list[httpx2.Request] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200, headers={"Set-Cookie": "a=b"})

    client = Client(transport=httpx2.MockTransport(handle), **options)
    client.send(call)
    client.send(call)
    return seen[1]


def has_credentials(request: httpx2.Request) -> bool:
    return "SECRET" in f"{request.url} {request.headers.raw!r}"


@pytest.mark.parametrize("scheme", SERVICE.schemes)
@pytest.mark.parametrize(
    ("server", "trusted"),
    [
        ("", True),
        ("/v2", True),
        ("https://a.test/v2", True),
        ("https://A.test:443/v2", True),
        ("http://a.test/v2", False),
        ("https://a.test:8443/v2", False),
        ("https://b.test", False),
        ("https://b.a.test", False),
        ("//b.test/v1", False),
        ("https://a.test@b.test/", False),
    ],
)
def test_credentials_go_to_the_origin_of_the_base_url(
    scheme: str, server: str, trusted: bool, caplog: pytest.LogCaptureFixture
) -> None:
    request = sent(call(server, scheme), auth={scheme: "SECRET"})
    assert has_credentials(request) is trusted
    warned = [each for each in caplog.records if each.levelno == logging.WARNING]
    assert bool(warned) is not trusted


def test_other_origins_get_credentials_where_the_user_says_so() -> None:
    operation = call("https://b.test/v1")
    for origins in (("https://b.test",), ["https://b.test:443/any"], "https://b.test"):
        assert has_credentials(sent(operation, auth="SECRET", auth_origins=origins))
    for origins in ((), ("http://b.test",), ("https://c.test",)):
        request = sent(operation, auth="SECRET", auth_origins=origins)
        assert not has_credentials(request)


def test_a_view_may_have_other_origins() -> None:
    client = Client(auth="SECRET").with_options(auth_origins=["https://b.test"])
    assert client.options.auth_origins == ("https://b.test",)


@pytest.mark.parametrize(
    "origin", ["b.test", "", "https://", "ftp://b.test", "https://["]
)
def test_an_origin_has_to_be_one(origin: str) -> None:
    with pytest.raises(ConfigurationError):
        Client(auth_origins=[origin])


def test_a_base_url_of_the_user_replaces_the_server_of_an_operation() -> None:
    request = sent(call("https://b.test"), auth="SECRET", base_url="https://c.test")
    assert request.url.host == "c.test" and has_credentials(request)


@pytest.mark.parametrize("name", ["Authorization", "authorization", "Cookie", "x-key"])
def test_fields_that_are_credentials_stay_with_their_origin(name: str) -> None:
    headers = {name: "SECRET", "X-Other": "kept"}
    other = sent(call("https://b.test"), headers=headers)
    assert not has_credentials(other) and other.headers["X-Other"] == "kept"
    assert has_credentials(sent(call("/v2"), headers=headers))


def test_cookies_of_responses_are_not_kept() -> None:
    assert "Cookie" not in sent(call("")).headers

    async def run() -> None:
        seen: list[httpx2.Request] = []

        def handle(request: httpx2.Request) -> httpx2.Response:
            seen.append(request)
            return httpx2.Response(200, headers={"Set-Cookie": f"a{len(seen)}=b"})

        client = Awaited(transport=httpx2.MockTransport(handle))
        for _ in range(3):
            await client.send(call(""))
        assert all("Cookie" not in each.headers for each in seen)

    asyncio.run(run())


def test_a_netrc_file_is_not_read(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "netrc"
    path.write_text("machine a.test login user password SECRET\n")
    monkeypatch.setenv("NETRC", str(path))
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".netrc").write_text(path.read_text())
    assert "Authorization" not in sent(call("")).headers


def test_proxies_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from trueup_runtime.client.transports import EnvironmentTransport

    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("https_proxy", "http://proxy.test:3128")
    monkeypatch.setenv("no_proxy", "direct.test,127.0.0.1")
    proxies = EnvironmentTransport()._proxies
    assert proxies.of(httpx2.URL("https://a.test/x")) == "http://proxy.test:3128"
    for url in ("https://direct.test", "https://b.direct.test", "http://a.test"):
        assert proxies.of(httpx2.URL(url)) is None
    monkeypatch.setenv("all_proxy", "other.test:1")
    proxies = EnvironmentTransport()._proxies
    assert proxies.of(httpx2.URL("http://a.test")) == "http://other.test:1"


# --------------------------------------------------------------- values and places

BREAKS = ("a\r\nX: y", "a\nb", "a\rb", "a\0b", "a\x01b", "a\x7fb")


@pytest.mark.parametrize("text", [*BREAKS, "\ud800"])
def test_no_value_ends_a_field(text: str) -> None:
    operation = Operation(
        "op", "GET", "/", parameters=(Header("X-A"),), responses={200: ResponseSpec()}
    )
    for made in (
        lambda: sent(Call(operation, (text,))),
        lambda: sent(Call(operation, (None,)), headers={"X-B": text}),
        lambda: sent(Call(operation, (None,)), headers={text: "b"}),
        lambda: sent(Call(operation, (None,)), user_agent=text),
        lambda: sent(Call(operation, (None,), accept=text)),
        lambda: sent(call("", "bearer"), auth=text),
        lambda: sent(call("", "key"), auth=text),
        lambda: sent(call("", "cookie"), auth=text),
    ):
        with pytest.raises(ConfigurationError):
            made()


@pytest.mark.parametrize(
    "text", ["a;b=c", "a,b", "a b", 'a"b', "a\\b", "a\tb", *BREAKS]
)
def test_no_value_ends_a_cookie(text: str) -> None:
    with pytest.raises(ConfigurationError):
        sent(call("", "cookie"), auth=text)
    plain = Operation(
        "op",
        "GET",
        "/",
        parameters=(Cookie("c", style="cookie"),),
        responses={200: ResponseSpec()},
    )
    with pytest.raises(ConfigurationError):
        sent(Call(plain, (text,)))
    encoded = Operation(
        "op", "GET", "/", parameters=(Cookie("c"),), responses={200: ResponseSpec()}
    )
    field = sent(Call(encoded, (text,))).headers["Cookie"]
    assert field.isascii() and not set(field) & set(' ;,"\\\r\n\t\0')


@pytest.mark.parametrize("name", ["a;b", "a=b", "a b", "a,b", 'a"'])
def test_no_name_ends_a_cookie(name: str) -> None:
    for parameter in (Cookie(name), Cookie(name, media_type="application/json")):
        operation = Operation("op", "GET", "/", parameters=(parameter,))
        with pytest.raises(ConfigurationError):
            sent(Call(operation, ("a",)))


@pytest.mark.parametrize("parameter", [Path("p"), Query("p"), Cookie("p"), Header("p")])
def test_half_of_a_surrogate_pair_is_refused(parameter: Any) -> None:
    operation = Operation("op", "GET", "/{p}", parameters=(parameter,))
    with pytest.raises(ConfigurationError):
        sent(Call(operation, ("\ud800",)))


@pytest.mark.parametrize(
    "url",
    [
        *("http://", "http:///v1", "http://:80", "http://user@", "http://[::1"),
        *("http://a.test?x=1", "http://a.test/v1?", "http://a.test#f"),
        *("http://a.test\\@b.test", "http://a.test\\b", "http://a.test/v1\\b"),
        *("http://a.test\r\nX: y", "http://a.te\nst", "http://a.test\t@b.test"),
        *("http://a b", "http://a.test ", "http://a.test\xa0", "http://a.test/\0"),
        *("http://a.test:x", "http://a.test:65536", "http://a.test:-1"),
        *("http://u:\ud800@a.test", "http://\ud800.test", "http://a.test/\ud800"),
    ],
)
def test_a_base_url_is_plain(url: str) -> None:
    with pytest.raises(ConfigurationError):
        Client(base_url=url)


@pytest.mark.parametrize(
    "url",
    [
        *("http://[::1", "http://:80", "http://user@", "?x=1", "#f", "/v1?x"),
        *("//a.test\\@b.test", "/\\b.test", "\\\\b.test", "http://a b"),
        *("javascript:x", "file:///etc/passwd", "//a.test:x"),
    ],
)
def test_a_server_that_is_none_is_a_configuration_error(url: str) -> None:
    with pytest.raises(ConfigurationError):
        sent(call(url), auth="SECRET")
