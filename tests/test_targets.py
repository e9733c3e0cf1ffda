"""Each target alone, and what it brings along."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from trueup import ir, pipeline, targets
from trueup.access import Access
from trueup.cli import main
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.targets.problems import NEED_SERVER

SPEC = Path(__file__).parents[1] / "specs" / "oracle-ess" / "openapi.yaml"
TARGETS = {
    "client": (
        "from api import AsyncClient, Client, errors, models",
        {"client.py"},
    ),
    "server": (
        "import api; from api.server import create_app; create_app()",
        {"server"},
    ),
    "conformance": (
        "import api.conformance; from api import Client; import api.server",
        {"client.py", "server", "conformance"},
    ),
}
"""A program that imports the output of each target, and the parts that are there."""

PARTS = set().union(*(parts for _, parts in TARGETS.values()))


@pytest.mark.parametrize("target", targets.names())
def test_target_alone_can_be_imported(target: str, tmp_path: Path) -> None:
    program, parts = TARGETS[target]
    arguments = ["--output", str(tmp_path), "--package", "api", "--target", target]
    assert main(["generate", str(SPEC), *arguments]) == 0
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    files = {path.name for path in (tmp_path / "api").iterdir()}
    assert "__init__.py" in files
    assert files & PARTS == parts


CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("target", targets.names())
@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("names/operations-that-meet", "name-clash"),
        ("features/exponential-validation", "exponential-validation"),
    ],
)
def test_lint_reports_what_planning_reports(case: str, code: str, target: str) -> None:
    package = Package("api", Path(), CASES / case / "spec.yaml", targets=(target,))
    apis: list[ir.Api] = []

    def keep(_: Package, api: ir.Api, report: Report) -> tuple[()]:
        apis.append(api)
        return ()

    pipeline.plan_files(package, Report(), Access(), {}, plan=keep)
    planned, linted = Report(), Report()
    assert [*targets.plan(package, apis[0], planned)]
    targets.report_problems(package, apis[0], linted)
    assert set(map(repr, planned)) == set(map(repr, linted))
    is_general = code == "name-clash"
    has_code = any(diagnostic.code == code for diagnostic in linted)
    assert has_code is (is_general or target in NEED_SERVER)


@pytest.mark.parametrize("target", targets.names())
def test_need_for_the_server_is_that_of_the_target(target: str) -> None:
    needs_server = "server" in targets.load([target], Report())
    assert (target in NEED_SERVER) is needs_server
