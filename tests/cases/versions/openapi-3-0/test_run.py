import json
from importlib import resources
from typing import get_type_hints

import loop
from api import UNSET, models
from api._runtime.client.codec import decode, encode
from api.operations import default as operations
from api.server.handlers import default as handlers

JSON = {"content_type": "application/json"}


def status(target, body):
    return loop.refused("POST", target, content=json.dumps(body).encode(), **JSON)[0]


def test_nullable():
    thing = models.Thing(at=None, either=None, state=None, bytes=b"a", size=0.5)
    call = operations.put_thing(body=thing)
    assert json.loads(call.request().content) == {
        "at": None, "either": None, "state": None, "bytes": "YQ==", "size": 0.5,
    }  # fmt: skip
    assert loop.asked(call).body == thing
    assert loop.answered(call, handlers.PutThing200(body=thing)).data == thing
    assert status("/things", {"at": None}) == 400
    assert status("/things", {"at": None, "either": {"x": "y"}, "state": "off"}) == 501


def test_null_wherever_a_value_may_be():
    data = (
        b'{"maybe":null,"kind":null,"listed":null,"named":null,"either":null,'
        b'"list":[null]}'
    )
    value = decode(models.Old, data)
    assert encode(value) == data
    assert decode(models.Old, b'{"maybe":"x"}').named is UNSET
    assert models.Old.__annotations__["never"] == "str | None"
    assert loop.asked(operations.put_old(body=value)).body == value


def test_siblings_of_a_reference_are_not_looked_at():
    assert get_type_hints(models.Thing)["sibling"] == models.Other | None
    assert status("/things", {"at": None, "either": None, "sibling": None}) == 400


def test_boolean_bounds():
    thing = {"at": None, "either": None}
    assert status("/things?size=0", thing) == 400
    assert status("/things?size=9", thing) == 501
    assert status("/things", {**thing, "size": 0}) == 400
    assert status("/old", {"maybe": None, "below": 10}) == 400
    assert status("/old", {"maybe": None, "below": 9.9}) == 501
    schemas = json.loads((resources.files("api") / "schemas.json").read_text("utf-8"))
    assert schemas["$defs"]["Thing"]["properties"]["size"] == {
        "type": "number", "exclusiveMinimum": 0,
    }  # fmt: skip


def test_bytes():
    call = operations.put_file(body=b"\x00\xff")
    assert loop.asked(call).body == b"\x00\xff"
    assert loop.answered(call, handlers.PutFile200(body=b"\xff")).data == b"\xff"
