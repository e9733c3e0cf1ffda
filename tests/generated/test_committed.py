"""`generated/` is what trueup makes of `specs/`, byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("azure_digital_twins", "bentley_itwin", "oracle_ess", "otc_modelarts")


def trueup(
    *arguments: str, cwd: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    path = {"PYTHONPATH": str(ROOT / "generator")}
    return subprocess.run(
        [sys.executable, "-m", "trueup", *arguments],
        cwd=cwd,
        env={**os.environ, **path, **environment},
        capture_output=True,
        text=True,
    )


def test_committed_output_is_what_generate_writes() -> None:
    done = trueup("check", cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_generated_code_does_not_import_the_generator() -> None:
    program = (
        "import sys; sys.modules['trueup'] = None\n"
        + "".join(f"import {package}.server\n" for package in PACKAGES)
        + "assert not any(name.startswith('trueup.') for name in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT / "generated",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
