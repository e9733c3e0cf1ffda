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


def test_members_have_their_own_styles():
    query = models.StyledQuery(
        tags=["a", "b c"],
        at=models.StyledQueryAt(x=1),
        document=models.StyledQueryDocument(x=2),
    )
    call = operations.styled(query=query)
    text = "tags=a%7Cb%20c&at%5Bx%5D=1&document=%7B%22x%22%3A2%7D"
    assert call.request().query == text
    assert loop.asked(call).query == query
