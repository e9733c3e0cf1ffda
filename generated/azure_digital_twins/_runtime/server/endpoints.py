"""The table of operations in `routes.py`: parameters, bodies and responses, as data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import get_type_hints

from msgspec import Struct

from ..client.bodies import Body
from ..client.operation import Operation
from ..client.parameters import Header
from .negotiation import media_type
from .responses import AnyHandlerResponse, Request
from .schemas import Schemas


class ParameterBinding(Struct, frozen=True):
    """A parameter: the field that takes it (None: checked and dropped), its schema."""

    field: str | None
    schema: str | None = None
    required: bool = False


class Content(Struct, frozen=True):
    """A body in one media type. `type` is what a request's body is converted to.

    `item_schema` is the schema of each item, if the body is a sequence.
    """

    media_type: str
    schema: str | None = None
    type: object = None
    item_schema: str | None = None


class RequestBody(Struct, frozen=True, dict=True):
    """The request body of an operation."""

    contents: tuple[Content, ...]
    required: bool = False

    @cached_property
    def media_types(self) -> tuple[str, ...]:
        return tuple(content.media_type for content in self.contents)


class HeaderBinding(Struct, frozen=True):
    """A header of a response: the field that holds it, its serialization, its schema."""

    field: str
    header: Header
    schema: str | None = None


class EndpointResponse(Struct, frozen=True, dict=True):
    """A documented response: `status` is `200`, `4XX` or `default`."""

    status: str
    response: type[AnyHandlerResponse]
    contents: tuple[Content, ...] = ()
    headers: tuple[HeaderBinding, ...] = ()

    @cached_property
    def media_types(self) -> tuple[str, ...]:
        return tuple(content.media_type for content in self.contents)


_REDIRECTS = frozenset(("300", "301", "302", "303", "307", "308", "3XX"))


class Endpoint(Struct, frozen=True, dict=True):
    """An operation: its handler (`handlers.<group>.<handler>`), inputs and responses.

    `base_paths` are set where the operation has servers of its own.
    """

    operation: Operation
    group: str
    handler: str
    request: type[Request]
    inputs: tuple[ParameterBinding, ...] = ()
    body: RequestBody | None = None
    responses: tuple[EndpointResponse, ...] = ()
    base_paths: tuple[str, ...] | None = None

    @cached_property
    def types(self) -> dict[str, object]:
        """The types of the request's fields."""
        return get_type_hints(self.request)

    @cached_property
    def produces(self) -> tuple[str, ...]:
        """Media types of successes; () if one of them has no body, or an invalid media type.

        304 is not one of them: without its condition, the response is another one.
        """
        successes = [
            r for r in self.responses if r.status[0] == "2" or r.status in _REDIRECTS
        ]
        successes = successes or [r for r in self.responses if r.status == "default"]
        if not all(response.contents for response in successes):
            return ()
        produced = dict.fromkeys(m for r in successes for m in r.media_types)
        return tuple(produced) if all(map(media_type, produced)) else ()

    def pointers(self, *, responses: bool) -> set[str]:
        """Pointers to the schemas of requests, of errors and, if wanted, of all responses."""
        contents = self.body.contents if self.body is not None else ()
        pointers = {given.schema for given in self.inputs}
        for response in self.responses:
            if responses or response.status[0] not in "23":
                pointers |= {header.schema for header in response.headers}
                pointers |= {content.item_schema for content in response.contents}
                contents += response.contents
        pointers |= {content.schema for content in contents}
        return {pointer for pointer in pointers if pointer is not None}

    def choices(self, schemas: Schemas) -> dict[str, tuple[str, ...]]:
        """All texts of a path's parameters that only their texts tell apart, by name."""
        operation = self.operation
        if "}{" not in operation.path:
            return {}
        named = zip(self.inputs, operation.parameters, strict=True)
        return {
            parameter.name: _texts(schemas, given.schema)
            for given, parameter in named
            if given.schema is not None and parameter.location == "path"
        }

    def bodies_of(self, response: EndpointResponse) -> tuple[Body, ...]:
        """The codecs of a documented response, in the order of its media types."""
        return self._bodies[response.status]

    @cached_property
    def _bodies(self) -> dict[str, tuple[Body, ...]]:
        operation = self.operation
        errors = {str(key): error.bodies for key, error in operation.errors.items()}
        successes = {str(key): item.bodies for key, item in operation.responses.items()}
        return {**errors, **successes}

    def find_response(self, status: str) -> EndpointResponse | None:
        """The response that is declared for a status, a range or `default`."""
        return self._by_status.get(status)

    @cached_property
    def _by_status(self) -> dict[str, EndpointResponse]:
        return {response.status: response for response in self.responses}

    @cached_property
    def by_class(self) -> Mapping[type[object], EndpointResponse]:
        """The responses by the classes of their results."""
        return {response.response: response for response in self.responses}


def _texts(schemas: Schemas, pointer: str) -> tuple[str, ...]:
    """All texts that are values of a schema; () where it does not list them."""
    flat = schemas.resolved(schemas.at(pointer.removeprefix("#")))
    listed = [flat["const"]] if "const" in flat else flat.get("enum")
    values = listed if isinstance(listed, list) else []
    texts = tuple(value for value in values if isinstance(value, str) and value)
    return texts if len(texts) == len(values) else ()
