"""The example of `docs/writing-rules.md`: built, installed, and run by `trueup lint`."""

from __future__ import annotations

import importlib
import zipfile
from pathlib import Path

import pytest

import trueup.lint as lint
from trueup.cli import main

EXAMPLE = Path(__file__).parent / "example_rules"
PAGE = Path(__file__).parents[2] / "docs" / "writing-rules.md"
API = """\
openapi: 3.1.0
info: {title: Bikes, version: '1'}
paths:
  /bikes:
    get: {operationId: bikes, responses: {'204': {description: None.}}}
    post: {operationId: addBike, responses: {'204': {description: None.}}}
"""


def test_rules_of_a_distribution_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(EXAMPLE)
    backend = importlib.import_module("hatchling.build")
    wheel = backend.build_wheel(str(tmp_path))
    site = tmp_path / "site"
    zipfile.ZipFile(tmp_path / wheel).extractall(site)  # all that installing does here
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.chdir(tmp_path)
    Path("api.yaml").write_text(API)
    Path("trueup.toml").write_text('[lint]\nacme-verb-in-operation-id = "error"\n')
    assert main(["lint", "api.yaml", "--format", "concise"]) == 1
    output = "".join(capsys.readouterr())
    assert "api.yaml:5:24: error[acme-verb-in-operation-id]" in output
    assert "`bikes` does not start with a verb" in output and "addBike" not in output
    assert main(["explain", "acme-verb-in-operation-id"]) == 0
    assert "methods are verbs" in capsys.readouterr().out


@pytest.mark.parametrize(
    "file", ["pyproject.toml", "acme_rules/verb_in_operation_id.py"]
)
def test_page_shows_the_example(file: str) -> None:
    source = (EXAMPLE / file).read_text(encoding="utf-8")
    assert source in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", lint.__all__)
def test_page_names_the_public_types(name: str) -> None:
    if name not in (
        "PRESETS",
        "RuleSelection",
        "documentation",
        "lint",
        "names",
        "rules",
    ):
        assert f"`{name}" in PAGE.read_text(encoding="utf-8")
