"""Compare handlers that a user wrote with those that a scaffold would create."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

_APP = PurePosixPath("app.py")


def differences(folder: Path, texts: Mapping[PurePosixPath, str]) -> Iterator[str]:
    """Lines about new, orphaned and unwired handlers in `folder`, and about files that
    cannot be parsed. `texts` is the scaffold."""
    for path, text in texts.items():
        if path.parent == PurePosixPath("handlers") and path.stem != "__init__":
            yield from _in_module(folder, path, text)
    modules = sorted((folder / "handlers").glob("*.py"))
    for module in modules:
        path = PurePosixPath("handlers", module.name)
        if path not in texts and _uses_scaffold(module):
            yield f"orphaned: {path} belongs to no group of the description"
    if _APP in texts:
        yield from _not_wired(folder, texts[_APP])


def _in_module(folder: Path, path: PurePosixPath, text: str) -> Iterator[str]:
    tree = _parsed(folder / path)
    if tree is None:
        yield f"unreadable: {path} cannot be parsed"
        return
    expected = _class(ast.parse(text))
    names = {base for base in map(_name, expected.bases) if base}
    own = next(
        (node for node in _classes(tree) if names & set(map(_name, node.bases))), None
    )
    if own is None:
        bases = ", ".join(f"`api.{name}`" for name in sorted(names))
        yield f"unwired: {path} has no class that derives from {bases}"
        return
    wanted = {method.name: method for method in _methods(expected)}
    written = {method.name for method in _methods(own)}
    for name, method in wanted.items():
        if name not in written:
            signature = f"async def {name}({ast.unparse(method.args)})"
            result = f" -> {ast.unparse(method.returns)}" if method.returns else ""
            yield f"new: {path} lacks `{signature}{result}`; it responds with 501"
    for name in sorted(written - set(wanted)):
        if not name.startswith("_"):
            yield f"orphaned: `{own.name}.{name}` in {path} is not an operation"


def _not_wired(folder: Path, text: str) -> Iterator[str]:
    tree = _parsed(folder / _APP)
    if tree is None:
        yield f"unreadable: {_APP} cannot be parsed"
        return
    expected = _handlers_arguments(ast.parse(text))
    written = _handlers_arguments(tree)
    for name, value in (expected or {}).items():
        if written is None or name not in written:
            yield (
                f"unwired: in {_APP}, add `from handlers import {name}` and "
                f"`Handlers({name}={value})`"
            )
    for name in written or {}:
        if name not in (expected or {}):
            yield f"orphaned: `{name}` of `Handlers` in {_APP} is not a group"


def _handlers_arguments(tree: ast.Module) -> dict[str, str] | None:
    """The keyword arguments of all calls of `Handlers`; None without a call."""
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name(node.func) == "Handlers"
    ]
    return (
        {
            keyword.arg: ast.unparse(keyword.value)
            for call in calls
            for keyword in call.keywords
            if keyword.arg is not None
        }
        if calls
        else None
    )


def _uses_scaffold(path: Path) -> bool:
    tree = _parsed(path)
    names = (
        [_name(base) for node in _classes(tree) for base in node.bases] if tree else []
    )
    return any(name.startswith("Unimplemented") for name in names)


def _parsed(path: Path) -> ast.Module | None:
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, SyntaxError, RecursionError, MemoryError):
        return None


def _class(tree: ast.Module) -> ast.ClassDef:
    return next(_classes(tree))


def _classes(tree: ast.Module) -> Iterator[ast.ClassDef]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def _methods(node: ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            yield statement


def _name(node: ast.expr) -> str:
    """The last name of `api.Pets` or `Pets`; "" for anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
