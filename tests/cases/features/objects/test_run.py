import datetime

from api import models
from api._runtime.client.codec import decode, encode


def there_and_back(type_, data):
    value = decode(type_, data)
    assert encode(value) == data
    return value


def test_additional_properties_are_preserved_if_declared():
    value = there_and_back(models.OpenToAll, b'{"x":[1],"a-b":1,"when":"2024-01-02"}')
    assert (value.a_b, value.when) == (1, datetime.date(2024, 1, 2))
    assert value.additional_properties == {"x": [1]}
    value = there_and_back(
        models.OpenToItems, b'{"z":{"a":2},"first":{"a":1},"none":null}'
    )
    assert value.first == models.Item(a=1)
    assert value.additional_properties == {"z": models.Item(a=2)}
    value = models.OpenToItems(
        first=None, additional_properties={"q": models.Item(a=3)}
    )
    assert encode(value) == b'{"q":{"a":3}}'


def test_further_members_may_be_of_the_same_class():
    value = there_and_back(models.OpenToItself, b'{"x":[{"a":2}],"a":1}')
    inner = models.OpenToItself(a=2, additional_properties={})
    assert value.additional_properties == {"x": [inner]}


def test_further_members_are_ignored_where_they_are_not():
    assert decode(models.Plain, b'{"a":1,"new":2}') == models.Plain(a=1)
    assert decode(models.Closed, b'{"a":1,"new":2}') == models.Closed(a=1)


def test_maps():
    assert there_and_back(models.Map, b'{"x":{"a":1}}') == {"x": models.Item(a=1)}
    there_and_back(models.MapOfMaps, b'{"x":{"y":[1,2]}}')
    there_and_back(models.Free, b'{"x":null}')
    assert there_and_back(models.Nothing, b"{}") == {}
    assert there_and_back(models.Names, b'{"ab":"c"}') == {"ab": "c"}


def test_patterns():
    assert there_and_back(models.Patterns, b'{"x-a":1}') == {"x-a": 1}
    value = there_and_back(models.PatternsBeside, b'{"x-a":1,"a":"b"}')
    assert (value.a, value.additional_properties) == ("b", {"x-a": 1})
    there_and_back(models.Mixed, b'{"x-a":1,"y-a":"b"}')


def test_undescribed_members():
    there_and_back(models.Undescribed, b'{"a":1,"ghost":{"x":1}}')


def test_further_members_of_a_class_that_is_defined_later():
    data = b'{"a":1,"c":{"b":2,"d":[{"b":3}]},"e":"a"}'
    early = decode(models.Early, data)
    late = early.additional_properties["c"]
    assert isinstance(late, models.Late)
    assert late.additional_properties["d"] == [models.Late(b=3)]
    assert encode(early) == b'{"c":{"d":[{"b":3}],"b":2},"e":"a","a":1}'
