"""`lint --baseline`: diagnostics that a project has already."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from trueup.cli import main

PETS: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1"},
    "servers": [{"url": "https://a.example.org/"}, {"url": "https://b.example.org/"}],
    "tags": [{"name": "pets"}, {"name": "pets"}],
    "paths": {
        "/pets/": {
            "get": {
                "operationId": "listPets",
                "tags": ["pets", "undefined"],
                "parameters": [
                    {"name": "a", "in": "query", "schema": {"enum": [1, 1]}},
                    {"name": "b", "in": "query", "schema": {"enum": [2, 2]}},
                ],
                "responses": {"200": {"description": "All."}},
            }
        }
    },
    "components": {"schemas": {"Unused": {"type": "object", "title": "A"}}},
}


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    describe(PETS)


def describe(value: Any, name: str = "pets.json") -> None:
    Path(name).write_text(json.dumps(value, indent=2))


class Linted:
    """Runs `trueup lint --baseline baseline`."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.code = 0
        self.err = ""

    def __call__(self, *arguments: str, file: str = "pets.json") -> list[str]:
        """The codes and pointers of the diagnostics."""
        options = ("--baseline", "baseline", "--format", "json", *arguments)
        self.code = main(["lint", file, *options])
        printed = self._capsys.readouterr()
        self.err = printed.err
        if not printed.out:
            return []
        diagnostics = json.loads(printed.out)["diagnostics"]
        return [f"{d['code']} {d['pointer']}" for d in diagnostics]


@pytest.fixture
def lint(capsys: pytest.CaptureFixture[str]) -> Linted:
    return Linted(capsys)


def entries() -> list[Any]:
    return [json.loads(line) for line in Path("baseline").read_text().splitlines()[1:]]


def changed(change: str) -> dict[str, Any]:
    """A copy of the description after some statements."""
    value = json.loads(json.dumps(PETS))
    item = value["paths"]["/pets/"]
    names = {"value": value, "item": item, "get": item["get"]}
    exec(change, names)
    return value


def test_listed_problems_are_hidden_and_counted(lint: Linted) -> None:
    assert not lint("--update-baseline")
    number = sum(entry.get("count", 1) for entry in entries())
    assert number > 5
    assert f"{number} problems are in the baseline `baseline`" in lint.err
    assert not lint("--fail-on", "note") and lint.code == 0
    assert f"{number} problems are in the baseline" in lint.err


def test_file_is_sorted_and_has_no_absolute_path_or_line(lint: Linted) -> None:
    lint("--update-baseline")
    text = Path("baseline").read_text()
    lines = text.splitlines()[1:]
    keys = [[entry[k] for k in ("file", "rule", "pointer")] for entry in entries()]
    assert keys == sorted(keys) and len(lines) == len(set(lines))
    assert os.getcwd() not in text
    assert {key for entry in entries() for key in entry} <= {
        *("file", "rule", "pointer", "value", "count")
    }
    lint("--write-baseline")
    assert Path("baseline").read_text() == text


@pytest.mark.parametrize(
    "change",
    [
        "value['paths'] = {'/new': {}, **value['paths']}",
        "get['parameters'].insert(0, {'name': 'c', 'in': 'query', 'schema': {}})",
        "get['parameters'].reverse()",
        "value['servers'].insert(0, {'url': 'https://c.example.org'})",
        "get['tags'].insert(0, 'pets')",
        "item['post'] = {'operationId': 'add', 'responses': {'204': {'description': 'D'}}}",
        "get['responses']['404'] = {'description': 'None.'}",
        "value['components']['parameters'] = {}",
        "value['components'] = dict(reversed(value['components'].items()))",
        "value['tags'].insert(0, {'name': 'first'})",
        "value['info']['description'] = 'New.'",
        "get['x-trueup-ignore'] = {'rule': 'typed-enum', 'reason': 'x'}",
        "get['parameters'][0] = dict(reversed(get['parameters'][0].items()))",
        "value['components']['schemas']['Unused'] = {'title': 'A', 'type': 'object'}",
    ],
)
def test_change_elsewhere_leaves_listed_problems_hidden(
    change: str, lint: Linted
) -> None:
    lint("--update-baseline")
    rules = {entry["rule"] for entry in entries()}
    describe(changed(change))
    assert not [line for line in lint() if line.split()[0] in rules]


def test_change_of_the_value_makes_a_problem_new(lint: Linted) -> None:
    lint("--update-baseline")
    describe(changed("get['parameters'][1]['schema']['enum'] = [3, 3]"))
    (new,) = (line for line in lint() if line.startswith("duplicated-entry"))
    assert new.endswith("/parameters/1/schema/enum")


def test_order_of_keys_is_irrelevant(lint: Linted) -> None:
    lint("--update-baseline")
    text = json.dumps(PETS, indent=4, sort_keys=True)
    Path("pets.json").write_text("\n\n" + text)
    assert not lint()


def test_problems_are_counted(lint: Linted) -> None:
    """A second duplicate of a listed tag is new."""
    lint("--update-baseline")
    describe(changed("value['tags'].append({'name': 'pets'})"))
    new = [line for line in lint() if line.startswith("openapi-tags-uniqueness")]
    assert len(new) == 1


def test_more_problems_than_are_shown_are_listed(lint: Linted) -> None:
    old = {f"/p{number}/": {} for number in range(150)}
    describe({**PETS, "paths": old})
    lint("--update-baseline")
    describe({**PETS, "paths": {"/first/": {}, **old, "/last/": {}}})
    new = [line for line in lint() if line.startswith("path-keys")]
    assert new == [
        "path-keys-no-trailing-slash /paths/~1first~1",
        "path-keys-no-trailing-slash /paths/~1last~1",
    ]


