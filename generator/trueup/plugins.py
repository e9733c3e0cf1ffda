"""Discovery of plug-ins: lint rules, targets, report formats, commands.

A plug-in is a module of its package that defines a given attribute. Plug-ins of other
distributions are entry points, loaded only if the configuration names them.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import TypeVar

T = TypeVar("T")


def modules(package: str) -> tuple[str, ...]:
    """Names of the public modules of `package`, in alphabetical order."""
    folders = importlib.import_module(package).__path__
    names = (module.name for module in pkgutil.iter_modules(folders))
    return tuple(sorted(name for name in names if not name.startswith("_")))


def code(module: str) -> str:
    """The name of a plug-in in kebab case: `path_params` is `path-params`."""
    return module.rpartition(".")[2].replace("_", "-")


def built_in(package: str, name: str, attribute: str, type_: type[T]) -> T | None:
    """Import the plug-in `name` (in kebab case) of `package`."""
    if name not in map(code, modules(package)):
        return None
    module = importlib.import_module(f"{package}.{name.replace('-', '_')}")
    plugin = getattr(module, attribute, None)
    return plugin if isinstance(plugin, type_) else None


def all_built_in(
    package: str, attribute: str, type_: type[T]
) -> Iterator[tuple[str, T]]:
    """(name, plug-in) for every module of `package` that defines `attribute`."""
    for name in modules(package):
        plugin = getattr(importlib.import_module(f"{package}.{name}"), attribute, None)
        if isinstance(plugin, type_):
            yield code(name), plugin


def installed(group: str) -> tuple[str, ...]:
    """Names of the entry points of `group` in this environment; loads none of them."""
    from importlib.metadata import entry_points  # slow, and rarely needed

    return tuple(sorted({entry.name for entry in entry_points(group=group)}))


def third_party(group: str, name: str, type_: type[T]) -> T:
    """Load the installed plug-in `name` of another distribution.

    Loading runs code of that distribution, so it must be named in the configuration.
    Exceptions of that code are not caught: see `plugin_failures`. Raises `TypeError` for
    an object that is not a `type_`.
    """
    from importlib.metadata import entry_points

    entry, *_ = entry_points(group=group, name=name)
    plugin = entry.load()
    if not isinstance(plugin, type_):
        raise TypeError(f"`{entry.value}` is not a `{type_.__name__}`")
    return plugin


def distribution(group: str, name: str) -> str:
    """The name of the distribution of an installed plug-in; empty if it is unknown."""
    from importlib.metadata import entry_points

    for entry in entry_points(group=group, name=name):
        if entry.dist is not None:
            return entry.dist.name
    return ""
