"""Names of the methods of one group: what a collision and an addition change."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trueup import ir
from trueup.diagnostics import Report
from trueup.emit.operation_names import operation_names
from trueup.emit.pins import Pins

RESERVED = frozenset(("raw", "stream"))


def operation(
    method: str, path: str, id_: str | None = None, group: str = "pets"
) -> ir.Operation:
    return ir.Operation(
        id=id_ or f"{method} {path}",
        id_given=id_ is not None,
        method=method,
        path=path,
        group=group,
    )


def named(*operations: ir.Operation) -> tuple[tuple[str, ...], list[str]]:
    """The names, and the codes of the diagnostics."""
    report = Report()
    names = operation_names(operations, {}, RESERVED, Pins({}), report)
    return tuple(names), [diagnostic.code for diagnostic in report]


def test_id_that_is_exactly_the_name_wins() -> None:
    names, codes = named(
        operation("GET", "/pets", "listPets"), operation("GET", "/animals", "list")
    )
    assert names == ("list_pets", "list")
    assert codes == ["name-clash"]


def test_collision_without_an_exact_id_does_not_depend_on_order() -> None:
    one, many = operation("DELETE", "/pets/{id}"), operation("DELETE", "/pets")
    assert named(one, many)[0] == ("delete", "delete_pets")
    assert named(many, one)[0] == ("delete_pets", "delete")


def test_last_resort_is_a_number_with_a_diagnostic() -> None:
    names, codes = named(*[operation("POST", "/pets/{id}/wake")] * 4)
    assert names == ("wake", "wake_pet", "post_pets_by_id_wake", "wake_2")
    assert codes == ["name-clash"] * 3


def test_reserved_name_gets_an_underscore_and_a_diagnostic() -> None:
    assert named(operation("POST", "/pets/{id}/stream", "stream")) == (
        ("stream_",),
        ["name-clash"],
    )


_METHODS = st.sampled_from(("GET", "POST", "PUT", "DELETE"))
_PATHS = st.lists(
    st.sampled_from(("pets", "{id}", "owners", "{owner}", "feed", "v1", "toys")),
    min_size=1,
    max_size=4,
).map(lambda segments: "/" + "/".join(segments))
_IDS = st.one_of(
    st.none(), st.sampled_from(("listPets", "pets_get", "feedPet", "toys", "op1"))
)
_OPERATIONS = st.lists(st.builds(operation, _METHODS, _PATHS, _IDS), max_size=6)


@given(_OPERATIONS)
def test_names_are_distinct_identifiers(operations: list[ir.Operation]) -> None:
    names, _ = named(*operations)
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() for name in names)


@given(_OPERATIONS)
def test_every_operation_alone_keeps_its_first_choice_unless_reported(
    operations: list[ir.Operation],
) -> None:
    names, codes = named(*operations)
    alone = [named(each)[0][0] for each in operations]
    renamed = sum(name != first for name, first in zip(names, alone, strict=True))
    assert renamed == codes.count("name-clash") - alone.count("stream_")
