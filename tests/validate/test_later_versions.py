"""Fields that a later version of OpenAPI added."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup import pipeline
from trueup.diagnostics import Diagnostic, Report
from trueup.openapi import V30, V31, V32, fields_of
from trueup.openapi.field_names import ADDED_FIELDS, FIXED_FIELDS
from trueup.resolve import Access

SPEC = """\
openapi: VERSION
info: {title: Pets, version: "1"}
servers: [{url: https://pets.example}]
tags: [{name: pets}]
paths:
  /pets:
    get:
      operationId: listPets
      responses: {'200': {description: Pets., content: {application/jsonl: {}}}}
components:
  securitySchemes: {o: {type: oauth2, flows: {implicit: {authorizationUrl: /, scopes: {}}}}}
  schemas: {Pet: {type: object}}
"""

EDITS = {
    "info: {": ("info: {summary: All., ", V31),
    "servers:": ("webhooks: {}\nservers:", V31),
    "  schemas:": ("  pathItems: {}\n  schemas:", V31),
    "Pet: {": ("Pet: {const: {}, ", V31),
    "type: object": ("type: object, unevaluatedProperties: false", V31),
    "tags: [{": ("tags: [{kind: nav, ", V32),
    "[{url:": ("[{name: first, url:", V32),
    "    get:": ("    query: {responses: {'204': {description: ''}}}\n    get:", V32),
    "jsonl: {": ("jsonl: {itemSchema: {}", V32),
    "{Pet: {": ("{Pet: {xml: {nodeType: text}, ", V32),
    "schemas: {": (
        "schemas: {D: {discriminator: {propertyName: d, defaultMapping: Pet}}, ",
        V32,
    ),
    "flows: {": ("flows: {deviceAuthorization: {}, ", V32),
}


def unexpected(text: str, folder: Path) -> list[Diagnostic]:
    path = folder / "pets.yaml"
    path.write_text(text)
    report = Report()
    pipeline.describe(path, report, Access(), {})
    return [item for item in report if item.message.startswith("unexpected property")]


@pytest.mark.parametrize("version", [V30, V31, V32])
@pytest.mark.parametrize("before", EDITS)
def test_field_of_a_later_version_names_that_version(
    version: tuple[int, int], before: str, tmp_path: Path
) -> None:
    after, added = EDITS[before]
    number = f"{version[0]}.{version[1]}.0"
    text = SPEC.replace("VERSION", number).replace(before, after, 1)
    helps = [item.help for item in unexpected(text, tmp_path)]
    hint = f"declare OpenAPI 3.{added[1]}, which added it, or remove it"
    assert helps == ([hint] if version < added else [])


def test_list_of_types_names_the_version_that_has_it(tmp_path: Path) -> None:
    text = SPEC.replace("VERSION", "3.0.3").replace("type: object", "type: [object]")
    (tmp_path / "pets.yaml").write_text(text)
    report = Report()
    pipeline.describe(tmp_path / "pets.yaml", report, Access(), {})
    (hint,) = (item.help for item in report if item.code == "invalid-description")
    assert hint == "declare OpenAPI 3.1, or use `anyOf` or `nullable`"


def test_versions_are_those_of_the_fields_that_contain_objects() -> None:
    assert all(name in FIXED_FIELDS[kind] for kind, name in ADDED_FIELDS)
    for version, earlier in ((V31, V30), (V32, V31)):
        added = {
            (kind, name)
            for kind in FIXED_FIELDS
            for name in fields_of(kind, version).keys()
            - fields_of(kind, earlier).keys()
        }
        assert added <= {key for key, value in ADDED_FIELDS.items() if value == version}
