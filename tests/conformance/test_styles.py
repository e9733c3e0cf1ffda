"""The suite's oracle against the specification's own table of examples.

A unit test because the oracle is what every emitted vector rests on: what it gets wrong,
no generated package can tell.
"""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from trueup import ir
from trueup.targets.conformance import styles

ARRAY: ir.Json = ["blue", "black", "brown"]
OBJECT: ir.Json = {"R": 100, "G": 200, "B": 150}
PATH, QUERY = ir.Location.PATH, ir.Location.QUERY


def parameter(
    location: ir.Location, style: str, explode: bool, name: str = "color"
) -> ir.Parameter:
    return ir.Parameter(name, location, ir.ANY, True, ir.Style(style), explode)


# OAS 3.1.1, section "Style Examples".
IN_PATHS = [
    ("matrix", False, "", ";color"),
    ("matrix", False, "blue", ";color=blue"),
    ("matrix", False, ARRAY, ";color=blue,black,brown"),
    ("matrix", False, OBJECT, ";color=R,100,G,200,B,150"),
    ("matrix", True, ARRAY, ";color=blue;color=black;color=brown"),
    ("matrix", True, OBJECT, ";R=100;G=200;B=150"),
    ("label", False, "blue", ".blue"),
    ("label", False, ARRAY, ".blue,black,brown"),
    ("label", False, OBJECT, ".R,100,G,200,B,150"),
    ("label", True, ARRAY, ".blue.black.brown"),
    ("label", True, OBJECT, ".R=100.G=200.B=150"),
    ("simple", False, "blue", "blue"),
    ("simple", False, ARRAY, "blue,black,brown"),
    ("simple", False, OBJECT, "R,100,G,200,B,150"),
    ("simple", True, ARRAY, "blue,black,brown"),
    ("simple", True, OBJECT, "R=100,G=200,B=150"),
]
IN_QUERIES = [
    ("form", False, "", "color="),
    ("form", False, "blue", "color=blue"),
    ("form", False, ARRAY, "color=blue,black,brown"),
    ("form", False, OBJECT, "color=R,100,G,200,B,150"),
    ("form", True, ARRAY, "color=blue&color=black&color=brown"),
    ("form", True, OBJECT, "R=100&G=200&B=150"),
    ("spaceDelimited", False, ARRAY, "color=blue%20black%20brown"),
    ("spaceDelimited", False, OBJECT, "color=R%20100%20G%20200%20B%20150"),
    ("pipeDelimited", False, ARRAY, "color=blue%7Cblack%7Cbrown"),
    ("pipeDelimited", False, OBJECT, "color=R%7C100%7CG%7C200%7CB%7C150"),
    ("deepObject", True, OBJECT, "color[R]=100&color[G]=200&color[B]=150"),
]


@pytest.mark.parametrize(("style", "explode", "value", "text"), IN_PATHS)
def test_paths(style: str, explode: bool, value: ir.Json, text: str) -> None:
    assert styles.serialize(parameter(PATH, style, explode), value).path == text


@pytest.mark.parametrize(("style", "explode", "value", "text"), IN_QUERIES)
def test_queries(style: str, explode: bool, value: ir.Json, text: str) -> None:
    written = styles.serialize(parameter(QUERY, style, explode), value).query
    assert "&".join(f"{name}={each}" for name, each in written) == text


@pytest.mark.parametrize(
    ("text", "encoded"),
    [("a b", "a%20b"), ("100%25", "100%2525"), ("ï/☃", "%C3%AF%2F%E2%98%83")],
)
def test_everything_but_the_unreserved_is_encoded_once(text: str, encoded: str) -> None:
    assert styles.percent_encode(text) == encoded
    assert styles.percent_encode("AZaz09-._~") == "AZaz09-._~"


def test_reserved_characters_may_be_kept_in_a_path_but_never_end_it() -> None:
    """OAS 3.2, Parameter Object, `allowReserved`."""
    kept = replace(parameter(PATH, "simple", False), allow_reserved=True)
    assert styles.serialize(kept, ":/?#[]@!$&").path == ":%2F%3F%23%5B%5D@!$&"
    for value in ("100%25", ["a", "b"], ""):
        with pytest.raises(styles.Unspecified):
            styles.serialize(kept, value)


@pytest.mark.parametrize(
    ("location", "style", "value"),
    [
        (PATH, "simple", ""),
        (PATH, "simple", ".."),
        (QUERY, "form", []),
        (QUERY, "form", [None]),
        (QUERY, "spaceDelimited", ["a b", "c"]),
        (QUERY, "pipeDelimited", ["a|b", "c"]),
        (ir.Location.HEADER, "simple", "naïve"),
        (ir.Location.HEADER, "simple", ["a,b"]),
    ],
)
def test_what_no_specification_defines_is_not_tried(
    location: ir.Location, style: str, value: ir.Json
) -> None:
    with pytest.raises(styles.Unspecified):
        styles.serialize(parameter(location, style, False), value)
