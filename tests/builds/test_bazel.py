"""The project of `docs/build-step.md` that Bazel builds, with Bazel itself."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from packaging.utils import parse_wheel_filename

from trueup.cli import main

from . import example_projects as projects

PYTHON = "3.13"
"""The version in its `MODULE.bazel`."""

MIN_BAZEL = 7
"""The first version that reads `MODULE.bazel` without an option."""

Bazel = Callable[..., CompletedProcess[str]]


def require_bazel() -> None:
    projects.require("bazel")
    shown = projects.run("bazel", "--version", cwd=projects.PROJECTS).stdout
    version = re.search(r"\d+", shown)
    if version is None or int(version[0]) < MIN_BAZEL:
        projects.missing(f"bazel {MIN_BAZEL} or newer is not installed")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy whose dependencies come from a folder of wheels."""
    require_bazel()
    project = projects.copy("bazel", tmp_path)
    wheels = projects.wheels(tmp_path / "wheels", "--python-version", PYTHON)
    locked = [parse_wheel_filename(path.name)[:2] for path in wheels.iterdir()]
    lines = sorted(f"{name}=={version}\n" for name, version in locked)
    (project / "requirements.txt").write_text("".join(lines), "utf-8")
    module = project / "MODULE.bazel"
    lock = '    requirements_lock = "//:requirements.txt",\n'
    text = module.read_text("utf-8")
    assert lock in text and f'"{PYTHON}"' in text
    offline = f'    extra_pip_args = ["--no-index", "--find-links={wheels}"],\n'
    module.write_text(text.replace(lock, lock + offline), "utf-8")
    return project


@pytest.fixture
def bazel(project: Path, tmp_path: Path) -> Iterator[Bazel]:
    """Runs Bazel in the project, and stops its server in the end."""

    def run(*arguments: str) -> CompletedProcess[str]:
        root = f"--output_user_root={tmp_path / 'output'}"
        return projects.run("bazel", root, *arguments, cwd=project)

    yield run
    run("shutdown")


def generate(project: Path) -> None:
    with contextlib.chdir(project):
        assert main(["generate", "--quiet"]) == 0


def test_bazel_compares_generated_and_committed_files(
    project: Path, bazel: Bazel
) -> None:
    generate(project)
    done = bazel("test", "//...")
    assert done.returncode == 0, done.stdout + done.stderr

    module = project / projects.GENERATED / "models.py"
    text = module.read_text("utf-8")
    module.write_text(text + "# edited\n", "utf-8")
    done = bazel("test", "//...", "--test_output=errors")
    assert done.returncode == 3, done.stdout + done.stderr
    assert "run `trueup generate`, and commit the result" in done.stdout + done.stderr
    module.write_text(text, "utf-8")
    assert bazel("test", "//...").returncode == 0

    projects.change_description(project)
    assert bazel("test", "//...").returncode == 3
    generate(project)
    assert bazel("test", "//...").returncode == 0

    projects.break_description(project)
    assert bazel("build", "//:generated").returncode == 1
