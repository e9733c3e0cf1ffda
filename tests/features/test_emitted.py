"""What holds of the packages of all cases. Knows no case."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from trueup import ir
from trueup.emit.module_split import LIMIT, split
from trueup.examples import build_example_at
from trueup.ir.traversal import all_types, referenced_keys
from trueup.targets.client import errors, models, operations, resources
from trueup.targets.conformance.decode_oracle import completed
from trueup.targets.server import handlers, routes
from trueup.targets.server.names import server_names

from ..readme_blocks import blocks
from .conftest import FEW_STEPS, IN_PARTS, SEEDS, SHARED, Emitted, modules

Packages = tuple[Emitted, ...]


def python(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env={**os.environ, "MYPYPATH": str(root), "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )


def pyright(folder: Path, *packages: str) -> str:
    arguments = ("--pythonversion", "3.11", "--pythonpath", sys.executable)
    done = python(folder, "-m", "pyright", *arguments, *(packages or ("workshop",)))
    return done.stdout if done.returncode else ""


def test_mypy_is_content(emitted: Packages) -> None:
    """With the packages, and with the Python blocks of their READMEs."""
    folder = emitted[0].root / "readme_of"
    folder.mkdir()
    for package in emitted:
        readme = package.root / package.name / "README.md"
        for number, code in enumerate(blocks(readme)):
            (folder / f"{package.name}_{number}.py").write_text(code, "utf-8")
    names = [SHARED, folder.name, *(package.name for package in emitted)]
    arguments = [part for name in names for part in ("-p", name)]
    done = python(emitted[0].root, "-m", "mypy", "--strict", *arguments)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]


def test_every_module_imports(emitted: Packages) -> None:
    """In any order: packages import all of theirs before any of their modules."""
    names = [name for package in emitted for name in modules(package)]
    file = emitted[0].root / "all_of_them.py"
    file.write_text("".join(f"import {name}\n" for name in names), "utf-8")
    done = python(emitted[0].root, str(file))
    assert done.returncode == 0, done.stderr[-4000:]


ROUND_TRIPS = """
import importlib, json, sys
from shared._runtime.client import DecodeError, UnknownVariant
from shared._runtime.client.codec import decode, encode
for line in sys.stdin:
    package, name, sample = json.loads(line)
    model = getattr(importlib.import_module(package + ".models"), name)
    try:
        value = decode(model, json.dumps(sample).encode())
        again = json.loads(encode(value))
    except Exception as error:
        print(package, name, sample, repr(error))
    else:
        if isinstance(value, UnknownVariant):
            print(package, name, sample, "is of no known variant")
        print(json.dumps([package, name, sample, again]))
"""


def _without_tag(row: list[Any]) -> Any:
    """The encoded value, without the one string that its class implies."""
    _, _, sample, encoded = row
    if not (isinstance(sample, dict) and isinstance(encoded, dict)):
        return encoded
    added = encoded.keys() - sample.keys()
    if len(added) == 1 and all(isinstance(encoded[name], str) for name in added):
        return {name: value for name, value in encoded.items() if name in sample}
    return encoded


def test_valid_values_round_trip(emitted: Packages) -> None:
    rows = [json.dumps(row) for package in emitted for row in samples(package)]
    assert len(rows) > 300
    done = subprocess.run(
        [sys.executable, "-c", ROUND_TRIPS],
        input="\n".join(rows),
        cwd=emitted[0].root,
        env={**os.environ, "PYTHONPATH": str(emitted[0].root)},
        capture_output=True,
        text=True,
        check=True,
    )
    told = done.stdout.splitlines()
    assert not [line for line in told if not line.startswith("[")]
    answers = [json.loads(line) for line in told]
    assert [row for row in answers if not same(row[2], _without_tag(row))] == []


def samples(package: Emitted) -> list[tuple[str, str, Any]]:
    """Values of each public model: with all members, and with the required ones."""
    found = []
    for declaration in package.api.declarations:
        if declaration.schema is None or not declaration.named:
            continue
        if _holds_bytes(declaration.type, package.api):
            continue  # the parts of a form: bytes are no value of JSON
        for full in (True, False):
            schemas = package.api.schemas
            value = build_example_at(declaration.schema, schemas, full=full)
            if value is not ir.ABSENT:
                value = completed(
                    package.api,
                    declaration.type,
                    value,
                    partial(build_example_at, bundle=schemas, full=False),
                )
                name = str(package.symbols.classes[declaration.key])
                found.append((package.name, name, value))
    return found


def _holds_bytes(type_: ir.Type, api: ir.Api) -> bool:
    """Whether bytes stand in a type, or in what it names."""
    waiting, passed = [type_], set[str]()
    while waiting:
        one = waiting.pop()
        if ir.Primitive(ir.Scalar.BINARY) in all_types(one):
            return True
        named = set(referenced_keys(one)) - passed
        passed |= named
        waiting += [api.declaration(key).type for key in named]
    return False


def same(one: Any, other: Any) -> bool:
    """Equality of JSON values: `1` is `1.0` and is not `true`."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


@pytest.mark.parametrize(
    ("one", "other"), [(1, True), ({"a": None}, {}), ([1], [1, 2]), ("1", 1)]
)
def test_values_differ(one: Any, other: Any) -> None:
    assert not same(one, other)


# ------------------------------------------------------------------------ READMEs

RUNNER = Path(__file__).parents[1] / "readme_blocks.py"


def test_every_block_runs_without_a_network(emitted: tuple[Emitted, ...]) -> None:
    names = [package.name for package in emitted]
    done = python(emitted[0].root, str(RUNNER), *names)
    *failures, count = done.stdout.splitlines() or ["", "0 blocks"]
    assert (done.returncode, failures) == (0, []), done.stdout + done.stderr[-4000:]
    assert int(count.split()[0]) > 4 * len(names)


def test_almost_every_readme_has_a_call(emitted: tuple[Emitted, ...]) -> None:
    """A README without one is the exception: arguments that have no expression."""
    silent = [
        package.name
        for package in emitted
        if package.api.operations
        and not any(
            " client." in code
            for code in blocks(package.root / package.name / "README.md")
        )
    ]
    assert len(silent) < len(emitted) / 20, silent


# ------------------------------------------------------------------ split modules


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
        yield (
            f"server/handlers/{module}",
            partial(split, served, handlers.handler_steps),
            2,
        )
        yield (
            f"server/routes/{module}",
            partial(split, served, routes.endpoint_steps),
            1,
        )


def test_cases_in_parts(emitted: tuple[Emitted, ...]) -> None:
    """Mypy checks all of them, and samples of their models go there and back.

    Pyright checks the cases, and one description that each author made at random.
    """
    split_ones = [package for package in emitted if package.limit == FEW_STEPS]
    for package in split_ones:
        assert [*(package.root / package.name).rglob("_part2.py")]
    names = [one.name for one in split_ones]
    assert len(names) == len(IN_PARTS) + 3 * SEEDS
    checked = [name for name in names if "_seed" not in name or "_seed0" in name]
    assert len(checked) == len(IN_PARTS) + 3
    assert pyright(split_ones[0].root, *checked) == ""
