"""The name of an operation's method, derived from that operation alone.

The author's `operationId` is preferred: the part after a separator, or the rest without the
name of the tag at its start or end. For an id that a framework derived, that has no meaning
or that only repeats method and path, the name is derived from method and path. Other
operations have no influence, so that adding one does not rename any.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from .. import ir
from .identifiers import fits_in_name, member_name, words
from .list_results import returns_list
from .operation_ids import (
    authored_part,
    separated_part,
    spells_method_and_path,
    verb_without_group,
    without_context,
)
from .path_names import path_name, spelled_out
from .path_segments import Words


class MethodName(Struct, frozen=True):
    """The preferred name of a method, and longer names with context."""

    name: str
    with_context: tuple[str, ...]


def method_name(
    operation: ir.Operation, declarations: Mapping[str, ir.Declaration]
) -> MethodName:
    """Derive the name of an operation's method inside its group."""
    group = words(operation.group)
    is_list = returns_list(operation, declarations)
    id_ = authored_part(operation) if operation.id_given else ""
    full, longer = words(id_), (words(id_), words(operation.id))
    if not fits_in_name(full):
        full = without_context(id_, full, group)
    if separated := separated_part(id_, group, operation.method):
        return _named(separated, longer, operation)
    if not full or spells_method_and_path(full, operation):
        return _named(*path_name(operation, group, is_list), operation)
    verb = verb_without_group(full, group, operation, is_list)
    return _named(verb or full, longer, operation)


def _named(
    chosen: Words, longer: Sequence[Words], operation: ir.Operation
) -> MethodName:
    name = member_name(" ".join(chosen), "operation")
    others = dict.fromkeys(
        member_name(" ".join(words_), "operation")
        for words_ in (*longer, spelled_out(operation))
    )
    others.pop(name, None)
    return MethodName(name, tuple(others))
