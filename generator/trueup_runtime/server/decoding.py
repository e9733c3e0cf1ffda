"""Decode a request to the typed request of a handler, or to its errors.

It is validated by the description's schemas, then converted; a value that fits its
schema but not its type is an error of the request as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from ..client.bodies import Body
from .body_decoding import BodyDecoder
from .credentials import Principal
from .defaults import Defaults
from .endpoints import Content, Endpoint
from .limits import BodyLimits, Limits
from .parameter_decoding import ParameterDecoder
from .problems import RequestRejected, Violation, invalid
from .requests import IndexedRequest
from .responses import Request
from .schemas import Schemas


class Decoder:
    """Decodes the requests of one endpoint."""

    def __init__(
        self,
        endpoint: Endpoint,
        schemas: Schemas,
        defaults: Defaults,
        limits: Limits,
        body_limits: BodyLimits,
        keys: frozenset[str] = frozenset(),
    ) -> None:
        self._endpoint = endpoint
        self._limits = limits
        self._parameters = ParameterDecoder(endpoint, schemas, defaults, limits, keys)
        self._body = BodyDecoder(endpoint, schemas, defaults, limits, body_limits)

    def content(self, request: IndexedRequest) -> tuple[Content, Body] | None:
        """The declared body that a request has, and its codec; None for one without a
        body. Raises RequestRejected (415)."""
        return self._body.content(request)

    async def decode(
        self,
        request: IndexedRequest,
        path: Mapping[str, str],
        content: tuple[Content, Body] | None,
        principals: Mapping[str, Principal],
    ) -> Request:
        """The typed request. Raises RequestRejected (413, or 400 with every violation)."""
        values: dict[str, Any] = {}
        most = self._limits.max_errors
        violations: list[Violation] = []
        if self._endpoint.inputs:
            errors = self._parameters.decode(request, path, values)
            violations += islice(errors, most + 1)
        if self._endpoint.body is not None:
            violations += await self._body.decode(request, content, values)
        if violations:
            raise RequestRejected(invalid(violations, most))
        if "principal" in self._endpoint.types:
            values["principal"] = next(iter(principals.values()), None)
        if "principals" in self._endpoint.types:
            values["principals"] = principals
        return self._endpoint.request(**values)
