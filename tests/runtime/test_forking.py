"""A child process begins without the connections and the locks of its parent."""

from __future__ import annotations

import http.server
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest

from trueup_runtime.client import (
    Call,
    ClientCredentials,
    Headers,
    Json,
    OAuth2Scheme,
    Operation,
    Path,
    ResponseSpec,
    Service,
    SyncClient,
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
HANGS = 120


class Client(SyncClient):
    service = Service("acme", schemes={"oauth": OAuth2Scheme("https://id.test/token")})


ECHO = Operation(
    "echo",
    "GET",
    "/{id}",
    parameters=(Path("id"),),
    responses={200: ResponseSpec(Json(str))},
)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        data = b'"' + self.path[1:].encode() + b'"'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def in_child(run: Callable[[], bool]) -> int:
    """The id of a child process that runs; it exits with 0 where that is true."""
    pid = os.fork()
    if pid:
        return pid
    signal.alarm(HANGS)
    try:
        os._exit(0 if run() else 1)
    except BaseException as error:
        print(error, file=sys.stderr)
        os._exit(2)


def exit_code(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_children_get_their_own_responses(url: str) -> None:
    client = Client(base_url=url, retries=0)

    def echoes(name: str) -> bool:
        texts = [f"{name}-{number}" for number in range(50)]
        return all(client.send(Call(ECHO, (text,))).data == text for text in texts)

    assert echoes("before")
    children = [in_child(lambda: echoes(str(os.getpid()))) for _ in range(4)]
    assert echoes("parent")
    assert [exit_code(pid) for pid in children] == [0] * 4


def test_a_child_shares_no_connection_with_its_parent(url: str) -> None:
    client = Client(base_url=url)
    client.send(Call(ECHO, ("a",)))
    view = client.with_options(timeout=HANGS)
    assert client._pool._transport is not None
    pid = in_child(
        lambda: client._pool._transport is None and view._pool is client._pool
    )
    assert exit_code(pid) == 0
    assert client._pool._transport is not None


def test_a_lock_that_another_thread_held_is_free_in_a_child(url: str) -> None:
    credentials = ClientCredentials("a", "b")
    client = Client(base_url=url, auth=credentials)
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with client._pool._lock, credentials._lock:
            held.set()
            release.wait(HANGS)

    threading.Thread(target=hold, daemon=True).start()
    held.wait(HANGS)
    pid = in_child(
        lambda: (
            client.send(Call(ECHO, ("a",))).data == "a"
            and credentials._lock.acquire(blocking=False)
        )
    )
    release.set()
    assert exit_code(pid) == 0


def test_a_token_that_another_thread_was_fetching_is_fetched_in_a_child() -> None:
    parent, asked, release = os.getpid(), threading.Event(), threading.Event()

    def handle(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "id.test" and os.getpid() == parent:
            asked.set()
            release.wait(HANGS)
        return httpx2.Response(200, json={"access_token": "t"})

    client = Client(
        base_url="http://a.test",
        transport=httpx2.MockTransport(handle),
        auth=ClientCredentials("a", "b"),
        timeout=HANGS,
    )
    secured: Call[Any, Headers] = Call(
        Operation(
            "op",
            "GET",
            "/",
            responses={200: ResponseSpec()},
            security=((("oauth", ()),),),
        )
    )
    thread = threading.Thread(target=client.send, args=(secured,), daemon=True)
    thread.start()
    asked.wait(HANGS)
    pid = in_child(lambda: client.send(secured).status == 200)
    code = exit_code(pid)
    release.set()
    thread.join(HANGS)
    assert code == 0


def test_a_closed_client_stays_closed_in_a_child(url: str) -> None:
    client = Client(base_url=url)
    client.close()

    def run() -> bool:
        with pytest.raises(ValueError, match="closed"):
            client.send(Call(ECHO, ("a",)))
        return True

    assert exit_code(in_child(run)) == 0


def test_clients_are_not_kept_alive() -> None:
    import gc
    import weakref

    client = Client(base_url="http://a.test")
    pool = weakref.ref(client._pool)
    del client
    gc.collect()
    assert pool() is None
