"""Run pytest in a fork of this process: what a run imports from elsewhere is imported once.

A new process would import Python's and the suite's dependencies again, which takes longer
than most runs. The package that is tested is imported by each run.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import trueup_runtime.conformance.fixtures as dependencies

__all__ = ["dependencies", "forked_pytest"]

MAX_SECONDS = 900
"""A run that takes longer hangs."""


def forked_pytest(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run pytest in a folder."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        gc.freeze()
        child = os.fork()
        if child == 0:
            _run(arguments, folder, environment, (output.fileno(), errors.fileno()))
        _, status = os.waitpid(child, 0)
        texts = []
        for stream in (output, errors):
            stream.seek(0)
            texts.append(stream.read().decode(errors="replace"))
    code = os.waitstatus_to_exitcode(status)
    return subprocess.CompletedProcess(arguments, code, *texts)


def _run(
    arguments: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    streams: tuple[int, int],
) -> None:
    """Run pytest, and end this process."""
    code = 70
    try:
        signal.alarm(MAX_SECONDS)
        os.dup2(streams[0], 1)
        os.dup2(streams[1], 2)
        sys.stdin, sys.stdout = open(os.devnull), open(1, "w", closefd=False)
        sys.stderr = open(2, "w", buffering=1, closefd=False)
        os.chdir(folder)
        os.environ.update(environment)
        _write_bytecode()
        sys.path.insert(0, str(folder))
        code = int(pytest.main([*arguments]))
    finally:
        sys.stdout.flush()
        os._exit(code)


def _write_bytecode() -> None:
    """Follow the environment, as a new process does: a fork has its parent's settings."""
    sys.dont_write_bytecode = "PYTHONDONTWRITEBYTECODE" in os.environ
    sys.pycache_prefix = os.environ.get("PYTHONPYCACHEPREFIX")
