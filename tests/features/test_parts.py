"""Modules that become packages of parts: what a package has does not depend on it."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from trueup import lower, normalize, render, resolve, source
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.emit.module_split import LIMIT, split
from trueup.targets import client, conformance, server, without_duplicates
from trueup.targets.client import errors, models, operations, resources
from trueup.targets.server import handlers, routes
from trueup.targets.server.names import server_names

from .conftest import FEW_STEPS, Emitted
from .test_emitted import python

WORKSHOP = Path(__file__).parents[1] / "conformance" / "workshop.yaml"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _emit(tmp_path_factory.mktemp("whole"), LIMIT)


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _emit(tmp_path_factory.mktemp("parted"), FEW_STEPS)


def _emit(folder: Path, limit: int) -> Path:
    """The package `workshop` in `folder`, with everything that there is."""
    report = Report()
    document = source.load(WORKSHOP, report)
    assert document is not None
    resolved = resolve.resolve(document, report, resolve.Access())
    assert resolved is not None
    api = lower.lower(normalize.normalize(resolved, report), report)
    package = Package("workshop", folder, WORKSHOP)
    planned = [
        *client.plan(api, package, report, limit),
        *server.plan(api, package, report, limit),
        *conformance.plan(api, package, report),
    ]
    for file in render.render(without_duplicates(planned)):
        path = folder / "workshop" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
    return folder


# ------------------------------------------------------------------- what is split


def test_items_stay_in_order_and_below_the_limit() -> None:
    assert split("aabbbc", {"a": 2, "b": 3, "c": 9}.__getitem__, 5) == (
        ("a", "a"),
        ("b",),
        ("b",),
        ("b",),
        ("c",),
    )
    assert split((), len, 5) == ((),)


def steps(path: Path) -> int:
    """What pyright's binder counts where a module is imported, but for its imports:
    names that are assigned or annotated, calls, definitions and their annotations."""
    found = 0
    waiting: list[ast.AST] = [*ast.parse(path.read_text(encoding="utf-8")).body]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.FunctionDef():
                found += 2
                waiting += node.decorator_list
                continue
            case ast.Lambda():
                continue
            case ast.AnnAssign():
                found += 1 if node.value is None else 2
            case ast.ClassDef() | ast.Assign() | ast.Call():
                found += 1
            case _:
                pass
        waiting += ast.iter_child_nodes(node)
    return found


def test_steps_are_never_counted_too_low(emitted: tuple[Emitted, ...]) -> None:
    """A limit that a module exceeds by one splits it, where it has more than one thing."""
    judged, low = 0, []
    for package in emitted:
        if package.limit == LIMIT:
            for path, runs, own in _runs(package):
                most = steps(package.root / package.name / path) - own - 1
                several = len(runs(0)) > 1
                judged += several
                if several and len(runs(most)) == 1:
                    low.append((package.name, path, most))
    assert not low
    assert judged > 300


Runs = Callable[[int], Sequence[object]]


def _runs(package: Emitted) -> Iterator[tuple[str, Runs, int]]:
    """Modules, how they are split, and steps that they have whatever they hold."""
    names = package.symbols
    headers = names.headers.values()
    yield "models.py", partial(models.model_runs, package.api, names), 1
    yield "errors.py", partial(split, names.errors, errors.error_steps), 1
    yield "headers.py", partial(split, headers, errors.headers_steps), 0
    for group in names.groups:
        module, listed = f"{group.module}.py", group.operations
        counted = partial(split, listed, operations.operation_steps)
        yield f"operations/{module}", counted, 0
        yield f"resources/{module}", partial(split, listed, resources.method_steps), 14
    for group_names in server_names(names):
        module, served = f"{group_names.symbols.module}.py", group_names.operations
        yield f"server/handlers/{module}", partial(
            split, served, handlers.handler_steps
        ), 2
        yield f"server/routes/{module}", partial(
            split, served, routes.endpoint_steps
        ), 1


def test_every_kind_of_module_is_split(parted: Path, whole: Path) -> None:
    made = {path.parent.name for path in parted.rglob("_part2.py")}
    assert made >= {"models", "errors", "orders"}
    folders = {path.parent.parent.name for path in parted.rglob("_part2.py")}
    assert folders >= {"workshop", "operations", "resources", "handlers", "routes"}
    assert [*whole.rglob("_part*.py")] == []


# -------------------------------------------------------------------- what it gives

NAMES = """
import importlib, json, sys
found = {}
for name in sys.argv[1:]:
    module = importlib.import_module(name)
    listed = getattr(module, "__all__", None) or vars(module)
    found[name] = sorted(n for n in listed if not n.startswith("_"))
