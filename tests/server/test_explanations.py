"""Messages about invalid values: unions, and properties that are not allowed."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture(scope="module")
def explain(server: ModuleType) -> Any:
    """The errors of a value by a schema, as pointers and messages."""
    runtime = importlib.import_module("served_jobs._runtime.server")

    def errors(schema: Any, value: Any, **definitions: Any) -> set[tuple[str, str]]:
        schemas = runtime.Schemas({"$defs": {"S": schema, **definitions}})
        return {(e.pointer, e.message) for e in schemas.errors("#/$defs/S", value)}

    return errors


S3 = {
    "type": "object",
    "required": ["kind", "bucket"],
    "properties": {"kind": {"const": "s3"}, "bucket": {"type": "string"}},
}
HTTP = {
    "type": "object",
    "required": ["kind", "url"],
    "properties": {"kind": {"const": "http"}, "url": {"type": "string"}},
}
TAGGED = {"oneOf": [{"$ref": "#/$defs/S3"}, {"$ref": "#/$defs/Http"}]}
BY_MAPPING = {
    "oneOf": [
        {"$ref": "#/$defs/A", "properties": {"kind": {"enum": ["a", "aa"]}}},
        {"$ref": "#/$defs/B", "properties": {"kind": {"enum": ["b"]}}},
        {"type": "null"},
    ]
}
PLAIN = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"kind": "s3"}, {("", '"bucket" is a required property')}),
        ({"kind": "http", "url": 1}, {("/url", '1 is not of type "string"')}),
        ({"kind": "ftp"}, {("/kind", 'is not one of "s3", "http"')}),
        ({"kind": 1}, {("/kind", 'is not one of "s3", "http"')}),
        ({}, {("", '"kind" is a required property')}),
    ],
)
@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_tag_chooses_the_branch_that_is_explained(
    explain: Any, keyword: str, value: Any, expected: Any
) -> None:
    schema = {keyword: TAGGED["oneOf"]}
    assert explain(schema, value, S3=S3, Http=HTTP) == expected
    nested = {"type": "array", "items": {"allOf": [schema]}}
    assert explain(nested, [value], S3=S3, Http=HTTP) == {
        (f"/0{pointer}", message) for pointer, message in expected
    }


def test_tags_of_a_mapping_choose_the_branch(explain: Any) -> None:
    definitions = {"A": PLAIN, "B": {"allOf": [PLAIN]}}
    wrong = {("/n", '"x" is not of type "integer"')}
    assert explain(BY_MAPPING, {"kind": "aa", "n": "x"}, **definitions) == wrong
    assert explain(BY_MAPPING, {"kind": "b", "n": "x"}, **definitions) == wrong
    assert explain(BY_MAPPING, {"kind": "c"}, **definitions) == {
        ("/kind", 'is not one of "a", "aa", "b"')
    }


def test_only_branch_of_the_type_is_explained(explain: Any) -> None:
    schema = {"anyOf": [PLAIN, {"type": "null"}, {"type": "array"}]}
    assert explain(schema, {}) == {("", '"n" is a required property')}
    assert explain(schema, "x") == {("", "does not match any schema of `anyOf`")}


def test_type_of_a_nullable_schema_is_explained(explain: Any) -> None:
    schema = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert explain(schema, 5) == {("", '5 is not of type "string"')}


def test_value_of_two_branches_is_not_explained_by_one(explain: Any) -> None:
    schema = {"oneOf": [PLAIN, {"type": "object", "required": ["n"]}]}
    message = "does not match exactly one schema of `oneOf`"
    assert explain(schema, {"n": 1}) == {("", message)}


BASE = {"type": "object", "properties": {"a": {"type": "string"}}}


@pytest.mark.parametrize(
    "schema",
    [
        {"allOf": [BASE], "properties": {"b": True}, "unevaluatedProperties": False},
        {
            "$ref": "#/$defs/Base",
            "patternProperties": {"^b$": True},
            "unevaluatedProperties": False,
        },
        {
            "oneOf": [BASE, {"type": "string"}],
            "properties": {"b": True},
            "unevaluatedProperties": False,
        },
        {
            "type": "object",
            "properties": {"a": {"type": "string"}, "b": True},
            "additionalProperties": False,
        },
    ],
)
def test_property_that_is_not_allowed_is_named(explain: Any, schema: Any) -> None:
    message = "Additional properties are not allowed ('c' was unexpected)"
    assert explain(schema, {"a": "x", "b": 1, "c": 2}, Base=BASE) == {("", message)}
    assert explain(schema, {"a": "x", "b": 1}, Base=BASE) == set()


def test_declared_property_is_not_named_where_its_own_schema_fails(
    explain: Any,
) -> None:
    schema = {"allOf": [BASE], "unevaluatedProperties": False}
    assert explain(schema, {"a": 1}) == {("/a", '1 is not of type "string"')}


def test_unevaluated_property_has_a_schema(explain: Any) -> None:
    schema = {"allOf": [BASE], "unevaluatedProperties": {"type": "integer"}}
    assert explain(schema, {"a": "x", "c": "y"}) == {
        ("/c", '"y" is not of type "integer"')
    }


ORDER = {
    "type": "object",
    "required": ["id", "lines"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "integer", "minimum": 1},
        "kind": {"$ref": "#/$defs/Kind"},
        "lines": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "properties": {"a~/b": {"type": "string"}}},
        },
    },
}
KIND = {"type": "string", "enum": ["book", "game"], "default": "book"}


@pytest.mark.parametrize(
    "value",
    [
        {},
        "x",
        {"id": 0, "kind": "tool", "lines": [{"a~/b": "x"}, {"a~/b": 1}], "x": 1},
        {"id": "0", "lines": [], "x": 1, "y": 2},
        {"id": 1, "lines": [{"a~/b": number} for number in range(20)]},
    ],
)
def test_errors_that_are_listed_at_once_are_those_of_each_part(
    explain: Any, value: Any
) -> None:
    """`propertyNames` prevents the former."""
    errors = explain(ORDER, value, Kind=KIND)
    assert errors == explain({**ORDER, "propertyNames": True}, value, Kind=KIND)
    assert errors


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (ORDER, True),
        ({"type": "array", "items": {"$ref": "#/$defs/S"}}, True),
        ({"type": "array", "items": {"$ref": "#/$defs/Union"}}, False),
        ({"properties": {"a": {"allOf": [PLAIN]}}}, False),
        ({"additionalProperties": {"not": {}}}, False),
        ({"required": [f"p{number}" for number in range(50)]}, True),
        ({"required": [f"p{number}" for number in range(51)]}, False),
        ({"dependentRequired": {"a": ["b"]}}, False),
        ({"properties": {"anyOf": {"type": "string"}}}, True),
        ({"properties": {"default": {"anyOf": []}}}, False),
        ({"default": {"anyOf": []}}, True),
    ],
)
def test_errors_are_listed_at_once_only_if_they_are_few(
    server: ModuleType, schema: Any, expected: bool
) -> None:
    runtime = importlib.import_module("served_jobs._runtime.server")
    definitions = {"S": schema, "Union": {"anyOf": [PLAIN, KIND]}, "Kind": KIND}
    assert runtime.Schemas({"$defs": definitions}).is_plain("#/$defs/S") is expected
