"""Time to generate: cold, again when nothing has changed, and as descriptions grow."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing import Process
from pathlib import Path

from . import generators
from .generators import Workplace, checked, trueup, version
from .processes import Failed, Run, in_turns, median
from .synthesis import text
from .tables import Table, numbers, seconds, times

CLIENT = ("--target", "client")
CASES: dict[str, tuple[str, ...]] = {
    "trueup, client": CLIENT,
    "trueup, client, server and suite": (),
}


def cold(work: Workplace, name: str, description: Path, repeats: int) -> Table:
    """A new process with no output, for each program that can do it.

    Ratios are by the clock, then by processor time.
    """
    cases: dict[str, Callable[[], Run]] = {
        what: partial(trueup, work, description, options)
        for what, options in CASES.items()
    }
    notes: dict[str, str] = {}
    for other in generators.OTHERS:
        generate = generators.other(other, work)
        try:
            generate(description)
            cases[other] = partial(generate, description)
            notes[other] = f"{generators.lines(work, other):,}"
        except (Failed, OSError) as error:
            notes[other] = f"cannot: {str(error).splitlines()[0]}"
    for what, options in CASES.items():
        trueup(work, description, options)
        notes[what] = f"{generators.lines(work, 'trueup'):,}"
    found = in_turns(cases, repeats)
    rivals = [found.get(other) for other in generators.OTHERS]
    rows = []
    for what, note in notes.items():
        if what not in found:
            rows.append((what, note, "", "", "", *("" for _ in rivals)))
            continue
        one = found[what]
        ratios = (_against(one, rival) if rival else "–" for rival in rivals)
        rows.append((what, *numbers(one), note, *ratios))
    against = (f"against {other}" for other in generators.OTHERS)
    head = ("program", "clock", "processors", "memory", "lines", *against)
    return Table(f"Cold: {name}", head, tuple(sorted(rows)))


def again(work: Workplace, name: str, description: Path, repeats: int) -> Table:
    """The same command when nothing has changed, beside `trueup --version`, and
    `trueup check`, beside a cold run: by the clock, then by processor time."""
    output = work.place("out/again")
    rows = []
    for what, options in CASES.items():
        shutil.rmtree(output, ignore_errors=True)
        trueup(work, description, options, output=output)
        found = in_turns(
            {
                "version": partial(version, work),
                "again": partial(trueup, work, description, options, output=output),
                "cold": partial(trueup, work, description, options),
                "check": partial(checked, work, description, options, output),
            },
            repeats,
        )
        one, other = found["again"].wall, found["version"].wall
        cold, check = found["cold"], found["check"]
        ratio = f"{check.wall / cold.wall:.2f}, {check.cpu / cold.cpu:.2f}"
        times = map(seconds, (other, one, cold.wall, check.wall))
        version_time, again_time, cold_time, check_time = times
        rows.append(
            (
                *(what, version_time, again_time, f"{one / other:.2f}"),
                *(cold_time, check_time, ratio),
            )
        )
    head = ("run", "--version", "nothing changed", "ratio", "cold", "check", "ratio")
    return Table(f"Nothing changed: {name}", head, tuple(rows))


def _against(one: Run, rival: Run) -> str:
    return f"{times(one.wall, rival.wall)}, {times(one.cpu, rival.cpu)}"


def growth(work: Workplace, sizes: Sequence[int], repeats: int) -> Iterator[Table]:
    """Time and memory by the number of operations; linear is the same in each row."""
    for what, options in CASES.items():
        rows = []
        for size in sizes:
            description = synthesised(work, size)
            runs = [trueup(work, description, options) for _ in range(repeats)]
            one = median(runs)
            each = f"{one.cpu / size * 1000:.2f} ms"
            rows.append((f"{size:,}", *numbers(one), each))
        head = ("operations", "clock", "processors", "memory", "processors, each")
        yield Table(f"Growth: {what}", head, tuple(rows))


def synthesised(work: Workplace, operations: int) -> Path:
    """A description of that many operations, and five schemas for six of them.

    Made in a process of its own: a large one would count as memory of every program
    that this process starts.
    """
    path = work.place("descriptions") / f"synthetic-{operations}.json"
    if not path.exists():
        made = Process(target=_synthesise, args=(path, operations))
        made.start()
        made.join()
    return path


def _synthesise(path: Path, operations: int) -> None:
    _write(path, text(operations, operations * 5 // 6))


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
