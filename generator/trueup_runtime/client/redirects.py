"""Follow redirects (RFC 9110, section 15.4): decide which, and how. Sans I/O."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import (
    parse_qsl,
    quote,
    unquote,
    unquote_plus,
    urldefrag,
    urljoin,
    urlsplit,
)

import msgspec

from .addressing import url_origin
from .credentials import ApiKeyScheme, AppliedCredential, Scheme
from .effects import Send
from .errors import ConfigurationError
from .operation import Operation, RawResponse
from .options import FollowRedirects, Options, Service
from .retries import can_be_repeated

MAX_REDIRECTS = 10
_MAX_LOCATION = 8192
"""Characters of an address that is followed."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "QUERY"})


class Redirect(msgspec.Struct, frozen=True):
    """The request that follows one or more redirects of a call.

    `keeps_body` is False as soon as one of them changed the method to GET. Only a
    request that stays at its origin has credentials.
    """

    method: str
    url: str
    keeps_body: bool
    is_same_origin: bool


def following(
    operation: Operation,
    send: Send,
    raw: RawResponse,
    options: Options,
    service: Service,
    previous: Redirect | None,
) -> Redirect | None:
    """The redirect to follow; None if the response is the outcome."""
    redirect = _redirect_of(
        operation, send.method, send.url, raw, options.follow_redirects, previous
    )
    if redirect is None or (redirect.keeps_body and not can_be_repeated(send.content)):
        return None
    if redirect.is_same_origin:
        return redirect
    schemes = service.schemes.values()
    return None if _repeats_secret(redirect.url, send.secrets, schemes) else redirect


def redirected(
    send: Send, redirect: Redirect, secrets: list[tuple[AppliedCredential, str]]
) -> Send:
    """`send` to the address of a redirect, with credentials in the query added."""
    url, mark, query = redirect.url.partition("?")
    pairs = [query] if mark else []
    for grant, secret in secrets:
        location, name, text = grant.placed(secret)
        prefix = f"{quote(name, safe='')}="
        if location == "query" and f"&{prefix}" not in f"&{query}":
            pairs.append(prefix + quote(text, safe=""))
    if pairs:
        url += "?" + "&".join(pairs)
    if redirect.keeps_body:
        return msgspec.structs.replace(send, method=redirect.method, url=url)
    headers = tuple(
        pair for pair in send.headers if not pair[0].lower().startswith("content-")
    )
    return msgspec.structs.replace(
        send, method=redirect.method, url=url, headers=headers, content=None
    )


_SENT_TO_OTHERS = frozenset(
    {
        "accept",
        "accept-language",
        "content-encoding",
        "content-length",
        "content-type",
        "traceparent",
        "tracestate",
        "user-agent",
    }
)
"""Header fields that are no credentials, under any description."""


def sent_to_others(fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The header fields that a redirect to another origin keeps."""
    return [pair for pair in fields if pair[0].lower() in _SENT_TO_OTHERS]


def _redirect_of(
    operation: Operation,
    method: str,
    url: str,
    raw: RawResponse,
    mode: FollowRedirects | None,
    previous: Redirect | None = None,
) -> Redirect | None:
    """How to follow a response to `method` and `url`; None if it is the outcome.

    Without a `mode`, safe methods follow redirects of the same origin, unless the
    description documents the status.
    """
    if raw.status not in REDIRECTS or mode == "never":
        return None
    location = raw.headers.get("Location")
    if not location:
        return None
    if mode is None and (method not in _SAFE or operation.documents(raw.status)):
        return None
    if len(location) > _MAX_LOCATION:
        return None

    import httpx2  # slow to import; a client that sends has it

    try:
        target = urldefrag(urljoin(url, location)).url
        is_same_origin = url_origin(target) == url_origin(url)
        httpx2.Request("GET", target)
    except (ConfigurationError, ValueError, httpx2.InvalidURL):
        return None
    if "@" in urlsplit(target).netloc:
        return None  # a user and a password that the service makes up
    if not is_same_origin and mode != "any":
        return None
    becomes_get = (raw.status == 303 and method != "HEAD") or (
        raw.status in (301, 302) and method == "POST"
    )
    keeps_body = not becomes_get and (previous is None or previous.keeps_body)
    return Redirect(
        "GET" if becomes_get else method, target, keeps_body, is_same_origin
    )


def _repeats_secret(
    url: str, secrets: Iterable[str], schemes: Iterable[Scheme]
) -> bool:
    """Whether a URL has a secret, in any encoding, or a query key of a scheme."""
    _, _, query = url.partition("?")
    names = {name for name, _ in parse_qsl(query, keep_blank_values=True)}
    if any(
        isinstance(scheme, ApiKeyScheme)
        and scheme.location == "query"
        and scheme.name in names
        for scheme in schemes
    ):
        return True
    texts = (url, unquote(url), unquote_plus(url))
    return any(secret in text for secret in secrets if secret for text in texts)
