"""JSON is read by its own rules, and places are found when they are asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trueup.diagnostics import Report
from trueup.source import Document, Json, parse


def read(text: str, name: str = "a.json") -> tuple[Document | None, Report]:
    report = Report()
    return parse(text, Path("/none") / name, report), report


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "invalid-json"),
        ('{"a": 1,}', "invalid-json"),
        ("{'a': 1}", "invalid-json"),
        ('{"a": NaN}', "not-json"),
        ('{"a": [-Infinity]}', "not-json"),
        ('{"a": 1e999}', "not-json"),
        ('{"a": ' + "9" * 5000 + "}", "not-json"),
        ('{"a": 1, "a": 2}', "duplicate-key"),
        ('{"a": "\\ud800"}', "lone-surrogate"),
        ("[" * 100_000, "too-deep"),
        ("[" * 500 + "]" * 500, "too-deep"),
        ("[" * 300, "too-deep"),
        ('{"a":' * 300, "too-deep"),
        ("[" * 300 + "}", "too-deep"),
        ('["' + "[" * 300 + '\\"", 1', "invalid-json"),
        ("[" + "[]," * 300, "invalid-json"),
        ("[}" + "[" * 300, "invalid-json"),
        ("a: 1", "invalid-json"),
    ],
)
def test_invalid_json_is_a_diagnostic(text: str, code: str) -> None:
    _, report = read(text)
    assert [found.code for found in report] == [code]


def test_syntax_error_has_a_location() -> None:
    _, report = read('{\n  "a": tru\n}')
    (found,) = report
    assert found.span is not None
    assert (found.span.line, found.span.column) == (2, 8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1,}', {"a": 1}),
        ('{"a": NaN, "b": [1e999]}', {"a": "NaN", "b": ["1e999"]}),
        ('{"a": 1, "a": 2}', {"a": 2}),
        ("a: 1", {"a": 1}),
    ],
)
def test_json_with_an_unambiguous_meaning_is_a_warning(
    text: str, expected: Json
) -> None:
    document, report = read(text)
    assert document is not None and document.value == expected
    assert not report.has_errors and len(report)


@pytest.mark.parametrize("text", ["{", "petstore", '{"a": 1 "b": 2}'])
def test_text_that_is_neither_json_nor_yaml_is_an_error(text: str) -> None:
    document, report = read(text)
    assert document is None
    assert [found.code for found in report] == ["invalid-json"]


def test_invalid_number_has_a_location() -> None:
    _, report = read('{"NaN": "1e999",\n"b": 1e999}')
    (found,) = report
    assert found.span is not None and (found.span.line, found.span.column) == (2, 6)


def test_duplicate_key_has_a_location() -> None:
    document, report = read('{"b": [{"a": 1,\n"a": 2}]}')
    (found,) = report
    assert document is not None and document.value == {"b": [{"a": 2}]}
    assert found.span is not None and (found.span.line, found.span.column) == (2, 1)
    assert found.related[0][1].line == 1


def test_lone_surrogate_is_replaced() -> None:
    document, _ = read('{"a": ["\\ud83d\\ude00", "\\ud83d"]}')
    assert document is not None
    assert document.value == {"a": ["\U0001f600", "\ufffd"]}


def test_flow_yaml_in_a_file_without_suffix_is_yaml() -> None:
    document, report = read("{a: 1, b: no}", "a")
    assert document is not None and len(report) == 0
    assert document.value == {"a": 1, "b": "no"}


def test_json_detected_by_first_character_keeps_its_diagnostics() -> None:
    _, report = read('\n {"a": 1, "a": 2}', "a")
    assert [found.code for found in report] == ["duplicate-key"]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(values, st.sampled_from([None, 1]), st.booleans())
def test_extents_contain_their_values(
    value: Json, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps({"": value}, indent=indent, ensure_ascii=ascii_only)
    document, _ = read(text)
    if document is None:  # control characters that were not escaped
        assert not ascii_only
        return
    stack: list[tuple[tuple[str, ...], Json]] = [((), document.value)]
    while stack:
        pointer, each = stack.pop()
        extent = document.extents.value(pointer)
        assert extent is not None
        if pointer:
            assert json.loads(text[slice(*extent)]) == each
        if isinstance(each, dict):
            for name in each:
                key = document.extents.key((*pointer, name))
                assert key is not None and json.loads(text[slice(*key)]) == name
            stack += [((*pointer, name), inner) for name, inner in each.items()]
        elif isinstance(each, list):
            stack += [((*pointer, str(i)), inner) for i, inner in enumerate(each)]
