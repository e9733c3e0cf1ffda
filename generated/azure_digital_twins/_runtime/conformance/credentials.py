"""Credentials for a server: their environment variables, and where a request has them."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from .vectors import Operation, Scheme
from .vectors_file import Vectors


def variable(scheme: str) -> str:
    """The environment variable with the credential of a security scheme."""
    return "CONFORMANCE_" + re.sub(r"[^A-Z0-9]+", "_", scheme.upper())


def from_environment(
    vectors: Vectors, environment: Mapping[str, str]
) -> dict[str, str]:
    """Credentials by name of scheme.

    `user:password` for basic authentication, a key or a token otherwise.
    """
    return {
        name: environment[variable(name)]
        for name in vectors.schemes
        if variable(name) in environment
    }


def generated(vectors: Vectors) -> dict[str, str]:
    """Credentials for the generated server, one for each scheme."""
    return {name: f"conformance:{i}" for i, name in enumerate(vectors.schemes)}


def needed(operations: Iterable[Operation]) -> str:
    """The variables that the operations need: `CONFORMANCE_KEY or CONFORMANCE_TOKEN`."""
    alternatives = dict.fromkeys(
        " and ".join(variable(name) for name, _ in alternative)
        for operation in operations
        for alternative in operation.security
        if alternative
    )
    return " or ".join(alternatives)


def has_credentials(
    operation: Operation, schemes: Mapping[str, Scheme], secrets: Mapping[str, str]
) -> bool:
    """Whether there are credentials for one of the operation's alternatives."""
    return not operation.security or any(
        all(name in secrets or schemes[name].kind == "transport" for name, _ in needs)
        for needs in operation.security
    )


def authorize(
    url: str,
    headers: dict[str, str],
    operation: Operation,
    schemes: Mapping[str, Scheme],
    secrets: Mapping[str, str],
) -> str:
    """Add credentials of the first alternative to the headers, or to the URL."""
    for alternative in operation.security:
        if all(name in secrets for name, _ in alternative):
            for name, _ in alternative:
                url = _add(url, headers, schemes[name], secrets[name])
            break
    return url


def _add(url: str, headers: dict[str, str], scheme: Scheme, secret: str) -> str:
    match scheme.kind, scheme.place:
        case "key", "query":
            separator = "&" if "?" in url else "?"
            pair = f"{quote(scheme.name, safe='')}={quote(secret, safe='')}"
            return f"{url}{separator}{pair}"
        case "key", "cookie":
            cookies = [
                *filter(None, [headers.get("cookie")]),
                f"{scheme.name}={secret}",
            ]
            headers["cookie"] = "; ".join(cookies)
        case "key", _:
            headers[scheme.name.lower()] = secret
        case "basic", _:
            pair = base64.b64encode(secret.encode()).decode()
            headers["authorization"] = f"Basic {pair}"
        case "bearer", _:
            headers["authorization"] = f"Bearer {secret}"
        case "http", _:
            headers["authorization"] = f"{scheme.name} {secret}"
        case _:
            pass
    return url
