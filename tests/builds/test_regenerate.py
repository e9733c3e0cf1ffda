"""The function that all build hooks call, and the projects that they leave alone."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from trueup import cli
from trueup.build_hooks import (
    hatchling_plugin,
    is_build_requirement,
    pdm_plugin,
    project_files,
    regenerate,
    setuptools_plugin,
)

from . import example_projects as projects

CONFIG = """\
[[tool.trueup.packages]]
description = "specs/openapi.yaml"
package = "acme_jobs.api"
output = "src"
"""


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The arguments of each run of trueup, which does nothing and succeeds."""
    calls: list[list[str]] = []
    monkeypatch.setattr(cli, "main", lambda arguments: calls.append(arguments) or 0)
    return calls


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return projects.copy("setuptools", tmp_path)


def generated(project: Path) -> None:
    """Write the manifest of a package with one file."""
    package = project / projects.GENERATED
    package.mkdir()
    (package / "models.py").touch()
    inputs = '{"openapi.yaml": "a", "job.yaml": "b", "https://a.test/c.yaml": "c"}'
    (package / ".trueup.json").write_text(
        '{"trueup": "1", "templates": "a", "configuration": "b",'
        f' "inputs": {inputs}, "files": {{"models.py": "{"0" * 64}"}}}}'
    )


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ("trueup", True),
        ("Trueup >= 0.1", True),
        ("trueup[lsp]==0.1.0; python_version > '3'", True),
        ("trueup-runtime", False),
        ("trueup.more", False),
        ("other", False),
    ],
)
def test_build_requirement_is_recognized(
    tmp_path: Path, requirement: str, expected: bool
) -> None:
    (tmp_path / "pyproject.toml").write_text(
        f'[build-system]\nrequires = ["setuptools", "{requirement}"]\n'
    )
    assert is_build_requirement(tmp_path) is expected


@pytest.mark.parametrize(
    "text",
    [None, "", "[", "build-system = 1", "[build-system]\nrequires = [1]\n", "\xff"],
)
def test_unusable_pyproject_requires_nothing(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "pyproject.toml").write_bytes(text.encode("latin-1"))
    assert not is_build_requirement(tmp_path)


@pytest.mark.parametrize(
    "more", ["a." * 16_000 + "a = 1", "#" * (1 << 20), "a = " + "[" * 5_000]
)
def test_project_file_that_takes_long_is_not_read(tmp_path: Path, more: str) -> None:
    text = f"[build-system]\nrequires = ['trueup']\n{more}\n"
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    assert not is_build_requirement(tmp_path)


@pytest.mark.parametrize("is_required", [True, False])
def test_plugins_run_only_if_the_build_requires_trueup(
    project: Path, runs: list[list[str]], is_required: bool
) -> None:
    """They are loaded in every environment that has trueup, whatever is built there."""
    config = project / "pyproject.toml"
    if not is_required:
        config.write_text(config.read_text().replace(', "trueup"', ""))
    distribution = SimpleNamespace(src_root=str(project), cmdclass={})
    setuptools_plugin.generate(distribution)
    assert (distribution.cmdclass != {}) is is_required
    assert bool(runs) is is_required
    context = SimpleNamespace(root=project)
    assert pdm_plugin.pdm_build_hook_enabled(context) is is_required


@pytest.mark.parametrize("has_configuration_above", [True, False])
def test_project_needs_a_configuration_in_its_root(
    tmp_path: Path, runs: list[list[str]], has_configuration_above: bool
) -> None:
    if has_configuration_above:
        (tmp_path / "trueup.toml").touch()
    project = tmp_path / "project"
    project.mkdir()
    (project / "pyproject.toml").write_text("[project]\n")
    with pytest.raises(SystemExit, match="has neither"):
        regenerate(project)
    assert not runs


@pytest.mark.parametrize("code", [1, 2, 70])
def test_failure_of_generate_is_an_exit(
    project: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(cli, "main", lambda _: code)
    with pytest.raises(SystemExit, match="the packages were not generated"):
        regenerate(project)


def test_sdist_is_left_alone_if_it_contains_the_packages(
    project: Path, runs: list[list[str]]
) -> None:
    (project / "PKG-INFO").touch()
    regenerate(project)
    assert len(runs) == 1, "the package is missing"
    generated(project)
    regenerate(project)
    assert len(runs) == 1
    (project / "PKG-INFO").unlink()
    regenerate(project)
    assert len(runs) == 2, "a checkout"


def test_project_files_are_those_of_the_manifest(project: Path) -> None:
    assert project_files(project).outputs == ()
    generated(project)
    files = project_files(project)
    assert [path.as_posix() for path in files.inputs] == [
        "pyproject.toml",
        "specs/openapi.yaml",
        "specs/job.yaml",
    ]
    package = Path(projects.GENERATED)
    assert files.outputs == (package / "models.py", package / ".trueup.json")
    assert files.folders == (package,)


def test_files_outside_the_project_are_not_listed(project: Path) -> None:
    generated(project)
    inner = project / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text(
        CONFIG.replace("specs/", "../specs/").replace('"src"', '"../src"')
    )
    assert project_files(inner) == ((Path("pyproject.toml"),), (), ())


def test_manifest_of_somebody_else_adds_only_descriptions(project: Path) -> None:
    generated(project)
    (project / "secret").mkdir()
    for name in (".env", "key.pem", "secret/.hidden.yaml"):
        (project / name).write_text("TOKEN=1")
    (project / "outside.yaml").symlink_to(project / ".env")
    (project / "linked").symlink_to(project / "specs")
    names = (
        ".env",
        "key.pem",
        "secret/.hidden.yaml",
        "outside.yaml",
        "linked/job.yaml",
    )
    manifest = project / projects.GENERATED / ".trueup.json"
    text = manifest.read_text()
    for name in names:
        text = text.replace('"inputs": {', f'"inputs": {{"../{name}": "a", ')
    manifest.write_text(text)
    inputs = [path.as_posix() for path in project_files(project).inputs]
    assert inputs == ["pyproject.toml", "specs/openapi.yaml", "specs/job.yaml"]


def test_hatchling_includes_ignored_packages(
    project: Path, runs: list[list[str]]
) -> None:
    strange = "a [b] #c"
    (project / "src").rename(project / strange)
    config = project / "pyproject.toml"
    config.write_text(
        config.read_text().replace('output = "src"', f'output = "{strange}"')
    )
    package = project / strange / "acme_jobs" / "api"
    package.mkdir()
    (package / ".trueup.json").write_text('{"files": {}}')
    data: dict[str, list[str]] = {"artifacts": []}
    hook = hatchling_plugin.TrueupBuildHook(str(project), {}, None, None, "", "wheel")
    hook.initialize("standard", data)
    assert data["artifacts"] == [r"/a\ \[b\]\ \#c/acme_jobs/api/"]
    assert runs
