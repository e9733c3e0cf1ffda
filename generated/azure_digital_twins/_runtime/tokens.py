"""OAuth 2 tokens by client credentials (RFC 6749, section 4.4): fetched once, kept.

However many threads or tasks need a token, one of them fetches it. Knows no
transport: `fetch` sends the form that this module writes.
"""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urlencode

import msgspec

from .codec import parse_json
from .errors import ConfigurationError, DecodeError, Error

if TYPE_CHECKING:
    import asyncio


class TokenRequest(msgspec.Struct, frozen=True):
    """A POST to the token endpoint."""

    url: str
    headers: tuple[tuple[str, str], ...]
    content: bytes


class TokenResponse(msgspec.Struct, frozen=True):
    """Its answer."""

    status: int
    content: bytes


Fetch = Callable[[TokenRequest], TokenResponse]
AsyncFetch = Callable[[TokenRequest], Awaitable[TokenResponse]]


class TokenError(Error):
    """The token endpoint gave no token."""


class _Token(msgspec.Struct, frozen=True):
    text: str
    expires: float  # by the clock; infinity where it is not said


class ClientCredentials:
    """A client's own id and secret, exchanged for tokens.

    `token_url` and `scopes` default to what the description says. A token is
    renewed `skew` seconds before it expires, and when the service refuses it.
    `client_auth` says how the id and secret travel: in the `Authorization` header or
    in the `form` (RFC 6749, section 2.3.1).
    """

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        *,
        token_url: str | None = None,
        scopes: tuple[str, ...] | None = None,
        audience: str | None = None,
        client_auth: Literal["header", "form"] = "header",
        skew: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.client_id = client_id
        self.token_url = token_url
        self.scopes = scopes
        self._secret = client_secret
        self._audience = audience
        self._client_auth = client_auth
        self._skew = skew
        self._clock = clock
        self._tokens: dict[tuple[str, str], _Token] = {}
        self._lock = threading.Lock()
        self._task_locks: dict[int, asyncio.Lock] = {}

    def __repr__(self) -> str:
        return f"ClientCredentials({self.client_id!r})"

    def token(self, url: str | None, scopes: tuple[str, ...], fetch: Fetch) -> str:
        """The current token, fetched where there is none. Blocks other threads."""
        key = self._key(url, scopes)
        if (token := self._current(key)) is not None:
            return token
        with self._lock:
            if (token := self._current(key)) is not None:
                return token
            return self._keep(key, fetch(self._request(key)))

    async def async_token(
        self, url: str | None, scopes: tuple[str, ...], fetch: AsyncFetch
    ) -> str:
        """As `token`, for tasks of one event loop."""
        key = self._key(url, scopes)
        if (token := self._current(key)) is not None:
            return token
        async with self._task_lock():
            if (token := self._current(key)) is not None:
                return token
            return self._keep(key, await fetch(self._request(key)))

    def forget(self, token: str) -> None:
        """Drops a token that was refused, unless it has been replaced already."""
        for key, known in list(self._tokens.items()):
            if known.text == token:
                self._tokens.pop(key, None)

    def _task_lock(self) -> asyncio.Lock:
        import asyncio  # slow to import; whoever awaits has it

        # A lock belongs to the loop that first waits for it.
        return self._task_locks.setdefault(
            id(asyncio.get_running_loop()), asyncio.Lock()
        )

    def _key(self, url: str | None, scopes: tuple[str, ...]) -> tuple[str, str]:
        url = self.token_url or url
        if not url:
            raise ConfigurationError("the description names no token URL: give one")
        return url, " ".join(self.scopes if self.scopes is not None else scopes)

    def _current(self, key: tuple[str, str]) -> str | None:
        token = self._tokens.get(key)
        if token is None or token.expires - self._skew <= self._clock():
            return None
        return token.text

    def _request(self, key: tuple[str, str]) -> TokenRequest:
        url, scope = key
        form = {"grant_type": "client_credentials"}
        if scope:
            form["scope"] = scope
        if self._audience is not None:
            form["audience"] = self._audience
        headers = [
            ("Accept", "application/json"),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ]
        if self._client_auth == "form":
            form |= {"client_id": self.client_id, "client_secret": self._secret}
        else:
            pair = f"{quote(self.client_id, safe='')}:{quote(self._secret, safe='')}"
            encoded = base64.b64encode(pair.encode()).decode("ascii")
            headers.append(("Authorization", f"Basic {encoded}"))
        return TokenRequest(url, tuple(headers), urlencode(form).encode())

    def _keep(self, key: tuple[str, str], response: TokenResponse) -> str:
        try:
            answer = parse_json(response.content)
        except DecodeError:
            answer = None
        answer = answer if isinstance(answer, dict) else {}
        text = answer.get("access_token")
        if response.status != 200 or not isinstance(text, str):
            reason = answer.get("error_description") or answer.get("error") or ""
            raise TokenError(
                f"no token from {key[0]}: {response.status} {reason}".strip()
            )
        lifetime = answer.get("expires_in")
        seconds = float(lifetime) if isinstance(lifetime, (int, float, str)) else None
        expires = float("inf") if seconds is None else self._clock() + seconds
        self._tokens[key] = _Token(text, expires)
        return text
