import json

import loop
from api import UNSET, models
from api._runtime.client.codec import decode, encode
from api.operations import default as operations


def test_values_of_each_type():
    for some, structured in ((b'"x"', b'{"a":1}'), (b"7", b"[1,2]"), (b"8", b'"text"')):
        for every in (b"null", b"1.5", b"true", b"[1]", b'{"x":null}'):
            data = b'{"some":%s,"structured":%s,"every":%s}' % (some, structured, every)
            assert json.loads(encode(decode(models.Holder, data))) == json.loads(data)
    assert decode(models.Structured, b'{"a":1}').a == 1


def test_null_next_to_a_type():
    data = b'{"some":1,"structured":[],"every":1,"null_":null,"list":[1,null]}'
    value = decode(models.Holder, data)
    assert (value.null, value.list, value.nothing) == (None, [1, None], UNSET)
    assert json.loads(encode(value)) == json.loads(data)


def test_implied_types():
    assert models.Implied(a=1).a == 1
    assert models.ImpliedList == list[str]


def test_a_parameter_of_two_types():
    assert loop.asked(operations.x(either=5)).either == 5
    assert loop.asked(operations.x(either="a")).either == "a"
