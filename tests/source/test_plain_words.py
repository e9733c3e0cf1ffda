"""Syntax errors of YAML and JSON in words that a newcomer understands, at their location."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from trueup.diagnostics import Diagnostic, Report
from trueup.source import document, limits, parse, yaml_parser

YAML = {
    "tab": ("info:\n\ttitle: Pets\n", 2, "a tab must not be used", "by spaces"),
    "tab below spaces": ("a:\n  b: 1\n\tc: 2\n", 3, "a tab must not be", "by spaces"),
    "tab behind spaces": (
        "a:\n  b: 1\n  \tc: 2\n",
        3,
        "a tab must not be",
        "by spaces",
    ),
    "colon in a value": (
        *("title: Pets: all\n", 1, "contains `: ` must be quoted"),
        '`title: "Pets: all"`',
    ),
    "colon and quotes in a value": (
        *('title: a "b": c\n', 1, "must be quoted", "title: 'a \"b\": c'"),
    ),
    "colon in an item": ("- title: a: b\n", 1, "must be quoted", '`title: "a: b"`'),
    "deeper key": ("a:\n  b: 1\n   c: 2\n", 3, "`b: 1` already has a value", "indent"),
    "shallower key": ("a:\n    b: 1\n  c: 2\n", 3, "wrong indentation", "other keys"),
    "shallower item": ("a:\n  - b\n - c\n", 3, "wrong indentation", "other items"),
    "key among items": ("a:\n  - b: 1\n  c: 2\n", 3, "a key in a list", "`- `"),
    "no colon": ("info\ntitle: Pets\n", 1, "`info` lacks a colon", "`key: value`"),
    "no colon before a value": (
        *("a: \n  title Pets\n  b: 1\n", 2, "`title Pets` lacks a colon"),
        "`key: value`",
    ),
    "no space": ("a:\n  b:c\n  d: 1\n", 2, "`b:c` lacks a space after `:`", "a space"),
    "no closing quote": ('a: "b\n', None, 'quote `"` is not closed', 'closing `"`'),
    "no closing single quote": (
        "a: 'b\n",
        None,
        "quote `'` is not closed",
        "closing `'`",
    ),
    "quote in quotes": ("a: 'b's'\n", 1, "text after a closing quote", "`''`"),
    "text behind quotes": ('a: "b" c\n', 1, "text after a closing quote", '`\\"`'),
    "text behind a brace": ("a: {b} c\n", 1, "text after `}`", "quote the whole"),
    "no closing brace": ("a: {b: 1\nc: 2\n", 2, "`{` is not closed", "add `}`"),
    "no closing bracket": ("a: [1, 2\n", None, "`[` is not closed", "add `]`"),
    "wrong bracket": ("a: [1, 2}\n", 1, "`[` is closed by `}`", "write `]`"),
    "open bracket at the end": ("a: [\n", None, "ends before `[` is closed", "add `]`"),
    "open brace at the end": ("a: {b: {\n", None, "before `{` is closed", "add `}`"),
    "comma at the end": ("a: [b,\n", None, "ends within a list", "closing `]`"),
    "wrong bracket at once": ("a: [}\n", 1, "`[` is closed by `}`", "write `]`"),
    "no item": ("a: [,b]\n", 1, "a value is missing before `,`", "remove the comma"),
    "no value": ("a: {b: ]}\n", 1, "a value is missing before `]`", "add it"),
    "no comma": ("a: {b: 1 c: 2}\n", 1, "a comma is missing", "`,`"),
    "extra brace": ("a: {b: 1}}\n", 1, "`}` closes nothing", "remove it"),
    "at sign": ("a: @b\n", 1, "must not begin with `@`", "quote the value"),
    "backtick": ("a: `b`\n", 1, "must not begin with a backtick", "quote the value"),
    "percent": ("a: %b\n", 1, "must not begin with `%`", "quote the value"),
    "asterisk": ("a: [*]\n", 1, "`*` begins an alias", "quote the value"),
    "ampersand": ("a: & b\n", 1, "`&` begins an anchor", "quote the value"),
    "unknown anchor": ("a: &pets 1\nb: *petz\n", 2, "`&petz` is not", "`*pets`?"),
    "unknown escape": ('a: "\\d"\n', 1, "`\\d` is not an escape", "`\\\\d`"),
    "text behind a bar": ("a: | b\n", 1, "must not begin in the same", "next line"),
    "conflict": ("<<<<<<< a\nb: 1\n>>>>>>> c\n", 1, "merge conflict", "resolve"),
    "object as a key": ("{a}:\n  b: 1\n", 1, "a key must be a string", "quote the key"),
    "two documents": ("a: 1\n---\nb: 1\n", 2, "more than one YAML document", "`---`"),
}
JSON = {
    "trailing comma": (
        '{"a": {"b": 1,\n}}x',
        None,
        "a comma must not precede",
        "comma",
    ),
    "single quotes": ("{'a': 1}}", 1, "must be in double quotes", '`"` instead'),
    "no comma": ('{"a": 1\n "b": 2}', 2, "a comma is missing", "add a comma"),
    "no colon": ('{"a" 1}', 1, "a colon is missing", '"key": value'),
    "no brace": ('{"a": [1]\n', 2, "ends before `{` is closed", "add `}`"),
    "no bracket": ('{"a": [1,\n', 2, "ends before `[` is closed", "add `]`"),
    "wrong bracket": ('{"a": [1}', 1, "`}` does not close", "check the brackets"),
    "unquoted key": ("{a: 1}}", 1, "`a` must be in double quotes", '`"a"`'),
    "comment": ('{\n// b\n"a": 1}', 2, "JSON has no comments", "remove"),
    "Python's literal": ('{"a": True}}', 1, "`True` is not a JSON value", "`true`"),
    "unquoted value": ('{"a": b}}', 1, "`b` is not a JSON value", '`"b"`'),
    "escape": ('{"a": "\\d"}', 1, "`\\d` is not an escape", "`\\\\d`"),
    "line break": ('{"a": "b\n, "c": 1}', 1, "must not contain a line break", "quote"),
    "no value": ('{"a": }}', 1, "a value is missing", "add a value"),
    "no closing quote": ('{"a": "b', 1, "the quote is not closed", 'closing `"`'),
    "text at the end": ('{"a": 1}}', 1, "after the end of the value", "remove it"),
}


def last(report: Report) -> Diagnostic:
    return list(report)[-1]


@pytest.mark.parametrize("native", [True, False], ids=["libyaml", "python"])
@pytest.mark.parametrize("name", YAML)
def test_yaml_error_is_explained(name: str, native: bool) -> None:
    text, line, message, hint = YAML[name]
    report = Report()
    reader = document.Reader("a.yaml", text, document.Lines(text), report)
    with pytest.raises(limits.ParseError):
        yaml_parser.build(replace(reader), native=native)
    error = last(report)
    assert message in error.message
    assert hint in (error.help or "")
    assert error.span is not None and line in (None, error.span.line)


@pytest.mark.parametrize("name", JSON)
def test_json_error_is_explained(name: str, tmp_path: Path) -> None:
    text, line, message, hint = JSON[name]
    report = Report()
    assert parse(text, tmp_path / "a.json", report) is None
    error = last(report)
    assert error.code == "invalid-json"
    assert message in error.message
    assert hint in (error.help or "")
    assert error.span is not None and line in (None, error.span.line)
