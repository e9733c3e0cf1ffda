"""Schemas that reach most of a large description: judged alike, by one validator."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

COUNT = 300


@pytest.fixture
def schemas(server: Any) -> Any:
    module = importlib.import_module("served_jobs._runtime.server.schemas")
    ring = {
        f"S {n}": {
            "type": "object",
            "properties": {"next": {"$ref": f"#/$defs/S%20{(n + 1) % COUNT}"}},
        }
        for n in range(COUNT)
    }
    return module.Schemas({"$defs": {**ring, "Level": {"type": "integer"}}})


def test_schemas_of_a_document_share_one_validator(schemas: Any) -> None:
    for n in range(COUNT):
        assert schemas.errors(f"#/$defs/S%20{n}", {"next": {"next": {}}}) == ()
    judges = {id(validator) for validator, _ in schemas._validators.values()}
    assert len(judges) == 1


def test_pointers_are_the_values_own(schemas: Any) -> None:
    (error,) = schemas.errors("#/$defs/S%207", {"next": {"next": 1}})
    assert error.pointer == "/next/next"
    (error,) = schemas.errors("#/$defs/S%207/properties/next", {"next": 1})
    assert error.pointer == "/next"
    (error,) = schemas.errors("#/$defs/Level", "high")
    assert error.pointer == ""
