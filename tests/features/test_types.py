"""What mypy says of the packages of all cases at once. Knows no case.

The runtimes are the same in every package, so they are checked once: elsewhere a
module that names them stands in their place.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from trueup import lower, normalize, render, resolve, source
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.targets import client, once, server

CASES = Path(__file__).parents[1] / "cases" / "features"
SHARED = "shared"


def test_every_case_is_typed(tmp_path: Path) -> None:
    packages = list(emitted(tmp_path))
    assert len(packages) > 40
    names = [part for name in (SHARED, *packages) for part in ("-p", name)]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", *names],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]


def emitted(root: Path) -> Iterator[str]:
    """Writes the client and the server of every case; gives their names."""
    for spec in sorted(CASES.glob("*/spec.yaml")):
        name = "case_" + re.sub(r"\W", "_", spec.parent.name)
        report = Report()
        files = list(_files(spec, name, root, report))
        if files and not report.has_errors:
            for path, text in files:
                _write(root, name, path, text)
            yield name


def _files(
    spec: Path, name: str, root: Path, report: Report
) -> Iterator[tuple[str, str]]:
    document = source.load(spec, report)
    assert document is not None
    resolved = resolve.resolve(document, report, resolve.Access())
    if resolved is None or report.has_errors:
        return
    api = lower.lower(normalize.normalize(resolved, report), report)
    package = Package(name=name, output=root, description=spec)
    planned = [*client.plan(api, package, report), *server.plan(api, package, report)]
    for file in render.render(once(planned)):
        if file.path.suffix == ".py":
            yield file.path.as_posix(), file.text


def _write(root: Path, name: str, path: str, text: str) -> None:
    folder, runtime, module = path.rpartition("_runtime/")
    if runtime:
        shared = root / SHARED / path
        if not shared.exists():
            shared.parent.mkdir(parents=True, exist_ok=True)
            shared.write_text(text, encoding="utf-8")
            for package in (root / SHARED, root / SHARED / folder):
                (package / "__init__.py").touch()
        if module != "__init__.py":
            return
        text = f"from {SHARED}.{folder.replace('/', '.')}_runtime import *\n"
    file = root / name / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
