"""Each target alone, and what it brings along."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from trueup import targets
from trueup.cli import main

SPEC = Path(__file__).parents[1] / "specs" / "oracle-ess" / "openapi.yaml"
TARGETS = {
    "client": (
        "from api import AsyncClient, Client, errors, models",
        {"client.py"},
    ),
    "server": (
        "import api; from api.server import create_app; create_app()",
        {"server"},
    ),
    "conformance": (
        "import api.conformance; from api import Client; import api.server",
        {"client.py", "server", "conformance"},
    ),
}
"""A program that imports the output of each target, and the parts that are there."""

PARTS = set().union(*(parts for _, parts in TARGETS.values()))


@pytest.mark.parametrize("target", targets.names())
def test_target_alone_can_be_imported(target: str, tmp_path: Path) -> None:
    program, parts = TARGETS[target]
    arguments = ["--output", str(tmp_path), "--package", "api", "--target", target]
    assert main(["generate", str(SPEC), *arguments]) == 0
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    files = {path.name for path in (tmp_path / "api").iterdir()}
    assert "__init__.py" in files
    assert files & PARTS == parts
