"""One changed operation gives what the whole description gives, or nothing at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from trueup import pipeline
from trueup.config import Package, Selection
from trueup.diagnostics import Report
from trueup.pipeline import Run
from trueup.rerun import rerun
from trueup.resolve import Access

ROOT = Path(__file__).parents[2]
DESCRIPTIONS = sorted(ROOT.glob("tests/cases/features/*/spec.yaml"))

Operation = dict[str, Any]
Edit = Callable[[Operation], None]


def said(operation: Operation) -> None:
    operation["summary"] = 'Another: "one", of two'
    operation["description"] = "Lines\n\n- of: text # and no remark\n"


def asked(operation: Operation) -> None:
    listed = operation.setdefault("parameters", [])
    listed.append({"name": "added", "in": "query", "schema": {"type": "integer"}})


def unasked(operation: Operation) -> None:
    listed = operation.get("parameters", [])
    kept = [one for one in listed if "$ref" in one or one.get("in") == "path"]
    operation["parameters"] = kept


def bound(operation: Operation) -> None:
    for parameter in operation.get("parameters", []):
        schema = parameter.get("schema", {})
        if schema.get("type") == "integer":
            schema["maximum"] = 41


def answered(operation: Operation) -> None:
    operation["responses"]["418"] = {"description": "A teapot"}


def unanswered(operation: Operation) -> None:
    for status in [*operation["responses"]][1:]:
        del operation["responses"][status]


def deprecated(operation: Operation) -> None:
    operation["deprecated"] = not operation.get("deprecated", False)


def typed(operation: Operation) -> None:
    member = {"type": "object", "properties": {"added": {"type": "string"}}}
    content = {"application/json": {"schema": member}}
    operation["responses"]["202"] = {"description": "Taken", "content": content}


ALONE = (said, asked, unasked, bound, answered, deprecated)
EDITS = (*ALONE, unanswered, typed)


def as_yaml(value: object) -> str:
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True)


def as_json(value: object) -> str:
    return json.dumps(value, indent=2)


WRITERS = {"openapi.yaml": as_yaml, "openapi.json": as_json}


def made(path: Path, **more: Any) -> Run:
    package = Package(name="pack", output=path.parent, description=path, **more)
    run = pipeline.run(package, Report(), Access(root=ROOT), alone=True)
    assert isinstance(run, Run)
    return run


def operations(value: dict[str, Any]) -> Iterator[Operation]:
    for item in value.get("paths", {}).values():
        for method in ("get", "put", "post", "delete", "patch"):
            operation = item.get(method)
            if isinstance(operation, dict) and "responses" in operation:
                yield operation


@pytest.mark.parametrize("path", DESCRIPTIONS, ids=lambda path: path.parent.name)
def test_what_is_taken_is_what_the_whole_gives(path: Path, tmp_path: Path) -> None:
    value = yaml.safe_load(path.read_text(encoding="utf-8"))
    value = json.loads(json.dumps(value, default=str))
    turn = DESCRIPTIONS.index(path)
    name = [*WRITERS][turn % 2]
    file = tmp_path / name
    file.write_text(WRITERS[name](value), encoding="utf-8")
    first = pipeline.run(
        Package(name="pack", output=tmp_path, description=file),
        Report(),
        Access(root=ROOT),
        alone=True,
    )
    if not isinstance(first, Run):
        pytest.skip("no package comes of it by itself")
    count = len([*operations(value)])
    found = []
    for number in {0, count // 2, count - 1} & {*range(count)}:
        for edit in (EDITS[(turn + number) % 8], EDITS[(turn + number + 3) % 8]):
            changed = deepcopy(value)
            edit([*operations(changed)][number])
            file.write_text(WRITERS[name](changed), encoding="utf-8")
            found.append((changed, rerun(first, Access(root=ROOT))))
    for changed, files in found:
        if files is not None:
            file.write_text(WRITERS[name](changed), encoding="utf-8")
            assert files == made(file).files


PETS: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1"},
    "tags": [{"name": "pets"}, {"name": "owners"}],
    "paths": {
        "/pets": {
            "parameters": [
                {"name": "trace", "in": "header", "schema": {"type": "string"}}
            ],
            "get": {
                "operationId": "listPets",
                "tags": ["pets"],
                "parameters": [
                    {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                    {"name": "breed", "in": "query", "schema": {"type": "string"}},
                ],
                "responses": {
                    "200": {
                        "description": "All",
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "array",
                                    "items": {"$ref": "#/components/schemas/Pet"},
                                }
                            }
                        },
                    },
                    "404": {"$ref": "#/components/responses/Missing"},
                    "422": {"description": "Refused"},
                },
            },
            "post": {
                "operationId": "addPet",
                "tags": ["pets"],
                "parameters": [
                    {"name": "kind", "in": "query", "schema": {"type": "string"}},
                ],
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/Pet"}
                        }
                    }
                },
                "responses": {
                    "201": {"description": "Added"},
                    "422": {"description": "Refused"},
                },
            },
        },
        "/owners": {
            "get": {
                "operationId": "listOwners",
                "tags": ["owners"],
                "responses": {
                    "200": {
                        "description": "One",
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/Owner"}
                            }
                        },
                    },
                    "202": {
                        "description": "Not yet",
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "object",
                                    "properties": {"since": {"type": "string"}},
                                }
                            }
                        },
                    },
                    "422": {"description": "Refused"},
                    "404": {"$ref": "#/components/responses/Missing"},
                },
            }
        },
    },
    "components": {
        "schemas": {
            "Pet": {
                "type": "object",
                "required": ["id", "name"],
                "properties": {
                    "id": {"type": "string", "readOnly": True},
                    "name": {"type": "string"},
                },
            },
            "Owner": {"type": "object", "properties": {"name": {"type": "string"}}},
        },
        "responses": {
            "Missing": {
                "description": "None such",
                "headers": {"X-Why": {"$ref": "#/components/headers/Why"}},
            }
        },
        "headers": {"Why": {"schema": {"type": "string", "minLength": 1}}},
    },
}


def changed(edit: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    value = deepcopy(PETS)
    edit(value)
    return value


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("edit", ALONE, ids=lambda edit: edit.__name__)
def test_an_operation_of_its_own_is_enough(
    edit: Edit, name: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_text(WRITERS[name](PETS), encoding="utf-8")
    first = made(file)
    value = changed(lambda value: edit(value["paths"]["/pets"]["get"]))
    file.write_text(WRITERS[name](value), encoding="utf-8")
    files = rerun(first, Access(root=ROOT))
    assert files == made(file).files
    assert files != first.files


def test_one_after_the_other_goes_on_from_the_same_run(tmp_path: Path) -> None:
    """Also back to where it began."""
    file = tmp_path / "openapi.yaml"
    file.write_text(as_yaml(PETS), encoding="utf-8")
    first = made(file)
    found = []
    for edit in (said, asked, bound, unasked, answered):
        for path, method in (("/pets", "post"), ("/owners", "get"), ("/pets", "get")):
            value = changed(lambda value: edit(value["paths"][path][method]))
            file.write_text(as_yaml(value), encoding="utf-8")
            found.append((value, rerun(first, Access(root=ROOT))))
    file.write_text(as_yaml(changed(said_first)), encoding="utf-8")
    assert len([files for _, files in found if files is not None]) > 12
    for value, files in found:
        file.write_text(as_yaml(value), encoding="utf-8")
        assert files in (None, made(file).files)


def said_first(value: dict[str, Any]) -> None:
    said(value["paths"]["/pets"]["get"])


def called(value: dict[str, Any]) -> None:
    value["paths"]["/pets"]["get"]["operationId"] = "findPets"


def grouped(value: dict[str, Any]) -> None:
    value["paths"]["/pets"]["get"]["tags"] = ["owners"]


def two(value: dict[str, Any]) -> None:
    said(value["paths"]["/pets"]["get"])
    said(value["paths"]["/pets"]["post"])


def shared(value: dict[str, Any]) -> None:
    value["components"]["schemas"]["Pet"]["description"] = "Has a name"


def added(value: dict[str, Any]) -> None:
    value["paths"]["/pets"]["delete"] = {"responses": {"204": {"description": "None"}}}


def removed(value: dict[str, Any]) -> None:
    del value["paths"]["/pets"]["post"]


def requested(value: dict[str, Any]) -> None:
    """What an answer had alone is asked for now: there may be two forms of it."""
    schema = {"$ref": "#/components/schemas/Owner"}
    body = {"content": {"application/json": {"schema": schema}}}
    value["paths"]["/owners"]["get"]["requestBody"] = body


def broken(value: dict[str, Any]) -> None:
    schema = {"$ref": "#/components/schemas/None"}
    value["paths"]["/pets"]["get"]["parameters"][0]["schema"] = schema


def noted(value: dict[str, Any]) -> None:
    """There is more to be said of it: no response for an invalid request."""
    del value["paths"]["/pets"]["get"]["responses"]["422"]


def doubted(value: dict[str, Any]) -> None:
    """A rule has something to say of it: a parameter that there is twice."""
    listed = value["paths"]["/pets"]["get"]["parameters"]
    listed.append({**listed[0], "description": "Again"})


def declared(value: dict[str, Any]) -> None:
    typed(value["paths"]["/pets"]["get"])


def nested(value: dict[str, Any]) -> None:
    """The operation names the same types, one of which holds a new one."""
    answer = value["paths"]["/owners"]["get"]["responses"]["202"]
    schema = answer["content"]["application/json"]["schema"]
    member = {"type": "object", "properties": {"by": {"type": "string"}}}
    schema["properties"]["reason"] = member


WHOLE = (
    doubted,
    declared,
    nested,
    called,
    grouped,
    two,
    shared,
    added,
    removed,
    requested,
    broken,
    noted,
)


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("edit", WHOLE, ids=lambda edit: edit.__name__)
def test_where_others_have_a_say_the_whole_is_read(
    edit: Callable[[dict[str, Any]], None], name: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_text(WRITERS[name](PETS), encoding="utf-8")
    first = made(file)
    file.write_text(WRITERS[name](changed(edit)), encoding="utf-8")
    assert rerun(first, Access(root=ROOT)) is None


def test_an_operation_that_is_referred_to_is_not_its_own(tmp_path: Path) -> None:
    value = deepcopy(PETS)
    pointer = "#/paths/~1pets/get/parameters/0"
    value["paths"]["/owners"]["get"]["parameters"] = [{"$ref": pointer}]
    file = tmp_path / "openapi.yaml"
    file.write_text(as_yaml(value), encoding="utf-8")
    first = made(file)
    bound(value["paths"]["/pets"]["get"])
    file.write_text(as_yaml(value), encoding="utf-8")
    assert rerun(first, Access(root=ROOT)) is None


def test_a_selection_is_made_of_the_whole(tmp_path: Path) -> None:
    file = tmp_path / "openapi.yaml"
    file.write_text(as_yaml(PETS), encoding="utf-8")
    first = made(file, include=Selection(tags=("pets",)))
    file.write_text(as_yaml(changed(said_first)), encoding="utf-8")
    assert rerun(first, Access(root=ROOT)) is None


def test_what_is_shared_is_called_the_same_whoever_has_it_first(tmp_path: Path) -> None:
    """The first operation no longer has the header; the other one's is still judged."""
    file = tmp_path / "openapi.yaml"
    file.write_text(as_yaml(PETS), encoding="utf-8")
    first = made(file)
    value = deepcopy(PETS)
    del value["paths"]["/pets"]["get"]["responses"]["404"]
    file.write_text(as_yaml(value), encoding="utf-8")
    whole = made(file).files
    assert rerun(first, Access(root=ROOT)) in (None, whole)
    schemas = next(one for one in whole if one.path.name == "schemas.json")
    assert "headers.Why" in json.loads(schemas.text)["$defs"]
