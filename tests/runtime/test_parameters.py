"""Parameters in every style: what is written (OAS 3.2, "Style Examples"), and read back."""

from __future__ import annotations

import datetime
import decimal
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trueup_runtime.client import (
    UNSET,
    ConfigurationError,
    Cookie,
    Header,
    Model,
    OpenStrEnum,
    Path,
    Query,
    QueryString,
    Shape,
)
from trueup_runtime.client.coercion import (
    ANY,
    BOOLEAN,
    INTEGER,
    NUMBER,
    STRING,
    array,
    coerce,
    object_of,
)
from trueup_runtime.client.pairs import cookie_pairs, query_pairs

LIST = ["blue", "black", "brown"]
DICT = {"R": 100, "G": 200, "B": 150}
LISTS = array(STRING)
DICTS = object_of({"R": INTEGER, "G": INTEGER, "B": INTEGER})


class Color(OpenStrEnum):
    BLUE = "blue"


class Point(Model, rename="camel"):
    far_x: int
    y: float | None = None


@pytest.mark.parametrize(
    ("style", "explode", "value", "text"),
    [
        ("simple", False, "blue", "blue"),
        ("simple", False, LIST, "blue,black,brown"),
        ("simple", True, LIST, "blue,black,brown"),
        ("simple", False, DICT, "R,100,G,200,B,150"),
        ("simple", True, DICT, "R=100,G=200,B=150"),
        ("label", False, "blue", ".blue"),
        ("label", False, LIST, ".blue,black,brown"),
        ("label", True, LIST, ".blue.black.brown"),
        ("label", False, DICT, ".R,100,G,200,B,150"),
        ("label", True, DICT, ".R=100.G=200.B=150"),
        ("matrix", False, "blue", ";color=blue"),
        ("matrix", False, "", ";color"),
        ("matrix", False, LIST, ";color=blue,black,brown"),
        ("matrix", True, LIST, ";color=blue;color=black;color=brown"),
        ("matrix", False, DICT, ";color=R,100,G,200,B,150"),
        ("matrix", True, DICT, ";R=100;G=200;B=150"),
    ],
)
def test_styles_of_paths(style: Any, explode: bool, value: Any, text: str) -> None:
    shape = LISTS if value is LIST else DICTS if value is DICT else STRING
    parameter = Path("color", style=style, explode=explode, shape=shape)
    assert parameter.write(value) == [("color", text)]
    assert parameter.read(text) == value


@pytest.mark.parametrize(
    ("style", "explode", "value", "text"),
    [
        ("form", True, "", "color="),
        ("form", True, "blue", "color=blue"),
        ("form", False, LIST, "color=blue,black,brown"),
        ("form", True, LIST, "color=blue&color=black&color=brown"),
        ("form", False, DICT, "color=R,100,G,200,B,150"),
        ("form", True, DICT, "R=100&G=200&B=150"),
        ("spaceDelimited", False, LIST, "color=blue%20black%20brown"),
        ("spaceDelimited", False, DICT, "color=R%20100%20G%20200%20B%20150"),
        ("spaceDelimited", True, LIST, "color=blue&color=black&color=brown"),
        ("pipeDelimited", False, LIST, "color=blue%7Cblack%7Cbrown"),
        ("pipeDelimited", False, DICT, "color=R%7C100%7CG%7C200%7CB%7C150"),
        ("tsv", False, LIST, "color=blue%09black%09brown"),
        (
            "deepObject",
            True,
            DICT,
            "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        ),
    ],
)
def test_styles_of_queries(style: Any, explode: bool, value: Any, text: str) -> None:
    shape = LISTS if value is LIST else DICTS if value is DICT else STRING
    parameter = Query("color", style=style, explode=explode, shape=shape)
    assert _joined(parameter.write(value)) == text
    assert parameter.read(query_pairs(text)) == value


def _joined(pieces: list[tuple[str, str]]) -> str:
    return "&".join(f"{name}={text}" for name, text in pieces)


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("c=a|b", "pipeDelimited"),
        ("c=a%7cb", "pipeDelimited"),
        ("c=a+b", "spaceDelimited"),
        ("c[]=a&c[]=b", "deepObject"),
        ("c[0]=a&c[1]=b", "deepObject"),
    ],
)
def test_parameter_decodes_equivalent_spellings(text: str, style: Any) -> None:
    parameter = Query("c", style=style, explode=style == "deepObject", shape=LISTS)
    assert parameter.read(query_pairs(text)) == ["a", "b"]


