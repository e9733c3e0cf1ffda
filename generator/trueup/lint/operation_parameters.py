"""An operation has conflicting parameters.

Why: "the list MUST NOT include duplicated parameters; a unique parameter is defined by a
combination of a name and location" (OAS 3.1, Operation Object). The last one is used. In
2.0, an operation has at most one body, and either `body` or `formData`.

Bad:  `{name: page, in: query}` twice
Good: once
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Locatable, Severity
from ..resolve import Spec
from ..source import Node
from .rule import Rule, Violation
from .traversal import closest, operations, parameters


def _duplicates(spec: Spec, owner: Node) -> Iterator[Violation]:
    seen: dict[tuple[str, str], Locatable] = {}
    for entry, parameter in parameters(spec, owner):
        name, location = parameter.text("name"), parameter.text("in")
        if not name or location in ("", "body"):  # bodies are checked below
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
    entries = [
        (entry, parameter.text("in"))
        for entry, parameter in parameters(spec, owner)
        if parameter.text("in") in ("body", "formData")
    ]
    bodies = [entry for entry, location in entries if location == "body"]
    if bodies and len(bodies) < len(entries):
        yield Violation(
            closest(spec, owner, "parameters"),
            "parameters in `body` and in `formData` exclude each other",
            help="describe the whole body in one way",
        )
    for entry in bodies[1:]:
        yield Violation(
            entry,
            "a parameter in `body` already describes the body",
            help="describe the whole body by one parameter",
        )


def check(spec: Spec) -> Iterator[Violation]:
    checked: set[Node] = set()
    for operation in operations(spec):
        for owner in (*operation.items, operation.node):
            if owner not in checked:
                checked.add(owner)
                yield from _duplicates(spec, owner)
                yield from _conflicting_bodies(spec, owner)


RULE = Rule(check, Severity.ERROR)
