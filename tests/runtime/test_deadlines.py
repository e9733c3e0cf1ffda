"""`timeout` bounds a whole call, however slowly the service answers."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpcore2
import httpx2
import pytest

from trueup_runtime.client import (
    AsyncClient,
    Bearer,
    Bytes,
    Call,
    ClientCredentials,
    Headers,
    JsonLines,
    OAuth2Scheme,
    Operation,
    ResponseSpec,
    Service,
    StreamCall,
    SyncClient,
    TimeoutError,
    TokenError,
    tokens,
    transports,
)
from trueup_runtime.client.deadlines import deadline
from trueup_runtime.client.transports import (
    DeadlineBackend,
    DeadlineStream,
    DeadlineTransport,
)

HANGS = 600
"""Seconds after which a test is taken to hang."""

SERVICE = Service(
    "acme",
    base_url="http://127.0.0.1",
    schemes={"oauth": OAuth2Scheme("https://id.test/token")},
)


class Client(SyncClient):
    service = SERVICE


class Awaited(AsyncClient):
    service = SERVICE


PLAIN: Call[Any, Headers] = Call(
    Operation("op", "GET", "/", responses={200: ResponseSpec()})
)
SECURED: Call[Any, Headers] = Call(
    Operation(
        "op", "GET", "/", responses={200: ResponseSpec()}, security=((("oauth", ()),),)
    )
)
STREAMED: StreamCall[Any, Any, Headers] = StreamCall(
    Operation("op", "GET", "/", responses={200: ResponseSpec(JsonLines(int))})
)


class Clock:
    """A clock that moves only when something waits."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(time, "monotonic", made)
    return made


class Slow(httpcore2.NetworkStream):
    """A connection on which each operation takes a second and moves one byte."""

    def __init__(self, clock: Clock, data: bytes, seconds: float = 1.0) -> None:
        self.clock, self.data, self.seconds = clock, data, seconds
        self.operations = 0
        self.tls = False

    def _wait(self, timeout: float | None, error: type[Exception]) -> None:
        self.operations += 1
        assert self.operations < 10_000, "no deadline"
        if timeout is not None and timeout < self.seconds:
            self.clock.now += timeout
            raise error("timed out")
        self.clock.now += self.seconds

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._wait(timeout, httpcore2.ReadTimeout)
        byte, self.data = self.data[:1], self.data[1:]
        return byte

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if self.seconds and len(buffer) > 1000:
            self._wait(timeout, httpcore2.WriteTimeout)

    def close(self) -> None:
        pass

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        self.tls = True
        self._wait(timeout, httpcore2.ConnectTimeout)
        return self

    def get_extra_info(self, info: str) -> Any:
        return None


class Backend(httpcore2.NetworkBackend):
    """Connects to a `Slow`; keeps the timeouts that it is given."""

    def __init__(self, clock: Clock, *streams: Slow | None) -> None:
        self.clock, self.streams = clock, list(streams)
        self.timeouts: list[float | None] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        *rest: Any,
        **more: Any,
    ) -> httpcore2.NetworkStream:
        self.timeouts.append(timeout)
        stream = self.streams.pop(0) if len(self.streams) > 1 else self.streams[0]
        if stream is None:
            self.clock.now += timeout or 0
            raise httpcore2.ConnectTimeout("timed out")
        return stream


def client(backend: Backend, **options: Any) -> Client:
    transport = DeadlineTransport()
    transport._pool._network_backend = DeadlineBackend(backend)
    return Client(transport=transport, retries=0, **options)


HEAD = b"HTTP/1.1 200 OK\r\n"
DRIPPED = {
    "headers": HEAD + b"X: " + b"a" * 5000,
    "a chunked body": HEAD
    + b"Transfer-Encoding: chunked\r\n\r\n"
    + b"1\r\na\r\n" * 900,
    "a body": HEAD + b"Content-Length: 5000\r\n\r\n" + b"a" * 5000,
    "informational responses": b"HTTP/1.1 103 Early Hints\r\n\r\n" * 200,
}


