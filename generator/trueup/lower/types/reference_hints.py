"""Names of schemas that are the target of a reference, but not components."""

from __future__ import annotations

from ...resolve import Node
from ...schemas.builder import has_name, name_of
from ..context import Context
from ..declarations import Hint


def reference_hint(ctx: Context, target: Node) -> Hint:
    """A hint from the pointer of a schema. If it has no name of its own, as the schema of a
    response has none, it is the hint that it has in its operation."""
    pointer, operations = target.pointer, ctx.inference.operations
    for length in range(len(pointer), 0, -1) if operations else ():
        operation = operations.get((target.identity[0], pointer[:length]))
        if operation is not None:
            hint = _hint_inside(target, length)
            return (name_of(target),) if hint is None else (operation, *hint)
    return (name_of(target),)


def _hint_inside(target: Node, length: int) -> Hint | None:
    """The hint of a schema in an operation, whose pointer has a length."""
    hint: Hint
    match target.pointer[length:]:
        case ("responses", status, "content", _, "schema", *rest):
            hint = ("response", status)
        case ("requestBody", "content", _, "schema", *rest):
            hint = ("body",)
        case ("parameters", index, "schema", *rest):
            document = target.document
            root = Node(document, (), document.value)
            parameter = root.at(*target.pointer[:length], "parameters", index)
            if parameter is None or not parameter.text("name"):
                return None
            hint = (parameter.text("name"),)
        case _:
            return None
    if any(map(has_name, rest)):
        return None
    return (*hint, *("item" for word in rest if word == "items"))
