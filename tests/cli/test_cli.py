"""The command line: exit codes, output, and failures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest

from trueup import pipeline
from trueup.cli import main
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.render import File
from trueup.resolve import Access

GOOD = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      responses: {'204': {description: Done.}}
"""

MADE = (File(PurePosixPath("__init__.py"), '"""Pets."""\n'),)


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.yaml").write_text(GOOD)
    (tmp_path / "warned.yaml").write_text(GOOD.replace("/pets:", "/pets?a=b:"))
    (tmp_path / "wrong.yaml").write_text(
        GOOD.replace("{description: Done.}", "{$ref: '#/nowhere'}")
    )
    (tmp_path / "broken.yaml").write_text("a: [\n")
    yield tmp_path


@pytest.fixture
def faked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the stages after lint."""

    def generate(
        package: Package,
        report: Report,
        access: Access,
        severities: Mapping[str, str],
        *,
        progress: object,
    ) -> tuple[File, ...] | None:
        spec = pipeline.describe(package.description, report, access, severities)
        return None if spec is None else () if report.has_errors else MADE

    monkeypatch.setattr(pipeline, "generate", generate)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["lint", "good.yaml"], 0),
        (["lint", "warned.yaml"], 0),
        (["lint", "warned.yaml", "--strict"], 1),
        (["lint", "wrong.yaml"], 1),
        (["lint", "broken.yaml"], 2),
        (["lint", "missing.yaml"], 2),
        (["lint", "good.yaml", "broken.yaml", "wrong.yaml"], 2),
        (["lint"], 2),
        (["lint", "--nonsense"], 2),
        (["nonsense"], 2),
        (["generate"], 2),
        (["check"], 2),
        (["generate", "good.yaml", "--package", "a-b"], 2),
        (["explain", "nonsense"], 2),
        (["explain", "typed-enum"], 0),
        (["rules"], 0),
        (["completion", "zsh"], 0),
        (["--help"], 0),
        (["--version"], 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_exit_codes(arguments: list[str], code: int) -> None:
    assert main(arguments) == code


def test_check_passes_after_generate_and_fails_after_an_edit(
    faked: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "good.yaml"]) == 2
    assert "missing-file" in capsys.readouterr().err
    assert main(["generate", "good.yaml"]) == 0
    assert capsys.readouterr().out == "pets: wrote 2 files, 0 unchanged\n"
    assert main(["check", "good.yaml"]) == 0
    Path("pets/__init__.py").write_text("edited = 1\n")
    assert main(["check", "good.yaml"]) == 1
    assert "edited-file" in capsys.readouterr().err
    assert main(["check", "good.yaml", "--diff"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["--- a/pets/__init__.py", "+++ b/pets/__init__.py"]
    assert "-edited = 1" in lines
    assert main(["generate", "good.yaml"]) == 1
    assert Path("pets/__init__.py").read_text() == "edited = 1\n"
    assert main(["generate", "good.yaml", "--force"]) == 0
    assert main(["check", "good.yaml"]) == 0


@pytest.mark.parametrize("flag", ["--dry-run", "--diff"])
def test_dry_run_and_diff_write_nothing(
    faked: None, flag: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["generate", "good.yaml", flag]) == 0
    assert "pets/__init__.py" in capsys.readouterr().out
    assert not Path("pets").exists()


@pytest.mark.parametrize("flag", ["--dry-run", "--diff"])
def test_dry_run_and_diff_report_edited_files(
    faked: None, flag: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["generate", "good.yaml"])
    Path("pets/__init__.py").write_text("edited = 1\n")
    capsys.readouterr()
    assert main(["generate", "good.yaml", flag]) == 1
    printed = capsys.readouterr()
    assert "was edited by hand; a run without `--force` writes nothing" in printed.err
    assert "would write" not in printed.out and "pets/__init__.py" in printed.out
    assert main(["generate", "good.yaml", flag, "--force"]) == 0
    if flag == "--dry-run":
        assert "would write 1 file, 1 unchanged" in capsys.readouterr().out


def test_check_of_a_package_that_is_not_generated_is_one_diagnostic(
    faked: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "good.yaml"]) == 2
    error = capsys.readouterr().err
    assert error.count("error[") == 1
    assert "`pets` is not generated: all 2 files are missing" in error


def test_json_format_of_a_dry_run_lists_files(
    faked: None, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["generate", "good.yaml", "--dry-run", "--format", "json"]
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == [
        {"change": "missing", "path": "pets/.trueup.json"},
        {"change": "missing", "path": "pets/__init__.py"},
    ]
    assert main(["generate", "good.yaml"]) == 0
    capsys.readouterr()
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == []


@pytest.mark.parametrize("name", ["wrong", "broken"])
def test_description_with_errors_is_not_generated(faked: None, name: str) -> None:
    assert main(["generate", f"{name}.yaml"]) == (1 if name == "wrong" else 2)
    assert not Path("pets").exists()


@pytest.mark.parametrize("report_format", ["text", "concise", "json", "github"])
def test_changes_are_printed_with_every_format(
    report_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["generate", "good.yaml", "--target", "client"]) == 0
    Path("good.yaml").write_text(GOOD.replace("/pets:", "/cats:"))
    capsys.readouterr()
    arguments = ["generate", "good.yaml", "--target", "client"]
    assert main([*arguments, "--dry-run", "--format", report_format]) == 0
    out, error = capsys.readouterr()
    assert "1 change for callers (1 breaking)" in error
    assert "pets/operations/" in (out if report_format in ("text", "json") else error)
    assert main([*arguments, "--format", report_format, "--quiet"]) == 0
    assert not capsys.readouterr().err


def test_strict_fails_for_warnings(faked: None) -> None:
    assert main(["generate", "warned.yaml", "--strict"]) == 1
    assert not Path("pets").exists()
    assert main(["generate", "warned.yaml"]) == 0


def test_json_format_prints_one_object(
    faked: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["generate", "warned.yaml", "--format", "json"]) == 0
    shown = capsys.readouterr()
    found = json.loads(shown.out)
    files = {one["code"]: one["file"] for one in found["diagnostics"]}
    assert files["path-not-include-query"] == "warned.yaml"
    assert found["files"] == {"written": 2, "unchanged": 0, "removed": 0}
    assert shown.err == ""


def test_errors_of_one_package_do_not_affect_others(
    faked: None, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("trueup.toml").write_text(
        '[[packages]]\ndescription = "good.yaml"\npackage = "one"\n'
        '[[packages]]\ndescription = "wrong.yaml"\npackage = "two"\n'
        '[[packages]]\ndescription = "warned.yaml"\npackage = "three"\noutput = "gen"\n'
        '[lint]\npath-not-include-query = "error"\n'
    )
    assert main(["generate"]) == 1
    assert Path("one/__init__.py").is_file(), "other packages are generated"
    assert not Path("two").exists() and not Path("gen").exists()
    assert main(["generate", "--package", "one"]) == 0
    assert main(["generate", "--package", "nonsense"]) == 2
    assert "one" in capsys.readouterr().err
    Path("trueup.toml").write_text("nonsense = 1\n")
    assert main(["generate"]) == 2


def test_unknown_rule_is_reported_with_a_suggestion(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("trueup.toml").write_text('[lint]\ntyped-enums = "off"\n')
    main(["lint", "good.yaml"])
    assert "did you mean `typed-enum`?" in capsys.readouterr().err


def test_code_that_is_not_of_a_rule_cannot_be_run_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["lint", "good.yaml", "--only", "unstructured-body"]) == 2
    message = "`unstructured-body` is not a lint rule; only rules can run alone"
    assert message in capsys.readouterr().err


def test_internal_error_names_the_stage_and_exits_70(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import trueup.lint as lint

    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(lint, "lint", fail)
    monkeypatch.delenv("TRUEUP_DEBUG", raising=False)
    assert main(["lint", "good.yaml"]) == 70
    shown = capsys.readouterr().err
    assert "in stage `lint` of good.yaml" in shown
    assert "Traceback" not in shown
    monkeypatch.setenv("TRUEUP_DEBUG", "1")
    assert main(["lint", "good.yaml"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_interrupt_exits_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "lint", interrupt)
    assert main(["lint", "good.yaml"]) == 130


def test_closed_pipe_is_not_an_internal_error() -> None:
    """Uses a real pipe, since captured output cannot be closed."""
    running = subprocess.Popen(
        [sys.executable, "-m", "trueup", "rules"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert running.stdout is not None and running.stderr is not None
    running.stdout.close()
    errors = running.stderr.read()
    running.wait()
    running.stderr.close()
    assert errors == b""
    assert running.returncode in (0, 141)


HEAVY = ("black", "jinja2", "yaml", "openapi_spec_validator", "jsonschema_rs", "rich")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["generate", "--help"], ["--version"]]
)
def test_help_does_not_import_heavy_packages(arguments: list[str]) -> None:
    """Uses a new interpreter, since this one has imported everything."""
    program = (
        "import sys; from trueup.cli import main; code = main(sys.argv[1:]);"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stderr == "[]\n"
