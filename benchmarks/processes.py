"""One run of a program: how long, how much of the processor, how much memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds by the clock, seconds of processors, and megabytes at the peak.

    Of a program that starts others, processor seconds are those of all, and memory is
    that of the largest.
    """

    wall: float
    cpu: float
    peak: float


class Failed(Exception):
    """A program that is measured did not do its work."""


Case: TypeAlias = Callable[[], Run]


def run(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    log: Path | None = None,
    accepted: Sequence[int] = (0,),
) -> Run:
    """Runs a program to its end. Raises `Failed`, with its output, on another exit code
    than the accepted ones."""
    with open(log or os.devnull, "wb") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            env={**installed_environment(), **(environment or {})},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accepted:
        told = log.read_text("utf-8", "replace")[-2000:] if log else ""
        raise Failed(f"{command[0]} ended with {process.returncode}\n{told}")
    unit = 1 if sys.platform == "darwin" else 1024
    peak = used.ru_maxrss * unit / 1_000_000
    return Run(wall, used.ru_utime + used.ru_stime, peak)


def installed_environment() -> dict[str, str]:
    """The environment, in which programs are as they are when installed: byte code is a
    part of them, and nothing but they themselves is found."""
    taboo = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")
    return {name: value for name, value in os.environ.items() if name not in taboo}


def in_turns(cases: Mapping[str, Case], times: int) -> dict[str, Run]:
    """The median of `times` runs of each, one after the other: A B A B.

    Everything is run once before, unmeasured, so that files are in memory.
    """
    found: dict[str, list[Run]] = {name: [] for name in cases}
    for turn in range(times + 1):
        for name, case in cases.items():
            one = case()
            if turn:
                found[name].append(one)
    return {name: median(runs) for name, runs in found.items()}


def median(runs: Sequence[Run]) -> Run:
    """The median of each number by itself."""
    return Run(
        statistics.median(one.wall for one in runs),
        statistics.median(one.cpu for one in runs),
        statistics.median(one.peak for one in runs),
    )
