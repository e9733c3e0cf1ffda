"""`max_response` bounds what is read and decoded of a response."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import importlib
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any

import httpx2
import pytest

from trueup_runtime.client import (
    ApiError,
    AsyncClient,
    Bytes,
    Call,
    ClientCredentials,
    Headers,
    Json,
    JsonLines,
    OAuth2Scheme,
    Operation,
    ResponseSpec,
    ResponseTooLargeError,
    Service,
    StreamCall,
    SyncClient,
    TokenError,
    TransportError,
)
from trueup_runtime.client.codings import CodingError, Decoder

MB = 1_000_000
SERVICE = Service(
    "acme",
    base_url="http://a.test",
    schemes={"oauth": OAuth2Scheme("https://id.test/token")},
)


class Client(SyncClient):
    service = SERVICE


class Awaited(AsyncClient):
    service = SERVICE


class Body(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body in chunks; counts the bytes that are taken, and whether it is closed."""

    def __init__(self, data: bytes, times: int = 1) -> None:
        self.data, self.times = data, times
        self.taken, self.closed = 0, False

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(self.times):
            for start in range(0, len(self.data), 65536):
                chunk = self.data[start : start + 65536]
                self.taken += len(chunk)
                yield chunk

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


def call(method: str = "GET", **rest: Any) -> Call[Any, Headers]:
    replies: dict[int | str, ResponseSpec] = {200: ResponseSpec(Bytes())}
    return Call(Operation("op", method, "/", responses=replies, **rest))


CALL = call()


def sent(
    body: Body,
    *,
    status: int = 200,
    asynchronous: bool = False,
    call: Call[Any, Headers] = CALL,
    max_response: int | None = 3 * MB,
    **headers: str,
) -> Any:
    fields = {"Content-Type": "application/octet-stream"}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}

    def handle(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(status, headers=fields, stream=body)

    transport = httpx2.MockTransport(handle)
    if not asynchronous:
        client = Client(transport=transport, retries=0, max_response=max_response)
        return client.send(call).data
    awaited = Awaited(transport=transport, retries=0, max_response=max_response)
    return asyncio.run(awaited.send(call)).data


def deflated(data: bytes) -> bytes:
    return zlib.compress(data, 9)


def bare(data: bytes) -> bytes:
    made = zlib.compressobj(9, wbits=-15)
    return made.compress(data) + made.flush()


def optional(*modules: str) -> Any:
    """The first of the modules that is installed; None without any."""
    for name in modules:
        with contextlib.suppress(ImportError):
            return importlib.import_module(name)
    return None


ZSTD = optional("compression.zstd", "backports.zstd")
BROTLI = optional("brotli", "brotlicffi")
needs_zstd = pytest.mark.skipif(ZSTD is None, reason="no package for zstd")

ENCODED = {
    "gzip": gzip.compress,
    "deflate": deflated,
    "x-gzip": gzip.compress,
    "deflate, gzip": lambda data: gzip.compress(deflated(data)),
    "gzip, gzip": lambda data: gzip.compress(gzip.compress(data)),
    "gzip,GZIP , gzip": lambda data: gzip.compress(gzip.compress(gzip.compress(data))),
    "identity": lambda data: data,
    "": lambda data: data,
    "identity, gzip": gzip.compress,
}
if ZSTD is not None:
    ENCODED["zstd"] = ZSTD.compress
    ENCODED["gzip, zstd"] = lambda data: ZSTD.compress(gzip.compress(data))
if BROTLI is not None:
    ENCODED["br"] = partial(BROTLI.compress, quality=2)


@pytest.mark.parametrize("asynchronous", [False, True])
@pytest.mark.parametrize("coding", ENCODED)
def test_codings_are_decoded(coding: str, asynchronous: bool) -> None:
    data = b"".join(b"%d," % number for number in range(200_000))
    body = Body(ENCODED[coding](data))
    assert sent(body, asynchronous=asynchronous, content_encoding=coding) == data
    assert body.closed


def test_deflate_without_a_header_is_decoded() -> None:
    assert sent(Body(bare(b"abc" * 999)), content_encoding="deflate") == b"abc" * 999


@pytest.mark.parametrize("size", [1, 2, 7, 65536])
@pytest.mark.parametrize("rest", [b"", bytes(9), b"\x1f", b"\x1fa", b"abc\x1f\x8b"])
def test_members_of_gzip_are_decoded_as_one_content(size: int, rest: bytes) -> None:
    members = [b"abc", b"", b"def" * 2_000, b"ghi"]
    data = b"".join(map(gzip.compress, members)) + rest
    decoder = Decoder(["gzip"], None)
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    decoded = [each for piece in pieces for each in decoder.decode(piece)]
    decoder.finish()
    assert b"".join(decoded) == b"".join(members)


def test_all_members_of_gzip_count_towards_the_limit() -> None:
    with pytest.raises(ResponseTooLargeError):
        sent(Body(gzip.compress(bytes(MB)), times=5), content_encoding="gzip")


@pytest.mark.parametrize("cut", [9, 15])
def test_a_later_member_of_gzip_that_ends_early_is_an_error(cut: int) -> None:
    data = gzip.compress(b"abc") + gzip.compress(b"def")[:-cut]
    with pytest.raises(TransportError, match="ends before"):
        sent(Body(data), content_encoding="gzip")


def test_many_members_of_gzip_copy_little(monkeypatch: pytest.MonkeyPatch) -> None:
    fed = 0

    class Counted:
        def __init__(self, bits: int) -> None:
            self._inflate = inflater(bits)

        def decompress(self, data: bytes, limit: int) -> bytes:
            nonlocal fed
            fed += len(data)
            return self._inflate.decompress(data, limit)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._inflate, name)

    inflater = zlib.decompressobj
    monkeypatch.setattr(zlib, "decompressobj", Counted)
    data = gzip.compress(b"") * 20_000
    assert b"".join(Decoder(["gzip"], None).decode(data)) == b""
    assert fed < 200 * len(data)


