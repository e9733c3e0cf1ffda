"""Conversion of an OpenAPI 2.0 description, after that of its schemas.

Only the root document is rewritten: objects of other files are converted where they are
referenced.
"""

from __future__ import annotations

from ..diagnostics import Report
from ..openapi import METHODS, V31
from ..resolve import Spec
from ..source import Document, Json, Node, Pointer, pointer_text
from .bodies import Converted, body, form, parameter, response
from .rewriting import with_documents
from .servers import security_scheme, servers

_UNCHANGED = ("info", "tags", "externalDocs", "security")


def upgrade_swagger(spec: Spec, report: Report) -> Spec:
    """Convert a description of 2.0 whose schemas are converted already."""
    return _Upgrade(spec, report).run()


class _Upgrade:
    """The conversion of a root document, with the origins of all converted parts."""

    def __init__(self, spec: Spec, report: Report) -> None:
        self.spec = spec
        self.report = report
        self.moved: dict[Pointer, tuple[Document, Pointer]] = {}
        self.forward: dict[Pointer, Pointer] = {}

    def run(self) -> Spec:
        root = self.spec.root
        value: dict[str, Json] = {"openapi": "3.1.1"}
        self._record_origin(("openapi",), root.get("swagger"))
        value.update(_select_fields(root, _UNCHANGED))
        value["servers"] = servers(root, self.report)
        self._record_origin(("servers",), root.get("host") or root.get("basePath"))
        value["paths"] = self._paths(root)
        components = self._components(root)
        if components:
            value["components"] = components
        value.update({k: v.value for k, v in root.items() if k.startswith("x-")})
        document = root.document.with_value(value, self.moved)
        return with_documents(self.spec, V31, {root.document: (document, self.forward)})

    def _record_origin(self, new: Pointer, old: Node | None) -> None:
        """Record the original node of a converted object."""
        if old is None:
            return
        self.moved[new] = old.document, old.pointer
        if old.document is self.spec.root.document:
            # The first of several copies.
            self.forward.setdefault(old.pointer, new)

    def _put(self, new: Pointer, converted: Converted, old: Node) -> dict[str, Json]:
        self._record_origin(new, old)
        for inside, origin in converted.origins.items():
            self._record_origin((*new, *inside), origin)
        return converted.value

    def _components(self, root: Node) -> dict[str, Json]:
        components: dict[str, Json] = {}
        definitions = root.get("definitions")
        if definitions is not None:
            components["schemas"] = definitions.value
            self._record_origin(("components", "schemas"), definitions)
        sections: dict[str, dict[str, Json]] = {}
        for name, node in _members(self.spec, root, "parameters"):
            new: Pointer = ("components", "parameters", name)
            if node.text("in") == "body":
                new = ("components", "requestBodies", name)
                converted = body(node, _strings(root, "consumes"))
            elif node.text("in") == "formData":
                continue  # merged into the request bodies of operations
            else:
                converted = parameter(node)
            sections.setdefault(new[1], {})[name] = self._put(new, converted, node)
        for name, node in _members(self.spec, root, "responses"):
            converted = response(node, _strings(root, "produces"))
            value = self._put(("components", "responses", name), converted, node)
            sections.setdefault("responses", {})[name] = value
        for name, node in _members(self.spec, root, "securityDefinitions"):
            converted = Converted(security_scheme(node))
            value = self._put(("components", "securitySchemes", name), converted, node)
            sections.setdefault("securitySchemes", {})[name] = value
        components.update(sections)
        return components

    def _paths(self, root: Node) -> dict[str, Json]:
        paths: dict[str, Json] = {}
        for path, node in _members(self.spec, root, "paths"):
            if path.startswith("x-"):
                paths[path] = node.value
                continue
            paths[path] = self._path_item(("paths", path), node)
        return paths

    def _path_item(self, new: Pointer, node: Node) -> dict[str, Json]:
        """Convert a path item. Its body parameters are added to all operations."""
        item = self.spec.follow(node) or node
        self._record_origin(new, item)
        shared = _elements(self.spec, item, "parameters")
        bodies = [node for node in shared if self._is_body(node)]
        plain = [node for node in shared if not self._is_body(node)]
        value: dict[str, Json] = {}
        if plain:
            value["parameters"] = self._parameters((*new, "parameters"), plain)
        for name, member in item.items():
            operation = self.spec.follow(member) if name in METHODS else None
            if operation is not None and isinstance(operation.value, dict):
                value[name] = self._operation((*new, name), operation, bodies)
            elif name.startswith("x-"):
                value[name] = member.value
        return value

    def _is_body(self, node: Node) -> bool:
        end = self.spec.follow(node)
        return end is not None and end.text("in") in ("body", "formData")

    def _operation(
        self, new: Pointer, node: Node, inherited: list[Node]
    ) -> dict[str, Json]:
        self._record_origin(new, node)
        value: dict[str, Json] = {}
        own = _elements(self.spec, node, "parameters")
        plain = [entry for entry in own if not self._is_body(entry)]
        bodies = [entry for entry in own if self._is_body(entry)] or inherited
        for name, member in node.items():
            if name == "parameters":
                if plain:
                    value[name] = self._parameters((*new, name), plain)
            elif name == "responses":
                responses = self.spec.follow(member) or member
                value[name] = self._responses((*new, name), node, responses)
            elif name not in ("consumes", "produces", "schemes"):
                value[name] = member.value
        if bodies:
            value["requestBody"] = self._request_body(
                (*new, "requestBody"), node, bodies
            )
        if "schemes" in value or node.get("schemes") is not None:
            value["servers"] = servers(self.spec.root, self.report, operation=node)
            self._record_origin((*new, "servers"), node.get("schemes"))
        return value

    def _parameters(self, new: Pointer, nodes: list[Node]) -> list[Json]:
        values: list[Json] = []
        for index, node in enumerate(nodes):
            at = (*new, str(index))
            end = self.spec.follow(node)
            reference = self._component(node, end, "parameters")
            if reference is not None or end is None:
                self._record_origin(at, node)
                values.append(reference or node.value)
            else:
                values.append(self._put(at, parameter(end), end))
        return values

    def _component(
        self, node: Node, end: Node | None, section: str
    ) -> dict[str, Json] | None:
        """The converted reference, if `node` refers to a component."""
        target = self.spec.target(node)
        if end is None or target != end or end.document is not self.spec.root.document:
            return None
        old = "parameters" if section == "requestBodies" else section
        if len(end.pointer) != 2 or end.pointer[0] != old:
            return None
        pointer = pointer_text(("components", section, end.pointer[1]))
        return {"$ref": f"#{pointer}"}

    def _request_body(
        self, new: Pointer, operation: Node, nodes: list[Node]
    ) -> dict[str, Json]:
        ends = [end for end in map(self.spec.follow, nodes) if end is not None]
        consumes = _strings(operation, "consumes") or _strings(
            self.spec.root, "consumes"
        )
        first = ends[0]
        if first.text("in") == "formData":
            fields = [end for end in ends if end.text("in") == "formData"]
            converted = form(fields, consumes)
            for inside, origin in converted.origins.items():
                self._record_origin((*new, *inside), origin)
            self.moved[new] = nodes[0].document, nodes[0].pointer
            return converted.value
        own = operation.get("consumes") is not None
        reference = None if own else self._component(nodes[0], first, "requestBodies")
        if reference is not None:
            self._record_origin(new, nodes[0])
            return reference
        return self._put(new, body(first, consumes), first)

    def _responses(self, new: Pointer, operation: Node, node: Node) -> dict[str, Json]:
        self._record_origin(new, node)
        own = operation.get("produces") is not None
        produces = _strings(operation, "produces") or _strings(
            self.spec.root, "produces"
        )
        values: dict[str, Json] = {}
        for status, member in node.items():
            at = (*new, status)
            end = self.spec.follow(member)
            reference = None if own else self._component(member, end, "responses")
            if status.startswith("x-") or end is None or reference is not None:
                self._record_origin(at, member)
                values[status] = reference or member.value
            elif isinstance(end.value, dict):
                values[status] = self._put(at, response(end, produces), end)
        return values


def _select_fields(node: Node, names: tuple[str, ...]) -> dict[str, Json]:
    return {name: value.value for name, value in node.items() if name in names}


def _members(spec: Spec, node: Node, name: str) -> list[tuple[str, Node]]:
    return [
        (key, value)
        for key, value in spec.entries(node, name)
        if isinstance(value.value, dict)
    ]


def _elements(spec: Spec, node: Node, name: str) -> list[Node]:
    items = spec.elements(node, name)
    return [item for item in items if isinstance(item.value, dict)]


def _strings(node: Node, name: str) -> list[str]:
    """The strings of an array; a string is treated as an array of one item."""
    array = node.get(name)
    if array is not None and isinstance(array.value, str):
        return [array.value]
    return [item.value for item in node.elements(name) if isinstance(item.value, str)]
