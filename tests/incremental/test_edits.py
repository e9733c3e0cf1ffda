"""Where two texts of a description differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup.diagnostics import Report
from trueup.incremental import find_edit, regions
from trueup.source import Document, parse

YAML = """\
openapi: 3.1.0
paths:
  /a:
    # of the first
    get:
      summary: First   # a remark
      responses: {}

    post:
      summary: |
        Two
        lines
      responses: {}
  /b:
    get: {responses: {}}
info: {title: T, version: "1"}
"""
JSON = """\
{"paths": {
  "/a": {
    "get": {"summary": "First", "responses": {}},
    "post": {"responses": {}}
  },
  "/b": {"get": {"responses": {}}}
}, "openapi": "3.1.0"}
"""


def document(text: str, name: str) -> Document:
    found = parse(text, Path(name), Report())
    assert found is not None
    return found


def edited(text: str, old: str, new: str, name: str = "a.yaml") -> object:
    """What the operation is after the replacement; None where that is not known."""
    assert text.count(old) == 1
    before = document(text, name)
    found = find_edit(before, regions(before), text.replace(old, new))
    if found is None:
        return None
    where = found.region.path, found.region.method
    value = found.after.value
    assert isinstance(value, dict)
    return where, value[found.region.method]


def test_regions_are_whole_lines_of_yaml() -> None:
    found = document(YAML, "a.yaml")
    pieces = [YAML[one.start : one.end] for one in regions(found)]
    assert [piece.split()[0] for piece in pieces] == ["get:", "post:", "get:"]
    assert pieces[2] == "    get: {responses: {}}\n"


def test_regions_of_json_are_members() -> None:
    found = document(JSON, "a.json")
    pieces = [JSON[one.start : one.end] for one in regions(found)]
    assert pieces[1] == '"post": {"responses": {}}'


@pytest.mark.parametrize(
    ("old", "new", "where", "summary"),
    [
        ("First ", "Second ", ("/a", "get"), "Second"),
        ("summary: First", "summary: 'A: b'", ("/a", "get"), "A: b"),
        (
            "        lines\n",
            "        lines\n        more\n",
            ("/a", "post"),
            "Two\nlines\nmore\n",
        ),
        ("{responses: {}}\n", "{summary: New, responses: {}}\n", ("/b", "get"), "New"),
        ("{responses: {}}\n", "\n      summary: New\n", ("/b", "get"), "New"),
    ],
)
def test_an_edit_of_yaml(
    old: str, new: str, where: tuple[str, str], summary: str
) -> None:
    found = edited(YAML, old, new)
    assert isinstance(found, tuple)
    assert found[0] == where
    assert found[1]["summary"] == summary


def test_lines_after_the_last_one_of_an_operation_are_its_own() -> None:
    found = edited(
        YAML, "responses: {}\n  /b", "responses: {}\n      deprecated: true\n  /b"
    )
    assert found == (
        ("/a", "post"),
        {"summary": "Two\nlines\n", "responses": {}, "deprecated": True},
    )


def test_an_edit_of_json() -> None:
    assert edited(JSON, '"First"', '"Second"', "a.json") == (
        ("/a", "get"),
        {"summary": "Second", "responses": {}},
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    get:\n", "    put:\n"),  # another method
        ("summary: First", "summary: First\n    put: {responses: {}}"),  # one more
        ("summary: First", "summary: 'First"),  # a quote that swallows what follows
        ("summary: First", "summary: &first First"),  # others may refer to it
        ("summary: First", "summary: *first"),
        (
            "summary: First",
            "summary: First\n      summary: Again",
        ),  # there is a finding
        ("      summary: First", "   summary: First"),  # not even YAML
        ("title: T", "title: U"),  # no operation
        ("  /b:", "  /c:"),
        ("      summary: First", "---\n      summary: First"),
        (
            "    # of the first\n    get:\n      summary: First",
            "    get: 3\n    x:\n      summary: F",
        ),
    ],
)
def test_what_may_be_more_is_no_edit_of_one(old: str, new: str) -> None:
    assert edited(YAML, old, new) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"First"', '"First'),
        ('"First"', '"First"}, "put": {"x": 1'),
        ('"First", "responses": {}}', '"First", "responses": {}'),
        ('"openapi": "3.1.0"', '"openapi": "3.0.0"'),
    ],
)
def test_what_may_be_more_in_json(old: str, new: str) -> None:
    assert edited(JSON, old, new, "a.json") is None


def test_two_operations_are_not_one() -> None:
    before = document(YAML, "a.yaml")
    text = YAML.replace("First", "Second").replace("lines", "rows")
    assert find_edit(before, regions(before), text) is None


def test_the_same_text_is_no_edit() -> None:
    before = document(YAML, "a.yaml")
    found = find_edit(before, regions(before), YAML)
    assert found is None or found.before.value == found.after.value


def test_an_anchor_that_others_use_is_shared() -> None:
    text = YAML.replace("openapi: 3", "openapi: &t 3").replace("First ", "*t ")
    before = document(text, "a.yaml")
    assert find_edit(before, regions(before), text.replace("*t ", "T ")) is None
