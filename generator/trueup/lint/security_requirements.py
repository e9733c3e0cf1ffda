"""Security requirements whose scheme or scope is not defined."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..openapi import V20
from ..resolve import Spec
from ..source import Node
from ..suggestions import did_you_mean
from .rule import Violation
from .traversal import operations


def undefined(spec: Spec, *location: str) -> Iterator[Violation]:
    """The undefined schemes and scopes of the requirements of a description, whose schemes
    are defined at a path of keys."""
    schemes = dict(spec.entries(spec.root, *location))
    section = ".".join(location)
    owners = (spec.root, *(operation.node for operation in operations(spec)))
    for owner in owners:
        for requirement in owner.elements("security"):
            for name, scopes in requirement.items():
                if name in schemes:
                    yield from _undefined_scopes(spec, schemes[name], name, scopes)
                elif spec.version == V20 or not _is_uri(name):
                    yield Violation(
                        requirement.key(name),
                        f"security scheme `{name}` is not defined in `{section}`",
                        help=partial(did_you_mean, name, schemes),
                    )


def _is_uri(name: str) -> bool:
    """Whether a requirement names a scheme of another document (since 3.2)."""
    return "/" in name or "#" in name


def _undefined_scopes(
    spec: Spec, scheme: Node, name: str, scopes: Node
) -> Iterator[Violation]:
    scheme = spec.follow(scheme) or scheme
    if scheme.text("type", "oauth2") != "oauth2":
        return  # the scopes of `openIdConnect` are not listed; others are roles
    flows = dict(spec.entries(scheme, "flows")).values()
    owners = (scheme,) if spec.version == V20 else flows
    defined = {scope for flow in owners for scope, _ in flow.items("scopes")}
    for scope in scopes.elements():
        if isinstance(scope.value, str) and scope.value not in defined:
            yield Violation(
                scope,
                f"scope `{scope.value}` is not defined by `{name}`",
                help=partial(did_you_mean, scope.value, defined),
            )
