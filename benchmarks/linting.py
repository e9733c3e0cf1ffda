"""Time to lint a description, compared with Spectral and Redocly."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import yaml

from .generators import Workplace, environment, program
from .processes import Run, in_turns, run
from .synthesis import text
from .tables import Table, seconds, times

PACKAGES = ("@stoplight/spectral-cli@6.16.3", "@redocly/cli@2.77.0")

TEN_LINES = """\
openapi: 3.1.0
info: {title: Jobs, version: "1"}
servers: [{url: https://jobs.example.org}]
paths:
  /jobs:
    get:
      operationId: listJobs
      summary: List the jobs.
      responses:
        "200": {description: The jobs.}
"""

OPERATIONS = {"44 kB": 22, "1.8 MB": 870, "4.2 MB": 2_030}
"""Operations of descriptions of about these sizes, as YAML."""


def linting(work: Workplace, repeats: int, real: Sequence[Path]) -> Table:
    """A new process for each run, with the rules that each linter recommends, on ten
    lines and on `real` descriptions, or on synthetic ones of three sizes."""
    programs: dict[str, list[str | Path]] = {
        "trueup": [*program("lint")],
        "Spectral": [_npm(work, "spectral"), "lint", "--ruleset", _ruleset(work)],
        "Redocly": [_npm(work, "redocly"), "lint"],
    }
    rows = []
    for description in _descriptions(work, real):
        cases = {
            name: partial(_lint, work, [*command, description])
            for name, command in programs.items()
        }
        found = in_turns(cases, repeats)
        size = f"{description.name}, {description.stat().st_size:,} bytes"
        for name, one in found.items():
            ratio = times(found["trueup"].wall, one.wall)
            memory = f"{one.peak:.0f} MB"
            rows.append(
                (size, name, seconds(one.wall), seconds(one.cpu), memory, ratio)
            )
    head = (
        "description",
        "linter",
        "clock",
        "processors",
        "memory",
        "of trueup's clock",
    )
    return Table("Linting", head, tuple(rows))


def _lint(work: Workplace, command: list[str | Path]) -> Run:
    """One run, in a folder without configuration. Exit code 1: there are findings."""
    return run(
        command,
        environment=environment(),
        folder=work.place("empty"),
        accepted=(0, 1),
    )


def _descriptions(work: Workplace, real: Sequence[Path]) -> list[Path]:
    folder = work.place("descriptions")
    made = [folder / "ten-lines.yaml"]
    made[0].write_text(TEN_LINES, encoding="utf-8")
    if real:
        return [*made, *real]
    for operations in OPERATIONS.values():
        path = folder / f"synthetic-{operations}.yaml"
        if not path.exists():
            value = json.loads(text(operations, operations * 5 // 6))
            path.write_text(yaml.safe_dump(value, sort_keys=False), encoding="utf-8")
        made.append(path)
    return made


def _ruleset(work: Workplace) -> Path:
    path = work.place("empty").parent / "spectral.yaml"
    path.write_text("extends: spectral:oas\n", encoding="utf-8")
    return path


def _npm(work: Workplace, name: str) -> Path:
    """A program of npm, after its installation; both are installed at once."""
    home = work.place("environments/npm")
    installed = home / "node_modules" / ".bin" / name
    if not installed.exists():
        command = ["npm", "install", "--silent", "--no-save", "--prefix", str(home)]
        subprocess.run([*command, *PACKAGES], check=True)
    return installed
