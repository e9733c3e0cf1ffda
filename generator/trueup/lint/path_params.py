"""A path and its parameters do not agree.

Why: a client puts each path parameter into its place in the path. One without a place
is never sent, a place without a parameter is taken for a required text, and a path has
no place that could be left empty.

Bad:  `/pets/{id}` with a parameter `{name: petId, in: path, required: true}`
Good: `/pets/{petId}` with it
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..source import Node
from ..suggestions import did_you_mean
from .rule import Finding, Rule
from .walking import operations, parameters, paths

if TYPE_CHECKING:
    from ..resolve import Spec

_HOLE = re.compile(r"\{([^{}]*)\}")


def check(spec: Spec) -> Iterator[Finding]:
    for path, item in paths(spec):
        holes = _holes(path)
        for name in (name for name, count in Counter(holes).items() if count > 1):
            yield Finding(item, f"`{{{name}}}` is twice in `{path}`")
    for operation in operations(spec):
        names = dict.fromkeys(_holes(operation.path))
        declared: set[str] = set()
        for owner in (*operation.items, operation.node):
            yield from _owned(spec, owner, operation.path, names, declared)
        for name in names:
            if name not in declared:
                yield Finding(
                    operation.key,
                    f"`{{{name}}}` is in the path, but is no parameter",
                    help=partial(_help, name, declared, "it is taken for a text"),
                )


def _help(name: str, known: Iterable[str], otherwise: str) -> str:
    return did_you_mean(name, known) or otherwise


def _holes(path: str) -> list[str]:
    """Names in the path itself: what follows a `?` is no path."""
    return _HOLE.findall(re.split("[?#]", path)[0])


def _owned(
    spec: Spec, owner: Node, path: str, names: dict[str, None], declared: set[str]
) -> Iterator[Finding]:
    """What is wrong with the parameters of a path item or an operation."""
    own: set[str] = set()
    for entry, parameter in parameters(spec, owner):
        name = parameter.text("name")
        if parameter.text("in") != "path" or not name:
            continue
        if name in own:
            yield Finding(entry, f"the path parameter `{name}` is declared twice")
        elif name not in names:
            yield Finding(
                entry,
                f"`{name}` is a path parameter, but is not in `{path}`",
                help=partial(_help, name, names, "it is never sent"),
            )
        if not parameter.flag("required"):
            yield Finding(
                parameter.get("required") or parameter,
                f"the path parameter `{name}` is not said to be required",
                help="add `required: true`: a path has no place to leave empty",
            )
        own.add(name)
    declared |= own


RULE = Rule(check, Severity.WARNING)
