"""Prints the seconds of a call of `measured`, and of the same request by bare httpx2.

Neither leaves the process: both send to a transport that answers 204 at once. With the
argument `options`, both calls have a timeout and a header of their own.
"""

from __future__ import annotations

import sys
import timeit
from collections.abc import Callable
from importlib import import_module

import httpx2

measured = import_module("measured")

IDENTIFIER = "7b0b6ca5-2a40-4b0e-9d5e-0b7cf6d3f001"
URL = f"https://api.example.com/v1/resources1/{IDENTIFIER}"


def answer(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(204)


client = measured.Client(
    auth=measured.Bearer("secret"), transport=httpx2.MockTransport(answer)
)
bare = httpx2.Client(
    base_url="https://api.example.com/v1",
    headers={"authorization": "Bearer secret"},
    transport=httpx2.MockTransport(answer),
)


headers = {"x-trace": "7b0b6ca5"}


def ours() -> None:
    client.group_0.delete_resource1(IDENTIFIER)


def theirs() -> None:
    bare.delete(f"/resources1/{IDENTIFIER}").raise_for_status()


def ours_with_options() -> None:
    client.group_0.delete_resource1(IDENTIFIER, timeout=5, extra_headers=headers)


def theirs_with_options() -> None:
    path = f"/resources1/{IDENTIFIER}"
    bare.delete(path, headers=headers, timeout=5).raise_for_status()


def seconds(*functions: Callable[[], None]) -> list[float]:
    """The best of many short turns: a slow moment is no property of a function."""
    turns = [[timeit.timeit(each, number=50) for each in functions] for _ in range(60)]
    return [min(column) / 50 for column in zip(*turns, strict=True)]


compared = (ours, theirs)
if sys.argv[1:] == ["options"]:
    compared = (ours_with_options, theirs_with_options)
for function in compared:
    function()
print(*seconds(*compared))
