"""The projects below `tests/cases/build`: how to build, install and use them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import venv
from importlib import metadata
from pathlib import Path
from typing import Any, NoReturn

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECTS = ROOT / "tests" / "cases" / "build"
DESCRIPTION = "specs/openapi.yaml"
INCLUDED = "specs/job.yaml"
GENERATED = "src/acme_jobs/api"

DATA_FILES = {"py.typed", "schemas.json", "server/openapi.json", ".trueup.json"}

_FRONTEND = """\
import importlib, sys
backend, hook, folder = sys.argv[1:]
print(getattr(importlib.import_module(backend), hook)(folder))
"""

_CLIENT = """\
import asyncio
import httpx2
from acme_jobs import api
from acme_jobs.app import app

async def main() -> None:
    transport = httpx2.ASGITransport(app)
    async with api.AsyncClient(transport=transport) as client:
        job = await client.jobs.get("1")
    async with httpx2.AsyncClient(transport=transport, base_url="http://a") as http:
        description = (await http.get("/openapi.json")).json()
    print(api.__file__, job.id, job.state.value, description["info"]["title"])

asyncio.run(main())
"""


def require(tool: str) -> None:
    """Skip the test if a tool is missing, unless the tools are required."""
    if shutil.which(tool) is None:
        missing(f"{tool} is not installed")


def missing(reason: str) -> NoReturn:
    """Skip the test, unless the tools are required."""
    if "REQUIRE_BUILD_TOOLS" in os.environ:
        pytest.fail(reason)
    pytest.skip(reason)


def copy(name: str, folder: Path) -> Path:
    """A copy of a project, without anything that is generated."""
    project = folder / name
    ignored = shutil.ignore_patterns("api", "__pycache__", "*.egg-info", "dist")
    shutil.copytree(PROJECTS / name, project, ignore=ignored)
    return project


def run(
    *command: str | Path, cwd: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command with `trueup` on the PATH; nothing of this checkout is importable but
    what is installed."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    path = os.pathsep.join([str(Path(sys.executable).parent), environment["PATH"]])
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**environment, "PATH": path, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def output_of(*command: str | Path, cwd: Path) -> str:
    """The standard output of a command that has to succeed."""
    done = run(*command, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def call_backend(project: Path, hook: str) -> subprocess.CompletedProcess[str]:
    """Call a hook of PEP 517 in the environment of the tests, as a frontend does that does
    not isolate builds."""
    with open(project / "pyproject.toml", "rb") as file:
        backend = tomllib.load(file)["build-system"]["build-backend"]
    (project / "dist").mkdir(exist_ok=True)
    return run(sys.executable, "-c", _FRONTEND, backend, hook, "dist", cwd=project)


def build(project: Path, hook: str) -> Path:
    """The distribution that a hook builds."""
    done = call_backend(project, hook)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "dist" / done.stdout.splitlines()[-1]


# ---------------------------------------------------------------------- installation


def wheels(folder: Path, *options: str) -> Path:
    """A folder with the wheel of trueup and those of its dependencies, since trueup may not
    be published as it is here. `options` are those of `pip download`."""
    build = ("-m", "hatchling", "build", "--target", "wheel", "--directory", folder)
    output_of(sys.executable, *build, cwd=ROOT)
    (trueup,) = folder.iterdir()
    output_of(
        *(sys.executable, "-m", "pip", "download", "--quiet", "--dest", folder),
        *("--only-binary=:all:", "--constraint", "constraints.txt", *options, trueup),
        cwd=ROOT,
    )
    return folder


def link_dependencies(folder: Path) -> None:
    """Link what the projects depend on, as it is installed for the tests."""
    folder.mkdir()
    with open(PROJECTS / "hatchling" / "pyproject.toml", "rb") as file:
        project: dict[str, Any] = tomllib.load(file)["project"]
    linked: set[str] = set()
    for requirement in project["dependencies"]:
        _link(Requirement(requirement).name, folder, linked)


def environment(home: Path, dependencies: Path) -> Path:
    """Python in an environment that has the dependencies of the projects, and nothing else:
    neither trueup nor a build backend, and no pip."""
    venv.create(home)
    (packages_of(home) / "dependencies.pth").write_text(f"{dependencies}\n", "utf-8")
    return home / ("Scripts" if sys.platform == "win32" else "bin") / "python"


def packages_of(home: Path) -> Path:
    """The folder of an environment that packages are installed into."""
    (packages,) = home.glob("[lL]ib/**/site-packages")
    return packages


def _link(name: str, packages: Path, linked: set[str]) -> None:
    """Link an installed distribution and what it depends on."""
    if name in linked:
        return
    linked.add(name)
    distribution = metadata.distribution(name)
    tops = {path.parts[0] for path in distribution.files or ()}
    for top in tops - {os.pardir, "__pycache__"}:
        if not (packages / top).exists():
            (packages / top).symlink_to(Path(str(distribution.locate_file(top))))
    for requirement in map(Requirement, distribution.requires or ()):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            _link(requirement.name, packages, linked)


def install(python: Path, wheel: Path) -> None:
    """Install a wheel, whose dependencies have to be there, from no index."""
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
    options = ("--no-index", "--no-compile", "--disable-pip-version-check")
    output_of(*pip, *options, wheel, cwd=wheel.parent)


def client_and_server(python: Path, folder: Path) -> tuple[Path, str]:
    """The path of the imported package, and the words that its client got from its server."""
    path, _, words = output_of(python, "-c", _CLIENT, cwd=folder).partition(" ")
    return Path(path), words.strip()


EXPECTED_WORDS = "1 queued Jobs"


# ---------------------------------------------------------------------- descriptions


def break_description(project: Path) -> None:
    (project / DESCRIPTION).write_text("openapi: 3.1.0\npaths: [\n", "utf-8")


def change_description(project: Path, state: str = "failed") -> None:
    """Add a value of an enumeration to the file that the description includes."""
    path = project / INCLUDED
    text = path.read_text("utf-8")
    assert "done]" in text
    path.write_text(text.replace("done]", f"{state}, done]"), "utf-8")
