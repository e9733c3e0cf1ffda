"""Everything that a call raises. Knows no transport.

Error
  ApiError                 the service answered with an error
    UndocumentedStatusError  ... with a status that its description does not list
    UnsuccessfulError        ... with a success whose flag says otherwise
  DecodeError              an answer that is not what the description says
  ResponseTooLargeError    a body, or an item of a stream, beyond `max_response`
  TransportError           no answer
    TimeoutError             ... in time
  ConfigurationError       a call that cannot be written
"""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, dataclass_transform

from .headers import Headers

if TYPE_CHECKING:
    from .bodies import Body
    from .operation import Request

_REQUEST_IDS = (
    "x-request-id",
    "x-ms-request-id",
    "request-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-correlation-id",
    "opc-request-id",
)


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
        return _rebuild, (type(self), self.args, self.__dict__)


class TimeoutError(TransportError, builtins.TimeoutError):
    """No answer arrived in time."""


class DecodeError(Error, ValueError):
    """Data that is not what the description says.

    `pointer` is the RFC 6901 pointer of the fault in that data; `faults` lists
    (pointer, reason) of each, where more than one was looked for.
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

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.args, self.__dict__)


class ResponseTooLargeError(Error):
    """A response that is larger than `max_response`; the rest of it is not read.

    `limit` is in bytes of decoded content.
    """

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(f"{what} is larger than `max_response`, {limit:,} bytes")
        self.limit = limit

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.args, self.__dict__)


# Derived classes narrow `body` and `headers`, which checkers allow where nothing is
# assigned afterwards: so they are told that instances are frozen.
@dataclass_transform(frozen_default=True)
class ApiError(Error):
    """The service answered with an error.

    `body` is what the description says that the error carries, None where the answer
    carries something else: then `decode_error` says why. `raw` is the answer's body
    as it came. `retry_after` is in seconds. `request` carries no credentials.
    """

    bodies: ClassVar[tuple[Body, ...]] = ()
    headers_type: ClassVar[type[Headers]] = Headers

    def __init__(
        self,
        status: int,
        headers: Headers,
        body: Any,
        raw: bytes,
        *,
        request: Request | None = None,
        operation_id: str = "",
        detail: str | None = None,
        decode_error: DecodeError | None = None,
    ) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.raw = raw
        self.request = request
        self.operation_id = operation_id
        self.detail = detail
        self.decode_error = decode_error
        super().__init__(self._message())

    def _message(self) -> str:
        parts = [f"{self.status}"]
        if self.request is not None:
            parts.insert(0, f"{self.request.method} {self.request.template}:")
        if self.detail:
            parts.append(self.detail)
        if self.request_id:
            parts.append(f"(request id {self.request_id})")
        return " ".join(parts)

    @property
    def request_id(self) -> str | None:
        """What the service calls this exchange; its operators will ask for it."""
        return request_id(self.headers)

    @property
    def retry_after(self) -> float | None:
        """Seconds to wait before the next attempt, as the service asks."""
        from .retries import retry_after

        return retry_after(self.headers)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.args, self.__dict__)


class UndocumentedStatusError(ApiError):
    """A status that the description of the operation does not list."""


class UnsuccessfulError(ApiError):
    """A status of success whose body says that the request failed."""


def _rebuild(cls: type[Error], args: tuple[Any, ...], state: dict[str, Any]) -> Error:
    """Unpickles an error without its constructor's arguments."""
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


def request_id(headers: Headers) -> str | None:
    """The value of the first usual header that names an exchange."""
    return next((headers[name] for name in _REQUEST_IDS if name in headers), None)


def detail_of(document: object) -> str | None:
    """A line for people out of an error document.

    Looks for the members of RFC 9457 and those that most services use, one level
    down as well.
    """
    if not isinstance(document, Mapping):
        return document[:200] if isinstance(document, str) and document else None
    members = {str(name).lower(): value for name, value in document.items()}
    for name in _DETAILS:
        found = members.get(name)
        if isinstance(found, str) and found:
            return found[:500]
    nested = members.get("error") or members.get("errors") or members.get("fault")
    if isinstance(nested, list) and nested:
        nested = nested[0]
    return detail_of(nested) if isinstance(nested, (Mapping, str)) else None


_DETAILS = (
    "detail",
    "message",
    "error_description",
    "error_msg",
    "error_message",
    "errormessage",
    "description",
    "title",
)
