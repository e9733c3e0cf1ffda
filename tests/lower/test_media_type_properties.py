"""Names of media types: any text is classified, the same way in any spelling."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trueup import media_types

NAMES = st.one_of(
    st.text(),
    st.sampled_from(
        [
            "application/json",
            "a/b+json",
            "text/html",
            "multipart/x",
            "a/xml",
            "*/*",
            "/",
        ]
    ),
)
PREDICATES = (
    media_types.is_json,
    media_types.is_form,
    media_types.is_xml,
    media_types.is_text,
)


@given(NAMES, st.text())
def test_parameters_and_spaces_do_not_matter(name: str, parameters: str) -> None:
    expected = [is_kind(name) for is_kind in PREDICATES]
    for spelling in (f" {name} ", f"{name};{parameters}", f"{name} ; a=b"):
        assert [is_kind(spelling) for is_kind in PREDICATES] == expected


@given(NAMES)
def test_name_is_one_kind_at_most(name: str) -> None:
    assert sum(is_kind(name) for is_kind in PREDICATES[:3]) <= 1
    assert media_types.essence(media_types.essence(name)) == media_types.essence(name)
