"""The projects of `docs/build-step.md` for nox and tox, with the tools themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import example_projects as projects

OPTIONS = {"nox": "--session", "tox": "-e"}
"""The option that selects a session or an environment."""


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return projects.wheels(tmp_path_factory.mktemp("index") / "wheels")


@pytest.mark.parametrize("tool", OPTIONS)
def test_tool_generates_and_checks(
    tool: str, tmp_path: Path, dependencies: Path, request: pytest.FixtureRequest
) -> None:
    projects.require(tool)
    project = projects.copy(tool, tmp_path)
    index = str(request.getfixturevalue("wheels"))

    def run(name: str) -> int:
        command = (tool, OPTIONS[tool], name)
        done = projects.run(
            *command, cwd=project, PIP_NO_INDEX="1", PIP_FIND_LINKS=index
        )
        return done.returncode

    assert run("check") != 0, "nothing is generated"
    assert run("generate") == 0
    assert run("check") == 0
    python = projects.environment(tmp_path / "venv", dependencies)
    path, words = projects.client_and_server(python, project / "src")
    assert path.is_relative_to(project) and words == projects.EXPECTED_WORDS
    projects.change_description(project)
    assert run("check") != 0
    assert run("generate") == 0
    assert run("check") == 0
