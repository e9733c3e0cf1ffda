"""The template expressions of a path do not match its parameters.

Why: a client replaces each template expression by a path parameter. A parameter without
an expression is never sent, an expression without a parameter is a required string, and
path parameters cannot be optional.

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
from .rule import Rule, Violation
from .traversal import operations, parameters, paths

if TYPE_CHECKING:
    from ..resolve import Spec

_PATH = re.compile(r"(?:\{[^{}]*+\}|[^?#{])*+")
_EXPRESSION = re.compile(r"\{[;?]*+([^{}*]*)\*?\}")


def check(spec: Spec) -> Iterator[Violation]:
    templates: dict[str, str] = {}
    optional: dict[Node, Node] = {}
    for path, item in paths(spec):
        template = _EXPRESSION.sub("{}", path)
        if templates.setdefault(template, path) != path:
            yield Violation(item, f"`{path}` is equivalent to `{templates[template]}`")
        for name, count in Counter(_expressions(path)).items():
            if count > 1:
                yield Violation(item, f"`{{{name}}}` occurs twice in `{path}`")
    for operation in operations(spec):
        names = dict.fromkeys(_expressions(operation.path))
        declared: set[str] = set()
        for owner in (*operation.items, operation.node):
            yield from _check_owner(
                spec, owner, operation.path, names, declared, optional
            )
        for name in names:
            if name not in declared:
                yield Violation(
                    operation.key,
                    f"`{{{name}}}` in the path has no parameter; typed as `str`",
                    help=partial(_help, name, declared, "add a parameter `in: path`"),
                )
    for parameter, entry in optional.items():
        yield Violation(
            parameter,
            f"path parameter `{parameter.text('name')}` must be required",
            help="add `required: true`",
            related=() if entry == parameter else (("a reference to it", entry),),
        )


def _help(name: str, known: Iterable[str], otherwise: str) -> str:
    return did_you_mean(name, known) or otherwise


def _expressions(path: str) -> list[str]:
    """Names of the template expressions, without those after `?` or `#`."""
    match = _PATH.match(path)
    return _EXPRESSION.findall(match[0]) if match is not None else []


def _check_owner(
    spec: Spec,
    owner: Node,
    path: str,
    names: dict[str, None],
    declared: set[str],
    optional: dict[Node, Node],
) -> Iterator[Violation]:
    """Check the parameters of a path item or an operation; add them to `declared`, and those
    that are not required to `optional`, with a reference to each."""
    own: set[str] = set()
    for entry, parameter in parameters(spec, owner):
        name = parameter.text("name")
        if parameter.text("in") != "path" or not name:
            continue
        if name in own:
            yield Violation(entry, f"duplicate path parameter `{name}`")
        elif name not in names:
            yield Violation(
                entry,
                f"path parameter `{name}` does not occur in `{path}`; never sent",
                help=partial(_help, name, names, f"add `{{{name}}}` to the path"),
            )
        if not parameter.flag("required"):
            optional.setdefault(parameter, entry)
        own.add(name)
    declared |= own


RULE = Rule(check, Severity.ERROR)
