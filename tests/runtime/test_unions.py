"""Unions: which variant a value becomes, and what becomes of those that are none."""

from __future__ import annotations

import datetime
import uuid
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec
import pytest

from trueup_runtime.client import (
    DecodeError,
    Model,
    OpenModel,
    OpenStrEnum,
    UnknownVariant,
    codec,
    constant,
    decode,
    encode,
    field,
    union,
)

if TYPE_CHECKING:
    Pet: TypeAlias = "Cat | Dog | UnknownVariant"
    Fallback: TypeAlias = "Cat | Dog | UnknownVariant"
    Shape: TypeAlias = "Circle | Square | Named | UnknownVariant"
    Mixed: TypeAlias = "Any"
    Nested: TypeAlias = "Any"
    Recursive: TypeAlias = "Any"
    Tree: TypeAlias = "Any"
else:
    Pet = union(
        "Pet",
        lambda: (Cat, Dog),
        tag="petType",
        mapping=lambda: {"cat": Cat, "CAT": Cat, "dog": Dog},
    )
    Fallback = union(
        "Fallback",
        lambda: (Cat, Dog),
        tag="petType",
        mapping=lambda: {"cat": Cat},
        default=lambda: Dog,
    )
    Shape = union("Shape", lambda: (Circle, Square, Named))
    Mixed = union(
        "Mixed",
        lambda: (
            str,
            datetime.datetime,
            uuid.UUID,
            Color,
            Literal["never"],
            int,
            list[Cat],
            dict[str, int],
            bool,
        ),
    )
    Nested = union("Nested", lambda: (Pet, int))
    Recursive = union("Recursive", lambda: (str, list[Recursive]))
    Tree = union("Tree", lambda: (Leaf, Branch))


class Cat(Model, rename="camel"):
    pet_type: str
    lives: int


class Dog(Model, rename="camel"):
    pet_type: str | None = None
    bark: str | None = None


class Circle(Model):
    kind: Literal["circle"] = constant("circle")
    size: int


class Square(Model):
    kind: Literal["square"] = constant("square")
    size: int


class Named(OpenModel[int]):
    name: str
    size: int | None = None


class Color(OpenStrEnum):
    RED = "red"


class House(Model):
    pets: list[Pet] = field(default_factory=list)
    by_name: dict[str, Pet | None] = field(default_factory=dict)


@pytest.mark.parametrize(("tag", "kind"), [("cat", Cat), ("CAT", Cat), ("dog", Dog)])
def test_the_tag_names_the_variant(tag: str, kind: type) -> None:
    pet = decode(Pet, b'{"petType":"%s","lives":1}' % tag.encode())
    assert type(pet) is kind


def test_an_unknown_tag_keeps_the_value_as_it_is() -> None:
    text = b'{"petType":"bird","wings":[2]}'
    assert decode(Pet, text) == UnknownVariant({"petType": "bird", "wings": [2]})
    assert encode(decode(Pet, text)) == text


def test_a_missing_tag_is_an_unknown_variant() -> None:
    assert decode(Pet, b'{"bark":"a"}') == UnknownVariant({"bark": "a"})


def test_the_default_variant_takes_unknown_tags() -> None:
    assert decode(Fallback, b'{"petType":"bird","bark":"a"}') == Dog(
        pet_type="bird", bark="a"
    )


def test_a_value_that_its_own_tag_belies_is_a_fault_with_a_pointer() -> None:
    with pytest.raises(DecodeError) as caught:
        decode(House, b'{"by_name":{"a/b":null,"c.d":{"petType":"cat","lives":"x"}}}')
    assert caught.value.pointer == "/by_name/c.d/lives"


