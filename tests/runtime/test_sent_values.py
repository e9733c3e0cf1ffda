"""Values that a type admits and a request must not have."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import AsyncIterator
from typing import Any, Literal

import pytest

from trueup_runtime.client import (
    Base64Url,
    Call,
    ConfigurationError,
    Cookie,
    EventStream,
    Form,
    Header,
    Headers,
    Json,
    Model,
    Multipart,
    OpenModel,
    Operation,
    Path,
    Query,
    ServerSentEvent,
    UnknownVariant,
    UnsetType,
    constant,
    from_dict,
    from_json,
    sent_values,
    to_json,
    union,
)
from trueup_runtime.client.streams import JsonLines

NAIVE = datetime.datetime(2026, 1, 2, 3, 4, 5)
AWARE = NAIVE.replace(tzinfo=datetime.UTC)


class Inner(Model, rename="camel"):
    placed_at: datetime.datetime | None = None
    note: str | None = None


class Outer(Model):
    name: str
    inner: Inner | None = None
    inners: list[Inner] | None = None
    by_name: dict[str, Inner] | None = None
    due: datetime.datetime | UnsetType | None = None
    anything: Any = None


class Labels(OpenModel[datetime.datetime]):
    name: str


class Plain(Model):
    name: str
    labels: dict[str, list[int]] | None = None


def call(body: Any, value: Any, *parameters: Any) -> Call[Any, Headers]:
    operation = Operation("op", "POST", "/a", parameters, bodies=(body,))
    return Call(operation, (), value)


def outer(**fields: Any) -> Outer:
    return Outer(name="a", **fields)


@pytest.mark.parametrize(
    ("make", "label"),
    [
        (lambda at: outer(inner=Inner(placed_at=at)), "`Inner.placed_at`"),
        (lambda at: outer(inners=[Inner(), Inner(placed_at=at)]), "`Inner.placed_at`"),
        (lambda at: outer(by_name={"a": Inner(placed_at=at)}), "`Inner.placed_at`"),
        (lambda at: outer(due=at), "`Outer.due`"),
        (lambda at: {"name": "a", "due": at}, "`due`"),
        (lambda at: {"name": "a", "inner": {"placedAt": at}}, "`placedAt`"),
    ],
)
@pytest.mark.parametrize("body", [Json, Form, Multipart])
def test_datetime_without_offset_in_a_body_is_refused(
    make: Any, label: str, body: Any
) -> None:
    message = f"{label} must have an offset from UTC, got 2026-01-02T03:04:05"
    with pytest.raises(ConfigurationError) as caught:
        call(body(Outer), make(NAIVE)).request()
    assert str(caught.value) == message
    call(body(Outer), make(AWARE)).request()


def test_datetime_without_offset_among_additional_properties_is_refused() -> None:
    for value in (Labels(name="a", additional_properties={"x": NAIVE}), {"x": NAIVE}):
        with pytest.raises(ConfigurationError, match="`x` must have an offset"):
            call(Json(Labels), value).request()


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        (Query("since"), NAIVE),
        (Query("since"), [AWARE, NAIVE]),
        (Header("Since"), NAIVE),
        (Cookie("since"), NAIVE),
        (Path("since"), NAIVE),
    ],
)
def test_datetime_without_offset_in_a_parameter_is_refused(
    parameter: Any, value: Any
) -> None:
    made: Call[Any, Headers] = Call(
        Operation("op", "GET", "/a/{since}", (parameter,)), (value,)
    )
    message = rf"{parameter.location} parameter `(?i:since)` must have an offset"
    with pytest.raises(ConfigurationError, match=message):
        made.request()


@pytest.mark.parametrize("value", [object(), (n for n in (1, 2)), [1j]])
@pytest.mark.parametrize("kind", [Query, Header, Cookie, Path])
def test_value_that_cannot_be_an_argument_is_refused(kind: Any, value: Any) -> None:
    made: Call[Any, Headers] = Call(
        Operation("op", "GET", "/a/{size}", (kind("size"),)), (value,)
    )
    message = f"^{kind.location} parameter `size`: .* cannot be encoded as JSON"
    with pytest.raises(ConfigurationError, match=message):
        made.request()


@pytest.mark.parametrize("body", [Form(dict[str, object]), Json(dict[str, object])])
def test_value_that_cannot_be_a_body_is_refused(body: Any) -> None:
    with pytest.raises(ConfigurationError, match="cannot be encoded"):
        call(body, {"a": object()}).request()


@pytest.mark.parametrize("items", ["text", b"bytes", {"a": 1}, 1])
def test_single_value_is_not_a_sequence_of_items(items: Any) -> None:
    with pytest.raises(ConfigurationError, match="not a sequence of items"):
        call(JsonLines(Any), items).request()


def test_items_of_an_iterator_are_checked_when_they_are_sent() -> None:
    items = [Inner(placed_at=AWARE), Inner(placed_at=NAIVE)]
    for body in (JsonLines(Inner), EventStream(Inner)):
        with pytest.raises(ConfigurationError, match=r"Inner\.placed_at"):
            call(body, items).request()
        chunks: Any = call(body, iter(items)).request().content
        with pytest.raises(ConfigurationError, match=r"Inner\.placed_at"):
            list(chunks)
    events = [ServerSentEvent(item) for item in items]
    with pytest.raises(ConfigurationError, match=r"Inner\.placed_at"):
        call(EventStream(Inner), events).request()


async def later(items: list[Inner]) -> AsyncIterator[Inner]:
    for item in items:
        yield item


def test_items_of_an_async_iterator_are_checked_when_they_are_sent() -> None:
    import asyncio

    async def run() -> None:
        content: Any = call(JsonLines(Inner), later([Inner(placed_at=NAIVE)])).request()
        with pytest.raises(ConfigurationError, match=r"Inner\.placed_at"):
            [chunk async for chunk in content.content]

    asyncio.run(run())


def test_datetime_without_offset_is_read_and_kept() -> None:
    data = b'{"name":"a","due":"2026-01-02T03:04:05"}'
    read = from_json(Outer, data)
    assert read.due == NAIVE
    assert to_json(read) == data  # JSON for caches is not sent


def test_value_without_a_format_is_not_checked() -> None:
    call(Json(Any), {"at": NAIVE}).request()
    call(Json(Outer), outer(anything=NAIVE)).request()


def test_body_of_a_type_without_datetimes_is_not_traversed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visits: list[object] = []
    check = sent_values._check

    def counted(value: object, label: str, expected: Any, *, is_typed: bool) -> None:
        visits.append(value)
        check(value, label, expected, is_typed=is_typed)

    monkeypatch.setattr(sent_values, "_check", counted)
    call(Json(list[Plain]), [Plain(name="a")] * 100).request()
    assert not visits
    call(Json(list[Outer]), [outer()] * 10).request()
    fields = 0  # None is skipped, as are fields without a datetime
    assert len(visits) == 1 + 10 * (1 + fields)


class Cat(Model):
    kind: Literal["cat"] = constant("cat", tag=True)
    name: str
    born: datetime.date | None = None


class Dog(Model, rename="camel"):
    kind: Literal["dog"] = constant("dog", tag=True)
    best_friend: Pet | None = None


MAPPING = {"cat": Cat, "dog": Dog}
Pet: Any = union("Pet", lambda: (Cat, Dog), tag="kind", mapping=lambda: MAPPING)
AnyPet = union(
    "AnyPet",
    lambda: (Cat, Dog),
    tag="kind",
    mapping=lambda: MAPPING,
    default=lambda: Cat,
)


class Home(Model):
    pet: Pet | None = None
    pets: list[Pet] | None = None
    by_name: dict[str, Pet] | None = None
    cat: Cat | None = None
    any_pet: AnyPet | None = None
    id: uuid.UUID | None = None
    key: Base64Url | None = None


BIRD = {"kind": "bird", "name": "a"}


@pytest.mark.parametrize(
    ("type", "value", "label"),
    [
        (Pet, BIRD, "the body must have a `kind` of 'cat', 'dog', got 'bird'"),
        (Pet, {"name": "a"}, "the body must have a `kind` of .*, which is missing"),
        (Pet, {"kind": 5}, "got 5"),
        (list[Pet], [{"kind": "cat"}, BIRD], "got 'bird'"),
        (dict[str, Pet], {"a": BIRD}, "`a` must have"),
        (Home, {"pet": BIRD}, "`pet` must have"),
        (Home, {"pets": [{"kind": "cat"}, BIRD]}, "`pets` must have"),
        (Home, {"by_name": {"a": BIRD}}, "`a` must have"),
        (Home, {"cat": {"kind": "dog"}}, "`kind` must be 'cat', got 'dog'"),
        (Home, {"any_pet": BIRD | {"born": "x"}}, "`kind` must be 'cat', got 'bird'"),
        (Home, Home(pet=BIRD), "`Home.pet` must have"),
        (Home, Home(by_name={"a": BIRD}), "`a` must have"),
        (Pet, {"kind": "dog", "bestFriend": BIRD}, "`bestFriend` must have"),
        (Pet, {"kind": "cat", "born": "soon"}, "`born` must have the format `date`"),
        (Home, {"id": "1"}, "`id` must have the format `uuid`"),
        (Home, {"key": "a+b/"}, "`key` must have the format `base64url`"),
        (Home, {"key": b"a"}, "`key` must be a `Base64Url`, got bytes"),
        (Home, Home(key=b"a"), "`Home.key` must be a `Base64Url`, got bytes"),
    ],
)
def test_dict_is_checked_as_the_model_that_it_replaces(
    type: Any, value: Any, label: str
) -> None:
    with pytest.raises(ConfigurationError, match=label):
        call(Json(type), value).request()


@pytest.mark.parametrize(
    ("type", "value"),
    [
        (Pet, {"kind": "cat", "born": "2024-01-02", "other": BIRD}),
        (Pet, UnknownVariant(BIRD)),
        (Home, {"pet": UnknownVariant(BIRD), "cat": {"name": "a"}, "other": BIRD}),
        (Home, {"any_pet": {"name": "a"}, "pet": None, "pets": []}),
        (Home, {"key": "aGk=", "id": None}),
        (Home, from_dict(Home, {"id": "1", "key": "+", "cat": {"born": "x"}})),
        (dict[str, Any], {"pet": BIRD}),
        (Cat | str | None, {"name": "a"}),
    ],
)
def test_dict_that_a_server_may_take_is_sent(type: Any, value: Any) -> None:
    assert call(Json(type), value).request().content
