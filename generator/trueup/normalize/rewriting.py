"""Documents with replaced parts, and the links between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..openapi import Version, refers
from ..resolve import Spec
from ..source import Document, Json, Node, Pointer


class Rewriting:
    """A copy of a document under modification. Only containers on the path of a change are
    copied."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.value = document.value
        self._copied: set[int] = set()
        self._forward: dict[Pointer, Pointer] = {}
        self._moved: dict[Pointer, tuple[Document, Pointer]] = {}

    def replace(self, old: Pointer, value: Json) -> None:
        """Replace the value whose original pointer is `old`."""
        new = forward(self._forward, old)
        if not new:
            self.value = value
            self._copied.add(id(value))
            return
        if id(self.value) not in self._copied:
            self.value = self._copy(self.value)
        container = self.value
        for name in new[:-1]:
            inner = _get(container, name)
            if id(inner) not in self._copied:
                inner = self._copy(inner)
                _set(container, name, inner)
            container = inner
        _set(container, new[-1], value)
        self._copied.add(id(value))

    def move(self, old: Pointer, names: tuple[str, ...], below: Pointer) -> None:
        """Record that fields of the value at `old` were moved to `below`."""
        new = forward(self._forward, old)
        for name in names:
            self._forward[(*old, name)] = (*new, *below, name)
        self._moved[(*new, *below)] = self.document, old

    def relabel(self, old: Pointer, before: Pointer, now: Pointer) -> None:
        """Record that `before`, below the value at `old`, was moved to `now`."""
        new = forward(self._forward, old)
        self._moved[(*new, *now)] = self.document, (*old, *before)

    def graft(self, new: Pointer, old: Node) -> None:
        """Record that the value at `new` is a copy of another."""
        self._moved[new] = old.document, old.pointer

    def finish(self) -> tuple[Document, Mapping[Pointer, Pointer]]:
        """Return the new document, and the map from old pointers to new ones."""
        return self.document.with_value(self.value, self._moved), self._forward

    def _copy(self, value: Json) -> Json:
        copy: Json
        if isinstance(value, dict):
            copy = dict(value)
        else:
            assert isinstance(value, list)
            copy = list(value)
        self._copied.add(id(copy))
        return copy


def _get(container: Json, name: str) -> Json:
    if isinstance(container, dict):
        return container[name]
    assert isinstance(container, list)
    return container[int(name)]


def _set(container: Json, name: str, value: Json) -> None:
    if isinstance(container, dict):
        container[name] = value
    else:
        assert isinstance(container, list)
        container[int(name)] = value


def forward(moves: Mapping[Pointer, Pointer], pointer: Pointer) -> Pointer:
    """The new pointer of the value at an old pointer."""
    for length in range(len(pointer), 0, -1) if moves else ():
        new = moves.get(pointer[:length])
        if new is not None:
            return (*new, *pointer[length:])
    return pointer


class MovedLinks(Mapping[Node, Node | None]):
    """The links of a rewritten description, computed on demand."""

    def __init__(
        self,
        old: Mapping[Node, Node | None],
        rewritten: Mapping[Document, tuple[Document, Mapping[Pointer, Pointer]]],
        targets: Mapping[Node, Node] = {},
    ) -> None:
        self._old = old
        self._rewritten = rewritten
        self._new_documents = {document for document, _ in rewritten.values()}
        self._known: dict[Node, Node | None] = {}
        self._targets: dict[Node, Node | None] = {}
        for node, target in targets.items():
            new = self._located(node)
            self._known[new] = self.new(target)

    def __getitem__(self, node: Node) -> Node | None:
        known = self._known.get(node, node)
        if known is not node:
            return known
        if not refers(node):
            raise KeyError(node)
        document, pointer = node.document, node.pointer
        if document in self._new_documents and document.origin is not None:
            document, pointer = document.origin.find(pointer)
        before = Node(document, pointer, node.value)  # equality ignores the value
        target = self._old[before]
        new = self._known[node] = None if target is None else self._moved(target)
        return new

    def __contains__(self, node: object) -> bool:
        """As in the mixin, but fast for nodes without a reference, which are most."""
        return isinstance(node, Node) and refers(node) and super().__contains__(node)

    def _moved(self, target: Node) -> Node | None:
        """The new target; cached, since most links have one of a few targets."""
        new = self._targets.get(target)
        if new is None:
            new = self._targets[target] = self.new(target)
        return new

    def new(self, old: Node) -> Node | None:
        """The node of the new description for a node of the old one."""
        if old.document not in self._rewritten:
            return old
        new = self._located(old)
        return Node(new.document, (), new.document.value).at(*new.pointer)

    def _located(self, old: Node) -> Node:
        document, moves = self._rewritten[old.document]
        return Node(document, forward(moves, old.pointer), None)

    def __iter__(self) -> Iterator[Node]:
        for old in self._old:
            new = self.new(old)
            if new is not None:
                yield new

    def __len__(self) -> int:
        return len(self._old)


def with_documents(
    old: Spec,
    version: Version,
    rewritten: Mapping[Document, tuple[Document, Mapping[Pointer, Pointer]]],
    targets: Mapping[Node, Node] = {},
) -> Spec:
    """The description with rewritten documents, a new version, and new targets of some
    references, all at their old locations."""
    documents: dict[Path, Document] = {
        path: rewritten[document][0] if document in rewritten else document
        for path, document in old.documents.items()
    }
    root = documents[old.root.document.path]
    links = MovedLinks(old.links, rewritten, targets)
    return Spec(Node(root, (), root.value), version, documents, links)
