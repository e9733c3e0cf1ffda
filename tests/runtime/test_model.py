"""Models: what is sent, what is not, and members beside the declared ones."""

from __future__ import annotations

import copy
import pickle
from typing import Any, Literal

import msgspec
import pytest

from trueup_runtime.client import (
    UNSET,
    DecodeError,
    Model,
    OpenModel,
    UnsetType,
    constant,
    decode,
    encode,
    field,
)


class Job(Model, rename="camel"):
    kind: Literal["import"] = constant("import")
    blob_uri: str
    status: str | None = None
    note: str | UnsetType | None = UNSET
    job_id: str | None = field(name="x-job-id", default=None)


class Labels(OpenModel["Job | None"], rename="camel"):
    kind: Literal["labels"] = constant("labels")
    first_one: str
    plain: int | None = None
    x_y: str | None = field(name="x-y", default=None)
    many: list[str] = field(default_factory=list)


class Holder(Model):
    one: Labels | None = None
    several: list[Labels] = field(default_factory=list)
    named: dict[str, Labels] = field(default_factory=dict)


def test_required_members_may_follow_optional_ones_and_are_keyword_only() -> None:
    assert Job(blob_uri="a").blob_uri == "a"
    with pytest.raises(TypeError):
        Job("a")  # type: ignore[call-arg,arg-type]  # the mistake that is tested


def test_a_constant_is_sent_and_none_is_not() -> None:
    assert encode(Job(blob_uri="a")) == b'{"kind":"import","blobUri":"a"}'


def test_null_is_sent_where_it_differs_from_absent() -> None:
    assert b'"note":null' in encode(Job(blob_uri="a", note=None))


def test_explicit_wire_names_go_both_ways() -> None:
    job = decode(Job, b'{"kind":"import","blobUri":"a","x-job-id":"7","unknown":1}')
    assert job.job_id == "7"
    assert b'"x-job-id":"7"' in encode(job)


def test_an_open_model_keeps_what_is_not_declared() -> None:
    text = b'{"kind":"labels","firstOne":"a","x-y":"b","j":{"kind":"import","blobUri":"c"},"n":null}'
    labels = decode(Labels, text)
    assert (labels.first_one, labels.x_y, labels.plain, labels.many) == (
        "a",
        "b",
        None,
        [],
    )
    assert labels.additional_properties == {"j": Job(blob_uri="c"), "n": None}
    assert msgspec.json.decode(encode(labels)) == msgspec.json.decode(text)


def test_an_open_model_is_built_by_keyword_and_compares_by_value() -> None:
    labels = Labels(first_one="a", additional_properties={"n": None})
    assert labels == Labels(first_one="a", additional_properties={"n": None})
    assert labels != Labels(first_one="a")
    assert Labels(first_one="a").additional_properties == {}
    assert "first_one='a'" in repr(labels)
    assert copy.deepcopy(labels) == labels
    assert pickle.loads(pickle.dumps(labels)) == labels


def test_defaults_of_open_models_are_not_shared() -> None:
    one, other = Labels(first_one="a"), Labels(first_one="b")
    one.many.append("x")
    one.additional_properties["n"] = None
    assert (other.many, other.additional_properties) == ([], {})


def test_an_open_model_refuses_wrong_arguments() -> None:
    with pytest.raises(TypeError, match="first_one"):
        Labels()  # type: ignore[call-arg]  # likewise
    with pytest.raises(TypeError, match="other"):
        Labels(first_one="a", other=1)  # type: ignore[call-arg]  # likewise


def test_open_models_nest() -> None:
    text = b'{"one":{"kind":"labels","firstOne":"a"},"several":[{"kind":"labels","firstOne":"b"}],"named":{"k":{"kind":"labels","firstOne":"c"}}}'
    holder = decode(Holder, text)
    assert holder.named["k"].first_one == "c"
    assert encode(holder) == text


def test_faults_in_further_members_have_a_pointer() -> None:
    with pytest.raises(DecodeError) as caught:
        decode(
            Holder, b'{"several":[{"firstOne":"a","j":{"kind":"import","blobUri":1}}]}'
        )
    assert caught.value.pointer == "/several/0/j/blobUri"


class Base(OpenModel[int]):
    a: int


class Derived(Base):
    b: int


def test_open_models_derive() -> None:
    derived = decode(Derived, b'{"a":1,"b":2,"c":3}')
    assert (derived.a, derived.b, derived.additional_properties) == (1, 2, {"c": 3})


def test_a_name_that_no_struct_can_have_is_a_member_all_the_same() -> None:
    text = b'{"a\\"b":1,"c\\\\d":"kept","e":true}'
    model = decode(Quoted, text)
    assert (model.a_b, model.additional_properties) == (1, {"c\\d": "kept", "e": True})
    assert decode(Quoted, encode(model)) == model
    assert b'"a\\"b":1' in encode(model)


class Quoted(OpenModel[Any]):
    a_b: int | None = field(name='a"b', default=None)
