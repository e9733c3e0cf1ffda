"""The table of formats: each record is all that a format needs."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest

from trueup import ir, schema_formats
from trueup.emit import annotations
from trueup.examples.strings import string
from trueup.schema_formats import FORMATS, Format, Scalar


@pytest.mark.parametrize("name", FORMATS)
def test_examples_are_valid(name: str) -> None:
    validator = jsonschema_rs.Draft202012Validator(
        {"format": name}, validate_formats=True
    )
    assert all(map(validator.is_valid, FORMATS[name].examples))


def test_every_scalar_has_one_annotation() -> None:
    assert annotations._TYPES.keys() == set(Scalar)
    pairs = {(f.scalar, f.python_type) for f in FORMATS.values() if f.scalar}
    assert len(pairs) == len({scalar for scalar, _ in pairs})


def test_new_format_is_one_record(
    schemas: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = "00000000-0000-4000-8000-000000000001"
    record = Format("string", Scalar.UUID, "uuid.UUID", (example,))
    monkeypatch.setitem(schema_formats.FORMATS, "serial", record)  # type: ignore[arg-type] # a `Mapping` for everyone else
    lowered = schemas("A: {type: object, properties: {x: {format: serial}}}")
    assert lowered.field("A", "x").type == ir.Primitive(Scalar.UUID)
    assert string({"format": "serial"}, 0, lambda _: True) == example
