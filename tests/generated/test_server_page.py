"""The examples of `docs/server.md` run as they stand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "server.md").read_text(encoding="utf-8")

BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
FILES = {
    block.partition("\n")[0].removeprefix("# "): block
    for language, block in BLOCKS
    if language in ("yaml", "python")
}
COMMANDS = [
    line.removeprefix("$ ")
    for language, block in BLOCKS
    if language == "console"
    for line in block.splitlines()
    if line.startswith("$ trueup ")
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of the page: its commands, then its files, then the commands again."""
    folder = tmp_path_factory.mktemp("pets")
    (folder / "pets.yaml").write_text(FILES["pets.yaml"], encoding="utf-8")
    run(folder, *COMMANDS[:2])
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    run(folder, *COMMANDS[2:])
    return folder


def run(folder: Path, *commands: str) -> None:
    for command in commands:
        arguments = command.split()[1:]
        child = [sys.executable, "-m", "trueup", *arguments]
        done = subprocess.run(child, cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


def test_every_example_is_a_file() -> None:
    assert len(COMMANDS) == 4
    assert set(FILES) == {
        "pets.yaml",
        "handlers/pets.py",
        "app.py",
        "problems.py",
        "mounted.py",
        "test_app.py",
    }
    languages = {language for language, _ in BLOCKS}
    assert languages == {"yaml", "python", "console"}


def test_examples_run(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_app.py"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_examples_are_typed(project: Path) -> None:
    names = [name for name in FILES if name.endswith(".py")]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", *names],
        cwd=project,
        env={**os.environ, "MYPYPATH": str(project)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_options_are_those_of_create_app(project: Path) -> None:
    source = (project / "pets" / "server" / "app.py").read_text(encoding="utf-8")
    start = source.index("def create_app(")
    signature = source[start : source.index("-> Application", start)]
    declared = set(re.findall(r"^    (\w+):", signature, re.MULTILINE))
    listed = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
    limits = {
        "max_body",
        "max_json_body",
        "body_timeout",
        "total_body_timeout",
        "limits",
    }
    assert listed & declared == declared - limits - {"handlers", "security"}
