"""The same description gives the same bytes, wherever and by what it is generated.

Each environment differs from the first one in all respects at once; a failure names the
files that differ. Other versions of Python are those of `TRUEUP_PYTHONS`, a list of paths
as in `PATH`, and `python3.x` on the path, if trueup's dependencies are installed there. CI
runs these tests with each version, and all are compared with the committed packages.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from ..corpus.descriptions import descriptions
from .package_digests import DISTRIBUTED, MISSING

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("package_digests.py")
SPECS = tuple(sorted(ROOT.glob("specs/*/openapi.yaml")))
VERSIONS = tuple(
    re.findall(
        r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    )
)
SAMPLE, MAX_BYTES = 8, 200_000
"""Descriptions of a corpus, and their maximum size."""


class Environment(NamedTuple):
    """The surroundings of a run."""

    locale: str
    time_zone: str
    seed: str
    is_utf8: bool


FIRST = Environment("C.UTF-8", "UTC", "0", True)
SECOND = Environment("C", "Asia/Kathmandu", "1", False)  # the encoding is ASCII
LOCALES = ("tr_TR", "de_DE", "fr_FR", "C")
"""Candidates for the locale of the second environment; the first installed one is taken."""


def digests(
    folder: Path,
    paths: Sequence[Path],
    environment: Environment,
    cwd: Path,
    python: str = sys.executable,
) -> Mapping[str, str]:
    """The digests of packages by `package/path`, generated in a new process.

    `folder` has the configuration. Skips the test if `python` has no dependencies.
    """
    # The packages of this environment are of no use to another version of Python.
    own = sys.path if python == sys.executable else []
    done = subprocess.run(
        [python, PROGRAM, os.path.relpath(folder / "pyproject.toml", cwd), *paths],
        cwd=cwd,
        env={
            **{
                k: v
                for k, v in os.environ.items()
                if not k.startswith(("LC_", "PYTHON"))
            },
            "PYTHONPATH": os.pathsep.join([str(ROOT / "generator"), *own]),
            "PYTHONHASHSEED": environment.seed,
            "PYTHONUTF8": str(int(environment.is_utf8)),
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            "LC_ALL": environment.locale,
            "TZ": environment.time_zone,
        },
        capture_output=True,
        text=True,
    )
    if done.returncode == MISSING:
        pytest.skip(f"{python}: {done.stdout.strip()}")
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


def second_environment() -> Environment:
    done = subprocess.run(["locale", "-a"], capture_output=True, text=True)
    installed = done.stdout.split()
    names = (name for start in LOCALES for name in installed if name.startswith(start))
    return SECOND._replace(locale=next(names, "C"))


def copy_with_crlf(files: Mapping[Path, Path]) -> None:
    """Copy files, with CR LF as line breaks."""
    for source, target in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        content = source.read_bytes().replace(b"\r\n", b"\n")
        target.write_bytes(content.replace(b"\n", b"\r\n"))


def differences(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


@pytest.fixture(scope="module")
def first() -> Mapping[str, str]:
    return digests(ROOT, SPECS, FIRST, ROOT)


def test_packages_are_the_committed_ones(first: Mapping[str, str]) -> None:
    assert f"{DISTRIBUTED}/pyproject.toml" in first
    folders = {path.split("/")[0] for path in first} - {DISTRIBUTED}
    assert folders == {path.parent.name.replace("-", "_") for path in SPECS}
    committed = {
        path.relative_to(ROOT / "generated").as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for folder in folders
        for path in (ROOT / "generated" / folder).rglob("*")
        if path.is_file() and "cache" not in path.parent.name
    }
    generated = {
        path: digest
        for path, digest in first.items()
        if not path.endswith("/diagnostics") and path.split("/")[0] in folders
    }
    assert differences(generated, committed) == []


def test_surroundings_and_line_breaks_change_nothing(
    first: Mapping[str, str], tmp_path: Path
) -> None:
    """Another locale and encoding, time zone, hash seed and working directory."""
    sources = [path for path in ROOT.glob("specs/**/*") if path.is_file()]
    copies = {path: tmp_path / path.relative_to(ROOT) for path in sources}
    copy_with_crlf({**copies, ROOT / "pyproject.toml": tmp_path / "pyproject.toml"})
    (tmp_path / "elsewhere").mkdir()
    paths = [Path("..", path.relative_to(ROOT)) for path in SPECS]
    second = digests(tmp_path, paths, second_environment(), tmp_path / "elsewhere")
    assert differences(first, second) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_version_of_python_changes_nothing(
    version: str, first: Mapping[str, str], tmp_path: Path
) -> None:
    if sys.version_info[:2] == tuple(map(int, version.split("."))):
        pytest.skip("the version that runs the tests")
    python = interpreter(version)
    if python is None:
        pytest.skip(f"Python {version} is not installed: set TRUEUP_PYTHONS")
    assert differences(first, digests(ROOT, SPECS, FIRST, tmp_path, python)) == []


def interpreter(version: str) -> str | None:
    """A Python of this version: of `TRUEUP_PYTHONS`, or on the path."""
    program = "import sys; print('%d.%d' % sys.version_info[:2])"
    listed = os.environ.get("TRUEUP_PYTHONS", "").split(os.pathsep)
    for python in filter(None, (*listed, shutil.which(f"python{version}"))):
        done = subprocess.run([python, "-c", program], capture_output=True, text=True)
        if done.stdout.strip() == version:  # and not a launcher that finds none
            return python
    return None


def test_distributions_support_the_same_versions() -> None:
    """Their classifiers and their workflow have constants."""
    folder = ROOT / "templates" / "distribution"
    project = (folder / "pyproject.toml.j2").read_text("utf-8")
    assert tuple(re.findall(r"Python :: (3\.\d+)", project)) == VERSIONS
    assert f'requires-python = ">={VERSIONS[0]}"' in project
    workflow = (folder / "ci.yml.j2").read_text("utf-8")
    (matrix,) = re.findall(r"python-version: \[(.*)\]", workflow)
    assert tuple(re.findall(r'"(.*?)"', matrix)) == VERSIONS


def test_ci_runs_all_supported_versions() -> None:
    workflow = (ROOT / ".github" / "workflows" / "test.yml").read_text("utf-8")
    job = yaml.safe_load(workflow)["jobs"]["locked"]
    assert tuple(job["strategy"]["matrix"]["python"]) == VERSIONS
    assert job["steps"][-1]["run"] == ".ci/run", "all tests, this module included"


def test_sample_of_a_corpus_is_reproducible(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    folder = request.config.getoption("--corpus")
    if not folder:
        pytest.skip("no corpus is given: --corpus, or TRUEUP_CORPUS")
    small = [
        description.path.absolute()
        for description in descriptions(Path(str(folder)))
        if description.path.stat().st_size <= MAX_BYTES
    ]
    assert small, "the corpus has no description of that size"
    sample = small[:: max(1, len(small) // SAMPLE)][:SAMPLE]
    copies = {path: tmp_path / "copies" / path.name for path in sample}
    copy_with_crlf({**copies, ROOT / "pyproject.toml": tmp_path / "pyproject.toml"})
    one = digests(ROOT, sample, FIRST, ROOT)
    paths = [Path("..", path.relative_to(tmp_path)) for path in copies.values()]
    (tmp_path / "elsewhere").mkdir()
    other = digests(tmp_path, paths, second_environment(), tmp_path / "elsewhere")
    names = {f"package_{number}": path.name for number, path in enumerate(sample)}
    differing = differences(one, other)
    assert [(names[path.split("/")[0]], path) for path in differing] == []
    assert any(path.endswith(".py") for path in one)
