"""Effects: what `exchange` asks a client to do, and the final response."""

from __future__ import annotations

import time
from typing import Any, TypeAlias

import msgspec

from .credentials import AppliedCredential
from .errors import TimeoutError
from .operation import RawResponse


class Resolve(msgspec.Struct, frozen=True):
    """To be done: give the text of a grant's secret, before the deadline."""

    grant: AppliedCredential
    deadline: float


class Send(msgspec.Struct, frozen=True):
    """To be done: send a request, give a `RawResponse` or raise `TransportError`.

    `deadline` is by `time.monotonic`. `secrets` are texts that no message may show. The
    credentials of an `http_client` are sent only to an origin that is trusted.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    content: Any
    deadline: float
    connect: float | None
    template: str
    max_response: int | None = None
    secrets: tuple[str, ...] = ()
    is_trusted: bool = True

    def __repr__(self) -> str:
        return f"Send({self.method!r}, {self.template!r})"


class Received(msgspec.Struct, frozen=True):
    """The final response, and the secrets that were sent for it."""

    raw: RawResponse
    secrets: tuple[str, ...]


class Sleep(msgspec.Struct, frozen=True):
    """To be done: wait."""

    seconds: float


Effect: TypeAlias = "Resolve | Send | Sleep"


LATE = "no response in time"


def remaining(send: Send, end: float | None = None) -> float | None:
    """Seconds left for a request, until its deadline or `end`; None without a limit.

    Raises `TimeoutError`.
    """
    end = send.deadline if end is None else end
    if end == float("inf"):
        return None
    seconds = end - time.monotonic()
    if seconds <= 0:
        message = f"{send.method} {send.template}: {LATE}"
        raise TimeoutError(message, sent=True)
    return seconds
