from typing import Any

from api import models


def test_values_keep_their_kind():
    fields = models.Holder.__annotations__
    assert fields["short"] == "str"
    assert fields["whole"] == "int | None"
    assert fields["fewer"] == "Fewer | None"
    assert fields["kind"] == "Kind | None"
    assert [member.value for member in models.Fewer] == ["b", "c"]
    assert models.Listed == list[str]


def test_a_conflict_costs_its_type_alone():
    assert models.Holder.__annotations__["conflict"] == "Any"
    assert models.Conflict is Any
