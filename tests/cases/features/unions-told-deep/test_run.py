import datetime

from api import models
from api._runtime.client import codec


def read(type_, value):
    read = codec.convert(type_, value)
    assert codec.to_builtins(read) == value
    return read


def test_union_is_decided_by_the_type_of_a_nested_value():
    first = read(models.Portfolio, {"assets": [{"returns": [0.5]}]})
    assert first.assets == [models.Returns(returns=[0.5])]
    assert read(models.Portfolio, {"assets": 2}).assets == 2
    found = read(models.Portfolio, {"assets": [{"since": "2026-11-22"}]})
    assert found.assets == [models.Since(since=datetime.date(2026, 11, 22))]
    found = read(models.Portfolio, {"assets": [{"since": "yesterday"}]})
    assert found.assets == [models.Named(since="yesterday")]


def test_items_tell():
    assert read(models.Lists, [{"b": 1}])[0].b == 1
