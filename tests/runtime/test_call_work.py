"""The work of opening a client and of a call is done once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import httpx2
import pytest

from trueup_runtime.client import (
    AsyncClient,
    Bearer,
    Call,
    HttpScheme,
    Json,
    Operation,
    Path,
    Query,
    ResponseSpec,
    Service,
    SyncClient,
    path_templates,
    transports,
)
from trueup_runtime.client.effects import Send
from trueup_runtime.client.request_flow import exchange

SERVICE = Service(
    "test", base_url="https://api.test", schemes={"token": HttpScheme("bearer")}
)


class Client(SyncClient):
    service = SERVICE


class OtherClient(AsyncClient):
    service = SERVICE


OPERATION = Operation(
    "get",
    "GET",
    "/items/{id}/parts",
    parameters=(Path("id"), Query("limit"), Query("deep")),
    responses={200: ResponseSpec(Json(int))},
    security=((("token", ()),),),
)


@pytest.fixture
def contexts(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """The TLS contexts that are made."""
    made: list[object] = []
    create = httpx2.create_ssl_context

    def counted() -> object:
        made.append(create())
        return made[-1]

    transports._ssl_context.cache_clear()
    monkeypatch.setattr(httpx2, "create_ssl_context", counted)
    yield made
    transports._ssl_context.cache_clear()


def test_clients_of_a_process_share_a_tls_context(contexts: list[object]) -> None:
    for _ in range(3):
        with Client() as client:
            transport = client._pool._open()
            assert isinstance(transport, transports.EnvironmentTransport)
            assert transport._context is contexts[0]
    OtherClient()._pool._open()
    assert len(contexts) == 1


def test_ssl_context_is_not_shared_by_different_certificates(
    contexts: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    Client()._pool._open()
    monkeypatch.setenv("SSL_CERT_FILE", "")
    Client()._pool._open()
    assert len(contexts) == 2


def test_client_with_a_transport_makes_no_tls_context(contexts: list[object]) -> None:
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json=1))
    with Client(transport=transport) as client:
        assert client.send(Call(OPERATION, ("1",))).data == 1

    async def main() -> None:
        async with OtherClient(transport=transport) as client:
            assert (await client.send(Call(OPERATION, ("1",)))).data == 1

    asyncio.run(main())
    assert not contexts


def test_static_credential_is_no_effect() -> None:
    client = Client(auth=Bearer("secret"))
    effect = next(exchange(Call(OPERATION, ("1",)), SERVICE, client.options))
    assert isinstance(effect, Send)
    assert ("Authorization", "Bearer secret") in effect.headers


def test_path_template_is_split_once() -> None:
    path_templates._divided.cache_clear()
    for value in ("a", "b c", 3):
        path = Call(OPERATION, (value, 5, True)).request().path
        assert path == f"/items/{str(value).replace(' ', '%20')}/parts"
    assert path_templates._divided.cache_info().misses == 1
