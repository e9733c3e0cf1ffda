"""A description under modification, with the source of each value.

Values are shared with the loaded documents, and only containers on the path of a change are
copied. The source of a value is the document and the pointer where it is written; that of a
value without an entry of its own follows from its container's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from ..json_values import Json
from ..source import Document, Node, Pointer
from .overlay_budget import OverlayBudget

Object: TypeAlias = dict[str, Json]
Array: TypeAlias = list[Json]


class MergeConflict(Exception):
    """Two values that cannot be merged, at a pointer; `source` is that of the new one."""

    def __init__(self, pointer: Pointer, old: Json, new: Json, source: ValueSource):
        super().__init__(pointer)
        self.pointer, self.old, self.new, self.source = pointer, old, new, source


class TooDeepResult(Exception):
    """A value that would be nested too deeply."""


class ValueSource:
    """The location at which a value is written, and the sources of children that are
    elsewhere: all of an array, some of an object."""

    __slots__ = ("children", "document", "generation", "pointer")

    def __init__(
        self,
        document: Document,
        pointer: Pointer,
        children: dict[str, ValueSource] | list[ValueSource] | None = None,
        generation: int = 0,
    ) -> None:
        self.document, self.pointer = document, pointer
        self.children, self.generation = children, generation

    def child(self, name: str | int) -> ValueSource:
        children = self.children
        if isinstance(children, list):
            return children[int(name)]
        known = None if children is None else children.get(str(name))
        return known or ValueSource(self.document, (*self.pointer, str(name)))

    def at(self, pointer: Pointer) -> ValueSource:
        source = self
        for name in pointer:
            source = source.child(name)
        return source

    def copy(self, generation: int) -> ValueSource:
        children = None if self.children is None else self.children.copy()
        return ValueSource(self.document, self.pointer, children, generation)


class OverlaidValue:
    """The value of a document while overlays change it."""

    def __init__(
        self, document: Document, budget: OverlayBudget, max_depth: int
    ) -> None:
        self.value = document.value
        self.budget = budget
        self.source = ValueSource(document, ())
        self._document = document
        self._max_depth = max_depth
        # Containers that occur once in the result, so that they can be changed in place.
        self._own: dict[int, Json] = {}
        self._generation = 1

    def preserve(self) -> None:
        """Copy all containers before they are changed again, since values are about to be
        copied from the document into itself."""
        self._own.clear()
        self._generation += 1

    def update(self, pointer: Pointer, new: Json, source: ValueSource) -> None:
        """Merge a value into the object at a pointer, append it to the array, or replace
        the primitive value. Raises `MergeConflict`."""
        if not pointer:
            self._merge_at(pointer, self._writable(()), new, source)
            return
        parent, parent_source = self._writable(pointer[:-1])
        self._merge_child(parent, parent_source, pointer, new, source)

    def append(self, pointer: Pointer, item: Json, source: ValueSource) -> None:
        """Append one item to the array at a pointer."""
        items, items_source = self._writable(pointer)
        assert isinstance(items, list)
        self._extend(pointer, items, items_source, [item], [source])

    def remove(self, parent: Pointer, names: Iterable[str]) -> None:
        """Remove values from the container at a pointer."""
        container, source = self._writable(parent)
        if isinstance(container, dict):
            for name in names:
                del container[name]
                if isinstance(source.children, dict):
                    source.children.pop(name, None)
        elif isinstance(container, list):
            removed = set(map(int, names))
            self.budget.spend(len(container))
            children = _list_sources(source, container)
            left = [i for i in range(len(container)) if i not in removed]
            container[:] = [container[i] for i in left]
            source.children = [children[i] for i in left]

    def is_item(self, pointer: Pointer) -> bool:
        """Whether the value at a pointer is an item of an array."""
        container = self.value
        for name in pointer[:-1]:
            container = _get(container, name)
        return bool(pointer) and isinstance(container, list)

    def _writable(self, pointer: Pointer) -> tuple[Json, ValueSource]:
        """The container at a pointer and its source, which may be changed."""
        self.budget.spend(1 + len(pointer))
        self.value = container = self._owned(self.value)
        self.source = source = self._owned_source(self.source)
        for name in pointer:
            container, source = self._writable_child(container, source, name)
        return container, source

    def _writable_child(
        self, container: Json, source: ValueSource, name: str
    ) -> tuple[Json, ValueSource]:
        inner = self._owned(_get(container, name))
        inner_source = self._owned_source(source.child(name))
        self._set(container, source, name, inner, inner_source)
        return inner, inner_source

    def _owned(self, value: Json) -> Json:
        if id(value) in self._own or not isinstance(value, (dict, list)):
            return value
        copy = value.copy()
        self.budget.spend(len(copy) // 8)
        self._own[id(copy)] = copy
        return copy

    def _owned_source(self, source: ValueSource) -> ValueSource:
        if source.generation == self._generation:
            return source
        return source.copy(self._generation)

    def _set(
        self,
        container: Json,
        source: ValueSource,
        name: str,
        value: Json,
        value_source: ValueSource,
    ) -> None:
        if isinstance(container, dict):
            container[name] = value
            if not isinstance(source.children, dict):
                source.children = {}
            source.children[name] = value_source
        elif isinstance(container, list):
            children = _list_sources(source, container)
            container[int(name)] = value
            children[int(name)] = value_source

    def _merge_child(
        self,
        parent: Json,
        parent_source: ValueSource,
        pointer: Pointer,
        new: Json,
        source: ValueSource,
    ) -> None:
        """Merge a value with the one at a pointer, whose parent may be changed."""
        if isinstance(_get(parent, pointer[-1]), (dict, list)):
            target = self._writable_child(parent, parent_source, pointer[-1])
            self._merge_at(pointer, target, new, source)
        elif isinstance(new, (dict, list)):
            raise MergeConflict(pointer, _get(parent, pointer[-1]), new, source)
        else:
            self.budget.add(new)
            self._set(parent, parent_source, pointer[-1], new, source)

    def _merge_at(
        self,
        pointer: Pointer,
        target: tuple[Json, ValueSource],
        new: Json,
        source: ValueSource,
    ) -> None:
        """Merge an object into an object, or add the items of an array to an array."""
        old, old_source = target
        if isinstance(old, dict) and isinstance(new, dict):
            for name, value in new.items():
                self.budget.spend(1)
                path, value_source = (*pointer, name), source.child(name)
                if name in old:
                    self._merge_child(old, old_source, path, value, value_source)
                else:
                    self._check_depth(path, self.budget.add(value))
                    self._set(old, old_source, name, value, value_source)
        elif isinstance(old, list) and isinstance(new, list):
            sources = [source.child(index) for index in range(len(new))]
            self._extend(pointer, old, old_source, new, sources)
        else:
            raise MergeConflict(pointer, old, new, source)

    def _extend(
        self,
        pointer: Pointer,
        items: Array,
        items_source: ValueSource,
        new: Array,
        sources: list[ValueSource],
    ) -> None:
        children = _list_sources(items_source, items)
        for item in new:
            self._check_depth((*pointer, ""), self.budget.add(item))
        children.extend(sources)
        items.extend(new)

    def _check_depth(self, pointer: Pointer, depth: int) -> None:
        if len(pointer) + depth > self._max_depth:
            raise TooDeepResult

    def moved(self) -> Mapping[Pointer, tuple[Document, Pointer]]:
        """The sources that do not follow from that of the container, by pointer."""
        moved: dict[Pointer, tuple[Document, Pointer]] = {}
        pending: list[tuple[Pointer, ValueSource, Document, Pointer]] = [
            ((), self.source, self._document, ())
        ]
        while pending:
            pointer, source, document, expected = pending.pop()
            if source.document is not document or source.pointer != expected:
                moved[pointer] = source.document, source.pointer
            children = source.children
            entries = (
                children.items()
                if isinstance(children, dict)
                else enumerate(children or ())
            )
            for name, child in entries:
                inner = *source.pointer, str(name)
                pending.append(((*pointer, str(name)), child, source.document, inner))
        return moved


def _list_sources(source: ValueSource, items: Array) -> list[ValueSource]:
    """The sources of all items, in a list that may be changed."""
    if not isinstance(source.children, list):
        source.children = [source.child(index) for index in range(len(items))]
    return source.children


def _get(container: Json, name: str) -> Json:
    if isinstance(container, dict):
        return container[name]
    assert isinstance(container, list)
    return container[int(name)]


def source_of(node: Node) -> ValueSource:
    """The source of a value of a loaded document."""
    return ValueSource(node.document, node.pointer)
