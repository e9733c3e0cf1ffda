"""The base of both clients: options, views with other options, requests for tokens."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, NoReturn, Self, Unpack

import msgspec

from .addressing import base_url_of, origins_of
from .auth_validation import valid_auth
from .call_options import headers_of, timeout_of
from .calls import Call
from .credentials import AppliedCredential, OAuth2Scheme
from .deprecation import warn_caller
from .effects import Send
from .errors import ConfigurationError
from .header_texts import header_text
from .model import UNSET
from .options import (
    CommonArguments,
    Options,
    Service,
    ViewArguments,
    limit_of,
    retries_of,
)
from .redaction import redacted_url
from .tokens import TokenRequest


class BaseClient:
    """A client without its way to the network."""

    service: ClassVar[Service]

    def __init__(self, options: Options) -> None:
        self._options = options

    def __copy__(self) -> Self:
        """As `with_options()`: the copy shares the connections."""
        return self.with_options()

    def __deepcopy__(self, memo: object) -> Self:
        return self.with_options()

    def __reduce__(self) -> NoReturn:
        name = type(self).__name__
        raise TypeError(
            f"`{name}` cannot be pickled, since it has connections and credentials: "
            "create a client in each process"
        )

    def __repr__(self) -> str:
        url = redacted_url(self._options.base_url)
        return f"{type(self).__name__}(base_url={url!r})"

    @property
    def options(self) -> Options:
        """How this client makes calls."""
        return self._options

    def with_options(self, **arguments: Unpack[ViewArguments]) -> Self:
        """The same client with other options; connections are shared.

        `headers` are added to those that are set already.
        """
        accepted = ViewArguments.__optional_keys__
        options = with_arguments(self._options, self.service, arguments, accepted)
        view = object.__new__(type(self))
        # Not the resources, which are cached among these and know their client.
        shared = {name: vars(self)[name] for name in ("_pool", "_sleep")}
        vars(view).update(shared, _options=options)
        return view

    @classmethod
    def _package(cls) -> str:
        """The generated package, or the module of a client that is not generated."""
        owner = next(owner for owner in cls.__mro__ if "service" in vars(owner))
        package, _, module = owner.__module__.rpartition(".")
        return package if module == "client" else owner.__module__

    def _for_call(self, call: Call[Any, Any]) -> Self:
        """This client, or a view of it with the timeout of a call.

        Warns of deprecated parameters.
        """
        operation = call.operation
        for index, parameter in operation.deprecated:
            value = call.values[index] if index < len(call.values) else None
            if value is not None and value is not UNSET:
                name = f"{parameter.location} parameter `{parameter.name}`"
                text = f"{name} of `{operation.method} {operation.path}` is deprecated"
                warn_caller(text, self._package())
        timeout = call.options.get("timeout", UNSET)
        return self if timeout is UNSET else self.with_options(timeout=timeout)


def options_of(
    service: Service, base_url: str | None, arguments: CommonArguments
) -> Options:
    url = base_url_of(base_url, service.base_url)
    agent = f"{service.name}/{service.version}" if service.version else service.name
    defaults = Options(url, own_base_url=base_url is not None, user_agent=agent)
    accepted = CommonArguments.__optional_keys__
    return with_arguments(defaults, service, arguments, accepted)


def _one_of(name: str, *choices: str | None) -> Callable[[Any], object]:
    """A conversion that raises `ConfigurationError` for other values."""

    def check(given: object) -> object:
        if given not in choices:
            expected = ", ".join(map(repr, choices))
            raise ConfigurationError(f"`{name}` is one of {expected}, not {given!r}")
        return given

    return check


def _user_agent(given: object) -> object:
    if given is None or isinstance(given, str):
        return None if given is None else header_text("User-Agent", given)
    raise ConfigurationError(f"`user_agent` must be a string, not {given!r}")


def _hook(name: str) -> Callable[[Any], object]:
    def check(given: object) -> object:
        if given is not None and not callable(given):
            raise ConfigurationError(f"`{name}` must be a function, not {given!r}")
        return given

    return check


_CONVERSIONS: Mapping[str, Callable[[Any], object]] = {
    "follow_redirects": _one_of(
        "follow_redirects", None, "never", "same-origin", "any"
    ),
    "validation": _one_of("validation", "off", "warn", "strict"),
    "timeout": timeout_of,
    "retries": retries_of,
    "auth_origins": origins_of,
    "headers": headers_of,
    "max_response": limit_of,
    "user_agent": _user_agent,
    "on_request": _hook("on_request"),
    "on_response": _hook("on_response"),
}


def with_arguments(
    options: Options,
    service: Service,
    arguments: Mapping[str, object],
    accepted: frozenset[str],
) -> Options:
    """Options with the values of keyword arguments, which are named like them."""
    for name in arguments.keys() - accepted:
        raise TypeError(f"unexpected keyword argument {name!r}")
    changes: dict[str, Any] = {**arguments}
    for name in _CONVERSIONS.keys() & changes.keys():
        changes[name] = _CONVERSIONS[name](changes[name])
    if "headers" in changes:
        changes["headers"] = {**options.headers, **changes["headers"]}
    if "auth" in changes:
        changes["auth"] = valid_auth(changes["auth"], service.schemes)
    changes["user_agent"] = changes.get("user_agent") or options.user_agent
    return msgspec.structs.replace(options, **changes)


def secret_of(value: object, expected: str = "a string") -> str:
    """The result of a credential function. Raises `ConfigurationError`."""
    if isinstance(value, str) and value:
        return value
    if inspect.iscoroutine(value):
        value.close()
    kind = "an empty string" if value == "" else f"a `{type(value).__name__}`"
    raise ConfigurationError(
        f"a credential function must return {expected}, and returned {kind}"
    )


def token_source(grant: AppliedCredential) -> tuple[str | None, tuple[str, ...]]:
    """The URL of the token endpoint, and the scopes to request."""
    if isinstance(grant.scheme, OAuth2Scheme):
        return grant.scheme.token_url, grant.scopes or grant.scheme.scopes
    return None, grant.scopes


def token_call(request: TokenRequest, options: Options, deadline: float) -> Send:
    url = redacted_url(request.url)
    headers = (("User-Agent", options.user_agent), *request.headers)
    return Send(
        "POST",
        request.url,
        headers,
        request.content,
        deadline,
        options.timeout.connect,
        url,
        _TOKEN_LIMIT,
        request.secrets,
    )


_TOKEN_LIMIT = 1_000_000
"""Bytes of a response of a token endpoint."""
