"""Configurations of many packages: worker processes, one table, one exit code."""

from __future__ import annotations

import multiprocessing
import shutil
import sys
from collections.abc import Mapping
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar

import pytest

from trueup import pipeline
from trueup.access import Access
from trueup.cli import main
from trueup.config import Config, Package
from trueup.library import workers
from trueup.library.package_results import Outcome, PackageAction, PackageResult
from trueup.library.run_settings import RunRequest

PETS = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: https://example.com}]
paths:
  /pets:
    get:
      operationId: listPets
      responses: {'204': {description: Done.}}
"""
DESCRIPTIONS = {
    "good.yaml": PETS,
    "warned.yaml": PETS.replace("/pets:", "/pets?a=b:"),
    "wrong.yaml": PETS.replace("{description: Done.}", "{$ref: '#/nowhere'}"),
}
PLUGIN = """\
import os, time
from pathlib import Path
from trueup.output.directory import Directory
from trueup.targets import Target

def plan(api, package, report):
{body}
    yield from ()

TARGET = Target("Pets.", plan)
"""


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in DESCRIPTIONS.items():
        Path(name).write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.delitem(sys.modules, "pet_x", raising=False)
    return tmp_path


def configure(packages: Mapping[str, str]) -> None:
    """Configure packages: name → description. One called `plugged` has the target of the
    plug-in."""
    tables = []
    for name, description in packages.items():
        targets = ["client", "pet-x"] if name == "plugged" else ["client"]
        tables.append(
            f'[[packages]]\npackage = "{name}"\ndescription = "{description}"\n'
            f'output = "out"\nruntime = "package"\ntargets = {targets}\n'
        )
    Path("trueup.toml").write_text("".join(tables))


def install(body: str) -> None:
    """Put a distribution with a target on the path, which child processes share."""
    site = Path("site/pet_plugins-1.0.dist-info")
    site.mkdir(parents=True)
    (site / "METADATA").write_text("Metadata-Version: 2.1\nName: pet-plugins\n")
    (site / "entry_points.txt").write_text("[trueup.targets]\npet-x = pet_x:TARGET\n")
    Path("site/pet_x.py").write_text(PLUGIN.format(body=body))


def files() -> dict[str, bytes]:
    paths = (path for path in Path("out").rglob("*") if path.is_file())
    return {path.as_posix(): path.read_bytes() for path in paths}


TABLE = """\
package     result    written  unchanged  removed  errors  warnings
one         written        15          0        0       0         0
wrong       failed          0          0        0       1         0
plugged     failed          0          0        0       1         0
two         written        15          0        0       0         1
4 packages  2 failed       30          0        0       2         1
"""


def test_output_does_not_depend_on_the_number_of_jobs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    install("    raise ValueError('no pets')")
    kinds = {"wrong": "wrong.yaml", "plugged": "good.yaml", "two": "warned.yaml"}
    configure({"one": "good.yaml", **kinds})
    runs = []
    for jobs in ("1", "2"):
        code = main(["generate", "--jobs", jobs])
        runs.append((code, *capsys.readouterr(), files()))
        shutil.rmtree("out")
    assert runs[0] == runs[1]
    code, shown, errors, written = runs[0]
    assert code == 1
    assert {path.split("/")[1] for path in written} == {"one", "two"}
    assert shown == TABLE
    order = ("wrong.yaml", "`pet-x` of `pet-plugins` failed: ValueError: no", "warned.")
    positions = [errors.index(text) for text in order]
    assert positions == sorted(positions)


def test_killed_process_concerns_one_package(
    capsys: pytest.CaptureFixture[str],
) -> None:
    install("    os._exit(9)")
    names = ("one", "plugged", "two", "three")
    configure(dict.fromkeys(names, "good.yaml"))
    assert main(["generate", "--jobs", "2"]) == 70
    assert {path.split("/")[1] for path in files()} == {"one", "two", "three"}
    shown = capsys.readouterr()
    assert shown.err.count("error[worker-died]: cannot generate `plugged`: ") == 1
    assert "plugged     internal error" in shown.out


INTERRUPTED = """\
    real, calls = Directory.replace, []
    def replace(self, source, target):
        real(self, source, target)
        calls.append(target)
        if len(calls) == 4:  # after the journal and two files
            Path("started").touch()
            time.sleep(600)
    Directory.replace = replace"""


def test_interrupt_stops_processes_and_restores_files(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configure({"one": "good.yaml", "plugged": "good.yaml"})
    install("    pass")
    assert main(["generate", "--jobs", "1"]) == 0
    before = files()
    Path("site/pet_x.py").write_text(PLUGIN.format(body=INTERRUPTED))
    Path("good.yaml").write_text(PETS.replace("listPets", "listAllPets"))
    wait = workers.wait

    def interrupted_wait(*arguments: Any) -> Any:
        if Path("started").exists():
            raise KeyboardInterrupt
        return wait(*arguments)

    monkeypatch.setattr(workers, "wait", interrupted_wait)
    monkeypatch.setattr(workers, "_SECONDS", 0.05)
    assert main(["generate", "plugged", "one", "--jobs", "2"]) == 130
    assert "interrupted" in capsys.readouterr().err
    assert not multiprocessing.active_children()
    after = files()
    plugged = {path for path in before if path.startswith("out/plugged/")}
    assert plugged and {p: after[p] for p in plugged} == {p: before[p] for p in plugged}
    assert not [path for path in after if "trueup-stage" in path]


def test_bug_concerns_one_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    generate = pipeline.generate

    def fail(package: Package, *arguments: Any, **options: Any) -> Any:
        if package.name == "one":
            raise RuntimeError("boom")
        if package.name == "two":
            raise OSError(28, "No space left on device")
        return generate(package, *arguments, **options)

    monkeypatch.setattr(pipeline, "generate", fail)
    configure(dict.fromkeys(("one", "two", "three"), "good.yaml"))
    assert main(["generate"]) == 70
    shown = capsys.readouterr().err
    assert "error[internal-error]: cannot generate `one`: RuntimeError: boom" in shown
    assert "[cannot-generate]: cannot generate `two`: No space left on device" in shown
    assert "Traceback" not in shown
    assert {path.split("/")[1] for path in files()} == {"three"}


@pytest.mark.parametrize(
    ("arguments", "selected"),
    [
        (["three", "one"], ["one", "three"]),
        (["three"], ["three"]),
        (["three", "three", "./warned.yaml"], ["two", "three"]),
        (["out", "one"], ["one", "out"]),  # although there is a folder `out`
        ([], ["one", "two", "three", "out"]),
    ],
)
def test_names_select_packages_in_the_order_of_the_configuration(
    arguments: list[str], selected: list[str], packages: list[str]
) -> None:
    names = {"one": "good.yaml", "two": "warned.yaml", "three": "good.yaml"}
    configure({**names, "out": "good.yaml"})
    Path("out").mkdir()
    for command in ("generate", "check"):
        packages.clear()
        assert main([command, *arguments]) == 2
        assert packages == selected


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record the packages that are processed instead of processing them."""
    names: list[str] = []

    def record(package: Package, *arguments: Any, **options: Any) -> None:
        names.append(package.name)

    for stage in ("generate", "plan_files", "resolve"):
        monkeypatch.setattr(pipeline, stage, record)
    return names


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["thre"], "no configured package has the name `thre`; did you mean `three`?"),
        (["one", "thre"], "did you mean `three`?"),
        (
            ["one", "wrong.yaml"],
            "`wrong.yaml` is not the description of a configured package; name it alone",
        ),
        (["one", "three", "-p", "x"], "--package cannot be combined with several"),
        (["one", "three", "-o", "x"], "--output needs one package"),
        (["--jobs", "0"], "'--jobs'"),
        (["--jobs", "2", "--watch"], "--watch cannot be combined with --jobs"),
    ],
)
def test_invalid_selection_is_a_usage_error(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(dict.fromkeys(("one", "three"), "good.yaml"))
    assert main(["generate", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_repeated_option_for_a_name_is_a_usage_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure(dict.fromkeys(("one", "two"), "good.yaml"))
    assert main(["generate", "-p", "one", "-p", "two"]) == 2
    assert "name several packages as arguments" in capsys.readouterr().err
    assert not Path("out").exists()


def test_missing_description_is_not_taken_for_a_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure({"one": "good.yaml"})
    assert main(["generate", "missing.yaml"]) == 2
    assert "missing.yaml" in capsys.readouterr().err.splitlines()[0]


class _Executor:
    """An executor that runs everything at once, in this process."""

    started: ClassVar[list[_Executor]] = []

    def __init__(self, count: int, *arguments: object) -> None:
        assert count == 1
        self.started.append(self)
        self.count = 0

    def submit(self, function: object, package: Package) -> Future[Outcome]:
        self.count += 1
        future = Future[Outcome]()
        future.set_result(Outcome(PackageResult(package, 0)))
        return future

    def shutdown(self, **options: bool) -> None: ...


def test_processes_are_replaced_and_their_number_is_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_Executor, "started", [])
    monkeypatch.setattr(workers, "ProcessPoolExecutor", _Executor)
    monkeypatch.setattr(workers, "_PACKAGES_PER_PROCESS", 5)
    packages = [Package(f"p{n}", Path(), Path("pets.yaml")) for n in range(23)]
    request = RunRequest(tuple(packages), Access(), Config())
    finished: list[str] = []
    outcomes = workers.run_packages(
        packages, request, PackageAction("check"), 3, finished.append
    )
    assert [outcome.result.package for outcome in outcomes] == packages
    assert sorted(finished) == sorted(package.name for package in packages)
    assert all(executor.count <= 5 for executor in _Executor.started)
    assert 23 / 5 <= len(_Executor.started) <= 23 / 5 + 3


class _Process:
    """A process that notes whether it was terminated."""

    terminated = 0

    def terminate(self) -> None:
        self.terminated += 1


def run_in_threads(
    monkeypatch: pytest.MonkeyPatch, executor: type[_Executor], count: int
) -> tuple[list[Outcome], _Process]:
    """The outcomes of packages, as a command asks for them, and the process of a worker."""
    process, listed = _Process(), iter([[]])
    monkeypatch.setattr(executor, "started", [])
    monkeypatch.setattr(workers, "ProcessPoolExecutor", executor)
    monkeypatch.setattr(
        workers.multiprocessing, "active_children", lambda: next(listed, [process])
    )
    packages = [Package(f"p{n}", Path(), Path("pets.yaml")) for n in range(count)]
    request = RunRequest(tuple(packages), Access(), Config())
    action = PackageAction("check")
    with closing(
        workers.run_packages(packages, request, action, 1, lambda name: None)
    ) as outcomes:
        return [next(outcomes) for _ in packages], process


def test_processes_of_a_run_without_errors_end_by_themselves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outcomes, process = run_in_threads(monkeypatch, _Executor, 3)
    assert len(outcomes) == 3 and process.terminated == 0


class _DyingExecutor(_Executor):
    """An executor whose process is killed after each package."""

    def submit(self, function: object, package: Package) -> Future[Outcome]:
        if self.count:
            raise BrokenProcessPool
        return super().submit(function, package)


def test_process_that_is_killed_between_packages_is_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outcomes, _ = run_in_threads(monkeypatch, _DyingExecutor, 3)
    assert [outcome.result.exit_code for outcome in outcomes] == [0, 0, 0]


class _FailingExecutor(_Executor):
    def submit(self, function: object, package: Package) -> Future[Outcome]:
        future = Future[Outcome]()
        future.set_exception(ValueError("two\nlines"))
        return future


def test_exception_of_a_process_is_reported_as_a_bug(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (outcome,), _ = run_in_threads(monkeypatch, _FailingExecutor, 1)
    (diagnostic,) = outcome.result.diagnostics
    assert diagnostic.code == "internal-error"
    assert diagnostic.message.endswith("ValueError: two lines")
    assert "TRUEUP_DEBUG" in (diagnostic.help or "")
    assert "ValueError" in outcome.failures[0]


def test_few_small_packages_are_run_in_this_process(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_processors", lambda: 64)
    (work / "large.yaml").write_bytes(b" " * 2_000_000)
    small, large, missing = (
        Package("p", Path(), work / f"{name}.yaml")
        for name in ("good", "large", "missing")
    )
    assert workers.default_jobs([small, missing]) == 1
    assert workers.default_jobs([large]) == 1
    assert workers.default_jobs([large, large]) == 2
    assert 1 < workers.default_jobs([small] * 200) <= 8
    monkeypatch.setattr(workers, "_processors", lambda: 1)
    assert workers.default_jobs([large] * 200) == 1
