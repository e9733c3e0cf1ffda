"""The README of every case: its Python blocks run. `test_emitted.py` has mypy check them."""

from __future__ import annotations

from pathlib import Path

from ..readme_blocks import blocks
from .conftest import Emitted
from .test_emitted import python

RUNNER = Path(__file__).parents[1] / "readme_blocks.py"


def test_every_block_runs_without_a_network(emitted: tuple[Emitted, ...]) -> None:
    names = [package.name for package in emitted]
    done = python(emitted[0].root, str(RUNNER), *names)
    *failures, count = done.stdout.splitlines() or ["", "0 blocks"]
    assert (done.returncode, failures) == (0, []), done.stdout + done.stderr[-4000:]
    assert int(count.split()[0]) > 4 * len(names)


def test_almost_every_readme_has_a_call(emitted: tuple[Emitted, ...]) -> None:
    """A README without one is the exception: arguments that have no expression."""
    silent = [
        package.name
        for package in emitted
        if package.api.operations
        and not any(
            " client." in code
            for code in blocks(package.root / package.name / "README.md")
        )
    ]
    assert len(silent) < len(emitted) / 20, silent
