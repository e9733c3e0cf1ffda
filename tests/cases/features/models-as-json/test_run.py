import datetime
import json

import api
import pytest
from api import UnknownVariant, errors, invalid_values, models

PET = models.Pet(
    pet_id="1",
    born_at=datetime.datetime(2024, 1, 2, tzinfo=datetime.UTC),
    labels=models.Labels(first_one="a", additional_properties={"x-y": 2}),
    toy=models.Ball(size=3),
    size=models.Size.SMALL,
    photo=b"\x00",
)
DICT = {
    "petId": "1",
    "bornAt": "2024-01-02T00:00:00Z",
    "labels": {"x-y": 2, "firstOne": "a"},
    "toy": {"kind": "Ball", "size": 3},
    "size": "small",
    "photo": "AA==",
}


def test_names_are_those_in_json():
    assert json.loads(api.to_json(PET)) == DICT
    assert api.to_dict(PET) == DICT
    assert json.loads(json.dumps(api.to_dict([PET]))) == [DICT]


VALUES = [
    (models.Pet, PET),
    (models.Labels, PET.labels),
    (models.Toy, models.Bone(length=1.5)),
    (models.Toy, UnknownVariant({"kind": "new", "x": [1]})),
    (models.Size, models.Size("huge")),
    (list[models.Pet], [PET, PET]),
    (dict[str, models.Toy], {"a": models.Ball()}),
    (models.Pet | None, None),
]


def test_values_come_back():
    for type_, value in VALUES:
        data = api.to_json(value)
        assert api.from_json(type_, data) == value
        assert api.from_json(type_, data.decode()) == value
        assert api.from_dict(type_, api.to_dict(value)) == value
        assert api.from_json(type_, data, strict=True) == value


def test_values_that_do_not_fit_are_kept_unless_strict():
    data = b'{"petId":1,"bornAt":"yesterday"}'
    for pet in (
        api.from_json(models.Pet, data),
        api.from_dict(models.Pet, json.loads(data)),
    ):
        assert invalid_values(pet) == {"/petId": 1, "/bornAt": "yesterday"}
        assert api.to_json(pet) == data
    for read in (api.from_json, lambda *a, **k: api.from_dict(a[0], {}, **k)):
        with pytest.raises(errors.DecodeError):
            read(models.Pet, data, strict=True)


def test_malformed_data_raises_the_errors_of_the_package():
    for data in (b"{", b"", b"[]", "\ud800"):
        with pytest.raises(errors.Error):
            api.from_json(models.Pet, data)
    with pytest.raises(errors.ConfigurationError):
        api.to_json(float("nan"))
    with pytest.raises(errors.ConfigurationError):
        api.to_json(models.Ball(kind="Bone"))
