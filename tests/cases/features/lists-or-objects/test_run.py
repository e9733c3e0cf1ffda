import loop
from api import models
from api.operations import default as operations

POINT = models.Point(x=1)
FORMS = [
    models.Form(one=["a", "b"], other=[1, 2]),
    models.Form(one=["a"], other=[1]),
    models.Form(one=["{"], other=POINT),
    models.Form(one=POINT, other=POINT),
    models.Form(rows=[[["a"]], [["b", "c"], []]]),
    models.Form(rows=[[["a"]]]),
    models.Form(pair=("x", 1)),
]


def test_values_round_trip():
    for form in FORMS:
        for operation in (operations.pair, operations.part):
            assert loop.asked(operation(body=form)).body == form


def test_pattern_properties_have_the_type_of_the_pattern():
    form = {"x-a": {"x": 1}}
    assert loop.asked(operations.patterned(body=form)).body == {"x-a": POINT}
