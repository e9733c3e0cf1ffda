"""`rules` and `explain` show what `lint` does with the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup.cli import main

RULESET = """\
extends: [[spectral:oas, off]]
rules:
  info-contact: error
  own: {description: Own rule., severity: hint, given: $, then: {function: truthy}}
"""


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, str]:
    assert main(["rules", *arguments]) == 0
    lines = capsys.readouterr().out.splitlines()
    return {line[10:].partition(":")[0]: line[:10].strip() for line in lines}


def test_severities_are_those_of_the_configuration(
    capsys: pytest.CaptureFixture[str],
) -> None:
    without = listed(capsys)
    assert without["typed-enum"] == "error" and without["info-contact"] == "off"
    Path("trueup.toml").write_text(
        '[lint]\npreset = "spectral"\ntyped-enum = "warning"\n'
    )
    severities = listed(capsys)
    assert severities["typed-enum"] == "warning"
    assert severities["info-contact"] == "warning"
    assert main(["explain", "typed-enum"]) == 0
    assert capsys.readouterr().out.endswith("\nSeverity: warning\n")
    Path("other.toml").write_text('[lint]\ntyped-enum = "note"\n')
    assert listed(capsys, "--config", "other.toml")["typed-enum"] == "note"
    assert main(["explain", "typed-enum", "--config", "other.toml"]) == 0
    assert capsys.readouterr().out.endswith("\nSeverity: note\n")


def test_configured_ruleset_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("rules.yaml").write_text(RULESET)
    Path("trueup.toml").write_text('[lint]\nruleset = "rules.yaml"\n')
    severities = listed(capsys)
    assert severities["info-contact"] == "error" and severities["own"] == "note"
    assert severities["typed-enum"] == "off"
    assert main(["explain", "own"]) == 0
    printed = capsys.readouterr().out
    assert "Own rule." in printed and printed.endswith("\nSeverity: note\n")


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("warning", 0), ("off", 0)])
def test_unknown_code_that_must_be_an_error_fails(
    level: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """A plug-in that is not installed must not make a check succeed."""
    Path("pets.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\n"
    )
    Path("trueup.toml").write_text(f'[lint]\nzz9 = "{level}"\n')
    assert main(["lint", "pets.yaml", "--preset", "minimal"]) == code
    printed = capsys.readouterr().err
    assert "[unknown-rule]" in printed
    assert "= help: correct it, or install the plug-in that defines it" in printed
    Path("trueup.toml").write_text(f'[[overrides]]\nlint = {{zz9 = "{level}"}}\n')
    assert main(["lint", "pets.yaml", "--preset", "minimal"]) == code
