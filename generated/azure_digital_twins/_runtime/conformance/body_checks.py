"""Check bodies of responses against the description."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from ..client import (
    ApiError,
    DecodeError,
    Error,
    EventStream,
    JsonLines,
    RawResponse,
    codec,
)
from ..client.media import best
from ..server import Content
from . import subjects
from .suite import Suite
from .vectors import Operation
from .violations import Violation
from .wire import is_json


class CheckResult(Struct, frozen=True):
    """The violation of a response, if any; `items` is the number of them in a sequence."""

    violation: Violation | None = None
    items: int | None = None


def check_body(
    suite: Suite, operation: Operation, key: int | str, raw: RawResponse
) -> CheckResult:
    """Check the media type, the schema and the type of a body."""
    spec = suite.endpoint_of(operation).find_response(str(key))
    pointer = f"{operation.pointer}/responses/{key}"
    has_no_body = raw.status in (204, 205, 304)
    if has_no_body and raw.content:
        message = f"{raw.status} with a body (RFC 9110, section 15)"
        return CheckResult(Violation(f"body of {key}", message, pointer))
    has_no_body = has_no_body or operation.method == "HEAD"
    if spec is None or not spec.contents or has_no_body:
        return CheckResult()
    received = raw.headers.get("content-type", "")
    index = best(spec.media_types, received)
    if index is None:
        expected = " or ".join(f"`{name}`" for name in spec.media_types)
        message = f"the media type is `{received}`, expected {expected}"
        cause = f"media type of {key}"
        return CheckResult(Violation(cause, message, f"{pointer}/content"))
    content = spec.contents[index]
    violation = _invalid_json(suite, content, key, pointer, raw)
    if violation is None:
        reason = _undecodable(suite, operation, raw)
        if reason is not None:
            violation = Violation(f"body of {key}", reason, f"{pointer}/content")
    if violation is not None:
        return CheckResult(violation)
    body = suite.endpoint_of(operation).bodies_of(spec)[index]
    if not isinstance(body, EventStream | JsonLines):
        return CheckResult()
    items = body.plain(raw.content)
    return CheckResult(_invalid_item(suite, content, key, pointer, items), len(items))


def _invalid_json(
    suite: Suite, content: Content, key: int | str, pointer: str, raw: RawResponse
) -> Violation | None:
    """The violation of a JSON body by its syntax or its schema, if any."""
    if content.schema is None or not raw.content:
        return None
    if not is_json(raw.headers.get("content-type", "")):
        return None
    try:
        value = codec.parse_json(raw.content)
    except Error as reason:
        message = f"the body is not JSON: {reason}"
        return Violation(f"body of {key}", message, pointer)
    for error in suite.schemas.errors(content.schema, value):
        message = f"the body is not valid{_at(error.pointer)}: {error.message}"
        cause = f"body of {key}: {error.message}"
        return Violation(cause, message, f"{pointer}/content", content.schema)
    return None


def _invalid_item(
    suite: Suite,
    content: Content,
    key: int | str,
    pointer: str,
    items: Sequence[Any],
) -> Violation | None:
    """The violation of the first invalid item of a sequence, if any."""
    if content.item_schema is None:
        return None
    for number, item in enumerate(items):
        for error in suite.schemas.errors(content.item_schema, item):
            message = (
                f"item {number}{_at(error.pointer)} of the body is not valid:"
                f" {error.message}"
            )
            cause = f"item of {key}: {error.message}"
            return Violation(cause, message, f"{pointer}/content", content.item_schema)
    return None


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
