"""Views of the code blocks in `README.md`."""

from __future__ import annotations

from msgspec import Struct

from ... import ir
from ...emit.quoting import Code


class ResultView(Struct, frozen=True):
    """The result of a call: its annotation, and one of its fields.

    With `is_list`, both are those of an item.
    """

    is_list: bool = False
    annotation: Code | None = None
    field: Code | None = None
    field_annotation: Code | None = None


class ExampleView(Struct, frozen=True):
    """A call in a block. `modules` are imported, and `names` from the package."""

    modules: tuple[Code, ...]
    names: tuple[Code, ...]
    operation: ir.Operation
    expression: Code
    result: ResultView | None


class ErrorExampleView(Struct, frozen=True):
    """A call with a documented error; `error` is None if no operation documents any."""

    modules: tuple[Code, ...]
    names: tuple[Code, ...]
    operation: ir.Operation
    expression: Code
    error: Code | None
    has_body: bool
    body: Code | None


class StreamExampleView(Struct, frozen=True):
    """A call whose response is streamed, and the names of the stream and of its items."""

    modules: tuple[Code, ...]
    names: tuple[Code, ...]
    operation: ir.Operation
    expression: Code
    items: Code
    item: Code
    annotation: Code | None


class Examples(Struct, frozen=True):
    """The examples of one API; None where it has no such operation."""

    first: ExampleView | None
    error: ErrorExampleView | None
    body: ExampleView | None
    upload: ExampleView | None
    stream: StreamExampleView | None
