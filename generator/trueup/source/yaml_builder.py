"""Construction of values from the events of PyYAML's parser.

PyYAML's constructor implements YAML 1.1, has no source locations and is six times slower.
"""

from __future__ import annotations

from array import array
from typing import TypeAlias

from msgspec import Struct, field

from ..json_values import Json
from ..suggestions import nearest
from .document import Extent, Reader
from .limits import MAX_ALIASED, MAX_DEPTH, ParseError, too_deep
from .yaml_characters import PreparedText
from .yaml_events import (
    ALIAS,
    DOCUMENT,
    END,
    MAPPING,
    SCALAR,
    START,
    STREAM_END,
    Event,
    NextEvent,
)
from .yaml_scalars import NotJson, resolve_plain
from .yaml_tags import check_collection_tag, tagged_scalar

_NO_ALIAS = "define it above, or quote the value if a string is meant"

_Positions: TypeAlias = "dict[int, array[int]]"


class _Frame(Struct):
    """A mapping or a sequence under construction."""

    container: dict[str, Json] | list[Json]
    start: int
    anchor: str | None
    nodes_before: int
    offsets: list[int] = field(default_factory=list)
    key: str | None = None
    key_extent: Extent = (0, 0)
    order: dict[str, int] | None = None  # of the keys, after a duplicate
    merging: bool = False
    merges: list[tuple[Json, Extent]] = field(default_factory=list)


