"""Resolution of references during the traversal of a description."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ..access import Access
from ..diagnostics import Locatable, Report, Severity
from ..openapi import (
    ObjectKind,
    Version,
    has_ref,
    traverse,
)
from ..source import Document, Node, pointer_text
from ..suggestions import nearest
from .depth import MAX_REFERENCES, start_of_long_chain
from .indirect import check_indirect
from .loader import DocumentCache
from .ref_checks import (
    check_container,
    check_kinds,
    reference_value,
    report_cycles,
    severity_of,
)
from .spec import Spec
from .uris import Identifiers, find_fragment, nearest_anchor, parse_reference
from .versions import find_version

MAX_SUGGESTIONS = 20
"""Number of unresolved references for which a similar name is suggested, which is slow."""

MAX_INDIRECTIONS = 20
"""Depth of references whose pointers lead through other references."""


def resolve(
    document: Document,
    report: Report,
    access: Access = Access(),
    *,
    assume: Version | None = None,
) -> Spec | None:
    """Resolve all references; None, with a diagnostic, if the version is unknown or a
    chain of references is too long. `assume` is the version of a document that states
    none.

    The link of an unresolved reference is None, with a diagnostic.
    """
    version = find_version(document, report, access, assume)
    if version is None:
        return None
    linker = _Linker(document, version, report, access)
    objects = tuple(traverse(linker))
    spec = Spec(linker.root, version, linker.cache.documents, linker.links, objects)
    start = start_of_long_chain(spec)
    if start is not None:
        message = f"chain of more than {MAX_REFERENCES} references"
        report.error("too-deep", message, start)
        return None
    kinds = {node: kind for node, kind in reversed(spec.referring)}
    for unresolved in linker.unresolved:
        _report_unresolved(unresolved, kinds.get(unresolved.node), access, report)
    check_kinds(spec, report)
    for node in spec.misplaced_references:
        check_container(spec, node, report)
    report_cycles(spec, kinds, report)
    check_indirect(spec, objects, report)
    return spec


_EFFECTS: Mapping[ObjectKind | None, str] = {
    ObjectKind.SCHEMA: "typed as `Any`",
    ObjectKind.RESPONSE: "its content is unknown",
    ObjectKind.PATH_ITEM: "its operations are omitted",
}
"""Effects of unresolved references that are permitted; others are ignored."""


class _Unresolved(Struct, frozen=True):
    """An unresolved reference, before the expected kind is known."""

    node: Node
    code: str
    message: str
    location: Locatable
    help: str | None = None


def _report_unresolved(
    unresolved: _Unresolved, kind: ObjectKind | None, access: Access, report: Report
) -> None:
    severity, message = severity_of(kind), unresolved.message
    if unresolved.code == "unresolved-ref" and access.allow_missing:
        severity = Severity.WARNING
        message += f"; {_EFFECTS.get(kind, 'ignored')}"
    elif severity is Severity.WARNING:
        message += "; ignored"
    report.add(
        unresolved.code, severity, message, unresolved.location, help=unresolved.help
    )


class _Linker:
    """The resolver that `traverse` uses. References are resolved, and files loaded, when
    the traversal reaches them."""

    def __init__(
        self, document: Document, version: Version, report: Report, access: Access
    ) -> None:
        self.root = Node(document, (), document.value)
        self.version = version
        self.report = report
        self.cache = DocumentCache(document, report, access)
        self.identifiers = Identifiers()
        self.identifiers.register(document)
        self.registered = {document}
        self.links: dict[Node, Node | None] = {}
        self.unresolved: list[_Unresolved] = []
        self._searching: set[Node] = set()
        self._local_targets: dict[tuple[Document, str], Node] = {}

    def target(self, node: Node) -> Node | None:
        if node in self.links:
            return self.links[node]
        if node in self._searching or len(self._searching) > MAX_INDIRECTIONS:
            return None  # the pointer leads through the reference itself
        self._searching.add(node)
        target = self._resolve(node)
        self._searching.remove(node)
        self.links[node] = target
        return target

    def _through(self, node: Node) -> Node | None:
        """The target of a misplaced reference, as in `components: {schemas: {$ref: …}}`."""
        return self.target(node) if has_ref(node) else None

    def _resolve(self, node: Node) -> Node | None:
        ref = reference_value(node)
        uri = ref.value
        if not isinstance(uri, str):
            message = f"`{ref.pointer[-1]}` must be a string"
            self.unresolved.append(_Unresolved(node, "invalid-ref", message, ref))
            return None
        if ref.pointer[-1] == "$recursiveRef":
            enclosing = _recursive_anchor(node)
            if enclosing is not None:
                return enclosing
        # Most references lead to a few components of the same file.
        key = node.document, uri
        is_dynamic = ref.pointer[-1] == "$dynamicRef"
        has_one_base = node.document.location not in self.identifiers.bases
        is_cached = has_one_base and not is_dynamic
        if is_cached and key in self._local_targets:
            return self._local_targets[key]
        try:
            target_uri = parse_reference(uri, node, self.identifiers)
        except ValueError as error:
            message = f"`{uri}` is not a URI reference: {str(error).lower()}"
            self.unresolved.append(_Unresolved(node, "invalid-ref", message, ref))
            return None
        resource = target_uri.resource or self._open(target_uri.location, node, ref)
        if resource is None:
            return None
        target, deepest, missing = self._find(target_uri.fragment, resource)
        root = Node(node.document, (), node.document.value)
        if target is None and uri.startswith("#/") and resource != root:
            # By the specification, `#` is the schema with the nearest `$id`; most authors
            # and tools mean the file.
            target, deepest, missing = self._find(target_uri.fragment, root)
        if is_dynamic:
            name = target_uri.fragment
            anchored = self.identifiers.anchors.get((resource, name), [])
            target = nearest_anchor(node, anchored) if len(anchored) > 1 else target
            if target is None and self.identifiers.has_dynamic_anchor(name):
                return None  # only the schemas that refer to this one bind it
        if target is None:
            hint = self._suggestion(deepest, missing)
            message = f"`{uri}` does not exist"
            unresolved = _Unresolved(node, "unresolved-ref", message, ref, hint)
            self.unresolved.append(unresolved)
        elif is_cached and uri.startswith("#"):
            self._local_targets[key] = target
        return target

    def _open(self, location: str, node: Node, ref: Node) -> Node | None:
        """The root of the document at a location; None, with a diagnostic, without one."""
        document = self.cache.open(location, ref, node.document)
        if document is None:
            if self.cache.is_missing(location):
                file = str(ref.value).partition("#")[0]
                message = f"file `{file}` does not exist"
                self.unresolved.append(
                    _Unresolved(node, "unresolved-ref", message, ref)
                )
            return None
        if document not in self.registered:
            self.registered.add(document)
            self.identifiers.register(document)
        return Node(document, (), document.value)

    def _find(self, fragment: str, resource: Node) -> tuple[Node | None, Node, str]:
        return find_fragment(fragment, resource, self.identifiers, self._through)

    def _suggestion(self, deepest: Node, missing: str) -> str | None:
        names = list(deepest.value) if isinstance(deepest.value, dict) else []
        close = (
            nearest(missing, names) if len(self.unresolved) < MAX_SUGGESTIONS else None
        )
        if close is not None:
            return f"did you mean `{close}`?"
        if self.version >= (3, 0) and missing == "definitions":
            return "use `#/components/schemas`"
        parent = pointer_text(deepest.pointer)
        return f"`#{parent}` has no key `{missing}`" if parent else None


def _recursive_anchor(node: Node) -> Node | None:
    """The target of a `$recursiveRef`: the nearest enclosing schema with a
    `$recursiveAnchor` (JSON Schema 2019-09 core, 8.2.4.2), otherwise the component."""
    current, anchor = Node(node.document, (), node.document.value), None
    for name in node.pointer:
        inner = current.at(name)
        if inner is None:
            break
        current = inner
        parent = current.pointer[:-1]
        is_component = parent in (("components", "schemas"), ("definitions",))
        if current.flag("$recursiveAnchor") or is_component:
            anchor = current
    return anchor
