"""Media type names: any string is classified, and in any spelling the same way."""

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
def test_media_type_predicates_ignore_parameters_and_spaces(
    name: str, parameters: str
) -> None:
    expected = [predicate(name) for predicate in PREDICATES]
    for spelling in (f" {name} ", f"{name};{parameters}", f"{name} ; a=b"):
        assert [predicate(spelling) for predicate in PREDICATES] == expected


@given(NAMES)
def test_media_type_has_at_most_one_kind(name: str) -> None:
    assert sum(predicate(name) for predicate in PREDICATES[:3]) <= 1
    assert media_types.essence(media_types.essence(name)) == media_types.essence(name)