def test_deep_objects_nest() -> None:
    shape = object_of({"a": object_of({"b": array(INTEGER), "c": BOOLEAN})}, ANY)
    parameter = Query("f", style="deepObject", shape=shape)
    value = {"a": {"b": [1, 2], "c": True}, "z": "t"}
    pieces = parameter.write({**value, "none": None})
    assert pieces == [
        ("f%5Ba%5D%5Bb%5D%5B0%5D", "1"),
        ("f%5Ba%5D%5Bb%5D%5B1%5D", "2"),
        ("f%5Ba%5D%5Bc%5D", "true"),
        ("f%5Bz%5D", "t"),
    ]
    assert parameter.read(query_pairs(_joined(pieces))) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (1.5, "1.5"),
        (300.0, "300"),
        (-0.25, "-0.25"),
        (2.0**60, "1.152921504606847e18"),
        (decimal.Decimal("12.30"), "12.30"),
        (decimal.Decimal("1E+3"), "1000"),
        (10**20, "100000000000000000000"),
        (Color.BLUE, "blue"),
        (Color("sky blue"), "sky%20blue"),
        (
            datetime.datetime(2020, 1, 2, tzinfo=datetime.UTC),
            "2020-01-02T00%3A00%3A00Z",
        ),
        (datetime.date(2020, 1, 2), "2020-01-02"),
        ("é/?#%&+", "%C3%A9%2F%3F%23%25%26%2B"),
        ("~-._", "~-._"),
        (b"\xff\xff", "%2F%2F8%3D"),
    ],
)
def test_scalars_are_written_and_encoded_once(value: Any, text: str) -> None:
    assert Path("p").write(value) == [("p", text)]
    assert Query("p").write(value) == [("p", text)]


def test_models_are_objects() -> None:
    assert Query("p").write(Point(far_x=1)) == [("farX", "1")]
    assert Query("p", style="deepObject").write(Point(far_x=1, y=0.5)) == [
        ("p%5BfarX%5D", "1"),
        ("p%5By%5D", "0.5"),
    ]


def test_separators_inside_values_are_told_from_those_between() -> None:
    parameter = Query("p", explode=False, shape=LISTS)
    assert parameter.write(["a,b", "c"]) == [("p", "a%2Cb,c")]
    assert parameter.read([("p", "a%2Cb,c")]) == ["a,b", "c"]


NUMBERS = array(array(INTEGER))
INNER = object_of({"list": LISTS, "at": DICTS})


@pytest.mark.parametrize("explode", [False, True])
@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ([[1, 2], [], [3]], NUMBERS),
        ([{"R": 1}, {"G": 2}], array(DICTS)),
        ({"list": ["a,b", "c"], "at": {"R": 1}}, INNER),
        (["[1]", "{}"], LISTS),
    ],
)
def test_values_inside_values_are_json(value: Any, shape: Shape, explode: bool) -> None:
    query = Query("p", explode=explode, shape=shape)
    assert query.read(query_pairs(_joined(query.write(value)))) == value
    for style in ("simple", "label", "matrix"):
        path = Path("p", style=style, explode=explode, shape=shape)
        assert path.read(path.write(value)[0][1]) == value


def test_an_empty_list_in_an_object_is_sent_where_it_has_a_place() -> None:
    path = Path("p", shape=INNER)
    assert path.read(path.write({"list": []})[0][1]) == {"list": []}
    # Its items would stand in the query one by one.
    assert Query("p", shape=INNER).write({"list": []}) == []


