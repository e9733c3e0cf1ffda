"""Ruff and Black give the same bytes for everything that is generated."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

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


_format = formatting.format


@cache
def by_black(file: File) -> File:
    """Packages share many files, and most are rendered as they are laid out."""
    return _format([file], "black")[0]


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Format with both wherever a package is formatted; the numbers of files."""
    counts: list[int] = []

    def by_both(files: Iterable[File], formatter: str) -> tuple[File, ...]:
        files = tuple(files)
        by_ruff = _format(files, "ruff")
        for rendered, file in zip(files, by_ruff, strict=True):
            assert file.text == by_black(rendered).text, file.path
        counts.append(len(files))
        return by_ruff

    monkeypatch.setattr(formatting, "format", by_both)
    return counts


KNOWN = {
    "names/groups": "a class and a field of more than 37 characters: `name: Name = field(…)`",
}
"""Cases in which Ruff and Black differ, and no text makes them agree."""


@pytest.mark.parametrize(
    "case", GENERATED[::3], ids=lambda case: case.relative_to(CASES).as_posix()
)
def test_cases(
    case: Path, compared: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if (reason := KNOWN.get(case.relative_to(CASES).as_posix())) is not None:
        pytest.skip(reason)
    monkeypatch.chdir(case)
    spec = next(case.glob("spec.*")).name
    out = str(tmp_path / "out")
    options = case / "options.toml"
    more = tomllib.loads(options.read_text("utf-8")) if options.exists() else {}
    command = ["generate", spec, "--package", "api", "--output", out, "--dry-run"]
    # The project's own configuration makes errors of what some cases are about.
    (tmp_path / "trueup.toml").write_text('[lint]\npreset = "minimal"\n')
    command += ["--config", str(tmp_path / "trueup.toml"), "--allow-outside"]
    main([*command, *more.get("arguments", ())])
    assert compared and compared[0]


def test_configured_packages(
    compared: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["generate", "--dry-run", "--force"]) == 0
    assert len(compared) == 4 and all(compared)


def test_corpus(
    compared: list[int],
    tmp_path: Path,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = request.config.getoption("--corpus")
    if not folder:
        pytest.skip("no corpus is given")
    only = request.config.getoption("--corpus-only")
    for path in sorted(Path(folder).rglob("*")):
        if path.suffix in (".json", ".yaml", ".yml") and only in path.name:
            out = str(tmp_path / "out")
            main(["generate", str(path), "-p", "api", "-o", out, "--dry-run", "-q"])
            capsys.readouterr()
    assert sum(compared)
