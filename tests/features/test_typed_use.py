"""Generated packages as users type-check them: each `typed/<name>.py` uses the package of
`typed/<name>.yaml`.

mypy and pyright accept the modules; a `type: ignore` in one is an error that both expect.
`run` of a module is called.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from trueup.cli import main

TYPED = Path(__file__).parent / "typed"
NAMES = sorted(path.stem for path in TYPED.glob("*.yaml"))

_PYRIGHT = """{
  "typeCheckingMode": "strict", "pythonVersion": "3.11",
  "include": ["use_*.py"], "enableTypeIgnoreComments": true,
  "reportUnnecessaryTypeIgnoreComment": "error", "reportUnusedExpression": "none"
}"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the packages, and of the modules that use them."""
    root = tmp_path_factory.mktemp("typed")
    for name in NAMES:
        description = str(TYPED / f"{name}.yaml")
        config = TYPED / f"{name}.toml"
        arguments = [description, "-p", name, "-o", str(root), "-q", "-t", "client"]
        if config.exists():
            arguments += ["--config", str(config)]
        handwritten = TYPED / f"{name}_module.py"
        if handwritten.exists():
            (root / name).mkdir()
            shutil.copyfile(handwritten, root / name / "_custom.py")
        assert main(["generate", *arguments]) == 0
        shutil.copyfile(TYPED / f"{name}.py", root / f"use_{name}.py")
    (root / "pyrightconfig.json").write_text(_PYRIGHT, "utf-8")
    return root


def python(root: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]


def test_mypy_accepts_the_use(root: Path) -> None:
    python(root, "-m", "mypy", "--strict", *(f"use_{name}.py" for name in NAMES))


def test_pyright_accepts_the_use(root: Path) -> None:
    python(root, "-m", "pyright", "--pythonpath", sys.executable, "-p", str(root))


@pytest.mark.parametrize("name", NAMES)
def test_the_use_runs(root: Path, name: str) -> None:
    python(root, "-c", f"import use_{name}; use_{name}.run()")
