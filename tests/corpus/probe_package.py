"""Run by `importing` in a fresh interpreter: one package, module by module.

    python probe_package.py FOLDER PACKAGE

Prints one fault a line. Every module is imported in a child of its own that has
imported only what that import itself would import first: what packages depend on, the
packages that the module stands in, and where its own first import leads to `errors` or
`models`, that one. So none leans on what another imported, and a package of hundreds
of modules does not read its models anew for each.
"""

from __future__ import annotations

import ast
import gc
import importlib
import importlib.util
import os
import pkgutil
import subprocess
import sys
import traceback
import typing
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2  # noqa: F401 - imported once, for all children
import jsonschema_rs  # noqa: F401 - likewise
import msgspec
import pytest  # noqa: F401 - likewise
import starlette.applications  # noqa: F401 - likewise


def main() -> None:
    folder, package = sys.argv[1:]
    sys.path.insert(0, folder)
    gc.disable()  # children are short-lived
    _in_child(package, lambda: _whole(Path(folder) / package, package))
    _in_child("models", lambda: _models(package))
    _in_child("operations", lambda: _functions(package))
    _in_child("create_app", lambda: _application(package))


def _whole(folder: Path, package: str) -> None:
    """Imports a package, then each of its modules in a child."""
    importlib.import_module(package)
    led: dict[str, list[str]] = {}
    for module in pkgutil.iter_modules([str(folder)]):
        name = f"{package}.{module.name}"
        if module.ispkg:
            _in_child(name, lambda: _whole(folder / module.name, name))
        else:
            led.setdefault(_lead(name), []).append(name)
    for lead, names in led.items():
        if lead:
            _in_child(lead, lambda: _after(lead, names))
    for name in led.get("", ()):
        _in_child(name, lambda: importlib.import_module(name))


def _after(lead: str, names: list[str]) -> None:
    """Modules whose import begins with that of `lead`."""
    importlib.import_module(lead)
    for name in names:
        if name in sys.modules:  # `lead` imports it, so it would be met half-way
            _in_child(name, lambda: _in_a_new_interpreter(name))
        else:
            _in_child(name, lambda: importlib.import_module(name))


def _in_a_new_interpreter(name: str) -> None:
    code = f"import sys; sys.path.insert(0, {sys.path[0]!r}); import {name}"
    subprocess.run([sys.executable, "-c", code], check=True)


def _lead(name: str, passed: tuple[str, ...] = ()) -> str:
    """`errors` or `models` of the package, where the module's import begins with it."""
    package = name.partition(".")[0]
    for one in _imported(name):
        if one in (f"{package}.errors", f"{package}.models"):
            return one
        if next(_imported(one), None) is not None:
            return "" if one in passed else _lead(one, (*passed, name))
    return ""


def _imported(name: str) -> Iterator[str]:
    """Modules of the package that a module imports and that are not there yet."""
    file = _file(name)
    if file is None:
        return
    inside = name if file.stem == "__init__" else name.rpartition(".")[0]
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.level:
            wanted = "." * node.level + (node.module or "")
            base = importlib.util.resolve_name(wanted, inside)
            for one in (base, *(f"{base}.{alias.name}" for alias in node.names)):
                if one not in sys.modules and _file(one) is not None:
                    yield one


def _file(name: str) -> Path | None:
    path = Path(sys.path[0], *name.split("."))
    files = (path / "__init__.py", path.with_suffix(".py"))
    return next((file for file in files if file.is_file()), None)


def _in_child(what: str, act: Callable[[], object]) -> None:
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 0
        try:
            act()
        except BaseException:
            print(f"{what}: {traceback.format_exc(limit=-4)}")
            code = 1
        sys.stdout.flush()
        os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        print(f"{what}: killed by signal {os.WTERMSIG(status)}")


def _models(package: str) -> None:
    """Hints of every class resolve, and a decoder can be made of every name."""
    models = importlib.import_module(f"{package}.models")
    unions = importlib.import_module(f"{package}._runtime.client.unions")
    codec = importlib.import_module(f"{package}._runtime.client.codec")
    for name in models.__all__:
        value = getattr(models, name)
        try:
            if isinstance(value, type):
                typing.get_type_hints(value, include_extras=True)
            msgspec.json.Decoder(value, dec_hook=codec._dec_hook)
            if isinstance(value, type) and issubclass(value, unions.OpaqueUnion):
                value.variants()
        except Exception as error:
            print(f"models.{name}: {type(error).__name__}: {error}")


def _functions(package: str) -> None:
    """Hints of every function of an operation resolve."""
    operations = importlib.import_module(f"{package}.operations")
    for module in pkgutil.walk_packages(operations.__path__, f"{package}.operations."):
        found = importlib.import_module(module.name)
        for name, value in vars(found).items():
            if callable(value) and getattr(value, "__module__", "") == found.__name__:
                try:
                    typing.get_type_hints(value)
                except Exception as error:
                    print(f"{module.name}.{name}: {type(error).__name__}: {error}")


def _application(package: str) -> None:
    importlib.import_module(f"{package}.server").create_app()


if __name__ == "__main__":
    main()
