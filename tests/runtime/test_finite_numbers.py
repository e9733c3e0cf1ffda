"""Numbers that JSON has no text for are refused, wherever the type of a body allows them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trueup_runtime.client import (
    UNSET,
    ConfigurationError,
    Json,
    Model,
    OpenModel,
    OpenStrEnum,
    UnknownVariant,
    UnsetType,
    encode,
    field,
    finite_numbers,
    union,
)
from trueup_runtime.client.codec import to_builtins


class Colour(OpenStrEnum):
    RED = "red"


class Square(Model):
    side: float


class Label(Model):
    text: str


Shape = union("Shape", lambda: (Square, Label))


class Rest(OpenModel[float]):
    size: int = 0


class Node(Model):
    name: str | None
    colour: Colour | None = None
    count: int | UnsetType | None = UNSET
    weight: float | None = None
    price: Decimal | UnsetType = UNSET
    either: float | str | None = None
    anything: Any = None
    shape: Shape | None = None
    rest: Rest | None = None
    scores: dict[str, float | None] | None = None
    table: list[list[float]] | None = None
    pair: tuple[int, float] | None = None
    children: list[Node] = field(default_factory=list)


class Plain(Model):
    """A model whose only numbers are integers, in whose place a program may put NaN."""

    name: str | None
    colour: Colour
    count: int
    more: list[Plain] = field(default_factory=list)


TEXTS = st.sampled_from(["", "a", "null", "NaN", "-Infinity", "\xcb\x7f\xf0"])
FLOATS = st.sampled_from([0.0, -0.5, 1e308, math.nan, math.inf, -math.inf])
DECIMALS = st.sampled_from(["0", "1.10", "1e400", "NaN", "sNaN", "-Infinity"]).map(
    Decimal
)
INTEGERS = st.sampled_from([0, -1, 2**63, 2**64, 10**400])
ANYTHING = st.recursive(
    st.none() | st.booleans() | INTEGERS | FLOATS | DECIMALS | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2)
    ),
    max_leaves=4,
)
SHAPES = (
    st.builds(Square, side=FLOATS)
    | st.builds(Label, text=TEXTS)
    | st.builds(UnknownVariant, ANYTHING)
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "colour": TEXTS.map(Colour),
    "count": st.none() | INTEGERS,
    "weight": st.none() | FLOATS,
    "price": DECIMALS,
    "either": FLOATS | TEXTS,
    "anything": ANYTHING,
    "shape": SHAPES,
    "rest": st.builds(
        Rest, additional_properties=st.dictionaries(TEXTS, FLOATS, max_size=2)
    ),
    "scores": st.dictionaries(TEXTS, st.none() | FLOATS, max_size=2),
    "table": st.lists(st.lists(FLOATS, max_size=2), max_size=2),
    "pair": st.tuples(INTEGERS, FLOATS),
}
NODES = st.recursive(
    st.fixed_dictionaries({"name": st.none() | TEXTS}, optional=FIELDS).map(
        lambda fields: Node(**fields)
    ),
    lambda inner: st.builds(Node, name=st.none(), children=st.lists(inner, max_size=3)),
    max_leaves=3,
)
VALUES: st.SearchStrategy[tuple[Any, Any]] = (
    NODES.map(lambda node: (Node, node))
    | st.lists(NODES, max_size=3).map(lambda nodes: (list[Node], nodes))
    | st.dictionaries(TEXTS, NODES).map(lambda nodes: (dict[str, Node], nodes))
    | SHAPES.map(lambda shape: (Shape, shape))
    | ANYTHING.map(lambda value: (Any, value))
    | st.dictionaries(TEXTS, ANYTHING).map(lambda value: (Node, value))
    | st.lists(FLOATS | st.none()).map(lambda value: (list[float | None], value))
)


def leaves(value: object) -> Iterator[object]:
    """Every value in a value, one after the other."""
    if isinstance(value, dict):
        for item in value.values():
            yield from leaves(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from leaves(item)
    else:
        yield value


def is_refused(type: object, value: object) -> bool:
    try:
        Json(type).write(value)
    except ConfigurationError:
        return True
    return False


def has_no_text(value: object) -> bool:
    """Whether a value has a number that is not finite, found by visiting every value."""
    return any(
        (isinstance(leaf, float) and not math.isfinite(leaf))
        or (isinstance(leaf, Decimal) and not leaf.is_finite())
        for leaf in leaves(to_builtins(value))
    )


@settings(max_examples=200)
@given(VALUES)
def test_fast_search_agrees_with_a_visit_of_every_value(typed: tuple[Any, Any]) -> None:
    type, value = typed
    assert is_refused(type, value) is has_no_text(value)
    assert is_refused(Any, value) is has_no_text(value)


@pytest.mark.parametrize("name", ["_floats", "_decimals", "_anywhere", "_fields"])
def test_comparison_notices_a_broken_check(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = [
        Node(name=None, weight=math.nan),
        Node(name=None, price=Decimal("NaN")),
        Node(name=None, shape=Square(side=math.inf)),
        Node(name=None, children=[Node(name=None, table=[[math.nan]])]),
    ]

    def differences() -> list[Node]:
        finite_numbers._cached.cache_clear()
        finite_numbers._checks_of.cache_clear()
        return [
            node for node in examples if is_refused(Node, node) is not has_no_text(node)
        ]

    assert not differences()
    monkeypatch.setattr(finite_numbers, name, lambda *arguments: True)
    assert differences()
    monkeypatch.undo()
    assert not differences()


def counted(
    monkeypatch: pytest.MonkeyPatch, name: str, encode_: Callable[[], object]
) -> int:
    """How often a function of the codec is called."""
    calls: list[object] = []
    codec = pytest.importorskip("trueup_runtime.client.codec")
    plain = getattr(codec, name)
    monkeypatch.setattr(
        codec, name, lambda *arguments: calls.append(0) or plain(*arguments)
    )
    encode_()
    return len(calls)


@pytest.mark.parametrize(
    ("type", "value"),
    [
        (list[Plain], [Plain(name=None, colour=Colour.RED, count=2**70)] * 100),
        (list[Node], [Node(name=None, weight=0.5, scores={"a": None})] * 100),
        (list[Node], [Node(name=None, shape=Square(side=1.5), count=None)] * 100),
        (Any, [None, "null", 0.5] * 100),
    ],
    ids=["integers", "numbers", "unions", "any type"],
)
def test_valid_values_are_not_visited_one_by_one(
    type: Any, value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits = counted(monkeypatch, "_refuse_nan", lambda: encode(value, type))
    assert visits == 0


def test_types_are_inspected_once(monkeypatch: pytest.MonkeyPatch) -> None:
    node = Node(name=None, weight=0.5)
    encode(node, Node)
    monkeypatch.setattr(finite_numbers, "_may_have_numbers", None)
    assert encode(node, Node) == b'{"name":null,"weight":0.5}'


@pytest.mark.parametrize("number", [math.nan, -math.inf, Decimal("NaN")])
def test_number_in_place_of_an_integer_is_searched(number: Any) -> None:
    plain = Plain(name="a", colour=Colour.RED, count=number)
    assert is_refused(Plain, plain)
    assert is_refused(list[Plain], [Plain(name="a", colour=Colour.RED, count=1), plain])
    assert is_refused(dict[str, int], {"a": 1, "b": number})
    assert is_refused(Node, Node(name="a", count=number))


def test_mapping_in_place_of_a_model_is_searched() -> None:
    assert is_refused(Plain, {"name": None, "undeclared": [math.nan]})
