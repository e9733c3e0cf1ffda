"""OAuth 2 tokens by client credentials (RFC 6749, section 4.4): fetched once, kept.

If several threads or tasks need a token, one of them fetches it. `fetch` sends the form
that this module writes.
"""

from __future__ import annotations

import base64
import copy
import math
import re
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any, Literal, TypeAlias
from urllib.parse import quote, urlencode

import msgspec

from .codec import parse_json
from .deadlines import left
from .errors import ConfigurationError, DecodeError, Error, TimeoutError
from .forking import renew_in_child
from .redaction import redacted, redacted_url, shortened

_Key: TypeAlias = "tuple[str, str]"
"""A token URL, and scopes."""


class TokenRequest(msgspec.Struct, frozen=True):
    """A POST to the token endpoint. `secrets` are texts that no message may show."""

    url: str
    headers: tuple[tuple[str, str], ...]
    content: bytes
    secrets: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"TokenRequest({redacted_url(self.url)!r})"


class TokenResponse(msgspec.Struct, frozen=True):
    """Its answer."""

    status: int
    content: bytes

    def __repr__(self) -> str:
        return f"TokenResponse({self.status})"


Fetch = Callable[[TokenRequest], TokenResponse]
AsyncFetch = Callable[[TokenRequest], Awaitable[TokenResponse]]


class TokenError(Error):
    """The token endpoint gave no token."""


class _Token(msgspec.Struct, frozen=True):
    text: str
    expires: float  # by the clock; infinity where it is not said

    def __repr__(self) -> str:
        return f"_Token(..., expires={self.expires})"


class _Hidden(msgspec.Struct, frozen=True):
    """A text that no representation shows."""

    text: str

    def __repr__(self) -> str:
        return "..."


class _Flight:
    """A token request that is under way. Its outcome is that of all who wait for it."""

    def __init__(self, done: Any) -> None:
        self.done = done
        self.token: str | None = None
        self.error: Error | None = None

    def outcome(self) -> str | None:
        """The token; None if the outcome cannot be shared. Raises the error."""
        if self.error is not None:
            raise copy.copy(self.error)
        return self.token

    def fail(self, error: Error) -> None:
        # Another caller may have more time.
        self.error = None if isinstance(error, TimeoutError) else error


