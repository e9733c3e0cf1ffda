"""The syntax tree of a YAML or JSON text: where nodes and their parts begin and end.

It differs from the extents of a `Document` in three ways: the end of a block is that of its
last value, not the start of what follows; anchors, aliases and merge keys are visible; keys
are in the order of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from json import JSONDecoder

from msgspec import Struct, field
from yaml import YAMLError

from ..source import Document, Pointer
from ..source.json_extents import JsonExtents
from ..source.yaml_characters import PreparedText, prepare, replace_leading_tabs
from ..source.yaml_events import (
    ALIAS,
    END,
    MAPPING,
    SCALAR,
    START,
    STREAM_END,
    event_source,
)

_DECODER = JSONDecoder(strict=False)
_JSON_TOKEN = re.compile(r'[{}\[\],:"]|[^\s{}\[\],:"]++')


class SyntaxNode(Struct, frozen=True, dict=True):
    """A value in a text. `start` is that of an anchor or a tag, if there is one.

    `style` is `block`, `flow`, `plain`, `single`, `double`, `literal` or `alias`.
    """

    start: int
    end: int
    style: str
    anchor: str | None = None
    entries: tuple[SyntaxEntry, ...] = ()

    @property
    def is_container(self) -> bool:
        return self.style in ("block", "flow")

    def index_of(self, name: str) -> int | None:
        """The index of an entry, by its key or by its index in a sequence."""
        if not self.entries or self.entries[0].key is not None:
            return self._indexes.get(name)
        index = int(name) if name.isdecimal() else len(self.entries)
        return index if index < len(self.entries) else None

    @cached_property
    def _indexes(self) -> Mapping[str, int]:
        """The indexes of keys, which are searched for once per fix. Of duplicate keys, the
        last one counts."""
        return {entry.name: index for index, entry in enumerate(self.entries)}


class SyntaxEntry(Struct, frozen=True):
    """An entry of a mapping, or an item of a sequence, which has no key."""

    value: SyntaxNode
    key: SyntaxNode | None = None
    name: str = ""

    @property
    def start(self) -> int:
        return self.value.start if self.key is None else self.key.start

    @property
    def end(self) -> int:
        return max(self.value.end, self.start if self.key is None else self.key.end)


class _OpenNode(Struct):
    start: int
    style: str
    anchor: str | None
    is_mapping: bool
    entries: list[SyntaxEntry] = field(default_factory=list)
    key: SyntaxNode | None = None
    name: str = ""


def syntax_tree(document: Document) -> SyntaxNode | None:
    """The syntax tree of a document; None if it can be read only by corrections."""
    if isinstance(document.extents, JsonExtents):
        return _json_tree(document.text)
    prepared = prepare(document.text)
    try:
        return _yaml_tree(prepared)
    except YAMLError:
        corrected = replace_leading_tabs(prepared)
    try:
        return None if corrected is None else _yaml_tree(corrected)
    except YAMLError:
        return None


def node_at(root: SyntaxNode, pointer: Pointer) -> SyntaxNode | None:
    """The node at a pointer; None behind an alias or a merge key."""
    entry = entry_at(root, pointer)
    return entry.value if entry is not None else None if pointer else root


def entry_at(root: SyntaxNode, pointer: Pointer) -> SyntaxEntry | None:
    """The entry of the last name of a pointer; None behind an alias or a merge key."""
    node, entry = root, None
    for name in pointer:
        index = node.index_of(name)
        if index is None:
            return None
        entry = node.entries[index]
        node = entry.value
    return entry


class _TreeBuilder:
    """Builds a tree from the starts and ends of nodes."""

    def __init__(self) -> None:
        self.root: SyntaxNode | None = None
        self._stack: list[_OpenNode] = []

    def begin(self, start: int, style: str, anchor: str | None, mapping: bool) -> None:
        self._stack.append(_OpenNode(start, style, anchor, mapping))

    def finish(self, end: int) -> None:
        frame = self._stack.pop()
        if frame.style == "block":
            ends = [frame.start, *(entry.end for entry in frame.entries)]
            end = max(ends)
        self.add(
            SyntaxNode(
                frame.start, end, frame.style, frame.anchor, tuple(frame.entries)
            )
        )

    def add(self, node: SyntaxNode, text: str = "") -> None:
        """Add a complete node; `text` is the value of a key."""
        if not self._stack:
            self.root = node
            return
        frame = self._stack[-1]
        if frame.is_mapping and frame.key is None:
            frame.key, frame.name = node, text
            return
        frame.entries.append(SyntaxEntry(node, frame.key, frame.name))
        frame.key, frame.name = None, ""

    def result(self) -> SyntaxNode:
        return self.root or SyntaxNode(0, 0, "plain")


_STYLES = {"'": "single", '"': "double", "|": "literal", ">": "literal"}


def _yaml_tree(prepared: PreparedText) -> SyntaxNode:
    text = prepared.text
    next_event, builder = event_source(text), _TreeBuilder()
    while True:
        event = next_event()
        kind = type(event)
        start, end = event.start_mark.index, event.end_mark.index
        if kind in START:
            style = "flow" if getattr(event, "flow_style", False) else "block"
            builder.begin(start, style, event.anchor, kind is MAPPING)
        elif kind in END:
            builder.finish(end)
        elif kind is ALIAS:
            builder.add(SyntaxNode(start, end, "alias", event.anchor), "")
        elif kind is SCALAR:
            style = _STYLES.get(getattr(event, "style", "") or "", "plain")
            end = start + len(text[start:end].rstrip()) if style == "literal" else end
            node = SyntaxNode(start, end, style, event.anchor)
            builder.add(node, prepared.restore(event.value))
        elif kind is STREAM_END:
            return builder.result()


def _json_tree(text: str) -> SyntaxNode:
    builder, at = _TreeBuilder(), 0
    while (token := _JSON_TOKEN.search(text, at)) is not None:
        start, at = token.span()
        match token[0]:
            case "{" | "[":
                builder.begin(start, "flow", None, token[0] == "{")
            case "}" | "]":
                builder.finish(at)
            case "," | ":":
                pass
            case '"':
                string, at = _DECODER.raw_decode(text, start)
                builder.add(SyntaxNode(start, at, "double"), string)
            case _:
                builder.add(SyntaxNode(start, at, "plain"))
    return builder.result()
