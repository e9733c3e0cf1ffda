import loop
from api import models
from api.operations import default as operations


def test_names_are_made_of_letters_and_digits():
    inner = models.FooBar(x="a")
    assert models.AB(y=inner).y == inner
    assert models.ABModel(y=1).y == 1
    assert models.Ünï.A == "a"
    assert loop.asked(operations.get_a(page_size=3)).page_size == 3
    body = operations.post_a(body=models.AB(y=inner)).request().content
    assert body == b'{"y":{"x":"a"}}'