@pytest.mark.parametrize(
    ("parameter", "value", "text"),
    [
        (Path("p", style="label", explode=True), ["a.b", "c"], ".a%2Eb.c"),
        (Path("p", style="label", explode=True), [1.5, 2.5], ".1%2E5.2%2E5"),
        (Path("p", style="label", explode=True), {"a.b": "c=.d"}, ".a%2Eb=c%3D%2Ed"),
        (Path("p", allow_reserved=True), ["a,b", "c;d"], "a%2Cb,c;d"),
        (Path("p", allow_reserved=True, explode=True), {"a=b": "c"}, "a%3Db=c"),
        (Path("p", allow_reserved=True, style="matrix"), "a;b", ";p=a%3Bb"),
        (Query("p", allow_reserved=True, explode=False), ["a,b", "c;d"], "a%2Cb,c;d"),
    ],
)
def test_a_mark_inside_a_value_is_escaped(
    parameter: Path | Query, value: Any, text: str
) -> None:
    assert [text for _, text in parameter.write(value)] == [text]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        (Header("p"), ["a,b"]),
        (Header("p"), ["a", " b"]),
        (Header("p"), {"a": "b,c"}),
        (Header("p", explode=True), {"a=b": "c"}),
        (Header("p"), " a"),
        (Query("p", style="spaceDelimited", explode=False), ["a b", "c"]),
        (Query("p", style="pipeDelimited", explode=False), ["a|b", "c"]),
        (Query("p", style="tsv", explode=False), ["a\tb", "c"]),
        (Query("p", explode=False), [""]),
        (Cookie("p", style="cookie"), {"a=b": "c"}),
    ],
)
def test_what_would_be_read_otherwise_is_refused(parameter: Any, value: Any) -> None:
    with pytest.raises(ConfigurationError):
        parameter.write(value)


@pytest.mark.parametrize("value", ["", "."])
def test_labels_that_are_dots(value: str) -> None:
    label = Path("p", style="label")
    assert label.write(value) == [("p", "." + value)]
    assert label.read("%2E" * (len(value) + 1)) == value


def test_reserved_characters_stay_where_the_description_says_so() -> None:
    query = Query("p", allow_reserved=True)
    assert query.write("a:/?@!$'()*,;=b#[]&+ 100%25%") == [
        ("p", "a:/?@!$'()*,;=b%23%5B%5D%26%2B%20100%25%25")
    ]
    assert Path("p", allow_reserved=True).write("a:b/c?") == [("p", "a:b%2Fc%3F")]


@pytest.mark.parametrize("value", [[], {}, [None]])
def test_nothing_is_not_sent(value: Any) -> None:
    assert Query("p").write(value) == []
    assert Query("p", explode=False).write(value) == []
    assert Header("p").write(value) == []


def test_null_inside_a_value_is_left_out() -> None:
    assert Query("p").write([1, None, 2]) == [("p", "1"), ("p", "2")]
    assert Query("p", explode=False).write({"a": None, "b": 1}) == [("p", "b,1")]


@pytest.mark.parametrize("value", ["", [], {}])
def test_an_empty_path_parameter_is_refused(value: Any) -> None:
    with pytest.raises(ConfigurationError, match="`p`"):
        Path("p").write(value)


def test_a_number_without_a_text_is_refused() -> None:
    with pytest.raises(ConfigurationError):
        Query("p").write(math.nan)


@pytest.mark.parametrize("text", ["a\r\nb", "a\nb", "a\0b"])
def test_a_header_cannot_be_ended_by_its_value(text: str) -> None:
    with pytest.raises(ConfigurationError, match="`X`"):
        Header("X").write(text)
    with pytest.raises(ConfigurationError):
        Header("X").write([text])


def test_headers() -> None:
    assert Header("X").write([1, "b c"]) == [("X", "1,b c")]
    assert Header("X", explode=True).write({"a": 1, "b": 2}) == [("X", "a=1,b=2")]
    assert Header("X", shape=array(INTEGER)).read("1, 2 ,3") == [1, 2, 3]
    assert Header("X", shape=INTEGER).read(" 7 ") == 7
    assert Header("X").read(None) is UNSET


def test_cookies() -> None:
    assert Cookie("c").write("a b;c") == [("c", "a%20b%3Bc")]
    assert Cookie("c").read(cookie_pairs("x=1; c=a%20b%3Bc")) == "a b;c"
    assert Cookie("c", style="cookie").write("a/b") == [("c", "a/b")]
    assert Cookie("c", style="cookie").read(cookie_pairs("c=a%20b")) == "a%20b"
    assert Cookie("c", explode=False, shape=array(INTEGER)).read([("c", "1,2")]) == [
        1,
        2,
    ]
    with pytest.raises(ConfigurationError):
        Cookie("c", style="cookie").write("a;b")


