"""Exceptions of the runtime.

Error
  ApiError                 the service answered with an error: see `api_errors`
  DecodeError              a response that cannot be decoded
  ResponseTooLargeError    a body, or an item of a stream, beyond `max_response`
  TransportError           no answer
    TimeoutError             ... in time
  ConfigurationError       a call that cannot be written
"""

from __future__ import annotations

import builtins
from typing import Any

import msgspec


class Error(Exception):
    """The base of all errors of this package."""


class ConfigurationError(Error, ValueError):
    """The call cannot be written: a credential or an argument is missing or unfit."""


class TransportError(Error):
    """No answer arrived. `sent` is False where the request certainly never left."""

    def __init__(self, message: str, *, sent: bool = True) -> None:
        super().__init__(message)
        self.sent = sent

    def __reduce__(self) -> tuple[Any, ...]:
        return rebuild, (type(self), self.args, self.__dict__)


class TimeoutError(TransportError, builtins.TimeoutError):
    """No answer arrived in time."""


class DecodeError(Error, ValueError):
    """Data that cannot be decoded as its type.

    `pointer` is the RFC 6901 pointer of the fault in that data; `faults` lists
    (pointer, reason) of each, where more than one was looked for. `raw` is the body;
    `operation_id` and `status` say which response it is of, `item_index` which item of a
    stream, from 0.
    """

    def __init__(
        self,
        reason: str,
        pointer: str = "",
        *,
        faults: tuple[tuple[str, str], ...] = (),
        raw: bytes = b"",
    ) -> None:
        place = f" (at `{pointer}`)" if pointer and not faults else ""
        super().__init__(reason + place)
        self.reason = reason
        self.pointer = pointer
        self.faults = faults or ((pointer, reason),)
        self.raw = raw
        self.operation_id = ""
        self.status: int | None = None
        self.item_index: int | None = None

    def __str__(self) -> str:
        text = super().__str__()
        if self.item_index is not None:
            text = f"item {self.item_index}: {text}"
        if not self.operation_id:
            return text
        status = "" if self.status is None else f" {self.status}"
        return f"{self.operation_id}{status}: {text}"

    @property
    def parsed(self) -> Any:
        """`raw` as JSON: dicts, lists and scalars. None if it is not JSON."""
        try:
            return msgspec.json.decode(self.raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None

    def __reduce__(self) -> tuple[Any, ...]:
        return rebuild, (type(self), self.args, self.__dict__)


class ResponseTooLargeError(Error):
    """A response that is larger than `max_response`; the rest of it is not read.

    `limit` is in bytes of decoded content.
    """

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(f"{what} is larger than `max_response`, {limit:,} bytes")
        self.limit = limit

    def __reduce__(self) -> tuple[Any, ...]:
        return rebuild, (type(self), self.args, self.__dict__)


def rebuild(cls: type[Error], args: tuple[Any, ...], state: dict[str, Any]) -> Error:
    """Unpickles an error without its constructor's arguments."""
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error
