import loop
from api import ApiKey, models
from api.operations import default as operations

KEY = ApiKey("k&l")
SEARCH = models.Search(q="a b&c", size=3)


def test_a_key_is_no_part_of_the_query():
    for operation in (operations.form, operations.json):
        assert loop.asked(operation(query=SEARCH), auth=KEY).query == SEARCH
    assert loop.asked(operations.text(query="a=b c"), auth=KEY).query == "a=b c"


def test_a_key_alone_is_no_query():
    assert loop.asked(operations.json(), auth=KEY).query is None
    assert loop.asked(operations.text(), auth=KEY).query is None


def test_a_key_is_no_member_of_an_open_object():
    request = loop.asked(operations.open(labels={"a": 1}, limit=2), auth=KEY)
    assert (request.labels, request.limit) == ({"a": 1}, 2)
    assert loop.asked(operations.open(limit=2), auth=KEY).labels is None
