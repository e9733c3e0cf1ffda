"""A parameter in the URL contains a credential.

Why: URLs occur in logs, histories and `Referer` headers (RFC 9110, section 17.9).

Bad:  `{name: api_key, in: query}`
Good: a security scheme `{type: apiKey, in: header, name: X-API-Key}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import ObjectKind
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import objects

_CREDENTIALS = frozenset(
    {
        *("accesstoken", "apikey", "authtoken", "clientsecret", "passwd", "password"),
        *("privatekey", "pwd", "refreshtoken", "secret"),
    }
)


def _is_credential(name: str) -> bool:
    return name.replace("-", "").replace("_", "").lower() in _CREDENTIALS


def check(spec: Spec) -> Iterator[Violation]:
    for parameter in objects(spec, ObjectKind.PARAMETER):
        name = parameter.text("name")
        if parameter.text("in") in ("query", "path") and _is_credential(name):
            yield Violation(
                parameter.get("name") or parameter,
                f"parameter `{name}` puts a credential into the URL",
                help="send it in a header",
            )


RULE = Rule(check, Severity.WARNING)
