"""Follow redirects (RFC 9110, section 15.4): decide which, and how. Sans I/O."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import (
    parse_qsl,
    unquote,
    unquote_plus,
    urldefrag,
    urljoin,
    urlsplit,
)

import httpx2

from .addressing import url_origin
from .credentials import ApiKeyScheme, Scheme
from .errors import ConfigurationError
from .operation import Operation, RawResponse
from .options import FollowRedirects

MAX_REDIRECTS = 10
_MAX_LOCATION = 8192
"""Characters of an address that is followed."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "QUERY"})


class Redirect(NamedTuple):
    """The request that follows one or more redirects of a call.

    `keeps_body` is False as soon as one of them changed the method to GET. Only a
    request that stays at its origin has credentials.
    """

    method: str
    url: str
    keeps_body: bool
    is_same_origin: bool


def redirect_of(
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
    location = raw.headers.get("Location")
    if raw.status not in REDIRECTS or not location or mode == "never":
        return None
    if mode is None and (method not in _SAFE or operation.documents(raw.status)):
        return None
    if len(location) > _MAX_LOCATION:
        return None
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


def repeats_secret(url: str, secrets: Iterable[str], schemes: Iterable[Scheme]) -> bool:
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
