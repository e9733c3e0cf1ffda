"""`lint` reports what `generate` reports, with the same preset of rules."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from trueup.cli import main

CASES = Path(__file__).parents[1] / "cases"
DESCRIPTIONS = sorted(CASES.glob("*/*/spec.*"))


def diagnostics(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, list[dict[str, Any]]]:
    code = main([*arguments, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)["diagnostics"]


@pytest.mark.parametrize(
    "path", DESCRIPTIONS[::4], ids=lambda path: str(path.relative_to(CASES).parent)
)
def test_lint_reports_what_generate_reports(
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)  # without the configuration of the project
    code, reported = diagnostics(capsys, "lint", str(path), "--preset", "minimal")
    generated = diagnostics(
        capsys, "generate", str(path), "-o", str(tmp_path), "-p", "api_x", "--dry-run"
    )
    assert (code, reported) == generated
    assert len(reported) == len({json.dumps(each) for each in reported})


@pytest.mark.parametrize("target", ["client", "server", "conformance"])
@pytest.mark.parametrize(
    "case", ["features/exponential-validation", "features/query-names-that-meet"]
)
def test_lint_reports_what_generate_reports_for_one_target(
    case: str,
    target: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (description,) = (CASES / case).glob("spec.*")
    shutil.copy(description, tmp_path)
    monkeypatch.chdir(tmp_path)
    Path("trueup.toml").write_text(
        f'[[packages]]\ndescription = "{description.name}"\ntargets = ["{target}"]\n'
    )
    reported = diagnostics(capsys, "lint", "--preset", "minimal")
    assert reported == diagnostics(capsys, "generate", "--dry-run")
    codes = {each["code"] for each in reported[1]}
    of_servers = {"exponential-validation", "no-validation-response"} & codes
    assert bool(of_servers) is (target != "client")


STAGES = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      callbacks: {x: {'{$request.query.u}': {}}}
      responses:
        '200': {description: Done., content: {application/xml: {schema: {type: object}}}}
    post:
      operationId: addPet
      responses: {'204': {description: Done.}}
components:
  schemas:
    Pet: {type: object, properties: {a-b: {type: string}, a_b: {type: string}}}
    pet: {type: object}
tags: [{name: pets}]
"""


def test_lint_checks_the_options_of_each_package_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pets.yaml").write_text(STAGES)
    package = '[[packages]]\ndescription = "pets.yaml"\npackage = "%s"\n%s\n'
    Path("trueup.toml").write_text(
        package % ("one", 'include = { tags = ["petz"] }')
        + package % ("two", 'names = { "/components/schemas/Dog" = "Hound" }')
        + package % ("three", "")
    )
    _, generated = diagnostics(capsys, "generate", "--dry-run")
    code, reported = diagnostics(capsys, "lint", "--preset", "minimal")
    codes = [each["code"] for each in reported]
    assert code == 1
    assert {"unknown-selection", "unknown-name-override", "unstructured-body"} <= {
        *codes
    }
    assert codes.count("unstructured-body") == 1
    assert {json.dumps(each) for each in reported} == {
        json.dumps(each) for each in generated
    }


def test_mistake_in_the_options_of_a_package_is_located(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pets.yaml").write_text(STAGES)
    options = {
        'include = { tags = ["petz"] }': "unknown-selection",
        'exclude = { paths = ["/*"] }': "nothing-selected",
        'names = { "/paths/~1pets" = "a b" }': "invalid-name-override",
        'names = { "/components/schemas/Dog" = "D" }': "unknown-name-override",
        'unknown_properties = ["Dog"]': "unknown-schema",
    }
    for option, code in options.items():
        Path("trueup.toml").write_text(
            f'[[packages]]\ndescription = "pets.yaml"\n\n{option}\n'
        )
        _, reported = diagnostics(capsys, "lint", "--preset", "minimal")
        (only,) = (item for item in reported if item["code"] == code)
        assert (only["file"], only["line"]) == ("trueup.toml", 4)


def test_lint_fails_for_warnings_where_the_package_is_strict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pets.yaml").write_text(STAGES.replace("/pets:", "/pets?a=b:"))
    assert main(["lint", "pets.yaml"]) == 0
    Path("trueup.toml").write_text(
        '[[packages]]\ndescription = "pets.yaml"\nstrict = true\n'
    )
    assert main(["lint"]) == 1


def test_violated_rule_does_not_hide_what_later_stages_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pets.yaml").write_text(STAGES.replace("[{name: pets}]", "[{name: dogs}]"))
    Path("trueup.toml").write_text('[lint]\noperation-tag-defined = "error"\n')
    for command in ("lint", "generate"):
        code, reported = diagnostics(capsys, command, "pets.yaml")
        assert code == 1
        assert {"operation-tag-defined", "unstructured-body"} <= {
            each["code"] for each in reported
        }
    assert not Path("pets").exists()
