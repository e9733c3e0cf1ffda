"""Values that do not fit their types are kept, and the rest is decoded."""

from __future__ import annotations

import datetime
import decimal
import tracemalloc
from typing import Any, Literal

import msgspec
import pytest

from trueup_runtime.client import (
    UNSET,
    DecodeError,
    Model,
    OpenModel,
    OpenStrEnum,
    UnknownVariant,
    codec,
    constant,
    encode,
    field,
    invalid_values,
    union,
)
from trueup_runtime.client.event_streams import EventStream
from trueup_runtime.client.lenient import convert_leniently, decode_leniently
from trueup_runtime.client.reading import lenient
from trueup_runtime.client.streams import JsonLines

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
        (
            Event | list[Event] | None,
            b'{"itemCount":"1"}',
            Event(at=UNSET, item_count="1"),
            {"/at": UNSET, "/itemCount": "1"},
        ),
        (
            Cat | int,
            b'{"lives":9,"pet_type":"cow"}',
            Cat(lives=9, pet_type="cow"),
            {"/pet_type": "cow"},
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


class Delivery(Model):
    data: Event


def test_json_in_the_data_of_an_event_is_decoded_leniently() -> None:
    events = lenient(EventStream(Delivery, json_data=True))
    (delivery,) = events.items([b'data: {"at":1}\n\n'])
    assert delivery == Delivery(data=Event(at=1))
    assert invalid_values(delivery) == {"/data/at": 1}


class Tree(OpenModel["Tree"]):
    numbers: list[int]


@pytest.mark.parametrize("depth", [10, 40])
def test_nested_open_models_are_converted_a_bounded_number_of_times(
    depth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The innermost list has a whole float and a text; each level has two trees."""
    calls, convert = 0, msgspec.convert

    def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        return convert(*args, **kwargs)

    value: Any = {"numbers": [1.0, "x"]}
    for _ in range(depth):
        value = {"numbers": [], "z": value, "y": {"numbers": []}}
    monkeypatch.setattr(msgspec, "convert", counted)
    tree = convert_leniently(Tree, value)
    assert calls < 500 * depth
    pointer = "/z" * depth + "/numbers/"
    assert invalid_values(tree) == {pointer + "1": "x"}
    with pytest.raises(DecodeError) as caught:
        codec.convert(Tree, value)
    assert (pointer + "1").startswith(caught.value.pointer)
    assert caught.value.pointer.startswith("/z" * 5)


def test_places_of_invalid_values_take_no_memory_while_decoding() -> None:
    name = "k" * 10_000
    text = b'{"%s":[%s]}' % (name.encode(), b",".join([b"null"] * 10_000))
    tracemalloc.start()
    try:
        decode_leniently(dict[str, list[str]], text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


def test_pointers_have_the_names_in_json() -> None:
    class Odd(OpenModel[int]):
        quoted: int = field(name='a"b/c')
        plain: str

    odd = decode_leniently(Odd, b'{"a\\"b/c":"x","plain":1,"more":"y"}')
    assert invalid_values(odd) == {'/a"b~1c': "x", "/plain": 1, "/more": "y"}
