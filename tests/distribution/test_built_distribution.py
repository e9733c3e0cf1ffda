"""The distribution of the kitchen sink: built, installed, imported; its own tests pass."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from trueup.cli import main

from ..builds import example_projects as projects

ROOT = Path(__file__).parents[2]
CONFIGURATION = """\
[[packages]]
description = "kitchen_sink.yaml"
package = "kitchen_sink"
output = "kitchen"
distribution = { name = "Acme.Kitchen", version = "1.4.0" }
"""
DATA = (
    "__init__.py",
    "py.typed",
    "schemas.json",
    "server/openapi.json",
    "conformance/vectors.json",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("distribution")
    shutil.copy(ROOT / "tests" / "golden" / "kitchen_sink.yaml", folder)
    (folder / "trueup.toml").write_text(CONFIGURATION, "utf-8")
    with contextlib.chdir(folder):
        assert main(["generate", "--quiet"]) == 0
    return folder / "kitchen"


@pytest.fixture(scope="module")
def unpacked(project: Path) -> Path:
    """The sdist, built from a checkout that ignores everything."""
    (project / ".gitignore").write_text("*\n", "utf-8")
    (project / ".venv").mkdir()
    (project / ".venv" / "local.txt").write_text("not published", "utf-8")
    with tarfile.open(projects.build(project, "build_sdist")) as archive:
        archive.extractall(project.parent / "sdist", filter="data")
    (unpacked,) = (project.parent / "sdist").iterdir()
    return unpacked


@pytest.fixture(scope="module")
def wheel(unpacked: Path) -> Path:
    return projects.build(unpacked, "build_wheel")


def test_sdist_has_all_files_of_the_distribution(project: Path, unpacked: Path) -> None:
    assert unpacked.name == "acme_kitchen-1.4.0"
    own = {".venv", ".gitignore", "dist", ".github", ".trueup.json"}
    expected = {path.name for path in project.iterdir()} - own
    assert {path.name for path in unpacked.iterdir()} - own == expected | {"PKG-INFO"}
    names = {path.name for path in (unpacked / "docs" / "resources").iterdir()}
    assert names == {"orders.md", "ovens.md", "recipes.md", "styles.md"}
    assert not (unpacked / ".venv").exists()


def test_wheel_is_installed_and_imported(
    wheel: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    dependencies = tmp_path_factory.mktemp("shared") / "dependencies"
    projects.link_dependencies(dependencies)
    python = projects.environment(tmp_path / "venv", dependencies)
    if find_spec("pip"):
        projects.install(python, wheel)
    else:  # as pip does with a wheel of Python modules
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(projects.packages_of(tmp_path / "venv"))
    program = (
        "from importlib import metadata, resources; import kitchen_sink as k;"
        f"assert all(resources.files(k).joinpath(n).is_file() for n in {DATA!r});"
        "print(metadata.version('acme-kitchen'), k.Client(auth='key').orders is not None)"
    )
    assert projects.output_of(python, "-c", program, cwd=tmp_path) == "1.4.0 True\n"


def test_wheel_requires_what_its_targets_need(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        name = "acme_kitchen-1.4.0.dist-info/METADATA"
        lines = archive.read(name).decode("utf-8").splitlines()
    needed = [line for line in lines if line.startswith("Requires-Dist:")]
    assert {line.split()[1].partition("<")[0] for line in needed} >= {"httpx2"}
    assert all("<" in line and ">=" in line for line in needed)
    extras = [line for line in lines if line.startswith("Provides-Extra:")]
    assert [line.split()[1] for line in extras] == [
        "conformance",
        "server",
        "validation",
    ]
    assert "Requires-Python: >=3.11" in lines


WRONG = """\
```python
from kitchen_sink import Client

with Client(auth="your-api-key") as client:
    client.styles.get("wrong")
```
"""


def test_own_tests_run_every_example(
    wheel: Path, unpacked: Path, tmp_path: Path
) -> None:
    """On what is installed: the wheel, not the folder `src`. A wrong example fails."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    pages = [unpacked / "README.md", *(unpacked / "docs").rglob("*.md")]
    texts = [page.read_text("utf-8") for page in pages]
    (unpacked / "docs" / "wrong.md").write_text(WRONG, "utf-8")
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")
    done = subprocess.run(
        command,
        cwd=unpacked,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=900,
    )
    examples = sum(text.count("\n```python\n") for text in texts)
    assert f"1 failed, {examples + 2} passed" in done.stdout, done.stdout + done.stderr
    assert "test_example_runs[wrong-1]" in done.stdout
    # All operations but one, whose body has no expression, have an example.
    assert sum(text.count("\n## ") for text in texts[1:]) == 16
    assert sum(text.count("\n```python\n") for text in texts[1:]) == 15


def test_workflow_is_valid_and_runs_tests_and_build(project: Path) -> None:
    text = (project / ".github/workflows/ci.yml").read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    steps = {
        name: [step.get("run", step.get("uses", "")) for step in job["steps"]]
        for name, job in workflow["jobs"].items()
    }
    assert "python -m pytest tests" in steps["test"]
    assert "python -m kitchen_sink.conformance" in steps["test"]
    assert "python -m build" in steps["build"]
    versions = workflow["jobs"]["test"]["strategy"]["matrix"]["python-version"]
    assert versions == ["3.11", "3.12", "3.13", "3.14"]
    own = "".join(
        path.read_text("utf-8")
        for path in (ROOT / ".github" / "workflows").glob("*.yml")
    )
    used = [line for steps_ in steps.values() for line in steps_ if "@" in line]
    assert used and all(action in own for action in used), "as in our own workflows"
