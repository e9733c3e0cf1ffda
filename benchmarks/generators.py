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

from .processes import Run, installed_environment, run

ROOT = Path(__file__).parents[1]
_GENERATOR = ROOT / "generator"

_SCRIPT = "import sys; from trueup.__main__ import main; sys.exit(main())"
"""What the command `trueup` is, once installed."""

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
    package: str = "measured",
) -> Run:
    """One run; a cold one without `output`, since nothing is there then."""
    out = output or _empty(work, "trueup")
    # Some other folder, so that no configuration applies.
    return run(
        command(description, out, options, package),
        environment=environment(),
        folder=work.place("empty"),
        log=_log(work),
    )


def checked(
    work: Workplace, description: Path, options: Sequence[str], output: Path
) -> Run:
    """`trueup check` of output that is up to date."""
    line = command(description, output, options)
    return run(
        [*program("check"), *line[len(program("generate")) :]],
        environment=environment(),
        folder=work.place("empty"),
        log=_log(work),
    )


def program(*arguments: str) -> list[str]:
    """The command `trueup` with arguments."""
    return [sys.executable, "-c", _SCRIPT, *arguments]


def command(
    description: Path, output: Path, options: Sequence[str], package: str = "measured"
) -> list[str]:
    """trueup's command line."""
    return [
        *program("generate", str(description)),
        *("--output", str(output), "--package", package, *options),
    ]


def version(work: Workplace) -> Run:
    """`trueup --version`."""
    return run(
        program("--version"), environment=environment(), folder=work.place("empty")
    )


def environment() -> dict[str, str]:
    """The environment of trueup."""
    return {**installed_environment(), "PYTHONPATH": str(_GENERATOR)}


def other(name: str, work: Workplace) -> Callable[[Path], Run]:
    """What runs another generator, cold, with its own settings."""
    program = _installed(name, work)
    # As in an environment that is active: one of them calls the ruff beside it.
    search = os.pathsep.join((str(program.parent), os.environ.get("PATH", "")))

    def generate(description: Path) -> Run:
        out = _empty(work, name)
        source = str(description)
        if name == "openapi-python-client":
            arguments = ["--path", source, "--output-path", str(out / "o")]
            line = [str(program), "generate", *arguments]
        else:
            arguments = ["-i", source, "-g", "python", "-o", str(out)]
            line = [*_java(program), "generate", *arguments]
        return run(line, environment={"PATH": search}, log=_log(work))

    return generate


def versions(work: Workplace) -> str:
    """What is compared, and on what: one line."""
    found = []
    for name, package in OTHERS.items():
        home = _installed(name, work).parents[1]
        stem = package.replace("-", "_")
        (about,) = home.glob(f"lib/*/site-packages/{stem}-*.dist-info")
        found.append(f"{name} {about.stem.partition('-')[2]}")
    python = sys.version.split()[0]
    return f"{', '.join(found)}; Python {python}, {os.cpu_count()} processors"


def lines(work: Workplace, name: str) -> int:
    """Lines of Python that the last cold run of a generator left."""
    found = (work.folder / "out" / name).rglob("*.py")
    return sum(path.read_bytes().count(b"\n") for path in found)


def _installed(name: str, work: Workplace) -> Path:
    home = work.folder / "environments" / name
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    if not (home / "done").exists():
        venv.create(home, with_pip=True, clear=True)
        pip = [str(scripts / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, OTHERS[name]], check=True)
        (home / "done").touch()
    return scripts / name


def _java(script: Path) -> list[str]:
    """The Java program itself: the script that PyPI has only starts it."""
    (jar,) = script.parents[1].glob("lib/*/site-packages/openapi_generator_cli/*.jar")
    return ["java", "-jar", str(jar)]


def _empty(work: Workplace, name: str) -> Path:
    """An empty folder: what stood there is deleted before anything is measured."""
    out = work.folder / "out" / name
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    return out


def _log(work: Workplace) -> Path:
    return Path(tempfile.gettempdir()) / f"benchmark-{os.getpid()}.log"
