import loop
from api import ApiKey, models
from api.operations import default as operations

KEY = ApiKey("k&l")
SEARCH = models.Search(q="a b&c", size=3)


def test_api_key_is_not_part_of_the_query_string():
    for operation in (operations.form, operations.json):
        assert loop.asked(operation(query=SEARCH), auth=KEY).query == SEARCH
    assert loop.asked(operations.text(query="a=b c"), auth=KEY).query == "a=b c"


def test_api_key_alone_is_not_a_query_string():
    assert loop.asked(operations.json(), auth=KEY).query is None
    assert loop.asked(operations.text(), auth=KEY).query is None


def test_api_key_is_not_an_additional_property():
    request = loop.asked(operations.open(labels={"a": 1}, limit=2), auth=KEY)
    assert (request.labels, request.limit) == ({"a": 1}, 2)
    assert loop.asked(operations.open(limit=2), auth=KEY).labels is None
