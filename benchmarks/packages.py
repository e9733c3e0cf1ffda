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
    """Import of a package of 1,000 schemas, decoding of a large response, calls."""
    description = work.place("descriptions") / "packages.json"
    description.write_text(text(300, _SCHEMAS), encoding="utf-8")
    output, keeping = work.place("out/packages"), work.place("out/keeping")
    trueup(work, description, CLIENT, output=output)
    options = ("--config", str(_keeping(work, description, keeping)))
    trueup(work, description, options, output=keeping)
    rows = []
    for what, program, folder, arguments in (
        (f"import of the package, {_SCHEMAS:,} schemas", "importing", output, ()),
        ("import of the package, its models too", "importing", output, ("models",)),
        (_DECODING, "decoding", output, ()),
        (f"{_DECODING}, unknown properties kept", "decoding", keeping, ()),
        (f"{_DECODING}, a property does not fit", "decoding", output, ("misfit",)),
        (f'{_DECODING}, `validation="strict"`', "decoding", output, ("strict",)),
        (_CALL, "calling", output, ()),
        (f"{_CALL}, timeout and headers of its own", "calling", output, ("options",)),
    ):
        runs = [_measured(program, folder, arguments) for _ in range(repeats + 1)]
        ours, theirs = (min(column) for column in zip(*runs[1:], strict=True))
        ratio = f"{ours / theirs:.2f}" if theirs else "–"
        other = _fine(theirs) if theirs else "–"
        rows.append((what, _fine(ours), other, ratio))
    head = ("what", "ours", "the other", "ratio")
    return Table("The emitted package", head, tuple(rows))


_DECODING = "decoding 1 MB, against msgspec with classes by hand"
_CALL = "a call with an empty response, against bare httpx2"


def _keeping(work: Workplace, description: Path, output: Path) -> Path:
    """The configuration of a package that keeps unknown properties."""
    path = work.place("descriptions") / "keeping.toml"
    lines = (
        "[[packages]]",
        f"description = '{description}'",
        'package = "measured"',
        f"output = '{output}'",
        'targets = ["client"]',
        'unknown_properties = "keep"',
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


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
