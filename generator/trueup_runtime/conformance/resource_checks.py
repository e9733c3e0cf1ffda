"""Check that a response is about the requested resource, and agrees with other responses.

Only resources that the server itself has named count: a documented or a made-up
identifier may be an alias, such as `latest`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ..client import RawResponse
from .property_schemas import (
    has_schema_of_path_parameter,
    has_schema_of_request_property,
    schema_of_body,
)
from .resource_ids import Resource, from_body, is_id, json_of, path_values
from .resources import Resources
from .suite import Suite
from .vectors import Operation, Wire
from .violations import Violation

_ABSENT = (404, 410)


class ResourceChecks(Struct, frozen=True):
    """Checks of a server whose resources are known."""

    suite: Suite
    resources: Resources

    def missing(
        self, operation: Operation, request: Wire, response: RawResponse
    ) -> Violation | None:
        """The violation of a 404 or a 410 for a resource that exists, if any."""
        template = operation.resource_template
        if response.status not in _ABSENT or template != operation.path:
            return None
        resource = self.resources.known.at(operation, request)
        if resource is None:
            return None
        reason = self._evidence_for(operation, resource)
        if reason is None:
            return None
        message = f"{response.status} for a resource that {reason}"
        return Violation(f"absent with {response.status}", message, operation.pointer)

    def _evidence_for(self, operation: Operation, resource: Resource) -> str | None:
        """The reason why a resource exists; None if it may not."""
        template = operation.path
        if operation.method != "GET":
            is_returned = 200 <= self._status(template, resource) < 300
            return f"`GET {template}` returns" if is_returned else None
        if resource.is_created:
            return "was created with 201"
        listed = self.resources.listed(template)
        if any(_is_same(item.id, resource.id) for item in listed):
            return f"`GET {template.rpartition('/')[0]}` lists"
        return None

    def wrong(
        self, operation: Operation, request: Wire, response: RawResponse
    ) -> Violation | None:
        """The violation of a success that is about another resource, if any."""
        body = json_of(response)
        if not isinstance(body, dict):
            return None
        if operation.method == "POST":
            for template in self.resources.templates_below(operation.path):
                created = from_body(template, request.path, body)
                self.resources.known.note(template, created)
        for violation in (
            self._wrong_identity(operation, request, response, body),
            self._wrong_location(operation, request, response, body),
            self._wrong_reference(operation, request, response, body),
        ):
            if violation is not None:
                return violation
        return None

    # ------------------------------------------------------------- identity

    def _wrong_identity(
        self, operation: Operation, request: Wire, response: RawResponse, body: Any
    ) -> Violation | None:
        """The body has the property with the id, and another value of it."""
        template = operation.resource_template
        resource = self.resources.known.at(operation, request)
        if resource is None or response.status == 201:
            return None
        name = self._id_property(operation, template, resource, response, body)
        if name is None or _is_same(body[name], resource.id):
            return None
        is_own = template == operation.path or name != resource.id_property
        if not is_own and not self._is_stray(template, resource, response, body[name]):
            return None
        message = (
            f"the resource with `{name}` {resource.id!r} was requested,"
            f" but {body[name]!r} is returned"
        )
        return Violation("identity", message, operation.pointer)

    def _id_property(
        self,
        operation: Operation,
        template: str,
        resource: Resource,
        response: RawResponse,
        body: Any,
    ) -> str | None:
        """The property of a body that has the identifier of the requested resource."""
        if template == operation.path:
            name = resource.id_property
            return name if name in body and is_id(body[name]) else None
        schema = schema_of_body(self.suite, operation, response)
        if schema is None or "{" in operation.path[len(template) :]:
            return None
        if schema in self._schemas_of(template):
            # Another resource of the same kind may be meant: `/people/{id}/manager`.
            name = resource.id_property
            is_action = not operation.is_safe and "location" not in response.headers
            return name if is_action and name in body else None
        parameter = template.rpartition("{")[2].rstrip("}")
        if parameter in body and is_id(body[parameter]):
            if has_schema_of_path_parameter(self.suite, operation, parameter, schema):
                return parameter
        return None

    def _schemas_of(self, template: str) -> Iterator[str]:
        """The schemas of the resources of a template."""
        for method, path in (("GET", template), ("POST", template.rpartition("/")[0])):
            operation = self.resources.operation_at(method, path)
            if operation is not None:
                for response in self.suite.endpoint_of(operation).responses:
                    if response.status.startswith("2"):
                        yield from (c.schema for c in response.contents if c.schema)

    def _is_stray(
        self, template: str, resource: Resource, response: RawResponse, returned: Any
    ) -> bool:
        """Whether an action returns a resource that it did not create.

        It was known before, or it does not exist. An action that responds with another
        status than creation does may create its resource later.
        """
        if any(
            _is_same(known.id, returned) for known in self.resources.known.of(template)
        ):
            return True
        if response.status not in (200, resource.created_with):
            return False
        last = list(resource.values)[-1]
        returned_resource = Resource({**resource.values, last: returned})
        return (
            self._status(template, returned_resource) in _ABSENT
            and self._status(template, resource) == 200
        )

    def _status(self, template: str, resource: Resource) -> int:
        """The status of a `GET` of a resource; 0 if it cannot be sent."""
        response = self.resources.read(template, resource)
        return 0 if response is None else response.status

    # ------------------------------------------------- locations, references

    def _wrong_location(
        self, operation: Operation, request: Wire, response: RawResponse, body: Any
    ) -> Violation | None:
        """`Location` and the id in the body differ, and one of the two does not exist."""
        located = response.headers.get("location")
        if operation.method != "POST" or located is None:
            return None
        path = located.partition("?")[0].partition("#")[0]
        for template in self.resources.templates_below(operation.path):
            in_body = from_body(template, request.path, body)
            values = path_values(template, path)
            if in_body is None or values is None:
                continue
            of_location = Resource({**in_body.values, **values})
            if _is_same(of_location.id, in_body.id):
                continue
            statuses = [self._status(template, r) for r in (of_location, in_body)]
            if 200 in statuses and any(status in _ABSENT for status in statuses):
                message = f"`Location` is `{located}`, but the body has {in_body.id!r}"
                return Violation("location", message, operation.pointer)
        return None

    def _wrong_reference(
        self, operation: Operation, request: Wire, response: RawResponse, body: Any
    ) -> Violation | None:
        """A new resource refers to another resource than the request for it."""
        sent = request.body[1] if request.body and request.body[0] == "json" else None
        is_new = operation.method == "POST" and not operation.path.endswith("}")
        schema = schema_of_body(self.suite, operation, response)
        if not is_new or schema is None or not isinstance(sent, dict):
            return None
        for name, value in sent.items():
            if name not in body or not self.resources.known.is_reference(name, value):
                continue
            returned = body[name]
            if not is_id(returned) or _is_same(returned, value):
                continue
            if has_schema_of_request_property(self.suite, operation, name, schema):
                message = (
                    f"`{name}` is {value!r} in the request, and {returned!r} in the"
                    " response"
                )
                return Violation(f"reference {name}", message, operation.pointer)
        return None


def _is_same(left: Any, right: Any) -> bool:
    return str(left).casefold() == str(right).casefold()
