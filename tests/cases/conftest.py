"""Collect and run `cases/<area>/<name>/`.

A case is a folder with a description, `spec.yaml` (or `spec.json`), and what is expected:

    diagnostics.txt   standard error of `trueup lint --preset minimal spec.yaml`
    expected/         some of the files of `trueup generate`, the ones it is about
    test_run.py       functions `test_*` that use the package, which is called `api`;
                      `import loop` (`features/loop.py`) has its client call its server
    trueup.toml       configuration, of a package called `api`; optional
    options.toml      further `arguments`, the `exit` code, a `command`; all optional

The command of a case runs once, for the item `spec.yaml::output`, which compares the
first two, and for those of `test_run.py`, whose modules are imported when their first
test runs: `api` does not exist before. `pytest --update` rewrites the first two and
fails all the same.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, NamedTuple

import pytest

from trueup.cli import main

CASES = Path(__file__).parent
SHARED = CASES.parent / "features"

NOT_INPUT = ("diagnostics.txt", "expected", "test_run.py", "options.toml")
"""Files of a case that its command does not see."""


class Outcome(NamedTuple):
    """What the command of a case did; `output` is the folder of packages."""

    code: int | str | None
    errors: str
    output: Path


# --------------------------------------------------------------------- collection


def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> pytest.Collector | None:
    if file_path.stem == "spec" and file_path.parents[2] == CASES:
        return DescriptionFile.from_parent(parent, path=file_path)
    return None


def pytest_pycollect_makemodule(
    module_path: Path, parent: pytest.Collector
) -> pytest.Module | None:
    if module_path.name == "test_run.py":
        return RunModule.from_parent(parent, path=module_path)
    return None


class DescriptionFile(pytest.File):
    """The description of a case: one item, which compares the output."""

    def collect(self) -> Iterator[pytest.Item]:
        yield CaseFunction.from_parent(self, name="output", callobj=compare_output)


class RunModule(pytest.Module):
    """The `test_run.py` of a case: collected from its source, imported by its tests."""

    def collect(self) -> Iterator[pytest.Item]:
        functions = [
            node
            for node in ast.parse(self.path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and node.name.startswith("test_")
        ]
        if not functions:
            raise self.CollectError(f"{self.path} has no test functions")
        for node in functions:
            if isinstance(node, ast.AsyncFunctionDef) or ast.unparse(node.args):
                raise self.CollectError(
                    f"{self.path}:{node.lineno}: `{node.name}` must be synchronous"
                    " and take no arguments"
                )
            yield CaseFunction.from_parent(
                self, name=node.name, callobj=calling(node.name), line=node.lineno
            )


class CaseFunction(pytest.Function):
    """A test whose location is in its case."""

    def __init__(self, *, line: int = 1, **options: Any) -> None:
        super().__init__(**options)
        self.line = line

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.line - 1, self.name


def calling(name: str) -> Callable[[ModuleType], None]:
    def call(case_module: ModuleType) -> None:
        __tracebackhide__ = True
        getattr(case_module, name)()

    return call


# ----------------------------------------------------------------------- fixtures


@pytest.fixture(scope="session")
def run_case(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Path], Outcome]:
    """Runs the command of a case, the first time that it is asked for."""

    @cache
    def run(case: Path) -> Outcome:
        folder = tmp_path_factory.mktemp(case.name)
        shutil.copytree(
            case,
            folder / "case",
            ignore=shutil.ignore_patterns(*NOT_INPUT, "__pycache__"),
        )
        return run_command(case, folder / "case", folder / "out")

    return run


@pytest.fixture(scope="module")
def case_module(
    request: pytest.FixtureRequest, run_case: Callable[[Path], Outcome]
) -> Iterator[ModuleType]:
    """The imported `test_run.py`; `import api` finds the package of this case alone."""
    module = request.node
    assert isinstance(module, RunModule)
    outcome = run_case(module.path.parent)
    assert outcome.code in (0, expected_code(module.path.parent)), outcome.errors
    added = [str(outcome.output), str(SHARED)]
    sys.path[:0] = added
    importlib.invalidate_caches()
    try:
        with compiled_once():
            yield module.obj
    finally:
        for path in added:
            sys.path.remove(path)
        for name in list(sys.modules):
            if name.partition(".")[0] in ("api", "loop"):
                del sys.modules[name]


@contextlib.contextmanager
def compiled_once() -> Iterator[None]:
    """Compile modules of the same text once: the runtime is the same in all packages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SourceFileLoader, "source_to_code", compiled)
        patch.setattr(sys, "dont_write_bytecode", True)  # no package is imported again
        yield


