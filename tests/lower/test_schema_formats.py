"""The table of formats: each record is all that a format needs."""

from __future__ import annotations

import uuid
from typing import Any

import jsonschema_rs
import pytest

from trueup import ir, schema_formats
from trueup.examples.strings import string
from trueup.schema_formats import FORMATS, PYTHON_TYPES, Format, Scalar
from trueup.targets.conformance.variations import distinctive_values
from trueup_runtime.client.base64url import Base64Url
from trueup_runtime.client.codec import convert, to_builtins


@pytest.mark.parametrize("name", FORMATS)
def test_examples_are_valid(name: str) -> None:
    validator = jsonschema_rs.Draft202012Validator(
        {"format": name}, validate_formats=True
    )
    assert all(map(validator.is_valid, FORMATS[name].examples))


@pytest.mark.parametrize("name", [name for name, f in FORMATS.items() if f.examples])
def test_examples_of_a_format_become_example_values(name: str) -> None:
    examples = FORMATS[name].examples
    assert len(examples) == 3, "values that are unique, for arrays of them"
    assert [string({"format": name}, turn, lambda _: True) for turn in range(3)] == [
        *examples
    ]


def test_every_scalar_has_one_python_type() -> None:
    assert PYTHON_TYPES.keys() == set(Scalar) - {Scalar.ANY, Scalar.NEVER}
    pairs = {(f.scalar, f.python_type) for f in FORMATS.values() if f.scalar}
    assert len(pairs) == len({scalar for scalar, _ in pairs})


@pytest.mark.parametrize("scalar", PYTHON_TYPES)
def test_python_type_is_decoded_and_encoded(scalar: Scalar) -> None:
    examples = [
        text for f in FORMATS.values() if f.scalar is scalar for text in f.examples
    ]
    # Base64url is `bytes` with a class of its own in the runtime.
    type_ = Base64Url if scalar is Scalar.BASE64URL else PYTHON_TYPES[scalar]
    for text in examples:
        value = convert(type_, text)
        assert to_builtins(value) == text


def test_new_format_is_one_record(
    schemas: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = "00000000-0000-4000-8000-000000000001"
    record = Format("string", Scalar.UUID, uuid.UUID, (example,))
    monkeypatch.setitem(schema_formats.FORMATS, "serial", record)  # type: ignore[arg-type] # a `Mapping` for everyone else
    lowered = schemas("A: {type: object, properties: {x: {format: serial}}}")
    assert lowered.field("A", "x").type == ir.Primitive(Scalar.UUID)
    assert string({"format": "serial"}, 0, lambda _: True) == example


def test_conformance_sends_only_values_of_a_format_that_can_be_decoded() -> None:
    """The validator does not know the format, so it accepts every string."""
    schemas: dict[str, ir.Json] = {"$defs": {"X": {"format": "serial"}}}
    api = ir.Api("", "", "", (), (), (), (), schemas)
    for scalar, is_sent in ((Scalar.STRING, True), (Scalar.UUID, False)):
        type_ = ir.Primitive(scalar)
        parameter = ir.Parameter(
            "x",
            ir.Location.QUERY,
            type_,
            required=False,
            style=ir.Style.FORM,
            explode=True,
            schema="#/$defs/X",
        )
        assert any(distinctive_values(api, parameter, "a")) is is_sent
