from typing import Any, get_type_hints

import loop
from api import models
from api._runtime.client.codec import decode, encode
from api.operations import default as operations


def test_one_place_to_lead_to():
    assert get_type_hints(models.Tree)["children"] == list[models.Tree] | None
    tree = decode(models.Tree, b'{"name":"a","children":[{"name":"b"}]}')
    assert tree.children == [models.Tree(name="b")]


def test_extended_schema_refers_to_its_extension():
    assert (
        get_type_hints(models.StrictTree)["children"] == list[models.StrictTree] | None
    )


def test_bound_reference_has_the_type_that_is_bound():
    assert get_type_hints(models.Users)["items"] == list[models.User]
    users = models.Users(items=[models.User(id=1)], total=1)
    assert loop.asked(operations.post_page(body=users)).body.items == users.items


def test_schema_with_bindings_of_its_own_keeps_them_inside_another():
    assert get_type_hints(models.User)["groups"] == models.Groups | None
    assert get_type_hints(models.Groups)["items"] == list[models.Group]
    assert get_type_hints(models.Group)["siblings"] == models.Groups | None


def test_unbound_reference_has_its_default():
    assert get_type_hints(models.Page)["items"] == list[Any]
    assert get_type_hints(models.Envelope)["error"] == Any


def test_binding_applies_to_schemas_between():
    assert get_type_hints(models.Names)["error"] is int
    assert get_type_hints(models.NamesPage)["items"] == list[str]
    assert get_type_hints(models.Numbers)["error"] is bool


def test_the_nearest_recursive_anchor():
    data = b'{"all":[{"id":1},{"all":[]}]}'
    found = decode(models.Filter, data)
    assert found.all[1] == models.Filter(all=[])
    assert encode(found) == data


def test_without_an_anchor_it_is_the_component():
    assert decode(models.Chain, b'{"name":"a","next":{"name":"b"}}').next.name == "b"
