"""Check a server of yours, vector by vector, and record the results."""

from __future__ import annotations

from typing import Any, NoReturn

import httpx2
import pytest
from msgspec import Struct, field
from msgspec.structs import replace

from ..client import RawResponse
from . import reproduction
from .credentials import needed
from .resource_checks import ResourceChecks
from .resources import Resources
from .response_checks import Verdict, check_refused, check_valid
from .results import PROPERTY
from .suite import Suite
from .targets import NOWHERE, Exchange, Target
from .vectors import Operation, Refusal, RequestVector, Wire
from .violations import Violation

_MAX_SHOWN = 500


class Checker(Struct):
    """A server under test, the resources that exist on it, and failures so far.

    `failed` has the test that failed first, by operation and cause.
    """

    suite: Suite
    target: Target
    resources: Resources
    failed: dict[tuple[str, str], str] = field(
        default_factory=dict[tuple[str, str], str]
    )

    def check_valid(self, item: pytest.Item, vector: RequestVector) -> None:
        """A valid request gets a declared response that is not a failure."""
        operation = vector.operation
        self.skip_if_untested(item, operation)
        exchange, verdict = self._exchange(item, vector)
        status = exchange.response.status
        success = verdict.outcome == "success"
        result = {"status": status, "success": success, "items": verdict.items}
        self._record(item, operation, **result)
        if status == 501:
            pytest.skip(f"NOT IMPLEMENTED: {operation.name}")
        if verdict.violation is not None:
            self._fail(item, operation, verdict.violation, exchange)

    def _exchange(
        self, item: pytest.Item, vector: RequestVector
    ) -> tuple[Exchange, Verdict]:
        """Send a request, and again with references if it is refused without."""
        latest: tuple[Exchange, Verdict] | None = None
        for request in self.resources.requests(vector):
            exchange = self._send(item, vector.operation, request)
            self.target.note(vector.operation, exchange.response.status)
            verdict = self._verdict(vector, request, exchange.response)
            self._note_change(vector.operation, request, exchange.response)
            if latest is None or verdict.outcome != "refused":
                latest = exchange, verdict
            if verdict.outcome == "success" or exchange.response.status >= 500:
                break
        assert latest is not None
        return latest

    def _verdict(
        self, vector: RequestVector, request: Wire, response: RawResponse
    ) -> Verdict:
        """The verdict on a response, which may contradict earlier responses."""
        verdict = check_valid(self.suite, vector, response)
        checks = ResourceChecks(self.suite, self.resources)
        violation = None
        if verdict.outcome == "refused":
            violation = checks.missing(vector.operation, request, response)
        elif verdict.outcome == "success":
            violation = checks.wrong(vector.operation, request, response)
        return verdict if violation is None else Verdict("violation", violation)

    def _note_change(
        self, operation: Operation, request: Wire, response: RawResponse
    ) -> None:
        if 200 <= response.status < 300:
            self.resources.note_change(operation, request)

    def check_refused(self, item: pytest.Item, refusal: Refusal) -> None:
        """An invalid request is rejected with a declared error."""
        operation, request = refusal.operation, refusal.request
        self.skip_if_untested(
            item, operation, with_credentials=refusal.credentials == "given"
        )
        if refusal.credentials == "unscoped":
            pytest.skip("there are no credentials without scopes")
        if operation is not None and request.method == operation.method:
            request = self.resources.invalid_request(operation, request)
        exchange = self._send(item, operation, request, refusal.credentials)
        if operation is not None and request.method == operation.method:
            self._note_change(operation, request, exchange.response)
        self._record(item, operation)
        violation = check_refused(self.suite, refusal, exchange.response)
        if violation is not None:
            self._fail(item, operation, violation, exchange)

    def check_created(self, item: pytest.Item, vector: RequestVector) -> None:
        """Two created resources are returned by their own identifiers."""
        operation = vector.operation
        self.skip_if_untested(item, operation)
        resources = [
            self.resources.resource(operation.path, fresh=True) for _ in range(2)
        ]
        self._record(item, operation)
        for resource in resources:
            if resource is None:
                pytest.skip("no resource with an id can be created first")
            request = self.resources.request_for(vector, resource)
            exchange = self._send(item, operation, request)
            verdict = self._verdict(vector, request, exchange.response)
            if exchange.response.status == 501:
                pytest.skip(f"NOT IMPLEMENTED: {operation.name}")
            if verdict.violation is not None:
                self._fail(item, operation, verdict.violation, exchange)

    def skip_if_untested(
        self,
        item: pytest.Item,
        operation: Operation | None,
        *,
        with_credentials: bool = True,
    ) -> None:
        reason = self.target.skip_reason(operation)
        if reason is None and operation is not None and with_credentials:
            missing = self.target.missing_credentials(operation)
            reason = f"no credentials: set {missing}" if missing is not None else None
        if reason is not None:
            self._record(item, operation, skipped=reason)
            pytest.skip(reason)

    def _send(
        self,
        item: pytest.Item,
        operation: Operation | None,
        request: Wire,
        credentials: Any = "given",
    ) -> Exchange:
        try:
            return self.target.send(operation, request, credentials)
        except httpx2.TransportError as error:
            url = self.target.base_url(operation) + request.path
            message = f"no response: {type(error).__name__}: {error}"
            exchange = Exchange(
                request.method, url, request.headers, b"", RawResponse(0)
            )
            self._record(item, operation)
            pointer = "" if operation is None else operation.pointer
            self._fail(
                item, operation, Violation("no response", message, pointer), exchange
            )

    def _record(
        self, item: pytest.Item, operation: Operation | None, **result: object
    ) -> None:
        if operation is not None:
            row = {"operation": operation.name, **result}
            item.user_properties.append((PROPERTY, row))

    def _fail(
        self,
        item: pytest.Item,
        operation: Operation | None,
        violation: Violation,
        exchange: Exchange,
    ) -> NoReturn:
        """Fail once for each operation and cause; skip with the reason after that."""
        key = ("" if operation is None else operation.name, violation.cause)
        is_401 = violation.cause == "status 401"
        if is_401 and operation is not None and self._is_first(operation):
            names = self._unaccepted(operation)
            message = f"401 to every credential so far: check {names}"
            violation = replace(violation, message=message)
            key = ("", f"401 {names}")
        first = self.failed.setdefault(key, item.nodeid)
        if first != item.nodeid:
            pytest.skip(f"the same failure as in {first}")
        pytest.fail(self._message(item, violation, exchange), pytrace=False)

    def _is_first(self, operation: Operation) -> bool:
        """Whether no operation has accepted these credentials so far."""
        return operation.is_secured and operation.security not in self.target.accepted

    def _unaccepted(self, operation: Operation) -> str:
        """The variables of the credentials: those of all operations if none has accepted
        any, which then is one failure."""
        vectors = self.suite.vectors.first_requests.values()
        secured = [v.operation for v in vectors if v.operation.is_secured]
        if any(item.security in self.target.accepted for item in secured):
            return needed([operation])
        missing = self.target.missing_credentials
        return needed(item for item in secured if missing(item) is None)

    def _message(
        self, item: pytest.Item, violation: Violation, exchange: Exchange
    ) -> str:
        response = exchange.response
        body = response.content[:_MAX_SHOWN].decode(errors="replace")
        url = exchange.url.partition("?")[0].removeprefix(NOWHERE)
        lines = [
            f"{exchange.method} {url}: {violation.message}",
            f"response: {response.status} {response.headers.get('content-type', '')}",
            *([f"body: {body}"] if body else []),
            f"description: #{violation.pointer}",
            *([f"schema: schemas.json{violation.schema}"] if violation.schema else []),
        ]
        text = reproduction.redacted("\n".join(lines), self.target)
        return "\n".join(
            (
                text,
                f"request: {reproduction.curl(exchange, self.target)}",
                f"run alone: {reproduction.command(item)}",
            )
        )
