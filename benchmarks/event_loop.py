"""How long one request keeps a generated server's event loop busy.

`python -m benchmarks.event_loop` starts a server in a process of its own and sends it
requests by 200 clients at a time. A fourth of them are invalid, and as costly as their
sender can make them. What counts is the longest time that the event loop spends on one
step, since every other request waits for that long. Then each invalid request is sent
alone, and the longest time is measured that the event loop waits for it, threads that
hold the interpreter's lock included.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

CLIENTS = 200
REQUESTS = 20
"""Requests of each client, each over a connection of its own."""

_ITEM = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "next": {"$ref": "#/components/schemas/Any"},
    },
}
_SCHEMAS: dict[str, object] = {
    "Item": _ITEM,
    "Any": {
        "anyOf": [
            {"$ref": "#/components/schemas/Item"},
            {"$ref": "#/components/schemas/Item"},
        ]
    },
    "Items": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}},
}
_JSON = "application/json"


def _operation(name: str) -> dict[str, object]:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {
        "operationId": name.lower(),
        "requestBody": {"required": True, "content": {_JSON: {"schema": schema}}},
        "responses": {
            "204": {"description": "Done."},
            "400": {"description": "Invalid."},
        },
    }


DESCRIPTION = {
    "openapi": "3.1.0",
    "info": {"title": "Event loop", "version": "1"},
    "paths": {f"/{name.lower()}": {"post": _operation(name)} for name in _SCHEMAS},
    "components": {"schemas": _SCHEMAS},
}

VALID: tuple[tuple[str, dict[str, str], bytes], ...] = (
    ("/item", {}, b'{"name":"a"}'),
    ("/items", {}, b"[" + b",".join([b'{"name":"a"}'] * 100) + b"]"),
    ("/any", {}, b'{"name":"a","next":{"name":"b"}}'),
)
INVALID: tuple[tuple[str, dict[str, str], bytes], ...] = (
    ("/items", {}, b"[" + b"1," * 400_000 + b"1]"),
    ("/items", {}, b"[" + b'{"name":"a"},' * 70_000 + b"1]"),
    ("/any", {}, b'{"name":"a","next":' * 90 + b"1" + b"}" * 90),
    ("/item", {}, b"{" + b",".join(b'"x%d":1' % n for n in range(60_000)) + b"}"),
    ("/item", {}, b'{"name":["' + b"x" * 900_000 + b'"]}'),
    ("/item", {}, b"[" * 900_000),
    ("/item", {"Accept": '"\\' * 4000}, b'{"name":1}'),
    ("/item", {"Content-Type": _JSON + ';a="' + "\\" * 8000}, b'{"name":1}'),
)


# ------------------------------------------------------------------------ the server


class Watch:
    """Measures the steps of an event loop."""

    def __init__(self) -> None:
        self.longest_step = 0.0
        self.longest_wait = 0.0

    def install(self) -> None:
        """Time every callback, by the processor time of its thread."""
        run: Callable[[Any], None] = asyncio.Handle._run

        def timed(handle: Any) -> None:
            begin = time.thread_time()
            run(handle)
            self.longest_step = max(self.longest_step, time.thread_time() - begin)

        setattr(asyncio.Handle, "_run", timed)

    async def wait(self) -> None:
        """Measure by the clock how late the loop is, threads and all."""
        while True:
            begin = time.perf_counter()
            await asyncio.sleep(0.001)
            late = time.perf_counter() - begin - 0.001
            self.longest_wait = max(self.longest_wait, late)


async def serve(app: Callable[..., Awaitable[None]]) -> None:
    """Serve until standard input ends, then print the measurements."""
    import uvicorn

    config = uvicorn.Config(app, port=0, loop="asyncio", log_level="warning")
    server, watch = uvicorn.Server(config), Watch()
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    print(server.servers[0].sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.readline)  # warm from here on
    watch.install()
    waiting = asyncio.create_task(watch.wait())
    await asyncio.to_thread(sys.stdin.read)
    waiting.cancel()
    print(json.dumps([watch.longest_step, watch.longest_wait]), flush=True)
    server.should_exit = True
    await task


async def wait_for(
    app: Callable[..., Awaitable[None]], path: str, headers: dict[str, str], body: bytes
) -> float:
    """The longest time that the event loop waits while one request is processed."""
    fields = {"Content-Type": _JSON, **headers}
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [(k.lower().encode(), v.encode()) for k, v in fields.items()],
    }

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body}

    async def send(message: object) -> None:
        pass

    request = asyncio.ensure_future(app(scope, receive, send))
    longest = 0.0
    while not request.done():
        begin = time.perf_counter()
        await asyncio.sleep(0)
        longest = max(longest, time.perf_counter() - begin)
    await request
    return longest


async def wait_for_each(app: Callable[..., Awaitable[None]]) -> float:
    """The longest wait for one invalid request."""
    for request in (*VALID, *INVALID):
        await wait_for(app, *request)  # warm from here on
    return max([await wait_for(app, *request) for request in INVALID])


# ------------------------------------------------------------------------ the client


def request(path: str, headers: dict[str, str], body: bytes) -> bytes:
    fields = {"Host": "test", "Content-Type": _JSON, **headers}
    fields["Content-Length"] = str(len(body))
    lines = [
        f"POST {path} HTTP/1.1",
        *(f"{name}: {text}" for name, text in fields.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def requests() -> Iterator[bytes]:
    """Every fourth request is invalid."""
    valid = cycle([request(*each) for each in VALID])
    invalid = cycle([request(*each) for each in INVALID])
    for number in range(CLIENTS * REQUESTS):
        yield next(invalid) if number % 4 == 3 else next(valid)


async def client(port: int, mine: list[bytes]) -> list[float]:
    """Send requests one by one; return the time that each took."""
    times = list[float]()
    for data in mine:
        begin = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(data)
        try:
            await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the server closed the connection instead of reading on
        times.append(time.perf_counter() - begin)
        writer.close()
    return times


async def load(port: int) -> list[float]:
    every = list(requests())
    shares = [every[at : at + REQUESTS] for at in range(0, len(every), REQUESTS)]
    gathered = await asyncio.gather(*(client(port, share) for share in shares))
    return [each for times in gathered for each in times]


def measure() -> None:
    """Print the longest step and the longest wait."""
    with tempfile.TemporaryDirectory() as folder:
        description = Path(folder, "openapi.json")
        description.write_text(json.dumps(DESCRIPTION), encoding="utf-8")
        command = [sys.executable, "-m", "trueup", "generate", str(description)]
        command += ["-o", folder, "-p", "served", "-q"]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        command = [sys.executable, "-m", "benchmarks.event_loop", "--serve", folder]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as server:
            assert server.stdin is not None and server.stdout is not None
            port = int(server.stdout.readline())
            warm = [request(*each) for each in (*VALID, *INVALID)]
            asyncio.run(client(port, warm))
            server.stdin.write("\n")
            server.stdin.flush()
            times = sorted(asyncio.run(load(port)))
            server.stdin.close()
            step, wait = json.loads(server.stdout.readline())
        sys.path.insert(0, folder)
        app = importlib.import_module("served.server").create_app()
        alone = asyncio.run(wait_for_each(app))
    print(f"{len(times)} requests by {CLIENTS} clients, a fourth invalid")
    print(f"longest step of the event loop: {step * 1000:.1f} ms of processor time")
    print(f"longest wait of the event loop: {wait * 1000:.1f} ms by the clock")
    print(
        f"longest wait for one invalid request alone: {alone * 1000:.1f} ms by the clock"
    )
    print(f"median request: {times[len(times) // 2] * 1000:.1f} ms by the clock")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", metavar="FOLDER", help=argparse.SUPPRESS)
    folder = parser.parse_args().serve
    if folder is None:
        measure()
        return
    sys.path.insert(0, folder)
    asyncio.run(serve(importlib.import_module("served.server").create_app()))


if __name__ == "__main__":
    main()
