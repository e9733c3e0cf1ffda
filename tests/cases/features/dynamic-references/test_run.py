from typing import Any, get_type_hints

import loop
from api import models
from api._runtime.client.codec import decode, encode
from api.operations import default as operations


def test_one_place_to_lead_to():
    assert get_type_hints(models.Tree)["children"] == list[models.Tree] | None
    tree = decode(models.Tree, b'{"name":"a","children":[{"name":"b"}]}')
    assert tree.children == [models.Tree(name="b")]


def test_several_places_to_lead_to_are_any_value():
    assert get_type_hints(models.Page)["items"] == list[Any]
    page = {"items": [{"id": 1}], "total": 1}
    assert loop.asked(operations.post_page(body=page)).body.items == [{"id": 1}]


def test_the_nearest_recursive_anchor():
    data = b'{"all":[{"id":1},{"all":[]}]}'
    found = decode(models.Filter, data)
    assert found.all[1] == models.Filter(all=[])
    assert encode(found) == data


def test_without_an_anchor_it_is_the_component():
    assert decode(models.Chain, b'{"name":"a","next":{"name":"b"}}').next.name == "b"
