import pytest
from api import UnknownVariant, errors, models
from api._runtime.client.codec import decode, encode
from api.operations import default as operations


def sent(call):
    return call.request().content


def test_the_value_need_not_be_passed():
    assert sent(operations.put_circle(body=models.Circle(r=1))) == (
        b'{"shapeType":"circle","r":1}'
    )
    parts = [models.Square(side=1), models.Tile(side=2)]
    assert sent(operations.post_parts(body=parts)) == (
        b'[{"@type":"Square","side":1},{"@type":"Tile","side":2}]'
    )
    assert sent(operations.put_pet(body=models.Cat())) == b'{"kind":"cat"}'
    dog = models.Dog(name="Rex", additional_properties={"age": 3})
    assert sent(operations.put_pet(body=dog)) == b'{"age":3,"kind":"dog","name":"Rex"}'


def test_another_value_is_refused():
    circle = models.Circle(shape_type="group", r=1)
    inside = models.Group(shapes=[models.Group(shapes=[circle])])
    for call in (
        operations.put_circle(body=circle),
        operations.put_shape(body=inside),
        operations.post_parts(body=[models.Square(), models.Tile(type="Square")]),
        operations.put_pet(body=models.Dog(kind="cat")),
    ):
        with pytest.raises(errors.ConfigurationError, match=r"must be '\w+', got"):
            call.request()


def test_several_values_have_to_be_passed():
    assert sent(operations.put_pet(body=models.Bird(kind="parrot"))) == (
        b'{"kind":"parrot"}'
    )
    with pytest.raises(TypeError):
        models.Bird()


def test_a_value_without_the_discriminator_is_not_guessed():
    assert decode(models.Part, b'{"side":1}') == models.PartBase()
    assert decode(models.Pet, b'{"name":"Rex"}') == UnknownVariant({"name": "Rex"})


def test_an_unknown_value_is_of_the_base_class():
    data = b'{"shapeType":"line"}'
    assert decode(models.Shape, data) == models.ShapeBase(shape_type="line")
    assert encode(decode(models.Shape, data)) == data
