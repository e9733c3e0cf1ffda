"""The oracle of forms, held to the specification's own tables (OAS 3.2, "Encoding")."""

from __future__ import annotations

import pytest

from trueup import ir
from trueup.targets.conformance import forms, styles

_TEXT = ir.Primitive(ir.Scalar.STRING)
_NO_API = ir.Api("", "", "", (), (), (), (), {})


def form(media_type: str, *parts: ir.Part, **members: ir.Type) -> ir.Content:
    fields = tuple(
        ir.Field(name, type_, required=False, nullable=False)
        for name, type_ in members.items()
    )
    return ir.Content(media_type, ir.Object(fields), parts=parts)


def encoded(value: ir.Json, part: ir.Part) -> object:
    content = form("application/x-www-form-urlencoded", part)
    return forms.serialize_form(_NO_API, content, {"a": value})["form"]


@pytest.mark.parametrize(
    ("value", "part", "rows"),
    [
        ("b c&d", ir.Part("a"), [["a", "b%20c%26d"]]),
        ([1, 2], ir.Part("a"), [["a", "1"], ["a", "2"]]),
        ({"x": 1}, ir.Part("a"), [["a", "%7B%22x%22%3A1%7D"]]),
        ([1, 2], ir.Part("a", style=ir.Style.FORM, explode=False), [["a", "1,2"]]),
        ([1, 2], ir.Part("a", style=ir.Style.PIPE), [["a", "1%7C2"]]),
        ({"x": 1}, ir.Part("a", style=ir.Style.DEEP), [["a[x]", "1"]]),
        ({"x": 1}, ir.Part("a", style=ir.Style.FORM), [["x", "1"]]),
        ("b", ir.Part("a", media_types=("application/json",)), [["a", "%22b%22"]]),
    ],
)
def test_members_of_a_url_encoded_form(
    value: ir.Json, part: ir.Part, rows: list[ir.Json]
) -> None:
    assert encoded(value, part) == rows


@pytest.mark.parametrize("value", [None, [], [None], {"x": None}])
def test_what_no_form_holds_is_not_tried(value: ir.Json) -> None:
    with pytest.raises(styles.Unspecified):
        encoded(value, ir.Part("a", style=ir.Style.DEEP))


def test_parts() -> None:
    content = form(
        "multipart/form-data",
        ir.Part("file", media_types=("image/png",)),
        file=ir.Primitive(ir.Scalar.BINARY),
        title=_TEXT,
    )
    value: dict[str, ir.Json] = {"file": "AAE=", "title": "a", "point": {"x": 1}}
    assert forms.serialize_form(_NO_API, content, value) == {
        "multipart": [
            {"name": "file", "type": "image/png", "base64": "AAE="},
            {"name": "title", "text": "a"},
            {"name": "point", "type": "application/json", "json": {"x": 1}},
        ]
    }


def test_parts_have_their_header_fields_and_file_names() -> None:
    headers = (
        ir.Header("X-Sum", _TEXT, required=True),
        ir.Header("X-Kind", _TEXT, required=True, constant="original"),
        ir.Header("X-Note", _TEXT, required=False),
    )
    content = form(
        "multipart/form-data",
        ir.Part("a", headers=headers),
        a=ir.Primitive(ir.Scalar.BINARY),
    )
    row = forms.serialize_form(_NO_API, content, {"a": "AAE="}, "b.txt")
    assert row["multipart"] == [
        {
            "name": "a",
            "type": "application/octet-stream",
            "base64": "AAE=",
            "filename": "b.txt",
            "headers": {"X-Sum": "text"},
            "constant_headers": {"X-Kind": "original"},
        }
    ]


@pytest.mark.parametrize(
    ("value", "fits"),
    [("YQ==", True), (["YQ==", "Yg=="], True), ("string", False), (["string"], False)],
)
def test_files_are_base64_whichever_form_they_stand_in(
    value: ir.Json, fits: bool
) -> None:
    """Another of the forms has no such member, so it has nothing against it."""
    binary = ir.Primitive(ir.Scalar.BINARY)
    files = ir.Array(binary) if isinstance(value, list) else binary
    one, other = form("", files=files), form("", text=_TEXT)
    either = ir.Content("multipart/form-data", ir.Union((one.type, other.type)))
    assert forms.fits_form(_NO_API, either, {"files": value}) is fits
