"""Programs under limits of time and memory. Knows not what they do."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
MEMORY = 6 * 1024**3
"""Bytes of address space that one program may take."""


@dataclass(frozen=True)
class Done:
    """What a program left behind; `code` is None where it took too long."""

    code: int | None
    out: str
    err: str

    @property
    def told(self) -> str:
        """The end of what it said, for a message."""
        text = f"{self.out[-6000:]}\n{self.err[-6000:]}".strip()
        return f"[took too long]\n{text}" if self.code is None else text


def run(
    command: Sequence[str],
    *,
    seconds: int,
    memory: int | None = MEMORY,
    paths: Sequence[Path] = (),
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Done:
    """Runs `command` in `folder`, with `paths` to import from."""

    def limited() -> None:
        os.nice(5)
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    settings = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "PYTHONDONTWRITEBYTECODE": "",
        **(environment or {}),
    }
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        preexec_fn=limited,
        start_new_session=True,
    )
    try:
        out, err = process.communicate(timeout=seconds)
        return Done(process.returncode, out, err)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)  # and what it started
        out, err = process.communicate()
        return Done(None, out, err)