SOURCE_TO_CODE = SourceFileLoader.source_to_code
CODE: dict[tuple[str, bytes], CodeType] = {}


def compiled(loader: SourceFileLoader, data: bytes, path: str) -> CodeType:
    key = (Path(path).name, bytes(data))
    if key not in CODE:
        CODE[key] = SOURCE_TO_CODE(loader, data, path)
    return CODE[key]


# ------------------------------------------------------------------------ running


def run_command(case: Path, work: Path, output: Path) -> Outcome:
    command = command_of(case)
    arguments = [command, next(work.glob("spec.*")).name]
    if command == "generate":
        arguments += ["--package", "api", "--output", str(output)]
    elif command == "lint":
        arguments += ["--preset", "minimal"]  # the rules of `generate`
    extra = options_of(case).get("arguments", [])
    assert isinstance(extra, list)
    with (
        contextlib.chdir(work),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()) as errors,
    ):
        code = main([*arguments, *map(str, extra)])
    return Outcome(code, errors.getvalue(), output)


def command_of(case: Path) -> str:
    generates = (case / "expected").is_dir() or (case / "test_run.py").is_file()
    return str(options_of(case).get("command", "generate" if generates else "lint"))


def expected_code(case: Path) -> object:
    """The exit code of a case; None where any will do."""
    default = 0 if command_of(case) == "generate" else None
    return options_of(case).get("exit", default)


def options_of(case: Path) -> Mapping[str, object]:
    file = case / "options.toml"
    if not file.is_file():
        return {}
    options = tomllib.loads(file.read_text(encoding="utf-8"))
    assert set(options) <= {"arguments", "command", "exit"}, f"unknown key in {file}"
    return options


# ---------------------------------------------------------------------- comparison


def compare_output(
    request: pytest.FixtureRequest, run_case: Callable[[Path], Outcome], update: bool
) -> None:
    case = request.path.parent
    outcome = run_case(case)
    code = expected_code(case)
    assert code in (None, outcome.code), outcome.errors
    assert code is not None or outcome.code != 70, outcome.errors  # an internal error
    rewritten = compare_text(case / "diagnostics.txt", outcome.errors, update)
    rewritten += compare_files(case / "expected", outcome.output / "api", update)
    if rewritten:
        pytest.fail("rewritten, read the difference: " + ", ".join(rewritten))


def compare_text(file: Path, actual: str, update: bool) -> list[str]:
    """The file, if it was rewritten. A file that a case lacks is not compared."""
    if not file.exists():
        return []
    expected = file.read_text(encoding="utf-8")
    if not update:
        assert actual == expected
    if actual == expected:
        return []
    file.write_text(actual, encoding="utf-8")
    return [str(file)]


def compare_files(expected: Path, output: Path, update: bool) -> list[str]:
    """Only the files that the case has; under `--update` an empty folder gets all."""
    if not expected.is_dir():
        return []
    files = sorted(path for path in expected.rglob("*") if path.is_file())
    if update and not files:
        shutil.copytree(output, expected, dirs_exist_ok=True)
        return [str(expected)]
    rewritten = []
    for file in files:
        actual = (output / file.relative_to(expected)).read_text(encoding="utf-8")
        rewritten += compare_text(file, actual, update)
    return rewritten
