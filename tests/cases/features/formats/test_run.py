import datetime
import decimal
import uuid

import loop
from api import models
from api._runtime.client.codec import decode, encode
from api.operations import default as operations

DATA = (
    b'{"when":"2024-01-02T03:04:05.678Z","day":"2024-01-02","at":"03:04:05Z",'
    b'"took":"P1Y2M3DT4H","id":"123e4567-e89b-42d3-a456-426614174000","bytes":"//4=",'
    b'"encoded":"aGk=","url64":"_-4","price":12.30,"amount":"12.30","small":1,'
    b'"large":9223372036854775807,"huge":123456789012345678901234567890,"float":0.5,'
    b'"double":0.25,"whole":5,"uri":"http://x/","email":"a@b.c","own":"x","password":"p"}'
)


def test_types():
    value = decode(models.Formats, DATA)
    assert value.when == datetime.datetime(2024, 1, 2, 3, 4, 5, 678000, datetime.UTC)
    assert value.day == datetime.date(2024, 1, 2)
    assert value.at == datetime.time(3, 4, 5, tzinfo=datetime.UTC)
    assert value.took == "P1Y2M3DT4H"
    assert value.id == uuid.UUID("123e4567-e89b-42d3-a456-426614174000")
    assert (value.bytes, value.encoded) == (b"\xff\xfe", b"hi")
    assert value.price == decimal.Decimal("12.30")
    assert value.amount in ("12.30", decimal.Decimal("12.30"))
    assert value.huge == 123456789012345678901234567890


def test_formats_round_trip():
    wanted = DATA.replace(b".678Z", b".678000Z")
    assert encode(decode(models.Formats, DATA)) == wanted


def test_a_decimal_number_is_sent_as_a_number():
    value = models.Formats(price=decimal.Decimal("0.1"))
    assert encode(value) == b'{"price":0.1}'
    assert decode(models.Formats, encode(value)) == value


def test_parameters():
    given = dict(
        when=datetime.datetime(2024, 1, 2, tzinfo=datetime.UTC),
        id=uuid.UUID("123e4567-e89b-42d3-a456-426614174000"),
        price=decimal.Decimal("12.30"),
        took="P1M",
        data=b"\xff\xfe",
    )
    call = operations.x(**given)
    assert call.request().query == (
        "when=2024-01-02T00%3A00%3A00Z&id=123e4567-e89b-42d3-a456-426614174000"
        "&price=12.30&took=P1M&data=%2F%2F4%3D"
    )
    request = loop.asked(call)
    assert {name: getattr(request, name) for name in given} == given
