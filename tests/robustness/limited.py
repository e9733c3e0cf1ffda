"""Run trueup in a child process that may use so much processor time and memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

SECONDS = 120
"""Of processor time, which a busy machine does not change. What is tested takes a few."""

MEGABYTES = 2_000


def run(
    *arguments: str,
    folder: Path,
    seconds: int = SECONDS,
    megabytes: int = MEGABYTES,
) -> subprocess.CompletedProcess[str]:
    """The finished process; one that reached a limit has a negative exit code."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        size = megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (size, size))

    return subprocess.run(
        [sys.executable, "-m", "trueup", *arguments],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        preexec_fn=limit,
    )


def generate(text: str | bytes, folder: Path, suffix: str = ".json") -> tuple[int, str]:
    """The exit code of `trueup generate` for a description, and its messages."""
    path = folder / f"openapi{suffix}"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = run("generate", path.name, "-o", "out", "-p", "pkg", "-q", folder=folder)
    return done.returncode, done.stderr
