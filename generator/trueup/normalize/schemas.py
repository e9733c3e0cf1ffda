"""Conversion of all schemas to JSON Schema 2020-12."""

from __future__ import annotations

from ..openapi import V20, V31, ObjectKind
from ..resolve import Spec
from ..source import Document, Json, Node
from .dialect import Upgraded, upgrade, upgrade_outdated_keywords
from .rewriting import Rewriting, with_documents

_DEFINITIONS = "#/definitions/"


def upgrade_schemas(spec: Spec) -> Spec:
    """Convert the schemas of a description, once: lint and lowering need the result."""
    if not spec.upgraded:
        upgraded = _upgraded(spec)
        spec.upgraded.append(None if upgraded is spec else upgraded)
    return spec.upgraded[0] or spec


def _upgraded(spec: Spec) -> Spec:
    changes: list[tuple[Node, Upgraded]] = []
    schema = ObjectKind.SCHEMA
    for node, kind in spec.objects:
        if kind is schema and isinstance(node.value, dict):
            upgraded = _upgrade(spec, node, node.value)
            if upgraded is not None:
                changes.append((node, upgraded))
    # Outer schemas first, since their new values contain the old inner schemas.
    changes.sort(key=lambda change: len(change[0].pointer))
    rewritings: dict[Document, Rewriting] = {}
    if spec.version >= V31 and not changes:
        return spec
    if V20 < spec.version < V31:
        root = spec.root.document
        rewritings[root] = Rewriting(root)
        rewritings[root].replace(("openapi",), "3.1.1")
    for node, upgraded in changes:
        rewriting = rewritings.setdefault(node.document, Rewriting(node.document))
        rewriting.replace(node.pointer, upgraded.value)
        if node.get("example") is not None and node.get("examples") is None:
            rewriting.relabel(node.pointer, ("example",), ("examples", "0"))
        if upgraded.wrapped:
            rewriting.move(node.pointer, upgraded.wrapped, ("anyOf", "0"))
    finished = {document: r.finish() for document, r in rewritings.items()}
    version = V31 if spec.version > V20 else V20
    return with_documents(spec, max(version, spec.version), finished)


def _upgrade(spec: Spec, node: Node, value: dict[str, Json]) -> Upgraded | None:
    if spec.version >= V31:
        return upgrade_outdated_keywords(value)
    upgraded = upgrade(value, spec.version)
    new = value if upgraded is None else upgraded.value
    reference = new.get("$ref")
    if (
        spec.version == V20
        and node.document is spec.root.document
        and isinstance(reference, str)
        and reference.startswith(_DEFINITIONS)
    ):
        # `swagger` moves the definitions.
        name = reference.removeprefix(_DEFINITIONS)
        return Upgraded({**new, "$ref": f"#/components/schemas/{name}"})
    return upgraded
