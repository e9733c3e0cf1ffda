"""Prints the seconds in which `measured` and classes by hand decode the same response.

With the argument `misfit`, one property of the response that `measured` decodes has a
value that does not fit; with `strict`, a client of `measured` validates the response.
"""

from __future__ import annotations

import datetime
import sys
import timeit
import uuid
from collections.abc import Callable
from enum import StrEnum
from importlib import import_module
from typing import Any

import httpx2
import msgspec

measured = import_module("measured")
runtime = import_module("measured._runtime.client")
group_0 = import_module("measured.operations.group_0")


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"
    BLUE = "blue"
    DARK_GREY = "dark-grey"
    OFF_WHITE = "off_white"
    ULTRA_VIOLET = "ultra violet"


class Owner(msgspec.Struct, kw_only=True):
    kind: str
    email: str


class Resource(msgspec.Struct, kw_only=True, rename="camel"):
    display_name: str
    id: uuid.UUID | None = None
    count: int | None = None
    ratio: float | None = None
    is_active: bool | msgspec.UnsetType | None = msgspec.UNSET
    created_at: datetime.datetime | None = None
    labels: dict[str, str] | None = None
    tags: list[str] | None = None
    owner: Owner | None = None
    colour: Colour | None = None


class Page(msgspec.Struct, kw_only=True):
    items: list[Resource]
    next: str | msgspec.UnsetType | None = msgspec.UNSET


ITEM = {
    "id": "7b0b6ca5-2a40-4b0e-9d5e-0b7cf6d3f001",
    "displayName": "A resource with a name of some length",
    "count": 12,
    "ratio": 0.25,
    "isActive": True,
    "createdAt": "2026-01-02T03:04:05Z",
    "labels": {"zone": "eu-1", "tier": "gold", "team": "payments"},
    "tags": ["one", "two", "three"],
    "owner": {"kind": "Owner", "email": "someone@example.com"},
    "colour": "green",
}
CONTENT = msgspec.json.encode({"items": [ITEM] * 2_500, "next": "abc"})

MISFIT = CONTENT.replace(b'"count":12', b'"count":"many"', 1)

mode = sys.argv[1] if sys.argv[1:] else "off"
call = group_0.list_resource1()
headers = runtime.Headers([("content-type", "application/json")])
content = MISFIT if mode == "misfit" else CONTENT
answer = runtime.RawResponse(200, headers, content)
decoder = msgspec.json.Decoder(Page)


client = measured.Client(
    validation="strict",
    auth=measured.Bearer("secret"),
    transport=httpx2.MockTransport(
        lambda _: httpx2.Response(
            200, content=CONTENT, headers={"content-type": "application/json"}
        )
    ),
)


def decode() -> Any:
    if mode == "strict":
        return client.group_0.list_resource1()
    return call.parse(answer)


assert len(decode().items) == len(decoder.decode(CONTENT).items)


def seconds(*functions: Callable[[], object]) -> list[float]:
    """The best of many short turns: a slow moment is no property of a function."""
    turns = [[timeit.timeit(each, number=1) for each in functions] for _ in range(25)]
    return [min(column) for column in zip(*turns, strict=True)]


print(*seconds(decode, lambda: decoder.decode(CONTENT)))
