import json

import loop
from api import errors, models
from api._runtime.client.codec import decode, encode
from api.operations import default as operations
from api.server.handlers import default as handlers


def test_every_schema_has_a_name_of_its_own():
    names = [name for name in models.__all__]
    assert len(names) == len(set(names))
    assert all(name.isidentifier() for name in names)
    members = {
        tuple(getattr(models, n).__annotations__)
        for n in names
        if hasattr(getattr(models, n), "__annotations__")
    }
    assert {("b",), ("c",), ("d",), ("e",), ("f",)} <= members


def test_valid_class_name_is_unchanged():
    for name in ("Pet", "Error", "Client", "Call", "Response", "Json", "NotFoundError"):
        assert getattr(models, name).__annotations__ == {"a": "str | None"}, name


def test_schemas_named_like_modules_can_be_used():
    data = {
        "a": {"when": "2024-01-02T03:04:05Z"},
        "b": {"a": "x"},
        "c": {"a": "x"},
        "d": {"a": [1]},
        "e": {"a": "x"},
        "f": "a",
        "g": [{"a": 1}],
        "h": None,
        "i": "only",
        "inner": {"x": 1},
        "j": {"a": "x"},
        "k": {"a": None},
    }
    value = decode(models.Holder, json.dumps(data).encode())
    assert json.loads(encode(value)) == data
    assert loop.asked(operations.x(body=value)).body == value


def test_errors_are_errors():
    reply = handlers.X404(body=models.NotFoundError(a="x"))
    try:
        loop.answered(operations.x(body=models.Holder()), reply)
    except errors.NotFoundError as error:
        assert error.body == models.NotFoundError(a="x")
    else:
        raise AssertionError("404 is an error")
