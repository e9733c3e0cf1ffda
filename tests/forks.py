"""Run a function in a fork of this process: what it needs is imported already.

A new process would import it again, which takes longer than most programs of tests. A
package of a test is imported in the fork alone.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

MAX_SECONDS = 900
"""A fork that takes longer hangs."""


def run_forked(
    function: Callable[[], int], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Call a function in a folder, from which it imports; it returns the exit code."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        gc.freeze()
        child = os.fork()
        if child == 0:
            _run(function, folder, environment, (output.fileno(), errors.fileno()))
        _, status = os.waitpid(child, 0)
        texts = []
        for stream in (output, errors):
            stream.seek(0)
            texts.append(stream.read().decode(errors="replace"))
    code = os.waitstatus_to_exitcode(status)
    return subprocess.CompletedProcess([], code, *texts)


def run_program(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Execute Python code in a folder, from which it imports."""

    def run() -> int:
        exec(compile(program, "<program>", "exec"), {"__name__": "__main__"})
        return 0

    return run_forked(run, folder, {})


def _run(
    function: Callable[[], int],
    folder: Path,
    environment: Mapping[str, str],
    streams: tuple[int, int],
) -> None:
    """Call the function, and end this process."""
    code = 70
    try:
        signal.alarm(MAX_SECONDS)
        os.dup2(streams[0], 1)
        os.dup2(streams[1], 2)
        sys.stdin, sys.stdout = open(os.devnull), open(1, "w", closefd=False)
        sys.stderr = open(2, "w", buffering=1, closefd=False)
        os.chdir(folder)
        os.environ.update(environment)
        # As a new process has them; a fork has the settings of its parent.
        sys.dont_write_bytecode = "PYTHONDONTWRITEBYTECODE" in os.environ
        sys.pycache_prefix = os.environ.get("PYTHONPYCACHEPREFIX")
        sys.path.insert(0, str(folder))
        code = function()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)
