"""Values that make requests succeed: from the user, or of resources created first.

The identifier of `/jobs/{job_id}` comes from the `Location` header or from a property of
the response to `POST /jobs`, or from the first item that `GET /jobs` lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias
from urllib.parse import quote

from msgspec import Struct, field
from msgspec.structs import replace

from ..client import RawResponse
from .known_resources import KnownResources
from .links import linked_resource, links_to
from .references import with_references
from .resource_ids import (
    EXPRESSION,
    Resource,
    from_body,
    from_response,
    json_of,
    normal,
    owner_of,
    path_values,
    singulars,
)
from .vectors import Operation, RequestVector, Wire
from .vectors_file import Vectors

_MAX_ATTEMPTS = 8
"""Requests that are sent until one of them creates a resource."""

Send: TypeAlias = Callable[[Operation, Wire], RawResponse | None]
"""Send a valid request; None if the server is not tested with the operation."""


class Resources(Struct):
    """The resources of a run. `given` are values of parameters from the user."""

    vectors: Vectors
    given: Mapping[str, Any]
    send: Send
    created: list[tuple[str, Resource]] = field(
        default_factory=list[tuple[str, Resource]]
    )
    _shared: dict[str, Resource | None] = field(
        default_factory=dict[str, "Resource | None"]
    )
    known: KnownResources = field(default_factory=KnownResources)
    _in_progress: set[str] = field(default_factory=set[str])

    # ------------------------------------------------------------- requests

    def requests(self, vector: RequestVector) -> Iterator[Wire]:
        """The request with values of existing resources, in the order in which to try.

        A method that may change the resource gets one of its own.
        """
        operation = vector.operation
        request = self.with_path(operation, vector.request, fresh=not operation.is_safe)
        yield request
        referring = self._with_references(operation, request)
        if referring != request:
            yield referring

    def invalid_request(self, operation: Operation, request: Wire) -> Wire:
        """An invalid request with values of existing resources, so that a server rejects it
        for nothing else."""
        return self._with_references(operation, self.with_path(operation, request))

    def with_path(
        self, operation: Operation, request: Wire, *, fresh: bool = False
    ) -> Wire:
        """The request with existing values in its path.

        Values that differ from those of the minimal request are what a vector is about.
        """
        minimal = self.vectors.first_requests.get(operation.name)
        if minimal is None or "{" not in operation.path:
            return request
        templates = operation.path.split("/")
        plain, segments = minimal.request.path.split("/"), request.path.split("/")
        if not len(templates) == len(plain) == len(segments):
            return request
        values = self.values_of(operation, fresh=fresh)
        for index, template in enumerate(templates):
            name = EXPRESSION.fullmatch(template)
            if name is not None and segments[index] == plain[index]:
                if name[1] in values and segments[index][:1] not in (".", ";"):
                    segments[index] = quote(str(values[name[1]]), safe="")
        return replace(request, path="/".join(segments))

    def values_of(self, operation: Operation, *, fresh: bool = False) -> dict[str, Any]:
        """Values of path parameters; the user's take precedence."""
        names = EXPRESSION.findall(operation.path)
        given = {name: self._given(operation, name) for name in names}
        values = {name: value for name, value in given.items() if value is not None}
        if len(values) == len(names):
            return values
        resource = self.resource(operation.resource_template, fresh=fresh)
        return {**(resource.values if resource is not None else {}), **values}

    def _given(self, operation: Operation, name: str) -> Any:
        for key in (operation.id, operation.name):
            of_operation = self.given.get(key)
            if isinstance(of_operation, Mapping) and name in of_operation:
                return of_operation[name]
        value = self.given.get(name)
        return None if isinstance(value, Mapping) else value

    # ------------------------------------------------------------ resources

    def resource(self, template: str, *, fresh: bool = False) -> Resource | None:
        """A resource at a template such as `/jobs/{job_id}`; None if there is none.

        A fresh one is used by nothing else.
        """
        key = normal(template)
        if key in self._in_progress:
            return None
        self._in_progress.add(key)
        try:
            if fresh:
                return self.known.note(template, self._create(template))
            if key not in self._shared:
                resource = (
                    self._create(template)
                    or self._follow_links(template, safe=True)
                    or next(self.listed(template), None)
                )
                self._shared[key] = self.known.note(template, resource)
            return self._shared[key]
        finally:
            self._in_progress.discard(key)

    def note_change(self, operation: Operation, request: Wire) -> None:
        """Forget what a successful request may have changed; others are created."""
        self.known.note_change(operation, request)
        for template, resource in [*self._shared.items()]:
            if resource is not None and resource.id not in {
                known.id for known in self.known.of(template)
            }:
                del self._shared[template]

    def read(self, template: str, resource: Resource) -> RawResponse | None:
        """The response to `GET` of a resource; None if it cannot be sent."""
        minimal = self._minimal("GET", template)
        if minimal is None:
            return None
        return self.send(minimal.operation, self.request_for(minimal, resource))

    def templates_below(self, collection: str) -> list[str]:
        """The path templates of the resources in a collection."""
        return [
            operation.path
            for operation in self.vectors.operations.values()
            if operation.method == "GET"
            and operation.path.endswith("}")
            and normal(operation.path.rpartition("/")[0]) == normal(collection)
        ]

    def _create(self, template: str) -> Resource | None:
        linked = self._follow_links(template, safe=False)
        if linked is not None:
            return linked
        creator = self.operation_at("POST", template.rpartition("/")[0])
        success = self._success(creator) if creator is not None else None
        if success is not None:
            sent, received = success
            resource = from_response(template, sent.path, received)
            if resource is not None:
                resource = replace(resource, created_with=received.status)
                self.created.append((template, resource))
            return resource
        minimal = self._minimal("PUT", template)
        if minimal is None or creator is not None:
            return None
        request = self.with_path(minimal.operation, minimal.request)
        response = self.send(minimal.operation, request)
        if response is None or not 200 <= response.status < 300:
            return None
        values = path_values(template, request.path)
        return None if values is None else Resource(values)

    def _success(self, operation: Operation) -> tuple[Wire, RawResponse] | None:
        """A request of the operation that succeeds, and the response to it."""
        attempts = 0
        for vector in self._vectors_of(operation):
            for request in self.requests(vector):
                attempts += 1
                response = self.send(operation, request)
                if response is None:
                    return None
                if 200 <= response.status < 300:
                    return request, response
                if attempts >= _MAX_ATTEMPTS:
                    return None
        return None

    def _follow_links(self, template: str, *, safe: bool) -> Resource | None:
        """The resource that a link leads to, from a method that is safe or is not."""
        for source, link in links_to(self.vectors, template, safe=safe):
            success = self._success(source)
            if success is None:
                continue
            resource = linked_resource(self.vectors, template, source, link, *success)
            if resource is not None:
                if source.method == "POST":
                    self.created.append((template, resource))
                return resource
        return None

    def listed(self, template: str) -> Iterator[Resource]:
        """The resources that the collection lists."""
        minimal = self._minimal("GET", template.rpartition("/")[0])
        if minimal is None:
            return
        request = self.with_path(minimal.operation, minimal.request)
        response = self.send(minimal.operation, request)
        if response is None or response.status != 200:
            return
        body = json_of(response)
        for items in (body, *(body.values() if isinstance(body, dict) else ())):
            if isinstance(items, list) and items and isinstance(items[0], dict):
                resources = (from_body(template, request.path, i) for i in items)
                yield from filter(None, resources)
                return

    def _vectors_of(self, operation: Operation) -> list[RequestVector]:
        """The vectors of an operation, those with documented examples first."""
        vectors = [v for v in self.vectors.requests if v.operation == operation]
        return sorted(vectors, key=lambda vector: vector.origin != "documented")

    def delete_created(self) -> None:
        """Delete the created resources, as far as the description has operations for it."""
        for template, resource in reversed(self.created):
            minimal = self._minimal("DELETE", template)
            if minimal is not None:
                request = self.request_for(minimal, resource)
                self.send(minimal.operation, request)

    def request_for(self, vector: RequestVector, resource: Resource) -> Wire:
        """The request with the values of a resource in its path."""
        operation = vector.operation
        of_operation = self.given.get(operation.id)
        values = dict(of_operation) if isinstance(of_operation, Mapping) else {}
        given = {**self.given, operation.id: {**values, **resource.values}}
        of_resource = Resources(self.vectors, given, self.send)
        return of_resource.with_path(operation, vector.request)

    def _minimal(self, method: str, template: str) -> RequestVector | None:
        """The minimal request of the operation with a method and a path template."""
        operation = self.operation_at(method, template)
        if operation is None:
            return None
        return self.vectors.first_requests.get(operation.name)

    def operation_at(self, method: str, template: str) -> Operation | None:
        """The operation with a method and a path template."""
        path = normal(template)
        for operation in self.vectors.operations.values():
            if operation.method == method and normal(operation.path) == path:
                return operation
        return None

    # ----------------------------------------------------------- references

    def _with_references(self, operation: Operation, request: Wire) -> Wire:
        valid = [v.request for v in self.vectors.requests if v.operation == operation]
        return with_references(request, valid, self._reference)

    def _reference(self, name: str) -> Any:
        if name in self.given and not isinstance(self.given[name], Mapping):
            return self.given[name]
        owner = owner_of(name)
        if owner is None:
            return None
        for operation in self.vectors.operations.values():
            template = operation.path
            collection = template.rpartition("/")[0]
            if template.endswith("}") and template.count("{") == 1:
                if owner in singulars(collection):
                    return self._id_at(template)
        for operation in self.vectors.operations.values():
            path = operation.path
            if operation.method == "POST" and "{" not in path:
                if owner in singulars(path):
                    return self._id_at(f"{path}/{{{name}}}")
        return None

    def _id_at(self, template: str) -> Any:
        resource = self.resource(template)
        return None if resource is None else resource.id
