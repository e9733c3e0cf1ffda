import datetime
import uuid

import loop
from api import models
from api.operations import default as operations
from api.server.handlers import default as handlers

NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
ID = uuid.UUID(int=7)
ALL = {
    "self": "s", "cls": "c", "model_config": "m", "additional_properties": "ap",
    "datetime": "2026-01-02T00:00:00Z", "later": "2026-01-02T00:00:00Z",
    "uuid": str(ID), "id": str(ID), "str": "st", "int": 1, "list": [1], "items": ["i"],
    "dict": {"d": 1}, "map": {"m": "m"}, "bool": True, "bytes": "YQ==", "raw": "Yg==",
    "builtins": "b", "Any": 1, "any": [2], "Literal": "x", "kind": "y", "UNSET": "u",
    "UnsetType": None, "None": "n", "class": "c", "import": "i", "field": "f",
    "constant": "z", "Model": "M", "Pet": {"x": "1"}, "pet": {"x": "2"},
    "PET": {"x": "3"}, "p-et": {"x": "4"}, "": "empty", "-": "minus", "+": "plus",
    "@id": "at", "1st": "first", "名": "name", "__struct_fields__": "sf",
    "__init__": "in", "__post_init__": "pi", "_private": "p", "property": "pr",
    "inner": {"inner": {"inner": "a"}},
}  # fmt: skip


def test_fields_with_awkward_names_survive_a_call():
    from api._runtime.client import codec

    sent = codec.convert(models.All, ALL)
    assert (sent.self, sent.datetime, sent.uuid) == ("s", NOW, ID)
    pets = (sent.pet_2.x, sent.pet.x, sent.pet_3.x, sent.p_et.x)
    assert pets == ("1", "2", "3", "4"), "the exact name wins, the others are numbered"
    assert (sent.class_, sent.minus, sent.名) == ("c", "minus", "name")
    call = operations.echo(body=sent)
    asked = loop.asked(call).body
    assert asked == sent
    assert codec.to_builtins(asked) == ALL
    assert loop.answered(call, handlers.Echo200(body=sent)).data == sent


def test_a_member_called_like_the_mapping_of_the_others():
    sent = models.Open(additional_properties_=1, additional_properties={"x": 2})
    assert loop.asked(operations.form(body=sent)).body == sent
