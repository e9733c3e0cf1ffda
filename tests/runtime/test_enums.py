"""Enumerations that outlive their description."""

from __future__ import annotations

import copy
import pickle

import pytest

from trueup_runtime.client import DecodeError, OpenIntEnum, OpenStrEnum, decode, encode


class Status(OpenStrEnum):
    RUNNING = "running"
    DONE = "done"


class Level(OpenIntEnum):
    LOW = 1


def test_unknown_values_round_trip() -> None:
    text = b'["running","paused"]'
    assert encode(decode(list[Status], text)) == text
    assert encode(decode(list[Level], b"[1,7]")) == b"[1,7]"
    assert encode(decode(dict[Status, int], b'{"paused":1}')) == b'{"paused":1}'


def test_unknown_values_are_no_members() -> None:
    assert (Status("paused").is_known, Status("done").is_known) == (False, True)
    assert (Level(7).is_known, Level(1).is_known) == (False, True)
    assert list(Status) == [Status.RUNNING, Status.DONE]


def test_the_name_of_a_member_is_not_taken_for_its_value() -> None:
    assert not Status("DONE").is_known


def test_values_compare_hash_and_print_as_what_they_are() -> None:
    assert Status("paused") == Status("paused") == "paused"
    assert {Status("paused"), "paused"} == {"paused"}
    assert (str(Status.DONE), f"{Status('paused')}", f"{Level(7):03}") == (
        "done",
        "paused",
        "007",
    )


@pytest.mark.parametrize("value", [Status("paused"), Status.DONE, Level(7)])
def test_values_survive_pickle_and_copies(value: Status | Level) -> None:
    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.deepcopy(value) == value


def test_another_type_is_no_unknown_value() -> None:
    with pytest.raises(DecodeError):
        decode(Status, b"1")
    with pytest.raises(DecodeError):
        decode(Level, b'"1"')
    with pytest.raises(ValueError):
        Level("x")


def test_a_whole_float_is_an_integer_value() -> None:
    assert decode(Level, b"1.0") is Level.LOW
