"""The public API: `trueup.generate`, `check`, `lint` and `changes`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import trueup
from trueup import pipeline
from trueup.library import arguments

from ..surface.edited_descriptions import BASE, descriptions


@pytest.fixture
def config(tmp_path: Path) -> trueup.Config:
    description = tmp_path / "jobs.json"
    description.write_text(json.dumps(BASE))
    package = trueup.Package(
        "jobs_api", tmp_path, description, targets=("client",), runtime="package"
    )
    return trueup.Config((package,))


@pytest.fixture(autouse=True)
def silent(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """Fails if anything is printed."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    yield
    assert capsys.readouterr() == ("", "")


def test_package_is_generated_and_checked(config: trueup.Config) -> None:
    description = config.packages[0].description
    missing = trueup.check(config)
    assert missing.exit_code == 2 and not missing.ok
    first = trueup.generate(config)
    assert first.ok and first.packages[0].counts.written > 10
    assert first.packages[0].changes is None
    assert trueup.check(config).ok
    assert trueup.generate(config).packages[0].counts.written == 0

    description.write_text(json.dumps(descriptions("operation-renamed")[1]))
    stale = trueup.check(config)
    assert stale.exit_code == 1
    changed = {change.kind for change in stale.packages[0].files}
    assert changed == {"stale"}
    planned = trueup.generate(config, dry_run=True)
    written = trueup.generate(config)
    assert planned.packages[0].counts == written.packages[0].counts
    for result in (planned, written):
        changes = result.packages[0].changes
        assert changes is not None and changes.is_breaking
        (change,) = changes.changes
        assert trueup.change_message(change) == (
            "`client.jobs.cancel` became `client.jobs.stop`"
        )


def test_changes_since_an_older_description(
    config: trueup.Config, tmp_path: Path
) -> None:
    older = tmp_path / "older.json"
    older.write_text(json.dumps(descriptions("enum-value-gained")[1]))
    result = trueup.changes(config, against=older)
    (package,) = result.packages
    assert result.exit_code == 0 and result.is_breaking
    assert package.surface.changes[0].impact is trueup.Impact.BREAKING


def test_descriptions_are_linted(config: trueup.Config, tmp_path: Path) -> None:
    assert trueup.lint(config=config, preset="minimal").ok
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    result = trueup.lint([broken])
    assert result.exit_code == 2 and result.diagnostics


def test_lint_is_a_package_and_a_function() -> None:
    from trueup.lint import Rule

    assert Rule is sys.modules["trueup.lint"].Rule
    assert callable(trueup.lint)


def test_missing_configuration_is_a_diagnostic(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for result in (trueup.generate(), trueup.check(), trueup.lint()):
        assert result.exit_code == 2
        assert [d.code for d in result.diagnostics] == ["nothing-configured"]
    assert trueup.changes(against="HEAD").exit_code == 2


def test_unknown_package_is_a_diagnostic(config: trueup.Config) -> None:
    result = trueup.check(config, packages=["jobs_ap"])
    assert [d.help for d in result.diagnostics] == ["did you mean `jobs_api`?"]


def test_broken_configuration_is_a_diagnostic(tmp_path: Path) -> None:
    (tmp_path / "trueup.toml").write_text("[[packages]]\nname = 1\n")
    assert trueup.generate(tmp_path / "trueup.toml").exit_code == 2


def test_public_names_exist() -> None:
    for name in trueup.__all__:
        assert getattr(trueup, name) is not None
    with pytest.raises(AttributeError):
        trueup.no_such_name  # noqa: B018 - the access is the test


def test_import_loads_no_other_module() -> None:
    code = (
        "import sys, trueup; "
        "print([name for name in sys.modules if name.startswith('trueup.')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_unknown_rule_and_preset_are_errors(config: trueup.Config) -> None:
    rule = trueup.lint(config=config, only=["typed-enumm"])
    assert rule.exit_code == 2
    assert [(d.code, d.help) for d in rule.diagnostics] == [
        ("unknown-rule", "did you mean `typed-enum`?")
    ]
    preset = trueup.lint(config=config, preset="minimum")
    assert preset.exit_code == 2
    assert [d.code for d in preset.diagnostics] == ["unknown-preset"]
    configured = trueup.lint(config=trueup.Config(config.packages, {"preset": "all_"}))
    assert "unknown-preset" in {d.code for d in configured.diagnostics}
    assert configured.exit_code == 1


def test_invalid_path_is_a_diagnostic(config: trueup.Config) -> None:
    for result in (trueup.lint(["\0"], config=config), trueup.lint(config="\0")):
        assert result.exit_code == 2 and result.diagnostics


def test_single_values_are_not_sequences_of_characters(config: trueup.Config) -> None:
    description = config.packages[0].description
    assert trueup.lint(description).ok and trueup.lint(str(description)).ok
    assert trueup.lint(description, only="typed-enum").ok
    assert trueup.check(config, packages="jobs_api").packages
    result = trueup.changes(config, against=description, packages="jobs_api")
    assert result.exit_code == 0
    assert arguments.hosts("example.com") == ("example.com",)
    assert arguments.hosts(True) is True and arguments.hosts(False) == ()


def test_wrong_arguments_are_refused_at_once(config: trueup.Config) -> None:
    assert trueup.lint(config=config, fail_on="error").ok
    with pytest.raises(ValueError, match="`error`, `warning`, `note`, got `fatal`"):
        trueup.lint(config=config, fail_on="fatal")
    with pytest.raises(TypeError, match="`packages` must be strings, got `int`"):
        trueup.check(config, packages=[1])  # type: ignore[list-item]  # wrong on purpose


@pytest.mark.parametrize(
    ("error", "code", "exit_code"),
    [
        (OSError(28, "No space left on device"), "cannot-generate", 2),
        (RecursionError(), "cannot-generate", 2),
        (KeyError("x"), "internal-error", 70),
    ],
)
def test_exception_in_one_package_does_not_stop_the_others(
    error: Exception,
    code: str,
    exit_code: int,
    config: trueup.Config,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As in the commands."""
    (package,) = config.packages
    both = trueup.Config((replace(package, name="broken_api"), package))
    generate = pipeline.generate

    def fail(package: trueup.Package, *rest: Any, **options: Any) -> Any:
        if package.name == "broken_api":
            raise error
        return generate(package, *rest, **options)

    monkeypatch.setattr(pipeline, "generate", fail)
    result = trueup.generate(both)
    assert result.exit_code == exit_code
    assert code in [diagnostic.code for diagnostic in result.packages[0].diagnostics]
    assert result.packages[1].ok and result.packages[1].counts.written > 10
