"""A security scheme is defined, but no requirement names it.

Why: no request carries its credentials. Either `security` is missing, so that clients are
generated without authentication, or the scheme is a leftover.

Bad:  `components.securitySchemes: {apiKey: …}` without a requirement
Good: `security: [{apiKey: []}]`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V20, ObjectKind
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import objects
from .unused_components import unused


def check(spec: Spec) -> Iterator[Violation]:
    owner, section = spec.root.get("components"), "securitySchemes"
    if spec.version == V20:
        owner, section = spec.root, "securityDefinitions"
    if owner is None:
        return
    required = {
        name
        for requirement in objects(spec, ObjectKind.SECURITY_REQUIREMENT)
        for name, _ in requirement.items()
    }
    defined = {name for name, _ in owner.items(section)}
    if any(name not in defined and "/" not in name for name in required):
        return  # it may be misspelled: `unknown-security-scheme`
    required |= {name.rpartition("/")[2] for name in required}  # URIs, since 3.2
    for name, node in unused(spec, owner, (section,)):
        if name not in required:
            message = f"no requirement names the security scheme `{name}`"
            yield Violation(node, message, help="add it to `security`, or remove it")


RULE = Rule(check, Severity.WARNING)
