"""Resources that a server has named, and what is evidence that they exist."""

from __future__ import annotations

import pytest

from trueup_runtime.conformance.known_resources import KnownResources
from trueup_runtime.conformance.resource_ids import Resource
from trueup_runtime.conformance.vectors import Operation, Wire


def operation(method: str, path: str) -> Operation:
    return Operation(
        package="small",
        name=f"{method} {path}",
        id=f"{method} {path}",
        module="small",
        function="call",
        constant="CALL",
        method=method,
        path=path,
        pointer="",
        is_served=True,
        own_servers=False,
        base_path="",
        required_headers={},
        security=(),
    )


def changed(method: str, template: str, path: str) -> KnownResources:
    """The known resources after a successful request."""
    known = KnownResources()
    for id_ in (1, 2):
        known.note("/jobs/{id}", Resource({"id": id_}, "id", 201))
        known.note(
            "/jobs/{job}/logs/{log}", Resource({"job": id_, "log": 7}, "id", 201)
        )
    known.note("/users/{id}", Resource({"id": 1}, "id", 201))
    known.note_change(operation(method, template), Wire(method, path))
    return known


def at(known: KnownResources, template: str, path: str) -> Resource | None:
    return known.at(operation("GET", template), Wire("GET", path))


def test_deleted_resource_and_those_below_are_forgotten() -> None:
    known = changed("DELETE", "/jobs/{job_id}", "/jobs/1")
    assert at(known, "/jobs/{id}", "/jobs/1") is None
    assert at(known, "/jobs/{job}/logs/{log}", "/jobs/1/logs/7") is None
    assert at(known, "/jobs/{id}", "/jobs/2") is not None
    assert at(known, "/jobs/{job}/logs/{log}", "/jobs/2/logs/7") is not None
    assert at(known, "/users/{id}", "/users/1") is not None


def test_deleted_collection_is_forgotten() -> None:
    known = changed("DELETE", "/jobs", "/jobs")
    assert at(known, "/jobs/{id}", "/jobs/2") is None
    assert at(known, "/users/{id}", "/users/1") is not None


def test_action_on_a_resource_ends_the_evidence_of_its_creation() -> None:
    known = changed("POST", "/jobs/{id}/archive", "/jobs/1/archive")
    archived, other = at(known, "/jobs/{id}", "/jobs/1"), known.of("/jobs/{id}")[1]
    assert archived is not None and not archived.is_created
    assert other.is_created


@pytest.mark.parametrize(
    ("name", "refers"),
    [
        ("input_id", True),
        ("inputId", True),
        ("parent-id", True),
        ("jobid", True),
        ("paid", False),
        ("bid", False),
        ("id", False),
    ],
)
def test_reference_ends_with_the_word_id_or_names_its_collection(
    name: str, refers: bool
) -> None:
    known = changed("GET", "/jobs/{id}", "/jobs/1")
    assert known.is_reference(name, 1) is refers
