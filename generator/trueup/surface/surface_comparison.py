"""Compare two surfaces: everything that changes for callers, most severe first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ..diagnostics import Locatable
from .caller_changes import (
    CallerChange,
    Impact,
    SchemeChanged,
    ServersChanged,
    SymbolAdded,
    SymbolRemoved,
    SymbolRenamed,
    TypeChanged,
)
from .declaration_comparison import compare_declarations
from .operation_comparison import compare_operations
from .public_symbols import PublicContent, Surface
from .public_types import AnyOfType
from .renames import match_operations, renamed_errors, renamed_symbols
from .response_comparison import compare_contents
from .type_impact import RECEIVED, compare_types
from .type_names import TypeNames
from .type_relations import TypeComparison
from .version_bump import Bump, bump_for, suggested_version


class SurfaceChanges(Struct, frozen=True):
    """The changes for callers from one surface to another."""

    changes: tuple[CallerChange, ...]
    """All changes, most severe first."""
    old_version: str
    """The version of the API before."""
    new_version: str
    """The version of the API now."""
    locations: Mapping[str, Locatable] = {}
    """The locations of the present symbols in the description."""

    @property
    def bump(self) -> Bump:
        """The part of a semantic version that these changes increase."""
        return bump_for(change.impact for change in self.changes)

    @property
    def suggested_version(self) -> str | None:
        """The next semantic version; None if the old one is not semantic."""
        return suggested_version(self.old_version, self.bump)

    @property
    def is_breaking(self) -> bool:
        return any(change.impact is Impact.BREAKING for change in self.changes)

    @property
    def counts(self) -> Mapping[Impact, int]:
        """The number of changes of each impact that occurs, most severe first."""
        impacts = [change.impact for change in self.changes]
        return {i: impacts.count(i) for i in Impact if i in impacts}


def compare_surfaces(old: Surface, new: Surface) -> SurfaceChanges:
    """All changes for callers, most severe first; none if the surfaces are the same."""
    versions = old.version, new.version
    if old == new:
        return SurfaceChanges((), *versions)
    changes = sorted(
        dict.fromkeys(_changes(old, new)), key=lambda change: change.impact.rank
    )
    return SurfaceChanges(tuple(changes), *versions)


def _changes(old: Surface, new: Surface) -> Iterator[CallerChange]:
    matched = match_operations(old, new)
    renamed = renamed_symbols(old, new, matched)
    types = TypeComparison(TypeNames.of(old, renamed), TypeNames.of(new))
    has_client = "client" in new.targets or "server" not in new.targets
    errors = renamed_errors(old, new)
    prefix = "client." if has_client else ""
    yield from compare_operations(matched, types, errors, prefix)
    yield from compare_declarations(old, new, types, renamed)
    yield from _error_classes(old, new, errors)
    yield from _webhooks(old, new, types)
    yield from _service(old, new)


def _error_classes(
    old: Surface, new: Surface, renamed: Mapping[str, str]
) -> Iterator[CallerChange]:
    before = {error.name for error in old.errors}
    after = {error.name for error in new.errors}
    for error in old.errors:
        symbol = f"errors.{error.name}"
        if error.name in renamed:
            name = f"errors.{renamed[error.name]}"
            yield SymbolRenamed(Impact.BREAKING, symbol, "error", name)
        elif error.name not in after:
            yield SymbolRemoved(Impact.BREAKING, symbol, "error")
    targets = set(renamed.values())
    for error in new.errors:
        if error.name not in before and error.name not in targets:
            yield SymbolAdded(Impact.COMPATIBLE, f"errors.{error.name}", "error")


def _webhooks(
    old: Surface, new: Surface, types: TypeComparison
) -> Iterator[CallerChange]:
    after = {webhook.name: webhook for webhook in new.webhooks}
    names = {webhook.name for webhook in old.webhooks}
    for webhook in old.webhooks:
        symbol = f"webhooks.{webhook.name}"
        if webhook.name not in after:
            yield SymbolRemoved(Impact.BREAKING, symbol, "webhook")
            continue
        contents = webhook.contents, after[webhook.name].contents
        yield from compare_contents(symbol, "request", *contents, RECEIVED)
        bodies = _body(contents[0]), _body(contents[1])
        differing = compare_types(*bodies, types, RECEIVED)
        if differing is not None:
            impact, relation, *texts = differing
            yield TypeChanged(impact, symbol, relation, *texts)
    for name in after:
        if name not in names:
            yield SymbolAdded(Impact.COMPATIBLE, f"webhooks.{name}", "webhook")


def _body(contents: tuple[PublicContent, ...]) -> AnyOfType:
    return AnyOfType(tuple(content.type for content in contents))


def _service(old: Surface, new: Surface) -> Iterator[CallerChange]:
    """The targets, the servers and the security schemes."""
    for target in old.targets:
        if target not in new.targets:
            yield SymbolRemoved(Impact.BREAKING, target, "target")
    for target in new.targets:
        if target not in old.targets:
            yield SymbolAdded(Impact.COMPATIBLE, target, "target")
    if old.servers[:1] != new.servers[:1]:
        urls = "".join(old.servers[:1]), "".join(new.servers[:1])
        yield ServersChanged(Impact.POSSIBLY_BREAKING, "Client", *urls)
    after = {scheme.name: scheme.kind for scheme in new.schemes}
    before = {scheme.name: scheme.kind for scheme in old.schemes}
    for name, kind in before.items():
        if name not in after:
            yield SymbolRemoved(Impact.POSSIBLY_BREAKING, name, "security scheme")
        elif after[name] != kind:
            yield SchemeChanged(Impact.BREAKING, name, kind, after[name])
    for name in after:
        if name not in before:
            yield SymbolAdded(Impact.COMPATIBLE, name, "security scheme")
