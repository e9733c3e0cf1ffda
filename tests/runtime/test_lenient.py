"""Values that do not fit their types are kept, and the rest is decoded."""

from __future__ import annotations

import datetime
import decimal
from typing import Any, Literal

import pytest

from trueup_runtime.client import (
    UNSET,
    DecodeError,
    Model,
    OpenModel,
    OpenStrEnum,
    UnknownVariant,
    constant,
    encode,
    field,
    invalid_values,
    union,
)
from trueup_runtime.client.lenient import decode_leniently
from trueup_runtime.client.streams import EventStream, JsonLines, lenient

UTC = datetime.UTC


class Color(OpenStrEnum):
    RED = "red"


class Event(Model, rename="camel"):
    at: datetime.datetime
    item_count: int | None = None
    color: Color | None = None
    labels: dict[str, int] | None = None
    pair: tuple[int, str] | None = None
    price: decimal.Decimal | None = None
    next: Event | None = None
    text: int | str | None = None
    tag: str | None = field(name="x-tag/~", default=None)


class Labels(OpenModel[int], rename="camel"):
    first_one: str
    event: Event | None = None


class Cat(Model):
    lives: int
    pet_type: Literal["cat"] = constant("cat")


class Dog(Model):
    bark: str
    pet_type: Literal["dog"] = constant("dog")


Pet: Any = union(
    "Pet", lambda: (Cat, Dog), tag="pet_type", mapping=lambda: {"cat": Cat, "dog": Dog}
)
Either: Any = union("Either", lambda: (Cat, Dog))


class Open(Model):
    kind: str
    size: int


Other: Any = union(
    "Other",
    lambda: (Cat, Open),
    tag="kind",
    mapping=lambda: {"cat": Cat},
    default=lambda: Open,
)


class House(Model):
    pets: list[Pet]
    either: Either | None = None
    kind: Literal["house"] = constant("house")


DAY = datetime.datetime(2024, 1, 1, tzinfo=UTC)
GOOD = b'{"at":"2024-01-01T00:00:00Z"}'


@pytest.mark.parametrize(
    ("type", "text", "expected", "invalid"),
    [
        (Event, b'{"at":"soon"}', Event(at="soon"), {"/at": "soon"}),
        (Event, b'{"at":null}', Event(at=None), {"/at": None}),
        (Event, b"{}", Event(at=UNSET), {"/at": UNSET}),
        (
            list[Event],
            b"[" + GOOD + b',{"at":[1]}]',
            [Event(at=DAY), Event(at=[1])],
            {"/1/at": [1]},
        ),
        (
            dict[str, Event],
            b'{"a/b":{"at":1},"c":' + GOOD + b"}",
            {"a/b": Event(at=1), "c": Event(at=DAY)},
            {"/a~1b/at": 1},
        ),
        (
            Event,
            b'{"at":"2024-01-01T00:00:00Z","itemCount":"1","labels":{"a":1,"b":"2"},'
            b'"pair":[1,2],"price":"a","text":[],"x-tag/~":1}',
            Event(
                at=DAY,
                item_count="1",
                labels={"a": 1, "b": "2"},
                pair=(1, 2),
                price="a",
                text=[],
                tag=1,
            ),
            {
                "/itemCount": "1",
                "/labels/b": "2",
                "/pair/1": 2,
                "/price": "a",
                "/text": [],
                "/x-tag~1~0": 1,
            },
        ),
        (
            Event,
            b'{"at":"2024-01-01T00:00:00Z","pair":[1]}',
            Event(at=DAY, pair=[1]),
            {"/pair": [1]},
        ),
        (
            Event,
            b'{"at":"2024-01-01T00:00:00Z","next":{"at":1,"next":{"at":2}}}',
            Event(at=DAY, next=Event(at=1, next=Event(at=2))),
            {"/next/at": 1, "/next/next/at": 2},
        ),
        (
            Labels,
            b'{"z":"a","y":1,"firstOne":2,"event":{"at":3}}',
            Labels(
                first_one=2,
                event=Event(at=3),
                additional_properties={"z": "a", "y": 1},
            ),
            {"/firstOne": 2, "/event/at": 3, "/z": "a"},
        ),
        (
            House,
            b'{"pets":[{"pet_type":"cat","lives":"9"},{"pet_type":"cow"},3],"kind":"hut"}',
            House(
                pets=[
                    Cat(lives="9"),
                    UnknownVariant({"pet_type": "cow"}),
                    UnknownVariant(3),
                ],
                kind="hut",
            ),
            {"/pets/0/lives": "9", "/kind": "hut"},
        ),
        (
            list[Other],
            b'[{"kind":"bird","size":"1"}]',
            [Open(kind="bird", size="1")],
            {"/0/size": "1"},
        ),
        (
            House,
            b'{"pets":[],"either":{"bark":1},"kind":"house"}',
            House(pets=[], either=UnknownVariant({"bark": 1})),
            {},
        ),
    ],
)
def test_invalid_values_are_kept_named_and_sent_again(
    type: Any, text: bytes, expected: object, invalid: dict[str, object]
) -> None:
    value = decode_leniently(type, text)
    assert value == expected
    assert invalid_values(value) == invalid
    assert sorted(encode(value)) == sorted(text)


@pytest.mark.parametrize(
    ("type", "text"),
    [
        (Event, b"[]"),
        (Event, b"null"),
        (list[Event], b"{}"),
        (int, b'"1"'),
        (Event, b"{"),
        (Event, b""),
        (Event, b'{"next":' * 600 + b"{}" + b"}" * 600),
    ],
)
def test_a_value_that_is_not_of_its_kind_is_an_error(type: Any, text: bytes) -> None:
    with pytest.raises(DecodeError):
        decode_leniently(type, text)


def test_values_that_fit_are_not_invalid() -> None:
    event = Event(at=DAY, item_count=1, color=Color("blue"), text="a")
    assert invalid_values([event, {"a": event}, 3, "x"]) == {}


@pytest.mark.parametrize("depth", [7, 8, 9, 20, 100])
def test_nested_values_are_decoded_at_every_depth(depth: int) -> None:
    text = b'{"at":"2024-01-01T00:00:00Z","next":' * depth + b'{"at":1}' + b"}" * depth
    value = decode_leniently(Event, text)
    assert invalid_values(value) == {"/next" * depth + "/at": 1}
    for _ in range(depth):
        assert value.at == DAY
        value = value.next


def test_items_of_streams_are_decoded_leniently() -> None:
    lines = lenient(JsonLines(Event))
    assert [*lines.items([GOOD + b'\n{"at":1}\n'])] == [Event(at=DAY), Event(at=1)]
    events = lenient(EventStream(Event, data=True))
    assert [*events.items([b'data: {"at":1}\n\n'])] == [Event(at=1)]
    with pytest.raises(DecodeError):
        [*JsonLines(Event).items([b'{"at":1}\n'])]
