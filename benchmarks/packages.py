"""What an emitted package takes: its import, decoding, calls.

Each number is taken inside of a process of its own, by a program in `programs/`, which
prints seconds of this package and of what it is compared with.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .generation import CLIENT
from .generators import Workplace, trueup
from .synthesis import text
from .tables import Table, seconds

_PROGRAMS = Path(__file__).parent / "programs"
_SCHEMAS = 1_000


def packages(work: Workplace, repeats: int) -> Table:
    """Import of a package of 1,000 schemas; a large answer; an empty one."""
    description = work.place("descriptions") / "packages.json"
    description.write_text(text(300, _SCHEMAS), encoding="utf-8")
    output = work.place("out/packages")
    trueup(work, description, CLIENT, output=output)
    whole = ("import of the package, its models too", "importing", ("models",))
    rows = []
    for what, program, arguments in (
        (f"import of the package, {_SCHEMAS:,} schemas", "importing", ()),
        whole,
        ("decoding 1 MB, against msgspec with classes by hand", "decoding", ()),
        ("a call with an empty answer, against bare httpx2", "calling", ()),
    ):
        runs = [_measured(program, output, arguments) for _ in range(repeats + 1)]
        ours, theirs = (min(column) for column in zip(*runs[1:], strict=True))
        ratio = f"{ours / theirs:.2f}" if theirs else "–"
        other = _fine(theirs) if theirs else "–"
        rows.append((what, _fine(ours), other, ratio))
    head = ("what", "ours", "the other", "ratio")
    return Table("The emitted package", head, tuple(rows))


def _measured(
    program: str, output: Path, arguments: tuple[str, ...]
) -> tuple[float, float]:
    environment = {**os.environ, "PYTHONPATH": str(output)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, str(_PROGRAMS / f"{program}.py"), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    ours, theirs = done.stdout.split()
    return float(ours), float(theirs)


def _fine(value: float) -> str:
    return seconds(value) if value > 0.001 else f"{value * 1_000_000:.0f} µs"
