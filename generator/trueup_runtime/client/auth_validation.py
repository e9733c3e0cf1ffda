"""Validation of the `auth` argument of clients, before any request.

Messages name the types of values, never the values: they may be secrets.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from .credentials import (
    ApiKey,
    ApiKeyScheme,
    AppliedCredential,
    Basic,
    Bearer,
    Credential,
    Credentials,
    HttpScheme,
    MutualTlsScheme,
    Scheme,
    fits,
)
from .errors import ConfigurationError
from .tokens import ClientCredentials


def valid_auth(auth: Any, schemes: Mapping[str, Scheme]) -> Credentials | None:
    """The credentials of `auth`; a tuple becomes `Basic`. Raises `ConfigurationError`."""
    if auth is None:
        return None
    if isinstance(auth, Mapping):
        return {name: _named(name, auth[name], schemes) for name in auth}
    credential = _credential("`auth`", auth, schemes)
    fitting = [
        each for each in schemes.values() if fits(credential, each, is_named=False)
    ]
    if not fitting:
        raise ConfigurationError(
            f"`auth` is {_kind(auth)}, which no security scheme of the description "
            f"accepts; {_accepted(schemes)}"
        )
    _check_text(credential, fitting)
    return credential


def _named(name: object, value: Any, schemes: Mapping[str, Scheme]) -> Credential:
    scheme = schemes.get(name) if isinstance(name, str) else None
    if scheme is None or isinstance(scheme, MutualTlsScheme):
        raise ConfigurationError(
            f"`auth` has {name!r}, which names no security scheme that takes a "
            f"credential; {_accepted(schemes)}"
        )
    where = f"`auth[{name!r}]`"
    credential = _credential(where, value, {str(name): scheme})
    if not fits(credential, scheme, is_named=True):
        raise ConfigurationError(
            f"{where} is {_kind(value)}; expected {_expected(scheme)}"
        )
    _check_text(credential, [scheme])
    return credential


def _credential(where: str, value: Any, schemes: Mapping[str, Scheme]) -> Credential:
    match value:
        case (str(username), str(password)) if isinstance(value, tuple):
            return Basic(username, password)
        case ApiKey(secret) | Bearer(secret):
            _check_secret(
                f"the secret of {where}", secret, "expected a string or a function"
            )
        case Basic(username, password):
            if not (isinstance(username, str) and isinstance(password, str)):
                raise ConfigurationError(
                    f"{where}: the user and the password of `Basic` must be strings"
                )
        case ClientCredentials():
            pass
        case _:
            _check_secret(where, value, _accepted(schemes))
    credential: Credential = value
    return credential


def _check_secret(where: str, secret: object, expected: str) -> None:
    if isinstance(secret, str):
        if not secret:
            raise ConfigurationError(f"{where} is an empty string")
    elif not callable(secret):
        raise ConfigurationError(f"{where} is {_kind(secret)}; {expected}")
    elif not _needs_no_arguments(secret):
        raise ConfigurationError(
            f"{where} is {_kind(secret)}; a function must return the secret, and have no "
            "required parameters"
        )


def _needs_no_arguments(function: Callable[..., object]) -> bool:
    try:
        inspect.signature(function).bind()
    except TypeError:
        return False
    except ValueError:  # a function in C without a signature
        return True
    return True


def _check_text(credential: Credential, schemes: list[Scheme]) -> None:
    """Raise `ConfigurationError` if no scheme can send the text of a credential."""
    failure: ConfigurationError | None = None
    for scheme in schemes:
        applied = AppliedCredential(scheme, credential)
        try:
            secret = applied.secret
            if isinstance(secret, str):
                applied.placed(secret)
        except ConfigurationError as error:
            failure = error
        else:
            return
    if failure is not None:
        raise failure


def _accepted(schemes: Mapping[str, Scheme]) -> str:
    """The credentials that the schemes accept, for a message."""
    accepted = [
        f"{_expected(scheme)} for `{name}`"
        for name, scheme in schemes.items()
        if not isinstance(scheme, MutualTlsScheme)
    ]
    if not accepted:
        return "the description has no security schemes: use `headers`"
    return "expected " + ", or ".join(accepted)


def _expected(scheme: Scheme) -> str:
    match scheme:
        case ApiKeyScheme("query"):
            return "`ApiKey(...)`"
        case ApiKeyScheme():
            return "`ApiKey(...)` or a string"
        case HttpScheme(name) if name.lower() == "basic":
            return "`Basic(user, password)`"
        case HttpScheme(name) if name.lower() != "bearer":
            return f"a string, which follows `{name}`"
        case HttpScheme():
            return "`Bearer(...)` or a string"
        case _:
            return "`ClientCredentials(...)`, `Bearer(...)` or a string"


def _kind(value: object) -> str:
    """The type of a value, as a message names it."""
    if isinstance(value, type):
        return f"the class `{value.__name__}`"
    if isinstance(value, tuple):
        return f"a tuple of {len(value)}"
    return f"a `{type(value).__name__}`"
