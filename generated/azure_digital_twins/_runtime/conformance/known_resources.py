"""The resources that a server has named in its responses."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from .resource_ids import Resource, normal, path_values, refers_to
from .vectors import Operation, Wire


class KnownResources(Struct):
    """Resources by path template."""

    _known: dict[str, list[Resource]] = field(
        default_factory=dict[str, "list[Resource]"]
    )

    def note(self, template: str, resource: Resource | None) -> Resource | None:
        """Add a resource, if there is one; return it."""
        if resource is not None:
            self._known.setdefault(normal(template), []).append(resource)
        return resource

    def note_change(self, operation: Operation, request: Wire) -> None:
        """Forget what a successful request may have changed.

        A DELETE removes the resources at its path and below. Any other action on a
        resource may remove it, so that its creation does not prove that it exists.
        """
        if operation.method == "DELETE":
            for template, resources in self._known.items():
                self._known[template] = [
                    resource
                    for resource in resources
                    if not _is_below(template, resource, operation.path, request.path)
                ]
        elif operation.method == "POST" and operation.resource_template:
            template = operation.resource_template
            self._known[normal(template)] = [
                (
                    replace(resource, created_with=None)
                    if _is_at(resource, operation.path, request.path)
                    else resource
                )
                for resource in self.of(template)
            ]

    def of(self, template: str) -> list[Resource]:
        """The resources of a template."""
        return self._known.get(normal(template), [])

    def at(self, operation: Operation, request: Wire) -> Resource | None:
        """The resource that a request is about; None if the server has not named it."""
        for resource in self.of(operation.resource_template):
            if _is_at(resource, operation.path, request.path):
                return resource
        return None

    def is_reference(self, name: str, value: Any) -> bool:
        """Whether the value of a property such as `input_id` is the id of a resource."""
        return any(
            resource.id == value and refers_to(name, template.rpartition("/")[0])
            for template, resources in self._known.items()
            for resource in resources
        )


def _is_at(resource: Resource, template: str, path: str) -> bool:
    """Whether a path has the values of a resource, and no others."""
    requested = [*(path_values(template, path) or {}).values()]
    return bool(requested) and requested == [*map(str, resource.values.values())]


def _is_below(of: str, resource: Resource, template: str, path: str) -> bool:
    """Whether a resource of the template `of` is at a path or below."""
    values = path_values(template, path)
    prefix = normal(template).rstrip("/")
    if values is None or not f"{normal(of)}/".startswith(f"{prefix}/"):
        return False
    own = [*map(str, resource.values.values())]
    return own[: len(values)] == [*values.values()]
