"""Convert exceptions of HTTP libraries to errors of this package, without credentials."""

from __future__ import annotations

import builtins

import httpx2

from .effects import Send
from .errors import ConfigurationError, Error, TimeoutError, TransportError
from .redaction import redacted

_NEVER_SENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)
_UNWRITABLE = (httpx2.InvalidURL, httpx2.LocalProtocolError)
_LIBRARIES = frozenset({"anyio", "h11", "h2", "hpack", "httpcore2", "httpx2", "ssl"})


def is_of_user(error: Exception, send: Send) -> bool:
    """Whether the iterator of the body raised `error`, not an HTTP library."""
    is_known = type(error).__module__.partition(".")[0] in _LIBRARIES
    is_whole = send.content is None or isinstance(send.content, bytes)
    is_of_loop = isinstance(error, RuntimeError) and "loop" in str(error)
    return not (is_whole or is_known or is_of_loop or isinstance(error, OSError))


def failure_of(error: Exception, send: Send) -> Error:
    """The error to raise for one of an HTTP library.

    Its cause is where the failure began, such as a refused connection. Exceptions of
    HTTP libraries are not kept as causes: they hold the request, with credentials.
    """
    if isinstance(error, Error):
        return error
    is_late = isinstance(error, (httpx2.TimeoutException, builtins.TimeoutError))
    what = redacted(str(error), send.secrets)
    what = what or ("timed out" if is_late else type(error).__name__)
    message = f"{send.method} {send.template}: {what}"
    failure: Error
    if isinstance(error, _UNWRITABLE):
        failure = ConfigurationError(message)
    else:
        sent = not isinstance(error, _NEVER_SENT)
        message += f" ({_host(send)})"
        failure = (TimeoutError if is_late else TransportError)(message, sent=sent)
    failure.__cause__ = _origin(error, send)
    return failure


def _host(send: Send) -> str:
    """The host and port that the request was for."""
    try:
        return httpx2.URL(send.url).netloc.decode("ascii", "replace")
    except httpx2.InvalidURL:
        return "unknown host"


def _origin(error: BaseException, send: Send) -> BaseException | None:
    """The exception at the beginning of a chain, if not of an HTTP library."""
    for _ in range(20):
        before = error.__cause__ or error.__context__
        if before is None:
            break
        error = before
    if not isinstance(error, Exception) or isinstance(error, httpx2.HTTPError):
        return None
    text = f"{error} {error.args!r}"
    return error if redacted(text, send.secrets) == text else None
