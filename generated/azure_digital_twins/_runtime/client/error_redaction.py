"""Redact credentials that a service repeats in its responses, in the texts of errors.

What the service sent stays as it came: `body`, `raw` and `headers` of an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .api_errors import ApiError
from .errors import DecodeError, Error
from .redaction import redacted


@contextmanager
def redacting(secrets: tuple[str, ...]) -> Iterator[None]:
    """Redact `secrets` in the errors that are raised in the block."""
    try:
        yield
    except Error as error:
        redact(error, secrets)
        raise


def redact(error: Error, secrets: tuple[str, ...]) -> None:
    """Replace `secrets` in the texts of an error."""

    def clean(value: Any) -> Any:
        return redacted(value, secrets) if isinstance(value, str) else value

    error.args = tuple(map(clean, error.args))
    if isinstance(error, ApiError):
        vars(error).update(detail=clean(error.detail))
        if error.decode_error is not None:
            redact(error.decode_error, secrets)
    if isinstance(error, DecodeError):
        error.reason, error.pointer = clean(error.reason), clean(error.pointer)
        error.faults = tuple(
            (clean(pointer), clean(reason)) for pointer, reason in error.faults
        )