SKIPPABLE = b"\x50\x2a\x4d\x18" + b"\x03\0\0\0" + b"xyz"
"""A frame of zstd without content (RFC 8878, section 3.1.2)."""


@needs_zstd
@pytest.mark.parametrize("size", [1, 2, 7, 65536])
def test_frames_of_zstd_are_decoded_as_one_content(size: int) -> None:
    frames = [b"abc", b"", b"def" * 200_000, b"ghi"]
    data = SKIPPABLE + SKIPPABLE.join(map(ZSTD.compress, frames)) + SKIPPABLE
    decoder = Decoder(["zstd"], None)
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    decoded = [each for piece in pieces for each in decoder.decode(piece)]
    decoder.finish()
    assert b"".join(decoded) == b"".join(frames)


@needs_zstd
def test_all_frames_of_zstd_count_towards_the_limit() -> None:
    with pytest.raises(ResponseTooLargeError):
        sent(Body(ZSTD.compress(bytes(MB)), times=5), content_encoding="zstd")


@needs_zstd
@pytest.mark.parametrize("rest", [b"x", b"abcdefgh", b"\x28\xb5\x2f", bytes(9)])
def test_what_follows_a_frame_of_zstd_is_a_frame(rest: bytes) -> None:
    with pytest.raises(TransportError, match="cod"):
        sent(Body(ZSTD.compress(b"abc") + rest), content_encoding="zstd")


@needs_zstd
@pytest.mark.parametrize(("exponent", "is_accepted"), [(13, True), (17, False)])
def test_windows_of_zstd_are_limited(exponent: int, is_accepted: bool) -> None:
    """RFC 8878, section 3.1.1.1.2; the frame has one empty block."""
    frame = b"\x28\xb5\x2f\xfd\x00" + bytes([exponent << 3]) + b"\x01\x00\x00"
    decoder = Decoder(["zstd"], None)
    if is_accepted:
        assert b"".join(decoder.decode(frame)) == b""
    else:
        with pytest.raises(CodingError):
            list(decoder.decode(frame))


@needs_zstd
def test_many_frames_of_zstd_copy_little(monkeypatch: pytest.MonkeyPatch) -> None:
    fed = 0

    class Counted:
        def __init__(self, options: Any) -> None:
            self._decompressor = decompressor(options=options)

        def decompress(self, data: bytes, limit: int) -> bytes:
            nonlocal fed
            fed += len(data)
            piece: bytes = self._decompressor.decompress(data, limit)
            return piece

        def __getattr__(self, name: str) -> Any:
            return getattr(self._decompressor, name)

    decompressor = ZSTD.ZstdDecompressor
    monkeypatch.setattr(ZSTD, "ZstdDecompressor", Counted)
    data = ZSTD.compress(b"") * 20_000
    assert b"".join(Decoder(["zstd"], None).decode(data)) == b""
    assert fed < 300 * len(data)


@pytest.mark.parametrize("asynchronous", [False, True])
@pytest.mark.parametrize(
    "coding", [each for each in ENCODED if each.lower() not in ("", "identity")]
)
def test_a_small_response_that_decodes_to_a_large_one(
    coding: str, asynchronous: bool
) -> None:
    body = Body(ENCODED[coding](bytes(60 * MB)))
    tracemalloc.start()
    try:
        with pytest.raises(ResponseTooLargeError, match="max_response") as caught:
            sent(body, asynchronous=asynchronous, content_encoding=coding)
        assert tracemalloc.get_traced_memory()[1] < 10 * MB
    finally:
        tracemalloc.stop()
    assert caught.value.limit == 3 * MB and body.closed


