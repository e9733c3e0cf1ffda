"""Fetching of remote documents: allowed URLs, redirects, and limits per run."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from ..diagnostics import Locatable, Report
from ..hosts import HTTPS_PORT, AllowedHosts, Host, parse_host
from .document import Document
from .files import parse_bytes

if TYPE_CHECKING:
    from .https import Deadline

TIMEOUT_SECONDS = 20.0
"""Timeout of one document, including resolution of the host and redirects."""

MAX_SECONDS = 300.0
"""Timeout of all documents of a run."""

MAX_DOCUMENTS = 200
MAX_REDIRECTS = 5


class FetchRejected(Exception):
    """A request that is not allowed, or a response that is rejected."""

    def __init__(self, reason: str, help: str | None = None) -> None:
        super().__init__(reason)
        self.help = help


def path_of(url: str) -> Path:
    """A path that identifies a remote document and has its suffix, but leads nowhere."""
    return Path(quote(url, safe="") + Path(urlsplit(url).path).suffix)


class RemoteDocuments:
    """Fetches the remote documents of one run from allowed hosts."""

    def __init__(self, allowed: AllowedHosts, report: Report) -> None:
        self._allowed = allowed
        self._report = report
        self._count = 0

    @functools.cached_property
    def _deadline(self) -> Deadline:
        from .https import Deadline

        return Deadline(MAX_SECONDS)

    def fetch(self, url: str, location: Locatable | None) -> Document | None:
        """Fetch and parse a document; None, with a diagnostic at `location`, if it fails."""
        response = self.read(url, location)
        if response is None:
            return None
        final, data = response
        self._report.contents[final] = data
        return parse_bytes(
            data, path_of(final), self._report, display=final, location=final
        )

    def read(self, url: str, location: Locatable | None) -> tuple[str, bytes] | None:
        """Fetch a document; return its URL after redirects, and its bytes."""
        from http.client import HTTPException  # slow to import, and rarely needed

        try:
            host = self._check_allowed(url)
            self._count += 1
            if self._count > MAX_DOCUMENTS:
                raise FetchRejected(f"the limit is {MAX_DOCUMENTS} remote documents")
            return self._follow(url, host)
        except FetchRejected as rejection:
            message = f"`{url}` is not fetched: {rejection}"
            self._report.error("remote-ref", message, location, help=rejection.help)
        except (OSError, HTTPException, UnicodeError) as error:
            message = f"cannot fetch `{url}`: {_reason(error)}"
            self._report.error("unreadable-file", message, location)
        return None

    def _check_allowed(self, url: str) -> Host:
        host = _origin(url)
        if not self._allowed:
            raise FetchRejected(
                "remote documents are not allowed",
                f"copy it into the project, or use `--allow-remote={host}`",
            )
        if self._allowed is True:
            if host.port != HTTPS_PORT:
                reason = f"a port other than {HTTPS_PORT} must be allowed by name"
                raise FetchRejected(reason, f"use `--allow-remote={host}`")
        elif str(host) not in self._allowed:
            reason = f"`{host}` is not one of the allowed hosts"
            raise FetchRejected(reason, f"add `--allow-remote={host}`")
        return host

    def _follow(self, url: str, host: Host) -> tuple[str, bytes]:
        """Follow redirects; return the last URL and the response body."""
        from .https import Deadline, get

        deadline = Deadline(min(TIMEOUT_SECONDS, self._deadline.left()))
        for _ in range(MAX_REDIRECTS + 1):
            parts = urlsplit(url)
            query = f"?{parts.query}" if parts.query else ""
            response = get(host, (parts.path or "/") + query, deadline)
            if response.location is None:
                return url, response.body
            url = _redirect_target(url, response.location, host)
        raise FetchRejected(f"more than {MAX_REDIRECTS} redirects")


def _origin(url: str) -> Host:
    """Parse the host and port of an https URL. Raises `FetchRejected` if it is not allowed."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise FetchRejected("it is not a valid URL") from None
    # `urlsplit` removes control characters, and other parsers read `\` as `/`.
    if "\\" in url or any(not "!" <= letter and letter.isascii() for letter in url):
        raise FetchRejected("it contains a space, a control character or a backslash")
    if parts.scheme != "https":
        raise FetchRejected("only `https` is supported", "use an `https` URL")
    if "@" in parts.netloc:
        reason = "it contains credentials"
        raise FetchRejected(reason, "remove the user name and password")
    host = parse_host(parts.netloc)
    if host is None:
        reason = f"`{parts.netloc}` is not a valid host"
        hint = "write an ASCII DNS name (`xn--` for others) or a canonical IP address"
        raise FetchRejected(reason, hint)
    return host


def _redirect_target(url: str, location: str, host: Host) -> str:
    """The target of a redirect. Raises `FetchRejected` if it has another origin."""
    try:
        target = urldefrag(urljoin(url, location)).url
    except ValueError:
        raise FetchRejected("it redirects to an invalid URL") from None
    try:
        if _origin(target) == host:
            return target
    except ValueError:
        raise FetchRejected("it redirects to an invalid URL") from None
    except FetchRejected as rejection:
        raise FetchRejected(f"it redirects to `{target}`: {rejection}") from None
    reason = f"it redirects to another origin, `{target}`"
    raise FetchRejected(reason, "refer to that URL directly")


def _reason(error: Exception) -> str:
    import socket
    import ssl

    match error:
        case TimeoutError():
            return f"no complete response within {TIMEOUT_SECONDS:.0f} seconds"
        case ssl.SSLCertVerificationError():
            return f"the certificate is not valid: {error.verify_message.lower()}"
        case socket.gaierror():
            return "its host cannot be resolved"
        case ssl.SSLError():
            return "no secure connection is possible"
        case OSError():
            return (error.strerror or str(error)).lower()
        case _:
            return "the response is not valid HTTP"
