import json

import loop
import pytest
from api import UNSET, models
from api.operations import pets

PATCH = models.PetPatch(
    name=None,
    toy=models.ToyPatch(size=None),
    toys=[models.Toy(size=1)],
    labels={"a": None, "b": "c"},
    kind=models.PetKind.DOG,
)


def test_none_is_sent_and_unset_is_not():
    content = pets.change(body=PATCH).request().content
    assert json.loads(content) == {
        "name": None,
        "toy": {"size": None},
        "toys": [{"size": 1}],
        "labels": {"a": None, "b": "c"},
        "kind": "dog",
    }
    assert pets.change(body=models.PetPatch()).request().content == b"{}"


def test_handlers_tell_none_from_unset():
    body = loop.asked(pets.change(body=PATCH)).body
    assert body == PATCH
    assert (body.name, body.age) == (None, UNSET)
    owner = models.OwnerChange(at=None)
    assert loop.asked(pets.change_owner(body=owner)).body == owner


def test_other_bodies_stay_as_they_are():
    assert models.Pet().name is None
    assert models.Toy().size is None


def test_values_are_validated_all_the_same():
    for body in (
        {"age": "old"},
        {"name": ""},
        {"toys": [None]},
        {"toy": {"size": "x"}},
    ):
        with pytest.raises(AssertionError, match="400"):
            loop.asked(pets.change(body=body))