print(json.dumps(found))
"""
PUBLIC = ("models", "errors", "operations.orders", "resources.orders")
SERVED = ("server.handlers.orders", "server.handlers", "server.routes")


def test_the_same_names_are_there(whole: Path, parted: Path) -> None:
    names = [f"workshop.{name}" for name in (*PUBLIC, *SERVED)]
    one, other = (
        json.loads(python(folder, "-c", NAMES, *names).stdout)
        for folder in (whole, parted)
    )
    for module in ("workshop.models", "workshop.errors"):
        assert one[module] == other[module]
    imported = {"annotations", "cached_property", "TYPE_CHECKING", "models", "errors"}
    for module in names:
        ours = {name for name in one[module] if _is_defined(whole, module, name)}
        assert ours - imported <= {*other[module]}


def _is_defined(folder: Path, module: str, name: str) -> bool:
    """Whether the module defines the name, rather than importing it."""
    path = folder / (module.replace(".", "/") + ".py")
    path = path if path.exists() else path.with_suffix("") / "__init__.py"
    text = path.read_text(encoding="utf-8")
    return f"class {name}(" in text or f"\n{name} = " in text or f"def {name}(" in text


def test_models_are_imported_late(parted: Path) -> None:
    code = (
        "import sys, workshop\n"
        "assert not any(name.startswith('workshop.models') for name in sys.modules)\n"
        "from workshop.models import Order\n"
        "assert workshop.models.Order is Order"
    )
    done = python(parted, "-c", code)
    assert done.returncode == 0, done.stderr


ALONE = """
import importlib, os, sys
import httpx2, jsonschema_rs, msgspec, pytest, starlette.applications
for name in sys.stdin.read().split():
    child = os.fork()
    if child == 0:
        try:
            importlib.import_module(name)
        except BaseException as error:
            print(name, repr(error), flush=True)
        os._exit(0)
    os.waitpid(child, 0)
"""


def test_each_module_imports_alone(parted: Path) -> None:
    names = [
        ".".join(path.relative_to(parted).with_suffix("").parts)
        for path in sorted(parted.rglob("*.py"))
        if "conformance" not in path.parts
    ]
    done = subprocess.run(
        [sys.executable, "-c", ALONE],
        input="\n".join(names).replace(".__init__", ""),
        cwd=parted,
        env={**os.environ, "PYTHONPATH": str(parted)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""


def test_the_suite_passes(parted: Path) -> None:
    done = python(
        parted, "-m", "pytest", "-q", "-p", "no:cacheprovider", "workshop/conformance"
    )
    assert done.returncode == 0, done.stdout[-4000:]


# --------------------------------------------------------------------- type checkers


def _mypy(folder: Path) -> str:
    done = python(folder, "-m", "mypy", "--strict", "-p", "workshop")
    return done.stdout if done.returncode else ""


def _pyright(folder: Path, *packages: str) -> str:
    arguments = ("--pythonversion", "3.11", "--pythonpath", sys.executable)
    done = python(folder, "-m", "pyright", *arguments, *(packages or ("workshop",)))
    return done.stdout if done.returncode else ""


@pytest.mark.parametrize("checker", [_mypy, _pyright])
def test_checkers_are_content(checker: Callable[[Path], str], parted: Path) -> None:
    assert checker(parted) == ""


def test_cases_in_parts(emitted: tuple[Emitted, ...]) -> None:
    """`test_emitted` has mypy judge them too, and samples of their models go through."""
    split_ones = [package for package in emitted if package.limit == FEW_STEPS]
    for package in split_ones:
        assert [*(package.root / package.name).rglob("_part2.py")]
    assert len(split_ones) > 12
    assert _pyright(split_ones[0].root, *(one.name for one in split_ones)) == ""
