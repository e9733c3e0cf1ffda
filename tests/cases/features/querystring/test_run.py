import loop
from api import models
from api.operations import default as operations

SEARCH = models.Search(q="a b&c", size=3, tags=["x", "y"])


def test_form():
    call = operations.form(query=SEARCH)
    assert call.request().query == "q=a%20b%26c&size=3&tags=x&tags=y"
    assert loop.asked(call).query == SEARCH


def test_json():
    call = operations.json(query=SEARCH)
    assert call.request().query.startswith("%7B%22q%22%3A%22a%20b%26c%22%2C")
    assert loop.asked(call).query == SEARCH


def test_text():
    call = operations.text(query="a=b c")
    assert call.request().query == "a%3Db%20c"
    assert loop.asked(call).query == "a=b c"
