"""Run by `importing` in a fresh interpreter: one package, module by module.

    python probe_package.py FOLDER PACKAGE

Prints one fault a line. Every module is imported in a child of its own that has
imported only what packages depend on, so that none leans on what another imported.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
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
    for name in _modules(Path(folder) / package, package):
        _in_child(name, lambda: importlib.import_module(name))
    _in_child("models", lambda: _models(package))
    _in_child("operations", lambda: _functions(package))
    _in_child("create_app", lambda: _application(package))


def _modules(folder: Path, package: str) -> Iterator[str]:
    yield package
    for module in pkgutil.walk_packages([str(folder)], f"{package}."):
        yield module.name


def _in_child(what: str, act: Callable[[], object]) -> None:
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
    unions = importlib.import_module(f"{package}._runtime.unions")
    codec = importlib.import_module(f"{package}._runtime.codec")
    for name in models.__all__:
        value = getattr(models, name)
        try:
            if isinstance(value, type):
                typing.get_type_hints(value, include_extras=True)
            msgspec.json.Decoder(value, dec_hook=codec._dec_hook)
            if isinstance(value, type) and issubclass(value, unions.Opaque):
                value.variants()
        except Exception as error:
            print(f"models.{name}: {type(error).__name__}: {error}")


def _functions(package: str) -> None:
    """Hints of every function of an operation resolve."""
    operations = importlib.import_module(f"{package}.operations")
    for module in pkgutil.iter_modules(operations.__path__):
        found = importlib.import_module(f"{operations.__name__}.{module.name}")
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
