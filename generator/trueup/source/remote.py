"""Load, from URLs: which may be fetched, their redirects, and the limits of a run."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from ..diagnostics import Locatable, Report
from ..hosts import HTTPS_PORT, AllowedHosts, Host, parse_host
from .document import Document
from .reading import parse_bytes

if TYPE_CHECKING:
    from .https import Deadline

TIMEOUT_SECONDS = 20.0
"""For one document, from resolving its host to the last byte of the last response."""

MOST_SECONDS = 300.0
"""For all documents of a run."""

MOST_DOCUMENTS = 200
MOST_REDIRECTS = 5


class Refused(Exception):
    """A request that is not sent, or a response that is not accepted."""

    def __init__(self, reason: str, help: str | None = None) -> None:
        super().__init__(reason)
        self.help = help


def is_url(location: str) -> bool:
    """Whether a location is on the network rather than in the file system."""
    return location[:8].lower().startswith(("http://", "https://"))


class RemoteDocuments:
    """Fetches the remote documents of one run. `allowed` are their hosts."""

    def __init__(self, allowed: AllowedHosts, report: Report) -> None:
        self._allowed = allowed
        self._report = report
        self._count = 0

    @functools.cached_property
    def _deadline(self) -> Deadline:
        from .https import Deadline

        return Deadline(MOST_SECONDS)

    def fetch(self, url: str, place: Locatable) -> Document | None:
        """Fetch and parse a document; None, with a diagnostic at `place`."""
        from http.client import HTTPException  # slow, and most descriptions are files

        try:
            host = self._permitted(url)
            self._count += 1
            if self._count > MOST_DOCUMENTS:
                raise Refused(f"the limit is {MOST_DOCUMENTS} remote documents")
            final, data = self._follow(url, host)
        except Refused as refused:
            message = f"`{url}` is not fetched: {refused}"
            self._report.error("remote-ref", message, place, help=refused.help)
            return None
        except (OSError, HTTPException, UnicodeError) as problem:
            message = f"cannot fetch `{url}`: {_reason(problem)}"
            self._report.error("unreadable-file", message, place)
            return None
        # Not a path in the file system: it identifies the document and has its suffix.
        path = Path(quote(final, safe="") + Path(urlsplit(final).path).suffix)
        return parse_bytes(data, path, self._report, display=final, location=final)

    def _permitted(self, url: str) -> Host:
        host = _origin(url)
        if not self._allowed:
            raise Refused(
                "remote references are not allowed",
                f"copy it into the project, or use `--allow-remote={host}`",
            )
        if self._allowed is True:
            if host.port != HTTPS_PORT:
                reason = f"a port other than {HTTPS_PORT} must be allowed by name"
                raise Refused(reason, f"use `--allow-remote={host}`")
        elif str(host) not in self._allowed:
            reason = f"`{host}` is not one of the allowed hosts"
            raise Refused(reason, f"add `--allow-remote={host}`")
        return host

    def _follow(self, url: str, host: Host) -> tuple[str, bytes]:
        """The URL and the body of the response at the end of all redirects."""
        from .https import Deadline, get

        deadline = Deadline(min(TIMEOUT_SECONDS, self._deadline.left()))
        for _ in range(MOST_REDIRECTS + 1):
            parts = urlsplit(url)
            query = f"?{parts.query}" if parts.query else ""
            response = get(host, (parts.path or "/") + query, deadline)
            if response.location is None:
                return url, response.body
            url = _redirected(url, response.location, host)
        raise Refused(f"more than {MOST_REDIRECTS} redirects")


def _origin(url: str) -> Host:
    """The host and port of an https URL. Raises `Refused` if it is not a plain one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise Refused("it is not a valid URL") from None
    # `urlsplit` removes control characters, and other parsers read `\` as `/`.
    if "\\" in url or any(not "!" <= letter and letter.isascii() for letter in url):
        raise Refused("it contains a space, a control character or a backslash")
    if parts.scheme != "https":
        raise Refused("only `https` is supported", "use an `https` URL")
    if "@" in parts.netloc:
        reason = "it contains credentials"
        raise Refused(reason, "remove what stands before `@`")
    host = parse_host(parts.netloc)
    if host is None:
        reason = f"`{parts.netloc}` is not a valid host"
        hint = "write an ASCII DNS name (`xn--` for others) or a canonical IP address"
        raise Refused(reason, hint)
    return host


def _redirected(url: str, location: str, host: Host) -> str:
    """The target of a redirect. Raises `Refused` if it has another origin."""
    try:
        target = urldefrag(urljoin(url, location)).url
    except ValueError:
        raise Refused("it redirects to an invalid URL") from None
    try:
        if _origin(target) == host:
            return target
    except ValueError:
        raise Refused("it redirects to an invalid URL") from None
    except Refused as refused:
        raise Refused(f"it redirects to `{target}`: {refused}") from None
    reason = f"it redirects to another origin, `{target}`"
    raise Refused(reason, "refer to that URL directly")


def _reason(problem: Exception) -> str:
    import socket
    import ssl

    match problem:
        case TimeoutError():
            return f"no complete response within {TIMEOUT_SECONDS:.0f} seconds"
        case ssl.SSLCertVerificationError():
            return f"the certificate is not valid: {problem.verify_message.lower()}"
        case socket.gaierror():
            return "its host cannot be resolved"
        case ssl.SSLError():
            return "no secure connection is possible"
        case OSError():
            return (problem.strerror or str(problem)).lower()
        case _:
            return "the response is not valid HTTP"
