"""Which redirects are followed, and how (RFC 9110, section 15.4). Does no I/O."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urldefrag, urljoin

from .addressing import url_origin
from .errors import ConfigurationError
from .operation import Operation, RawResponse
from .options import FollowRedirects

MAX_REDIRECTS = 10
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "QUERY"})


class Redirect(NamedTuple):
    """The request that follows a redirect. Only one to the same origin has credentials."""

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
    try:
        target = urldefrag(urljoin(url, location)).url
        is_same_origin = url_origin(target) == url_origin(url)
    except (ConfigurationError, ValueError):
        return None
    if "@" in target.partition("://")[2].partition("/")[0]:
        return None  # a user and a password that the service makes up
    if not is_same_origin and mode != "any":
        return None
    becomes_get = (raw.status == 303 and method != "HEAD") or (
        raw.status in (301, 302) and method == "POST"
    )
    return Redirect(
        "GET" if becomes_get else method, target, not becomes_get, is_same_origin
    )
