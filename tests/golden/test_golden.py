"""The committed output for a description with every kind of thing that is generated.

`--update` rewrites it, and a reviewer reads the diff.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from trueup.cli import main

HERE = Path(__file__).parent
PACKAGE = HERE / "kitchen_sink"


def run(*arguments: str) -> int:
    return main([*arguments, "--config", str(HERE / "trueup.toml")])


def test_committed_output_is_up_to_date(update: bool) -> None:
    is_current = run("check") == 0
    if update:
        assert run("generate", "--force") == 0
    assert is_current, "run pytest with --update and read the diff"


def test_kitchen_sink_passes_its_own_suite(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            *("-W", "error"),  # an operation and a parameter are deprecated
            *("--rootdir", str(tmp_path), str(PACKAGE / "conformance")),
        ],
        cwd=HERE,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:]