def test_content_that_follows_the_end_of_a_coding_is_bounded() -> None:
    """The middle coding makes a lot that the last one ignores."""
    inner = gzip.compress(b"a") + bytes(60 * MB)
    body = Body(gzip.compress(inner))
    tracemalloc.start()
    try:
        with pytest.raises(ResponseTooLargeError):
            sent(body, content_encoding="gzip, gzip")
        assert tracemalloc.get_traced_memory()[1] < 10 * MB
    finally:
        tracemalloc.stop()
    body = Body(gzip.compress(b"a") + bytes(65536), times=10_000)
    with pytest.raises(ResponseTooLargeError):
        sent(body, content_encoding="gzip")
    assert body.taken < 4 * MB


@pytest.mark.parametrize(
    "coding", ["gzip, gzip, gzip, gzip", "gzip," * 60, "br2", "compress"]
)
def test_codings_that_are_not_decoded(coding: str) -> None:
    with pytest.raises(TransportError, match="coding"):
        sent(Body(b"a"), content_encoding=coding)


@pytest.mark.parametrize(
    "data",
    [
        b"a",
        gzip.compress(b"abc" * 999, mtime=0)[:-9],
        b"\x1f\x8b" + bytes(99),
        bytes(3),
    ],
    ids=["text", "incomplete gzip", "header of gzip only", "zeros"],
)
@pytest.mark.parametrize("coding", ["gzip", "deflate", "gzip, deflate"])
def test_content_that_no_coding_makes(data: bytes, coding: str) -> None:
    with pytest.raises(TransportError, match="cod"):
        sent(Body(data), content_encoding=coding)


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_large_response_is_not_read_to_its_end(asynchronous: bool) -> None:
    body = Body(bytes(65536), times=100_000)
    with pytest.raises(ResponseTooLargeError):
        sent(body, asynchronous=asynchronous)
    assert body.taken < 4 * MB and body.closed


@pytest.mark.parametrize("length", ["3000001", "9" * 400])
def test_a_large_content_length_is_refused_before_the_body(length: str) -> None:
    body = Body(b"abc")
    with pytest.raises(ResponseTooLargeError):
        sent(body, content_length=length)
    assert body.taken == 0 and body.closed


@pytest.mark.parametrize("length", ["", "-1", "soon", "1e99"])
def test_another_content_length_is_that_of_the_transport(length: str) -> None:
    assert sent(Body(b"abc"), content_length=length) == b"abc"


def test_a_response_to_head_has_the_length_of_another() -> None:
    sent(Body(b""), call=call("HEAD"), content_length="99999999999")


def test_a_response_of_exactly_the_limit() -> None:
    assert len(sent(Body(bytes(3 * MB)))) == 3 * MB
    assert len(sent(Body(bytes(1000), 1000), max_response=None)) == MB


@pytest.mark.parametrize("asynchronous", [False, True])
def test_the_body_of_an_error_is_cut(asynchronous: bool) -> None:
    body = Body(gzip.compress(b"[" + bytes(30 * MB)))
    with pytest.raises(ApiError) as caught:
        sent(body, status=503, asynchronous=asynchronous, content_encoding="gzip")
    assert caught.value.status == 503 and len(caught.value.raw) == MB
    assert caught.value.raw[:1] == b"["
    assert body.closed


def test_the_body_of_an_error_is_cut_at_a_smaller_limit() -> None:
    with pytest.raises(ApiError) as caught:
        sent(Body(bytes(1000)), status=404, max_response=10, content_length="1000")
    assert len(caught.value.raw) == 10


def test_a_response_with_a_token_is_bounded() -> None:
    body = Body(bytes(65536), times=10_000)

    def handle(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, stream=body)

    client = Client(
        transport=httpx2.MockTransport(handle),
        auth=ClientCredentials("a", "b"),
        max_response=None,
    )
    with pytest.raises((ResponseTooLargeError, TokenError)):
        client.send(call(security=((("oauth", ()),),)))
    assert body.taken < 2 * MB


def test_a_stream_is_bounded_by_item() -> None:
    streamed: StreamCall[Any, Any, Headers] = StreamCall(
        Operation("op", "GET", "/", responses={200: ResponseSpec(JsonLines(Any))})
    )
    line = b'"' + bytes(100).hex().encode() + b'"\n'

    def client(body: Body) -> Client:
        def handle(request: httpx2.Request) -> httpx2.Response:
            headers = {"Content-Type": "application/jsonl"}
            return httpx2.Response(200, headers=headers, stream=body)

        return Client(transport=httpx2.MockTransport(handle), max_response=1000)

    with client(Body(line, times=100)).stream(streamed) as items:
        assert len(list(items)) == 100
    body = Body(b" " * 65536, times=1000)
    with client(body).stream(streamed) as items:
        with pytest.raises(ResponseTooLargeError):
            list(items)
    assert body.taken < MB and body.closed


def test_a_view_may_have_another_limit() -> None:
    def handle(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=bytes(1000))

    client = Client(transport=httpx2.MockTransport(handle), max_response=999)
    json: Call[Any, Headers] = Call(
        Operation("op", "GET", "/", responses={200: ResponseSpec(Json(Any))})
    )
    with pytest.raises(ResponseTooLargeError):
        client.send(json)
    assert len(client.with_options(max_response=1000).send(call()).data) == 1000
