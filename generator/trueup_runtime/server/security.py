"""Authorization: the requirements of an operation, against a request's credentials.

A requirement is an OR of ANDs of schemes with scopes (OAS, Security Requirement
Object). A request without credentials is answered with 401, one whose principal
lacks a scope with 403.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from .credentials import (
    AuthorizationScheme,
    CertificateScheme,
    Credential,
    KeyScheme,
    Principal,
    Requirements,
    Scheme,
    Schemes,
    credentials_of,
)
from .problems import Problem, RequestRejected
from .requests import IncomingRequest


class Forbidden(Exception):
    """Raised by a check or a handler: the caller may not do this (403)."""


async def authorize(
    request: IncomingRequest, requirements: Requirements, schemes: Schemes
) -> dict[str, Principal]:
    """The principals of the first alternative that holds, by scheme; there is at least one
    alternative.

    Raises RequestRejected (401, or 403 where a scope was all that was missing).
    """
    sent = credentials_of(request, requirements, schemes)
    known: dict[str, Principal | None] = {}
    lacking: tuple[str, ...] = ()
    for alternative in sorted(requirements, key=lambda schemes: not schemes):
        if not alternative and sent:  # who sends a wrong credential is not anonymous
            break
        principals = await _satisfy(alternative, schemes, sent, known)
        if principals is None:
            continue
        missing = _missing_scopes(alternative, principals)
        if not missing:
            return principals
        lacking = lacking or missing
    if lacking:
        raise RequestRejected(_forbidden(lacking, requirements, schemes))
    raise RequestRejected(_unauthorized(requirements, schemes, rejected=bool(known)))


async def _satisfy(
    alternative: Sequence[tuple[str, tuple[str, ...]]],
    schemes: Schemes,
    sent: Mapping[str, Credential | None],
    known: dict[str, Principal | None],
) -> dict[str, Principal] | None:
    """The principals of all schemes of an alternative; None where one denies."""
    principals: dict[str, Principal] = {}
    for name, _ in alternative:
        if name not in known:
            credential = sent.get(name)
            if credential is None:
                return None
            known[name] = await _checked(schemes[name], credential)
        principal = known[name]
        if principal is None:
            return None
        principals[name] = principal
    return principals


async def _checked(scheme: Scheme, credential: Credential) -> Principal | None:
    try:
        return await scheme.check(credential)
    except Forbidden as reason:
        raise RequestRejected(
            Problem(403, str(reason) or "The caller may not do this.")
        ) from reason


def _missing_scopes(
    alternative: Sequence[tuple[str, tuple[str, ...]]],
    principals: Mapping[str, Principal],
) -> tuple[str, ...]:
    return tuple(
        scope
        for name, scopes in alternative
        for scope in scopes
        if scope not in principals[name].scopes
    )


def _unauthorized(
    requirements: Requirements, schemes: Schemes, *, rejected: bool
) -> Problem:
    detail = (
        "The credentials were not accepted."
        if rejected
        else "Credentials are required."
    )
    challenges = _challenges(
        requirements, schemes, 'error="invalid_token"' if rejected else ""
    )
    return Problem(401, detail, headers={"WWW-Authenticate": challenges})


def _forbidden(
    missing: tuple[str, ...], requirements: Requirements, schemes: Schemes
) -> Problem:
    listed = " ".join(dict.fromkeys(missing))
    quoted = "".join(c for c in listed if " " <= c <= "~" and c not in '"\\')
    challenges = _challenges(
        requirements, schemes, f'error="insufficient_scope", scope="{quoted}"'
    )
    return Problem(
        403, f"A scope is missing: {listed}.", headers={"WWW-Authenticate": challenges}
    )


def _challenges(requirements: Requirements, schemes: Schemes, bearer: str) -> str:
    """`WWW-Authenticate` (RFC 9110, 11.6.1), one challenge a scheme, `bearer`'s by RFC 6750."""
    names = dict.fromkeys(
        name for alternative in requirements for name, _ in alternative
    )
    wanted = (_challenge(schemes[name], bearer) for name in names if name in schemes)
    return ", ".join(dict.fromkeys(wanted))


def _challenge(scheme: Scheme, bearer: str) -> str:
    match scheme:
        case AuthorizationScheme("basic"):
            return 'Basic realm="api", charset="UTF-8"'
        case AuthorizationScheme("bearer"):
            return f'Bearer realm="api", {bearer}' if bearer else 'Bearer realm="api"'
        case AuthorizationScheme(name):
            return f'{name.capitalize()} realm="api"'
        case KeyScheme(place, name):
            return f'ApiKey realm="api", in="{place}", name="{name}"'
        case CertificateScheme():
            return 'Certificate realm="api"'
        case _:
            assert_never(scheme)
