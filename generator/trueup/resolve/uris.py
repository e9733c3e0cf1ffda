"""Resolve, references as text: which document, which place in it.

JSON Schema 2020-12 core sections 8.2.1 (`$id`) and 8.2.2 (`$anchor`), OAS 3.2 section
4.1.2.2 (`$self`), RFC 3986 section 5 and RFC 6901 section 6.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from msgspec import Struct, field

from ..source import Document, Node, Pointer, is_url

MOST_CHARACTERS = 4_096
"""Of a path or URL: more than operating systems take."""

_MARKERS = ("$id", "$anchor", "$dynamicAnchor", "$self")


class Names(Struct):
    """What schemas call themselves, in all documents that were read."""

    resources: dict[str, Node] = field(default_factory=dict)  # by absolute URI
    anchors: dict[tuple[Node, str], list[Node]] = field(default_factory=dict)
    bases: dict[str, dict[Pointer, tuple[str, Node]]] = field(default_factory=dict)

    def learn(self, document: Document) -> None:
        """Records the `$id`, `$anchor`, `$dynamicAnchor` and `$self` of a document."""
        if not any(marker in document.text for marker in _MARKERS):
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
                stack += [(each, base, resource) for _, each in node.items()]
            else:
                stack += [(each, base, resource) for each in node.elements()]

    def _resource(self, node: Node, member: str, base: str) -> str | None:
        written = node.text(member)
        if not written or written.startswith("#"):
            return None
        try:
            uri = urldefrag(_join(base, written)).url
        except ValueError:
            return None  # no URI, so nothing can refer to it
        self.resources.setdefault(uri, node)
        bases = self.bases.setdefault(node.document.location, {})
        bases.setdefault(node.pointer, (uri, node))
        return uri

    def base(self, node: Node) -> tuple[str, Node]:
        """The base URI at a node, and the schema resource that it belongs to."""
        document = node.document
        bases = self.bases.get(document.location)
        for length in range(len(node.pointer), -1, -1) if bases else ():
            found = bases.get(node.pointer[:length]) if bases else None
            if found is not None:
                return found
        return document.location, Node(document, (), document.value)


class Destination(Struct, frozen=True):
    """Where a reference leads: a known resource, or a location to open."""

    resource: Node | None
    location: str
    fragment: str


def destination(reference: str, node: Node, names: Names) -> Destination:
    """Splits a reference that stands at `node`. Raises `ValueError` if it is no URI."""
    if "\0" in unquote(reference):
        raise ValueError("a null character")
    uri, fragment = urldefrag(reference)
    if len(uri) > MOST_CHARACTERS:
        raise ValueError(f"more than {MOST_CHARACTERS:,} characters before the `#`")
    base, resource = names.base(node)
    if not uri:
        return Destination(resource, base, fragment)
    joined = _join(base, uri)
    known = names.resources.get(joined)
    if known is not None:
        return Destination(known, joined, fragment)
    return Destination(None, _location(uri, node.document.location, joined), fragment)


def _location(uri: str, document: str, joined: str) -> str:
    """The path or URL to open. A schema's `$id` moves no files, so a relative
    reference that names no known resource is one to a file beside this one."""
    if urlsplit(uri).scheme:
        return _from_file_uri(joined)
    return _join(document, uri)


def _join(base: str, uri: str) -> str:
    """RFC 3986 section 5, where a base without a scheme is a path."""
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
    from urllib.request import url2pathname  # slow, and seldom needed

    return url2pathname(parts.path)


def find(
    fragment: str,
    resource: Node,
    names: Names,
    through: Callable[[Node], Node | None] = lambda node: None,
) -> tuple[Node | None, Node, str]:
    """What a fragment names, the deepest place that exists, and the first name
    that does not. `through` says what a reference on the way leads to."""
    if not fragment:
        return resource, resource, ""
    if not fragment.startswith("/"):
        named = names.anchors.get((resource, unquote(fragment)), [])
        return (named[0] if named else None), resource, fragment
    # A literal percent sign that nobody escaped is more common than a wrong escape.
    best: tuple[Node, str] | None = None
    for text in dict.fromkeys((unquote(fragment), fragment)):
        node = resource
        for part in text[1:].split("/"):
            name = part.replace("~1", "/").replace("~0", "~")
            inner = _step(node, name, through)
            if inner is None:
                best = best or (node, name)
                break
            node = inner
        else:
            return node, node, ""
    assert best is not None
    return None, *best


def _step(node: Node, name: str, through: Callable[[Node], Node | None]) -> Node | None:
    """A member, or that of what the node refers to."""
    passed: set[Node] = set()
    at: Node | None = node
    while at is not None and at not in passed:
        inner = at.at(name)
        if inner is not None:
            return inner
        passed.add(at)
        at = through(at)
    return None
