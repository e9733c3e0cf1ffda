"""Check responses of a server against the description."""

from __future__ import annotations

import typing
from collections.abc import Iterator

from msgspec import Struct

from ..client import Headers, RawResponse, UnsuccessfulError, codec
from ..server import EndpointResponse
from . import subjects
from .body_checks import CheckResult, check_body
from .declared_responses import declared_key
from .suite import Suite
from .vectors import Operation, Refusal, RequestVector
from .violations import Violation

_PROBLEM = "application/problem+json"

_WRONG_FOR_VALID = (401, 405, 406, 411, 414, 415, 417, 421, 426, 431, 505)
"""Statuses that are wrong for a valid request with credentials, declared or not."""

_INVALID_REQUEST = (400, 413, 422)
"""Statuses for invalid requests, which may also depend on the state of a server."""

_DEPENDS_ON_STATE = (402, 403, 404, 408, 409, 410, 412, 423, 424, 425, 428, 429, 451)
"""Errors for which the state of a server, its policy or its load may be the reason."""

_UNUSED = 418
"""The status that HTTP reserves and does not use (RFC 9110, section 15.5.19)."""


class Verdict(Struct, frozen=True):
    """The meaning of a response: `success`, `refused` or `violation`.

    `items` is the number of them in a success that is a sequence.
    """

    outcome: str
    violation: Violation | None = None
    items: int | None = None


def check_valid(suite: Suite, vector: RequestVector, raw: RawResponse) -> Verdict:
    """The verdict on the response to a valid request."""
    operation = vector.operation
    description = suite.endpoint_of(operation).operation
    key = declared_key(description, raw.status)
    violation = _wrong_status(vector, key, raw)
    if violation is not None:
        return Verdict("violation", violation)
    assert key is not None
    checked = _check_response(suite, operation, key, raw)
    if checked.violation is not None:
        return Verdict("violation", checked.violation)
    is_success = key in description.responses and raw.status < 400
    if not is_success or _is_unsuccessful(suite, operation, raw):
        return Verdict("refused")
    return Verdict("success", items=checked.items)


def check_refused(suite: Suite, refusal: Refusal, raw: RawResponse) -> Violation | None:
    """The violation of the response to an invalid request, if any."""
    pointer = "" if refusal.operation is None else refusal.operation.pointer
    if raw.status not in refusal.statuses:
        expected = " or ".join(map(str, refusal.statuses))
        message = f"expected {expected} for an invalid request, got {raw.status}"
        return Violation(f"status {raw.status}", message, f"{pointer}/responses")
    if raw.status == 405:
        names = raw.headers.get("allow", "").split(",")
        allow = {name.strip() for name in names} - {""}
        if not set(refusal.allow) <= allow <= {*refusal.allow, "HEAD", "OPTIONS"}:
            expected = ", ".join(refusal.allow)
            message = f"`Allow` is `{', '.join(sorted(allow))}`, expected `{expected}`"
            return Violation("header allow", message, pointer)
    if raw.status == 401 and "www-authenticate" not in raw.headers:
        message = "401 without `WWW-Authenticate` (RFC 9110, section 15.5.2)"
        return Violation("header www-authenticate", message, pointer)
    if refusal.operation is None or raw.status == 405:
        return None
    # A server may use problem details for errors without a declared body (RFC 9457).
    if raw.headers.get("content-type") == _PROBLEM:
        return None
    endpoint = suite.endpoint_of(refusal.operation)
    key = declared_key(endpoint.operation, raw.status)
    if key is None:
        return None
    return check_body(suite, refusal.operation, key, raw).violation


def _wrong_status(
    vector: RequestVector, key: int | str | None, raw: RawResponse
) -> Violation | None:
    cause, pointer = f"status {raw.status}", f"{vector.operation.pointer}/responses"
    if raw.status >= 500:
        message = f"a valid request fails with {raw.status}"
        if key is not None:
            message += f", which is a failure although `{key}` is declared"
            pointer += f"/{key}"
    elif key is None:
        message = f"the status {raw.status} is not declared"
    elif raw.status in _WRONG_FOR_VALID:
        message = f"{raw.status} is wrong for a valid request"
        if raw.status == 401:
            message += "; are the credentials right?"
        pointer += f"/{key}"
    elif _contradicts(vector, key, raw.status):
        message = f"{raw.status} for a request that is valid by the description"
        pointer += f"/{key}"
    else:
        return None
    return Violation(cause, message, pointer)


def _contradicts(vector: RequestVector, key: int | str, status: int) -> bool:
    """Whether an error is wrong for a valid request in every state of a server."""
    is_covered = key != status  # by a range or by `default`
    if status == _UNUSED and is_covered:
        return True
    if not vector.self_contained or status < 400:
        return False
    if status in _INVALID_REQUEST:
        return True
    return is_covered and status not in _DEPENDS_ON_STATE


def _check_response(
    suite: Suite, operation: Operation, key: int | str, raw: RawResponse
) -> CheckResult:
    """Check the headers, then the body."""
    pointer = f"{operation.pointer}/responses/{key}"
    for name in operation.required_headers.get(str(key), ()):
        if name not in raw.headers:
            message = f"the required header `{name}` is missing"
            location = f"{pointer}/headers/{name}"
            return CheckResult(Violation(f"header {name} of {key}", message, location))
    spec = suite.endpoint_of(operation).find_response(str(key))
    if spec is not None:
        for cause, message in _invalid_headers(suite, spec, raw.headers):
            location = f"{pointer}/headers"
            return CheckResult(Violation(f"{cause} of {key}", message, location))
    is_problem = raw.status >= 400 and raw.headers.get("content-type") == _PROBLEM
    return CheckResult() if is_problem else check_body(suite, operation, key, raw)


def _invalid_headers(
    suite: Suite, spec: EndpointResponse, headers: Headers
) -> Iterator[tuple[str, str]]:
    """(cause, message) for declared header fields with invalid values."""
    hints = typing.get_type_hints(spec.response)
    for binding in spec.headers:
        name = binding.header.name
        if name not in headers:
            continue
        value = headers.read(
            name,
            hints[binding.field],
            explode=binding.header.explode,
            media_type=binding.header.media_type,
        )
        cause, text = f"header {name.lower()}", headers[name]
        if value is None:
            yield cause, f"the header `{name}` is not valid: `{text}`"
        elif binding.schema is not None:
            builtin = codec.to_builtins(value)
            for error in suite.schemas.errors(binding.schema, builtin):
                yield cause, f"the header `{name}` is `{text}`: {error.message}"


def _is_unsuccessful(suite: Suite, operation: Operation, raw: RawResponse) -> bool:
    """Whether a success flag in the body is false."""
    call = subjects.any_call(suite.vectors, operation)
    try:
        call.response(raw, strict=True)
    except UnsuccessfulError:
        return True
    return False
