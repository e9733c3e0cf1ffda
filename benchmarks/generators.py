"""The programs that are compared. Others get environments of their own, by name."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .processes import Run, run

ROOT = Path(__file__).parents[1]
_GENERATOR = ROOT / "generator"

OTHERS = {
    "openapi-python-client": "openapi-python-client",
    "openapi-generator": "openapi-generator-cli",
}
"""Name → what pip installs."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where environments, descriptions and output of a benchmark stand."""

    folder: Path

    def place(self, name: str) -> Path:
        """A folder in it, made if it is not there."""
        made = self.folder / name
        made.mkdir(parents=True, exist_ok=True)
        return made


def trueup(
    work: Workplace,
    description: Path,
    options: Sequence[str] = (),
    *,
    output: Path | None = None,
    cache: Path | None = None,
) -> Run:
    """One run. Without `cache` there is none, and without `output` nothing is there:
    a cold run."""
    out = output or _empty(work, "trueup")
    command = [
        *(sys.executable, "-m", "trueup", "generate", str(description)),
        *("--output", str(out), "--package", "measured", *options),
    ]
    environment = {
        "TRUEUP_CACHE_DIR": str(cache or ""),
        "PYTHONPATH": str(_GENERATOR),
    }
    # Some other folder, so that no configuration applies.
    return run(
        command, environment=environment, folder=work.place("empty"), log=_log(work)
    )


def other(name: str, work: Workplace) -> Callable[[Path], Run]:
    """What runs another generator, cold, with its own settings."""
    program = _installed(name, work)

    def generate(description: Path) -> Run:
        out = _empty(work, name)
        if name == "openapi-python-client":
            arguments = ["generate", "--path", description, "--output-path", out / "o"]
            return run([program, *arguments], log=_log(work))
        arguments = ["generate", "-i", description, "-g", "python", "-o", out]
        return run([*_java(program), *arguments], log=_log(work))

    return generate


def lines(work: Workplace, name: str) -> int:
    """Lines of Python that the last cold run of a generator left."""
    found = (work.folder / "out" / name).rglob("*.py")
    return sum(path.read_bytes().count(b"\n") for path in found)


def _installed(name: str, work: Workplace) -> Path:
    home = work.folder / "environments" / name
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    if not (home / "done").exists():
        venv.create(home, with_pip=True, clear=True)
        pip = [scripts / "python", "-m", "pip", "install", "--quiet", OTHERS[name]]
        subprocess.run(pip, check=True)
        (home / "done").touch()
    return scripts / name


def _java(script: Path) -> list[str | Path]:
    """The Java program itself: the script that PyPI has only starts it."""
    (jar,) = script.parents[1].glob("lib/*/site-packages/openapi_generator_cli/*.jar")
    return ["java", "-jar", jar]


def _empty(work: Workplace, name: str) -> Path:
    """An empty folder. The old one is moved away now and deleted by the system's
    leave: nobody is charged for what stood there."""
    out = work.folder / "out" / name
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    return out


def _log(work: Workplace) -> Path:
    return Path(tempfile.gettempdir()) / f"benchmark-{os.getpid()}.log"
