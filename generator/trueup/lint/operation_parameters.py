"""An operation lists parameters that exclude each other.

Why: "the list MUST NOT include duplicated parameters; a unique parameter is defined by a
combination of a name and location" (OAS 3.1, Operation Object): the last one counts. In
2.0 there is one body at most, and it is either `body` or `formData`.

Bad:  `{name: page, in: query}` twice
Good: once
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Locatable, Severity
from ..source import Node
from .rule import Finding, Rule
from .walking import operations, parameters

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Finding]:
    judged: set[Node] = set()
    for operation in operations(spec):
        for owner in (*operation.items, operation.node):
            if owner not in judged:
                judged.add(owner)
                yield from _repeated(spec, owner)
                yield from _bodies(spec, owner)


def _repeated(spec: Spec, owner: Node) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Locatable] = {}
    for entry, parameter in parameters(spec, owner):
        name, where = parameter.text("name"), parameter.text("in")
        if not name or where in ("", "path", "body"):  # see `path-params`, and below
            continue
        # RFC 9110 section 5.1: names of headers do not tell upper from lower case.
        mark = name.lower() if where == "header" else name
        first = seen.setdefault((mark, where), entry)
        if first is not entry:
            yield Finding(
                entry,
                f"`{name}` in `{where}` is declared twice; the last one counts",
                related=(("the first one", first),),
            )


def _bodies(spec: Spec, owner: Node) -> Iterator[Finding]:
    first = ""
    for entry, parameter in parameters(spec, owner):
        where = parameter.text("in")
        if where not in ("body", "formData"):
            continue
        if first and (where == "body" or first != where):
            yield Finding(
                entry,
                f"a parameter in `{first}` is the body already",
                help="describe one body, with all that it can hold",
            )
        first = first or where


RULE = Rule(check, Severity.WARNING)
