"""Presets name rules that exist, and decide their severities."""

from __future__ import annotations

from pathlib import Path

import pytest

import trueup.lint as lint
from trueup.cli import main
from trueup.diagnostics import Severity
from trueup.lint import presets

SPEC = """\
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a/: {get: {operationId: a, responses: {'200': {description: ok}}}}
"""


def test_tables_name_rules_that_exist() -> None:
    named = {*presets.MINIMAL, *presets.SPECTRAL, *presets.NOT_RECOMMENDED}
    assert named <= set(lint.names())


@pytest.mark.parametrize("name", presets.PRESETS)
def test_preset_is_an_option_and_a_key(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(SPEC)
    main(["lint", "a.yaml", "--preset", name])
    by_option = capsys.readouterr().err
    Path("trueup.toml").write_text(f'[lint]\npreset = "{name}"\n')
    main(["lint", "a.yaml"])
    assert capsys.readouterr().err == by_option


def test_unknown_preset_is_a_diagnostic(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(SPEC)
    Path("trueup.toml").write_text('[lint]\npreset = "spectrum"\n')
    main(["lint", "a.yaml"])
    assert "unknown preset `spectrum`" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "is_reported"),
    [
        ([], False),
        (["--preset", "spectral"], True),
        (["--preset", "all"], True),
        (["--only", "operation-tag-defined"], True),
    ],
)
def test_tags_that_no_list_declares_are_reported_on_request(
    arguments: list[str],
    is_reported: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(SPEC.replace("{operationId", "{tags: [b], operationId"))
    main(["lint", "a.yaml", *arguments])
    reported = "[operation-tag-defined]" in capsys.readouterr().err
    assert reported is is_reported


def test_recommended_is_the_default_of_lint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(SPEC)
    main(["lint", "a.yaml"])
    assert "warning[path-keys-no-trailing-slash]" in capsys.readouterr().err
    main(["lint", "a.yaml", "--preset", "minimal"])
    assert "note[path-keys-no-trailing-slash]" in capsys.readouterr().err


def test_mistakes_are_errors_and_style_is_a_warning() -> None:
    severities = {name: rule.severity for name, rule in lint.rules().items()}
    for name in ("path-params", "operation-operationId-unique", "valid-example"):
        assert severities[name] is Severity.ERROR
    for name in ("info-contact", "operation-tags", "path-keys-no-trailing-slash"):
        assert severities[name] is Severity.WARNING
