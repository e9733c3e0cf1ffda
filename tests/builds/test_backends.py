"""Hatchling, setuptools, pdm-backend and Poetry generate packages when they build.

The projects are those of `docs/build-step.md`. Nothing is generated in them beforehand.
"""

from __future__ import annotations

import contextlib
import tarfile
import zipfile
from pathlib import Path

import pytest

from trueup.build_hooks import regenerate
from trueup.cli import main

from . import example_projects as projects

BACKENDS = ("hatchling", "setuptools", "pdm", "poetry")


def check(project: Path) -> int:
    """The exit code of `trueup check`."""
    with contextlib.chdir(project):
        return main(["check"])


def packaged(wheel: Path) -> dict[str, bytes]:
    """The files of a wheel without its metadata."""
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
        return {name: archive.read(name) for name in names}


@pytest.fixture(scope="module", params=BACKENDS)
def project(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    return projects.copy(request.param, tmp_path_factory.mktemp(request.param))


def test_broken_description_fails_the_build(project: Path) -> None:
    broken = projects.copy(project.name, project.parent / "broken")
    projects.break_description(broken)
    done = projects.call_backend(broken, "build_wheel")
    assert done.returncode != 0
    assert "error[" in done.stderr and projects.DESCRIPTION in done.stderr
    assert not [*broken.glob("dist/*.whl")]
    if project.name != "poetry":  # which shows how it ran the script
        assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def sdist(project: Path) -> Path:
    """The unpacked sdist."""
    if project.name == "poetry":  # its script runs for wheels only
        regenerate(project)
    with tarfile.open(projects.build(project, "build_sdist")) as archive:
        archive.extractall(project.parent / "sdist", filter="data")
    (unpacked,) = (project.parent / "sdist").iterdir()
    return unpacked


def test_sdist_contains_generated_code_and_descriptions(
    project: Path, sdist: Path
) -> None:
    generated = project / projects.GENERATED
    names = {path.relative_to(generated) for path in generated.rglob("*.*")}
    assert {Path(name) for name in projects.DATA_FILES} <= names
    missing = [
        name for name in names if not (sdist / projects.GENERATED / name).exists()
    ]
    assert not [name for name in missing if name.suffix != ".pyc"]
    assert (sdist / projects.DESCRIPTION).is_file()
    assert (sdist / projects.INCLUDED).is_file()


@pytest.fixture(scope="module")
def wheel(project: Path, sdist: Path) -> Path:
    return projects.build(project, "build_wheel")


def test_sdist_is_built_without_a_run_of_trueup(sdist: Path, wheel: Path) -> None:
    projects.break_description(sdist)
    assert packaged(projects.build(sdist, "build_wheel")) == packaged(wheel)


def test_wheel_serves_in_an_empty_environment(
    wheel: Path, tmp_path: Path, dependencies: Path
) -> None:
    package = {f"acme_jobs/api/{name}" for name in projects.DATA_FILES}
    assert package <= packaged(wheel).keys()
    python = projects.environment(tmp_path / "venv", dependencies)
    projects.install(python, wheel)
    path, words = projects.client_and_server(python, tmp_path)
    assert path.is_relative_to(tmp_path) and words == projects.EXPECTED_WORDS
    assert projects.run(python, "-c", "import trueup", cwd=tmp_path).returncode == 1


def test_editable_install_brings_packages_in_step(
    project: Path, wheel: Path, tmp_path: Path, dependencies: Path
) -> None:
    projects.change_description(project)
    assert check(project) == 1
    editable = projects.build(project, "build_editable")
    python = projects.environment(tmp_path / "venv", dependencies)
    with zipfile.ZipFile(editable) as archive:  # as pip does, at a tenth of its time
        archive.extractall(projects.packages_of(tmp_path / "venv"))
    program = "from acme_jobs.api import models; print(models.__file__)"
    path = Path(projects.output_of(python, "-c", program, cwd=tmp_path).strip())
    assert path == project / projects.GENERATED / "models.py"
    assert '"failed"' in path.read_text("utf-8")
    assert check(project) == 0
