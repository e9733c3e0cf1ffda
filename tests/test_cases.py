"""Runs `cases/<area>/<name>/`. Knows no case.

A case holds a description, `spec.yaml` (or `spec.json`), and what comes of it:

    diagnostics.txt   standard error of `trueup lint spec.yaml`, verbatim
    expected/         some of the files of `trueup generate`, the ones it is about
    test_run.py       functions `test_*` that use the package, which is called `api`;
                      `import loop` (`features/loop.py`) has its client ask its server
    trueup.toml       configuration, of a package called `api`; optional
    options.toml      further `arguments`, the `exit` code, a `command`; all optional

`pytest --update` rewrites the first two and fails all the same.
"""

from __future__ import annotations

import importlib.util
import inspect
import shutil
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from trueup.cli import main

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).parent / "features"
FOLDERS = sorted({path.parent for path in CASES.glob("*/*/spec.*")})

_OURS = ("diagnostics.txt", "expected", "test_run.py", "options.toml")


@pytest.mark.parametrize(
    "case", FOLDERS, ids=lambda case: case.relative_to(CASES).as_posix()
)
def test_case(
    case: Path,
    update: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = _options(case)
    work = tmp_path / "case"
    shutil.copytree(case, work, ignore=shutil.ignore_patterns(*_OURS, "__pycache__"))
    monkeypatch.chdir(work)
    spec = next(work.glob("spec.*")).name
    generates = (case / "expected").is_dir() or (case / "test_run.py").is_file()
    command = str(options.get("command", "generate" if generates else "lint"))
    arguments = [command, spec]
    if command == "generate":
        arguments += ["--package", "api", "--output", str(tmp_path / "out")]
    extra = options.get("arguments", [])
    assert isinstance(extra, list)
    code = main([*arguments, *map(str, extra)])
    errors = capsys.readouterr().err
    if "exit" in options:
        assert code == options["exit"], errors
    elif generates:
        assert code == 0, errors
    changed = _compare_text(case / "diagnostics.txt", errors, update)
    changed += _compare_files(case / "expected", tmp_path / "out" / "api", update)
    if changed:
        pytest.fail("rewritten, read the difference: " + ", ".join(changed))
    if (case / "test_run.py").is_file():
        _run(case / "test_run.py", tmp_path / "out")


def test_there_are_cases() -> None:
    assert FOLDERS


def test_every_case_says_what_it_is_about() -> None:
    silent = [
        case
        for case in FOLDERS
        for spec in case.glob("spec.yaml")
        if not spec.read_text(encoding="utf-8").startswith("#")
    ]
    assert not silent, "the first line of spec.yaml is a comment that says it"


def test_every_case_expects_something() -> None:
    assert not [
        case for case in FOLDERS if not any((case / name).exists() for name in _OURS)
    ]


def _options(case: Path) -> Mapping[str, object]:
    file = case / "options.toml"
    if not file.is_file():
        return {}
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    assert set(found) <= {"arguments", "command", "exit"}, f"unknown key in {file}"
    return found


def _compare_text(file: Path, actual: str, update: bool) -> list[str]:
    if not file.exists():
        return []
    if update:
        return _rewrite(file, actual)
    assert actual == file.read_text(encoding="utf-8")
    return []


def _compare_files(expected: Path, made: Path, update: bool) -> list[str]:
    """Only the files that the case holds; under `--update` an empty folder gets all."""
    if not expected.is_dir():
        return []
    files = sorted(path for path in expected.rglob("*") if path.is_file())
    if update and not files:
        shutil.copytree(made, expected, dirs_exist_ok=True)
        return [str(expected)]
    changed = []
    for file in files:
        actual = (made / file.relative_to(expected)).read_text(encoding="utf-8")
        changed += _compare_text(file, actual, update)
    return changed


def _rewrite(file: Path, actual: str) -> list[str]:
    if file.read_text(encoding="utf-8") == actual:
        return []
    file.write_text(actual, encoding="utf-8")
    return [str(file)]


def _run(file: Path, folder: Path) -> None:
    """Calls the `test_*` functions of a case's module, in their order."""
    with _importable(folder):
        spec = importlib.util.spec_from_file_location("case_test_run", file)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        tests = [one for name, one in vars(module).items() if name.startswith("test_")]
        assert tests, f"{file} tests nothing"
        for test in tests:
            assert not inspect.iscoroutinefunction(test), "run the loop in the test"
            test()


@contextmanager
def _importable(folder: Path) -> Iterator[None]:
    """`import api` finds this case's package, and nobody else's afterwards."""
    added = [str(folder), str(SHARED)]
    sys.path[:0] = added
    importlib.invalidate_caches()
    try:
        yield
    finally:
        for path in added:
            sys.path.remove(path)
        for name in list(sys.modules):
            if name.partition(".")[0] in ("api", "loop"):
                del sys.modules[name]
