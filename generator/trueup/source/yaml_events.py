"""The events of PyYAML's parsers, with types: libyaml's if available, otherwise Python's."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Final, Protocol, TypeAlias, cast

import yaml
from yaml import events
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

SCALAR: Final[type[object]] = events.ScalarEvent
MAPPING: Final[type[object]] = events.MappingStartEvent
ALIAS: Final[type[object]] = events.AliasEvent
DOCUMENT: Final[type[object]] = events.DocumentStartEvent
STREAM_END: Final[type[object]] = events.StreamEndEvent
START: Final[tuple[type[object], ...]] = (
    events.MappingStartEvent,
    events.SequenceStartEvent,
)
END: Final[tuple[type[object], ...]] = (events.MappingEndEvent, events.SequenceEndEvent)


class Mark(Protocol):
    """A position in the text: `index` is an offset in characters."""

    @property
    def index(self) -> int: ...


class Event(Protocol):
    """An event. Scalars have `value` and `implicit`; all nodes have `anchor` and `tag`.

    `implicit[0]` is true if the scalar is plain and has no tag.
    """

    @property
    def start_mark(self) -> Mark: ...
    @property
    def end_mark(self) -> Mark: ...
    @property
    def value(self) -> str: ...
    @property
    def implicit(self) -> tuple[bool, bool]: ...
    @property
    def anchor(self) -> str | None: ...
    @property
    def tag(self) -> str | None: ...


NextEvent: TypeAlias = Callable[[], Event]


class _PythonParser(Reader, Scanner, Parser):
    def __init__(self, stream: str) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)


def event_source(text: str, *, native: bool = True) -> NextEvent:
    """A function that returns the next event of `text`, and raises `YAMLError`."""
    if native and yaml.__with_libyaml__:
        parser = importlib.import_module("yaml.cyaml").CParser(text)
        return cast(NextEvent, parser.get_event)
    return cast(NextEvent, _PythonParser(text).get_event)