def test_documents() -> None:
    value = {"a": [1, "é"]}
    query = Query("f", media_type="application/json")
    assert query.write(value) == [("f", "%7B%22a%22%3A%5B1%2C%22%C3%A9%22%5D%7D")]
    assert query.read(query.write(value)) == value
    header = Header("f", media_type="application/json")
    assert header.read(header.write(value)[0][1]) == value
    assert query.read([("f", "no%20json")]) == "no json"
    path = Path("f", media_type="application/json")
    assert path.read(path.write(value)[0][1]) == value


def test_the_whole_query() -> None:
    shape = object_of({"a": array(INTEGER), "b": STRING})
    form = QueryString("q", shape=shape)
    assert form.write({"a": [1, 2], "b": "c d"}) == [("", "a=1&a=2&b=c%20d")]
    assert form.read("a=1&a=2&b=c+d") == {"a": [1, 2], "b": "c d"}
    assert form.read("") is UNSET
    nested = QueryString("q", shape=object_of({"a": DICTS}))
    assert nested.write({"a": {"R": 1}}) == [("", "a=%7B%22R%22%3A1%7D")]
    assert nested.read(nested.write({"a": {"R": 1}})[0][1]) == {"a": {"R": 1}}
    json = QueryString("q", media_type="application/json")
    assert json.read(json.write({"a": 1})[0][1]) == {"a": 1}


def test_members_of_an_exploded_object_are_told_from_other_parameters() -> None:
    parameter = Query("p", shape=object_of({"a": INTEGER}, NUMBER))
    pairs = query_pairs("a=1&limit=5&x=2.5")
    assert parameter.read(pairs, {"limit"}) == {"a": 1, "x": 2.5}
    closed = Query("p", shape=object_of({"a": INTEGER}))
    assert closed.read(pairs) == {"a": 1}
    assert closed.read(query_pairs("limit=5")) is UNSET


def test_lists_in_exploded_objects_are_repeated() -> None:
    parameter = Query("p", shape=object_of({"a": INTEGER, "b": array(INTEGER)}))
    pieces = parameter.write({"a": 1, "b": [2, None, 3]})
    assert pieces == [("a", "1"), ("b", "2"), ("b", "3")]
    assert parameter.read(pieces) == {"a": 1, "b": [2, 3]}
    assert parameter.write({"b": []}) == []


@pytest.mark.parametrize(
    ("text", "shape", "value"),
    [
        ("1", INTEGER, 1),
        ("-0", INTEGER, 0),
        ("01", INTEGER, "01"),
        ("+1", INTEGER, "+1"),
        ("1_000", INTEGER, "1_000"),
        ("٣", INTEGER, "٣"),
        (" 1", INTEGER, " 1"),
        ("1.0", INTEGER, 1),
        ("1.5", INTEGER, 1.5),
        ("1e2", NUMBER, 100.0),
        ("NaN", NUMBER, "NaN"),
        ("1", STRING, "1"),
        ("true", BOOLEAN, True),
        ("True", BOOLEAN, "True"),
        ("1", BOOLEAN, "1"),
        ("1", ANY, 1),
        ("true", ANY, True),
        ("x", ANY, "x"),
        ("null", Shape("integer", nullable=True), None),
        ("null", INTEGER, "null"),
        ("9" * 5000, INTEGER, "9" * 5000),
    ],
)
def test_text_is_read_by_its_shape(text: str, shape: Shape, value: Any) -> None:
    found = coerce(text, shape)
    assert (found, type(found)) == (value, type(value))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(st.lists(TEXT, min_size=1), st.sampled_from(["form"]), st.booleans())
def test_lists_of_any_text_survive_queries(
    value: list[str], style: Any, explode: bool
) -> None:
    parameter = Query("näme[]", style=style, explode=explode, shape=LISTS)
    assert parameter.read(query_pairs(_joined(parameter.write(value)))) == value


@given(TEXT)
def test_any_text_survives_paths_and_cookies(value: str) -> None:
    assert Path("p").read(Path("p").write(value)[0][1]) == value
    pieces = Cookie("p").write(value)
    assert Cookie("p").read(cookie_pairs("; ".join(map("=".join, pieces)))) == value


@given(
    st.dictionaries(TEXT.filter(lambda key: not set("[]") & set(key)), TEXT, min_size=1)
)
def test_any_members_survive_deep_objects(value: dict[str, str]) -> None:
    parameter = Query("p", style="deepObject", shape=object_of({}, STRING))
    assert parameter.read(query_pairs(_joined(parameter.write(value)))) == value
