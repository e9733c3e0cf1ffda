import asyncio
import io

import httpx2
import loop
from api import AsyncClient, Client, errors
from api.operations import default as operations
from api.server.handlers import default as handlers
from pytest import raises

CHUNKS = [b"\x00a", b"b\xff"]


async def later():
    for chunk in CHUNKS:
        yield chunk


def test_upload_in_pieces():
    for body in (b"".join(CHUNKS), iter(CHUNKS), later(), io.BytesIO(b"".join(CHUNKS))):
        assert loop.asked(operations.upload("a", body=body)).body == b"\x00ab\xff"


def test_upload_in_pieces_by_the_client_that_waits():
    seen = []

    def answer(request):
        seen.append((request.headers.get("transfer-encoding"), request.read()))
        return httpx2.Response(204)

    with Client(base_url="http://x", transport=httpx2.MockTransport(answer)) as api:
        api.default.upload("a", body=iter(CHUNKS))
        with raises(errors.ConfigurationError, match="asynchronous"):
            api.default.upload("a", body=later())
    assert seen == [("chunked", b"\x00ab\xff")]


def test_pieces_are_not_sent_twice():
    attempts = []

    def answer(request):
        attempts.append(request.read())
        return httpx2.Response(503)

    with Client(base_url="http://x", transport=httpx2.MockTransport(answer)) as api:
        with raises(errors.UndocumentedStatusError):
            api.default.upload("a", body=iter(CHUNKS))
    assert len(attempts) == 1


def test_download_in_pieces():
    def answer(request):
        headers = {"content-type": "application/octet-stream"}
        return httpx2.Response(200, content=iter(CHUNKS), headers=headers)

    with Client(base_url="http://x", transport=httpx2.MockTransport(answer)) as api:
        with api.default.stream.download("a") as chunks:
            assert list(chunks) == CHUNKS
        assert api.default.download("a") == b"\x00ab\xff"


def test_download_from_the_generated_server():
    async def received(reply):
        transport = httpx2.ASGITransport(loop.app([], reply))
        async with AsyncClient(base_url="http://x", transport=transport) as api:
            async with api.default.stream.download("a") as chunks:
                return b"".join([chunk async for chunk in chunks])

    for body in (b"\x00ab\xff", iter(CHUNKS), later()):
        assert asyncio.run(received(handlers.Download200(body=body))) == b"\x00ab\xff"
    with raises(errors.NotFoundError):
        asyncio.run(received(handlers.Download404()))


def test_interrupted_connection_is_an_error():
    def broken():
        yield CHUNKS[0]
        raise httpx2.ReadError("gone")

    def answer(request):
        headers = {"content-type": "application/octet-stream"}
        return httpx2.Response(200, content=broken(), headers=headers)

    with Client(base_url="http://x", transport=httpx2.MockTransport(answer)) as api:
        with raises(errors.TransportError, match="gone"):
            with api.default.stream.download("a") as chunks:
                list(chunks)
