"""Binding of `$dynamicRef`s: a copy of the generic schema for each schema that binds one.

`Users` refers to `Page`, and declares the `$dynamicAnchor` of its items. Types and
validators do not depend on where a schema is used, so `Users` becomes a copy of `Page`
with a `$ref` in place of the `$dynamicRef`. See JSON Schema 2020-12 core, section 8.2.3.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..json_schema_keywords import with_subschemas
from ..openapi import V31, ObjectKind
from ..resolve import Spec
from ..source import Document, Json, Node, pointer_text
from .rewriting import Rewriting, with_documents

MAX_DEPTH = 50
"""Depth of copies inside copies; deeper references have their default target."""

MAX_COPIES = 10_000

_REFERENCES = frozenset(("$ref", "$dynamicRef"))
_DEFINITIONS = frozenset(("$defs", "definitions"))
_IDENTITY = frozenset(("$id", "$anchor", "$dynamicAnchor", "$schema", "$comment"))
_NOT_COPIED = _IDENTITY | _DEFINITIONS | {"title"}
_WITHOUT_EFFECT = _NOT_COPIED | {"description", "summary", "examples", "example"}
"""Siblings of a reference that do not validate."""

_NESTED = {
    *with_subschemas("one"),
    *with_subschemas("list"),
    *with_subschemas("map"),
} - _DEFINITIONS

_Bindings = Mapping[str, Node]
"""The outermost schema of the dynamic scope that declares each `$dynamicAnchor`."""


def bind_dynamic_references(spec: Spec) -> Spec:
    """Copy generic schemas to where their `$dynamicRef`s are bound."""
    documents = spec.documents.values()
    texts = (file.text for document in documents for file in document.files)
    if spec.version < V31 or not any("$dynamicRef" in text for text in texts):
        return spec
    schemas = [node for node, kind in spec.objects if kind is ObjectKind.SCHEMA]
    schemas.sort(key=lambda node: len(node.pointer))  # outer schemas first
    binder = _Binder(spec)
    for node in schemas:
        if _declared(node) and not binder.is_part_of_visited(node):
            binder.bind(node)
    if not binder.rewritings:
        return spec
    finished = {document: r.finish() for document, r in binder.rewritings.items()}
    return with_documents(spec, spec.version, finished, binder.targets)


def _declared(node: Node) -> dict[str, Node]:
    """The dynamic anchors of a schema and of its definitions."""
    candidates = [schema for word in _DEFINITIONS for _, schema in node.items(word)]
    if not _is_definition(node):  # the anchor of a definition binds what contains it
        candidates.append(node)
    anchors = {schema.text("$dynamicAnchor"): schema for schema in candidates}
    anchors.pop("", None)
    return anchors


def _is_definition(node: Node) -> bool:
    return len(node.pointer) > 1 and node.pointer[-2] in _DEFINITIONS


class _Binder:
    """The replacement of all schemas that bind references."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.rewritings: dict[Document, Rewriting] = {}
        self.targets: dict[Node, Node] = {}
        """New targets of references."""
        self._schema = spec.root
        """The schema that is replaced. Where it refers to itself, it is the same."""
        self._visited: set[Node] = set()
        self._copies: dict[tuple[Node, frozenset[tuple[str, Node]]], Node] = {}
        """The location of the copy of each schema under each set of bindings."""
        self._origins: dict[Node, Node] = {}
        """The original of each copied value, by its new location."""

    def is_part_of_visited(self, node: Node) -> bool:
        pointer = node.pointer
        for length in range(len(pointer) - 1, 0, -1):
            if pointer[length] in _DEFINITIONS:
                return False  # not copied
            if Node(node.document, pointer[:length], None) in self._visited:
                return True
        return False

    def bind(self, node: Node) -> None:
        """Replace a schema, if it binds a reference of another."""
        self._schema = node
        self._visited.add(node)
        self._origins.clear()
        self._copies[node, frozenset(_declared(node).items())] = node
        value = self._copy(node, node, {}, 0)
        if value is not node.value:
            document = node.document
            rewriting = self.rewritings.setdefault(document, Rewriting(document))
            rewriting.replace(node.pointer, value)
            for new, old in self._origins.items():
                rewriting.graft(new.pointer, old)

    def _copy(self, node: Node, new: Node, bindings: _Bindings, depth: int) -> Json:
        """The value of a schema at the location `new`; the same object if it is equal."""
        value = node.value
        if not isinstance(value, dict):
            return value
        bindings = {**_declared(node), **bindings}
        changed: dict[str, Json] = {}
        for keyword in _NESTED & value.keys():
            inner = node.get(keyword)
            if inner is not None:
                copy = self._copy_nested(inner, _below(new, keyword), bindings, depth)
                if copy is not inner.value:
                    changed[keyword] = copy
        if changed:
            value = {**value, **changed}
        target = self._bound_target(node, bindings)
        if target is None:
            return value
        rest = {k: v for k, v in value.items() if k not in _REFERENCES}
        if rest.keys() <= _WITHOUT_EFFECT:
            copy, is_copy = self._place(target, new, bindings, depth)
            copied = copy.keys() - _NOT_COPIED - rest.keys()
            for keyword in copied if is_copy else ():
                self._origins.setdefault(_below(new, keyword), _below(target, keyword))
            return {k: v for k, v in copy.items() if k in copied} | rest
        parts = rest.get("allOf", [])
        if not isinstance(parts, list):
            return value
        at = _below(new, "allOf", str(len(parts)))
        copy, is_copy = self._place(target, at, bindings, depth)
        if is_copy:
            self._origins[at] = target
        return {**rest, "allOf": [*parts, copy]}

    def _copy_nested(
        self, node: Node, new: Node, bindings: _Bindings, depth: int
    ) -> Json:
        """The value of a keyword that consists of schemas."""
        value = node.value
        if isinstance(value, list):
            copies = [
                self._copy(part, _below(new, part.pointer[-1]), bindings, depth)
                for part in node.elements()
            ]
            same = all(a is b for a, b in zip(copies, value, strict=True))
            return value if same else copies
        if node.pointer[-1] in with_subschemas("map") and isinstance(value, dict):
            entries = {
                name: self._copy(part, _below(new, name), bindings, depth)
                for name, part in node.items()
            }
            same = all(entries[name] is value[name] for name in entries)
            return value if same else {**value, **entries}
        return self._copy(node, new, bindings, depth)

    def _place(
        self, target: Node, new: Node, bindings: _Bindings, depth: int
    ) -> tuple[dict[str, Json], bool]:
        """A copy of a schema, or a reference to one; and whether it is a copy."""
        key = target, frozenset({**_declared(target), **bindings}.items())
        existing = self._copies.get(key)
        if (
            existing is None
            and depth < MAX_DEPTH
            and len(self._copies) < MAX_COPIES
            and self._is_bound(target, bindings)
        ):
            self._copies[key] = new
            copy = self._copy(target, new, bindings, depth + 1)
            assert isinstance(copy, dict)
            return copy, True
        self.targets[new] = end = existing or target
        return {"$ref": f"#{pointer_text(end.pointer)}"}, False

    def _bound_target(self, node: Node, bindings: _Bindings) -> Node | None:
        """The target of a reference that differs from that of the original."""
        default = self.spec.target(node)
        target = self._binding(node, bindings) or self._inherited(node, bindings)
        if target is None:
            return None
        key = target, frozenset({**_declared(target), **bindings}.items())
        if key in self._copies:
            return target if self._copies[key] != default else None
        is_bound = target != default or self._is_bound(target, bindings)
        return target if is_bound else None

    def _inherited(self, node: Node, bindings: _Bindings) -> Node | None:
        """The target of a reference, if bindings apply to it.

        They do not apply to a schema with bindings of its own, such as the page of groups
        in a user of a page of users. By the specification, the outermost would apply there
        too, which no author means.
        """
        target = self.spec.target(node)
        if target is None:
            return None
        is_part = bool(_declared(node)) or node.pointer[-2:-1] == ("allOf",)
        refers = isinstance(target.value, dict) and not {"$ref", "allOf"}.isdisjoint(
            target.value
        )
        binds = refers and not bindings.keys().isdisjoint(_declared(target))
        return None if binds and not is_part else target

    def _binding(self, node: Node, bindings: _Bindings) -> Node | None:
        """The schema to which a `$dynamicRef` is bound."""
        reference = node.text("$dynamicRef")
        if not reference or node.get("$ref") is not None:
            return None
        name, default = reference.rpartition("#")[2], self.spec.target(node)
        is_dynamic = default is None or default.text("$dynamicAnchor") == name
        return bindings.get(name) if is_dynamic else None

    def _is_bound(self, start: Node, bindings: _Bindings) -> bool:
        """Whether bindings change the target of a reference that a schema leads to."""
        pending, visited = [start], {start}
        while pending:
            node = pending.pop()
            if node == self._schema:
                continue
            bound = self._binding(node, bindings)
            if bound is not None and bound != self.spec.target(node):
                return True
            target = self._inherited(node, bindings)
            nested = [*_subschemas(node), *([] if target is None else [target])]
            pending += [inner for inner in nested if inner not in visited]
            visited.update(nested)
        return False


def _subschemas(node: Node) -> Iterator[Node]:
    if not isinstance(node.value, dict):
        return
    for keyword in _NESTED & node.value.keys():
        inner = node.get(keyword)
        if inner is None:
            continue
        if isinstance(inner.value, list):
            yield from inner.elements()
        elif keyword in with_subschemas("map"):
            yield from (schema for _, schema in inner.items())
        else:
            yield inner


def _below(node: Node, *names: str) -> Node:
    """A location below a node, in a value that is not complete yet."""
    return Node(node.document, (*node.pointer, *names), None)
