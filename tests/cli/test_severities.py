"""Severities of all diagnostics, in the whole project and in parts of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from trueup.cli import main

XML = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /old:
    get: &get
      operationId: old
      tags: [undefined]
      responses:
        '200': {description: Done., content: {application/xml: {schema: {type: object}}}}
  /older:
    get: {<<: *get, operationId: older}
  /new:
    get: {<<: *get, operationId: new}
tags: [{name: defined}]
"""
BROKEN = XML.replace("{schema: {type: object}}", "{schema: {$ref: '#/nowhere'}}")


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("specs/a.yaml", "specs/legacy/b.yaml"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(XML)
    Path("broken.yaml").write_text(BROKEN)
    return tmp_path


class Reported:
    """Runs commands, and keeps what they print with `--format json`."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.code = 0

    def __call__(self, *arguments: str) -> list[dict[str, Any]]:
        self.code = main([*arguments, "--format", "json"])
        diagnostics: list[dict[str, Any]]
        diagnostics = json.loads(self._capsys.readouterr().out)["diagnostics"]
        return diagnostics


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Reported:
    return Reported(capsys)


def configure(text: str) -> None:
    Path("trueup.toml").write_text(text)


def severities(diagnostics: list[dict[str, Any]], code: str) -> list[str]:
    return [each["severity"] for each in diagnostics if each["code"] == code]


@pytest.mark.parametrize("command", ["lint", "generate", "check"])
@pytest.mark.parametrize("level", ["error", "warning", "note", "off"])
def test_severity_of_any_diagnostic_can_be_set(
    command: str, level: str, run: Reported
) -> None:
    configure(f'[lint]\nunstructured-body = "{level}"\noperation-tag-defined = "off"\n')
    expected = [] if level == "off" else [level]
    diagnostics = run(command, "specs/a.yaml")
    assert set(severities(diagnostics, "unstructured-body")) == set(expected)
    passed = 2 if command == "check" else 0  # nothing is generated
    assert run.code == (1 if level == "error" else passed)
    assert Path("pets").exists() == (command == "generate" and level != "error")


@pytest.mark.parametrize("code", ["unstructured-body", "operation-tag-defined"])
def test_override_holds_in_the_files_of_its_glob(code: str, run: Reported) -> None:
    configure(
        f'[lint]\n"{code}" = "warning"\n'
        f'[[overrides]]\nfiles = ["specs/legacy/*"]\nlint = {{ {code} = "off" }}\n'
    )
    assert set(severities(run("lint", "specs/a.yaml"), code)) == {"warning"}
    assert not severities(run("lint", "specs/legacy/b.yaml"), code)


def test_globs_are_relative_to_the_configuration(
    run: Reported, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(".git").mkdir()
    configure(
        '[[overrides]]\nfiles = ["specs/legacy/*"]\nlint = {unstructured-body = "off"}'
    )
    monkeypatch.chdir("specs")
    assert severities(run("lint", "a.yaml"), "unstructured-body")
    assert not severities(run("lint", "legacy/b.yaml"), "unstructured-body")


def test_override_holds_below_its_pointer(run: Reported) -> None:
    configure(
        '[lint]\npreset = "minimal"\n[[overrides]]\npointers = ["/paths/~1old"]\n'
        'lint = { unstructured-body = "off", operation-tag-defined = "error" }\n'
    )
    diagnostics = run("lint", "specs/a.yaml")
    bodies = [d for d in diagnostics if d["code"] == "unstructured-body"]
    assert not [d for d in bodies if d["pointer"].startswith("/paths/~1old/")]
    assert sorted(severities(diagnostics, "operation-tag-defined")) == [
        "error",
        "note",
        "note",
    ]
    assert run.code == 1


def test_last_override_decides(run: Reported) -> None:
    override = (
        '[[overrides]]\nfiles = ["specs/*"]\nlint = { unstructured-body = "%s" }\n'
    )
    configure(override % "off" + override % "warning")
    found = severities(run("lint", "specs/a.yaml"), "unstructured-body")
    assert set(found) == {"warning"}


def test_rule_that_is_off_can_be_enabled_in_a_file(run: Reported) -> None:
    configure(
        '[lint]\noperation-tag-defined = "off"\n[[overrides]]\n'
        'files = ["specs/a.yaml"]\nlint = { operation-tag-defined = "warning" }\n'
    )
    code = "operation-tag-defined"
    assert set(severities(run("lint", "specs/a.yaml"), code)) == {"warning"}
    assert not severities(run("lint", "specs/legacy/b.yaml"), code)


@pytest.mark.parametrize("command", ["lint", "generate", "check"])
@pytest.mark.parametrize("level", ["warning", "note", "off"])
def test_error_that_prevents_generation_is_not_lowered(
    command: str, level: str, run: Reported
) -> None:
    configure(f'[lint]\nunresolved-ref = "{level}"\n')
    diagnostics = run(command, "broken.yaml")
    assert run.code == 1
    assert set(severities(diagnostics, "unresolved-ref")) == {"error"}
    (fixed,) = (each for each in diagnostics if each["code"] == "fixed-severity")
    assert (fixed["file"], fixed["line"]) == ("trueup.toml", 2)
    assert not Path("pets").exists()


@pytest.mark.parametrize(
    ("text", "code"), [("a: [\n", "invalid-yaml"), ("", "empty-file")]
)
def test_unreadable_description_is_not_lowered(
    text: str, code: str, run: Reported
) -> None:
    configure(f'[lint]\n{code} = "off"\n')
    Path("bad.yaml").write_text(text)
    diagnostics = run("lint", "bad.yaml")
    assert run.code == 2
    assert severities(diagnostics, code) == ["error"]
    assert severities(diagnostics, "fixed-severity") == ["warning"]


def test_stale_file_is_not_lowered(run: Reported) -> None:
    configure('[lint]\nmissing-file = "off"\n')
    assert severities(run("check", "specs/a.yaml"), "missing-file")
    assert run.code == 2


def test_error_of_a_lint_rule_can_be_lowered_in_a_file(run: Reported) -> None:
    configure(
        '[lint]\noperation-tag-defined = "error"\n[[overrides]]\n'
        'files = ["specs/a.yaml"]\nlint = { operation-tag-defined = "off" }\n'
    )
    assert not severities(run("lint", "specs/a.yaml"), "fixed-severity")
    assert run.code == 0


def test_changed_override_is_not_up_to_date(run: Reported) -> None:
    override = '[[overrides]]\nfiles = ["*"]\nlint = { %s }\n'
    code = "operation-tag-defined"
    others = {one["code"] for one in run("lint", "specs/a.yaml")} - {code}
    off = ", ".join(f'{other} = "off"' for other in others)
    configure(override % f'{off}, {code} = "off"')
    assert not run("generate", "specs/a.yaml")
    assert not run("generate", "specs/a.yaml")
    configure(override % f'{off}, {code} = "error"')
    assert severities(run("generate", "specs/a.yaml"), code)
    assert run.code == 1


def test_note_about_the_whole_description_is_at_a_location_where_it_is_not_off(
    run: Reported,
) -> None:
    body = "{application/xml: {schema: {type: object}}}"
    own = f"responses: {{'200': {{description: Done., content: {body}}}}}"
    text = XML.replace("operationId: new}", f"operationId: new, {own}}}")
    Path("specs/a.yaml").write_text(text)
    configure(
        "[[overrides]]\npointers = ['/paths/~1old', '/paths/~1older']\n"
        "lint = { unstructured-body = 'off' }"
    )
    diagnostics = run("lint", "specs/a.yaml")
    (shown,) = (each for each in diagnostics if each["code"] == "unstructured-body")
    assert shown["pointer"].startswith("/paths/~1new/")


def test_hidden_diagnostics_do_not_use_up_the_limit(run: Reported) -> None:
    """A hundred diagnostics of a code are shown; those that are off do not count."""
    code = "required-property-undefined"
    schema = "{{type: object, required: [a{0}], properties: {{b: {{type: string}}}}}}"
    names = [f"Old{number}" for number in range(120)] + ["New"]
    lines = [f"    {name}: {schema.format(name)}\n" for name in names]
    Path("specs/a.yaml").write_text(f"{XML}components:\n  schemas:\n{''.join(lines)}")
    assert len(severities(run("lint", "specs/a.yaml"), code)) == 101
    pointers = [f"/components/schemas/{name}" for name in names[:-1]]
    configure(f"[[overrides]]\npointers = {pointers}\nlint = {{ {code} = 'off' }}")
    diagnostics = run("lint", "specs/a.yaml")
    (shown,) = (each for each in diagnostics if each["code"] == code)
    assert shown["pointer"].startswith("/components/schemas/New")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[lint]\nunstructured-bdy = "off"', "did you mean `unstructured-body`?"),
        ("[[overrides]]\nlint = {unstructured-bdy = 'off'}", "`unstructured-body`?"),
        ('[lint]\nunstructured-body = "of"', "did you mean `off`?"),
        ("[[overrides]]\nfile = ['a']\nlint = {}", "did you mean `files`?"),
        ("[[overrides]]\nfiles = ['a']", "must have a table `lint`"),
        ("[[overrides]]\npointers = ['paths']\nlint = {}", "is not a JSON pointer"),
        ("[overrides]\nlint = {}", "must be a list of tables"),
    ],
)
def test_mistake_in_severities_is_a_diagnostic(
    text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(text)
    main(["lint", "specs/a.yaml"])
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 0),
        (["--fail-on", "error"], 0),
        (["--fail-on", "warning"], 0),
        (["--fail-on", "note"], 1),
        (["--strict", "--fail-on", "error"], 0),
        (["--strict", "--fail-on", "note"], 1),
        (["--fail-on", "nonsense"], 2),
    ],
    ids=str,
)
def test_fail_on_sets_the_severity_that_fails(arguments: list[str], code: int) -> None:
    assert main(["lint", "specs/a.yaml", "--preset", "minimal", *arguments]) == code
