"""Diagnostics of descriptions with overlays lead to the file in which a value is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from trueup.cli import trueup
from trueup.diagnostics import Report
from trueup.lower.size_limit import size_limit
from trueup.normalize import normalize
from trueup.resolve import resolve
from trueup.source import Document, Node

from .application import apply, overlay_text

DESCRIPTION = """\
a:
  k: 1
  list:
    - {n: 0}
    - {n: 1}
    - {n: 2}
b: {}
"""
OVERLAY = """\
overlay: 1.1.0
info: {title: T, version: "1"}
actions:
  - target: $.a
    update:
      k: 2
      new:
        deep: 3
      list:
        - n: 3
  - target: $.a.list[1]
    remove: true
  - target: $.a.list[2]
    update: {more: 4}
  - target: $.b
    copy: $.a
  - target: $.a.list[0].n
    update: 5
"""

PLACES = {
    # Untouched values, and objects into which an overlay merges, are in the description.
    "/a": ("a.yaml", 1, 1),
    "/a/list": ("a.yaml", 3, 3),
    "/a/list/0": ("a.yaml", 4, 7),
    # An item that moved, and its children.
    "/a/list/1": ("a.yaml", 6, 7),
    "/a/list/1/n": ("a.yaml", 6, 11),
    # Values of overlays.
    "/a/k": ("0.yaml", 6, 10),
    "/a/new": ("0.yaml", 7, 7),
    "/a/new/deep": ("0.yaml", 8, 15),
    "/a/list/2": ("0.yaml", 10, 11),
    "/a/list/2/n": ("0.yaml", 10, 14),
    "/a/list/2/more": ("0.yaml", 14, 20),
    "/a/list/0/n": ("0.yaml", 18, 13),
    # Copies are where they are written.
    "/b": ("a.yaml", 7, 1),
    "/b/k": ("0.yaml", 6, 10),
    "/b/list": ("a.yaml", 3, 3),
    "/b/list/0/n": ("a.yaml", 4, 11),
    "/b/list/1/n": ("a.yaml", 6, 11),
    "/b/list/2/more": ("0.yaml", 14, 20),
    # The place of a missing value is that of the nearest one around it.
    "/a/new/deep/none": ("0.yaml", 8, 9),
    "/b/none": ("a.yaml", 7, 1),
}


@pytest.mark.parametrize("pointer", PLACES)
def test_value_leads_to_its_file(tmp_path: Path, pointer: str) -> None:
    document = apply(tmp_path, DESCRIPTION, OVERLAY).document
    assert document is not None
    span = document.span(tuple(pointer.split("/")[1:]))
    assert (Path(span.path).name, span.line, span.column) == PLACES[pointer]
    assert span.pointer == pointer  # in the result, not in the overlay


def test_every_value_is_where_it_is_written(tmp_path: Path) -> None:
    """The text at the location of each primitive value is that value."""
    document = apply(tmp_path, DESCRIPTION, OVERLAY).document
    assert document is not None
    texts = {file.display: file.text.splitlines() for file in document.files}
    checked = 0
    pending = [Node(document, (), document.value)]
    while pending:
        node = pending.pop()
        pending += [child for _, child in node.items()] + [*node.elements()]
        if isinstance(node.value, int):
            span = node.span()
            text = texts[span.path][span.line - 1][span.column - 1 :][: span.length]
            assert text == str(node.value), node
            checked += 1
    assert checked == 12


def test_places_survive_later_overlays(tmp_path: Path) -> None:
    second = overlay_text(
        {"target": "$.a.list[0]", "remove": True},
        {"target": "$.a.new.deep", "update": 9},
        {"target": "$.b", "remove": True},
        {"target": "$", "update": {"b": {"k": 1}}},
    )
    document = apply(tmp_path, DESCRIPTION, OVERLAY, second).document
    assert document is not None
    assert _file(document, "a", "list", "0", "n") == ("a.yaml", 6)
    assert _file(document, "a", "list", "1", "more") == ("0.yaml", 14)
    assert _file(document, "a", "new", "deep")[0] == "1.yaml"
    assert _file(document, "b")[0] == _file(document, "b", "k")[0] == "1.yaml"


def _file(document: Document, *pointer: str) -> tuple[str, int]:
    span = document.span(pointer)
    return Path(span.path).name, span.line


PETS = """\
openapi: 3.0.3
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.test/"}]
tags: [{name: b}, {name: a}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [a, b]
      responses:
        "200": {description: Pets.}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("pets.yaml").write_text(PETS)
    return tmp_path


def configure(more: str = "", *, description: str = "pets.yaml") -> None:
    Path("trueup.toml").write_text(f"""\
[[packages]]
description = "{description}"
overlays = ["pets.overlay.yaml"]
{more}
""")


def overlay(*actions: object, version: str = "1.1.0") -> None:
    Path("pets.overlay.yaml").write_text(overlay_text(*actions, version=version))


def lint(*arguments: str) -> tuple[int, list[str]]:
    """The exit code, and `file: code` of each diagnostic."""
    result = CliRunner().invoke(
        trueup, ["lint", *arguments, "--format", "concise"], standalone_mode=False
    )
    assert result.exception is None, result.exc_info
    lines = [line for line in result.output.splitlines() if ": " in line]
    return result.return_value, [
        f"{line.split(':')[0]}: {line.split('[')[1].split(']')[0]}"
        for line in lines
        if "[" in line
    ]


GET: dict[str, Any] = {"target": "$.paths['/pets'].get"}


def test_diagnostics_lead_to_both_files(project: Path) -> None:
    configure()
    schema = {"type": "array", "maxLength": 3}
    overlay(
        {**GET, "update": {"parameters": [{"name": "a", "in": "q", "schema": schema}]}},
        {**GET, "update": {"operationId": "a"}},
    )
    _, found = lint()
    assert "pets.overlay.yaml: invalid-description" in found
    assert "pets.yaml: oas3-server-trailing-slash" in found


def test_description_of_2_0_is_upgraded_with_its_overlay(project: Path) -> None:
    Path("pets.yaml").write_text("""\
swagger: "2.0"
info: {title: Pets, version: "1"}
host: pets.test
paths:
  /pets:
    get: {operationId: listPets, responses: {"200": {description: Pets.}}}
""")
    configure()
    name = {"name": "n", "in": "query", "type": "string", "enum": ["a", "a"]}
    overlay({**GET, "update": {"parameters": [name]}})
    _, found = lint("--only", "duplicated-entry-in-enum")
    assert found == ["pets.overlay.yaml: duplicated-entry-in-enum"]


def test_suppressions_by_file_pointer_and_operation(project: Path) -> None:
    overlay({**GET, "update": {"summary": "X", "tags": ["none"]}})
    rule = "operation-tag-defined"
    for condition, is_ignored in (
        ('files = ["pets.overlay.yaml"]', True),
        ('files = ["pets.yaml"]', False),
        ('pointers = ["/paths/~1pets/get/tags"]', True),
        ('pointers = ["/actions"]', False),
        ('operations = ["listPets"]', True),
        ('operations = ["other"]', False),
    ):
        configure(f'[[ignore]]\nrule = "{rule}"\nreason = "x"\n{condition}\n')
        _, found = lint("--only", rule)
        reported = [f"pets.overlay.yaml: {rule}"] * (not is_ignored)
        assert [line for line in found if "unused" not in line] == reported, condition


@pytest.mark.parametrize("is_in_overlay", [True, False])
def test_inline_suppression_applies_in_both_files(
    project: Path, is_in_overlay: bool
) -> None:
    configure()
    ignore = {"rule": "operation-tag-defined", "reason": "x"}
    update: dict[str, Any] = {"tags": ["none"]}
    if is_in_overlay:
        update["x-trueup-ignore"] = ignore
    else:
        text = PETS.replace(
            "    get:\n", f"    get:\n      x-trueup-ignore: {ignore}\n"
        )
        Path("pets.yaml").write_text(text)
    overlay({**GET, "update": update})
    assert lint("--only", "operation-tag-defined") == (0, [])


def test_baseline_hides_problems_of_overlays(project: Path) -> None:
    configure()
    overlay({**GET, "update": {"tags": ["none"]}})
    only = "--only", "operation-tag-defined"
    lint(*only, "--baseline", "known.json", "--write-baseline")
    assert lint(*only, "--baseline", "known.json") == (0, [])
    # Actions before it move the pointer in the overlay, not that in the result.
    overlay(
        {"target": "$", "update": {"x-a": 1}}, {**GET, "update": {"tags": ["none"]}}
    )
    assert lint(*only, "--baseline", "known.json") == (0, [])
    overlay({**GET, "update": {"tags": ["other", "none"]}})
    assert len(lint(*only, "--baseline", "known.json")[1]) == 1


def fix(*rules: str) -> None:
    only = [word for rule in rules for word in ("--only", rule)]
    CliRunner().invoke(trueup, ["lint", "--fix", *only])


def test_fixes_change_the_description_only_where_it_has_the_value(
    project: Path,
) -> None:
    configure()
    overlay({"target": "$.servers", "update": {"url": "https://second.test/"}})
    before = Path("pets.overlay.yaml").read_text()
    fix("oas3-server-trailing-slash", "openapi-tags-alphabetical")
    assert Path("pets.overlay.yaml").read_text() == before
    text = Path("pets.yaml").read_text()
    assert text == PETS.replace("pets.test/", "pets.test").replace(
        "[{name: b}, {name: a}]", "[{name: a}, {name: b}]"
    )


def test_fix_of_an_array_of_both_files_is_not_made(project: Path) -> None:
    configure()
    overlay(
        {"target": "$.tags", "update": {"name": "0"}},
        {"target": "$.servers[0]", "update": {"url": "https://other.test/"}},
        {"target": "$", "update": {"x-e": 1}},
    )
    fix("oas3-server-trailing-slash", "openapi-tags-alphabetical")
    assert Path("pets.yaml").read_text() == PETS


@pytest.mark.parametrize(
    ("written", "action"),
    [
        ("", {"target": "$..parameters[0]", "update": {"required": False}}),
        (", required: false", {"target": "$..parameters[0].required", "remove": True}),
    ],
)
def test_fix_of_a_value_that_an_overlay_decides_is_not_made(
    project: Path, written: str, action: object
) -> None:
    configure()
    parameter = f"[{{name: id, in: path, schema: {{type: string}}{written}}}]"
    text = PETS.replace("/pets:", "/pets/{id}:").replace(
        "      tags:", f"      parameters: {parameter}\n      tags:"
    )
    Path("pets.yaml").write_text(text)
    overlay(action)
    assert lint("--only", "path-params")[1]
    fix("path-params")
    assert Path("pets.yaml").read_text() == text


def test_fix_after_a_removed_item_changes_the_right_one(project: Path) -> None:
    configure()
    text = PETS.replace(
        '[{url: "https://pets.test/"}]',
        '[{url: "https://one.test/"}, {url: "https://two.test/"}]',
    )
    Path("pets.yaml").write_text(text)
    overlay({"target": "$.servers[0]", "remove": True})
    fix("oas3-server-trailing-slash")
    assert Path("pets.yaml").read_text() == text.replace("two.test/", "two.test")


def test_scalars_of_yaml_1_1_are_reported_in_both_files(project: Path) -> None:
    configure()
    Path("pets.yaml").write_text(PETS + "x-a: no\n")
    Path("pets.overlay.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: T, version: '1'}\n"
        "actions: [{target: $, update: {x-b: yes}}]\n"
    )
    _, found = lint("--only", "yaml-1-1-ambiguity")
    assert found == [
        f"pets{name}.yaml: yaml-1-1-ambiguity" for name in (".overlay", "")
    ]


def test_relative_reference_is_relative_to_the_description(project: Path) -> None:
    Path("specs").mkdir()
    Path("specs/pets.yaml").write_text(PETS)
    # Normalization rewrites this file, and not the description.
    Path("specs/pet.yaml").write_text("type: string\nnullable: true\n")
    configure(description="specs/pets.yaml")
    media = {"application/json": {"schema": {"$ref": "pet.yaml"}}}
    overlay({**GET, "update": {"responses": {"200": {"content": media}}}})
    code, found = lint()
    assert code == 0 and "pets.overlay.yaml: unreadable-file" not in found
    Path("specs/pet.yaml").rename("pet.yaml")
    assert "pets.overlay.yaml: unreadable-file" in lint()[1]


def test_anchors_of_overlays_are_found(project: Path) -> None:
    configure()
    Path("pets.yaml").write_text(PETS.replace("3.0.3", "3.1.0"))
    schemas = {"A": {"$anchor": "here"}, "B": {"$ref": "#here"}}
    overlay({"target": "$", "update": {"components": {"schemas": schemas}}})
    assert not [line for line in lint()[1] if "unresolved-ref" in line]


def test_consequence_of_an_unresolved_reference_is_not_reported(project: Path) -> None:
    configure()
    schema = {"type": "string", "allOf": [{"$ref": "#/components/schemas/None"}]}
    media = {"application/json": {"schema": schema, "example": 1}}
    overlay({**GET, "update": {"responses": {"200": {"content": media}}}})
    _, found = lint("--allow-missing")
    assert "pets.overlay.yaml: unresolved-ref" in found
    assert "pets.overlay.yaml: valid-example" not in found
    schema.pop("allOf")
    overlay({**GET, "update": {"responses": {"200": {"content": media}}}})
    assert "pets.overlay.yaml: valid-example" in lint("--allow-missing")[1]


def test_limit_on_generated_code_counts_the_text_of_overlays(tmp_path: Path) -> None:
    remaining = []
    for update in ({}, {"x-a": "x" * 1_000}):
        text = overlay_text({"target": "$", "update": update})
        document = apply(tmp_path, PETS, text).document
        assert document is not None
        spec = resolve(document, Report())
        assert spec is not None
        remaining.append(size_limit(spec).remaining)
    assert remaining[0] + 1_000 < remaining[1]


def test_reference_of_an_overlay_leads_to_a_normalized_file(tmp_path: Path) -> None:
    (tmp_path / "pet.yaml").write_text("type: string\nnullable: true\n")
    media = {"application/json": {"schema": {"$ref": "pet.yaml"}}}
    update = {"responses": {"200": {"content": media}}}
    # In 3.1, only files with keywords of 3.0 are rewritten.
    description = PETS.replace("3.0.3", "3.1.0")
    text = overlay_text({**GET, "update": update})
    document = apply(tmp_path, description, text).document
    assert document is not None
    spec = resolve(document, Report())
    assert spec is not None
    normal = normalize(spec, Report())
    responses = normal.root.at("paths", "/pets", "get", "responses", "200")
    assert responses is not None
    schema = responses.at("content", "application/json", "schema")
    assert schema is not None
    target = normal.follow(schema)
    assert target is not None and target.value == {"type": ["string", "null"]}
