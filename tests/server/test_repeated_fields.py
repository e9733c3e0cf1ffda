"""Fields of forms that must not be repeated."""

from __future__ import annotations

import pytest

from trueup_runtime.client import Part
from trueup_runtime.client.coercion import INTEGER, STRING, array, object_of
from trueup_runtime.server.query_assignment import single_members

FORM = object_of({"name": STRING, "tags": array(), "size": object_of({"a": INTEGER})})


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"size": Part(media_type="application/json")},
        {"size": Part(style="deepObject")},
    ],
    ids=["multipart", "JSON", "deepObject"],
)
def test_fields_next_to_an_object_must_not_be_repeated(parts: dict[str, Part]) -> None:
    names = ["name", "tags", "size", "undeclared"]
    assert [*single_members(FORM, parts, names)] == ["name", "size"]


def test_fields_next_to_a_spread_object_may_be_its_own() -> None:
    assert [*single_members(FORM, {"size": Part(style="form")}, ["name", "a"])] == []
