"""`validate_responses` validates each item of a sequence before it is sent."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, ClassVar, Literal, cast

import pytest

from trueup_runtime.client import JsonLines, Operation, ResponseSpec
from trueup_runtime.server import (
    Content,
    Endpoint,
    EndpointResponse,
    FixedStatusResponse,
    Request,
    Schemas,
)
from trueup_runtime.server.encoding import encode
from trueup_runtime.server.response_validation import ResponseValidator


class Numbers(FixedStatusResponse):
    status: ClassVar[int] = 200
    body: Any


SCHEMAS = Schemas({"$defs": {"Small": {"type": "integer", "maximum": 3}}})
RESPONSE = EndpointResponse(
    "200",
    Numbers,
    contents=(Content("application/jsonl", item_schema="#/$defs/Small"),),
)
ENDPOINT = Endpoint(
    Operation("numbers", "GET", "/", responses={200: ResponseSpec(JsonLines(int))}),
    "group",
    "numbers",
    Request,
    responses=(RESPONSE,),
)


def sent(body: object, validation: Literal["log", "enforce"]) -> list[bytes]:
    """The chunks of a response until an error."""
    validator = ResponseValidator(SCHEMAS, ENDPOINT, RESPONSE, validation)
    result = validator.with_checked_items(Numbers(body=body), None)
    response = encode(result, RESPONSE, None, ENDPOINT)
    validator.validate(result, response)
    chunks: list[bytes] = []

    async def read() -> None:
        async for chunk in cast("Any", response).body_iterator:
            chunks.append(chunk)

    with pytest.raises(ValueError, match="item 1: 7 is greater than the maximum of 3"):
        asyncio.run(read())
        raise AssertionError(chunks)
    return chunks


def lazy() -> Iterator[int]:
    yield from (1, 7, 2)


async def lazy_async() -> AsyncIterator[int]:
    for number in (1, 7, 2):
        yield number


@pytest.mark.parametrize("items", [lazy, lazy_async])
def test_invalid_item_of_a_lazy_sequence_ends_it(items: Callable[[], object]) -> None:
    assert sent(items(), "enforce") == [b"1\n"]


def test_invalid_item_of_a_list_is_an_error_before_anything_is_sent() -> None:
    validator = ResponseValidator(SCHEMAS, ENDPOINT, RESPONSE, "enforce")
    result = validator.with_checked_items(Numbers(body=[1, 7]), None)
    with pytest.raises(ValueError, match="item 1: 7 is greater"):
        validator.validate(result, encode(result, RESPONSE, None, ENDPOINT))


def test_invalid_item_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    validator = ResponseValidator(SCHEMAS, ENDPOINT, RESPONSE, "log")
    result = validator.with_checked_items(Numbers(body=lazy()), None)
    with caplog.at_level(logging.WARNING):
        assert list(cast("Any", result).body) == [1, 7, 2]
    assert "item 1: 7 is greater than the maximum of 3" in caplog.text
