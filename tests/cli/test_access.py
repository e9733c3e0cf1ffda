"""Limits on the files that references may reach."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from trueup.cli import main

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: Done.
          content: {application/json: {schema: {$ref: 'REF'}}}
"""


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "api"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (tmp_path / "outside.yaml").write_text("type: string\n")
    return folder


def lint(reference: str, *options: str) -> int:
    Path("spec.yaml").write_text(SPEC.replace("REF", reference))
    return main(["lint", "spec.yaml", *options])


@pytest.mark.parametrize(
    "reference", ["../outside.yaml", "link.yaml", "in/outside.yaml"]
)
def test_reference_outside_the_project_needs_allow_outside(
    reference: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        os.symlink("../outside.yaml", "link.yaml")
        os.symlink("..", "in", target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    assert lint(reference) == 1
    assert "error[ref-outside-root]" in capsys.readouterr().err
    assert lint(reference, "--allow-outside") == 0


def test_project_folder_is_the_working_directory(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = work / "spec.yaml"
    spec.write_text(SPEC.replace("REF", "../outside.yaml"))
    monkeypatch.chdir(work.parent)
    assert main(["lint", "api/spec.yaml"]) == 0
    spec.write_text(SPEC.replace("REF", "../../further.yaml"))
    assert main(["lint", "api/spec.yaml"]) == 1
    assert "error[ref-outside-root]" in capsys.readouterr().err


def test_project_folder_is_that_of_the_configuration(work: Path) -> None:
    (work.parent / "trueup.toml").touch()
    assert lint("../outside.yaml") == 0


def test_root_folder_is_not_a_project(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = work / "spec.yaml"
    spec.write_text(SPEC.replace("REF", "../outside.yaml"))
    monkeypatch.chdir(work.anchor)
    assert main(["lint", str(spec)]) == 1
    assert "error[ref-outside-root]" in capsys.readouterr().err


def test_symbolic_link_within_the_project_is_followed() -> None:
    Path("real.yaml").write_text("type: string\n")
    os.symlink("real.yaml", "link.yaml")
    assert lint("link.yaml") == 0


def test_unresolved_reference_is_a_warning_with_allow_missing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert lint("gone.yaml#/Pet") == 1
    assert "`--allow-missing`" in capsys.readouterr().err
    assert lint("gone.yaml#/Pet", "--allow-missing") == 0
    assert "; typed as `Any`" in capsys.readouterr().err
    Path("gone.yaml").write_text("Cat: {}\n")
    assert lint("gone.yaml#/Pet", "--allow-missing") == 0
    assert "warning[unresolved-ref]" in capsys.readouterr().err


def test_package_can_allow_unresolved_references() -> None:
    Path("trueup.toml").write_text(
        '[[packages]]\ndescription = "spec.yaml"\nallow_missing = true\n'
    )
    assert lint("gone.yaml") == 0
    Path("spec.yaml").write_text(SPEC.replace("REF", "gone.yaml"))
    assert main(["generate", "--output", "out", "--target", "client"]) == 0


def test_reference_to_a_special_file_is_rejected(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("folder.yaml").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo("pipe.yaml")  # reading it would wait for ever
        assert lint("pipe.yaml") == 1
    assert lint("folder.yaml") == 1
    assert "not a file" in capsys.readouterr().err
