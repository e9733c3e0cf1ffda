"""Prints the seconds in which `measured` and classes by hand decode the same answer."""

from __future__ import annotations

import datetime
import timeit
import uuid
from enum import Enum

import msgspec
from measured._runtime import Headers, RawResponse
from measured.operations import group_0

Colour = Enum(
    "Colour",
    {
        name: name
        for name in ("red", "green", "blue", "dark-grey", "off_white", "ultra violet")
    },
    type=str,
)


class Owner(msgspec.Struct, kw_only=True):
    kind: str
    email: str


class Resource(msgspec.Struct, kw_only=True, rename="camel"):
    display_name: str
    id: uuid.UUID | None = None
    count: int | None = None
    ratio: float | None = None
    is_active: bool | None | msgspec.UnsetType = msgspec.UNSET
    created_at: datetime.datetime | None = None
    labels: dict[str, str] | None = None
    tags: list[str] | None = None
    owner: Owner | None = None
    colour: Colour | None = None


class Page(msgspec.Struct, kw_only=True):
    items: list[Resource]
    next: str | None | msgspec.UnsetType = msgspec.UNSET


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
answer = RawResponse(200, Headers([("content-type", "application/json")]), CONTENT)
decoder = msgspec.json.Decoder(Page)
assert len(call.parse(answer).items) == len(decoder.decode(CONTENT).items)


def seconds(function: object) -> float:
    return min(timeit.repeat(function, number=3, repeat=7)) / 3  # type: ignore[arg-type]


print(seconds(lambda: call.parse(answer)), seconds(lambda: decoder.decode(CONTENT)))
