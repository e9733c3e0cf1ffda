"""An unresolved reference neither causes false violations nor hides other ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup import pipeline
from trueup.access import Access
from trueup.cli import main
from trueup.diagnostics import Report

DESCRIPTION = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
tags: [{name: pets}]
paths:
  /pets:
    get:
      tags: [pets]
      parameters: [{name: limit, in: query, schema: {type: integer, default: many}}]
      responses:
        '200':
          description: All.
          content: {application/json: {schema: REFERENCE, example: 1}}
components:
  schemas:
    Pet: {type: string}
    Cat: {oneOf: [{$ref: '#/components/schemas/Dog'}, {type: string}], example: 'x'}
    Dog: {type: string}
  responses:
    Bad: {description: Bad.}
"""
UNUSED = "oas3-unused-component"


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def reported(text: str, code: str, *only: str) -> set[str]:
    """The pointers of the violations of a rule."""
    Path("pets.yaml").write_text(text)
    report = Report()
    severities = {"preset": "all"}
    pipeline.describe(Path("pets.yaml"), report, Access(), severities, only=only)
    return {d.span.pointer for d in report if d.code == code and d.span is not None}


def description(reference: str = "{$ref: '#/components/schemas/Pett'}") -> str:
    return DESCRIPTION.replace("REFERENCE", reference)


@pytest.mark.parametrize(
    ("reference", "unused"),
    [
        ("{$ref: '#/components/schemas/Dog'}", {"schemas/Pet", "responses/Bad"}),
        ("{$ref: '#/components/schemas/Pett'}", {"responses/Bad"}),
        ("{$ref: '#/components/schema/Pet'}", {"responses/Bad"}),
        ("{$ref: 'other.yaml#/Pet'}", {"responses/Bad"}),
        ("{$ref: '#/components/responses/Badd'}", set()),
        (
            "{discriminator: {propertyName: a, mapping: {a: Pett}}, type: object}",
            {"responses/Bad"},
        ),
    ],
)
def test_components_that_may_be_meant_are_not_unused(
    reference: str, unused: set[str]
) -> None:
    text = description(reference)
    is_resolved = "/Dog" in reference
    expected = {f"/components/{name}" for name in unused}
    assert reported(text, UNUSED) - {"/components/schemas/Cat"} == expected
    assert ("/components/schemas/Cat" in reported(text, UNUSED)) is is_resolved
    alone = reported(text, UNUSED, UNUSED)
    assert {"/components/schemas/Pet", "/components/responses/Bad"} <= alone


def test_definitions_that_may_be_meant_are_not_unused() -> None:
    text = (
        "swagger: '2.0'\ninfo: {title: a, version: '1'}\n"
        "paths: {/a: {get: {responses: {'200': {description: a, schema: REF}}}}}\n"
        "definitions: {A: {type: string}}\n"
    )
    code = "oas2-unused-definition"
    broken = text.replace("REF", "{$ref: '#/definitions/a'}")
    assert not reported(broken, code)
    assert reported(broken, code, code) == {"/definitions/A"}
    assert reported(text.replace("REF", "{}"), code) == {"/definitions/A"}


def test_tags_of_an_unresolved_path_item_are_not_unused() -> None:
    text = description("{}").replace("      tags: [pets]\n", "")
    assert reported(text, "unused-tag") == {"/tags/0/name"}
    broken = text.replace("components:", "  /cats: {$ref: './cats.yaml'}\ncomponents:")
    assert not reported(broken, "unused-tag")
    assert reported(broken, "unused-tag", "unused-tag") == {"/tags/0/name"}


@pytest.mark.parametrize(
    "broken",
    [
        "  /cats: {$ref: './cats.yaml'}\ncomponents:\n",
        "components:\n  securitySchemes: {other: {$ref: '#/components/keys/o'}}\n",
        "security: [{Token: []}]\ncomponents:\n",
    ],
)
def test_schemes_that_may_be_meant_are_not_unused(broken: str) -> None:
    code = "unused-security-scheme"
    scheme = "{type: http, scheme: basic}"
    text = description("{}")
    sections = f"components:\n  securitySchemes: {{token: {scheme}}}\n"
    assert reported(text.replace("components:\n", sections), code) == {
        "/components/securitySchemes/token"
    }
    if "securitySchemes" in broken:
        broken = broken.replace("{other", f"{{token: {scheme}, other")
    else:
        broken = broken.replace("components:\n", sections)
    assert not reported(text.replace("components:\n", broken), code)


def test_components_that_may_be_meant_are_not_removed() -> None:
    Path("pets.yaml").write_text(description())
    for only in ([], ["--only", UNUSED]):
        main(["lint", "pets.yaml", "--fix", "--unsafe", *only])
        text = Path("pets.yaml").read_text()
        assert "Pet: {type: string}" in text and "Bad.}" not in text


def test_examples_are_validated_next_to_an_unresolved_reference() -> None:
    default = "/paths/~1pets/get/parameters/0/schema/default"
    assert default in reported(description(), "valid-example")


def test_examples_of_incomplete_schemas_are_not_validated() -> None:
    """Any value satisfies an unresolved reference, so more than one of a `oneOf` would."""
    text = description().replace("Dog: {type: string}", "Dog: {$ref: '#/nowhere'}")
    example = "/components/schemas/Cat/example"
    assert example not in reported(text, "valid-example")
    assert example in reported(text, "valid-example", "valid-example")
    assert example in reported(description(), "valid-example")


def test_skipped_checks_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("pets.yaml").write_text(description())
    main(["lint", "pets.yaml"])
    line = "did not run because of `unresolved-ref`: the checks of `generate`\n"
    assert line in capsys.readouterr().err
    broken = description().replace("in: query", "in: nowhere")
    Path("pets.yaml").write_text(broken)
    main(["lint", "pets.yaml"])
    assert ": `valid-example`, the checks of `generate`\n" in capsys.readouterr().err
    Path("pets.yaml").write_text(description("{}"))
    main(["lint", "pets.yaml"])
    assert "did not run" not in capsys.readouterr().err
