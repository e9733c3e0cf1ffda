"""The handwritten module `_custom.py` of a package, and its public names."""

from __future__ import annotations

import ast
import keyword
import warnings
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from ..config import Package
from ..diagnostics import KnownLocation, Report, Span
from ..project_files import UnusableFile, read_text, shown

_MODULES = frozenset(
    "client conformance errors headers models operations resources server webhooks".split()
)
"""Modules of a package, whose import would replace a public name that is the same."""


class _Invalid(Exception):
    """An invalid module: the reason, the line and help."""

    def __init__(self, reason: str, line: int = 1, help: str | None = None) -> None:
        super().__init__(reason)
        self.line, self.help = line, help


def with_custom_names(package: Package, report: Report) -> Package | None:
    """The package with the public names of its `_custom.py`, which is not executed; None,
    with a diagnostic, if the module is missing or invalid."""
    path = package.custom_module
    try:
        text = read_text(path, report.read)
        if text is None:
            report.error(
                "missing-custom-module",
                f"package `{package.name}` has `custom = true`, and `{shown(path)}` does not "
                "exist",
                KnownLocation(Span(shown(path), 1, 1, 0)),
                help="create it; a docstring is enough",
            )
            return None
        names = public_names(text)
    except UnusableFile as error:
        report.contents[shown(path)] = b""  # is not shown: it may be a link
        _report(package, _Invalid(str(error)), report)
    except _Invalid as error:
        _report(package, error, report)
    else:
        return replace(package, custom_names=names)
    return None


def _report(package: Package, error: _Invalid, report: Report) -> None:
    path = shown(package.custom_module)
    report.error(
        "invalid-custom-module",
        f"`{path}` {error}",
        KnownLocation(Span(path, error.line, 1, 0)),
        help=error.help,
    )


def public_names(text: str) -> tuple[str, ...]:
    """The names in `__all__`, otherwise those that a module defines and that have no leading
    underscore. Raises `_Invalid`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        reason = getattr(error, "msg", None) or "too much nesting"
        raise _Invalid(f"is not valid Python: {reason}", line) from error
    names: dict[str, int] = {}
    declared = None
    for statement in _statements(module.body):
        for name in _defined(statement):
            names.setdefault(name, statement.lineno)
        if "__all__" in _defined(statement):
            declared = _literal(statement)
    if declared is None:
        declared = {name: line for name, line in names.items() if name[0] != "_"}
    for name, line in declared.items():
        is_name = name.isidentifier() and not keyword.iskeyword(name)
        if not is_name or name[0] == "_":
            raise _Invalid(f"exports `{name}`, which is not a public name", line)
        if name in _MODULES:
            raise _Invalid(
                *(f"exports `{name}`, which is a module of the package", line),
                help="rename it, or give it a leading underscore",
            )
    return tuple(sorted(declared))


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module, with those in `if` and `try`."""
    pending = [*reversed(body)]
    while pending:
        statement = pending.pop()
        yield statement
        match statement:
            case ast.If(body=inner, orelse=otherwise):
                pending += reversed([*inner, *otherwise])
            case ast.Try(body=inner, orelse=otherwise, finalbody=final):
                handlers = [s for handler in statement.handlers for s in handler.body]
                pending += reversed([*inner, *handlers, *otherwise, *final])
            case _:
                pass


def _defined(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case (
            ast.AnnAssign(target=ast.Name(name)) | ast.AugAssign(target=ast.Name(name))
        ):
            return [name]
        case _:  # `type X = …`, since Python 3.12
            alias = getattr(statement, "name", None)
            return [alias.id] if isinstance(alias, ast.Name) else []


def _literal(statement: ast.stmt) -> dict[str, int]:
    """The strings in an assignment of `__all__`, and their lines."""
    match statement:
        case ast.Assign(value=value) | ast.AnnAssign(value=value):
            items = value.elts if isinstance(value, (ast.List, ast.Tuple)) else [None]
        case _:
            items = [None]
    names = {}
    for item in items:
        if not isinstance(item, ast.Constant) or not isinstance(item.value, str):
            raise _Invalid(
                "must assign a list of strings to `__all__`, once", statement.lineno
            )
        names[item.value] = item.lineno
    return names
