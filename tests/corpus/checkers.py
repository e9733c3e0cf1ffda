"""Point 3: what mypy and pyright say of packages, several a run."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from .running import run

SECONDS = 1800


def faults_of_types(
    folder: Path, packages: Sequence[str], cache: Path
) -> dict[str, tuple[str, ...]]:
    """What both checkers say, by package; the packages stand in `folder`."""
    found: dict[str, list[str]] = {package: [] for package in packages}
    for package, line in [*_mypy(folder, packages, cache), *_pyright(folder, packages)]:
        for each in [package] if package in found else packages:
            found[each].append(line)
    return {package: tuple(lines) for package, lines in found.items()}


def _mypy(folder: Path, packages: Sequence[str], cache: Path) -> list[tuple[str, str]]:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file="]
    command += ["--cache-dir", str(cache / "mypy"), "--no-error-summary"]
    command += ["--python-version", "3.11", "--no-color-output", "--hide-error-context"]
    done = run(
        [*command, *packages], seconds=SECONDS, memory=10 * 1024**3, folder=folder
    )
    lines = [line for line in done.out.splitlines() if ": error:" in line]
    if done.code not in (0, 1) or (done.code == 1 and not lines):
        return [("", f"mypy: {done.told}")]
    return [(re.split(r"[/\\]", line)[0], line) for line in lines]


def _pyright(folder: Path, packages: Sequence[str]) -> list[tuple[str, str]]:
    project = folder / "pyrightconfig.json"
    settings = {
        "include": list(packages),
        "pythonVersion": "3.11",
        "typeCheckingMode": "standard",
    }
    project.write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "--outputjson"]
    command += ["--project", str(project), "--pythonpath", sys.executable]
    done = run(
        command,
        seconds=SECONDS,
        memory=None,  # node reserves far more than it uses
        folder=folder,
        environment={"NODE_OPTIONS": "--max-old-space-size=6144"},
    )
    start = done.out.find("{")
    if done.code not in (0, 1) or start < 0:
        return [("", f"pyright: {done.told}")]
    found = []
    for row in json.loads(done.out[start:])["generalDiagnostics"]:
        if row["severity"] == "error":
            path = Path(row["file"]).relative_to(folder.resolve())
            line = row.get("range", {}).get("start", {}).get("line", 0) + 1
            found.append((path.parts[0], f"{path}:{line}: {row['message']}"))
    return found
