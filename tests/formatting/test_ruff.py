"""ruff as the formatter: byte for byte what black makes of everything that we emit."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from trueup import formatting
from trueup.cli import main
from trueup.render import File

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
GENERATED = sorted(
    path.parent
    for path in CASES.glob("*/*/spec.*")
    if (path.parent / "expected").is_dir() or (path.parent / "test_run.py").is_file()
)

pytestmark = pytest.mark.skipif(
    formatting._ruff_program() is None, reason="ruff is not installed"
)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Formats by both wherever a package is formatted; counts the files compared."""
    counts: list[int] = []
    by = formatting.format

    def by_both(files: Iterable[File], formatter: str = "black") -> tuple[File, ...]:
        files = tuple(files)
        black, ruff = tuple(by(files, "black")), tuple(by(files, "ruff"))
        for one, other in zip(black, ruff, strict=True):
            assert other.text == one.text, one.path
        counts.append(len(files))
        return black

    monkeypatch.setattr(formatting, "format", by_both)
    return counts


@pytest.mark.parametrize(
    "case", GENERATED, ids=lambda case: case.relative_to(CASES).as_posix()
)
def test_cases(
    case: Path, compared: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case)
    spec = next(case.glob("spec.*")).name
    out = str(tmp_path / "out")
    options = case / "options.toml"
    more = tomllib.loads(options.read_text("utf-8")) if options.exists() else {}
    asked = ["generate", spec, "--package", "api", "--output", out, "--dry-run"]
    main([*asked, *more.get("arguments", ())])
    assert compared and compared[0]


def test_configured_packages(
    compared: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["generate", "--dry-run", "--force"]) == 0
    assert len(compared) == 4 and all(compared)


def test_one_process_for_all_files(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[object] = []
    run = subprocess.run

    def counted(*command: Any, **options: Any) -> Any:
        runs.append(command)
        return run(*command, **options)

    monkeypatch.setattr(subprocess, "run", counted)
    wide = "a = [" + ", ".join(["1000"] * 20) + "]\n"
    files = [File(PurePosixPath(f"{number}.py"), wide) for number in range(9)]
    by_black = list(formatting.format(files, "black"))
    assert list(formatting.format(files, "ruff")) == by_black != files
    assert len(runs) == 1


def test_text_that_looks_like_what_stands_between_statements() -> None:
    between = formatting._BETWEEN
    wide = (
        ", ".join(["argument_with_a_long_name"] * 4)
        .replace(",", "_{},")
        .format(1, 2, 3)
    )
    text = f'''def function({wide}_4) -> None:
    """Does it.

    {between}
    """


x = "{between}", "{"x" * 88}", "y"
'''
    file = File(PurePosixPath("a.py"), text)
    (by_black,) = formatting.format([file], "black")
    (by_ruff,) = formatting.format([file], "ruff")
    assert by_ruff.text == by_black.text != text
