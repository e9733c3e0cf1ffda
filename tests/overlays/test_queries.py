"""JSONPath queries of RFC 9535, as overlays evaluate them."""

from __future__ import annotations

from typing import Any

import pytest

from trueup.overlays import overlay_budget, query_evaluation
from trueup.overlays.json_queries import MAX_LENGTH, InvalidQuery, parse_query
from trueup.overlays.overlay_budget import OverlayBudget
from trueup.overlays.query_evaluation import select
from trueup.rulesets.js_patterns import JsPattern, UnsupportedPattern
from trueup.run_limits import TooLarge
from trueup.source import pointer_text

DOCUMENT: Any = {
    "paths": {
        "/a": {"get": {"tags": ["x", "y"], "deprecated": False, "n": 1}},
        "/b/{id}": {"get": {"tags": [], "n": 2.5}, "put": {"tags": ["x"], "n": None}},
    },
    "default": "x",
    "list": [0, 1, True, "1", None, {"k": [1]}, [1]],
}

SELECTED = {
    "$": [""],
    "$.paths['/a']": ["/paths/~1a"],
    '$["paths"]["/b/{id}"].put.n': ["/paths/~1b~1{id}/put/n"],
    "$.paths.*['get', 'put'].n": [
        "/paths/~1a/get/n",
        "/paths/~1b~1{id}/get/n",
        "/paths/~1b~1{id}/put/n",
    ],
    "$..deprecated": ["/paths/~1a/get/deprecated"],
    "$.list[0]": ["/list/0"],
    "$.list[-1]": ["/list/6"],
    "$.list[7]": [],
    "$.list[-8]": [],
    "$.list[1:3]": ["/list/1", "/list/2"],
    "$.list[5:1:-2]": ["/list/5", "/list/3"],
    "$.list[::0]": [],
    "$.list[0, 0, 1:2]": ["/list/0", "/list/1"],
    "$.list.k": [],
    "$.default[0]": [],
    # A filter tests existence, not truth.
    "$.paths.*[?@.deprecated]": ["/paths/~1a/get"],
    "$.paths.*[?!@.deprecated].n": [
        "/paths/~1b~1{id}/get/n",
        "/paths/~1b~1{id}/put/n",
    ],
    # Types are compared strictly.
    "$.list[?@ == 1]": ["/list/1"],
    "$.list[?@ == true]": ["/list/2"],
    "$.list[?@ == '1']": ["/list/3"],
    "$.list[?@ == null]": ["/list/4"],
    "$.list[?@ == $.list[5].k]": ["/list/6"],
    "$.list[?@ != 1 && @ >= 0]": ["/list/0"],
    "$.list[?@.none == @.other]": [f"/list/{i}" for i in range(7)],
    "$.paths.*[?@.n < 3]": ["/paths/~1a/get", "/paths/~1b~1{id}/get"],
    "$.paths.*[?@.n <= null]": ["/paths/~1b~1{id}/put"],
    "$.paths.*[?@.n < 'x']": [],
    "$.paths.*[?(@.n == 1 || @.n == 2.5) && !(@.n == 1)]": ["/paths/~1b~1{id}/get"],
    "$.paths.*[?@.tags[?@ == 'x']].n": ["/paths/~1a/get/n", "/paths/~1b~1{id}/put/n"],
    "$.paths.*[?@.tags[?@ == $.default]]": ["/paths/~1a/get", "/paths/~1b~1{id}/put"],
    "$.paths[?length(@) == 2]": ["/paths/~1b~1{id}"],
    "$.paths.*[?length(@.tags) > 1]": ["/paths/~1a/get"],
    "$.list[?length(@) == 1]": ["/list/3", "/list/5", "/list/6"],
    "$.paths.*[?count(@.tags[*]) == 0]": ["/paths/~1b~1{id}/get"],
    "$.paths.*[?value(@..tags[0]) == 'x'].n": [
        "/paths/~1a/get/n",
        "/paths/~1b~1{id}/put/n",
    ],
    "$.paths.*.*.tags[?match(@, '[x-z]')]": [
        "/paths/~1a/get/tags/0",
        "/paths/~1a/get/tags/1",
        "/paths/~1b~1{id}/put/tags/0",
    ],
    "$.paths.*.*.tags[?match(@, 'xx?|z') && !search(@, 'y')]": [
        "/paths/~1a/get/tags/0",
        "/paths/~1b~1{id}/put/tags/0",
    ],
    "$.list[?search(@, '[')]": [],
}


@pytest.mark.parametrize("text", SELECTED)
def test_query_selects(text: str) -> None:
    values = select(parse_query(text), DOCUMENT, OverlayBudget())
    assert [pointer_text(value.pointer) for value in values] == SELECTED[text]


INVALID = [
    *("", "paths", " $", "$ ", "$.", "$..", "$.a.", "$[", "$[]", "$['a", "$.a-b"),
    *("$./a", "$['a',]", "$[01]", "$[9007199254740993]", "$[?]", "$[?1]", "$[?@.a=1]"),
    *("$[?@.* == 1]", "$[?length(@)]", "$[?none(@)]", "$[?count(1) == 1]", "$.a^"),
    *("$[?match(@.a)]", "$[?@.a == {}]", "$[?@.a==1e999]", f"$[{'9' * 4_500}]"),
    *(f"$[?{'(' * 2_000}@{')' * 2_000}]", "$" + ".a" * MAX_LENGTH, "$\0", "$.\ud800"),
]
TOO_LONG = (
    "$" + ".a" * 2_000,
    f"$[?@{'.a' * 2_000}]",
    f"$[?count($.a{'[0]' * 201}) > 1]",
)