class Builder:
    """The state of parsing one text. `run` is called once."""

    def __init__(self, reader: Reader, text: PreparedText) -> None:
        self.reader = reader
        self.restore = text.restore
        self.root: Json = None
        self.root_extent: Extent = (0, 0)
        self.positions: _Positions = {}
        self.stack: list[_Frame] = []
        self.anchors: dict[str, tuple[Json, int]] = {}
        self.open_anchors: set[str] = set()
        self.documents = 0
        self.nodes = 0  # with aliases expanded
        self.aliased = 0  # from aliases
        self.keys: dict[str, str] = {}  # interned

    def run(self, next_event: NextEvent) -> None:
        stack = self.stack
        while True:
            event = next_event()
            kind = type(event)
            if kind is SCALAR:
                self.nodes += 1
                if stack and self._takes_key(stack[-1]):
                    self._scalar_key(stack[-1], event)
                    continue
                value: Json = self._scalar(event)
                extent = event.start_mark.index, event.end_mark.index
                if event.anchor is not None:
                    self.anchors[event.anchor] = value, 1
            elif kind in START:
                self._open(event)
                continue
            elif kind in END:
                value, extent = self._close(event)
            elif kind is ALIAS:
                extent = event.start_mark.index, event.end_mark.index
                value = self._alias(event, extent)
                if stack and self._takes_key(stack[-1]):
                    self._alias_key(stack[-1], value, extent)
                    continue
            elif kind is DOCUMENT:
                self._document(event)
                continue
            elif kind is STREAM_END:
                return
            else:
                continue
            self._put(value, extent)

    @staticmethod
    def _takes_key(frame: _Frame) -> bool:
        return frame.key is None and type(frame.container) is dict

    def _put(self, value: Json, extent: Extent) -> None:
        """Add a complete value to the innermost container."""
        if not self.stack:
            self.root, self.root_extent = value, extent
            return
        frame = self.stack[-1]
        container = frame.container
        if isinstance(container, list):
            container.append(value)
            frame.offsets += extent
            return
        key = frame.key
        assert key is not None
        frame.key = None
        if frame.merging:
            frame.merging = False
            frame.merges.append((value, extent))
        elif key in container:
            self._duplicate(frame, container, key, value, extent)
        else:
            if frame.order is not None:
                frame.order[key] = len(container)
            container[key] = value
            frame.offsets += (*frame.key_extent, *extent)

    def _scalar_key(self, frame: _Frame, event: Event) -> None:
        text = self.restore(event.value)
        extent = event.start_mark.index, event.end_mark.index
        plain = event.implicit[0]
        if plain and text in ("", "~"):
            self.reader.error("invalid-key", "a key must not be null", extent)
        frame.merging = plain and text == "<<"
        frame.key = self.keys.setdefault(text, text)
        frame.key_extent = extent
        if event.anchor is not None:
            self.anchors[event.anchor] = text, 1

    def _alias_key(self, frame: _Frame, value: Json, extent: Extent) -> None:
        if not isinstance(value, str):
            self.reader.error("invalid-key", "a key must be a string", extent)
            value = "" if value is None else str(value)[:40]
        frame.key, frame.key_extent = value, extent

    def _scalar(self, event: Event) -> Json:
        text = self.restore(event.value)
        try:
            if event.implicit[0]:
                return resolve_plain(text)
            if event.tag is None:
                return text
            return tagged_scalar(event, text, self.reader)
        except NotJson as error:
            extent = event.start_mark.index, event.end_mark.index
            hint = "quote it if a string is meant"
            self.reader.warning(
                "not-json", f"{error}; read as a string", extent, help=hint
            )
            return text

    def _open(self, event: Event) -> None:
        start = event.start_mark.index
        mapping = type(event) is MAPPING
        check_collection_tag(event, self.reader)
        if len(self.stack) >= MAX_DEPTH:
            too_deep(self.reader, (start, start + 1))
            raise ParseError
        if self.stack and self._takes_key(self.stack[-1]):
            message = "a key must be a string, not an object or an array"
            hint = "quote the key if a string is meant"
            self.reader.error("invalid-key", message, (start, start + 1), help=hint)
            raise ParseError
        container: dict[str, Json] | list[Json] = {} if mapping else []
        if event.anchor is not None:
            self.open_anchors.add(event.anchor)
        self.stack.append(_Frame(container, start, event.anchor, self.nodes))
        self.nodes += 1

    def _close(self, event: Event) -> tuple[Json, Extent]:
        frame = self.stack.pop()
        container = frame.container
        if frame.merges and isinstance(container, dict):
            self._merge(frame, container)
        self.positions[id(container)] = array("I", frame.offsets)
        if frame.anchor is not None:
            self.open_anchors.discard(frame.anchor)
            self.anchors[frame.anchor] = container, self.nodes - frame.nodes_before
        return container, (frame.start, max(event.end_mark.index, frame.start + 1))

    def _alias(self, event: Event, extent: Extent) -> Json:
        name = event.anchor or ""
        if name in self.open_anchors:
            message = f"alias `*{name}` contains itself"
            self.reader.error("recursive-alias", message, extent)
            raise ParseError
        if name not in self.anchors:
            similar = nearest(name, self.anchors)
            hint = f"did you mean `*{similar}`?" if similar is not None else _NO_ALIAS
            message = f"anchor `&{name}` is not defined"
            self.reader.error("invalid-yaml", message, extent, help=hint)
            raise ParseError
        value, size = self.anchors[name]
        self._spend(size, extent)
        return value

    def _spend(self, size: int, extent: Extent) -> None:
        self.nodes += size
        self.aliased += size
        if self.aliased > MAX_ALIASED:
            message = f"aliases expand to more than {MAX_ALIASED:,} values"
            self.reader.error("alias-bomb", message, extent)
            raise ParseError

    def _merge(self, frame: _Frame, container: dict[str, Json]) -> None:
        """Add the entries of the mappings under `<<`, except for existing keys."""
        for value, extent in frame.merges:
            for source in value if isinstance(value, list) else [value]:
                if not isinstance(source, dict):
                    message = "`<<` must be an object or a list of objects"
                    self.reader.error("invalid-merge", message, extent)
                    continue
                self._spend(len(source), extent)
                offsets = self.positions[id(source)]
                for index, (key, inner) in enumerate(source.items()):
                    if key not in container:
                        container[key] = inner
                        frame.offsets += offsets[4 * index : 4 * index + 4]

    def _duplicate(
        self,
        frame: _Frame,
        container: dict[str, Json],
        key: str,
        value: Json,
        extent: Extent,
    ) -> None:
        """Replace the value, as `json.loads` does."""
        if frame.order is None:
            frame.order = {name: index for index, name in enumerate(container)}
        at = 4 * frame.order[key]
        first = frame.offsets[at], frame.offsets[at + 1]
        self.reader.duplicate(key, frame.key_extent, first)
        container[key] = value
        frame.offsets[at : at + 4] = [*frame.key_extent, *extent]

    def _document(self, event: Event) -> None:
        self.documents += 1
        if self.documents > 1:
            start = event.start_mark.index
            message = "the file contains more than one YAML document"
            hint = "remove the line `---`, or put the documents into files of their own"
            extent = start, start + 3
            self.reader.error("several-documents", message, extent, help=hint)
            raise ParseError
