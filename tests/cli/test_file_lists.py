"""`inputs` and `outputs` list files for build tools."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from trueup.cli import main

PETS = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets: {$ref: "paths of pets.yaml"}
"""
PATHS = """\
get:
  operationId: listPets
  responses: {"200": {description: ok, content: {application/json: {schema: {type: object}}}}}
"""
CONFIGURATION = """\
[[packages]]
description = "pets.yaml"
package = "acme.pets"
output = "out"
targets = ["client"]
runtime = "package"
"""
INPUTS = ["paths of pets.yaml", "pets.yaml", "trueup.toml"]
MANIFEST = "out/acme/pets/.trueup.json"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pets.yaml").write_text(PETS)
    Path("paths of pets.yaml").write_text(PATHS)
    Path("trueup.toml").write_text(CONFIGURATION)


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main([*arguments]) == 0
    return capsys.readouterr().out


def run_make(environment: dict[str, str]) -> str:
    """The output of Make, without the settings of a Make that runs the tests."""
    settings = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    done = subprocess.run(
        ["make"],
        capture_output=True,
        text=True,
        check=True,
        env={name: environment[name] for name in environment if name not in settings},
    )
    return done.stdout


def test_inputs_are_the_configuration_and_the_files_of_the_description(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert output(capsys, "inputs").splitlines() == INPUTS
    listed = json.loads(output(capsys, "inputs", "--format", "json"))
    assert listed == {"packages": [{"package": "acme.pets", "inputs": INPUTS}]}


def test_outputs_are_the_files_that_generate_writes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    listed = output(capsys, "outputs").splitlines()
    assert main(["generate", "-q"]) == 0
    written = [p.as_posix() for p in Path("out").rglob("*") if p.is_file()]
    assert sorted(listed) == sorted(written)
    assert listed[-1] == MANIFEST


def test_depfile_of_inputs_names_the_manifest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = r"paths\ of\ pets.yaml pets.yaml trueup.toml"
    rule = f"{MANIFEST}: {files}\n"
    assert output(capsys, "inputs", "--format", "ninja") == rule
    phony = "paths\\ of\\ pets.yaml:\npets.yaml:\ntrueup.toml:\n"
    assert output(capsys, "inputs", "--format", "make") == rule + phony


def test_depfile_of_outputs_names_all_files(capsys: pytest.CaptureFixture[str]) -> None:
    listed = output(capsys, "outputs").splitlines()
    targets, _, files = output(capsys, "outputs", "--format", "ninja").partition(": ")
    assert targets.split() == listed
    assert files == "paths\\ of\\ pets.yaml pets.yaml trueup.toml\n"


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_runs_a_rule_when_an_input_is_newer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("pets.d").write_text(output(capsys, "inputs", "--format", "make"))
    Path("Makefile").write_text(
        f"{MANIFEST}:\n\t@echo run; mkdir -p out/acme/pets; touch $@\ninclude pets.d\n"
    )

    def make() -> str:
        return run_make({**os.environ})

    assert make() == "run\n"
    assert "up to date" in make()
    future = Path(MANIFEST).stat().st_mtime + 10
    os.utime("paths of pets.yaml", (future, future))
    assert make() == "run\n"
    Path("paths of pets.yaml").unlink()  # no rule makes it, and none is needed
    assert make() == "run\n"


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
@pytest.mark.parametrize(
    "name", ["a:b.yaml", "a%b.yaml", "a=b.yaml", "a*.yaml", "a\nb"]
)
def test_path_that_a_depfile_cannot_express_is_refused(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("trueup.toml").unlink()
    Path(name).write_text(PETS)
    assert main(["inputs", f"./{name}", "-p", "pets", "--format", "make"]) == 2
    assert "cannot express" in capsys.readouterr().err
    listed = json.loads(
        output(capsys, "inputs", f"./{name}", "-p", "pets", "--format", "json")
    )
    assert listed["packages"][0]["inputs"] == sorted([name, "paths of pets.yaml"])


def test_description_with_errors_has_inputs_but_no_outputs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("pets.yaml").write_text(PETS.replace("paths:", "pathz:\n  a: 1\npaths:"))
    assert output(capsys, "inputs").splitlines() == INPUTS
    Path("paths of pets.yaml").write_text("[\n")
    assert main(["outputs"]) == 1
    assert "invalid-yaml" in capsys.readouterr().err


def test_missing_description_is_a_diagnostic(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in ("inputs", "outputs"):
        assert main([command, "missing.yaml", "-p", "pets"]) == 2
        assert "unreadable-file" in capsys.readouterr().err
