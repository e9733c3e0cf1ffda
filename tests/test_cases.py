"""Every case says what it is about and expects something; the runner shows failures."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"
FOLDERS = sorted({path.parent for path in CASES.glob("*/*/spec.*")})
EXPECTATIONS = ("diagnostics.txt", "expected", "test_run.py", "options.toml")


def test_there_are_cases() -> None:
    assert FOLDERS


def test_every_case_states_its_subject() -> None:
    silent = [
        case
        for case in FOLDERS
        for spec in case.glob("spec.yaml")
        if not spec.read_text(encoding="utf-8").startswith("#")
    ]
    assert not silent, "the first line of spec.yaml is a comment that says it"


def test_every_case_expects_something() -> None:
    assert not [
        case
        for case in FOLDERS
        if not any((case / name).exists() for name in EXPECTATIONS)
    ]


# ------------------------------------------------------------------------- the runner

DESCRIPTION = """\
# A case that is run by a test.
openapi: 3.1.0
info: {title: t, version: "1"}
paths:
  /things:
    get:
      operationId: list_things
      responses: {"200": {description: ok, content: {text/plain: {schema: {}}}}}
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """An empty case below a copy of the runner."""
    for name in ("conftest.py", "cases/conftest.py", "features/loop.py"):
        target = tmp_path / "tests" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(CASES.parent / name, target)
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\naddopts = --import-mode=importlib -p no:cacheprovider\n"
        "markers = slow\n"
    )
    folder = tmp_path / "tests" / "cases" / "features" / "sample-case"
    folder.mkdir(parents=True)
    (folder / "spec.yaml").write_text(DESCRIPTION)
    return folder


def run_pytest(case: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--color=no", *arguments, str(case)],
        cwd=case.parents[3],
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=600,
    )


def test_failing_assertion_of_a_case_shows_both_sides(case: Path) -> None:
    (case / "test_run.py").write_text(
        "from api.operations import default\n\n\n"
        "def test_path():\n"
        "    assert default.list_things().request().path == '/thongs'\n\n\n"
        "def test_method():\n"
        "    assert default.list_things().request().method == 'GET'\n"
    )
    result = run_pytest(case, "-rA")
    assert result.returncode == 1, result.stderr
    folder = "tests/cases/features/sample-case"
    assert f"PASSED {folder}/spec.yaml::output" in result.stdout
    assert f"PASSED {folder}/test_run.py::test_method" in result.stdout
    assert f"FAILED {folder}/test_run.py::test_path" in result.stdout
    assert "assert '/things' == '/thongs'" in result.stdout
    assert "tests/cases/features/sample-case/test_run.py:5: AssertionError" in (
        result.stdout
    )


def test_update_rewrites_expectations_and_fails(case: Path) -> None:
    (case / "expected").mkdir()
    errors = (case / "expected" / "errors.py", case / "diagnostics.txt")
    for file in errors:
        file.write_text("stale\n")
    compared = run_pytest(case)
    assert compared.returncode == 1
    assert "- stale" in compared.stdout, compared.stdout
    updated = run_pytest(case, "--update")
    assert updated.returncode == 1
    assert "rewritten, read the difference" in updated.stdout
    assert all(file.read_text() != "stale\n" for file in errors)
    assert run_pytest(case).returncode == 0
    assert run_pytest(case, "--update").returncode == 0


def test_failed_generation_is_shown_with_its_diagnostics(case: Path) -> None:
    (case / "spec.yaml").write_text(DESCRIPTION.replace("{}", "{$ref: '#/x'}"))
    (case / "test_run.py").write_text("def test_nothing():\n    pass\n")
    result = run_pytest(case)
    assert "1 failed, 1 error" in result.stdout
    assert "error[" in result.stdout


@pytest.mark.parametrize(
    ("module", "message"),
    [
        ("x = 1\n", "has no test functions"),
        ("async def test_x():\n    pass\n", "test_x` must be synchronous"),
        ("def test_x(tmp_path):\n    pass\n", "take no arguments"),
    ],
)
def test_module_that_cannot_be_run_is_refused(
    case: Path, module: str, message: str
) -> None:
    (case / "test_run.py").write_text(module)
    result = run_pytest(case, "--collect-only")
    assert result.returncode == 2
    assert message in result.stdout
