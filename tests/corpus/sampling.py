"""Point 4: samples of every schema are valid and survive the models."""

from __future__ import annotations

import sys
from pathlib import Path

from .descriptions import Description
from .running import ROOT, run

SECONDS = 900


def faults_of_samples(description: Description, folder: Path) -> tuple[str, ...]:
    """What is lost, added or refused on the way through the models at `folder`."""
    probe = Path(__file__).with_name("probe_samples.py")
    command = [sys.executable, str(probe), str(description.path)]
    done = run(
        [*command, str(folder.parent), folder.name],
        seconds=SECONDS,
        paths=(ROOT / "generator",),
    )
    lines = [line for line in done.out.splitlines() if line]
    faults = tuple(line for line in lines if ": note: " not in line)
    return faults if done.code == 0 else (*faults, done.told)
