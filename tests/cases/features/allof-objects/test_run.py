import inspect

from api import models
from api._runtime.client.codec import decode, encode


def fields(cls):
    return dict(cls.__annotations__)


def there_and_back(cls, data):
    value = decode(cls, data)
    assert encode(value) == data
    return value


def test_members_come_together_in_order():
    assert list(fields(models.Both)) == ["name", "age", "note"]
    assert list(fields(models.Deep)) == ["name", "age", "note", "inner"]
    value = there_and_back(models.Deep, b'{"name":"a","age":3,"inner":0.5}')
    assert (value.name, value.age, value.inner) == ("a", 3, 0.5)


def test_properties_next_to_allof():
    assert there_and_back(models.Beside, b'{"name":"a","own":true}').own is True


def test_property_repeated_in_allof_is_narrowed():
    assert fields(models.Narrowed) == {"age": "int", "note": "str"}
    source = inspect.getsource(models.Narrowed)
    assert "Full years." in source


def test_a_remark_makes_no_class():
    assert models.Remark is models.Named
    assert fields(models.Holder)["who"] == "Named | None"
    assert fields(models.Holder)["both"] == "HolderBoth | None"
    assert fields(models.HolderBoth) == {"name": "str", "more": "str | None"}
    assert "Deprecated." in inspect.getsource(models.Siblings)
