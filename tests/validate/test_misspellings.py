"""Keys that are a letter or two away from a known field."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup import pipeline
from trueup.diagnostics import Diagnostic, Report, Severity
from trueup.resolve import Access
from trueup.suggestions import misspelled

SPEC = """\
openapi: VERSION
info: {title: Pets, version: "1", x-descripton: kept}
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
      responses:
        '200':
          description: Done.
          headers: {X-Total: {schema: {type: integer}}}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
              example: {requred: 1, propertes: 2}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string, default: headrs}
        requred: {type: object, default: {propertes: 1}, enum: [{propertes: 1}]}
        tags: {type: array, items: {type: string}}
      x-extra: {propertes: {}}
"""

EDITS = [
    ("info:", "inof:", "info"),
    ("title:", "titel:", "title"),
    ("paths:", "pahts:", "paths"),
    ("get:", "gett:", None),
    ("operationId:", "operationID:", "operationId"),
    ("parameters:", "paramters:", "parameters"),
    ("responses:", "reponses:", "responses"),
    ("description: Done", "descripton: Done", "description"),
    ("headers:", "headrs:", "headers"),
    ("content:", "contnet:", "content"),
    ("schema: {$ref", "shema: {$ref", "schema"),
    ("components:", "component:", "components"),
    ("schemas:", "schema:", "schemas"),
    ("required: [", "requred: [", "required"),
    ("properties:", "propertes:", "properties"),
    ("items:", "itmes:", "items"),
    ("{type: string, default", "{typ: string, default", "type"),
    ("{type: string, default", "{type: string, nullabel: true, default", "nullable"),
    ("{type: string, default", "{type: string, minLenght: 1, default", "minLength"),
    ("{type: string, default", "{type: string, readonly: true, default", "readOnly"),
    ("{type: string, default", "{type: string, formt: date, default", "format"),
    ("{type: string, default", "{anyof: [], default", "anyOf"),
    ("{type: string, default", "{additonalProperties: false, default", "additional"),
]


def lint(text: str, folder: Path) -> list[Diagnostic]:
    path = folder / "pets.yaml"
    path.write_text(text)
    report = Report()
    pipeline.describe(path, report, Access(), {})
    return [each for each in report if "did you mean" in (each.help or "")]


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
@pytest.mark.parametrize(
    ("before", "after", "name"), EDITS, ids=[after for _, after, _ in EDITS]
)
def test_misspelled_key_is_reported_once_with_a_suggestion(
    version: str, before: str, after: str, name: str | None, tmp_path: Path
) -> None:
    text = SPEC.replace("VERSION", version).replace(before, after, 1)
    found = [
        each for each in lint(text, tmp_path) if each.code == "invalid-description"
    ]
    if name is None:
        return
    (only,) = found
    assert only.severity is Severity.WARNING
    assert f"did you mean `{name}" in (only.help or "")
    original = SPEC.replace("VERSION", version).splitlines()
    (line,) = (
        number
        for number, lines in enumerate(zip(original, text.splitlines(), strict=True), 1)
        if lines[0] != lines[1]
    )
    assert only.span is not None and only.span.line == line


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_data_and_extensions_are_not_searched(version: str, tmp_path: Path) -> None:
    assert not lint(SPEC.replace("VERSION", version), tmp_path)


@pytest.mark.parametrize(
    "keyword", ["id: a", "optional: true", "name: a", "x-type: a", "enumNames: []"]
)
def test_keyword_that_resembles_none_is_accepted_in_3_1(
    keyword: str, tmp_path: Path
) -> None:
    text = SPEC.replace("VERSION", "3.1.0")
    text = text.replace("{type: string, default", f"{{{keyword}, default")
    assert not lint(text, tmp_path)


def test_misspelled_key_of_2_0_is_reported(tmp_path: Path) -> None:
    text = """\
swagger: "2.0"
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      consums: []
      responses: {'200': {description: Done., shema: {type: object}}}
definitons: {}
"""
    assert {each.help for each in lint(text, tmp_path)} == {
        "did you mean `consumes`?",
        "did you mean `schema`?",
        "did you mean `definitions`?",
    }


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_misspelled_key_in_another_file_is_reported_there(
    version: str, tmp_path: Path
) -> None:
    (tmp_path / "pet.yaml").write_text("type: object\npropertes: {}\n")
    reference = SPEC.replace("#/components/schemas/Pet", "pet.yaml")
    (only,) = lint(reference.replace("VERSION", version), tmp_path)
    assert only.span is not None
    assert (Path(only.span.path).name, only.span.line) == ("pet.yaml", 2)
    assert only.help == "did you mean `properties`?"


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("requred", "required"),
        ("REQUIRED", "required"),
        ("reqiured", "required"),
        ("required", None),
        ("require", "required"),
        ("rqurd", None),
        ("ype", "type"),
        ("tpe2", None),
    ],
)
def test_misspelling_is_a_letter_or_two_away(word: str, name: str | None) -> None:
    assert misspelled(word, ["required", "type", "in"]) == name


@pytest.mark.parametrize(
    ("word", "name"), [("ipv5", None), ("ipv", None), ("pi4v", None), ("ivp4", "ipv4")]
)
def test_digits_are_not_misspelled(word: str, name: str | None) -> None:
    assert misspelled(word, ["ipv4", "ipv6"]) == name
