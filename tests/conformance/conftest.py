"""Packages made of the curated descriptions and of `workshop.yaml`, and runs of suites."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, TypeAlias

import pytest

from trueup import pipeline
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.resolve import Access

from .forked_pytest import forked_pytest

ROOT = Path(__file__).parents[2]
DESCRIPTIONS = {
    "azure_digital_twins": ROOT / "specs/azure-digital-twins/openapi.yaml",
    "bentley_itwin": ROOT / "specs/bentley-itwin/openapi.yaml",
    "oracle_ess": ROOT / "specs/oracle-ess/openapi.yaml",
    "otc_modelarts": ROOT / "specs/otc-modelarts/openapi.yaml",
    "toolbox": Path(__file__).with_name("toolbox.yaml"),
    "workshop": Path(__file__).with_name("workshop.yaml"),
}

Run: TypeAlias = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which all packages stand, without copies of the runtime.

    A run imports the copy of each package, which takes longer than most of its tests.
    """
    return _generate(tmp_path_factory.mktemp("packages"), "package")


@pytest.fixture(scope="session")
def vendored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which all packages stand, each with a copy of the runtime."""
    return _generate(tmp_path_factory.mktemp("vendored"), "vendored")


def _generate(folder: Path, runtime: Literal["package", "vendored"]) -> Path:
    for name, description in DESCRIPTIONS.items():
        report = Report()
        package = Package(name, folder, description, runtime=runtime)
        files = pipeline.generate(package, report, Access())
        assert files and not report.has_errors, list(report)
        for file in files:
            path = folder / name / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def run(request: pytest.FixtureRequest) -> Run:
    """Runs pytest in a child process, in the packages' folder by default."""

    def run_(
        *arguments: str,
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        folder = folder or request.getfixturevalue("packages")
        words = ("-q", "-p", "no:cacheprovider", *arguments)
        variables = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **(environment or {})}
        return forked_pytest(words, folder, variables)

    return run_
