"""Schemas of 3.0 in the dialect of 3.1, and the way back to the text."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from trueup.diagnostics import Report
from trueup.normalize import normalize
from trueup.resolve import Node, Spec, resolve
from trueup.source import Json, parse


def specs(text: str, version: str = "3.0.3") -> tuple[Spec, Spec]:
    report = Report()
    head = f"openapi: {version}\ninfo: {{title: a, version: '1'}}\n"
    document = parse(head + text, Path("/none/a.yaml"), report)
    assert document is not None
    spec = resolve(document, report)
    assert spec is not None
    normal = normalize(spec, report)
    assert len(report) == 0
    return spec, normal


def schema(text: str, version: str = "3.0.3") -> Json:
    whole = f"components: {{schemas: {{X: {{type: object}}, A: {text}}}}}"
    _, normal = specs(whole, version)
    found = normal.root.at("components", "schemas", "A")
    assert found is not None
    return found.value


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{type: string}", "{type: string}"),
        ("{type: string, nullable: true}", "{type: [string, 'null']}"),
        ("{type: string, nullable: false}", "{type: string}"),
        (
            "{type: string, enum: [a], nullable: true}",
            "{type: [string, 'null'], enum: [a, null]}",
        ),
        ("{enum: [a, null], nullable: true}", "{enum: [a, null]}"),
        ("{nullable: true}", "{}"),
        (
            "{oneOf: [{type: string}], nullable: true}",
            "{oneOf: [{type: string}, {type: 'null'}]}",
        ),
        (
            "{allOf: [{$ref: '#/components/schemas/X'}], nullable: true, description: d}",
            "{description: d, anyOf: [{allOf: [{$ref: '#/components/schemas/X'}]}, {type: 'null'}]}",
        ),
        ("{minimum: 1, exclusiveMinimum: true}", "{exclusiveMinimum: 1}"),
        ("{minimum: 1, exclusiveMinimum: false}", "{minimum: 1}"),
        ("{maximum: 1, exclusiveMaximum: true}", "{exclusiveMaximum: 1}"),
        ("{exclusiveMaximum: true}", "{}"),
        ("{example: 1}", "{examples: [1]}"),
        ("{example: null}", "{examples: [null]}"),
        (
            "{$ref: '#/components/schemas/X', nullable: true, description: d, type: string}",
            "{$ref: '#/components/schemas/X', description: d}",
        ),
        (
            "{properties: {nullable: {type: string, nullable: true}}}",
            "{properties: {nullable: {type: [string, 'null']}}}",
        ),
        (
            "{default: {nullable: true, example: 1}}",
            "{default: {nullable: true, example: 1}}",
        ),
    ],
)
def test_converted_schema_is_equivalent(old: str, new: str) -> None:
    assert schema(old) == yaml.safe_load(new)


@pytest.mark.parametrize("version", ["3.1.0", "3.2.0"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{type: string, nullable: true}", "{type: [string, 'null']}"),
        ("{type: string, nullable: false}", "{type: string}"),
        (
            "{type: integer, minimum: 1, exclusiveMinimum: true, maximum: 3}",
            "{type: integer, exclusiveMinimum: 1, maximum: 3}",
        ),
        ("{exclusiveMaximum: 3, minimum: 1}", "{exclusiveMaximum: 3, minimum: 1}"),
        (
            "{$ref: '#/components/schemas/X', nullable: true, description: d}",
            "{description: d, anyOf: [{$ref: '#/components/schemas/X'}, {type: 'null'}]}",
        ),
    ],
)
def test_keywords_of_3_0_in_3_1_are_converted(old: str, new: str, version: str) -> None:
    assert schema(old, version) == yaml.safe_load(new)


def test_nullable_reference_keeps_its_target() -> None:
    text = "components: {schemas: {X: {type: object}, A: {$ref: '#/components/schemas/X', nullable: true}}}"
    _, normal = specs(text, "3.1.0")
    assert normal.version == (3, 1)
    moved = normal.root.at("components", "schemas", "A", "anyOf", "0")
    assert moved is not None
    assert normal.target(moved) == normal.root.at("components", "schemas", "X")


NESTED = """
components:
  schemas:
    A:
      description: outer
      nullable: true
      allOf:
        - nullable: true
          allOf:
            - $ref: '#/components/schemas/B'
            - properties:
                c: {type: string, nullable: true}
    B: {type: object}
    C: {$ref: '#/components/schemas/A/allOf/0/allOf/1/properties/c'}
