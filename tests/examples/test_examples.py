"""Values that schemas accept: made, valid, the same every time."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys

import jsonschema_rs
import pytest

from trueup.examples import build_example, build_example_at, is_valid_at, lookup
from trueup.ir import ABSENT, Json
from trueup_runtime.client import Base64Url

NODE = {
    "type": "object",
    "required": ["name"],
    "properties": {"name": {"type": "string"}, "next": {"$ref": "#/$defs/Node"}},
}
BUNDLE = {
    "$defs": {
        "Node": NODE,
        "Pet": {
            "oneOf": [
                {"$ref": "#/$defs/Cat"},
                {"$ref": "#/$defs/Dog"},
            ]
        },
        "Cat": {
            "type": "object",
            "required": ["k"],
            "properties": {"k": {"const": "cat"}},
        },
        "Dog": {
            "type": "object",
            "required": ["k"],
            "properties": {"k": {"const": "dog"}},
        },
        "Endless": {
            "type": "object",
            "required": ["again"],
            "properties": {"again": {"$ref": "#/$defs/Endless"}},
        },
        "a/b c": {"type": "integer"},
    }
}

SCHEMAS = [
    {},
    {"type": "string"},
    {"type": "string", "minLength": 40, "maxLength": 41},
    {"type": "string", "maxLength": 2},
    {"type": "string", "maxLength": 0},
    {"type": "string", "pattern": "^[A-Z]{2}\\d{3}$"},
    {"type": "string", "pattern": "^[a-z]{1,5000}$", "minLength": 100},
    {"type": "string", "pattern": "^(?<year>\\d{4})-\\p{L}+$"},
    {"type": "string", "pattern": "abc|def"},
    {"type": "string", "pattern": "^\\/a\\/"},
    {"type": "string", "format": "date-time"},
    {"type": "string", "format": "uuid"},
    {"type": "string", "format": "ipv6"},
    {"type": "string", "format": "email", "minLength": 3},
    {"type": "string", "format": "uri", "maxLength": 30},
    {"type": "string", "format": "unheard-of"},
    {"type": "integer", "minimum": 7, "maximum": 7},
    {"type": "integer", "exclusiveMinimum": 7, "multipleOf": 5},
    {"type": "integer", "maximum": -4},
    {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.001},
    {"type": "number", "multipleOf": 0.25, "minimum": 3.1},
    {"type": ["null", "integer"]},
    {"type": "null"},
    {"type": "boolean"},
    {"enum": [None, "a"]},
    {"type": "string", "enum": [1, "b"]},
    {"const": {"a": 1}},
    {"type": "array", "minItems": 3, "items": {"type": "integer"}},
    {"type": "array", "minItems": 4, "uniqueItems": True, "items": {"type": "string"}},
    {"type": "array", "minItems": 2, "uniqueItems": True, "items": {"type": "boolean"}},
    {"type": "array", "minItems": 2, "uniqueItems": True, "items": {"enum": ["a", "b"]}},
    {"type": "array", "minItems": 3, "uniqueItems": True, "items": {"$ref": "#/$defs/Node"}},
    {"type": "array", "minItems": 2, "uniqueItems": True,
     "items": {"type": "string", "format": "date"}},
    {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}],
     "items": False, "minItems": 2},
    {"type": "array", "contains": {"const": 5}},
    {"type": "array", "maxItems": 0, "items": {"type": "string"}},
    {"type": "object", "required": ["a"]},
    {"type": "object", "minProperties": 2, "properties": {"a": {"type": "string"}}},
    {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 3},
    {"type": "object", "patternProperties": {"^x-\\d$": {"type": "integer"}},
     "additionalProperties": False, "minProperties": 1},
    {"type": "object", "propertyNames": {"pattern": "^[A-Z]+$"}, "minProperties": 2},
    {"type": "object", "maxProperties": 1, "properties": {"a": {}, "b": {}}},
    {"properties": {"a": {"type": "string"}, "b": {"type": "string"}},
     "required": ["a"], "dependentRequired": {"a": ["b"]}},
    {"allOf": [{"type": "integer", "minimum": 3}, {"maximum": 3}]},
    {"allOf": [{"$ref": "#/$defs/Node"}, {"required": ["size"],
     "properties": {"size": {"type": "integer"}}}]},
    {"anyOf": [False, {"type": "string"}]},
    {"oneOf": [{"type": "number"}, {"type": "integer"}]},
    {"oneOf": [{"type": "object", "properties": {"a": {"type": "string"}}},
               {"type": "object", "properties": {"b": {"type": "string"}}, "required": ["b"]}],
     "unevaluatedProperties": False},
    {"type": "string", "not": {"const": "string"}, "minLength": 1, "pattern": "."},
    {"if": {"properties": {"a": {"const": 1}}, "required": ["a"]},
     "then": {"required": ["b"]}, "else": {"required": ["c"]}, "type": "object"},
    {"$ref": "#/$defs/Node"},
    {"$ref": "#/$defs/Pet"},
    {"$ref": "#/$defs/a~1b%20c"},
]  # fmt: skip


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("schema", SCHEMAS, ids=json.dumps)
def test_examples_are_valid(schema, full):
    found = build_example(schema, BUNDLE, full=full)
    assert found is not ABSENT
    judge = jsonschema_rs.Draft202012Validator(
        {**schema, **BUNDLE}, validate_formats=True
    )
    judge.validate(found)
    assert build_example(schema, BUNDLE, full=full) == found


@pytest.mark.parametrize(
    "schema",
    [
        False,
        {"$ref": "#/$defs/Endless"},
        {"type": "integer", "minimum": 2, "maximum": 1},
        {"type": "string", "pattern": "^a$", "maxLength": 0},
        {"allOf": [{"const": 1}, {"const": 2}]},
        {"not": {}},
        {"type": "array", "items": {"const": 1}, "uniqueItems": True, "minItems": 2},
    ],
    ids=json.dumps,
)
def test_unsatisfiable_schema_has_no_example(schema):
    assert build_example(schema, BUNDLE, full=True) is ABSENT


def test_full_example_has_optional_properties_and_terminates():
    assert build_example(NODE, BUNDLE, full=False) == {"name": "string"}
    assert build_example_at("#/$defs/Node", BUNDLE, full=True) == {"name": "string"}
    schema = {
        "properties": {"a": {"type": "integer"}, "b": {"items": {"type": "boolean"}}}
    }
    assert build_example(schema, {}, full=True) == {"a": 1, "b": [True]}


def test_documented_examples_are_preferred_if_valid():
    schema = {
        "required": ["a", "b"],
        "properties": {
            "a": {"type": "integer", "examples": ["no", 42]},
            "b": {"type": "string", "default": "given"},
        },
    }
    assert build_example(schema, {}, full=False) == {"a": 42, "b": "given"}


def test_read_only_and_write_only_properties_are_excluded():
    schema = {
        "type": "object",
        "properties": {
            "id": {"type": "integer", "readOnly": True},
            "password": {"type": "string", "writeOnly": True},
        },
    }
    assert build_example(schema, {}, full=True, direction="request") == {
        "password": "string"
    }
    assert build_example(schema, {}, full=True, direction="response") == {"id": 1}


def test_read_only_property_by_reference_is_excluded() -> None:
    """By a reference, and inside of a documented list."""
    group = {
        "type": "object",
        "properties": {"id": {"$ref": "#/$defs/Id"}, "label": {"type": "string"}},
    }
    groups = {
        "type": "array",
        "items": {"$ref": "#/$defs/Group"},
        "examples": [[{"id": "7", "label": "all"}]],
    }
    identifier = {"type": "string", "readOnly": True}
    bundle: dict[str, Json] = {"$defs": {"Id": identifier, "Group": group}}
    asked = build_example(groups, bundle, full=True, direction="request")
    assert asked == [{"label": "string"}]
    got = build_example(groups, bundle, full=True, direction="response")
    assert got == [{"id": "7", "label": "all"}]


def test_validation_asserts_formats_and_resolves_pointers():
    assert is_valid_at(5, "#/$defs/a~1b%20c", BUNDLE)
    assert not is_valid_at("5", "#/$defs/a~1b%20c", BUNDLE)
    assert not is_valid_at(5, "#/$defs/none", BUNDLE)
    dated = {"$defs": {"D": {"type": "string", "format": "date"}}}
    assert is_valid_at("2024-02-29", "#/$defs/D", dated)
    assert not is_valid_at("2023-02-29", "#/$defs/D", dated)
    assert lookup("#/$defs/Node/properties/name", BUNDLE) == {"type": "string"}
    assert lookup("#/$defs/None/x", BUNDLE) is True


CLOSELY = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "inner": {"$ref": "#/$defs/Inner"},
        "some": {"anyOf": [{"$ref": "#/$defs/Inner"}, {"type": "object"}]},
    },
    "$defs": {},
}


@pytest.mark.parametrize(
    ("example", "is_taken"),
    [
        ({"id": "documented"}, True),
        ({"id": "documented", "other": 1}, False),
        ({"id": "documented", "inner": {"a": 1}}, True),
        ({"id": "documented", "inner": {"a": 1, "b": 2}}, False),
        ({"id": "documented", "some": {"a": 1}}, True),
        ({"id": "documented", "some": {"b": 2}}, True),
    ],
)
def test_documented_example_with_undeclared_properties_is_not_used(
    example: dict[str, Json], is_taken: bool
) -> None:
    bundle = {"$defs": {"Inner": {"properties": {"a": {"type": "integer"}}}}}
    found = build_example({**CLOSELY, "examples": [example]}, bundle, full=True)
    assert (found == example) is is_taken
    assert isinstance(found, dict) and "other" not in found


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "format": "byte", "examples": ["no base64!"]},
        {"type": "string", "format": "byte", "minLength": 50},
        {"type": "string", "contentEncoding": "base64", "default": "string"},
        {"type": "string", "format": "byte", "maxLength": 4},
    ],
)
def test_example_of_bytes_is_base64(schema: dict[str, Json]) -> None:
    found = build_example(schema, BUNDLE, full=True)
    assert isinstance(found, str)
    base64.b64decode(found, validate=True)


@pytest.mark.parametrize("length", [0, 1, 9, 50])
@pytest.mark.parametrize("keyword", ["format", "contentEncoding"])
def test_example_of_base64url_has_its_alphabet(keyword: str, length: int) -> None:
    schema: dict[str, Json] = {"type": "string", keyword: "base64url"}
    example = {"minLength": length, "examples": ["a+b/", "a"]}
    found = build_example({**schema, **example}, BUNDLE, full=True)
    assert isinstance(found, str) and len(found) >= length
    assert Base64Url.from_text(found).text == found


def test_variant_that_extends_its_union_terminates() -> None:
    """Each variant has the union's variants again: without an end, 2**24 of them."""
    of = [{"$ref": f"#/$defs/{name}"} for name in ("A", "B")]
    bundle: dict[str, Json] = {"$defs": {"X": {"type": "object", "anyOf": of}}}
    for name in ("A", "B"):
        own: Json = {"required": ["kind"], "properties": {"kind": {"const": name}}}
        bundle["$defs"][name] = {"allOf": [{"$ref": "#/$defs/X"}, own]}
    for full in (False, True):
        assert build_example_at("#/$defs/X", bundle, full=full) is not ABSENT


