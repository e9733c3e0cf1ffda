import loop
from api.operations import default as operations


def test_members_of_an_exploded_object_are_not_those_of_others():
    asked = loop.asked(
        operations.search(size=1, created={"after": "x"}, sort={"created": "asc"})
    )
    assert (asked.size, asked.created) == (1, {"after": "x"})
    assert asked.sort.created == "asc"


def test_name_like_a_nested_property_of_another_parameter():
    asked = loop.asked(operations.search(created_by="me"))
    assert (asked.created, asked.created_by) == (None, "me")
    asked = loop.asked(operations.search(created={"after": "x"}, created_by="me"))
    assert (asked.created, asked.created_by) == ({"after": "x"}, "me")


def test_remaining_names_are_additional_properties():
    asked = loop.asked(
        operations.search(size=1, created={"a": "x"}, page={"from": "b"})
    )
    assert asked.page == {"from": "b"}


def test_a_text_is_itself_or_a_list_of_it():
    assert loop.asked(operations.search(ids="abc")).ids == "abc"
    assert loop.asked(operations.search(ids=["1234"])).ids == ["1234"]
    assert loop.asked(operations.search(ids=["1234", "5678"])).ids == ["1234", "5678"]
    for mixed in ("true", "1", 2):
        assert loop.asked(operations.search(mixed=mixed)).mixed == mixed
    assert loop.refused("GET", "/list?mixed=3")[0] == 400
