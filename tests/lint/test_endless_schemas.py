"""Schemas that are short to write and take for ever to judge by: nothing waits for them.

Each test would not end if it failed, so that it needs no clock.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trueup.cli import main
from trueup.examples import build_example, is_valid
from trueup.examples.costs import MAX_STEPS, Costs
from trueup.ir import Json
from trueup.resolve.depth import MAX_REFERENCES


def chain(word: str, length: int = 60) -> dict[str, Json]:
    """Schemas of which each names the next one twice."""
    violations_in: dict[str, Json] = {}
    for index in range(length):
        following: Json = {"$ref": f"#/$defs/A{index + 1}"}
        both: Json = [following, following]
        if word == "properties":
            violations_in[f"A{index}"] = {
                "properties": {"a": following, "b": following}
            }
        else:
            violations_in[f"A{index}"] = {word: both}
    violations_in[f"A{length}"] = {"type": "integer"}
    return violations_in


def nested(depth: int) -> Json:
    return 5 if depth == 0 else {"a": nested(depth - 1)}


@pytest.mark.parametrize("word", ["anyOf", "oneOf", "allOf"])
def test_exponential_reference_chain_is_not_traversed(word: str) -> None:
    bundle: dict[str, Json] = {"$defs": chain(word)}
    schema: dict[str, Json] = {"$ref": "#/$defs/A0"}
    assert Costs(bundle).of(schema, "x") > MAX_STEPS
    assert not is_valid("x", schema, bundle)
    build_example(schema, bundle, full=True)


@pytest.mark.parametrize(("depth", "is_too_expensive"), [(3, False), (60, True)])
def test_cost_depends_on_the_depth_of_the_value(
    depth: int, is_too_expensive: bool
) -> None:
    bundle: dict[str, Json] = {"$defs": chain("properties")}
    steps = Costs(bundle).of({"$ref": "#/$defs/A0"}, nested(depth))
    assert (steps > MAX_STEPS) is is_too_expensive


def test_cyclic_schema_costs_one_turn() -> None:
    bundle: dict[str, Json] = {
        "$defs": {"A": {"anyOf": [{"$ref": "#/$defs/A"}, {"type": "integer"}]}}
    }
    assert Costs(bundle).of({"$ref": "#/$defs/A"}, 5) < 20
    assert is_valid(5, {"$ref": "#/$defs/A"}, bundle)


@pytest.mark.parametrize("word", ["anyOf", "oneOf", "allOf", "properties"])
@pytest.mark.parametrize("command", ["lint", "generate"])
def test_description_with_exponential_schemas_terminates(
    word: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = json.dumps(chain(word)).replace("#/$defs/", "#/components/schemas/")
    content = {
        "application/json": {
            "schema": {"$ref": "#/components/schemas/A0"},
            "example": nested(60),
        }
    }
    operation = {
        "operationId": "x",
        "requestBody": {"content": content},
        "responses": {"200": {"description": "Done.", "content": content}},
    }
    spec = {
        "openapi": "3.1.0",
        "info": {"title": "a", "version": "1"},
        "paths": {"/a": {"post": operation}},
        "components": {"schemas": json.loads(text)},
    }
    Path("spec.json").write_text(json.dumps(spec))
    assert main([command, "spec.json"]) == 0


@pytest.mark.parametrize("word", ["allOf", "anyOf", "items", "additionalProperties"])
def test_longest_allowed_chain_is_generated(
    word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`resolve` refuses a longer one, so that no stage meets Python's limit."""
    monkeypatch.chdir(tmp_path)
    last = MAX_REFERENCES - 1  # the operation refers to the first
    schemas: dict[str, Json] = {f"A{last}": {"type": "integer"}}
    for index in range(last):
        following: Json = {"$ref": f"#/components/schemas/A{index + 1}"}
        is_list = word in ("allOf", "anyOf")
        schemas[f"A{index}"] = {word: [following] if is_list else following}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/A0"}}}
    operation = {
        "operationId": "x",
        "responses": {"200": {"description": "Done.", "content": content}},
    }
    spec = {
        "openapi": "3.1.0",
        "info": {"title": "a", "version": "1"},
        "paths": {"/a": {"get": operation}},
        "components": {"schemas": schemas},
    }
    Path("spec.json").write_text(json.dumps(spec))
    assert main(["generate", "spec.json", "--dry-run", "-q"]) == 0


def test_costs_of_long_chains_are_computed() -> None:
    long: dict[str, Json] = {
        f"A{index}": {"allOf": [{"$ref": f"#/$defs/A{index + 1}"}]}
        for index in range(5000)
    }
    assert Costs({"$defs": long}).of({"$ref": "#/$defs/A0"}, 1) > MAX_STEPS
