"""Check responses of a server against the description."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass

from ..client import (
    ApiError,
    DecodeError,
    Error,
    EventStream,
    Headers,
    JsonLines,
    RawResponse,
    UnsuccessfulError,
    codec,
)
from ..client import Operation as Description
from ..client.media import best
from ..server import EndpointResponse
from . import subjects
from .suite import Suite
from .vectors import Operation, Refusal, RequestVector
from .wire import is_json

_PROBLEM = "application/problem+json"

_WRONG_FOR_VALID = (401, 405, 406, 411, 414, 415, 417, 421, 426, 431, 505)
"""Statuses that are wrong for a valid request with credentials, declared or not."""

_INVALID_REQUEST = (400, 413, 422)
"""Statuses for invalid requests, which may also depend on the state of a server."""

_DEPENDS_ON_STATE = (402, 403, 404, 408, 409, 410, 412, 423, 424, 425, 428, 429, 451)
"""Errors for which the state of a server, its policy or its load may be the reason."""

_UNUSED = 418
"""The status that HTTP reserves and does not use (RFC 9110, section 15.5.19)."""


@dataclass(frozen=True)
class Violation:
    """A response that differs from the description.

    Violations of one operation with the same cause count as one failure. `pointer` leads
    into the description, `schema` into `schemas.json`.
    """

    cause: str
    message: str
    pointer: str
    schema: str | None = None


@dataclass(frozen=True)
class Verdict:
    """The meaning of a response: `success`, `refused` or `violation`.

    `items` is their number in a success that is a sequence.
    """

    outcome: str
    violation: Violation | None = None
    items: int | None = None


def check_valid(suite: Suite, vector: RequestVector, raw: RawResponse) -> Verdict:
    """The verdict on the response to a valid request."""
    operation = vector.operation
    description = subjects.description(operation)
    key = declared_key(description, raw.status)
    violation = _wrong_status(vector, key, raw)
    if violation is None:
        violation = _invalid_response(suite, operation, key, raw)
    if violation is not None:
        return Verdict("violation", violation)
    is_success = key in description.responses and raw.status < 400
    if not is_success or _is_unsuccessful(suite, operation, raw):
        return Verdict("refused")
    return Verdict("success", items=_item_count(suite, operation, key, raw))


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
    key = declared_key(subjects.description(refusal.operation), raw.status)
    return None if key is None else _body(suite, refusal.operation, key, raw)


def declared_key(description: Description, status: int) -> int | str | None:
    """The key of the response that declares a status; a `default` for errors declares no
    success."""
    keys = description.responses.keys() | description.errors.keys()
    if 200 <= status < 300 and "default" not in description.responses:
        keys = keys - {"default"}
    candidates = (status, f"{status // 100}XX", "default")
    return next((key for key in candidates if key in keys), None)


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


def _invalid_response(
    suite: Suite, operation: Operation, key: int | str | None, raw: RawResponse
) -> Violation | None:
    """The first of an invalid header and an invalid body."""
    assert key is not None
    pointer = f"{operation.pointer}/responses/{key}"
    for name in operation.required_headers.get(str(key), ()):
        if name not in raw.headers:
            message = f"the required header `{name}` is missing"
            location = f"{pointer}/headers/{name}"
            return Violation(f"header {name} of {key}", message, location)
    spec = suite.endpoint_of(operation).find_response(str(key))
    if spec is not None:
        for cause, message in _invalid_headers(suite, spec, raw.headers):
            return Violation(f"{cause} of {key}", message, f"{pointer}/headers")
    is_problem = raw.status >= 400 and raw.headers.get("content-type") == _PROBLEM
    return None if is_problem else _body(suite, operation, key, raw)


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


def _body(
    suite: Suite, operation: Operation, key: int | str, raw: RawResponse
) -> Violation | None:
    """The violation of a body: media type, schema, type."""
    spec = suite.endpoint_of(operation).find_response(str(key))
    pointer = f"{operation.pointer}/responses/{key}"
    has_no_body = raw.status in (204, 205, 304)
    if has_no_body and raw.content:
        message = f"{raw.status} with a body (RFC 9110, section 15)"
        return Violation(f"body of {key}", message, pointer)
    has_no_body = has_no_body or operation.method == "HEAD"
    if spec is None or not spec.contents or has_no_body:
        return None
    received = raw.headers.get("content-type", "")
    index = best(spec.media_types, received)
    if index is None:
        expected = " or ".join(f"`{name}`" for name in spec.media_types)
        message = f"the media type is `{received}`, expected {expected}"
        return Violation(f"media type of {key}", message, f"{pointer}/content")
    content = spec.contents[index]
    if content.schema is not None and raw.content and is_json(received):
        try:
            value = codec.parse_json(raw.content)
        except Error as reason:
            message = f"the body is not JSON: {reason}"
            return Violation(f"body of {key}", message, pointer)
        for error in suite.schemas.errors(content.schema, value):
            message = f"the body is not valid{_at(error.pointer)}: {error.message}"
            cause = f"body of {key}: {error.message}"
            return Violation(cause, message, f"{pointer}/content", content.schema)
    undecodable = _undecodable(suite, operation, raw)
    if undecodable is not None:
        return Violation(f"body of {key}", undecodable, f"{pointer}/content")
    if content.item_schema is not None and raw.content:
        body = suite.endpoint_of(operation).bodies_of(spec)[index]
        assert isinstance(body, EventStream | JsonLines)
        for number, item in enumerate(body.plain(raw.content)):
            for error in suite.schemas.errors(content.item_schema, item):
                where = f"item {number}{_at(error.pointer)}"
                return Violation(
                    f"item of {key}: {error.message}",
                    f"{where} of the body is not valid: {error.message}",
                    f"{pointer}/content",
                    content.item_schema,
                )
    return None


def _item_count(
    suite: Suite, operation: Operation, key: int | str | None, raw: RawResponse
) -> int | None:
    """The number of items in a sequence; None for other bodies."""
    endpoint = suite.endpoint_of(operation)
    spec = endpoint.find_response(str(key))
    received = raw.headers.get("content-type", "")
    index = None if spec is None else best(spec.media_types, received)
    if spec is None or index is None:
        return None
    body = endpoint.bodies_of(spec)[index]
    is_sequence = isinstance(body, EventStream | JsonLines)
    return len(body.plain(raw.content)) if is_sequence else None


def _at(pointer: str) -> str:
    return f" at `{pointer}`" if pointer else ""


def _undecodable(suite: Suite, operation: Operation, raw: RawResponse) -> str | None:
    """The reason why a strict client cannot decode a response."""
    call = subjects.any_call(suite.vectors, operation)
    try:
        subjects.read(call.response(raw, strict=True))
    except ApiError as error:
        return None if error.decode_error is None else f"{error.decode_error!r}"
    except DecodeError as error:
        return repr(error)
    return None


def _is_unsuccessful(suite: Suite, operation: Operation, raw: RawResponse) -> bool:
    """Whether a success flag in the body is false."""
    call = subjects.any_call(suite.vectors, operation)
    try:
        call.response(raw, strict=True)
    except UnsuccessfulError:
        return True
    return False
