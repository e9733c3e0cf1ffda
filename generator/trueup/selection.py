"""Select, between lower and plan: an API to the part of it that was asked for.

Knows neither OpenAPI nor Python. Types that only the other operations use go with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import assert_never

from . import ir
from .config import Package, Selection
from .diagnostics import Report
from .spelling import did_you_mean


def select(api: ir.Api, package: Package, report: Report) -> ir.Api:
    """The API with what `include` names and without what `exclude` names."""
    if package.include.is_empty and package.exclude.is_empty:
        return api
    _check(api, package, report)
    groups = tuple(
        replace(group, operations=kept)
        for group in api.groups
        if (kept := tuple(one for one in group.operations if _is_wanted(one, package)))
    )
    if not groups:
        report.error(
            "nothing-selected", "`include` and `exclude` leave no operation", None
        )
    smaller = replace(api, groups=groups)
    used = _reachable(smaller)
    return replace(
        smaller,
        declarations=tuple(one for one in api.declarations if one.key in used),
        by_key={key: one for key, one in api.by_key.items() if key in used},
    )


def _is_wanted(operation: ir.Operation, package: Package) -> bool:
    if _matches(operation, package.exclude):
        return False
    return package.include.is_empty or _matches(operation, package.include)


def _matches(operation: ir.Operation, selection: Selection) -> bool:
    return (
        operation.group in selection.tags
        or operation.id in selection.operations
        or any(_is_path(operation.path, pattern) for pattern in selection.paths)
    )


def _is_path(path: str, pattern: str) -> bool:
    """`*` stands for anything; nothing else is special (`[` may stand in a path)."""
    return fnmatchcase(path, pattern.replace("[", "[[]").replace("?", "[?]"))


def _check(api: ir.Api, package: Package, report: Report) -> None:
    """Names that select nothing are mistakes: the description or the name changed."""
    groups = [group.name for group in api.groups]
    ids = [operation.id for operation in api.operations]
    paths = [operation.path for operation in api.operations]
    for selection in (package.include, package.exclude):
        for tag in selection.tags:
            if tag not in groups:
                _unknown("tag", tag, groups, report)
        for name in selection.operations:
            if name not in ids:
                _unknown("operation", name, ids, report)
        for pattern in selection.paths:
            if not any(_is_path(path, pattern) for path in paths):
                _unknown("path", pattern, paths, report)


def _unknown(kind: str, name: str, known: Iterable[str], report: Report) -> None:
    report.error(
        "unknown-selection",
        f"no {kind} of the description is `{name}`",
        None,
        help=did_you_mean(name, known),
    )


def _reachable(api: ir.Api) -> set[str]:
    """Keys of the declarations that the API's operations use, directly or not."""
    found: set[str] = set()
    waiting = [
        key for one in api.operations for type_ in _types(one) for key in _refs(type_)
    ]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += _refs(api.declaration(key).type)
    return found


def _types(operation: ir.Operation) -> Iterator[ir.Type]:
    for parameter in operation.parameters:
        yield parameter.type
    contents = list(operation.body.contents) if operation.body else []
    headers: list[ir.Header] = []
    for response in operation.responses:
        contents += response.contents
        headers += response.headers
    for content in contents:
        yield content.type
        if content.item is not None:
            yield content.item
        headers += (header for part in content.parts for header in part.headers)
    for header in headers:
        yield header.type


def _refs(type_: ir.Type) -> Iterator[str]:
    match type_:
        case ir.Ref(key):
            yield key
        case ir.Primitive() | ir.Literal() | ir.Enum():
            pass
        case ir.Array(item, prefix):
            yield from _all_refs((item, *prefix))
        case ir.Map(value):
            yield from _refs(value)
        case ir.Object(fields, extra):
            yield from _all_refs(field.type for field in fields)
            if extra is not None:
                yield from _refs(extra)
        case ir.Union(variants):
            yield from _all_refs(variants)
        case ir.Nullable(inner):
            yield from _refs(inner)
        case _:
            assert_never(type_)


def _all_refs(types: Iterable[ir.Type]) -> Iterator[str]:
    for type_ in types:
        yield from _refs(type_)
