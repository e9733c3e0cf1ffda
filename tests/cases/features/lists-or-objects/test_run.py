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


def test_what_is_sent_is_received():
    for form in FORMS:
        for operation in (operations.pair, operations.part):
            assert loop.asked(operation(body=form)).body == form
