"""Violations of rules that may only be consequences of an unresolved reference.

A reference with a typing error makes its target look unused, and hides what an example must
satisfy. Rules do not report such violations, unless they are run alone (`--only`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from ..diagnostics import Report, Span
from ..openapi import ObjectKind, component_kind
from ..pointers import escape
from ..resolve import Spec, node_at
from ..source import Node
from .index import index
from .unused_components import mapped_schemas

if TYPE_CHECKING:
    from .rule import Violation

UNRESOLVED = "unresolved-ref"


def has_other_errors(report: Report) -> bool:
    """Whether something other than unresolved references prevents generation."""
    codes = {d.code for d in report if d.prevents_generation}
    return report.prevents_generation and codes != {UNRESOLVED}


def confirmed(
    name: str, spec: Spec, violations: Iterable[Violation]
) -> Iterator[Violation]:
    """The violations of a rule that are not consequences of unresolved references."""
    may_be_consequence = _CONSEQUENCES.get(name)
    for violation in violations:
        if may_be_consequence is None or not may_be_consequence(spec, violation):
            yield violation


def may_be_meant(spec: Spec, span: Span) -> bool:
    """Whether an unresolved reference of a description may mean the component at a source
    location."""
    names = span.pointer.split("/")[1:]
    section = names[1] if names[0] == "components" else names[0]
    unresolved = _unresolved_kinds(spec)
    return None in unresolved or component_kind(section, spec.version) in unresolved


@lru_cache(maxsize=1)
def _unresolved_kinds(spec: Spec) -> set[ObjectKind | None]:
    """The kinds that unresolved references may mean; None for every kind."""
    kinds: set[ObjectKind | None] = set()
    expected = dict(spec.referring)
    for node, target in spec.links.items():
        if target is None:
            kinds |= {expected.get(node), *_named_kind(spec, node.text("$ref"))}
    for node in index(spec).objects.get(ObjectKind.DISCRIMINATOR, ()):
        if any(_is_unresolved(spec, name) for name in mapped_schemas(node)):
            kinds.add(ObjectKind.SCHEMA)
    return kinds


def _named_kind(spec: Spec, reference: str) -> Iterator[ObjectKind]:
    """The kind of the section that a reference names."""
    for name in reference.partition("#")[2].split("/")[1:-1]:
        kind = component_kind(name, spec.version)
        if kind is not None:
            yield kind


def _is_unresolved(spec: Spec, name: Node) -> bool:
    """Whether a value of a discriminator's `mapping` is neither the name of a schema nor a
    reference to one."""
    written = name.value
    if not isinstance(written, str):
        return False
    schemas = spec.member(spec.root, "components", "schemas")
    is_name = schemas is not None and schemas.get(written) is not None
    is_uri = bool(set(written) & set("/#."))
    return not is_name and not (is_uri and node_at(spec, written, name) is not None)


def _is_unused_component(spec: Spec, violation: Violation) -> bool:
    return may_be_meant(spec, violation.location.span())


def _is_unused_tag(spec: Spec, violation: Violation) -> bool:
    """The operations of an unresolved path item may have the tag."""
    return not {None, ObjectKind.PATH_ITEM}.isdisjoint(_unresolved_kinds(spec))


def _is_unused_scheme(spec: Spec, violation: Violation) -> bool:
    """The operations of an unresolved path item may require the scheme."""
    kinds = {None, ObjectKind.PATH_ITEM, ObjectKind.SECURITY_SCHEME}
    return not kinds.isdisjoint(_unresolved_kinds(spec))


def _has_incomplete_schema(spec: Spec, violation: Violation) -> bool:
    """Whether the schema of an example contains an unresolved reference."""
    incomplete = _incomplete(spec)
    if not incomplete:
        return False
    schemas = [location.span() for _, location in violation.related]
    documents = {
        file.display: document.display
        for document in spec.documents.values()
        for file in document.files
    }
    return any(
        (documents.get(schema.path), schema.pointer) in incomplete for schema in schemas
    )


@lru_cache(maxsize=1)
def _incomplete(spec: Spec) -> set[tuple[str, str]]:
    """Path and pointer of every value from which references lead to an unresolved one."""
    sources: dict[tuple[str, str], list[Node]] = defaultdict(list)
    pending: list[Node] = []
    for node, target in spec.links.items():
        if target is None:
            pending.append(node)
        else:
            sources[_key(target, len(target.pointer))].append(node)
    incomplete: set[tuple[str, str]] = set()
    while pending:
        node = pending.pop()
        for length in range(len(node.pointer), -1, -1):
            key = _key(node, length)
            if key in incomplete:
                break
            incomplete.add(key)
            pending += sources.get(key, ())
    return incomplete


def _key(node: Node, length: int) -> tuple[str, str]:
    """The path of a document, and the pointer to a value that contains `node`."""
    names = node.pointer[:length]
    return node.document.display, "".join(f"/{escape(name)}" for name in names)


_CONSEQUENCES: Mapping[str, Callable[[Spec, Violation], bool]] = {
    "oas2-unused-definition": _is_unused_component,
    "oas3-unused-component": _is_unused_component,
    "unused-security-scheme": _is_unused_scheme,
    "unused-tag": _is_unused_tag,
    "valid-example": _has_incomplete_schema,
}
