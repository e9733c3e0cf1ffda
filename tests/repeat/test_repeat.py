"""A run that would change nothing says the same as the run, and any change is seen."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from trueup import repeat
from trueup.cli import main

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - {$ref: "parts.yaml#/limit"}
      responses:
        "200": {description: OK}
"""
PARTS = "limit: {name: limit, in: query, schema: {type: integer}}\n"
COMMAND = ["generate", "openapi.yaml", "-o", "out", "-p", "pets", "-t", "client"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a description in which `COMMAND` has run."""
    monkeypatch.setenv("TRUEUP_CACHE_DIR", str(tmp_path / "cache"))
    here = tmp_path / "work"
    here.mkdir()
    monkeypatch.chdir(here)
    (here / "openapi.yaml").write_text(SPEC, encoding="utf-8")
    (here / "parts.yaml").write_text(PARTS, encoding="utf-8")
    assert main(COMMAND) == 0
    return here


@pytest.mark.parametrize("more", [[], ["-q"], ["--format", "json"]])
def test_the_answer_is_what_the_run_says(
    place: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    command = [*COMMAND, *more]
    assert main(command) == 0
    capsys.readouterr()
    answered = repeat.answer(command)
    assert answered is not None
    assert main(command) == 0
    assert answered == tuple(capsys.readouterr())


def test_another_command_is_run(place: Path) -> None:
    assert repeat.answer(COMMAND) is not None
    assert repeat.answer([*COMMAND, "--force"]) is None
    assert repeat.answer(["check", *COMMAND[1:]]) is None


def _edit(name: str) -> Callable[[Path], object]:
    def edit(place: Path) -> None:
        path = place / name
        before = path.stat()
        text = path.read_text(encoding="utf-8")
        path.write_text(text[:-2] + "#" + text[-1], encoding="utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    return edit


def _link(place: Path) -> None:
    path = place / "out/pets/models.py"
    path.rename(place / "elsewhere.py")
    path.symlink_to(place / "elsewhere.py")


CHANGES: dict[str, Callable[[Path], object]] = {
    "the description": _edit("openapi.yaml"),
    "a file that it refers to": _edit("parts.yaml"),
    "a file of the package": _edit("out/pets/models.py"),
    "the manifest": _edit("out/pets/.trueup.json"),
    "a file gone": lambda place: (place / "out/pets/client.py").unlink(),
    "a link": _link,
    "the package gone": lambda place: (place / "out").rename(place / "gone"),
    "a configuration": lambda place: (place / "trueup.toml").write_text(""),
    "what a killed run left": lambda place: (place / "out/.trueup-stage-x").mkdir(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(place: Path, change: str) -> None:
    assert repeat.answer(COMMAND) is not None
    CHANGES[change](place)
    assert repeat.answer(COMMAND) is None


def test_a_file_that_was_missing_is_seen(place: Path) -> None:
    command = [*COMMAND, "--allow-missing"]
    (place / "parts.yaml").unlink()
    assert main(command) == 0
    assert repeat.answer(command) is not None
    (place / "parts.yaml").write_text(PARTS, encoding="utf-8")
    assert repeat.answer(command) is None


def test_another_trueup_runs(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeat.sys, "version", "4.0")
    assert repeat.answer(COMMAND) is None


def test_a_run_with_findings_that_fail_is_not_kept(place: Path) -> None:
    (place / "openapi.yaml").write_text(SPEC.replace("/limit", "/other"), "utf-8")
    assert main(COMMAND) != 0
    assert repeat.answer(COMMAND) is None


def test_plug_ins_of_others_are_always_run(place: Path) -> None:
    (place / "trueup.toml").write_text('[lint]\nsomebodys-rule = "error"\n', "utf-8")
    main(COMMAND)
    assert repeat.answer(COMMAND) is None


def test_without_a_cache_every_run_runs(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRUEUP_CACHE_DIR", "")
    assert repeat.answer(COMMAND) is None
