"""A security requirement lists scopes of a scheme that has none.

Why: up to 3.0, "for other security scheme types", than `oauth2` and `openIdConnect`, "the
array MUST be empty" (OAS 3.0, Security Requirement Object). Since 3.1 it may list roles.

Bad:  `security: [{apiKey: [write]}]`
Good: `security: [{apiKey: []}]`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V20, V30, ObjectKind
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import objects


def check(spec: Spec) -> Iterator[Violation]:
    is_2_0 = spec.version == V20
    section = "securityDefinitions" if is_2_0 else "components securitySchemes"
    schemes = dict(spec.entries(spec.root, *section.split()))
    for requirement in objects(spec, ObjectKind.SECURITY_REQUIREMENT):
        for name, scopes in requirement.items():
            scheme = spec.follow(schemes[name]) if name in schemes else None
            kind = scheme.text("type") if scheme is not None else ""
            if kind in ("apiKey", "basic", "http") and isinstance(scopes.value, list):
                if scopes.value:
                    yield Violation(
                        scopes,
                        f"`{name}` has no scopes, since its type is `{kind}`",
                        help="write an empty list",
                    )


RULE = Rule(check, Severity.ERROR, until=V30)
