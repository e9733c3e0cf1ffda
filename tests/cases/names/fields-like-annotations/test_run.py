import json

from api import models
from api._runtime.client.codec import decode, encode

ANNOTATIONS = {
    "datetime": "2024-01-02T03:04:05Z",
    "str": "x",
    "list": ["a"],
    "dict": {"a": 1},
    "int": 1,
    "float": 0.5,
    "bool": True,
    "bytes": "aGk=",
    "decimal": 1.5,
    "uuid": "123e4567-e89b-42d3-a456-426614174000",
    "Literal": 1,
    "Any": [1],
    "Model": {"a": "x"},
    "Other": {"a": "y"},
    "models": [{"a": "z"}],
    "field": "x",
    "UNSET": None,
    "UnsetType": None,
    "None": "x",
    "typing": "x",
    "date": "2024-01-02",
    "other": [{"a": "2024-01-02"}, None],
}
ODD = [
    "self",
    "cls",
    "class",
    "from",
    "__class__",
    "__init__",
    "__struct_fields__",
    "_private",
    "__double",
    "",
    " ",
    "$ref",
    "@id",
    "a-b",
    "a_b",
    "aB",
    "AB",
    "a b",
    "é",
    "日本",
    "1st",
    "a\"b'\\",
    "line\nbreak",
    "additional_properties",
    "type",
    "id",
    "print",
    "name",
    "value",
]


def test_members_called_like_annotations():
    value = decode(models.Annotations, json.dumps(ANNOTATIONS).encode())
    assert json.loads(encode(value)) == ANNOTATIONS


def test_odd_names():
    data = {name: f"value of {name}" for name in ODD}
    value = decode(models.Odd, json.dumps(data).encode())
    assert json.loads(encode(value)) == data
    names = list(models.Odd.__annotations__)
    assert len(names) == len(ODD) and all(name.isidentifier() for name in names)
    made = models.Odd(**{name: "x" for name in names})
    assert json.loads(encode(made)) == {name: "x" for name in ODD}


def test_property_named_like_the_additional_properties():
    data = {"additional_properties": "x", "self": "y", "class": "z", "more": 1}
    value = decode(models.Open, json.dumps(data).encode())
    assert value.additional_properties == {"more": 1}
    assert json.loads(encode(value)) == data
