"""What holds of the packages of all cases. Knows no case."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from trueup import ir
from trueup.examples import build_example_at
from trueup.ir.traversal import all_types, referenced_keys
from trueup.targets.conformance.decode_oracle import completed

from .conftest import SHARED, Emitted, modules

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


def test_mypy_is_content(emitted: Packages) -> None:
    names = [SHARED, *(package.name for package in emitted)]
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


AS_THE_README_SAYS = """
import importlib, pkgutil, re, sys
from pathlib import Path
from shared._runtime.client import Operation
from shared._runtime.client.credentials import grants_for
from shared._runtime.client.errors import ConfigurationError
def is_met(operation, client):
    try:
        return bool(grants_for(operation, client.service.schemes, client._options.auth))
    except ConfigurationError:
        return False
for name in sys.argv[1:]:
    page = Path(name, "README.md").read_text("utf-8")
    code = re.search(r"```python\\n(.*?)```", page, re.DOTALL)[1]
    *opening, _ = code.splitlines()
    exec("\\n".join([*opening, "    used = client"]))
    folder = importlib.import_module(name + ".operations")
    found = [each.name for each in pkgutil.walk_packages(folder.__path__)]
    modules = [importlib.import_module(name + ".operations." + each) for each in found]
    known = [one for each in modules for one in vars(each).values()]
    needy = [one for one in known if isinstance(one, Operation) and any(one.security)]
    if needy and not any(is_met(one, used) for one in needy):
        print(name, code)
"""


def test_the_client_of_a_readme_has_what_it_needs(emitted: Packages) -> None:
    names = [package.name for package in emitted]
    done = python(emitted[0].root, "-c", AS_THE_README_SAYS, *names)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr[-4000:]


THERE_AND_BACK = """
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


def test_what_a_schema_accepts_goes_there_and_back(emitted: Packages) -> None:
    rows = [json.dumps(row) for package in emitted for row in samples(package)]
    assert len(rows) > 300
    done = subprocess.run(
        [sys.executable, "-c", THERE_AND_BACK],
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
    assert [row for row in answers if not same(row[2], row[3])] == []


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