def test_long_chain_of_references_terminates() -> None:
    chain: dict[str, Json] = {
        f"S{n}": {"$ref": f"#/$defs/S{n + 1}"} for n in range(2_000)
    }
    build_example_at(
        "#/$defs/S0", {"$defs": {**chain, "S2000": {"type": "string"}}}, full=True
    )


def test_full_example_is_bounded() -> None:
    """Twelve members of which each leads to twelve: to the power of the depth."""
    names = [f"S{n}" for n in range(40)]
    bundle: dict[str, Json] = {
        "$defs": {
            name: {
                "type": "object",
                "properties": {
                    f"m{k}": {"$ref": f"#/$defs/S{(n * 7 + k * 5 + 1) % 40}"}
                    for k in range(12)
                },
            }
            for n, name in enumerate(names)
        }
    }
    for name in names:
        found = build_example_at(f"#/$defs/{name}", bundle, full=True)
        assert isinstance(found, dict) and len(found) > 6
        assert len(json.dumps(found)) < 6_000


@pytest.mark.parametrize("pattern", (r"[^a-c]{9}", r"[^\d]{9}", r"\W{9}", r"[\W_]{9}"))
def test_string_for_a_pattern_is_deterministic(pattern: str) -> None:
    code = (
        "from trueup.examples.patterns import matching_strings;"
        f"print(ascii(matching_strings({pattern!r}, 0, None, 0)))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1 and b"('" in said.pop()
