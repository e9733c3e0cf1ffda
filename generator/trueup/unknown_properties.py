"""Objects that keep properties which the description does not list."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from . import ir
from .config import Package
from .diagnostics import Locatable, Report
from .graphs import reachable
from .ir.traversal import referenced_keys
from .suggestions import did_you_mean

EXPLANATIONS = {
    "unknown-schema": """\
`unknown_properties` names a schema that the description does not have.""",
}
"""Explanations of the diagnostic codes of this stage."""


def keep(api: ir.Api, package: Package, report: Report) -> ir.Api:
    """The API in which the classes that the package selects keep unknown properties.

    A schema is selected together with all that it refers to, so that nothing of its
    values is lost.
    """
    selected = package.unknown_properties
    if selected == "ignore":
        return api
    if selected == "keep":
        keys: Collection[str] = api.by_key.keys()
    else:
        location = package.locations.get("unknown_properties")
        keys = _keys(api, selected, location, report)
    declarations = {
        key: _open(declared) if key in keys else declared
        for key, declared in api.by_key.items()
    }
    return replace(
        api,
        by_key=declarations,
        declarations=tuple(declarations[d.key] for d in api.declarations),
    )


def _keys(
    api: ir.Api, names: tuple[str, ...], location: Locatable | None, report: Report
) -> set[str]:
    """The declarations of the named schemas, and those that they refer to."""
    named = {
        declared.hint[0]: [declared.key]
        for declared in api.declarations
        if declared.named
    }
    for declared in api.declarations:
        # A variant for requests, or the own properties of a parent.
        if not declared.named and len(declared.hint) == 2 and declared.hint[0] in named:
            named[declared.hint[0]].append(declared.key)
    for name in names:
        if name not in named:
            report.error(
                "unknown-schema",
                f"no schema of the description is `{name}`",
                location,
                help=did_you_mean(name, named),
            )
    edges = {key: [*referenced_keys(d.type)] for key, d in api.by_key.items()}
    starts = [key for name in names for key in named.get(name, ())]
    return reachable(starts, edges)


def _open(declared: ir.Declaration) -> ir.Declaration:
    type_ = declared.type
    if not isinstance(type_, ir.Object) or type_.extra is not None or type_.closed:
        return declared
    return replace(declared, type=replace(type_, extra=ir.ANY))
