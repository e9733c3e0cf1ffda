import loop
from api import UNSET, models
from api._runtime.codec import decode, encode
from api.operations import default as operations


def test_null_by_nullable():
    data = (
        b'{"positive":1,"maybe":null,"kind":null,"listed":null,"named":null,'
        b'"either":null,"list":[null]}'
    )
    value = decode(models.Old, data)
    assert encode(value) == data
    assert decode(models.Old, b'{"positive":1,"maybe":"x"}').named is UNSET
    assert models.Old.__annotations__["never"] == "str | None"


def test_exclusive_bounds():
    def told(body):
        status, text = loop.refused(
            "POST", "/x", content=body, content_type="application/json"
        )
        return status, text

    assert told(b'{"positive":1,"maybe":null,"below":9.9}')[0] == 501
    assert told(b'{"positive":0,"maybe":null}')[0] == 400
    assert told(b'{"positive":1,"maybe":null,"below":10}')[0] == 400
    assert told(b'{"positive":1}')[0] == 400


def test_null_reaches_the_server():
    value = models.Old(positive=1, maybe=None, listed=None, named=None)
    assert loop.asked(operations.x(body=value)).body == value
