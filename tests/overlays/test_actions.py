"""The actions of Overlay 1.0 and 1.1, and how values are merged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from trueup.diagnostics import Severity

from .application import apply, overlay_text

BOTH = ("1.0.0", "1.1.0")

CASES: list[tuple[str, Any, Any, Any]] = [
    (
        "objects are merged recursively",
        {"a": {"b": {"c": 1, "d": 2}, "e": 3}},
        {"target": "$.a", "update": {"b": {"d": 4, "f": 5}}},
        {"a": {"b": {"c": 1, "d": 4, "f": 5}, "e": 3}},
    ),
    (
        "the root can be updated",
        {"a": 1},
        {"target": "$", "update": {"b": 2}},
        {"a": 1, "b": 2},
    ),
    (
        "arrays in objects are concatenated",
        {"a": {"tags": ["x"]}},
        {"target": "$.a", "update": {"tags": ["x", "y"]}},
        {"a": {"tags": ["x", "x", "y"]}},
    ),
    (
        "an object is appended to an array",
        {"a": [{"n": 1}]},
        {"target": "$.a", "update": {"n": 2}},
        {"a": [{"n": 1}, {"n": 2}]},
    ),
    (
        "a primitive value is appended to an array",
        {"a": ["x"]},
        {"target": "$.a", "update": None},
        {"a": ["x", None]},
    ),
    (
        "null replaces a primitive value, and is replaced by one",
        {"a": {"b": 1, "c": None}},
        {"target": "$.a", "update": {"b": None, "c": "x"}},
        {"a": {"b": None, "c": "x"}},
    ),
    (
        "wildcards select every value",
        {"paths": {"/a": {"get": {}}, "/b": {"get": {}, "put": {}}}},
        {"target": "$.paths.*.get", "update": {"x-safe": True}},
        {
            "paths": {
                "/a": {"get": {"x-safe": True}},
                "/b": {"get": {"x-safe": True}, "put": {}},
            }
        },
    ),
    (
        "a filter selects items",
        {"parameters": [{"name": "a"}, {"name": "b"}]},
        {"target": "$.parameters[?@.name=='b']", "update": {"in": "query"}},
        {"parameters": [{"name": "a"}, {"name": "b", "in": "query"}]},
    ),
    (
        "descendants are updated from outside to inside",
        {"a": {"k": {"k": {}}}},
        {"target": "$..k", "update": {"x": 1}},
        {"a": {"k": {"k": {"x": 1}, "x": 1}}},
    ),
    (
        "properties are removed",
        {"a": {"b": {}, "c": {}}},
        {"target": "$.a.b", "remove": True},
        {"a": {"c": {}}},
    ),
    (
        "several items of an array are removed",
        {"a": [{"n": 0}, {"n": 1}, {"n": 2}, {"n": 3}]},
        {"target": "$.a[0,2,0]", "remove": True},
        {"a": [{"n": 1}, {"n": 3}]},
    ),
    (
        "values inside removed values are removed, too",
        {"a": [{"a": [{}, {}]}, {"b": {}}], "c": 1},
        {"target": "$..a", "remove": True},
        {"c": 1},
    ),
    (
        "items in removed items are removed, too",
        {"a": [[{"x": {}}], [{"x": {}}, {"y": {}}]]},
        {"target": "$..[?@[0] || @.x]", "remove": True},
        {},
    ),
    (
        "`update` next to `remove` has no effect",
        {"a": {"b": {}}},
        {"target": "$.a.b", "remove": True, "update": {"c": 1}},
        {"a": {}},
    ),
]


@pytest.mark.parametrize("version", BOTH)
@pytest.mark.parametrize(("name", "before", "action", "after"), CASES)
def test_action(
    tmp_path: Path, version: str, name: str, before: Any, action: Any, after: Any
) -> None:
    applied = apply(tmp_path, before, overlay_text(action, version=version))
    assert applied.value == after, name
    assert not [d for d in applied.diagnostics if d.severity is Severity.ERROR]


CASES_OF_1_1: list[tuple[str, Any, Any, Any]] = [
    (
        "the items of an array are appended",
        {"a": [1]},
        {"target": "$.a", "update": [2, 3]},
        {"a": [1, 2, 3]},
    ),
    (
        "primitive values are replaced",
        {"a": {"d": "old"}, "b": {"d": 1}},
        {"target": "$.*.d", "update": "new"},
        {"a": {"d": "new"}, "b": {"d": "new"}},
    ),
    (
        "primitive items are replaced",
        {"a": ["x", "y"]},
        {"target": "$.a[?@=='y']", "update": "z"},
        {"a": ["x", "z"]},
    ),
    (
        "primitive items are removed",
        {"tags": ["a", "dummy", "b", "dummy"]},
        {"target": "$.tags[?@ == 'dummy']", "remove": True},
        {"tags": ["a", "b"]},
    ),
    (
        "an object is copied into an object",
        {"a": {"x": {"y": 1}}, "b": {"x": {"z": 2}}},
        {"target": "$.b", "copy": "$.a"},
        {"a": {"x": {"y": 1}}, "b": {"x": {"z": 2, "y": 1}}},
    ),
    (
        "an array is copied into arrays",
        {"a": [1], "b": [2], "c": [3]},
        {"target": "$['b', 'c', 'a']", "copy": "$.a"},
        {"a": [1, 1], "b": [2, 1], "c": [3, 1]},
    ),
    (
        "an object is copied into an array",
        {"a": {"x": 1}, "b": []},
        {"target": "$.b", "copy": "$.a"},
        {"a": {"x": 1}, "b": [{"x": 1}]},
    ),
    (
        "a primitive value is copied",
        {"a": "x", "b": "y"},
        {"target": "$.b", "copy": "$.a"},
        {"a": "x", "b": "x"},
    ),
    (
        "a document is copied into itself as it was before",
        {"a": {"b": {}}},
        {"target": "$.a.b", "copy": "$"},
        {"a": {"b": {"a": {"b": {}}}}},
    ),
]


@pytest.mark.parametrize(("name", "before", "action", "after"), CASES_OF_1_1)
def test_action_of_1_1(
    tmp_path: Path, name: str, before: Any, action: Any, after: Any
) -> None:
    applied = apply(tmp_path, before, overlay_text(action))
    assert applied.value == after, name
    assert not applied.diagnostics


def test_array_is_one_item_in_1_0(tmp_path: Path) -> None:
    action = {"target": "$.a", "update": [2, 3]}
    applied = apply(tmp_path, {"a": [1]}, overlay_text(action, version="1.0.0"))
    assert applied.value == {"a": [1, [2, 3]]}
    assert applied.codes == ["overlay-nested-array"]


def test_actions_and_overlays_apply_in_order(tmp_path: Path) -> None:
    moved = overlay_text(
        {"target": "$.paths", "update": {"/new": {}}},
        {"target": "$.paths['/new']", "copy": "$.paths['/old']"},
        {"target": "$.paths['/old']", "remove": True},
    )
    later = overlay_text({"target": "$.paths['/new'].get", "update": {"x": 1}})
    before = {"paths": {"/old": {"get": {"a": 1}}}}
    applied = apply(tmp_path, before, moved, later)
    assert applied.value == {"paths": {"/new": {"get": {"a": 1, "x": 1}}}}
    assert not applied.diagnostics


def test_removed_object_can_be_added_again(tmp_path: Path) -> None:
    overlay = overlay_text(
        {"target": "$.servers", "remove": True},
        {"target": "$", "update": {"servers": [{"url": "/new"}]}},
    )
    applied = apply(tmp_path, {"servers": [{"url": "/old"}]}, overlay)
    assert applied.value == {"servers": [{"url": "/new"}]}


def test_values_shared_by_aliases_are_changed_separately(tmp_path: Path) -> None:
    before = "a: &x {k: {v: [1]}}\nb: *x\nc: [*x, *x]\n"
    overlay = overlay_text(
        {"target": "$.a.k", "update": {"v": [2]}},
        {"target": "$.c[1].k.v", "remove": True},
    )
    applied = apply(tmp_path, before, overlay)
    same = {"k": {"v": [1]}}
    assert applied.value == {
        "a": {"k": {"v": [1, 2]}},
        "b": same,
        "c": [same, {"k": {}}],
    }


def test_copies_and_updates_are_changed_separately(tmp_path: Path) -> None:
    overlay = overlay_text(
        {"target": "$.*", "update": {"new": {"list": []}}},
        {"target": "$.b", "copy": "$.a"},
        {"target": "$.a.deep", "update": {"x": 1}},
        {"target": "$.b.new.list", "update": 2},
        {"target": "$", "copy": "$.b"},
        {"target": "$.deep", "update": {"y": 1}},
    )
    applied = apply(tmp_path, {"a": {"deep": {}}, "b": {}}, overlay)
    assert applied.value == {
        "a": {"deep": {"x": 1}, "new": {"list": []}},
        "b": {"new": {"list": [2]}, "deep": {}},
        "new": {"list": [2]},
        "deep": {"y": 1},
    }


def test_value_that_was_changed_before_it_was_copied_is_changed_separately(
    tmp_path: Path,
) -> None:
    overlay = overlay_text(
        {"target": "$.a.deep", "update": {"x": 1, "list": [1]}},
        {"target": "$.b", "copy": "$.a"},
        {"target": "$.a.deep", "update": {"y": 1}},
        {"target": "$.b.deep.list", "update": 2},
    )
    applied = apply(tmp_path, {"a": {"deep": {}}, "b": {}}, overlay)
    assert applied.value == {
        "a": {"deep": {"x": 1, "list": [1], "y": 1}},
        "b": {"deep": {"x": 1, "list": [1, 2]}},
    }


def test_unmatched_target_is_a_warning_with_a_suggestion(tmp_path: Path) -> None:
    overlay = overlay_text(
        {"target": "$.paths['/job'].get", "remove": True},
        {"target": "$..[?@.never]", "update": {}},
        {"target": "$.paths.none", "copy": "$.also.none"},
    )
    applied = apply(tmp_path, {"paths": {"/jobs": {}}}, overlay)
    assert applied.value == {"paths": {"/jobs": {}}}
    assert applied.codes == ["overlay-target-unmatched"] * 3
    assert {d.severity for d in applied.diagnostics} == {Severity.WARNING}
    assert applied.diagnostics[0].help == "`/job` does not exist; did you mean `/jobs`?"


CONFLICTS: list[tuple[Any, str, str]] = [
    ({"target": "$.o", "update": []}, "update", "`/o` is an object, which cannot"),
    ({"target": "$.o", "update": 1}, "update", "with a primitive value"),
    ({"target": "$.s", "update": {}}, "update", "`/s` is a primitive value"),
    ({"target": "$", "update": {"o": {"p": {}}}}, "p", "`/o/p` is an array"),
    ({"target": "$", "update": {"s": []}}, "s", "cannot be merged with an array"),
    ({"target": "$", "update": {"o": None}}, "o", "with a primitive value"),
    ({"target": "$.*", "update": {}}, "target", "values of several kinds: an object"),
    ({"target": "$", "remove": True}, "target", "the root, which cannot be removed"),
    ({"target": "$.o", "copy": "$.none"}, "copy", "it selects nothing"),
    ({"target": "$.o", "copy": "$.*"}, "copy", "it selects 3 values"),
    ({"target": "$.o", "copy": "$.s"}, "copy", "cannot be merged with a primitive"),
]


@pytest.mark.parametrize(("action", "key", "message"), CONFLICTS)
def test_conflict_is_an_error_at_the_conflicting_value(
    tmp_path: Path, action: Any, key: str, message: str
) -> None:
    before = {"o": {"p": [1]}, "s": "x", "l": [{}]}
    applied = apply(tmp_path, before, overlay_text(action))
    error = applied.only()
    assert applied.document is None
    assert error.code == "overlay-conflict" and error.severity is Severity.ERROR
    assert message in error.message
    assert error.span is not None and error.span.path.endswith("0.yaml")
    lines = (tmp_path / "0.yaml").read_text().splitlines()
    assert f'"{key}":' in lines[error.span.line - 1]


def test_all_conflicts_are_reported(tmp_path: Path) -> None:
    overlay = overlay_text(
        {"target": "$.o", "update": 1},
        {"target": "$", "remove": True},
        {"target": "$.o", "copy": "$.none"},
    )
    assert apply(tmp_path, {"o": {}}, overlay).codes == ["overlay-conflict"] * 3


@pytest.mark.parametrize(
    ("action", "severity"),
    [
        ({"target": "$.a.s", "update": "y"}, Severity.ERROR),
        ({"target": "$.a.l[0]", "remove": True}, Severity.ERROR),
        ({"target": "$.a.*", "remove": True}, Severity.WARNING),
        ({"target": "$.a..*", "remove": True}, Severity.ERROR),
        ({"target": "$.a.s", "remove": True}, Severity.WARNING),
    ],
)
def test_primitive_target_needs_1_1(
    tmp_path: Path, action: Any, severity: Severity
) -> None:
    before = {"a": {"0": "x", "s": "x", "l": ["x"]}}
    applied = apply(tmp_path, before, overlay_text(action, version="1.0.3"))
    diagnostic = applied.only()
    assert diagnostic.code == "overlay-primitive-target"
    assert diagnostic.severity is severity
    assert (applied.document is None) == (severity is Severity.ERROR)
    applied = apply(tmp_path, before, overlay_text(action, version="1.1.3"))
    assert applied.codes == []


@pytest.mark.parametrize(
    ("extends", "is_mismatch"),
    [
        ("a.yaml", False),
        ("./a.yaml", False),
        ("../%s/a.yaml", False),
        ("other.yaml", True),
        ("a\0b", True),
        ("https://example.com/a.yaml", False),
        ("http://[", True),
        ("", False),
    ],
)
def test_extends_is_compared_with_the_description(
    tmp_path: Path, extends: str, is_mismatch: bool
) -> None:
    extends = extends.replace("%s", tmp_path.name)
    overlay = overlay_text({"target": "$", "update": {}}, extends=extends)
    applied = apply(tmp_path, {}, overlay)
    assert applied.codes == ["overlay-extends-mismatch"] * is_mismatch
    assert applied.document is not None
