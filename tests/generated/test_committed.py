"""`generated/` is what trueup makes of `specs/`: byte for byte, wherever it is made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("azure_digital_twins", "bentley_itwin", "oracle_ess", "otc_modelarts")
VENDORED = ("azure_digital_twins",)
"""Packages that hold a copy of the runtime."""


def trueup(
    *arguments: str, cwd: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    path = {"PYTHONPATH": str(ROOT / "generator")}
    return subprocess.run(
        [sys.executable, "-m", "trueup", *arguments],
        cwd=cwd,
        env={**os.environ, **path, **environment},
        capture_output=True,
        text=True,
    )


def test_it_is_fresh() -> None:
    done = trueup("check", cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("seed", ["0", "1"])
def test_it_depends_on_nothing_around_it(seed: str, tmp_path: Path) -> None:
    """Another hash seed, another working directory, another locale."""
    (tmp_path / "elsewhere").mkdir()
    for package in PACKAGES:
        done = trueup(
            "generate",
            str(ROOT / "specs" / package.replace("_", "-") / "openapi.yaml"),
            "--output",
            str(tmp_path / "out"),
            "--package",
            package,
            "--runtime",
            "vendored" if package in VENDORED else "package",
            cwd=tmp_path / "elsewhere",
            PYTHONHASHSEED=seed,
            LC_ALL="C",
            TZ="Asia/Kathmandu",
        )
        assert done.returncode == 0, done.stderr
        assert tree(tmp_path / "out" / package) == tree(ROOT / "generated" / package)


def test_generated_code_does_not_import_the_generator() -> None:
    program = (
        "import sys; sys.modules['trueup'] = None\n"
        + "".join(f"import {package}.server\n" for package in PACKAGES)
        + "assert not any(name.startswith('trueup.') for name in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT / "generated",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and "__pycache__" not in path.parts
        and ".pytest_cache" not in path.parts
    }