def test_solved_problem_is_a_note_until_it_is_removed(
    lint: Linted, capsys: pytest.CaptureFixture[str]
) -> None:
    lint("--update-baseline")
    before = Path("baseline").read_text()
    solved = changed("value['servers'][0]['url'] = 'https://a.example.org'")
    describe(solved)
    assert [line.split()[0] for line in lint()] == ["stale-baseline"]
    assert lint.code == 0 and Path("baseline").read_text() == before
    main(["lint", "pets.json", "--baseline", "baseline"])
    printed = capsys.readouterr().err
    assert "trueup lint --baseline baseline --update-baseline" in printed
    assert "oas3-server-trailing-slash" in printed
    assert not lint("--update-baseline")
    assert {*Path("baseline").read_text().splitlines()} < {*before.splitlines()}
    describe(PETS)
    assert [line.split()[0] for line in lint()] == ["oas3-server-trailing-slash"]


def test_update_adds_nothing_to_an_existing_file(lint: Linted) -> None:
    lint("--update-baseline")
    before = Path("baseline").read_text()
    describe(changed("value['paths']['/dogs/'] = {}"))
    assert [line.split()[0] for line in lint("--update-baseline")] == [
        "path-keys-no-trailing-slash"
    ]
    assert Path("baseline").read_text() == before
    assert not lint("--write-baseline")
    assert len(Path("baseline").read_text()) > len(before)


def test_problems_next_to_an_error_that_prevents_generation_are_listed(
    lint: Linted,
) -> None:
    info = {"title": "Pets", "version": "1", "contact": {"nmae": "A"}}
    describe(PETS | {"info": info, "components": {"securitySchemes": {"a": {}}}})
    fatal = ["invalid-description /components/securitySchemes/a"]
    assert lint("--update-baseline") == fatal
    assert lint() == fatal
    assert lint("--write-baseline") == fatal
    pointers = [entry["pointer"] for entry in entries()]
    assert "/info/contact/nmae" in pointers


def test_checks_that_did_not_run_leave_entries(lint: Linted) -> None:
    lint("--update-baseline")
    before = Path("baseline").read_text()
    assert not lint("--only", "typed-enum", "--update-baseline")
    assert not lint("--preset", "minimal", "--update-baseline")
    describe({**PETS, "paths": {}}, "other.json")
    assert not [x for x in lint(file="other.json") if x.startswith("stale")]
    lint("--update-baseline", file="other.json")
    assert Path("baseline").read_text() == before
    Path("pets.json").unlink()
    describe({**PETS, "servers": [], "tags": [], "paths": {}}, "other.json")
    lint("--update-baseline", file="other.json")
    assert not [entry for entry in entries() if entry["file"] == "pets.json"]


def test_baseline_in_another_folder(
    lint: Linted, monkeypatch: pytest.MonkeyPatch
) -> None:
    lint("--update-baseline")
    Path("sub").mkdir()
    monkeypatch.chdir("sub")
    assert main(["lint", "../pets.json", "--baseline", "../baseline", "--strict"]) == 0


HEADER = '{"format": "trueup-baseline", "version": 1}\n'
ENTRY = {"file": "a", "rule": "b", "pointer": "", "value": "c"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b"{}\n",
        HEADER.replace("1}", "2}").encode(),
        f"{HEADER}x\n".encode(),
        f"{HEADER}[{'[' * 100_000}\n".encode(),
        f"{HEADER}[]\n".encode(),
        f"{HEADER}{{}}\n".encode(),
        *(
            f"{HEADER}{json.dumps({**ENTRY, **change})}\n".encode()
            for change in (
                {"count": 0},
                {"count": True},
                {"count": 1.5},
                {"count": 10**30},
                {"file": 1},
                {"line": 3},
                {"value": None},
            )
        ),
        f"{HEADER}<<<<<<< ours\n".encode(),
    ],
    ids=lambda content: repr(content[-40:]),
)
@pytest.mark.parametrize("option", [[], ["--update-baseline"]])
def test_broken_file_is_a_diagnostic(
    content: bytes, option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("baseline").write_bytes(content)
    assert main(["lint", "pets.json", "--baseline", "baseline", *option]) == 2
    assert "error[invalid-baseline]" in capsys.readouterr().err
    assert Path("baseline").read_bytes() == content


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--baseline", "none"], "create it with --update-baseline"),
        (["--update-baseline"], "needs --baseline FILE"),
        (["--write-baseline"], "needs --baseline FILE"),
    ],
)
def test_baseline_must_be_created_explicitly(
    options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", "pets.json", *options]) == 2
    assert message in capsys.readouterr().err
    assert not Path("none").exists()


def test_link_is_not_written_through(capsys: pytest.CaptureFixture[str]) -> None:
    Path("target").write_text(HEADER)
    Path("baseline").symlink_to("target")
    options = ["--baseline", "baseline", "--write-baseline"]
    assert main(["lint", "pets.json", *options]) == 2
    assert "it is a link" in capsys.readouterr().err
    assert Path("target").read_text() == HEADER


def test_description_that_cannot_be_read_still_fails(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("bad.yaml").write_text("a: [")
    options = ["--baseline", "baseline", "--update-baseline"]
    assert main(["lint", "bad.yaml", *options]) == 2
    assert main(["lint", "bad.yaml", "--baseline", "baseline"]) == 2
    assert "error[" in capsys.readouterr().err
