"""Calls of an emitted client, and its import, against bare httpx2 and msgspec."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .generation import CLIENT
from .generators import Workplace, trueup
from .tables import Table

_PROGRAMS = Path(__file__).parent / "programs"
_IMPORTS = 15

_BARS = {
    "opening a client": 1.5,
    "import of a small package": 1.2,
    "import, and opening the first client": 1.2,
}


def calls(work: Workplace, repeats: int) -> Table:
    """Ratios of processor time, one column for each run."""
    output = work.place("out/calls")
    trueup(work, _PROGRAMS / "calls.yaml", CLIENT, output=output)
    runs = [dict(_ratios(output)) for _ in range(repeats)]
    rows = tuple(
        (kind, *(f"{run[kind]:.2f}" for run in runs), f"{_bar(kind):g}")
        for kind in runs[0]
    )
    head = ("what", *(f"run {index + 1}" for index in range(repeats)), "bar")
    return Table("Calls, against bare httpx2 and msgspec", head, rows)


def _bar(kind: str) -> float:
    return _BARS.get(kind, 1.15 if kind.startswith("POST") else 1.1)


def _ratios(output: Path) -> Iterator[tuple[str, float]]:
    for line in _printed(output, str(_PROGRAMS / "calls.py")).splitlines():
        kind, ratio = line.split("\t")
        yield kind, float(ratio)
    ours = "import measured, measured.client, measured.models"
    bare = "import httpx2, msgspec"
    yield "import of a small package", _paired_ratio(output, ours, bare)
    ours += "; measured.Client()"
    bare += "; httpx2.Client()"
    yield "import, and opening the first client", _paired_ratio(output, ours, bare)


def _paired_ratio(output: Path, *statements: str) -> float:
    """The median of paired ratios, each side in a process of its own."""
    ours, bare = (
        "import time; start = time.process_time(); "
        f"{statement}; print(time.process_time() - start)"
        for statement in statements
    )
    ratios = [
        float(_printed(output, "-c", ours)) / float(_printed(output, "-c", bare))
        for _ in range(_IMPORTS + 1)
    ]
    return statistics.median(ratios[1:])  # the first one compiles


def _printed(output: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(output)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
