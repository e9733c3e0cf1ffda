"""Prints the processor time of requests to uvicorn as JSON: work → candidate → seconds.

The generated server and FastAPI have one process of one worker each, which get requests in turns,
over one connection. Their processor time is that of Linux's scheduler, summed over
threads, and the median turn counts.
"""

from __future__ import annotations

import http.client
import json
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from .serving import REQUESTS

CANDIDATES = ("trueup", "fastapi")
ROUNDS, CALLS = 40, 50


class Server:
    """A process of uvicorn and a connection to it."""

    def __init__(self, process: int, port: int) -> None:
        self._process = process
        self._connection = http.client.HTTPConnection("127.0.0.1", port)

    def send(self, method: str, target: str, body: bytes, status: int) -> None:
        headers = {"content-type": "application/json"} if body else {}
        self._connection.request(method, target, body or None, headers)
        response = self._connection.getresponse()
        response.read()
        assert response.status == status

    def processor_time(self) -> float:
        threads = Path(f"/proc/{self._process}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


@contextmanager
def started(candidate: str) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--port", str(port), "--log-level", "error", "--no-access-log"]
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        f"{__package__}.serving_{candidate}:app",
        *options,
    ]
    process = subprocess.Popen(command)
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                assert process.poll() is None
                time.sleep(0.1)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    results: dict[str, dict[str, float]] = {}
    with ExitStack() as stack:
        servers = {name: stack.enter_context(started(name)) for name in CANDIDATES}
        for work, request in REQUESTS.items():
            seconds: dict[str, list[float]] = {name: [] for name in CANDIDATES}
            for turn in range(ROUNDS + 1):
                for name in random.sample(CANDIDATES, len(CANDIDATES)):
                    start = servers[name].processor_time()
                    for _ in range(CALLS):
                        servers[name].send(*request)
                    if turn:
                        seconds[name].append(servers[name].processor_time() - start)
            results[work] = {
                name: statistics.median(listed) / CALLS
                for name, listed in seconds.items()
            }
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
