"""Select the operations that `include` and `exclude` name, and what they use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

from msgspec.structs import replace

from . import ir
from .config import Package, Selection
from .diagnostics import Report
from .emit.pins import check_pins
from .graphs import reachable
from .ir.traversal import (
    TypeAndSchema,
    contents_in,
    header_types,
    referenced_keys,
    request_types,
    response_types,
    types_in,
)
from .pointers import definition_key, references
from .suggestions import did_you_mean

EXPLANATIONS = {
    "nothing-selected": """\
`include` and `exclude` select no operation, so nothing is generated.""",
    "unknown-selection": """\
`include` or `exclude` names something that does not exist in the description.""",
}
"""Explanations of the diagnostic codes of selection."""


def select(api: ir.Api, package: Package, report: Report) -> ir.Api:
    """The API without the operations that the package excludes.

    Types and security schemes that no other operation uses are dropped as well.
    """
    check_pins(api, package.names, package.locations.get("names"), report)
    if package.include.is_empty and package.exclude.is_empty:
        return api
    _report_unmatched(api, package, report)
    groups = tuple(
        replace(group, operations=selected)
        for group in api.groups
        if (selected := tuple(_selected(group, package)))
    )
    if not groups:
        message = "`include` and `exclude` leave no operation"
        key = "exclude" if package.include.is_empty else "include"
        report.error("nothing-selected", message, package.locations.get(key))
    webhooks = tuple(webhook for webhook in api.webhooks if _selects(package, webhook))
    selected_api = replace(api, groups=groups, webhooks=webhooks)
    used = _used_keys(selected_api)
    declarations = tuple(
        declaration for declaration in api.declarations if declaration.key in used
    )
    return replace(
        selected_api,
        declarations=declarations,
        by_key={declaration.key: declaration for declaration in declarations},
        security_schemes=_used_schemes(api, selected_api),
        schemas=_used_schemas(selected_api, declarations),
    )


def _selected(group: ir.Group, package: Package) -> Iterator[ir.Operation]:
    for operation in group.operations:
        is_included = package.include.is_empty or _matches(operation, package.include)
        if is_included and not _matches(operation, package.exclude):
            yield operation


def _selects(package: Package, webhook: ir.Webhook) -> bool:
    """Webhooks are selected by tag, by `operationId` or by name."""

    def matches(selection: Selection) -> bool:
        names = selection.operations
        return (
            any(tag in selection.tags for tag in webhook.tags)
            or webhook.id in names
            or webhook.name in names
        )

    is_included = package.include.is_empty or matches(package.include)
    return is_included and not matches(package.exclude)


def _matches(operation: ir.Operation, selection: Selection) -> bool:
    return (
        any(tag in selection.tags for tag in operation.tags)
        or operation.id in selection.operations
        or any(_is_path(operation.path, pattern) for pattern in selection.paths)
    )


def _is_path(path: str, pattern: str) -> bool:
    """Match a path; `*` is the only wildcard, since a path may contain `[`."""
    return fnmatchcase(path, pattern.replace("[", "[[]").replace("?", "[?]"))


def _report_unmatched(api: ir.Api, package: Package, report: Report) -> None:
    """Report names that match nothing."""
    tags = [tag for operation in api.operations for tag in operation.tags]
    tags += [tag for webhook in api.webhooks for tag in webhook.tags]
    ids = [operation.id for operation in api.operations]
    ids += [
        id_ for webhook in api.webhooks for id_ in (webhook.id, webhook.name) if id_
    ]
    paths = [operation.path for operation in api.operations]
    for key, selection in (("include", package.include), ("exclude", package.exclude)):
        unknown = [
            *(("tag", tag, tags) for tag in selection.tags if tag not in tags),
            *(
                ("operation", id_, ids)
                for id_ in selection.operations
                if id_ not in ids
            ),
            *(
                ("path", pattern, paths)
                for pattern in selection.paths
                if not any(_is_path(path, pattern) for path in paths)
            ),
        ]
        for kind, name, known in unknown:
            message = f"no {kind} of the description is `{name}`"
            location, hint = package.locations.get(key), did_you_mean(name, known)
            report.error("unknown-selection", message, location, help=hint)


def _used_keys(api: ir.Api) -> set[str]:
    """Keys of the declarations that the API's operations use, directly or not."""
    types = [type_ for operation in api.operations for type_, _ in _types(operation)]
    types += [
        type_ for webhook in api.webhooks for type_, _ in types_in(webhook.contents)
    ]
    starts = (key for type_ in types for key in referenced_keys(type_))
    edges = {key: [*referenced_keys(api.by_key[key].type)] for key in api.by_key}
    return reachable(starts, edges)


def _used_schemes(api: ir.Api, selected_api: ir.Api) -> tuple[ir.SecurityScheme, ...]:
    """Without the schemes that only excluded operations require.

    A scheme that no operation requires is kept for users of the client.
    """
    excluded = _scheme_names(api) - _scheme_names(selected_api)
    return tuple(
        scheme for scheme in api.security_schemes if scheme.name not in excluded
    )


def _scheme_names(api: ir.Api) -> set[str]:
    return {
        requirement.scheme
        for operation in api.operations
        for alternative in operation.security
        for requirement in alternative
    }


def _types(operation: ir.Operation) -> Iterator[TypeAndSchema]:
    yield from request_types(operation)
    yield from response_types(operation)
    for content in contents_in(operation):
        for part in content.parts:
            yield from header_types(part.headers)


def _used_schemas(
    api: ir.Api, declarations: Iterable[ir.Declaration]
) -> Mapping[str, ir.Json]:
    """The schemas of the declarations and operations, and those that they refer to."""
    definitions = api.schemas.get("$defs")
    assert isinstance(definitions, dict)
    pointers = [declaration.schema for declaration in declarations]
    for operation in api.operations:
        pointers += [schema for _, schema in _types(operation)]
    starts = (definition_key(pointer) for pointer in pointers if pointer is not None)
    edges = {key: [*references(schema)] for key, schema in definitions.items()}
    used = reachable(starts, edges)
    return {
        **api.schemas,
        "$defs": {key: schema for key, schema in definitions.items() if key in used},
    }
