import pytest
from api import UnknownVariant, errors, models
from api._runtime.client.codec import decode, encode


def test_every_value_has_a_member_of_its_own():
    values = ["a", "A", "a ", "", "-", "+", "1", "1.5", "class", "None", "mro"]
    values += ["name", "value", "a-b", "a_b", "é", "\n", "x y"]
    assert [member.value for member in models.Text] == values
    assert len(models.Text.__members__) == len(values)
    assert all(name.isidentifier() for name in models.Text.__members__)
    assert [member.value for member in models.Whole] == [1, -1, 0, 200]


def test_unknown_values_are_preserved():
    for cls, data in ((models.Text, b'"new"'), (models.Whole, b"17")):
        value = decode(cls, data)
        assert not value.is_known
        assert encode(value) == data


def test_names_and_remarks_by_extension():
    assert list(models.Named.__members__) == ["LOW", "HIGH"]
    assert list(models.Annotated.__members__) == ["TEN", "TWENTY"]


def test_inside_of_others():
    data = b'{"text":"x y","nullable":null,"mixed":1,"inline":"q","many":["r","t"],"map":{"a":200}}'
    value = decode(models.Holder, data)
    assert value.text is models.Text.X_Y
    assert value.inline is models.HolderInline.Q
    assert encode(value) == data
    for mixed in (b"true", b'"a"', b"1", b"null"):
        data = b'{"text":"a","nullable":"b","mixed":' + mixed + b"}"
        assert encode(decode(models.Holder, data)) == data


def test_other_kinds_are_literals():
    assert encode(decode(models.Number, b"0.5")) == b"0.5"
    assert decode(models.Flag, b"true") is True
    assert decode(models.Both, b"false") is False
    for data in (b'"a"', b"1.0", b"1.5", b"true"):
        assert encode(decode(models.Every, data)) == data
    for data in (b"1", b"true", b'"\'\\"\\\\"', b'"2024-01-01"', b"[]"):
        assert encode(decode(models.Told, data)) == data
    assert encode(decode(models.Structures, b'{"a":1}')) == b'{"a":1}'


def test_more_than_64_bits_are_integers():
    for data in (b"9223372036854775808", b"-9223372036854775809", b"2"):
        assert encode(decode(models.Wide, data)) == data
    data = b'{"one":100000000000000000000}'
    assert encode(decode(models.Wider, data)) == data


def test_unknown_values_of_literals_are_preserved():
    data = b'{"kind":"new","mixed":2,"flag":false,"many":[7]}'
    assert encode(decode(models.Inline, data)) == data
    assert decode(models.Mixed, b'"b"') == "b"
    assert encode(models.Inline()) == b'{"kind":"only"}'


def test_constants_stay_closed():
    with pytest.raises(errors.DecodeError):
        decode(models.Constant, b'{"kind":"new"}')


def test_values_that_select_a_variant_stay_closed():
    data = b'{"kind":"only","either":{"side":"right","same":"t"}}'
    value = decode(models.Inline, data)
    assert isinstance(value.either, models.Right)
    assert encode(value) == data
    value = decode(models.Inline, b'{"kind":"only","either":{"side":"up"}}')
    assert value.either == UnknownVariant({"side": "up"})
