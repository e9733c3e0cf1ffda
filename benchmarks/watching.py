"""What a change of one operation takes while `generate --watch` is at work."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from .generation import CASES
from .generators import Workplace, command, environment, trueup
from .processes import Failed, median
from .synthesis import text
from .tables import Table, seconds, times

_LONGEST = 120.0
"""Seconds after which something is wrong."""


def watched(work: Workplace, repeats: int, operations: int = 300) -> Table:
    """From when a description is saved to when all files are there, by the clock,
    beside cold runs of the same description."""
    description = work.place("watching") / "openapi.json"
    output = work.place("out/watched")
    rows = []
    for what, options in CASES.items():
        shutil.rmtree(output, ignore_errors=True)
        versions = (
            text(operations, operations * 5 // 6, changed=turn) for turn in count()
        )
        _save(description, next(versions))
        colds, found = [], []
        with _watching(work, description, output, options):
            for _ in range(repeats + 1):
                colds.append(trueup(work, description, options))
                found.append(_change(description, next(versions), output))
        cold, one = median(colds[1:]).wall, statistics.median(found[1:])
        rows.append((what, seconds(cold), seconds(one), times(one, cold)))
    head = ("run", "cold", "one operation changed", "ratio")
    title = f"One operation changed, watched: {operations} operations"
    return Table(title, head, tuple(rows))


def _change(description: Path, content: str, output: Path) -> float:
    """Seconds until every file has been replaced."""
    manifest = output / "measured" / ".trueup.json"
    before = manifest.read_bytes()
    start = _save(description, content)
    while manifest.read_bytes() == before or [*output.glob(".trueup-stage-*")]:
        if time.perf_counter() - start > _LONGEST:
            raise Failed("the change was not seen")
        time.sleep(0.001)
    return time.perf_counter() - start


def _save(description: Path, content: str) -> float:
    """As editors do, at once. Gives the time at which it was done."""
    part = description.with_suffix(".part")
    part.write_text(content, encoding="utf-8")
    os.replace(part, description)
    return time.perf_counter()


@contextmanager
def _watching(
    work: Workplace, description: Path, output: Path, options: Sequence[str]
) -> Iterator[None]:
    said = work.place("logs") / "watch.txt"
    with said.open("wb") as log:
        process = subprocess.Popen(
            command(description, output, (*options, "--watch")),
            env=environment(),
            cwd=work.place("empty"),
            stdout=log,
            stderr=log,
        )
    try:
        while "watching" not in said.read_text("utf-8", "replace"):
            if process.poll() is not None:
                raise Failed(said.read_text("utf-8", "replace"))
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(_LONGEST)
