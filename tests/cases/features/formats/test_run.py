import datetime
import decimal
import uuid

import loop
import pytest
from api import Base64Url, errors, models
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
    assert (type(value.url64), value.url64) == (Base64Url, b"\xff\xee")
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


def test_base64url_is_bytes_in_all_places():
    hi = Base64Url(b"hi\xff\xff")
    call = operations.key(key=hi, also=[hi, Base64Url(b"")], x_key=hi)
    request = loop.asked(call)
    assert (call.request().path, call.request().query) == (
        "/keys/aGn__w",
        "also=aGn__w&also=",
    )
    assert (request.key, request.also, request.x_key) == (hi, [hi, b""], hi)


def test_base64url_in_bodies():
    hi = Base64Url(b"hi")
    body = models.Key(raw=hi, listed=[hi, hi], some=hi)
    for media_type, text in (
        (
            "application/x-www-form-urlencoded",
            b"raw=aGk&listed=aGk&listed=aGk&some=aGk",
        ),
        ("application/json", b'{"raw":"aGk","listed":["aGk","aGk"],"some":"aGk"}'),
        ("multipart/form-data", None),  # a file, as base64 is
    ):
        call = operations.add(key=hi, body=body, content_type=media_type)
        assert text in (None, call.request().content)
        assert loop.asked(call).body == body


def test_base64url_in_a_union_a_map_and_null():
    text = b'{"named":{"a":"aGk"},"some":null,"either":"aGk"}'
    value = decode(models.Key, text)
    assert value == models.Key(
        named={"a": Base64Url(b"hi")}, some=None, either=Base64Url(b"hi")
    )
    assert encode(value) == text
    assert decode(models.Key, b'{"either":1}').either == 1


def test_base64url_is_sent_as_it_was_read():
    text = b'{"raw":"aGk=","listed":["aGk"]}'
    value = decode(models.Key, text)
    assert (value.raw, value.listed) == (b"hi", [b"hi"])
    assert encode(value) == text


def test_plain_bytes_are_not_base64url():
    with pytest.raises(errors.ConfigurationError, match=r"`Key.raw`.*Base64Url"):
        operations.add(key=Base64Url(b"k"), body=models.Key(raw=b"hi")).request()
    with pytest.raises(errors.ConfigurationError, match=r"`key`.*Base64Url"):
        operations.key(key=b"hi").request()