class ClientCredentials:
    """A client's own id and secret, exchanged for tokens.

    `token_url` and `scopes` default to what the description says. A token is
    renewed `skew` seconds before it expires, or when half of its time is over if that is
    later, and when the service refuses it.
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
        if not (isinstance(client_id, str) and isinstance(client_secret, str)):
            raise ConfigurationError(
                "the id and the secret of `ClientCredentials` must be strings"
            )
        self.client_id = client_id
        self.token_url = token_url
        self.scopes = scopes
        self._secret = _Hidden(client_secret)
        self._audience = audience
        self._client_auth = client_auth
        self._skew = skew
        self._clock = clock
        self._tokens: dict[_Key, _Token] = {}
        self._task_flights: dict[tuple[object, _Key], _Flight] = {}
        self.renew()
        renew_in_child(self)

    def __repr__(self) -> str:
        return f"ClientCredentials({self.client_id!r})"

    def renew(self) -> None:
        """Forget what is under way, which in a child process never ends."""
        self._lock = threading.Lock()
        self._flights: dict[_Key, _Flight] = {}

    def token(
        self,
        url: str | None,
        scopes: tuple[str, ...],
        fetch: Fetch,
        deadline: float = float("inf"),
    ) -> str:
        """The current token. If it is missing, one thread fetches it, and the others wait
        for that until their own `deadline`, by `time.monotonic`."""
        key = self._key(url, scopes)
        while True:
            if (token := self._current(key)) is not None:
                return token
            with self._lock:
                flight = _Flight(threading.Event())
                under_way = self._flights.setdefault(key, flight)
            if flight is under_way:
                return self._fly(key, flight, fetch)
            flight = under_way
            flight.done.wait(left(deadline))
            left(deadline)
            if (token := flight.outcome()) is not None:
                return token

    def _fly(self, key: _Key, flight: _Flight, fetch: Fetch) -> str:
        try:
            flight.token = self._keep(key, fetch(self._request(key)))
            return flight.token
        except Error as error:
            flight.fail(error)
            raise
        finally:
            self._flights.pop(key, None)
            flight.done.set()

    async def async_token(
        self, url: str | None, scopes: tuple[str, ...], fetch: AsyncFetch
    ) -> str:
        """As `token`, for the tasks of one event loop; a task that waits may be cancelled."""
        import asyncio  # slow to import; a running loop has it

        key = self._key(url, scopes)
        place = asyncio.get_running_loop(), key
        while True:
            if (token := self._current(key)) is not None:
                return token
            flight = self._task_flights.get(place)
            if flight is None:
                flight = self._task_flights[place] = _Flight(asyncio.Event())
                try:
                    flight.token = self._keep(key, await fetch(self._request(key)))
                    return flight.token
                except Error as error:
                    flight.fail(error)
                    raise
                finally:
                    self._task_flights.pop(place, None)
                    flight.done.set()
            await flight.done.wait()
            if (token := flight.outcome()) is not None:
                return token

    def forget(self, token: str) -> None:
        """Drops a token that was refused, unless it has been replaced already."""
        for key, known in list(self._tokens.items()):
            if known.text == token:
                self._tokens.pop(key, None)

    def _key(self, url: str | None, scopes: tuple[str, ...]) -> _Key:
        url = self.token_url or url
        if not url:
            raise ConfigurationError("the description names no token URL: give one")
        return url, " ".join(self.scopes if self.scopes is not None else scopes)

    def _current(self, key: _Key) -> str | None:
        token = self._tokens.get(key)
        if token is None or token.expires <= self._clock():
            return None
        return token.text

    def _request(self, key: _Key) -> TokenRequest:
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
            form |= {"client_id": self.client_id, "client_secret": self._secret.text}
        secret = quote(self._secret.text, safe="")
        pair = f"{quote(self.client_id, safe='')}:{secret}"
        encoded = base64.b64encode(pair.encode()).decode("ascii")
        if self._client_auth == "header":
            headers.append(("Authorization", f"Basic {encoded}"))
        secrets = (self._secret.text, secret, encoded)
        return TokenRequest(url, tuple(headers), urlencode(form).encode(), secrets)

    def _keep(self, key: _Key, response: TokenResponse) -> str:
        """The token of a response. Raises `TokenError`."""
        try:
            answer = parse_json(response.content)
        except DecodeError:
            answer = None
        answer = answer if isinstance(answer, dict) else {}
        text = answer.get("access_token")
        if response.status != 200 or not _is_token(text):
            reason = answer.get("error_description") or answer.get("error") or ""
            shown = shortened(reason, 500) if isinstance(reason, str) else ""
            message = f"no token from {redacted_url(key[0])}: {response.status} {shown}"
            secrets = self._request(key).secrets
            raise TokenError(redacted(message.strip(), secrets))
        token = str(text)
        lifetime = _lifetime(answer.get("expires_in"))
        # A token that is short-lived is renewed when half of its time is over.
        usable = max(lifetime - self._skew, lifetime / 2)
        self._tokens[key] = _Token(token, self._clock() + usable)
        return token


_TOKEN = r"[\x21-\x7e]+"


def _is_token(value: object) -> bool:
    """Whether a value can be sent as a token: visible ASCII (RFC 6749, appendix A.12)."""
    return isinstance(value, str) and re.fullmatch(_TOKEN, value) is not None


def _lifetime(value: object) -> float:
    """`expires_in` in seconds; infinity where it is absent or unusable."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return math.inf
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return math.inf
    return math.inf if math.isnan(seconds) else max(0.0, seconds)
