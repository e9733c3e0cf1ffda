"""Prints the seconds in which `measured` and classes by hand decode the same answer."""

from __future__ import annotations

import datetime
import timeit
import uuid
from collections.abc import Callable
from enum import StrEnum
from importlib import import_module

import msgspec

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
    "owner": {"kind": "owner", "email": "someone@example.com"},
    "colour": "green",
}
CONTENT = msgspec.json.encode({"items": [ITEM] * 2_500, "next": "abc"})

call = group_0.list_resource1()
headers = runtime.Headers([("content-type", "application/json")])
answer = runtime.RawResponse(200, headers, CONTENT)
decoder = msgspec.json.Decoder(Page)
assert len(call.parse(answer).items) == len(decoder.decode(CONTENT).items)


def seconds(*functions: Callable[[], object]) -> list[float]:
    """The best of many short turns: a slow moment is no property of a function."""
    turns = [[timeit.timeit(each, number=1) for each in functions] for _ in range(25)]
    return [min(column) for column in zip(*turns, strict=True)]


print(*seconds(lambda: call.parse(answer), lambda: decoder.decode(CONTENT)))
