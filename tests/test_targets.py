"""Each target alone, and what it brings along."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from trueup.cli import main

SPEC = Path(__file__).parents[1] / "specs" / "oracle-ess" / "openapi.yaml"
PROGRAMS = {
    "client": "from api import AsyncClient, Client, errors, models",
    "server": "import api; from api.server import create_app; create_app()",
    "conformance": "import api.conformance; from api import Client; import api.server",
}


@pytest.mark.parametrize("target", PROGRAMS)
def test_a_target_alone_can_be_imported(target: str, tmp_path: Path) -> None:
    arguments = ["--output", str(tmp_path), "--package", "api", "--target", target]
    assert main(["generate", str(SPEC), *arguments]) == 0
    done = subprocess.run(
        [sys.executable, "-c", PROGRAMS[target]],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "api" / "__init__.py").is_file()
    assert (tmp_path / "api" / "server").is_dir() == (target != "client")
    assert (tmp_path / "api" / "client.py").is_file() == (target != "server")
