"""Normalize, all schemas: those in the old dialect are replaced, where they stand."""

from __future__ import annotations

from ..resolve import Spec
from ..source import Document, Json, Node
from ..openapi import V20, V31, ObjectKind
from .dialect import Upgraded, modernized, upgrade
from .rewriting import Rewriting, respecify

_DEFINITIONS = "#/definitions/"


def upgrade_schemas(spec: Spec) -> Spec:
    """The same description with schemas of JSON Schema 2020-12."""
    changes: list[tuple[Node, Upgraded]] = []
    schema = ObjectKind.SCHEMA
    for node, kind in spec.objects:
        if kind is schema and isinstance(node.value, dict):
            upgraded = _upgrade(spec, node, node.value)
            if upgraded is not None:
                changes.append((node, upgraded))
    # An outer schema first: its new value still holds the inner ones as they were.
    changes.sort(key=lambda change: len(change[0].pointer))
    open_: dict[Document, Rewriting] = {}
    if spec.version >= V31 and not changes:
        return spec
    if V20 < spec.version < V31:
        root = spec.root.document
        open_[root] = Rewriting(root)
        open_[root].replace(("openapi",), "3.1.1")
    for node, upgraded in changes:
        rewriting = open_.setdefault(node.document, Rewriting(node.document))
        rewriting.replace(node.pointer, upgraded.value)
        if isinstance(node.value, dict) and _moves_example(node.value):
            rewriting.relabel(node.pointer, ("example",), ("examples", "0"))
        if upgraded.wrapped:
            rewriting.move(node.pointer, upgraded.wrapped, ("anyOf", "0"))
    finished = {document: each.finish() for document, each in open_.items()}
    version = V31 if spec.version > V20 else V20
    return respecify(spec, max(version, spec.version), finished)


def _moves_example(old: dict[str, Json]) -> bool:
    return "example" in old and "examples" not in old


def _upgrade(spec: Spec, node: Node, value: dict[str, Json]) -> Upgraded | None:
    if spec.version >= V31:
        return modernized(value)
    upgraded = upgrade(value, spec.version)
    now = value if upgraded is None else upgraded.value
    written = now.get("$ref")
    if (
        spec.version == V20
        and node.document is spec.root.document
        and isinstance(written, str)
        and written.startswith(_DEFINITIONS)
    ):
        # The definitions will stand there once `swagger` has moved them.
        name = written.removeprefix(_DEFINITIONS)
        return Upgraded({**now, "$ref": f"#/components/schemas/{name}"})
    return upgraded
