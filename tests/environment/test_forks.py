"""Forks behave as new processes do."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ..forks import run_forked, run_program


def test_fork_returns_output_and_exit_code(tmp_path: Path) -> None:
    (tmp_path / "module_of_folder.py").write_text("name = __name__\n")
    program = "import module_of_folder, os; print(module_of_folder.name, os.getcwd())"
    done = run_program(program, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["module_of_folder", str(tmp_path)]
    assert "module_of_folder" not in sys.modules and str(tmp_path) not in sys.path


def test_failure_in_a_fork_is_shown(tmp_path: Path) -> None:
    done = run_program("import no_such_module", tmp_path)
    assert done.returncode == 70
    assert "No module named 'no_such_module'" in done.stderr


def test_fork_has_an_environment_of_its_own(tmp_path: Path) -> None:
    variables = {"VARIABLE_OF_FORK": "3"}
    code = run_forked(lambda: int(os.environ["VARIABLE_OF_FORK"]), tmp_path, variables)
    assert code.returncode == 3
    assert "VARIABLE_OF_FORK" not in os.environ