def test_unions_stand_in_lists_dicts_and_beside_null() -> None:
    text = b'{"pets":[{"petType":"cat","lives":1}],"by_name":{"a":null,"b":{"petType":"dog"}}}'
    house = decode(House, text)
    assert house.by_name == {"a": None, "b": Dog(pet_type="dog")}
    assert encode(house) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b'{"kind":"square","size":2}', Square(size=2)),
        (b'{"kind":"circle","size":2}', Circle(size=2)),
        (b'{"name":"a","x":1}', Named(name="a", additional_properties={"x": 1})),
        (
            b'{"kind":"hexagon","size":2}',
            UnknownVariant({"kind": "hexagon", "size": 2}),
        ),
        (
            b'{"kind":"circle","size":"x"}',
            UnknownVariant({"kind": "circle", "size": "x"}),
        ),
        (b"[]", UnknownVariant([])),
        (b"1.5", UnknownVariant(1.5)),
    ],
)
def test_constants_and_required_members_tell_variants(
    text: bytes, expected: object
) -> None:
    assert decode(Shape, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b'"red"', Color.RED),
        (b'"never"', "never"),
        (b'"a"', "a"),
        (
            b'"2020-01-01T00:00:00Z"',
            datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC),
        ),
        (
            b'"12345678-1234-5678-1234-567812345678"',
            uuid.UUID("12345678-1234-5678-1234-567812345678"),
        ),
        (b"1", 1),
        (b"1.0", 1),
        (b"true", True),
        (b'[{"petType":"cat","lives":1}]', [Cat(pet_type="cat", lives=1)]),
        (b'{"a":1}', {"a": 1}),
        (b"1.5", UnknownVariant(1.5)),
    ],
)
def test_the_kind_of_value_tells_variants(text: bytes, expected: object) -> None:
    value = decode(Mixed, text)
    assert value == expected
    assert type(value) is type(expected)


def test_unions_nest_and_recur() -> None:
    assert decode(Nested, b"[1]") == UnknownVariant([1])
    assert decode(Nested, b'{"petType":"dog"}') == Dog(pet_type="dog")
    assert decode(Nested, b"3") == 3
    assert decode(Recursive, b'["a",["b",["c"]]]') == ["a", ["b", ["c"]]]


def test_values_of_variants_are_instances() -> None:
    assert isinstance(Dog(), Pet)
    assert not isinstance(Circle(size=1), Pet)


def test_what_keeps_a_value_is_better_than_what_would_drop_all_of_it() -> None:
    class Options(Model):
        size: int | None = None

    either = union("Either", lambda: (Options, dict[str, Any]))
    assert decode(either, b'{"other":1}') == {"other": 1}
    assert decode(either, b'{"size":1}') == Options(size=1)
    assert decode(either, b"{}") == Options()


def test_unknown_members_count_against_a_variant() -> None:
    class Small(Model):
        a: int | None = None

    class Large(Model):
        a: int | None = None
        b: int | None = None

    either = union("Either", lambda: (Small, Large))
    assert type(decode(either, b'{"a":1,"b":2}')) is Large
    assert type(decode(either, b'{"a":1}')) is Small


class Leaf(Model):
    child: Tree | None = None
    size: int = 0


class Branch(Model):
    child: Tree | None = None
    size: int = 0
    name: str = ""


@pytest.mark.parametrize("end", [b'"size":"x"', b'"size":1.0,"name":1'])
def test_a_union_inside_a_union_is_inferred_once(
    end: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both variants fit at each level until the end, so each level may double the work."""
    count, convert = 0, codec.convert_plainly

    def counting(type: object, value: object) -> Any:
        nonlocal count
        count += 1
        assert count < 5_000
        return convert(type, value)

    monkeypatch.setattr(codec, "convert_plainly", counting)
    data = b'{"child":' * 25 + b"{}" + (b"," + end + b"}") * 25
    decode(Tree, data)
    assert isinstance(decode(Tree, b'{"child":{"size":1},"size":"x"}'), UnknownVariant)


class Left(Model):
    inner: Chain
    x: int


class Right(Model):
    inner: Chain
    x: int
    y: int | None = None


Chain: Any = union("Chain", lambda: (Left, Right))


@pytest.mark.parametrize("number", [1, 1.0])
def test_nested_unions_are_inferred_once(
    number: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = 0
    convert = msgspec.convert

    def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        return convert(*args, **kwargs)

    monkeypatch.setattr(msgspec, "convert", counted)
    value: Any = [number]
    for _ in range(30):
        value = {"inner": value, "x": "text"}
    assert codec.convert(Chain, value) == UnknownVariant(value)
    assert calls < 30 * 10
