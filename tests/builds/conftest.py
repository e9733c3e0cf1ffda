"""Dependencies of the example projects, for all environments of a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import example_projects as projects


@pytest.fixture(scope="session")
def dependencies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder, so that its modules are compiled once."""
    folder = tmp_path_factory.mktemp("shared") / "dependencies"
    projects.link_dependencies(folder)
    return folder
