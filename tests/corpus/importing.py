"""Point 2: every module on its own, every model, the server, the emitted suite."""

from __future__ import annotations

import sys
from pathlib import Path

from .running import Done, run

IMPORT_SECONDS = 900
SUITE_SECONDS = 900


def faults_of_import(folder: Path) -> tuple[str, ...]:
    """What does not import, resolve or build in the package at `folder`."""
    probe = Path(__file__).with_name("probe_package.py")
    command = [sys.executable, str(probe), str(folder.parent), folder.name]
    done = run(command, seconds=IMPORT_SECONDS)
    lines = tuple(filter(None, done.out.splitlines()))
    return lines if done.code == 0 else (*lines, done.told)


def faults_of_suite(folder: Path) -> tuple[str, ...]:
    """What the package's own conformance suite finds."""
    command = [sys.executable, "-m", "pytest", f"{folder.name}/conformance", "-q"]
    command += ["--tb=short", "-p", "no:cacheprovider", "-x", "--maxfail=20"]
    command += ["-c", "/dev/null", "--rootdir", "."]
    done = run(
        command, seconds=SUITE_SECONDS, paths=(folder.parent,), folder=folder.parent
    )
    if done.code in (0, _NOTHING_COLLECTED):
        return ()
    return _failures(done)


_NOTHING_COLLECTED = 5


def _failures(done: Done) -> tuple[str, ...]:
    lines = [
        line
        for line in done.out.splitlines()
        if line.startswith(("FAILED ", "ERROR ", "E   "))
    ]
    return tuple(lines) if lines and done.code is not None else (done.told,)
