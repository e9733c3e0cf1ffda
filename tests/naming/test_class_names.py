"""Names of classes that are derived from the id of an operation."""

from __future__ import annotations

import pytest

from trueup import ir
from trueup.diagnostics import Report
from trueup.emit.naming import assign_names


def class_names(id_: str, *hints: tuple[str, ...]) -> tuple[str, ...]:
    operation = ir.Operation(id_, True, "POST", "/voices/{id}/edit", group="voices")
    declarations = tuple(
        ir.Declaration(".".join(hint), hint, ir.ANY, named=len(hint) == 1)
        for hint in hints
    )
    api = ir.Api(
        "", "", "", (), (ir.Group("voices", "", (operation,)),), declarations, (), {}
    )
    return tuple(assign_names(api, Report()).classes.values())


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("edit_voice_voices__id__edit_post", "EditVoiceResponse200"),
        ("editVoiceUsingPOST", "EditVoiceResponse200"),
        ("8f14e45fceea167a5a36dedd4bea2543", "PostVoicesByIdEditResponse200"),
        ("editVoice", "EditVoiceResponse200"),
    ],
)
def test_derived_half_of_an_id_is_not_part_of_a_class_name(id_: str, name: str) -> None:
    assert class_names(id_, (id_, "response", "200")) == (name,)


def test_body_that_fastapi_names_after_an_operation_loses_the_derived_half() -> None:
    id_ = "edit_voice_voices__id__edit_post"
    names = class_names(id_, (f"Body_{id_}",), (f"Body_{id_}", "file"))
    assert names == ("BodyEditVoice", "BodyEditVoiceFile")


def test_class_whose_short_name_is_taken_keeps_the_whole_id() -> None:
    id_ = "edit_voice_voices__id__edit_post"
    names = class_names(id_, ("EditVoiceBody",), (id_, "body"))
    assert names == ("EditVoiceBody", "EditVoiceVoicesIdEditPostBody")
