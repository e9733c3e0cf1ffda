import loop
from api import models
from api._runtime.client.codec import decode, encode
from api.operations import default as operations


def test_constants_are_filled_in_and_sent():
    value = models.Constants(half=0.5, none=None, list=[1, 2], map={"a": 1})
    assert (value.text, value.number, value.flag, value.single) == (
        'a"b\\c',
        7,
        False,
        "only",
    )
    data = encode(value)
    assert data == (
        b'{"text":"a\\"b\\\\c","number":7,"flag":false,"none":null,"half":0.5,'
        b'"list":[1,2],"map":{"a":1},"single":"only"}'
    )
    assert decode(models.Constants, data) == value


def test_constant_parameters_are_not_arguments():
    request = operations.x().request()
    assert request.query == "version=2024-01-01&flag=true"
    assert request.headers["X-Mode"] == "fast"
    assert loop.asked(operations.x(maybe=5)).maybe == 5


def test_not_says_nothing_about_the_type():
    assert decode(models.NotText, b"[1]") == [1]
    assert decode(models.Always, b'{"x":1}') == {"x": 1}
