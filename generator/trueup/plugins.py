"""Finds rules, targets and formats: one module is one plug-in. Knows none of them.

A package of plug-ins is a folder; every module in it that has the attribute asked for
is one. A third party's plug-in is an entry point, taken only when it is named.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def modules(package: str) -> tuple[str, ...]:
    """Names of the public modules of `package`, in alphabetical order."""
    home = importlib.import_module(package)
    found = (module.name for module in pkgutil.iter_modules(home.__path__))
    return tuple(sorted(name for name in found if not name.startswith("_")))


def code(module: str) -> str:
    """The name of a plug-in as users write it: `no_ref_siblings` is `no-ref-siblings`."""
    return module.rpartition(".")[2].replace("_", "-")


def module(package: str, name: str) -> ModuleType:
    """The module of the plug-in that users call `name`."""
    return importlib.import_module(f"{package}.{name.replace('-', '_')}")


def own_one(package: str, name: str, attribute: str, kind: type[T]) -> T | None:
    """The plug-in of `package` that users call `name`; no other one is imported."""
    if name not in map(code, modules(package)):
        return None
    found = getattr(module(package, name), attribute, None)
    return found if isinstance(found, kind) else None


def own(package: str, attribute: str, kind: type[T]) -> Iterator[tuple[str, T]]:
    """(name, plug-in) for every module of `package` that has `attribute`."""
    for name in modules(package):
        found = getattr(importlib.import_module(f"{package}.{name}"), attribute, None)
        if isinstance(found, kind):
            yield code(name), found


def installed(group: str) -> tuple[str, ...]:
    """Names of the entry points of `group` in this environment, none of them loaded."""
    from importlib.metadata import entry_points  # slow, and seldom needed

    return tuple(sorted({entry.name for entry in entry_points(group=group)}))


def third_party(group: str, name: str, kind: type[T]) -> T | None:
    """The plug-in that another distribution offers under `name`, if there is one.

    Loading runs that distribution's code, so callers ask only for names that the
    configuration holds. What it raises while it loads is not caught here.
    """
    from importlib.metadata import entry_points

    for entry in entry_points(group=group, name=name):
        found = entry.load()
        if isinstance(found, kind):
            return found
    return None
