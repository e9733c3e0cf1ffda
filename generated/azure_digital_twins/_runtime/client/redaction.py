"""Texts without secrets, for messages, representations and logs."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from typing import Any

HIDDEN = "***"
SENSITIVE = frozenset({"authorization", "cookie", "proxy-authorization"})
"""Header fields that are credentials, in lower case."""


def redacted(text: str, secrets: Iterable[str]) -> str:
    """`text` with each secret replaced, also as a token of a JSON pointer."""
    for secret in sorted(set(secrets), key=len, reverse=True):
        if secret:
            text = text.replace(secret, HIDDEN)
            text = text.replace(secret.replace("~", "~0").replace("/", "~1"), HIDDEN)
    return text


def shortened(text: str, limit: int) -> str:
    """`text` cut between words: half of a secret would not be recognized as one."""
    if len(text) <= limit:
        return text
    return text[:limit].rpartition(" ")[0] + " …"


def redacted_url(url: str) -> str:
    """A URL without the user, the password and the query that it may have.

    >>> redacted_url("https://user:password@api.test/v1?key=secret")
    'https://***@api.test/v1?***'
    """
    scheme, mark, rest = url.partition("://")
    if not mark:
        scheme, rest = "", url
    rest, query, _ = rest.partition("?")
    authority, slash, path = rest.partition("/")
    _userinfo, at, host = authority.rpartition("@")
    authority = f"{HIDDEN}@{host}" if at else authority
    return f"{scheme}{mark}{authority}{slash}{path}" + (f"?{HIDDEN}" if query else "")


def redacted_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The names of header fields; a value may be a credential under any name."""
    return dict.fromkeys(headers, HIDDEN)


_secrets: ContextVar[tuple[str, ...]] = ContextVar("secrets", default=())
"""The secrets of the request that an `http_client` of the user is sending."""


class _Filter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        secrets = _secrets.get()
        if secrets and isinstance(record.args, tuple):
            record.args = tuple(_shown(value, secrets) for value in record.args)
        return True


def _shown(value: Any, secrets: tuple[str, ...]) -> Any:
    """A value of a log record; other values than texts and URLs stay what they are."""
    if isinstance(value, (int, float)):
        return value
    text = str(value)
    clean = redacted(text, secrets)
    return value if clean == text else clean


class Hiding:
    """While it is entered, httpx2 logs without these secrets; other records stay.

    httpx2 logs the URL of each request, with a key that the query may hold.
    """

    _filter = _Filter()

    def __init__(self, secrets: tuple[str, ...]) -> None:
        self._given = secrets

    def __enter__(self) -> None:
        if self._given:
            logging.getLogger("httpx2").addFilter(
                self._filter
            )  # once, also if repeated
        self._token = _secrets.set(self._given)

    def __exit__(self, *exception: object) -> None:
        _secrets.reset(self._token)
