import inspect

import loop
from api import UNSET, models
from api._runtime.client.codec import decode, encode
from api.operations import default as operations


def test_nothing_is_made_up():
    value = decode(models.Defaults, b'{"flag":true}')
    assert value == models.Defaults(flag=True)
    assert (value.text, value.number, value.none, value.nested) == (
        None,
        None,
        UNSET,
        None,
    )
    assert encode(value) == b'{"flag":true}'


def test_argument_equal_to_the_default_is_sent():
    data = (
        b'{"flag":false,"text":"a \\"quoted\\" \\\\ text","number":1.5,"none":null,'
        b'"list":[1,2],"map":{"a":1},"kind":"b","nested":{"x":0}}'
    )
    value = decode(models.Defaults, data)
    assert sorted(encode(value)) == sorted(data)


def test_defaults_are_documented():
    source = inspect.getsource(models.Defaults)
    assert "Default: [1, 2]." in source and 'Default: "b".' in source


def test_parameters():
    assert operations.x().request().query == ""
    assert "Default: 20." in operations.x.__doc__
    request = loop.asked(operations.x())
    assert (request.size, request.order, request.tags) == (20, "up", ["a"])
