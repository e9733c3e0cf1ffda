"""Handlers of a server that a user wrote, and the changes that concern them."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from msgspec.structs import replace

from ..config import Config, Package
from ..surface import CallerChange, SurfaceChanges
from ..surface.caller_changes import HandlerMissing, HandlerOrphaned

Handlers: TypeAlias = Mapping[str, frozenset[str]]
"""Class of a group, such as `Jobs` → the methods of the class that derives from it."""

_MAX_FILES = 1_000
_MAX_BYTES = 1 << 20


def concerning_handlers(
    changes: SurfaceChanges, package: Package, config: Config
) -> SurfaceChanges:
    """The changes, with those about handlers only where a user wrote some: in `handlers/`
    next to the configuration, as `trueup init --server` creates it."""
    if not any(map(_is_about_handlers, changes.changes)):
        return changes
    handlers = _handlers(package, config)
    relevant = tuple(c for c in changes.changes if _is_relevant(c, handlers))
    return replace(changes, changes=relevant)


def _is_about_handlers(change: CallerChange) -> bool:
    return isinstance(change, (HandlerMissing, HandlerOrphaned))


def _is_relevant(change: CallerChange, handlers: Handlers) -> bool:
    match change:
        case HandlerOrphaned(symbol=symbol):
            group, method = _group_and_method(symbol)
            return method in handlers.get(group, ())
        case HandlerMissing(symbol=symbol):
            group, method = _group_and_method(symbol)
            return bool(handlers) and method not in handlers.get(group, ())
        case _:
            return True


def _group_and_method(symbol: str) -> tuple[str, str]:
    """`handlers.Jobs.cancel` → `Jobs`, `cancel`. An older surface may hold any text."""
    group, _, method = symbol.removeprefix("handlers.").partition(".")
    return group, method


def _handlers(package: Package, config: Config) -> Handlers:
    root = config.path.absolute().parent if config.path else Path.cwd()
    handlers: dict[str, frozenset[str]] = {}
    for folder in dict.fromkeys((root, Path.cwd(), package.output.absolute())):
        for path in islice(sorted(folder.glob("handlers/*.py")), _MAX_FILES):
            for group, methods in _classes(path, package.name):
                handlers[group] = handlers.get(group, frozenset()) | methods
    return handlers


def _classes(path: Path, package: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The classes of a module that imports the package, by the groups of their bases."""
    tree = _parsed(path)
    if tree is None or not any(_imports(node, package) for node in ast.walk(tree)):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            methods = frozenset(
                statement.name
                for statement in node.body
                if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
            )
            for base in node.bases:
                match base:
                    case ast.Name(id=name) | ast.Attribute(attr=name):
                        yield name.removeprefix("Unimplemented"), methods
                    case _:
                        pass


def _imports(node: ast.AST, package: str) -> bool:
    match node:
        case ast.ImportFrom(module=str(module)):
            names = [module]
        case ast.Import(aliases):
            names = [alias.name for alias in aliases]
        case _:
            names = []
    return any(f"{name}.".startswith(f"{package}.") for name in names)


def _parsed(path: Path) -> ast.Module | None:
    try:
        if path.is_file() and os.path.getsize(path) <= _MAX_BYTES:
            return ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, SyntaxError, RecursionError, MemoryError):
        pass
    return None
