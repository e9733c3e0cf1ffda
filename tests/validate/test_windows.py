"""Validation window by window: bounded memory, and the violations of the whole value."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from trueup.diagnostics import Report
from trueup.resolve import Spec, resolve
from trueup.source import parse
from trueup.validate import grammar, windows

TESTS = Path(__file__).parents[1]
DESCRIPTIONS = [
    TESTS / "golden/kitchen_sink.yaml",
    *sorted(TESTS.glob("cases/versions/*/spec.yaml")),
]
WRONG: list[Any] = [
    *(5, None, "x", [], {}, [1], True, -1, ["a", "a"], {"a": 1}, {"$ref": 5}),
    *({"type": "nope"}, [{"a": 1}, {"a": 1}], {"name": "q", "in": "body"}),
]
KEYS = "x-a foo type $ref name schema 200 content items required enum default".split()


def pointers(value: Any, pointer: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield pointer
    members = value.items() if isinstance(value, dict) else ()
    for key, member in enumerate(value) if isinstance(value, list) else members:
        yield from pointers(member, (*pointer, key))


def at(value: Any, pointer: tuple[Any, ...]) -> Any:
    for key in pointer:
        value = value[key]
    return value


def break_(description: Any, chance: random.Random) -> None:
    """Make random mistakes in a description."""
    for _ in range(chance.choice([1, 3, 10, 30])):
        listed = [pointer for pointer in pointers(description) if pointer]
        if not listed:
            return
        *parent, key = chance.choice(listed)
        container = at(description, tuple(parent))
        value = chance.choice([*WRONG, at(description, chance.choice(listed))])
        match chance.randrange(5):
            case 0:
                del container[key]
            case 1 if isinstance(container, dict):
                container[chance.choice(KEYS)] = copy.deepcopy(value)
            case 2 if isinstance(container, dict):
                container[f"{key}2"] = copy.deepcopy(container[key])
            case 3 if isinstance(container, list):
                container.append(copy.deepcopy(container[key]))
            case _:
                container[key] = copy.deepcopy(value)
    single_types(description)


def single_types(value: Any) -> None:
    """Replace arrays of types: which branch of `anyOf` is intended depends on all items."""
    if isinstance(value, dict) and isinstance(value.get("type"), list):
        value["type"] = "string"
    members = value.values() if isinstance(value, dict) else value
    for member in members if isinstance(value, (dict, list)) else ():
        single_types(member)


def resolved(text: str) -> Spec | None:
    report = Report()
    document = parse(text, Path("/a.json"), report)
    return resolve(document, report) if document is not None else None


def violations(spec: Spec) -> set[tuple[object, ...]]:
    found = grammar.violations(spec, spec.objects)
    return {(v.pointer, v.message, v.subject, v.part, v.severity) for v in found}


@pytest.mark.parametrize("path", DESCRIPTIONS, ids=lambda path: path.parent.name)
def test_windows_have_the_violations_of_the_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grammar, "_MAX_ERRORS", 10**9)
    monkeypatch.setattr(windows, "_FIRST_MEMBERS", 2)
    compared = 0
    valid = json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str)
    for seed in range(20):
        chance = random.Random(seed)
        description = json.loads(valid)
        break_(description, chance)
        spec = resolved(json.dumps(description))
        if spec is None:
            continue
        monkeypatch.setattr(windows, "MAX_COST", 10**9)
        whole = violations(spec)
        for cost in (3, 20, 100):
            monkeypatch.setattr(windows, "MAX_COST", cost)
            assert violations(spec) == whole, (seed, cost)
        compared += len(whole)
    assert compared > 20


MEMORY = """
import json, resource, sys
from pathlib import Path
from trueup.diagnostics import Report
from trueup.resolve import Spec, resolve
from trueup.source import parse
from trueup.validate import grammar

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

report = Report()
document = parse(sys.stdin.read(), Path("/a.json"), report)
spec = resolve(document, report)
objects = spec.objects
before = peak()
count = sum(1 for _ in grammar.violations(spec, objects))
print(count, peak() - before)
"""
COUNT = 30_000
HEADS: dict[str, dict[str, Any]] = {
    "2.0": {"swagger": "2.0"},
    "3.0": {"openapi": "3.0.0"},
    "3.1": {"openapi": "3.1.0"},
    "3.2": {"openapi": "3.2.0"},
}


def invalid_schemas(version: str, schemas: dict[str, Any]) -> dict[str, Any]:
    if version == "2.0":
        return {"definitions": schemas}
    return {"components": {"schemas": schemas}}


def nested(schema: dict[str, Any], levels: int) -> dict[str, Any]:
    for _ in range(levels):
        schema = {"items": schema}
    return schema


def operation(parameters: list[Any]) -> dict[str, Any]:
    responses = {"200": {"description": "d"}}
    return {
        "paths": {"/a": {"get": {"responses": responses, "parameters": parameters}}}
    }


@pytest.mark.skipif(sys.platform != "linux", reason="`ru_maxrss` is in KiB on Linux")
@pytest.mark.parametrize(
    ("version", "part"),
    [
        ("2.0", operation([{"name": n} for n in range(COUNT)])),
        ("3.0", operation([{"name": n} for n in range(COUNT)])),
        ("3.0", invalid_schemas("3.0", {"S": nested({"required": [*range(9_000)]}, 80)})),
        ("3.1", invalid_schemas("3.1", {f"S{n}": n for n in range(COUNT)})),
        ("3.2", invalid_schemas("3.2", {"S": {"properties": {f"p{n}": n for n in range(COUNT)}}})),
    ],
    ids=["2.0 parameters", "3.0 parameters", "3.0 nested", "3.1 schemas", "3.2 properties"],
)  # fmt: skip
def test_memory_does_not_grow_with_the_number_of_mistakes(
    version: str, part: dict[str, Any]
) -> None:
    description = {"info": {"title": "T", "version": "1"}, "paths": {}} | part
    process = subprocess.run(
        [sys.executable, "-c", MEMORY],
        input=json.dumps(HEADS[version] | description),
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    count, megabytes = map(int, process.stdout.split())
    assert count == grammar._MAX_ERRORS
    assert megabytes < 150
