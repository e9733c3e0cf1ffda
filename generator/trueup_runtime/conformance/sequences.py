"""Responses that are sequences, read item by item by the `stream` methods."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from . import subjects
from .serving import Loop
from .suite import vectors
from .vectors import ResponseVector
from .vectors_file import Vectors


def _responses_of(of: Vectors) -> list[ResponseVector]:
    return [
        vector
        for vector in of.declared_responses
        if vector.items is not None and vector.operation.name in of.first_requests
    ]


def _served(of: Vectors) -> list[ResponseVector]:
    return [vector for vector in _responses_of(of) if vector.operation.is_served]


class _Pieces(httpx2.SyncByteStream):
    """A body in chunks of a few bytes, regardless of its items."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._content), 7):
            yield self._content[start : start + 7]


@pytest.mark.generated
@vectors(_responses_of)
def test_items_split_across_chunks_are_complete(
    vector: ResponseVector, loop: Loop
) -> None:
    """Items are complete, however the network splits the body."""

    def respond(request: httpx2.Request) -> httpx2.Response:
        pieces = _Pieces(vector.content)
        return httpx2.Response(vector.status, headers=vector.headers, stream=pieces)

    with loop.suite.client(
        base_url="http://localhost",
        auth=loop.target.auth,
        timeout=subjects.TIMEOUT,
        retries=0,
        transport=httpx2.MockTransport(respond),
    ) as client:
        method = subjects.stream_method(client, vector.operation)
        request = loop.suite.vectors.first_requests[vector.operation.name]
        with method(**subjects.arguments(request)) as stream:
            subjects.check_items(vector, list(stream))


@pytest.mark.generated
@vectors(_served)
def test_client_yields_items_of_handler(vector: ResponseVector, loop: Loop) -> None:
    """The client yields the items that the handler returns."""
    loop.expect(vector)
    subjects.check_items(vector, asyncio.run(_call(vector, loop)))


async def _call(vector: ResponseVector, loop: Loop) -> list[Any]:
    async with loop.suite.async_client(
        base_url=loop.target.base_url(vector.operation),
        auth=loop.target.auth,
        timeout=subjects.TIMEOUT,
        retries=0,
        transport=loop.target.server.transport(),
    ) as client:
        method = subjects.stream_method(client, vector.operation)
        request = loop.suite.vectors.first_requests[vector.operation.name]
        async with method(**subjects.arguments(request)) as stream:
            return [item async for item in stream]
