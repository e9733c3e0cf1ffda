"""Path templates: any text is one, and a path made from it leads back to it."""

from __future__ import annotations

import re
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from trueup.targets.conformance.paths import (
    Templates,
    encode_template,
    has_shared_segment,
    is_unambiguous,
)

PIECES = st.sampled_from(
    [
        "/",
        "{a}",
        "{b}",
        "{a b}",
        "{",
        "}",
        "{}",
        "-",
        ".",
        "%",
        "%2F",
        "%zz",
        "é",
        "..",
        "a",
        "?",
        "#",
        "{{a}}",
        "\n",
    ]
)
TEMPLATES = st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=7).map("".join)
VALUES = st.text(min_size=1, max_size=5).map(lambda text: quote(text, safe=""))


@given(TEMPLATES, VALUES)
def test_path_made_from_a_template_leads_to_it(template: str, value: str) -> None:
    path = re.sub(r"\{[^{}]*\}", lambda _: value, encode_template(template))
    assert template in (Templates([template, "/other/{x}"]).matching(path) or ())


@given(TEMPLATES)
def test_written_template_is_printable_ascii_outside_its_parameters(
    template: str,
) -> None:
    text = re.sub(r"\{[^{}]*\}", "", encode_template(template))
    assert re.fullmatch(r"([!-$&-~]|%[0-9A-Fa-f]{2})*", text)


@given(TEMPLATES, st.text(max_size=12))
def test_any_path_can_be_judged(template: str, path: str) -> None:
    Templates([template]).matching(path)
    has_shared_segment(template)
    is_unambiguous(template, path, {"a": ("x", "xx", ""), "b": ()})
