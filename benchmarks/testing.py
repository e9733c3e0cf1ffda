"""Processor time of the suite of eight operations, compared with Schemathesis at its least."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from .generators import ROOT, Workplace, trueup
from .processes import run
from .tables import Table, seconds

LIBRARY = Path(__file__).with_suffix(".yaml")
BAR = 1.0

SETTINGS: Mapping[str, tuple[str, ...]] = {
    "one example": ("--max-examples", "1"),
    "one phase, one check": ("--phases", "coverage", "--checks", "not_a_server_error"),
}
"""Ways to have Schemathesis do little: few requests, or little for each of them."""


def testing(work: Workplace, repeats: int) -> Table:
    """Both test the same server, which counts their requests. They take turns."""
    output = work.place("out/testing")
    trueup(work, LIBRARY, ("--target", "conformance"), output=output)
    head = ("against", "requests", "each", "ours", "each", "ratios", "bar", "")
    program = shutil.which("schemathesis")
    if program is None:
        missing = ("Schemathesis", "not measured: `pip install schemathesis`")
        return Table("The suite", head, ((*missing, *[""] * (len(head) - 2)),))
    with _started(output) as url:
        suite = [sys.executable, "-m", "pytest", "-q", "-m", "yours", "--base-url", url]
        ours = [*suite, "--allow-writes", str(output / "measured" / "conformance")]
        rows = []
        for title, options in SETTINGS.items():
            other = [program, "run", f"{url}/openapi.json", *options]
            runs = [
                (
                    _measured(work, output, ours, url),
                    _measured(work, output, other, url),
                )
                for _ in range(repeats + 1)  # the first one compiles
            ][1:]
            ratios = [mine[0] / theirs[0] for mine, theirs in runs]
            (mine, count), (theirs, other_count) = runs[-1]
            shown = ", ".join(f"{ratio:.2f}" for ratio in ratios)
            missed = "" if max(ratios) <= BAR else "missed"
            numbers = (str(other_count), seconds(theirs), str(count), seconds(mine))
            rows.append(
                (f"Schemathesis, {title}", *numbers, shown, f"{BAR:.1f}", missed)
            )
    return Table("The suite", head, tuple(rows))


def _measured(
    work: Workplace, output: Path, command: list[str], url: str
) -> tuple[float, int]:
    """Seconds of processors for each request of a whole run, and the number of requests."""
    before = _count(url)
    environment = {
        "PYTHONPATH": str(output) if command[0] == sys.executable else "",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    used = run(command, environment=environment, folder=work.place("empty")).cpu
    count = _count(url) - before
    return used / count, count


def _count(url: str) -> int:
    with urlopen(f"{url}/requests") as response:
        return int(response.read())


@contextmanager
def _started(output: Path) -> Iterator[str]:
    """The URL of a server, which runs meanwhile."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    app = f"{__package__}.programs.testing_server:app"
    options = ("--port", port, "--log-level", "error", "--no-access-log")
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", app, *options],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(output)))},
    )
    try:
        while not _accepts(int(port)):
            assert process.poll() is None
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _accepts(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
