import datetime
import decimal
import uuid

from api import UnknownVariant, models
from api._runtime.client.codec import decode, encode


def there_and_back(type_, data):
    value = decode(type_, data)
    assert encode(value) == data
    return value


def test_by_members():
    assert there_and_back(models.ByMembers, b'{"a":1}') == models.A(a=1)
    assert there_and_back(models.ByMembers, b'{"b":1,"both":"x"}') == models.B(
        b=1, both="x"
    )
    assert there_and_back(models.ByMembers, b'{"c":1}') == models.Optional(c=1)
    assert there_and_back(models.Single, b'{"a":1}') == models.A(a=1)


def test_by_constants():
    assert there_and_back(models.ByConstants, b'{"type":"on","x":1}') == models.OnKind(
        x=1
    )
    assert there_and_back(models.ByConstants, b'{"type":"off"}') == models.OffKind()
    assert there_and_back(models.ByConstants, b'{"type":"new"}') == UnknownVariant(
        {"type": "new"}
    )


def test_by_types():
    for data, value in (
        (b'"x"', "x"),
        (b"1", 1),
        (b"true", True),
        (b'["x"]', ["x"]),
        (b'{"a":1}', models.A(a=1)),
    ):
        found = there_and_back(models.ByTypes, data)
        assert (type(found), found) == (type(value), value)
    assert there_and_back(models.Numbers, b"1.5") == 1.5
    assert there_and_back(models.Lists, b"[1]") == [1]
    assert there_and_back(models.Lists, b'["x"]') == ["x"]
    assert there_and_back(models.Mapped, b'{"x":1}') == {"x": 1}
    assert there_and_back(models.Mapped, b'{"a":1}') == models.A(a=1)


def test_by_formats():
    date = datetime.date(2024, 1, 2)
    assert there_and_back(models.Amount, b'"2024-01-02"') == date
    assert there_and_back(models.Amount, b"1.5") == decimal.Decimal("1.5")
    when = datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
    assert there_and_back(models.Formats, b'"2024-01-02T03:04:05Z"') == when
    assert there_and_back(models.Formats, b'"2024-01-02"') == datetime.date(2024, 1, 2)
    identity = "123e4567-e89b-42d3-a456-426614174000"
    assert there_and_back(models.Formats, f'"{identity}"'.encode()) == uuid.UUID(
        identity
    )
    assert there_and_back(models.Formats, b'"other"') == "other"


def test_known_values_next_to_any():
    assert there_and_back(models.Open, b'"open"') is models.Status.OPEN
    assert there_and_back(models.Open, b'"other"') == "other"


def test_with_members_next_to_it():
    value = there_and_back(models.Beside, b'{"id":"x","a":1}')
    assert (value.id, value.a) == ("x", 1)
    value = there_and_back(models.Two, b'{"z":2,"b":1}')
    assert (value.b, value.z) == (1, 2)


def test_a_union_that_only_asks_for_members():
    assert there_and_back(models.OneRequired, b'{"y":"1"}') == models.OneRequired(y="1")


def test_large_whole_numbers_stay_whole():
    assert there_and_back(models.Numbers, b"9223372036854775807") == 2**63 - 1
    assert there_and_back(models.Numbers, b"0.5") == 0.5


def test_value_that_no_variant_preserves_is_unchanged():
    value = there_and_back(models.Halves, b'{"p":"not a number","q":1}')
    assert value == UnknownVariant({"p": "not a number", "q": 1})
    assert there_and_back(models.Halves, b'{"r":1}').r == 1


def test_constants_next_to_any_number():
    assert there_and_back(models.Seconds, b"1.0") == 1
    assert there_and_back(models.Seconds, b"60.5") == 60.5
