"""Each case of `tests/cases/features` gives a suite that its own package passes."""

from __future__ import annotations

from pathlib import Path

import pytest
from trueup import pipeline
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.resolve import Access

from .conftest import ROOT, Run

CASES = sorted((ROOT / "tests/cases/features").glob("*/spec.yaml"))


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the packages of all cases stand."""
    folder = tmp_path_factory.mktemp("cases")
    for description in CASES:
        name = description.parent.name.replace("-", "_")
        report = Report()
        package = Package(name, folder, description)
        for file in pipeline.generate(package, report, Access()) or ():
            path = folder / name / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, encoding="utf-8")
        assert (folder / name).is_dir(), list(report)
    return folder


def test_every_package_passes_its_own_suite(cases: Path, run: Run) -> None:
    done = run("--import-mode=importlib", "--tb=short", str(cases), folder=cases)
    assert done.returncode == 0, done.stdout[-8000:]
