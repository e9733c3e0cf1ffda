"""The life of one request: authentication, retries, backoff, redirects. Sans I/O.

`exchange` is a generator of effects. The synchronous and the asynchronous client
perform each effect and send the outcome back, so the logic exists once.
"""

from __future__ import annotations

import base64
import logging
import time
import uuid
from collections.abc import Callable, Generator
from functools import cache
from typing import Any, TypeVar
from urllib.parse import quote

from . import tracing
from .addressing import Server, server_of
from .call_options import CallOptions
from .calls import Call
from .credentials import ApiKeyScheme, AppliedCredential, Basic, applied_credentials
from .effects import Effect, Received, Resolve, Send, Sleep
from .error_redaction import redact
from .errors import ConfigurationError, Error, TransportError
from .header_texts import header_name, header_text
from .headers import Headers
from .operation import Operation, RawResponse, Response
from .options import Options, Service
from .redaction import redacted_url
from .redirects import MAX_REDIRECTS, Redirect, following, redirected, sent_to_others
from .request import Request
from .retries import IDEMPOTENT, can_be_repeated, may_repeat, retry_after
from .tokens import ClientCredentials

T = TypeVar("T")
H = TypeVar("H", bound=Headers)


def now() -> float:
    """`time.monotonic`, looked up at each call, so that tests may have another clock."""
    return time.monotonic()


def exchange(
    call: Call[T, H],
    service: Service,
    options: Options,
    clock: Callable[[], float] = now,
    accept: str | None = None,
) -> Generator[Effect, Any, Received]:
    """Make a call; return the final response, or raise the error that prevented one."""
    operation = call.operation
    request = call.request(accept)
    server = server_of(operation, options)
    grants = applied_credentials(operation, service.schemes, options.auth)
    logger = _logger(service.name)
    if grants and not server.is_trusted:
        origin = redacted_url(server.url)
        logger.warning("no credentials for %s: see `auth_origins`", origin)
        grants = ()
    if call.options:
        _check_extras(call.options, grants, service, server)
    fields, names = _fields(request, operation, service, options, server)
    known = _credentials_in(fields, names, service, server)
    total = options.timeout.total
    deadline = float("inf") if total is None else clock() + total
    safe = _may_be_done_twice(operation, names)
    attempt, renewed, redirects = 0, False, 0
    redirect: Redirect | None = None
    is_trusted = server.is_trusted
    while True:
        secrets: list[tuple[AppliedCredential, str]] = []
        for grant in grants:
            secret = grant.secret
            if not isinstance(secret, str):
                secret = yield Resolve(grant, deadline)
            secrets.append((grant, secret))
        url, sent_fields, hidden = _placed(request, server, fields, names, secrets)
        send = Send(
            request.method,
            url,
            sent_fields,
            request.content,
            deadline,
            options.timeout.connect,
            request.template,
            options.max_response,
            (*known, *hidden),
            is_trusted,
        )
        if redirect is not None:
            send = redirected(send, redirect, secrets)
        failure: TransportError | None = None
        raw: RawResponse | None = None
        delay: float | None = None
        began = clock()
        try:
            raw = yield send
        except TransportError as error:
            failure = error
            repeat = safe or not error.sent
            logger.debug("%s %s: %s", request.method, request.template, failure)
        else:
            assert raw is not None
            spent = (clock() - began) * 1000
            logger.debug(
                "%s %s: %d in %.0f ms",
                request.method,
                request.template,
                raw.status,
                spent,
            )
            if raw.status == 401 and not renewed and can_be_repeated(request.content):
                if renewed := _forget(secrets):
                    continue
            step = following(operation, send, raw, options, service, redirect)
            if step is not None and redirects < MAX_REDIRECTS:
                redirect, redirects = step, redirects + 1
                if not redirect.is_same_origin:
                    grants, fields, is_trusted = (), sent_to_others(fields), False
                    names = {name.lower() for name, _ in fields}
                safe = safe or redirect.method != send.method  # it is GET now
                continue
            if raw.status < 400:
                return Received(raw, send.secrets)
            delay = retry_after(raw.headers)
            repeat = may_repeat(raw.status, delay, safe=safe)
        repeat = repeat and can_be_repeated(request.content)
        wait = options.retries.wait(attempt, delay) if repeat else None
        if wait is None or clock() + wait >= deadline:
            if failure is not None:
                raise failure
            assert raw is not None
            return Received(raw, send.secrets)
        yield Sleep(wait)
        attempt += 1


_logger = cache(logging.getLogger)


def concluded(
    call: Call[T, H], received: Received, service: Service, options: Options
) -> Response[T, H]:
    """The typed response; raises the error that it is."""
    raw, secrets = received.raw, received.secrets
    try:
        if options.validation != "off":
            from . import validation

            validation.check(call.operation, raw, service, options.validation, secrets)
        return call.response(raw, strict=options.validation == "strict")
    except Error as error:
        redact(error, secrets)
        raise


