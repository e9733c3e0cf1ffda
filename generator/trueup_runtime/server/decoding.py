"""Decode a request to the typed request of a handler, or to its errors.

It is validated by the description's schemas, then converted; a value that fits its
schema but not its type is an error of the request as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from typing import Any, Final

from .bodies import count_brackets, off_loop
from .body_decoding import BodyDecoder
from .credentials import Principal
from .defaults import Defaults
from .endpoints import Endpoint
from .limits import INLINE_BODY, INLINE_BRACKETS, BodyLimits, Limits
from .parameter_decoding import ParameterDecoder
from .problems import RequestRejected, Violation, invalid
from .requests import IncomingRequest
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
        self._parameters: ParameterDecoder | None = None
        if endpoint.inputs:
            self._parameters = ParameterDecoder(
                endpoint, schemas, defaults, limits, keys
            )
        self._body: BodyDecoder | None = None
        if endpoint.body is not None:
            self._body = BodyDecoder(
                endpoint, endpoint.body, schemas, defaults, limits, body_limits
            )

    @cached_property
    def _principal_fields(self) -> frozenset[str]:
        """Those of `principal` and `principals` that the typed request has."""
        return _PRINCIPAL_FIELDS & self._endpoint.types.keys()

    async def decode(
        self,
        request: IncomingRequest,
        path: Mapping[str, str],
        principals: Mapping[str, Principal],
    ) -> Request:
        """The typed request. Raises RequestRejected (415, 413, or 400 with every violation)."""
        sent = None if self._body is None else self._body.sent(request)
        values: dict[str, Any] = {}
        most = self._limits.max_errors
        violations: list[Violation] = []
        if self._parameters is not None:
            violations += self._parameters.decode(request, path, values)[: most + 1]
        if self._body is not None:
            body = self._body
            data = await request.body(body.max_bytes(sent), body.body_limits)
            brackets = count_brackets(data) if len(data) <= INLINE_BODY else None
            if brackets is not None and brackets <= INLINE_BRACKETS:
                violations += body.decode(sent, data, brackets, values)
            else:
                decode = partial(body.decode, sent, data, brackets, values)
                violations += await off_loop(decode)
        if violations:
            raise RequestRejected(invalid(violations, most))
        if self._principal_fields:
            principal = next(iter(principals.values()), None)
            known = {"principal": principal, "principals": principals}
            values.update((name, known[name]) for name in self._principal_fields)
        return self._endpoint.request(**values)


_PRINCIPAL_FIELDS: Final = frozenset(("principal", "principals"))
