"""The examples of `docs/linting.md` are true: files are written, and commands are run."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from trueup.cli import trueup

PAGE = Path(__file__).parents[2] / "docs" / "linting.md"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def run(line: str) -> str:
    """Run one command in process; `git` in a process of its own."""
    words = shlex.split(line)
    if words[0] == "git":
        done = subprocess.run(words, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout
    assert words[0] == "trueup"
    result = CliRunner().invoke(trueup, words[1:], standalone_mode=False)
    assert result.exception is None, line
    return result.output


def test_examples_print_what_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Test")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "test@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    introduction, *sections = re.split("^## ", PAGE.read_text("utf-8"), flags=re.M)
    for number, section in enumerate(["", *sections]):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.chdir(folder)
        assert run_blocks(introduction + section)


def run_blocks(page: str) -> int:
    """Write the files of a page, run its commands, and return their number."""
    commands = 0
    for language, name, text in BLOCK.findall(page):
        if name:
            Path(name).write_text(text)
        elif language == "console":
            for example in text.split("$ ")[1:]:
                line, _, expected = example.partition("\n")
                printed = run(line)
                commands += 1
                for shown in expected.splitlines():
                    assert shown in printed.splitlines(), f"{line}\n{printed}"
    return commands
