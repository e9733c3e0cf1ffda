"""What users install: the wheel alone, in an environment of its own, does the work.

Slow, so it is one test; it needs a package index for what trueup depends on. The
versions are those of the lock that `make test` uses.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RUNTIME = ROOT / "generator" / "trueup_runtime"

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: Done.}}
"""


LOCK = os.environ.get("CONSTRAINTS", "constraints.txt")
CONSTRAIN = ("--constraint", ROOT / LOCK) if LOCK else ()
CONSTRAIN_BUILD = ("--build-constraint", ROOT / LOCK) if LOCK else ()


def run(*command: str | Path, cwd: Path) -> str:
    """Standard output; a failure shows everything."""
    # Nothing of this checkout may be importable: only what was installed.
    variables = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=variables,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def environment(home: Path) -> Path:
    """Python in a new environment, which holds nothing, not even pip."""
    venv.create(home)
    return home / ("Scripts" if sys.platform == "win32" else "bin") / "python"


def install(python: Path, wheel: Path) -> None:
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
    run(*pip, "--no-compile", *CONSTRAIN, wheel, cwd=wheel.parent)


def build(project: Path, folder: Path, *options: str | Path) -> Path:
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps")
    run(*pip, *options, "--wheel-dir", folder, project, cwd=folder)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`make` has built the project in an environment of its own already."""
    return build(ROOT, tmp_path_factory.mktemp("wheel"), "--no-build-isolation")


@pytest.fixture(scope="module")
def runtime_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(RUNTIME, tmp_path_factory.mktemp("runtime"), *CONSTRAIN_BUILD)


def test_the_wheel_holds_code_and_templates(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"trueup/__init__.py", "trueup/py.typed", "trueup/cli/__init__.py"} <= names
    templates = {
        f"trueup/_templates/{path.relative_to(ROOT / 'templates').as_posix()}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
        and not any(part.startswith((".", "__pycache__")) for part in path.parts)
    }
    runtime = {
        f"trueup/_runtime/{path.relative_to(RUNTIME).as_posix()}"
        for path in RUNTIME.rglob("*.py")
        if path.name != "requirements.py"
    }
    assert templates | runtime <= names
    packages = {name.partition("/")[0] for name in names}
    assert {one for one in packages if not one.endswith(".dist-info")} == {"trueup"}


def test_the_installed_wheel_generates(wheel: Path, tmp_path: Path) -> None:
    python = environment(tmp_path / "venv")
    install(python, wheel)
    trueup = python.with_name("trueup")
    (tmp_path / "spec.yaml").write_text(SPEC)
    command = (trueup, "generate", "spec.yaml", "--format", "json")
    assert "generate" in run(trueup, "--help", cwd=tmp_path)
    made = json.loads(run(*command, cwd=tmp_path))
    assert made["files"]["written"] > 10
    again = json.loads(run(*command, cwd=tmp_path))
    assert again["files"]["written"] == 0
    assert again["files"]["unchanged"] == made["files"]["written"]


def test_runtime_wheel_holds_the_runtime_alone(runtime_wheel: Path) -> None:
    archive = zipfile.ZipFile(runtime_wheel)
    names = {name for name in archive.namelist() if ".dist-info/" not in name}
    modules = {path.relative_to(RUNTIME).as_posix() for path in RUNTIME.rglob("*.py")}
    assert names == {f"trueup_runtime/{name}" for name in (*modules, "py.typed")}
    (metadata,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
    lines = archive.read(metadata).decode().splitlines()
    needed = [line for line in lines if line.startswith("Requires-Dist: ")]
    always = [line.split()[1] for line in needed if "extra ==" not in line]
    assert sorted(re.split("[<>=]", name)[0] for name in always) == [
        "httpx2",
        "msgspec",
        "typing-extensions",
    ]
    extras = {line.split()[1] for line in lines if line.startswith("Provides-Extra: ")}
    assert extras == {"validation", "server", "conformance"}


def test_license_of_the_runtime_is_that_of_the_project() -> None:
    assert (RUNTIME / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


def test_generated_client_runs_on_the_installed_runtime(
    runtime_wheel: Path, tmp_path: Path
) -> None:
    """In an environment without the generator and its dependencies."""
    (tmp_path / "spec.yaml").write_text(SPEC)
    command = (sys.executable, "-m", "trueup", "generate", "-q", "spec.yaml")
    run(*command, "-p", "pets", "--runtime", "package", cwd=tmp_path)
    python = environment(tmp_path / "venv")
    with pytest.raises(AssertionError, match="pets needs trueup-runtime"):
        run(python, "-c", "import pets", cwd=tmp_path)
    install(python, runtime_wheel)
    program = "import pets; print(pets.Client(base_url='https://a.test'))"
    assert "a.test" in run(python, "-c", program, cwd=tmp_path)


def test_the_sdist_is_complete(wheel: Path, tmp_path: Path) -> None:
    """The same wheel can be built from it as from the checkout."""
    hatchling = pytest.importorskip("hatchling.build")
    with contextlib.chdir(ROOT):
        name = hatchling.build_sdist(str(tmp_path))
    with tarfile.open(tmp_path / name) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = (path for path in tmp_path.iterdir() if path.is_dir())
    for needed in ("pyproject.toml", "README.md", "LICENSE", "Makefile", ".ci/run"):
        assert (unpacked / needed).is_file()
    with contextlib.chdir(unpacked):
        again = hatchling.build_wheel(str(tmp_path))
    names = [set(zipfile.ZipFile(one).namelist()) for one in (wheel, tmp_path / again)]
    assert names[0] == names[1]
