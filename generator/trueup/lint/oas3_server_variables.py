"""The variables of a server do not match its URL.

Why: a variable of the URL that is not described cannot be replaced, and one that is not in
the URL is never used. A variable needs a default, which its `enum` must list, and each of
its values must result in a URL.

Bad:  `{url: 'https://{region}.example.org'}`
Good: `{url: 'https://{region}.example.org', variables: {region: {default: eu}}}`
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..diagnostics import Severity
from ..openapi import V30, ObjectKind
from ..resolve import Spec
from ..source import Node
from ..suggestions import did_you_mean
from .rule import Rule, Violation
from .traversal import closest, objects
from .variable_substitution import VARIABLE, is_url, substituted, values


def _check_variable(name: str, variable: Node) -> Iterator[Violation]:
    default = variable.get("default")
    if default is None:
        yield Violation(variable, f"variable `{name}` has no default")
    elif variable.get("enum") is not None:
        if default.value not in [node.value for node in variable.elements("enum")]:
            yield Violation(default, "the default is not a value of the `enum`")


def _check_urls(
    server: Node, url: str, variables: dict[str, Node]
) -> Iterator[Violation]:
    """Replace one variable by each of its values, the others by their first ones."""
    choices = {name: values(variable) for name, variable in variables.items()}
    first = {name: options[0] for name, options in choices.items() if options}
    for name, options in choices.items():
        for value in options:
            result = substituted(url, {**first, name: value})
            if not is_url(result):
                yield Violation(
                    server.get("variables") or server,
                    f"`{result}` is not a URL, if `{name}` is `{value}`",
                )
                break


def check(spec: Spec) -> Iterator[Violation]:
    for server in objects(spec, ObjectKind.SERVER):
        url = server.text("url")
        names = dict.fromkeys(VARIABLE.findall(url))
        variables = dict(spec.entries(server, "variables"))
        for name, variable in variables.items():
            if name in names:
                yield from _check_variable(name, variable)
            else:
                yield Violation(
                    variable,
                    f"variable `{name}` does not occur in `{url}`",
                    help=partial(did_you_mean, name, names),
                )
        missing = [name for name in names if name not in variables]
        if missing:
            listed = ", ".join(f"`{name}`" for name in missing)
            yield Violation(
                closest(spec, server, "variables"),
                f"`{url}` contains undescribed variables: {listed}",
                help="describe them under `variables`",
            )
        elif names:
            yield from _check_urls(
                server, url, {name: variables[name] for name in names}
            )


RULE = Rule(check, Severity.ERROR, since=V30)