@pytest.mark.parametrize("what", DRIPPED)
@pytest.mark.parametrize("total", [0.5, 10.0, 100.5])
def test_what_comes_byte_by_byte_ends_with_the_timeout(
    clock: Clock, what: str, total: float
) -> None:
    stream = Slow(clock, DRIPPED[what])
    with pytest.raises(TimeoutError):
        client(Backend(clock, stream), timeout=total).send(PLAIN)
    assert clock.now == 1000 + total
    assert stream.operations <= total + 1


def test_a_slow_upload_ends_with_the_timeout(clock: Clock) -> None:
    stream = Slow(clock, b"")
    operation = Operation(
        "op", "POST", "/", bodies=(Bytes(),), responses={200: ResponseSpec()}
    )
    call: Call[Any, Headers] = Call(operation, body=b"a" * 10_000_000)
    with pytest.raises(TimeoutError):
        client(Backend(clock, stream), timeout=20).send(call)
    assert clock.now == 1020


def test_a_tls_handshake_ends_with_the_timeout(clock: Clock) -> None:
    stream = Slow(clock, b"", seconds=30)
    backend = Backend(clock, stream)
    with pytest.raises(TimeoutError) as caught:
        client(backend, timeout=3, base_url="https://127.0.0.1").send(PLAIN)
    assert stream.tls and clock.now == 1003 and not caught.value.sent


