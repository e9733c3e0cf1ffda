"""`base_url` is parsed once and validated by its components."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from trueup_runtime.client import (
    AsyncClient,
    Call,
    ConfigurationError,
    Operation,
    ResponseSpec,
    Service,
    SyncClient,
)


def sent(url: Any, default: str = "https://a.test") -> httpx2.Request:
    seen: list[httpx2.Request] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(204)

    class Client(SyncClient):
        service = Service("acme", base_url=default)

    client = Client(base_url=url, transport=httpx2.MockTransport(handle))
    client.send(Call(Operation("op", "GET", "/x", responses={204: ResponseSpec()})))
    return seen[0]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://b.test", "https://b.test/x"),
        ("HTTPS://b.test/v1/", "https://b.test/v1/x"),
        ("Http://b.test:8080/v1", "http://b.test:8080/v1/x"),
        ("https://[::1]:8443", "https://[::1]:8443/x"),
        ("https://user:p%7Bw@b.test", "https://b.test/x"),
        (None, "https://a.test/x"),
    ],
)
def test_valid_base_urls(url: str | None, expected: str) -> None:
    assert str(sent(url).url) == expected


@pytest.mark.parametrize("kind", [SyncClient, AsyncClient])
@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://b.test/api?version=2", "query"),
        ("https://b.test?", "query"),
        ("https://b.test/#top", "fragment"),
        ("https://b.test#", "fragment"),
        ("b.test", "must begin with"),
        ("/v2", "must begin with"),
        ("//b.test", "must begin with"),
        ("ftp://b.test", "must begin with"),
        ("https:/b.test", "must begin with"),
        ("", "must begin with"),
        ("https://", "a host"),
        ("https:///v1", "a host"),
        ("https://:443", "a host"),
        ("https://user@", "a host"),
        ("https://b.test:port", "port"),
        ("https://b.test:99999", "port"),
        ("https://[::1", "host"),
        ("https://{region}.b.test", "`{region}`"),
        ("https://b.test/{version}", "`{version}`"),
        (httpx2.URL("https://b.test"), "must be a string"),
        (b"https://b.test", "must be a string"),
        (5, "must be a string"),
    ],
)
def test_invalid_base_urls_are_refused(kind: Any, url: Any, reason: str) -> None:
    client = type("Client", (kind,), {"service": Service("acme")})
    with pytest.raises(ConfigurationError, match=reason):
        client(base_url=url)


@pytest.mark.parametrize(
    ("default", "example"),
    [
        ("", "base_url='https://example.com'"),
        ("/v2", "base_url='https://example.com/v2'"),
        ("https://b.test/api?version=2", "pass `base_url`"),
        ("https://{region}.b.test", "pass `base_url`"),
    ],
)
def test_unusable_server_of_the_description_needs_a_base_url(
    default: str, example: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        sent(None, default)
    assert example in str(caught.value)
    assert sent("https://c.test", default).url.host == "c.test"


def test_origins_may_have_a_scheme_in_any_case() -> None:
    class Client(SyncClient):
        service = Service("acme", base_url="https://a.test")

    Client(auth_origins=["HTTPS://b.test"])
    for origin in ("b.test", "https://b.test?x", 5):
        with pytest.raises(ConfigurationError):
            Client(auth_origins=[origin])  # type: ignore[list-item]  # refused at run time
