"""Reports of `lint` state how many problems are not reported, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trueup.cli import main

PETS = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: https://example.org/}]
paths:
  /pets/:
    x-trueup-ignore: {rule: path-keys-no-trailing-slash, reason: Clients use it.}
    get:
      operationId: listPets
      responses:
        "200": {description: All.}
"""


def test_reports_state_the_number_of_hidden_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pets.yaml").write_text(PETS)
    options = ["lint", "pets.yaml", "--baseline", "baseline"]
    assert main([*options, "--update-baseline"]) == 0
    assert main([*options, "--output-file", "json=a.json"]) == 0
    assert main([*options, "--output-file", "markdown=a.md"]) == 0
    report = json.loads(Path("a.json").read_text())
    assert report["hidden"] == {"suppressed": 1, "baseline": 1, "older": 0}
    assert (
        Path("a.md")
        .read_text()
        .endswith("\nHidden: 1 suppressed, 1 in the baseline.\n")
    )
    last = capsys.readouterr().err.splitlines()[-2:]
    assert last == [
        "1 problem is in the baseline `baseline`",
        "1 problem is suppressed",
    ]


def test_report_without_hidden_problems_does_not_mention_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = PETS.replace("/pets/", "/pets").replace("org/}", "org}")
    Path("pets.yaml").write_text(
        "".join(line for line in text.splitlines(True) if "ignore" not in line)
    )
    assert main(["lint", "pets.yaml", "--output-file", "markdown=a.md"]) == 0
    assert "idden" not in Path("a.md").read_text()
    assert "suppressed" not in capsys.readouterr().err