def test_addresses_share_the_time_to_connect(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"]
    monkeypatch.setattr(transports, "_addresses", lambda *_: addresses)
    backend = Backend(clock, None)
    with pytest.raises(TimeoutError) as caught:
        client(backend, timeout=4, base_url="http://a.test").send(PLAIN)
    assert clock.now == 1004 and backend.timeouts == [1, 1, 1, 1]
    assert not caught.value.sent


def test_the_next_address_is_tried(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transports, "_addresses", lambda *_: ["192.0.2.1", "::1"])
    stream = Slow(clock, HEAD + b"Content-Length: 0\r\n\r\n", seconds=0)
    client(Backend(clock, None, stream), base_url="http://a.test").send(PLAIN)


def test_a_name_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()

    def getaddrinfo(*_: Any, **__: Any) -> Any:
        released.wait(HANGS)
        raise OSError("late")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    try:
        with pytest.raises(TimeoutError):  # a late name is another error
            Client(base_url="http://a.test", timeout=0.2, retries=0).send(PLAIN)
    finally:
        released.set()


def test_a_stream_waits_anew_for_each_item(clock: Clock) -> None:
    head = HEAD + b"Content-Type: application/jsonl\r\nContent-Length: 40\r\n\r\n"
    backend = Backend(clock, Slow(clock, head + b"1\n" * 20))
    with client(backend, timeout=len(head) + 1.5).stream(STREAMED) as items:
        began = clock.now
        assert list(items) == [1] * 20
    assert clock.now >= began + 39


def test_the_headers_of_a_stream_come_before_the_timeout(clock: Clock) -> None:
    backend = Backend(clock, Slow(clock, HEAD + b"X: " + b"a" * 5000))
    with pytest.raises(TimeoutError):
        with client(backend, timeout=30).stream(STREAMED):
            pass
    assert clock.now == 1030


def test_a_wait_in_a_stream_ends_with_the_timeout(clock: Clock) -> None:
    head = HEAD + b"Content-Type: application/jsonl\r\nContent-Length: 40\r\n\r\n"
    stream = Slow(clock, head + b"1\n2\n")
    with client(Backend(clock, stream), timeout=len(head) + 2).stream(
        STREAMED
    ) as items:
        assert next(iter(items)) == 1
        stream.seconds, began = 1e6, clock.now
        with pytest.raises(TimeoutError):
            list(items)
    assert clock.now == began + len(head) + 2


def test_a_call_leaves_no_deadline_behind(clock: Clock) -> None:
    with pytest.raises(TimeoutError):
        client(Backend(clock, Slow(clock, HEAD + b"a" * 99)), timeout=5).send(PLAIN)
    assert deadline.get() == float("inf")


def test_transports_of_the_environment_keep_to_the_deadline() -> None:
    made = Client(base_url="http://127.0.0.1:1", retries=0)
    with pytest.raises(Exception, match=r"refused|connect"):
        made.send(PLAIN)
    transport: Any = made._pool._transport
    (direct,) = transport._transports.values()
    assert isinstance(direct._pool._network_backend, DeadlineBackend)


def answering(*pieces: bytes) -> Iterator[str]:
    """The URL of a server that sends pieces, and then nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        done = threading.Event()

        def serve() -> None:
            connections = []
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                connections.append(connection)
                connection.recv(65536)
                for piece in pieces:
                    connection.sendall(piece)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        done.set()


@pytest.mark.parametrize(
    "pieces", [(), (HEAD,), (HEAD + b"Content-Length: 9\r\n\r\n", b"a")]
)
def test_sockets_that_fall_silent(pieces: tuple[bytes, ...]) -> None:
    for url in answering(*pieces):
        with pytest.raises(TimeoutError):
            Client(base_url=url, timeout=0.2, retries=0).send(PLAIN)


class Silent(httpx2.AsyncBaseTransport):
    """Never answers, or answers and never ends; counts who waits."""

    def __init__(self, stream: httpx2.AsyncByteStream | None = None) -> None:
        self.stream = stream
        self.closed = 0

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if self.stream is None:
            await asyncio.sleep(HANGS)
        return httpx2.Response(
            200, headers={"Content-Type": "application/jsonl"}, stream=self.stream
        )


class Dripping(httpx2.AsyncByteStream):
    """A byte at a time, for ever, whatever the timeout of one read."""

    def __init__(self) -> None:
        self.closed = False

    async def __aiter__(self) -> Any:
        while True:
            await asyncio.sleep(0.001)
            yield b" "

    async def aclose(self) -> None:
        self.closed = True


def test_an_asynchronous_call_ends_with_the_timeout() -> None:
    async def run() -> None:
        for stream in (None, Dripping()):
            transport = Silent(stream)
            made = Awaited(transport=transport, timeout=0.05, retries=0)
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(made.send(PLAIN), HANGS / 2)
            if stream is not None:
                assert stream.closed
        with pytest.raises(TimeoutError):
            made = Awaited(transport=Silent(), timeout=0.05, retries=0)
            async with made.stream(STREAMED):
                pass

    asyncio.run(run())


def test_an_asynchronous_credential_ends_with_the_timeout() -> None:
    async def secret() -> str:
        await asyncio.sleep(HANGS)
        return ""

    async def run() -> None:
        made = Awaited(transport=Silent(), timeout=0.05, retries=0, auth=Bearer(secret))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(made.send(SECURED), HANGS / 2)

    asyncio.run(run())


# ------------------------------------------------------------------------ tokens


def token_server(
    answer: Callable[[], httpx2.Response],
) -> tuple[Callable[[httpx2.Request], httpx2.Response], list[httpx2.Request]]:
    seen: list[httpx2.Request] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        if request.url.host != "id.test":
            return httpx2.Response(200)
        seen.append(request)
        return answer()

    return handle, seen


def in_threads(count: int, run: Callable[[], object]) -> list[Exception | object]:
    outcomes: list[Exception | object] = []

    def one() -> None:
        try:
            outcomes.append(run())
        except Exception as error:
            outcomes.append(error)

    threads = [threading.Thread(target=one, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(HANGS)
    assert len(outcomes) == count
    return outcomes


def test_a_failure_to_get_a_token_is_that_of_all_who_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    others = threading.Semaphore(0)
    left = tokens.left

    def counted(end: float) -> float | None:
        others.release()  # a thread that does not fetch is about to wait
        return left(end)

    def answer() -> httpx2.Response:
        for _ in range(19):
            assert others.acquire(timeout=HANGS)
        return httpx2.Response(503)

    monkeypatch.setattr(tokens, "left", counted)

    handle, seen = token_server(answer)
    made = Client(
        transport=httpx2.MockTransport(handle),
        auth=ClientCredentials("a", "b"),
        retries=0,
    )

    outcomes = in_threads(20, lambda: made.send(SECURED))
    assert all(isinstance(each, TokenError) for each in outcomes)
    assert len(seen) == 1
    assert len({id(each) for each in outcomes}) == 20, "each raises its own"


def test_who_waits_for_a_token_waits_no_longer_than_its_own_timeout() -> None:
    released = threading.Event()

    def answer() -> httpx2.Response:
        released.wait(HANGS)
        return httpx2.Response(200, json={"access_token": "t"})

    handle, seen = token_server(answer)
    made = Client(
        transport=httpx2.MockTransport(handle),
        auth=ClientCredentials("a", "b"),
        timeout=None,
        retries=0,
    )
    first = threading.Thread(target=made.send, args=(SECURED,), daemon=True)
    first.start()
    while not seen:
        time.sleep(0.001)
    outcomes = in_threads(20, lambda: made.with_options(timeout=0.05).send(SECURED))
    released.set()
    first.join(HANGS)
    assert all(isinstance(each, TimeoutError) for each in outcomes)
    assert len(seen) == 1


def test_a_token_request_has_what_is_left_of_the_call(clock: Clock) -> None:
    made = Client(
        transport=httpx2.MockTransport(lambda request: httpx2.Response(200)),
        timeout=7,
        auth=ClientCredentials("a", "b"),
    )
    pool: Any = made._pool
    seen: list[Any] = []
    pool.send = lambda send, options: seen.append(send)
    with pytest.raises(AttributeError):
        made.send(SECURED)
    assert seen[0].deadline == clock.now + 7


def test_tasks_share_a_failure_and_outlive_a_cancelled_one() -> None:
    count = 0

    async def run() -> None:
        async def handle(request: httpx2.Request) -> httpx2.Response:
            nonlocal count
            if request.url.host != "id.test":
                return httpx2.Response(200)
            count += 1
            if count == 1:
                await asyncio.sleep(HANGS)
            await asyncio.sleep(0.01)
            return httpx2.Response(200, json={"access_token": "t"})

        made = Awaited(
            transport=httpx2.MockTransport(handle),
            auth=ClientCredentials("a", "b"),
            timeout=HANGS,
        )
        first = asyncio.create_task(made.send(SECURED))
        await asyncio.sleep(0.01)
        others = [asyncio.create_task(made.send(SECURED)) for _ in range(10)]
        await asyncio.sleep(0.01)
        first.cancel()
        await asyncio.wait_for(asyncio.gather(*others), HANGS / 2)

    asyncio.run(run())
    assert count == 2


def test_a_stream_is_written_in_pieces(clock: Clock) -> None:
    pieces: list[int] = []

    class Counting(Slow):
        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            pieces.append(len(buffer))

    DeadlineStream(Counting(clock, b"")).write(b"a" * 100_000)
    assert sum(pieces) == 100_000 and max(pieces) <= 2**14


def test_a_coding_without_output_keeps_to_the_deadline(clock: Clock) -> None:
    """A transport of the user's; each chunk is an empty block of deflate."""
    chunks = 0

    class Dripping(httpx2.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            nonlocal chunks
            yield gzip.compress(b"")[:10]
            while chunks < 1000:
                chunks += 1
                clock.now += 1
                yield b"\x00\x00\x00\xff\xff"

    def handle(request: httpx2.Request) -> httpx2.Response:
        headers = {"Content-Encoding": "gzip"}
        return httpx2.Response(200, headers=headers, stream=Dripping())

    client = Client(transport=httpx2.MockTransport(handle), timeout=5, retries=0)
    with pytest.raises(TimeoutError, match="GET /: no response in time"):
        client.send(PLAIN)
    assert chunks <= 6
