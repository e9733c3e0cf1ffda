"""The server serves its description, fails clearly at its start, and is short in logs."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import fastapi
import pytest

from trueup.cli import main

from .conftest import ask

SPEC = """\
openapi: 3.1.0
info: {title: Parts, version: "1"}
servers: [{url: https://example.com/v1}]
paths:
  /things/{id}:
    get:
      operationId: getThing
      tags: [things]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: The thing.
          content: {application/json: {schema: {$ref: "parts.yaml#/schemas/Thing"}}}
  /secret:
    get: {operationId: getSecret, tags: [secrets], responses: {"204": {description: Done.}}}
  /other: {$ref: "parts.yaml#/items/Other"}
"""
PARTS = """\
schemas:
  Thing: {type: object, properties: {next: {$ref: "#/schemas/Thing"}, size: {$ref: "spec.yaml#/components/schemas/Size"}}}
items:
  Other: {get: {operationId: getOther, tags: [things], responses: {"204": {description: Done.}}}}
"""
MORE = """\
components: {schemas: {Size: {type: integer}}}
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    root = tmp_path_factory.mktemp("described")
    (root / "spec.yaml").write_text(SPEC + MORE)
    (root / "parts.yaml").write_text(PARTS)
    (root / "trueup.toml").write_text(
        '[[packages]]\ndescription = "spec.yaml"\npackage = "described"\n'
        'output = "."\ntargets = ["server"]\nexclude = { operations = ["getSecret"] }\n'
    )
    config = str(root / "trueup.toml")
    assert main(["generate", "-q", "--config", config]) == 0
    sys.path.insert(0, str(root))
    yield importlib.import_module("described.server")
    sys.path.remove(str(root))


def test_description_is_served_below_the_base_path(app: ModuleType) -> None:
    served = ask(app.create_app(), "GET", "/v1/openapi.json")
    assert served.status_code == 200
    assert served.headers["content-type"] == "application/json"
    assert served.json()["info"]["title"] == "Parts"
    assert ask(app.create_app(), "GET", "/openapi.json").status_code == 404
    tag = {"If-None-Match": served.headers["etag"]}
    again = ask(app.create_app(), "GET", "/v1/openapi.json", headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    head = ask(app.create_app(), "HEAD", "/v1/openapi.json")
    assert (head.status_code, head.content) == (200, b"")
    assert ask(app.create_app(), "POST", "/v1/openapi.json").status_code == 405


def test_references_into_other_documents_stay_within(app: ModuleType) -> None:
    document = ask(app.create_app(), "GET", "/v1/openapi.json").json()
    references = set[str]()

    def visit(value: Any) -> None:
        for inner in value.values() if isinstance(value, dict) else value:
            if isinstance(inner, dict | list):
                visit(inner)
        if isinstance(value, dict) and "$ref" in value:
            references.add(value["$ref"])

    visit(document)
    assert len(references) >= 3
    for reference in references:
        target = document
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]
    assert "/work" not in json.dumps(document)


def test_excluded_operations_are_not_in_it(app: ModuleType) -> None:
    paths = ask(app.create_app(), "GET", "/v1/openapi.json").json()["paths"]
    assert "/secret" not in paths and "/things/{id}" in paths


def test_server_that_another_target_needs_has_its_description(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("spec.yaml").write_text(SPEC + MORE)
    Path("parts.yaml").write_text(PARTS)
    arguments = ("-p", "tested", "--target", "conformance", "-o", ".", "-q")
    assert main(["generate", "spec.yaml", *arguments]) == 0
    assert (tmp_path / "tested" / "server" / "openapi.json").is_file()


def test_description_can_be_moved_and_turned_off(app: ModuleType) -> None:
    moved = app.create_app(description_path="/docs/api")
    assert ask(moved, "GET", "/v1/docs/api").status_code == 200
    assert ask(moved, "GET", "/v1/openapi.json").status_code == 404
    none = app.create_app(description_path=None)
    assert ask(none, "GET", "/v1/openapi.json").status_code == 404


def test_declared_path_comes_first(app: ModuleType) -> None:
    colliding = app.create_app(description_path="/things/1")
    assert ask(colliding, "GET", "/v1/things/1").status_code == 501


def test_description_is_served_below_a_mount(app: ModuleType) -> None:
    outer = fastapi.FastAPI()
    outer.mount("/api", app.create_app())
    assert ask(outer, "GET", "/api/openapi.json").json()["info"]["title"] == "Parts"
    assert ask(outer, "GET", "/api/v1/openapi.json").status_code == 200


def test_representation_is_short(app: ModuleType) -> None:
    assert repr(app.create_app()) == "<Application with 2 operations>"


class _Incomplete:
    async def get_other(self, request: object, /) -> object: ...


@pytest.mark.parametrize("kind", ["missing", "class", "not handlers"])
def test_wrong_handlers_are_one_clear_sentence(app: ModuleType, kind: str) -> None:
    wrong: Any = {
        "missing": app.Handlers(things=_Incomplete()),
        "class": app.Handlers(things=_Incomplete),
        "not handlers": _Incomplete(),
    }[kind]
    expected = {
        "missing": "_Incomplete (`Handlers.things`) lacks `get",
        "class": "write `things=_Incomplete()`",
        "not handlers": "create_app needs a `Handlers` object",
    }[kind]
    with pytest.raises(TypeError) as caught:
        app.create_app(wrong)
    assert expected in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("option", ["formats", "validate_responses"])
def test_misspelt_option_is_refused(app: ModuleType, option: str) -> None:
    with pytest.raises(ValueError, match=f"`{option}` must be one of"):
        app.create_app(**{option: "strct"})
