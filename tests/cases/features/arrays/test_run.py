from api import models
from api._runtime.codec import decode, encode


def test_there_and_back():
    for type_, data in (
        (models.Matrix, b"[[1.5,2.0],[]]"),
        (models.Pair, b'["a",1]'),
        (models.Open, b'["a",1,2]'),
        (models.Anything, b'[1,"x",null]'),
        (models.Objects, b'[{"b":[{"c":"x"}]},{}]'),
    ):
        assert encode(decode(type_, data)) == data


def test_nested_objects_have_names():
    assert decode(models.Objects, b'[{"b":[{"c":"x"}]}]')[0].b[0].c == "x"
    assert models.Unique == list[models.Item]
