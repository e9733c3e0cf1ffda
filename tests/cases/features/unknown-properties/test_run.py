import json

from api import from_json, models, to_dict
from api._runtime.client import Headers, RawResponse
from api.operations import pets

PET = {
    "colour": "red",
    "kind": "cat",
    "toy": {"type": "Ball", "size": 3},
    "toys": [{"type": "Bone", "x": [1, {"y": None}]}, {"type": "new", "z": 1}],
    "owner": {"name": "Jo", "age": 7},
    "tags": {"a": "b", "c": "d"},
    "closed": {"a": "b"},
}


def test_unknown_properties_can_be_read():
    pet = from_json(models.Pet, json.dumps({"id": "1", **PET}))
    assert pet.additional_properties == {"colour": "red"}
    assert pet.owner.additional_properties == {"age": 7}
    assert pet.toy == models.Ball(additional_properties={"size": 3})


def test_get_followed_by_put_loses_nothing():
    content = json.dumps({"id": "1", **PET}).encode()
    headers = Headers([("Content-Type", "application/json")])
    pet = pets.get().parse(RawResponse(200, headers, content))
    assert to_dict(pet) == {"id": "1", **PET}
    for body in (from_json(models.PetInput, content), pet):
        body.kind = "dog"
        sent = json.loads(pets.put(body=body).request().content)
        assert sent == {"id": "1", **PET, "kind": "dog"}


def test_closed_objects_stay_closed():
    assert not hasattr(models.PetClosed(), "additional_properties")
