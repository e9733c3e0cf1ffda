"""Modules that become packages of parts: what a package has does not depend on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from trueup import lower, normalize, render, resolve, source
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.emit.module_split import LIMIT, split
from trueup.targets import client, conformance, server, without_duplicates

from .conftest import FEW_STEPS
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
        if not {"conformance", "_runtime"}.intersection(path.parts)  # not in parts
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


# ---------------------------------------------------------------------- type checker


def test_mypy_is_content(parted: Path) -> None:
    """`test_cases_in_parts` has pyright check other packages in parts."""
    done = python(parted, "-m", "mypy", "--strict", "-p", "workshop")
    assert done.returncode == 0, done.stdout
