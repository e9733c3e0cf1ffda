from api import UnknownVariant, models
from api._runtime.client import DecodeError
from api._runtime.client.codec import decode, encode
from pytest import raises


def test_mapping_by_name_and_uri():
    for union in (models.ByName, models.ByUri):
        assert decode(union, b'{"kind":"c","lives":9}') == models.Cat(kind="c", lives=9)
        assert decode(union, b'{"kind":"d"}') == models.Dog(kind="d")
    assert decode(models.ByName, b'{"kind":"hound"}') == models.Dog(kind="hound")


def test_names_of_schemas_where_nothing_is_mapped():
    assert decode(models.Implicit, b'{"kind":"Cat"}') == models.Cat(kind="Cat")
    assert decode(models.Implicit, b'{"kind":"Dog"}') == models.Dog(kind="Dog")
    assert decode(models.Implicit, b'{"kind":"bird","wings":2}') == models.Bird(wings=2)


def test_default_mapping_selects_values_that_are_not_mapped():
    assert decode(models.Default, b'{"kind":"c"}') == models.Cat(kind="c")
    assert decode(models.Default, b'{"kind":"x"}') == models.Dog(kind="x")


def test_unions_nest():
    assert decode(models.Nested, b'{"kind":"hound"}') == models.Dog(kind="hound")
    assert decode(models.Nested, b'{"kind":"bird"}') == models.Bird()


def test_unknown_discriminator_value_is_preserved():
    data = b'{"kind":"new","x":[1]}'
    value = decode(models.ByName, data)
    assert value == UnknownVariant({"kind": "new", "x": [1]})
    assert encode(value) == data


def test_value_must_be_valid_for_the_selected_variant():
    with raises(DecodeError, match="/lives"):
        decode(models.ByName, b'{"kind":"c","lives":"x"}')


def test_inside_of_others():
    data = (
        b'{"pet":{"kind":"c"},"pets":[{"kind":"d","tricks":["sit"]}],'
        b'"named":{"a":{"kind":"bird"}},"maybe":null}'
    )
    value = decode(models.Holder, data)
    assert value == models.Holder(
        pet=models.Cat(kind="c"),
        pets=[models.Dog(kind="d", tricks=["sit"])],
        named={"a": models.Bird()},
        maybe=None,
    )
    assert encode(value) == data


def test_a_tag_that_is_a_number():
    assert decode(models.Numbered, b'{"version":2,"a":"x"}') == models.Two(a="x")
    assert encode(models.One()) == b'{"version":1}'
