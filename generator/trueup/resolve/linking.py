"""Resolve: finds every reference by the grammar and says where it leads."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ..access import Access
from ..diagnostics import Locatable, Report, Severity
from ..source import Document, Node, Pointer, pointer_text
from ..structure import (
    OTHERS,
    Kind,
    Version,
    component_kind,
    is_displaced,
    reference,
    refers,
    traverse,
)
from ..suggestions import nearest
from .depth import MOST_REFERENCES, start_of_long_chain
from .named import check_named
from .opening import Shelf
from .spec import Spec
from .uris import Names, destination, find
from .versions import find_version

MOST_SUGGESTIONS = 20
"""References for which a similar name is looked up, which takes long."""

MOST_DETOURS = 20
"""References that lead through places where another reference stands in turn."""


def resolve(
    document: Document, report: Report, access: Access = Access()
) -> Spec | None:
    """Links every reference; None, with a diagnostic, for an unknown version and for
    references in a chain that later stages cannot follow.

    A reference that leads nowhere is a diagnostic and a link to None: the rest of
    the description stays usable.
    """
    version = find_version(document, report)
    if version is None:
        return None
    linker = _Linker(document, version, report, access)
    places = tuple(traverse(linker))
    spec = Spec(linker.root, version, linker.shelf.documents, linker.links, places)
    start = start_of_long_chain(spec)
    if start is not None:
        message = f"more than {MOST_REFERENCES} references in a chain begin here"
        report.error("too-deep", message, start)
        return None
    kinds = {node: kind for node, kind in reversed(spec.referring)}
    for broken in linker.broken:
        kind = kinds.get(broken.node)
        weight, help_ = _weight(kind), broken.help
        if broken.code == "unresolved-ref" and access.allow_missing:
            weight, help_ = Severity.WARNING, _UNKNOWN.get(kind, _LEFT_OUT)
        elif weight is Severity.WARNING and help_ is None:
            help_ = _LEFT_OUT
        report.add(broken.code, weight, broken.message, broken.place, help=help_)
    _check_kinds(spec, report)
    for node in spec.displaced:
        _check_container(spec, node, report)
    _report_circles(spec, kinds, report)
    check_named(spec, places, report)
    return spec


_SPARE = frozenset({Kind.EXAMPLE, Kind.LINK, Kind.HEADER, Kind.SECURITY_SCHEME})
"""What code and tests can do without, as they do without a scheme that no one declares."""

_WITHOUT_KNOWLEDGE = _SPARE | {Kind.SCHEMA, Kind.RESPONSE}
"""What can be there without anything being known of it."""


_LEFT_OUT = "it is left out"
_UNKNOWN: Mapping[Kind | None, str] = {
    Kind.SCHEMA: "any value is taken",
    Kind.RESPONSE: "nothing is known of its content",
    Kind.PATH_ITEM: "its operations are left out",
}
"""What becomes of a reference to nothing, where that is permitted."""


def _weight(kind: Kind | None, spare: frozenset[Kind] = _SPARE) -> Severity:
    return Severity.WARNING if kind in spare else Severity.ERROR


class _Broken(Struct, frozen=True):
    """A reference that leads nowhere, before it is known what should stand there."""

    node: Node
    code: str
    message: str
    place: Locatable
    help: str | None = None


class _Linker:
    """The references found so far. It has the shape that `traverse` asks for, so a
    target is looked up, and its file read, when the walk comes to the reference."""

    def __init__(
        self, document: Document, version: Version, report: Report, access: Access
    ) -> None:
        self.root = Node(document, (), document.value)
        self.version = version
        self.report = report
        self.shelf = Shelf(document, report, access)
        self.names = Names()
        self.names.learn(document)
        self.learned = {document}
        self.links: dict[Node, Node | None] = {}
        self.broken: list[_Broken] = []
        self._searching: set[Node] = set()
        self._within: dict[tuple[Document, str], Node] = {}

    def target(self, node: Node) -> Node | None:
        if node in self.links:
            return self.links[node]
        if node in self._searching or len(self._searching) > MOST_DETOURS:
            return None  # what it names leads through itself, or never ends
        self._searching.add(node)
        found = self._look_up(node)
        self._searching.remove(node)
        self.links[node] = found
        return found

    def _through(self, node: Node) -> Node | None:
        """`components: {schemas: {$ref: …}}` holds what the other place holds."""
        return self.target(node) if is_displaced(node) else None

    def _look_up(self, node: Node) -> Node | None:
        place = _place(node)
        written = place.value
        if not isinstance(written, str):
            message = "a reference is a string"
            self.broken.append(_Broken(node, "invalid-ref", message, place))
            return None
        if place.pointer[-1] == "$recursiveRef":
            enclosing = _recursive_anchor(node)
            if enclosing is not None:
                return enclosing
        # Most references lead to a few components of the file that they stand in.
        within = node.document, written
        is_one = node.document.location not in self.names.bases  # resource, all of it
        if is_one and within in self._within:
            return self._within[within]
        try:
            goal = destination(written, node, self.names)
        except ValueError as problem:
            message = f"`{written}` is no URI reference: {str(problem).lower()}"
            self.broken.append(_Broken(node, "invalid-ref", message, place))
            return None
        resource = goal.resource
        if resource is None:
            document = self.shelf.open(goal.location, place, node.document)
            if document is None:
                if self.shelf.is_missing(goal.location):
                    message = f"there is no file `{written.partition('#')[0]}`"
                    self.broken.append(_Broken(node, "unresolved-ref", message, place))
                return None
            if document not in self.learned:
                self.learned.add(document)
                self.names.learn(document)
            resource = Node(document, (), document.value)
        found, deepest, missing = self._find(goal.fragment, resource)
        root = Node(node.document, (), node.document.value)
        if found is None and written.startswith("#/") and resource != root:
            # Strictly, `#` is the schema with the nearest `$id`; most authors, and
            # most tools, mean the file.
            found, deepest, missing = self._find(goal.fragment, root)
        if found is None:
            hint = self._suggestion(deepest, missing)
            message = f"`{written}` does not exist"
            broken = _Broken(node, "unresolved-ref", message, place, hint)
            self.broken.append(broken)
        elif is_one and written.startswith("#"):
            self._within[within] = found
        return found

    def _find(self, fragment: str, resource: Node) -> tuple[Node | None, Node, str]:
        return find(fragment, resource, self.names, self._through)

    def _suggestion(self, deepest: Node, missing: str) -> str | None:
        names = list(deepest.value) if isinstance(deepest.value, dict) else []
        close = nearest(missing, names) if len(self.broken) < MOST_SUGGESTIONS else None
        if close is not None:
            return f"did you mean `{close}`?"
        if self.version >= (3, 0) and missing == "definitions":
            return "schemas stand under `#/components/schemas`"
        where = pointer_text(deepest.pointer)
        return f"`#{where}` has no member `{missing}`" if where else None


def _check_kinds(spec: Spec, report: Report) -> None:
    """A component can only stand for an object of its own kind."""
    right: set[tuple[Document, Pointer, Kind]] = set()  # most are referred to often
    for node, kind in spec.referring:
        place = node.get("$ref") if reference(node, kind) is not None else None
        target = spec.follow(node) if place is not None else None
        if place is None or target is None or not isinstance(place.value, str):
            continue
        end = target.document, target.pointer, kind
        if end in right:
            continue
        fault = _mistaken(spec, target, kind)
        if fault is None:
            right.add(end)
            continue
        weight = _weight(kind, _WITHOUT_KNOWLEDGE)
        is_warning = weight is Severity.WARNING
        hint = "it is read as if it said nothing" if is_warning else None
        message = f"`{place.value}` is {fault} {kind.value}"
        report.add("ref-kind", weight, message, place, help=hint)


def _mistaken(spec: Spec, target: Node, kind: Kind) -> str | None:
    """What `target` is instead of an object of this kind; None if it may be one."""
    if not isinstance(target.value, (dict, bool)):
        return "no object, so no"
    pointer = target.pointer
    depth = 2 if spec.version == (2, 0) else 3
    if target.document is not spec.root.document or len(pointer) != depth:
        return None
    if depth == 3 and pointer[0] != "components":
        return None
    held = component_kind(pointer[-2], spec.version)
    return None if held is None or held is kind else f"a {held.value}, not a"


def _place(node: Node) -> Node:
    """The text of a reference."""
    for word in ("$ref", *OTHERS):
        found = node.get(word)
        if found is not None:
            return found
    return node


def _recursive_anchor(node: Node) -> Node | None:
    """The schema that `$recursiveRef` means: of those around it, the nearest with a
    `$recursiveAnchor` (JSON Schema 2019-09 core, 8.2.4.2), else the whole component."""
    at, found = Node(node.document, (), node.document.value), None
    for name in node.pointer:
        inner = at.at(name)
        if inner is None:
            break
        at = inner
        is_component = at.pointer[:-1] in (("components", "schemas"), ("definitions",))
        if at.flag("$recursiveAnchor") or is_component:
            found = at
    return found


def _check_container(spec: Spec, node: Node, report: Report) -> None:
    """Where a reference stands for many things at once, it leads to many things."""
    target, place = spec.follow(node), node.get("$ref")
    if target is not None and place is not None:
        if not isinstance(target.value, (dict, list)):
            message = f"`{place.value}` is neither an object nor an array"
            report.error("ref-kind", message, place)


def _report_circles(spec: Spec, kinds: Mapping[Node, Kind], report: Report) -> None:
    """References that lead to each other and to nothing else: one finding a circle."""
    done: set[Node] = set()
    for start, target in spec.links.items():
        if target is None or not refers(target):
            continue  # as most do
        trail: dict[Node, None] = {}
        at: Node | None = start
        while at is not None and at in spec.links and at not in done:
            if at in trail:
                circle = list(trail)[list(trail).index(at) :]
                first = min(circle, key=lambda node: node.identity)
                place = _place(first)
                count = len(circle)
                what = "itself" if count == 1 else f"{count} references in a circle"
                message = f"the reference leads to {what}"
                weight = _weight(kinds.get(first), _SPARE | {Kind.SCHEMA})
                hint = "it says nothing" if weight is Severity.WARNING else None
                report.add("ref-cycle", weight, message, place, help=hint)
                break
            trail[at] = None
            at = spec.links[at]
        done.update(trail)