"""


def test_moved_parts_keep_their_locations() -> None:
    old, normal = specs(NESTED)
    base = ("components", "schemas", "A")
    inner = ("anyOf", "0", "allOf", "0", "anyOf", "0", "allOf")
    part = normal.root.at(*base, *inner, "1", "properties", "c")
    was = old.root.at(*base, "allOf", "0", "allOf", "1", "properties", "c")
    assert part is not None and was is not None
    assert part.value == {"type": ["string", "null"]}
    assert part.span() == was.span()
    assert part.key("type").span() == was.key("type").span()
    null = normal.root.at(*base, "anyOf", "1")
    assert null is not None and null.span().pointer.startswith("/components/schemas/A")


def test_links_follow_moved_parts() -> None:
    _, normal = specs(NESTED)
    base = (
        "components",
        "schemas",
        "A",
        "anyOf",
        "0",
        "allOf",
        "0",
        "anyOf",
        "0",
        "allOf",
    )
    reference = normal.root.at(*base, "0")
    c = normal.root.at("components", "schemas", "C")
    assert reference is not None and c is not None
    b = normal.follow(reference)
    end = normal.follow(c)
    assert b is not None and b.pointer == ("components", "schemas", "B")
    assert end is not None and end.pointer == (*base, "1", "properties", "c")
    assert end.value == {"type": ["string", "null"]}
    assert b.document is normal.root.document


def test_original_description_is_not_modified() -> None:
    old, normal = specs(NESTED)
    before = yaml.safe_load(NESTED)["components"]
    now = old.root.get("components")
    assert now is not None and now.value == before
    assert (old.version, normal.version) == ((3, 0), (3, 1))


@pytest.mark.parametrize("version", ["3.1.0", "3.2.0"])
def test_newer_description_is_unchanged(version: str) -> None:
    old, normal = specs("paths: {}", version)
    assert normal is old


def test_unchanged_parts_are_shared() -> None:
    old, normal = specs(
        "components: {schemas: {A: {type: string}, B: {nullable: true, type: string}}}"
    )

    def a(spec: Spec) -> Node:
        found = spec.root.at("components", "schemas", "A")
        assert found is not None
        return found

    assert a(old).value is a(normal).value


def test_parts_in_other_files_are_converted(tmp_path: Path) -> None:
    from trueup.source import load

    (tmp_path / "a.yaml").write_text(
        "openapi: 3.0.0\ninfo: {title: a, version: '1'}\npaths: {}\n"
        "components: {schemas: {A: {$ref: 'b.yaml#/B'}}}"
    )
    (tmp_path / "b.yaml").write_text(
        "B: {type: string, nullable: true}\nOther: {nullable: true, type: string}\n"
    )
    report = Report()
    document = load(tmp_path / "a.yaml", report)
    assert document is not None
    spec = resolve(document, report)
    assert spec is not None
    normal = normalize(spec, report)
    a = normal.root.at("components", "schemas", "A")
    assert a is not None
    end = normal.follow(a)
    assert end is not None and end.value == {"type": ["string", "null"]}
    assert end.span().path.endswith("b.yaml")
    # Nothing refers to it, so nobody knows that it is a schema.
    assert isinstance(end.document.value, dict)
    assert end.document.value["Other"] == {"nullable": True, "type": "string"}
