"""Select, between lower and plan: an API to the part of it that was asked for.

Types and security schemes that only the excluded operations use are left out too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import assert_never
from urllib.parse import unquote

from msgspec.structs import replace

from . import ir
from .config import Package, Selection
from .diagnostics import Report
from .emit.pins import check_pins
from .suggestions import did_you_mean

EXPLANATIONS = {
    "nothing-selected": """\
`include` and `exclude` select no operation, so nothing is generated.""",
    "unknown-selection": """\
`include` or `exclude` names something that does not exist in the description.""",
}
"""Explanations of the diagnostic codes of selection."""


def select(api: ir.Api, package: Package, report: Report) -> ir.Api:
    """The API with what `include` names and without what `exclude` names."""
    check_pins(api, package.names, report)
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
    declarations = tuple(one for one in api.declarations if one.key in used)
    return replace(
        smaller,
        declarations=declarations,
        by_key={key: one for key, one in api.by_key.items() if key in used},
        security_schemes=_still_asked_for(api, smaller),
        schemas=_judging(smaller, declarations),
    )


def _is_wanted(operation: ir.Operation, package: Package) -> bool:
    if _matches(operation, package.exclude):
        return False
    return package.include.is_empty or _matches(operation, package.include)


def _matches(operation: ir.Operation, selection: Selection) -> bool:
    return (
        any(tag in selection.tags for tag in operation.tags)
        or operation.id in selection.operations
        or any(_is_path(operation.path, pattern) for pattern in selection.paths)
    )


def _is_path(path: str, pattern: str) -> bool:
    """`*` stands for anything; nothing else is special (`[` may stand in a path)."""
    return fnmatchcase(path, pattern.replace("[", "[[]").replace("?", "[?]"))


def _check(api: ir.Api, package: Package, report: Report) -> None:
    """Names that select nothing are mistakes: the description or the name changed."""
    tags = [tag for operation in api.operations for tag in operation.tags]
    ids = [operation.id for operation in api.operations]
    paths = [operation.path for operation in api.operations]
    for selection in (package.include, package.exclude):
        for tag in selection.tags:
            if tag not in tags:
                _unknown("tag", tag, tags, report)
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


def _still_asked_for(api: ir.Api, smaller: ir.Api) -> tuple[ir.SecurityScheme, ...]:
    """Without the schemes that only operations which are gone asked for; one that none
    ever asked for is there for whoever uses the client."""
    gone = _asked_for(api) - _asked_for(smaller)
    return tuple(one for one in api.security_schemes if one.name not in gone)


def _asked_for(api: ir.Api) -> set[str]:
    return {
        need.scheme
        for operation in api.operations
        for alternative in operation.security
        for need in alternative
    }


def _types(operation: ir.Operation) -> Iterator[ir.Type]:
    for parameter in operation.parameters:
        yield parameter.type
    contents, headers = _held(operation)
    for content in contents:
        yield content.type
        if content.item is not None:
            yield content.item
    for header in headers:
        yield header.type


def _held(operation: ir.Operation) -> tuple[list[ir.Content], list[ir.Header]]:
    """All bodies and all headers, those of parts too."""
    contents = list(operation.body.contents) if operation.body else []
    headers: list[ir.Header] = []
    for response in operation.responses:
        contents += response.contents
        headers += response.headers
    for content in contents:
        headers += (header for part in content.parts for header in part.headers)
    return contents, headers


# -------------------------------------------------------------------- schemas


def _judging(
    api: ir.Api, declarations: Iterable[ir.Declaration]
) -> Mapping[str, ir.Json]:
    """The schemas of what is left, and what these refer to."""
    definitions = api.schemas.get("$defs")
    assert isinstance(definitions, dict)
    found: set[str] = set()
    waiting = [_key(one.schema) for one in declarations]
    for operation in api.operations:
        contents, headers = _held(operation)
        waiting += [_key(one.schema) for one in operation.parameters]
        waiting += [_key(one.schema) for one in headers]
        waiting += [
            _key(one) for each in contents for one in (each.schema, each.item_schema)
        ]
    while waiting:
        key = waiting.pop()
        if key is not None and key in definitions and key not in found:
            found.add(key)
            waiting += map(_key, _pointers(definitions[key]))
    kept = {key: value for key, value in definitions.items() if key in found}
    return {**api.schemas, "$defs": kept}


def _key(pointer: str | None) -> str | None:
    """`"#/$defs/Pet/items"` → `"Pet"` (RFC 6901, sections 3 and 6)."""
    if pointer is None or not pointer.startswith("#/$defs/"):
        return None
    token = unquote(pointer.removeprefix("#/$defs/").partition("/")[0])
    return token.replace("~1", "/").replace("~0", "~")


def _pointers(schema: ir.Json) -> Iterator[str]:
    """Every `$ref` below `schema`; a member of data that is called so does no harm."""
    match schema:
        case dict():
            for word, value in schema.items():
                if word == "$ref" and isinstance(value, str):
                    yield value
                yield from _pointers(value)
        case list():
            for value in schema:
                yield from _pointers(value)
        case _:
            pass


def _refs(type_: ir.Type) -> Iterator[str]:
    match type_:
        case ir.Ref(key):
            yield key
        case ir.Primitive() | ir.Literal() | ir.Enum():
            pass
        case ir.Array(item):
            yield from _refs(item)
        case ir.Tuple(items):
            yield from _all_refs(items)
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
