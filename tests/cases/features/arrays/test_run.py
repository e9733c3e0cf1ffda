import datetime
from typing import Any

import loop
import pytest
from api import models
from api._runtime.client import DecodeError
from api._runtime.client.codec import decode, encode
from api.operations import default as operations

POINT = (1.5, 2.0, None)


def test_arrays_round_trip():
    for type_, data in (
        (models.Matrix, b"[[1.5,2.0],[]]"),
        (models.Pair, b'["a",1]'),
        (models.Chain, b'["a",["b",null]]'),
        (models.Open, b'["a",1,2]'),
        (models.Either, b'["a",1]'),
        (models.Either, b"[[1.0]]"),
        (models.Labelled, b'[{"a":1},"2026-01-02"]'),
        (models.Anything, b'[1,"x",null]'),
        (models.Objects, b'[{"b":[{"c":"x"}]},{}]'),
    ):
        assert encode(decode(type_, data)) == data


def test_a_closed_list_is_a_tuple():
    assert models.Pair == tuple[str, int]
    assert models.Point == tuple[float, float, str | None]
    assert models.Labelled == tuple[models.Item, datetime.date]
    assert models.Cut == tuple[str]
    assert models.Narrowed == tuple[str, int]
    assert decode(models.Chain, b'["a",["b",null]]') == ("a", ("b", None))


def test_open_tuple_is_a_list_of_its_item_types():
    assert models.Open == list[str | int]
    assert models.Shorter == list[str | int]
    assert models.Longer == list[Any]
    assert models.Alike == list[str | None]
    assert models.Models == list[models.Item]


def test_decode_error_points_at_the_item():
    with pytest.raises(DecodeError, match="/from/2"):
        decode(models.Line, b'{"from":[1,2,3],"to":[1,2,"x"]}')
    with pytest.raises(DecodeError, match="/label/0/a"):
        decode(
            models.Line,
            b'{"from":[1,2,""],"to":[1,2,""],"label":[{"a":"x"},"2026-01-01"]}',
        )


def test_server_parses_arrays_of_the_client():
    line = models.Line(
        from_=POINT,
        to=(0.0, 0.0, "zero"),
        label=(models.Item(a=1), datetime.date(2026, 1, 2)),
    )
    point = (1.0, -0.5, "7")
    call = operations.post_pair(near=("1", 2), at=point, x_at=point, body=line)
    assert "near=1&near=2" in call.request().query
    asked = loop.asked(call)
    assert (asked.near, asked.at, asked.x_at) == (("1", 2), point, point)
    assert asked.body == line


def test_nested_objects_have_names():
    assert decode(models.Objects, b'[{"b":[{"c":"x"}]}]')[0].b[0].c == "x"
    assert models.Unique == list[models.Item]
