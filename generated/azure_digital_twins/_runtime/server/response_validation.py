"""Validate the responses of handlers, and the items of those that are sequences."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import msgspec
from starlette.responses import Response

from . import encoding
from .endpoints import Endpoint, EndpointResponse
from .item_validation import item_errors, with_check
from .responses import AnyHandlerResponse
from .schemas import Schemas

Validation: TypeAlias = Literal["off", "log", "enforce"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ResponseValidator:
    """Validates a response of a handler; logs its errors, or raises ValueError with
    `enforce`."""

    schemas: Schemas
    endpoint: Endpoint
    declared: EndpointResponse
    validation: Validation

    def validate(self, result: AnyHandlerResponse, response: Response) -> None:
        self._report(
            result,
            encoding.response_errors(result, self.declared, response, self.schemas),
        )

    def with_checked_items(
        self, result: AnyHandlerResponse, accept: str | None
    ) -> AnyHandlerResponse:
        """The result with a lazy sequence that validates each item before it is sent; an
        invalid one ends the response with `enforce`."""
        index = encoding.media_type_index(result, self.declared, accept)
        schema = None if index is None else self.declared.contents[index].item_schema
        if schema is None:
            return result

        def check(index: int, item: object) -> None:
            self._report(result, item_errors(schema, item, self.schemas, index))

        body = with_check(encoding.body_of(result), check)
        return msgspec.structs.replace(result, body=body)

    def _report(self, result: AnyHandlerResponse, errors: Iterable[str]) -> None:
        listed = "; ".join(errors)
        if not listed:
            return
        message = f"{type(result).__name__} does not match the description: {listed}"
        if self.validation == "enforce":
            raise ValueError(message)
        _log.warning("%s: %s", self.endpoint.operation.id, message)