@pytest.mark.parametrize("text", INVALID, ids=range(len(INVALID)))
def test_invalid_query_has_a_reason(text: str) -> None:
    with pytest.raises(InvalidQuery, match=r"."):
        parse_query(text)


@pytest.mark.parametrize("text", TOO_LONG, ids=range(len(TOO_LONG)))
def test_number_of_segments_is_bounded(text: str) -> None:
    with pytest.raises(InvalidQuery, match=r"^it has more than 200 segments$"):
        parse_query(text)


@pytest.mark.parametrize(
    "text",
    [
        f"$[?@[?@{'.a' * 120}]{'.a' * 120}]",
        f"$[?count(@[?count(@{'.a' * 150}) == 1]{'.a' * 100}) == 1]",
    ],
    ids=["existence", "count"],
)
def test_segments_of_nested_filters_are_added(text: str) -> None:
    """Segments before a filter are evaluated outside of it, and do not count."""
    with pytest.raises(InvalidQuery, match=r"^it is nested too deeply$"):
        parse_query(text)
    parse_query(f"$[?@{'.a' * 120}[?@{'.a' * 120}]]")


def test_long_chain_of_conditions_is_evaluated() -> None:
    document: Any = [[{"a": 1}, {"b": 1}, {}]]
    for operator, expected in {"||": ["0", "1"], "&&": []}.items():
        chain = operator.join(["@.b", *["@.a"] * 250])
        selected = select(parse_query(f"$[0][?{chain}]"), document, OverlayBudget())
        assert [value.pointer[1] for value in selected] == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("$[?@.a==1e999]", "^a number is too large$"),
        (f"$[{'9' * 4_500}]", r"^it cannot be parsed: Exceeds the limit .* digits$"),
        ("$['\\u\ud800000']", "^it cannot be parsed: .* surrogates not allowed$"),
    ],
)
def test_reason_is_what_is_known(text: str, reason: str) -> None:
    with pytest.raises(InvalidQuery, match=reason):
        parse_query(text)


WIDE: Any = {str(i): i for i in range(1_000)}
UNCOUNTED: dict[str, tuple[str, Any]] = {
    "scalars of a wide array": ("$..x", [0] * 1_000),
    "scalars before the first that exists": (
        "$.l[?$.wide..x]",
        {"l": [0] * 30, "wide": [*range(999), {"x": 1}]},
    ),
    "selectors that select nothing": (
        f"$.l[*][{','.join(['0'] * 500)}]",
        {"l": [{}] * 30},
    ),
    "segments that select nothing": (f"$.*[?@{'.a' * 190}]", [[0] * 200]),
    "conditions": (f"$[?{'||'.join(['1 > 2'] * 200)}]", [0] * 30),
    "keys of different objects": (
        "$.l[?$.a == $.b]",
        {"l": [0] * 30, "a": WIDE, "b": {**WIDE, "0": 1}},
    ),
    "characters that are equal": ("$[?@ == 'x' || @ < @]", ["x" * 20_000] * 30),
    "patterns": ("$[?match('a', @)]", [f"a{i}" for i in range(3)]),
}


@pytest.mark.parametrize("name", UNCOUNTED)
def test_everything_that_takes_time_is_counted(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    query, document = UNCOUNTED[name]
    limit = 900 if query == "$..x" else 10_000
    monkeypatch.setattr(overlay_budget, "MAX_VISITS", limit)
    with pytest.raises(TooLarge, match=f"visit more than {limit:,} values"):
        select(parse_query(query), document, OverlayBudget())


def test_pattern_that_is_not_supported_is_compiled_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiled: list[str] = []

    def compile_pattern(source: str) -> JsPattern:
        compiled.append(source)
        raise UnsupportedPattern(source)

    monkeypatch.setattr(query_evaluation, "compile_pattern", compile_pattern)
    query = parse_query("$[?match(@, '(') || search(@, '(')]")
    assert not select(query, ["a"] * 50, OverlayBudget())
    assert compiled == ["^(?:()$", "("]


@pytest.mark.parametrize(
    "text",
    [
        "$..*..*..*",
        "$..[?$..*]",
        "$..[?@ == $.wide]",
        "$..[?count($..*) == 0]",
        "$..[?match(@, $.pattern)]",
    ],
)
def test_work_of_a_query_is_bounded(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlay_budget, "MAX_VISITS", 20_000)
    wide: Any = [[[i] for i in range(100)] for _ in range(10)]
    document = {"wide": wide, "again": [*wide], "pattern": "(a|b)+" * 100}
    document["texts"] = ["ab" * 10_000] * 100
    if "match" not in text and "count" not in text and "==" in text:
        document["again"] = [[[[i] for i in range(100)] for _ in range(10)]] * 30
    with pytest.raises(TooLarge, match="visit more than 20,000 values"):
        select(parse_query(text), document, OverlayBudget())


def test_dot_matches_every_character_except_line_breaks() -> None:
    document = ["\u2028", "\n", "a.c", "abc", "\u2029\\"]
    for query, expected in {
        "$[?match(@, '.')]": [0],
        "$[?match(@, 'a[.]c')]": [2],
        r"$[?match(@, 'a\\.c')]": [2],
        r"$[?match(@, '.\\\\')]": [4],
        "$[?search(@, 'a.c')]": [2, 3],
    }.items():
        values = select(parse_query(query), document, OverlayBudget())
        assert [value.pointer[0] for value in values] == list(map(str, expected)), query
