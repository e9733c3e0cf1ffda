"""An operation has conflicting parameters.

Why: "the list MUST NOT include duplicated parameters; a unique parameter is defined by a
combination of a name and location" (OAS 3.1, Operation Object). The last one is used. In
2.0, an operation has at most one body, and either `body` or `formData`.

Bad:  `{name: page, in: query}` twice
Good: once
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Locatable, Severity
from ..source import Node
from .rule import Rule, Violation
from .traversal import operations, parameters

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Violation]:
    checked: set[Node] = set()
    for operation in operations(spec):
        for owner in (*operation.items, operation.node):
            if owner not in checked:
                checked.add(owner)
                yield from _duplicates(spec, owner)
                yield from _conflicting_bodies(spec, owner)


def _duplicates(spec: Spec, owner: Node) -> Iterator[Violation]:
    seen: dict[tuple[str, str], Locatable] = {}
    for entry, parameter in parameters(spec, owner):
        name, location = parameter.text("name"), parameter.text("in")
        if not name or location in ("", "path", "body"):  # `path-params`, and below
            continue
        # Header names are case-insensitive (RFC 9110, section 5.1).
        key = name.lower() if location == "header" else name
        first = seen.setdefault((key, location), entry)
        if first is not entry:
            yield Violation(
                entry,
                f"duplicate parameter `{name}` in `{location}`; the last one is used",
                related=(("the first parameter", first),),
            )


def _conflicting_bodies(spec: Spec, owner: Node) -> Iterator[Violation]:
    first = ""
    for entry, parameter in parameters(spec, owner):
        location = parameter.text("in")
        if location not in ("body", "formData"):
            continue
        if first and (location == "body" or first != location):
            yield Violation(
                entry,
                f"a parameter in `{first}` already describes the body",
                help="describe the whole body in one way",
            )
        first = first or location


RULE = Rule(check, Severity.WARNING)