def _fields(
    request: Request,
    operation: Operation,
    service: Service,
    options: Options,
    server: Server,
) -> tuple[list[tuple[str, str]], set[str]]:
    """The header fields of every attempt, but for credentials; their names in lower case."""
    names = {name.lower() for name, _ in request.headers.raw}
    agent = header_text("User-Agent", options.user_agent)
    of_client = {"user-agent": ("User-Agent", agent)}
    for name, value in options.headers.items():
        if server.is_trusted or not _is_credential(name, service):
            of_client[name.lower()] = (header_name(name), header_text(name, value))
    own = [pair for name, pair in of_client.items() if name not in names]
    names.update(of_client)
    own += tracing.fields(names, operation.header_names)
    key = operation.idempotency_header
    if key is not None and key.lower() not in names:
        own.append((key, str(uuid.uuid4())))
        names.add(key.lower())
    if server.userinfo is not None and "authorization" not in names:
        own.append(("Authorization", f"Basic {server.userinfo}"))
        names.add("authorization")
    return [*own, *request.headers.raw], names


def _check_extras(
    options: CallOptions,
    grants: tuple[AppliedCredential, ...],
    service: Service,
    server: Server,
) -> None:
    """Raise `ConfigurationError` if the options of a call replace a credential, or send one
    to an origin that is not trusted."""
    applied = {"authorization"} if server.userinfo is not None else set[str]()
    for grant in grants:
        location, name, _ = grant.placed("secret")
        applied |= {"cookie" if location == "cookie" else name.lower()}
    for name in options.get("extra_headers") or ():
        if name.lower() in applied:
            raise ConfigurationError(
                f"`extra_headers` must not set {name!r}: `auth` of the client does"
            )
        if not server.is_trusted and _is_credential(name, service):
            raise ConfigurationError(
                f"`extra_headers` must not set {name!r} for "
                f"{redacted_url(server.url)}: see `auth_origins`"
            )
    keys = {
        scheme.name
        for scheme in service.schemes.values()
        if isinstance(scheme, ApiKeyScheme) and scheme.location == "query"
    }
    for name in keys & (options.get("extra_query") or {}).keys():
        raise ConfigurationError(
            f"`extra_query` must not set {name!r}, a credential: pass it as `auth`"
        )


def _is_credential(name: str, service: Service) -> bool:
    """Whether a header field of the user's is a credential of the service."""
    return name.lower() in service.secret_fields


def _credentials_in(
    fields: list[tuple[str, str]], names: set[str], service: Service, server: Server
) -> tuple[str, ...]:
    """The secrets among the header fields, and that of the server's URL."""
    if server.userinfo is None and names.isdisjoint(service.secret_fields):
        return ()
    secrets = [value for name, value in fields if _is_credential(name, service)]
    secrets += [value.partition(" ")[2] for value in secrets]
    if server.userinfo is not None:
        pair = base64.b64decode(server.userinfo).decode()
        secrets += [server.userinfo, pair.partition(":")[2]]
    return tuple(secrets)


def _placed(
    request: Request,
    server: Server,
    fields: list[tuple[str, str]],
    names: set[str],
    secrets: list[tuple[AppliedCredential, str]],
) -> tuple[str, tuple[tuple[str, str], ...], list[str]]:
    """URL and header fields with credentials, and the texts that no message may show."""
    query = [request.query] if request.query else []
    cookies: list[str] = []
    hidden: list[str] = []
    for grant, secret in secrets:
        location, name, text = grant.placed(secret)
        hidden += [secret, text]
        if isinstance(grant.credential, Basic):
            hidden.append(grant.credential.password)
        match location:
            case "query":
                encoded = quote(text, safe="")
                hidden.append(encoded)
                query.append(f"{quote(name, safe='')}={encoded}")
            case "cookie":
                cookies.append(f"{name}={text}")
            case _:
                fields = [*_without(name, fields, names), (name, text)]
                names = names | {name.lower()}
    if cookies:
        own = [value for name, value in fields if name.lower() == "cookie"]
        others = _without("cookie", fields, names)
        fields = [*others, ("Cookie", "; ".join(own + cookies))]
    url = server.url + "/" + request.path.removeprefix("/")
    if query:
        url += "?" + "&".join(query)
    return url, tuple(fields), hidden


def _without(
    name: str, fields: list[tuple[str, str]], names: set[str]
) -> list[tuple[str, str]]:
    if name.lower() not in names:
        return fields
    return [pair for pair in fields if pair[0].lower() != name.lower()]


def _may_be_done_twice(operation: Operation, names: set[str]) -> bool:
    if operation.idempotent is not None:
        return operation.idempotent
    key = operation.idempotency_header or "Idempotency-Key"
    return operation.method in IDEMPOTENT or key.lower() in names


def _forget(secrets: list[tuple[AppliedCredential, str]]) -> bool:
    """Drops tokens that can be renewed; whether there were any."""
    has_renewed = False
    for grant, secret in secrets:
        if isinstance(grant.credential, ClientCredentials):
            grant.credential.forget(secret)
            has_renewed = True
    return has_renewed
