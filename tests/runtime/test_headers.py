"""Header fields: names in any case, several values, types."""

from __future__ import annotations

import datetime

import pytest

from trueup_runtime.client import Form, Headers, Model, OpenStrEnum, field


class Kind(OpenStrEnum):
    A = "a"


HEADERS = Headers(
    [
        ("X-Count", "7"),
        ("set-cookie", "a=1"),
        ("Set-Cookie", "b=2"),
        ("X-List", "1, 2"),
        ("X-Bad", "many"),
        ("X-Flag", "true"),
        ("X-Kind", "z"),
        ("X-When", "2020-01-02T00:00:00Z"),
        ("X-Map", "a=1,b=2"),
    ]
)


def test_names_are_in_any_case() -> None:
    assert HEADERS["x-cOUNT"] == "7"
    assert "X-COUNT" in HEADERS and "X-None" not in HEADERS
    assert HEADERS.get("X-None") is None
    assert HEADERS == Headers([(name.upper(), value) for name, value in HEADERS.raw])


def test_fields_of_one_name_are_joined_and_kept_apart() -> None:
    assert HEADERS["Set-Cookie"] == "a=1, b=2"
    assert HEADERS.get_list("set-cookie") == ("a=1", "b=2")
    assert len(HEADERS.raw) == 9


@pytest.mark.parametrize(
    ("name", "type", "value"),
    [
        ("X-Count", int, 7),
        ("X-Count", float, 7.0),
        ("X-Count", str, "7"),
        ("X-List", list[int], [1, 2]),
        ("X-Flag", bool, True),
        ("X-Kind", Kind, Kind("z")),
        (
            "X-When",
            datetime.datetime,
            datetime.datetime(2020, 1, 2, tzinfo=datetime.UTC),
        ),
        ("X-Count", int | None, 7),
        ("X-Count", int | str, 7),
        ("X-Flag", int | str, "true"),
        ("X-List", list[int | str], [1, 2]),
        ("X-Bad", int, None),
        ("X-None", int, None),
    ],
)
def test_values_have_types_and_none_is_no_such_value(
    name: str, type: object, value: object
) -> None:
    assert HEADERS.read(name, type) == value


class Deep(Model):
    words: list[str] | None = None
    counts: list[int] | None = None


def test_lists_in_members_are_json() -> None:
    headers = Headers([("X-Deep", 'counts,[7],words,["a"]')])
    assert headers.read("X-Deep", Deep) == Deep(words=["a"], counts=[7])


class Tree(Model):
    size: int | None = None
    left: Tree | None = None
    all: list[Tree] = field(default_factory=list)


def test_types_that_hold_themselves() -> None:
    headers = Headers([("X-Tree", 'size,1,left,{"size":2}')])
    assert headers.read("X-Tree", Tree) == Tree(size=1, left=Tree(size=2))
    form = Form(Tree)
    tree = Tree(size=1, all=[Tree(size=2, left=Tree(size=3))])
    assert form.read(form.write(tree).data) == tree


def test_exploded_members() -> None:
    assert HEADERS.read("X-Map", dict[str, int], explode=True) == {"a": 1, "b": 2}


def test_documents() -> None:
    headers = Headers([("X-Page", '{"a": 1}'), ("X-Bad", "{")])
    assert headers.read("X-Page", dict[str, int], media_type="a/b+json") == {"a": 1}
    assert headers.read("X-Bad", dict[str, int], media_type="a/b+json") is None
    assert headers.read("X-Bad", str, media_type="text/plain") == "{"
