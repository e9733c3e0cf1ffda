"""The resources that a server has named in its responses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .resource_ids import Resource, normal, path_values, plain_name
from .vectors import Operation, Wire


@dataclass
class KnownResources:
    """Resources by path template."""

    _known: dict[str, list[Resource]] = field(
        default_factory=dict[str, "list[Resource]"]
    )

    def note(self, template: str, resource: Resource | None) -> Resource | None:
        """Add a resource, if there is one; return it."""
        if resource is not None:
            self._known.setdefault(normal(template), []).append(resource)
        return resource

    def of(self, template: str) -> list[Resource]:
        """The resources of a template."""
        return self._known.get(normal(template), [])

    def at(self, operation: Operation, request: Wire) -> Resource | None:
        """The resource that a request is about; None if the server has not named it."""
        requested = path_values(operation.path, request.path)
        if not requested:
            return None
        for resource in self.of(operation.resource_template):
            values = map(str, resource.values.values())
            if list(values) == list(requested.values()):
                return resource
        return None

    def is_reference(self, name: str, value: Any) -> bool:
        """Whether the value of a property such as `input_id` is the id of a resource."""
        is_id = plain_name(name).endswith("id") and plain_name(name) != "id"
        return is_id and any(
            resource.id == value
            for resources in self._known.values()
            for resource in resources
        )
