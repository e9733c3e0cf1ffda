import loop
from api import models
from api.operations import default as operations

POINT = models.Point(x=1, y=2)


def asked(**arguments):
    return loop.asked(operations.find(**{"place": "here", "spread": 3, **arguments}))


def test_scalars():
    request = asked(created=5, x_at=True, joined="a", open="b")
    assert (request.place, request.spread) == ("here", 3)
    assert (request.created, request.x_at) == (5, True)
    assert (request.joined, request.open) == ("a", "b")
    assert asked(place="a,b,c").place == "a,b,c"
    assert asked(joined=1.5).joined == 1.5
    assert asked(place="a b,c").place == "a b,c"


def test_objects():
    range_ = models.Range(gt=1, lt=2)
    request = asked(place=POINT, spread=POINT, created=range_, x_at=POINT, joined=POINT)
    assert request.place == request.spread == request.x_at == request.joined == POINT
    assert request.created == range_
    assert asked(open={"a": 1, "b": 2}).open == {"a": 1, "b": 2}


def test_nothing():
    request = asked()
    assert request.created is request.x_at is request.joined is request.open is None


def test_a_text_where_a_list_is_deep():
    assert loop.asked(operations.shapes(ids="a,b")).ids == "a,b"
    assert loop.asked(operations.shapes(ids=["a", "b"])).ids == ["a", "b"]


def test_members_next_to_a_tag():
    circle = models.Circle(kind="Circle", radius=2)
    for shape in (circle, models.Square(kind="Square", side=3)):
        assert loop.asked(operations.shapes(shape=shape)).shape == shape


def test_members_of_one_name_and_several_types():
    for at in (
        models.Numbered(number=1, key=2),
        models.Named(name="a", key="b"),
        models.Named(name="a", key="2"),
    ):
        assert loop.asked(operations.either(at=at)).at == at


def test_a_scalar_next_to_a_list_of_others():
    assert loop.asked(operations.either(flag=True)).flag is True
    assert loop.asked(operations.either(flag=[1, 2])).flag == [1, 2]
