"""Time and memory of a configuration of many packages, by the number of processes."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from .generation import synthesised
from .generators import Workplace, environment, program
from .processes import Run, run
from .tables import Table, numbers, seconds

_PACKAGE = """\
[[packages]]
description = "{description}"
package = "package_{number}"
output = "out"
targets = ["client"]
"""


def many_packages(work: Workplace, count: int = 200) -> Table:
    """A configuration with that many copies of a description of ten operations: cold, by
    one process and by two, then again and checked when nothing has changed.

    Each runs once, since it is long. Ratios are to a cold run by one process, by the clock
    and by processor time. Memory is that of the largest process.
    """
    folder = work.place(f"packages-{count}")
    description = synthesised(work, 10)
    copies = [folder / f"{number}.json" for number in range(count)]
    for copy in copies:
        shutil.copy(description, copy)
    tables = (
        _PACKAGE.format(description=copy.name, number=number)
        for number, copy in enumerate(copies)
    )
    (folder / "trueup.toml").write_text("".join(tables), encoding="utf-8")
    cases = {
        "cold, --jobs 1": partial(
            _run, folder, "generate", "--jobs", "1", is_cold=True
        ),
        "cold, --jobs 2": partial(
            _run, folder, "generate", "--jobs", "2", is_cold=True
        ),
        "nothing changed": partial(_run, folder, "generate"),
        "check, --jobs 1": partial(_run, folder, "check", "--jobs", "1"),
        "check, --jobs 2": partial(_run, folder, "check", "--jobs", "2"),
    }
    measured = {name: case() for name, case in cases.items()}
    first = measured["cold, --jobs 1"]
    rows = tuple(
        (
            name,
            *numbers(one),
            f"{one.wall / first.wall:.2f}, {one.cpu / first.cpu:.2f}",
            seconds(one.cpu / count),
        )
        for name, one in measured.items()
    )
    head = ("run", "clock", "processors", "memory", "ratio", "processors, each")
    return Table(f"{count} packages of ten operations", head, rows)


def _run(folder: Path, *arguments: str, is_cold: bool = False) -> Run:
    if is_cold:
        shutil.rmtree(folder / "out", ignore_errors=True)
    return run(program(*arguments), environment=environment(), folder=folder)
