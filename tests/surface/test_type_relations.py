"""The relation of types, by the values that they have."""

from __future__ import annotations

import pytest

from trueup.surface import type_relations
from trueup.surface.public_types import (
    NONE,
    AnyOfType,
    DictType,
    ListType,
    NamedType,
    OptionalType,
    PlainType,
    PublicType,
    TupleType,
)
from trueup.surface.type_impact import RECEIVED, SENT
from trueup.surface.type_names import TypeNames
from trueup.surface.type_relations import TypeComparison, TypeRelation

ANY, NEVER, STRING = PlainType("any"), PlainType("never"), PlainType("string")
INTEGER, DATE = PlainType("integer"), PlainType("date")
JOB, STATE, LABEL = NamedType("Job"), NamedType("State"), NamedType("Label")


def names(**aliases: PublicType) -> TypeNames:
    return TypeNames(aliases, {}, {"State": ("on", "off")}, frozenset({"Job", "State"}))


def relation(old: PublicType, new: PublicType) -> str:
    known = names(Label=STRING)
    return TypeComparison(known, known).relation(old, new).value


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (JOB, ANY, "widened"),
        (JOB, OptionalType(ANY), "widened"),
        (ListType(JOB), ListType(ANY), "widened"),
        (AnyOfType((JOB, STRING)), AnyOfType((ANY, NONE)), "widened"),
        (STATE, ANY, "widened"),
        (DATE, ANY, "widened"),
        # The values were not models before.
        (ANY, JOB, "changed"),
        (ANY, ListType(JOB), "changed"),
        (ANY, DictType(ListType(JOB)), "changed"),
        (ANY, TupleType((STRING, JOB)), "changed"),
        (ANY, DATE, "changed"),
        (ANY, STRING, "narrowed"),
        (ANY, STATE, "narrowed"),
        (ANY, ListType(DictType(LABEL)), "narrowed"),
        (ANY, ANY, "same"),
        # No value is valid.
        (STRING, NEVER, "narrowed"),
        (JOB, NEVER, "narrowed"),
        (ANY, NEVER, "narrowed"),
        (NEVER, STRING, "widened"),
        (NEVER, ANY, "widened"),
        (NEVER, NEVER, "same"),
        (ListType(STRING), ListType(NEVER), "narrowed"),
    ],
)
def test_relation(old: PublicType, new: PublicType, expected: str) -> None:
    assert relation(old, new) == expected


def test_free_form_in_place_of_a_model_breaks_only_those_who_receive_it() -> None:
    for old, new, sent, received in (
        (JOB, ANY, "compatible", "breaking"),
        (ANY, JOB, "breaking", "breaking"),
        (STRING, NEVER, "breaking", "compatible"),
    ):
        found = TypeRelation(relation(old, new))
        assert SENT.type_impact(found).value == sent
        assert RECEIVED.type_impact(found).value == received


def recursive(name: str, number: int, end: PublicType) -> dict[str, PublicType]:
    """Aliases that refer to each other; only the first refers to `end`."""
    last = NamedType(f"{name}{number - 1}")
    aliases: dict[str, PublicType] = {
        f"{name}0": AnyOfType((end, ListType(last))),
    }
    for index in range(1, number):
        aliases[f"{name}{index}"] = DictType(NamedType(f"{name}{index - 1}"))
    return aliases


@pytest.mark.parametrize("first", [0, 1, 2])
def test_result_does_not_depend_on_the_order(first: int) -> None:
    """What was concluded from a pair in progress does not outlive it."""
    old, new = names(**recursive("A", 3, STRING)), names(**recursive("A", 3, INTEGER))
    types = TypeComparison(old, new)
    for index in (first, 0, 1, 2):
        name = NamedType(f"A{index}")
        assert types.relation(name, name) is TypeRelation.CHANGED
    assert TypeComparison(old, old).relation(JOB, JOB) is TypeRelation.SAME
    for index in range(3):
        name = NamedType(f"A{index}")
        assert TypeComparison(old, old).relation(name, name) is TypeRelation.SAME


def test_number_of_comparisons_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type_relations, "MAX_STEPS", 300)
    types = TypeComparison(
        names(**recursive("A", 80, STRING)), names(**recursive("A", 80, INTEGER))
    )
    for index in range(80):
        name = NamedType(f"A{index}")
        types.relation(name, name)
    assert types.budget.is_spent
