"""A server in a thread, and what goes over the wire as text."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import uvicorn
from starlette.types import ASGIApp

_SHOWN = ("accept", "authorization", "content-type", "retry-after", "x-auth-token")
_SECRET = ("authorization", "x-auth-token")


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """`app` under uvicorn on a free port of this machine; gives its base URL."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def show_request(request: httpx2.Request) -> None:
    print(f"  > {request.method} {request.url.raw_path.decode('ascii')}")
    _show_headers(">", request.headers)


def show_response(response: httpx2.Response) -> None:
    response.read()
    print(f"  < {response.status_code} {response.reason_phrase}")
    _show_headers("<", response.headers)
    if response.content:
        print(f"  < {response.text}")


def _show_headers(mark: str, headers: httpx2.Headers) -> None:
    for name, value in headers.items():
        if name in _SHOWN or name.startswith("x-ms-"):
            print(f"  {mark} {name}: {'…' if name in _SECRET else value}")
