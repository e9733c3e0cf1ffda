"""What the README shows is what happens."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def test_demo_prints_the_output_shown_in_the_readme() -> None:
    path = os.pathsep.join(str(ROOT / name) for name in ("generated", "."))
    done = subprocess.run(
        [sys.executable, "-m", "tests.demo"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    (shown,) = blocks("text")
    for piece in shown.strip().split("\n\n"):
        assert piece in done.stdout


def test_the_ten_lines_are_typed(tmp_path: Path) -> None:
    (example,) = blocks("python")
    source = tmp_path / "example.py"
    source.write_text(f"def get_token() -> str: ...\n\n\n{example}\nreveal_type(job)\n")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(source)],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(ROOT / "generated")},
        capture_output=True,
        text=True,
    )
    problems = [line for line in done.stdout.splitlines() if ": error:" in line]
    assert problems == [
        f"{source.name}:1: error: Missing return statement  [empty-body]"
    ]
    assert 'Revealed type is "azure_digital_twins.models.ImportJob"' in done.stdout


def test_number_of_written_files_is_true() -> None:
    folder = ROOT / "generated" / "azure_digital_twins"
    files = [
        path
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    assert f"/azure_digital_twins: wrote {len(files)} files," in README
