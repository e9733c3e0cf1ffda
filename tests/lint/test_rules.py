"""Every rule reports what it is for, at the right location, and nothing else.

`rules/<code>.yaml` holds the examples of a rule: documents, and the JSON pointers of its
diagnostics, `file#pointer` in another file than the description.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import trueup.lint as lint
from trueup import pipeline
from trueup.access import Access
from trueup.cli import main
from trueup.diagnostics import Report

RULES = Path(__file__).parent / "rules"
VERSIONS = {"2.0": "swagger"}
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def examples_of(path: Path) -> list[Any]:
    found: list[Any] = yaml.load(path.read_text("utf-8"), LOADER)
    return found


def examples() -> Iterator[Any]:
    for path in sorted(RULES.glob("*.yaml")):
        for example in examples_of(path):
            yield pytest.param(path, example, id=f"{path.stem}: {example['name']}")


def pointers(path: Path, *rules: str) -> list[str]:
    """The pointers of the diagnostics of some rules, sorted."""
    report = Report()
    pipeline.describe(path, report, Access(), {}, preset="recommended", only=rules)
    assert {diagnostic.code for diagnostic in report} <= set(rules)
    spans = [diagnostic.span for diagnostic in report]
    return sorted(
        (
            span.pointer
            if Path(span.path).name == path.name
            else f"{Path(span.path).name}#{span.pointer}"
        )
        for span in spans
        if span is not None
    )


@pytest.mark.parametrize(("path", "example"), list(examples()))
def test_rule_reports_its_violations(
    path: Path, example: dict[str, Any], tmp_path: Path
) -> None:
    for name, text in example.get("files", {}).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for version in example.get("versions", "3.1.0").split():
        file = tmp_path / "openapi.yaml"
        field = VERSIONS.get(version, "openapi")
        text = f"{field}: '{version}'\n{example['document']}"
        file.write_text(text, encoding="utf-8")
        expected = sorted(example.get("expected", []))
        assert pointers(file, path.stem) == expected, version


@pytest.mark.parametrize("name", lint.names())
def test_rule_has_examples_with_and_without_violations(name: str) -> None:
    both = {bool(e.get("expected")) for e in examples_of(RULES / f"{name}.yaml")}
    assert both == {True, False}


def test_only_prints_nothing_but_the_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text("openapi: 3.0.0\npaths: {/a/: {get: 5, put: {}}}\n")
    main(
        ["lint", "a.yaml", "--format", "json", "--only", "path-keys-no-trailing-slash"]
    )
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    assert [(d["code"], d["pointer"]) for d in found] == [
        ("path-keys-no-trailing-slash", "/paths/~1a~1")
    ]


def test_only_refuses_unknown_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "a.yaml", "--only", "path-parms"]) == 2
    assert "did you mean `path-params`?" in capsys.readouterr().err


def test_only_needs_no_version(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("paths: {/a/: {}}\n")
    assert pointers(file, "path-keys-no-trailing-slash") == ["/paths/~1a~1"]
