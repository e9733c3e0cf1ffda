"""Names of an operation's method, made from that operation alone.

An author's `operationId` comes first: what a separator sets apart, or what is left when
the tag's word goes from its beginning or its end. An id that a framework derived, that
says nothing or that only spells method and path gives way to a name from the shape of
method and path. Nothing here looks at other operations, so that adding one renames none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from .. import ir
from .identifiers import member_name, words
from .list_results import returns_list
from .operation_ids import (
    authored_part,
    separated_part,
    spells_method_and_path,
    verb_without_group,
)
from .path_names import path_name, spelled_out
from .path_segments import Words


class MethodName(Struct, frozen=True):
    """The name that a method should get, and longer names with context."""

    name: str
    with_context: tuple[str, ...]


def method_name(
    operation: ir.Operation, declarations: Mapping[str, ir.Declaration]
) -> MethodName:
    """The name of an operation's method inside its group."""
    group = words(operation.group)
    is_list = returns_list(operation, declarations)
    id_ = authored_part(operation) if operation.id_given else ""
    full, longer = words(id_), (words(id_), words(operation.id))
    if separated := separated_part(id_, group):
        return _named(separated, longer, operation)
    if not full or spells_method_and_path(full, operation):
        return _named(*path_name(operation, group, is_list), operation)
    verb = verb_without_group(full, group, operation, is_list)
    return _named(verb or full, longer, operation)


def _named(
    chosen: Words, longer: Sequence[Words], operation: ir.Operation
) -> MethodName:
    name = member_name(" ".join(chosen), "operation")
    others = [member_name(" ".join(each), "operation") for each in longer]
    others.append(member_name(" ".join(spelled_out(operation)), "operation"))
    return MethodName(name, tuple(dict.fromkeys(o for o in others if o != name)))
