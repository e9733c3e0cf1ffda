"""URI references, and the documents and values that they identify.

See JSON Schema 2020-12 core, sections 8.2.1 (`$id`) and 8.2.2 (`$anchor`), OAS 3.2,
section 4.1.2.2 (`$self`), RFC 3986, section 5, and RFC 6901, section 6.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from msgspec import Struct, field

from ..pointers import unescape
from ..source import Document, Node, Pointer, is_url

MAX_CHARACTERS = 4_096
"""Maximum length of a path or URL; operating systems do not support longer ones."""

_MARKERS = ("$id", "$anchor", "$dynamicAnchor", "$self")


class Identifiers(Struct):
    """The identifiers of schemas in all loaded documents."""

    resources: dict[str, Node] = field(default_factory=dict)  # by absolute URI
    anchors: dict[tuple[Node, str], list[Node]] = field(default_factory=dict)
    bases: dict[str, dict[Pointer, tuple[str, Node]]] = field(default_factory=dict)

    def register(self, document: Document) -> None:
        """Record the `$id`, `$anchor`, `$dynamicAnchor` and `$self` of a document."""
        texts = [file.text for file in document.files]
        if not any(marker in text for marker in _MARKERS for text in texts):
            return
        root = Node(document, (), document.value)
        base = self._resource(root, "$self", document.location) or document.location
        stack: list[tuple[Node, str, Node]] = [(root, base, root)]
        while stack:
            node, base, resource = stack.pop()
            value = node.value
            if isinstance(value, dict):
                inner = self._resource(node, "$id", base)
                if inner is not None:
                    base, resource = inner, node
                for marker in ("$anchor", "$dynamicAnchor"):
                    name = value.get(marker)
                    if isinstance(name, str):
                        self.anchors.setdefault((resource, name), []).append(node)
                stack += [(child, base, resource) for _, child in node.items()]
            else:
                stack += [(child, base, resource) for child in node.elements()]

    def _resource(self, node: Node, keyword: str, base: str) -> str | None:
        reference = node.text(keyword)
        if not reference or reference.startswith("#"):
            return None
        try:
            uri = urldefrag(_join(base, reference)).url
        except ValueError:
            return None  # not a URI
        self.resources.setdefault(uri, node)
        bases = self.bases.setdefault(node.document.location, {})
        bases.setdefault(node.pointer, (uri, node))
        return uri

    def base(self, node: Node) -> tuple[str, Node]:
        """The base URI at a node, and the schema resource that contains the node."""
        document = node.document
        bases = self.bases.get(document.location, {})
        for length in range(len(node.pointer), -1, -1) if bases else ():
            base = bases.get(node.pointer[:length])
            if base is not None:
                return base
        return document.location, Node(document, (), document.value)

    def has_dynamic_anchor(self, name: str) -> bool:
        """Whether any schema resource declares a `$dynamicAnchor`."""
        return any(
            anchor == name
            and any(node.text("$dynamicAnchor") == name for node in nodes)
            for (_, anchor), nodes in self.anchors.items()
        )


def nearest_anchor(node: Node, anchored: Iterable[Node]) -> Node | None:
    """The anchor that a schema around the node declares, itself or in its `$defs`.

    Files without `$id`s are one resource, in which several schemas declare an anchor.
    """

    def scope(anchor: Node) -> Pointer:
        pointer = anchor.pointer
        return pointer[:-2] if pointer[-2:-1] == ("$defs",) else pointer

    around = (
        anchor
        for anchor in anchored
        if node.pointer[: len(scope(anchor))] == scope(anchor)
    )
    return max(around, key=lambda anchor: len(scope(anchor)), default=None)


class ReferenceTarget(Struct, frozen=True):
    """A known schema resource, or the location of a document; and a fragment."""

    resource: Node | None
    location: str
    fragment: str


def parse_reference(
    reference: str, node: Node, identifiers: Identifiers
) -> ReferenceTarget:
    """Parse a reference at `node`. Raises `ValueError` if it is not a URI reference."""
    if "\0" in unquote(reference):
        raise ValueError("a null character")
    uri, fragment = urldefrag(reference)
    if len(uri) > MAX_CHARACTERS:
        raise ValueError(f"more than {MAX_CHARACTERS:,} characters before the `#`")
    base, resource = identifiers.base(node)
    if not uri:
        return ReferenceTarget(resource, base, fragment)
    joined = _join(base, uri)
    known = identifiers.resources.get(joined)
    if known is not None:
        return ReferenceTarget(known, joined, fragment)
    return ReferenceTarget(
        None, _location(uri, node.document.location, joined), fragment
    )


def _location(uri: str, document: str, joined: str) -> str:
    """The path or URL of a document. A relative reference that is not a known resource is
    relative to the file, not to a `$id`."""
    if urlsplit(uri).scheme:
        return _from_file_uri(joined)
    return _join(document, uri)


def _join(base: str, uri: str) -> str:
    """Resolve a reference by RFC 3986, section 5; a base without a scheme is a path."""
    if urlsplit(uri).scheme:
        return uri
    if is_url(base) or base.startswith("urn:"):
        return urljoin(base, uri)
    if urlsplit(uri).netloc:  # `//host/path`: a file on another machine
        return f"file:{uri}"
    path = unquote(urlsplit(uri).path)
    return os.path.normpath(os.path.join(os.path.dirname(base), path))


def _from_file_uri(uri: str) -> str:
    parts = urlsplit(uri)
    if parts.scheme != "file" or parts.netloc.lower() not in ("", "localhost"):
        return uri
    from urllib.request import url2pathname  # slow to import, and rarely needed

    return url2pathname(parts.path)


def find_fragment(
    fragment: str,
    resource: Node,
    identifiers: Identifiers,
    through: Callable[[Node], Node | None] = lambda node: None,
) -> tuple[Node | None, Node, str]:
    """The target of a fragment, the deepest existing value on its path, and the first
    missing key. `through` returns the target of a reference on the path."""
    if not fragment:
        return resource, resource, ""
    if not fragment.startswith("/"):
        anchored = identifiers.anchors.get((resource, unquote(fragment)), [])
        return (anchored[0] if anchored else None), resource, fragment
    # An unescaped percent sign is more common than an invalid escape.
    missing: tuple[Node, str] | None = None
    for pointer in dict.fromkeys((unquote(fragment), fragment)):
        node = resource
        for token in pointer[1:].split("/"):
            name = unescape(token)
            child = _child(node, name, through)
            if child is None:
                missing = missing or (node, name)
                break
            node = child
        else:
            return node, node, ""
    assert missing is not None
    return None, *missing


def _child(
    node: Node, name: str, through: Callable[[Node], Node | None]
) -> Node | None:
    """The child with this key, or that of the target of the node's reference."""
    visited: set[Node] = set()
    current: Node | None = node
    while current is not None and current not in visited:
        child = current.at(name)
        if child is not None:
            return child
        visited.add(current)
        current = through(current)
    return None
