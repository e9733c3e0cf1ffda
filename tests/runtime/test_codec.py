"""JSON to typed values and back: what msgspec alone would not do."""

from __future__ import annotations

import datetime
import decimal
import math
import uuid
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trueup_runtime.client import (
    ConfigurationError,
    DecodeError,
    Model,
    OpenModel,
    UnknownVariant,
    decode,
    encode,
    field,
    union,
)
from trueup_runtime.client.codec import convert, integral, to_builtins

UTC = datetime.UTC


class Leaf(Model, rename="camel"):
    some_count: int | None = None
    when: datetime.datetime | None = None


class Tree(Model):
    leaves: dict[str, list[Leaf]] = field(default_factory=dict)
    dotted: dict[str, dict[str, int]] | None = field(name="a.b", default=None)


class Loose(OpenModel[Leaf]):
    pass


@pytest.mark.parametrize(
    ("type", "text", "pointer"),
    [
        (
            Tree,
            b'{"leaves":{"ok":[],"x/y~z":[{},{"someCount":"1"}]}}',
            "/leaves/x~1y~0z/1/someCount",
        ),
        (
            Tree,
            b'{"a.b":{"fine":{"n":1},"not.fine":{"n":1,"m":[]}}}',
            "/a.b/not.fine/m",
        ),
        (Loose, b'{"a[0].b":{"someCount":true}}', "/a[0].b/someCount"),
        (list[int], b'[1,2,"3"]', "/2"),
        (int, b'"1"', ""),
        (Tree, b"[]", ""),
    ],
)
def test_faults_have_the_pointer_of_their_place(
    type: Any, text: bytes, pointer: str
) -> None:
    with pytest.raises(DecodeError) as caught:
        decode(type, text)
    assert caught.value.pointer == pointer


@pytest.mark.parametrize("text", [b"", b"{", b'{"a":1}x', b"\xff", b'"\xff"'])
def test_what_is_no_json_is_a_fault(text: bytes) -> None:
    with pytest.raises(DecodeError):
        decode(Any, text)


def test_message_about_malformed_json_keeps_its_name() -> None:
    with pytest.raises(DecodeError, match=r"^JSON is malformed"):
        decode(Any, b'{"a":NaN}')


def test_broken_json_after_a_wrong_type_is_a_fault_too() -> None:
    with pytest.raises(DecodeError):
        decode(Tree, b'{"leaves":1,')


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"1.0", 1),
        (b"-2e2", -200),
        (b"12345678901234567890123", 12345678901234567890123),
    ],
)
def test_whole_numbers_are_integers(text: bytes, value: int) -> None:
    assert decode(int, text) == value
    assert decode(Leaf, b'{"someCount":%s}' % text).some_count == value


def test_whole_numbers_do_not_depend_on_the_wording_of_msgspec(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = msgspec.convert

    def reworded(*arguments: Any, **options: Any) -> Any:
        try:
            return plain(*arguments, **options)
        except msgspec.ValidationError as error:
            raise msgspec.ValidationError("does not fit") from error.__cause__

    monkeypatch.setattr(msgspec, "convert", reworded)
    tree = {"leaves": {"a": [{"someCount": 2.0}]}}
    assert convert(Tree, tree).leaves["a"][0].some_count == 2
    either = union("Either", lambda: (Leaf, Tree))
    chosen = convert(list[either], [{"someCount": 2.0}, 1.5])
    assert chosen[0].some_count == 2 and isinstance(chosen[1], UnknownVariant)
    with pytest.raises(DecodeError) as caught:
        convert(Tree, {"leaves": 1.0})
    assert caught.value.pointer == ""


def test_values_without_whole_floats_are_not_copied() -> None:
    value = {"a": [1, 1.5, "1.0", None, {"b": (True,)}]}
    assert integral(value) is value
    assert integral({"a": [1.0]}) == {"a": [1]}


@pytest.mark.parametrize("text", [b"1.5", b'"1"', b"true", b"1e400"])
def test_value_that_is_not_a_whole_number_is_not_an_integer(text: bytes) -> None:
    with pytest.raises(DecodeError):
        decode(int, text)


def test_seven_fractional_digits_keep_microseconds() -> None:
    when = decode(datetime.datetime, b'"2020-01-01T00:00:00.1234567Z"')
    assert when.replace(microsecond=0) == datetime.datetime(2020, 1, 1, tzinfo=UTC)
    assert when.microsecond in (123456, 123457)


def test_a_time_without_an_offset_is_read() -> None:
    assert decode(datetime.datetime, b'"2020-01-01T00:00:00"') == datetime.datetime(
        2020, 1, 1
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (
            datetime.datetime(2020, 1, 2, 3, 4, 5, 600, tzinfo=UTC),
            b'"2020-01-02T03:04:05.000600Z"',
        ),
        (datetime.date(2020, 1, 2), b'"2020-01-02"'),
        (datetime.time(3, 4, 5), b'"03:04:05"'),
        (datetime.timedelta(days=1, seconds=2), b'"P1DT2S"'),
        (uuid.UUID(int=1), b'"00000000-0000-0000-0000-000000000001"'),
        (b"\x01\x02", b'"AQI="'),
        (decimal.Decimal("1.10"), b"1.10"),
    ],
)
def test_scalars_go_both_ways(value: Any, text: bytes) -> None:
    assert encode(value) == text
    assert decode(type(value), text) == value


def test_a_decimal_is_read_exactly_from_a_number() -> None:
    assert decode(decimal.Decimal, b"1.10000000000000000001") == decimal.Decimal(
        "1.10000000000000000001"
    )


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_without_a_text_are_refused(number: float) -> None:
    with pytest.raises(ConfigurationError):
        encode({"a": [None, number]})


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(ConfigurationError):
        encode({"a": object()})


def test_null_is_no_reason_to_refuse() -> None:
    assert encode({"a": None, "b": "null"}) == b'{"a":null,"b":"null"}'


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(JSON)
def test_any_json_round_trips(value: Any) -> None:
    assert decode(Any, encode(value)) == value
    assert to_builtins(value) == value


@given(st.dictionaries(st.text(), st.integers(), min_size=1), st.data())
def test_the_pointer_finds_the_fault_whatever_the_key(
    value: dict[str, Any], data: st.DataObject
) -> None:
    bad = data.draw(st.sampled_from(sorted(value)))
    value[bad] = "no integer"
    with pytest.raises(DecodeError) as caught:
        convert(dict[str, int], value)
    assert caught.value.pointer == "/" + bad.replace("~", "~0").replace("/", "~1")
