"""Errors of examples and defaults: every one at its own location, in bounded memory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from trueup import pipeline
from trueup.access import Access
from trueup.diagnostics import Report
from trueup.lint import example_validation

CODE = {"type": "string", "pattern": "^[0-9]+$"}
TEXTS: dict[str, Any] = {"type": "array", "items": {"type": "string"}}


def errors_of(
    tmp_path: Path, document: dict[str, Any], rule: str = "valid-example"
) -> list[tuple[str, str]]:
    """(pointer, message) of the diagnostics of one rule."""
    base: dict[str, Any] = {"info": {"title": "t", "version": "1"}, "paths": {}}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(base | document))
    report = Report()
    pipeline.describe(path, report, Access(), {rule: "warning"})
    rest = {each.code for each in report if each.severity.name == "ERROR"}
    assert not rest
    return sorted(
        (each.span.pointer, each.message.partition(": ")[2])
        for each in report
        if each.code == rule and each.span is not None
    )


def in_schemas(**schemas: Any) -> dict[str, Any]:
    return {"openapi": "3.1.0", "components": {"schemas": schemas}}


@pytest.mark.parametrize(
    ("schema", "pointer", "message"),
    [
        ({"type": "integer", "default": "x"}, "", "must be an integer"),
        ({"enum": ["a", "b"], "default": "c"}, "", "must be `a` or `b`"),
        ({"type": "integer", "maximum": 9, "default": 10}, "", "at most 9"),
        ({"type": "string", "maxLength": 2, "default": "abc"}, "", "at most 2"),
        ({"type": "string", "format": "date", "default": "x"}, "", "format `date`"),
        ({"$ref": "#/components/schemas/Code", "default": "a"}, "", "the pattern"),
        ({"allOf": [{"$ref": "#/components/schemas/Code"}], "default": "a"}, "", "the"),
        ({"allOf": [{"required": ["q"]}], "default": {}}, "", "`q` is missing"),
        ({**TEXTS, "default": ["a", 1]}, "/1", "item 1 must be a string"),
        ({"properties": {"a": {"type": "null"}}, "default": {"a": 1}}, "/a", "`a`"),
    ],
)
def test_default_must_satisfy_its_schema(
    tmp_path: Path, schema: dict[str, Any], pointer: str, message: str
) -> None:
    property_of = {"type": "object", "properties": {"p": schema}}
    items_of = {"type": "array", "items": schema}
    parameter = {"name": "q", "in": "query", "schema": schema}
    document = in_schemas(Code=CODE, A=schema, B=property_of, C=items_of)
    document["components"]["parameters"] = {"Q": parameter}
    errors = errors_of(tmp_path, document)
    start = "/components/schemas"
    assert [where for where, _ in errors] == [
        f"/components/parameters/Q/schema/default{pointer}",
        f"{start}/A/default{pointer}",
        f"{start}/B/properties/p/default{pointer}",
        f"{start}/C/items/default{pointer}",
    ]
    assert all(message in text for _, text in errors)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "default": 3},
        {"type": ["integer", "null"], "default": None},
        {"type": "string", "x-default": 3},
        {"properties": {"default": {"type": "integer"}}},
        {"type": "object", "example": {"default": 5}},
    ],
)
def test_valid_default_is_not_reported(tmp_path: Path, schema: dict[str, Any]) -> None:
    assert errors_of(tmp_path, in_schemas(A=schema)) == []


def test_defaults_of_older_dialects_are_validated(tmp_path: Path) -> None:
    parameter = {"name": "q", "in": "query", "type": "integer", "maximum": 9}
    older: dict[str, Any] = {
        "swagger": "2.0",
        "parameters": {"Q": {**parameter, "default": 10}},
        "definitions": {"A": {"type": "integer", "x-nullable": True, "default": None}},
        "paths": {
            "/a": {
                "get": {
                    "parameters": [{"$ref": "#/parameters/Q"}],
                    "responses": {"200": {"description": "d"}},
                }
            }
        },
    }
    assert errors_of(tmp_path, older) == [
        ("/parameters/Q/default", "the value must be at most 9")
    ]
    bound = {"type": "integer", "minimum": 3, "exclusiveMinimum": True, "default": 3}
    document = in_schemas(A=bound, B={"type": "integer", "nullable": True})
    document["openapi"] = "3.0.3"
    document["components"]["schemas"]["B"]["default"] = None
    assert errors_of(tmp_path, document) == [
        ("/components/schemas/A/default", "the value must be greater than 3")
    ]


def test_every_error_of_an_example_is_reported(tmp_path: Path) -> None:
    properties = {"a": {"type": "integer"}, "b": TEXTS}
    value = {"a": "x", "b": ["y", 1, 2], "c": None}
    schema = {
        "type": "object",
        "required": ["d"],
        "properties": properties,
        "example": value,
    }
    start = "/components/schemas/A/example"
    document, first = in_schemas(A=schema), (start, "required property `d` is missing")
    assert errors_of(tmp_path, document, "oas3-valid-schema-example") == [first]
    assert errors_of(tmp_path, document) == [
        first,
        (f"{start}/a", "`a` must be an integer"),
        (f"{start}/b/1", "item 1 of `b` must be a string"),
        (f"{start}/b/2", "item 2 of `b` must be a string"),
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [([1, 1], "`1`"), ([1, 2, 1], "`1` or `2`"), (["b"] * 15, "`b`")],
)
def test_duplicate_values_of_an_enum_are_listed_once(
    tmp_path: Path, values: list[Any], expected: str
) -> None:
    document = in_schemas(A={"enum": values, "example": "a"})
    ((_, message),) = errors_of(tmp_path, document)
    assert message == f"the value must be {expected}"


@pytest.mark.parametrize("items", [50, 100_000])
def test_number_of_errors_per_value_is_bounded(tmp_path: Path, items: int) -> None:
    document = in_schemas(
        Texts=TEXTS,
        A={"$ref": "#/components/schemas/Texts", "default": [0] * items},
        B={"type": "integer", "example": "x"},
    )
    errors = errors_of(tmp_path, document)
    limit = example_validation.MAX_ERRORS
    assert len(errors) == limit + 1
    assert all("must be a string" in text for _, text in errors[:limit])


class CountingValidator:
    """A validator that counts the errors it builds."""

    built: int

    def __init__(self, schema: Any, **options: Any) -> None:
        self._validator = jsonschema_rs.Draft202012Validator(schema, **options)

    def is_valid(self, value: Any) -> bool:
        return self._validator.is_valid(value)

    def iter_errors(self, value: Any) -> list[jsonschema_rs.ValidationError]:
        errors = list(self._validator.iter_errors(value))
        CountingValidator.built += len(errors)
        return errors


def of_parts(parts: int) -> dict[str, Any]:
    return {"allOf": [{"items": {"type": "string"}}] * parts}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (TEXTS, [0] * 100_000),
        ({"properties": {"a": {"items": TEXTS}}}, {"a": [[0] * 100_000]}),
        (of_parts(20), [0] * 20_000),
        ({"allOf": [{"type": "integer"}] * 500}, "x" * 500_000),
    ],
)
def test_errors_of_a_large_value_are_not_all_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, schema: Any, value: Any
) -> None:
    monkeypatch.setattr(CountingValidator, "built", 0, raising=False)
    monkeypatch.setattr(
        example_validation,
        "_compile",
        lambda schema: CountingValidator(schema, validate_formats=True),
    )
    errors = errors_of(tmp_path, in_schemas(A={**schema, "example": value}))
    assert 1 <= len(errors) <= example_validation.MAX_ERRORS
    assert CountingValidator.built <= 100
