"""Overlays with mistakes and hostile ones: diagnostics in the overlay, and bounded work."""

from __future__ import annotations

import copy
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

from trueup.diagnostics import Report, Severity
from trueup.overlays import apply_overlays, overlay_actions, overlay_budget
from trueup.overlays.overlaid_values import OverlaidValue, TooDeepResult
from trueup.overlays.overlay_budget import OverlayBudget
from trueup.overlays.overlay_files import read_overlay
from trueup.run_limits import TooLarge, within_limits
from trueup.source import load
from trueup.suggestions import nearest

from .application import apply, overlay_text

OVERLAY: dict[str, Any] = {
    "overlay": "1.1.0",
    "info": {"title": "T", "version": "1", "description": "D", "x-a": 1},
    "extends": "a.yaml",
    "x-b": {},
    "actions": [
        {"target": "$.a", "description": "D", "update": {"b": [1]}, "x-c": 1},
        {"target": "$.c", "copy": "$.a"},
        {"target": "$.d", "remove": True},
    ],
}
DESCRIPTION: Any = {"a": {"b": []}, "c": {}, "d": {}}
WRONG: tuple[Any, ...] = (None, True, 7, 1.5, "", "x", [], [[]], {}, {"x": {}}, "$..")


def pointers(value: object, start: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    entries: list[tuple[str, object]] = []
    if isinstance(value, dict):
        entries += value.items()
    elif isinstance(value, list):
        entries += ((str(i), inner) for i, inner in enumerate(value))
    inner = [p for name, child in entries for p in pointers(child, (*start, name))]
    return [start, *inner]


def changed(pointer: tuple[str, ...], value: object, *, is_removed: bool) -> object:
    if not pointer:
        return value
    overlay = copy.deepcopy(OVERLAY)
    owner: Any = overlay
    for name in pointer[:-1]:
        owner = owner[int(name)] if isinstance(owner, list) else owner[name]
    key: Any = int(pointer[-1]) if isinstance(owner, list) else pointer[-1]
    if is_removed:
        del owner[key]
    else:
        owner[key] = value
    return overlay


@pytest.mark.parametrize("pointer", pointers(OVERLAY), ids="/".join)
def test_wrong_type_in_any_place_is_a_diagnostic(
    tmp_path: Path, pointer: tuple[str, ...]
) -> None:
    variants = [changed(pointer, value, is_removed=False) for value in WRONG]
    variants += [changed(pointer, None, is_removed=True)] if pointer else []
    for variant in variants:
        applied = apply(tmp_path, DESCRIPTION, json.dumps(variant))
        for diagnostic in applied.diagnostics:
            assert diagnostic.span is not None and diagnostic.span.line >= 1
            assert diagnostic.span.path.endswith("0.yaml"), variant
        errors = [d for d in applied.diagnostics if d.severity is Severity.ERROR]
        assert (applied.document is None) == bool(errors), variant


MISTAKES = {
    "actions: []": "`actions` must have at least 1 item",
    "actions: [{target: $.a, updat: {}}]": "the action has no effect",
    "actions: [{target: a, update: {}}]": "`target` is not a JSONPath query",
    "actions: [{target: $.paths./a, update: {}}]": "unexpected shorthand selector",
    "actions: [{target: $.a, copy: $.a, update: {}}]": "exclude each other",
    "actions: [{target: $.a, copy: '$['}]": "`copy` is not a JSONPath query",
    "actions: [{target: $.a, remove: 'yes'}]": "`remove` must be a boolean",
    "actions: {target: $.a}": "`actions` must be an array",
    "info: {title: T}": "required property `version` is missing",
    "info: {title: T, version: 1}": "`version` must be a string",
    "overlay: 1.0": "the version in `overlay` is not supported",
    "overlay: 1.2.0": "the version in `overlay` is not supported",
    "overlay: '1.1'": "the version in `overlay` is not supported",
    "extends: []": "`extends` must be a string",
    "action: []": "unknown key `action`; ignored",
}


@pytest.mark.parametrize("line", MISTAKES)
def test_mistake_is_reported_at_its_line(tmp_path: Path, line: str) -> None:
    lines = {
        "overlay": "overlay: 1.1.0",
        "info": "info: {title: T, version: '1'}",
        "actions": "actions: [{target: $.a, update: {}}]",
    }
    key = line.partition(":")[0]
    lines[key] = line
    applied = apply(tmp_path, DESCRIPTION, "\n".join(lines.values()))
    diagnostic = next(d for d in applied.diagnostics if MISTAKES[line] in d.message)
    assert diagnostic.span is not None
    assert diagnostic.span.line == [*lines].index(key) + 1
    assert diagnostic.code in (
        "invalid-overlay",
        "overlay-unknown-key",
        "overlay-no-effect",
    )


def test_number_in_place_of_a_string_is_to_be_quoted(tmp_path: Path) -> None:
    text = overlay_text({"target": "$", "update": {}}).replace(': "1"', ": 1.0")
    error = apply(tmp_path, DESCRIPTION, text).only()
    assert error.message == "`version` must be a string"
    assert error.help == "quote it"


def test_copy_needs_1_1(tmp_path: Path) -> None:
    action = {"target": "$.a", "copy": "$.c"}
    applied = apply(tmp_path, DESCRIPTION, overlay_text(action, version="1.0.0"))
    assert applied.only().message == "`copy` needs Overlay 1.1"


def test_description_in_place_of_an_overlay_is_recognized(tmp_path: Path) -> None:
    applied = apply(tmp_path, DESCRIPTION, "openapi: 3.1.0\npaths: {}\n")
    assert applied.only().message == "the file is a description, not an overlay"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-file"),
        ("[", "invalid-yaml"),
        ("\x00", "invalid-character"),
        ("[" * 300 + "]" * 300, "too-deep"),
        (
            "a: &a [x]\n"
            + "".join(
                f"{n}: &{n} [{f'*{p}, ' * 20}]\n"
                for p, n in zip("abcdef", "bcdefg", strict=True)
            )
            + "h: *g",
            "alias-bomb",
        ),
    ],
)
def test_unreadable_overlay_is_an_error(tmp_path: Path, text: str, code: str) -> None:
    applied = apply(tmp_path, DESCRIPTION, text)
    assert applied.document is None and applied.codes[-1] == code


def test_missing_overlay_is_an_error(tmp_path: Path) -> None:
    report = Report()
    assert read_overlay(tmp_path / "none.yaml", report) is None
    assert [d.code for d in report] == ["unreadable-file"]
    assert [*report.read] == [str(tmp_path / "none.yaml")]  # so that `--watch` sees it


GROWING: dict[str, tuple[Any, ...]] = {
    "doubled array": ({"target": "$.l", "copy": "$.l"},),
    "document in itself": (
        {"target": "$.a", "update": {"%": {}}},
        {"target": "$.a.%", "copy": "$"},
    ),
    "update of every value": ({"target": "$..*", "update": {"x": {}, "y": {}}},),
    "long strings": ({"target": "$.l", "update": ["x" * 64] * 50},),
}


@pytest.mark.parametrize("name", GROWING)
def test_growth_of_the_result_is_bounded(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overlay_budget, "MAX_ADDED", 5_000)
    actions = [
        json.loads(json.dumps(action).replace("%", f"n{number}"))
        for number in range(60)
        for action in ({**action, "description": "%"} for action in GROWING[name])
    ]
    (tmp_path / "0.yaml").write_text(overlay_text(*actions))
    (tmp_path / "a.yaml").write_text('{"a": {"b": {}}, "l": {}, "o": {"p": {"q": {}}}}')
    if "$.l" in str(actions):
        (tmp_path / "a.yaml").write_text('{"a": {}, "l": [{"x": 1}]}')
    report = Report()
    document = load(tmp_path / "a.yaml", report)
    assert document is not None
    with pytest.raises(TooLarge, match="overlays add more than 5,000 values") as error:
        apply_overlays(document, [tmp_path / "0.yaml"], report)
    assert error.value.location is not None
    assert error.value.location.span().path.endswith("0.yaml")

    result = within_limits(
        lambda: apply_overlays(document, [tmp_path / "0.yaml"], report), report
    )
    assert result is None and [d.code for d in report][-1] == "too-large"


def test_number_of_added_values_is_counted_by_occurrence(tmp_path: Path) -> None:
    """A value that is added a hundred times is shared, and counts a hundred times."""
    overlay = overlay_text({"target": "$.*", "update": {"y": [[[0] * 100] * 100] * 10}})
    description = {str(i): {} for i in range(12)}
    with pytest.raises(TooLarge, match="overlays add more than 1,000,000 values"):
        apply(tmp_path, description, overlay)


def test_depth_of_the_result_is_bounded(tmp_path: Path) -> None:
    nested: Any = {}
    for _ in range(150):
        nested = {"a": nested}
    actions = [{"target": "$" + ".a" * 149, "update": nested}]
    applied = apply(tmp_path, {"a": nested}, overlay_text(*actions))
    assert applied.codes == ["too-deep"] and applied.document is None


def test_work_does_not_depend_on_the_square_of_the_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many targets in one array or object, and many actions, visit each value a few times."""
    size = 3_000
    monkeypatch.setattr(overlay_budget, "MAX_VISITS", 60 * size)
    description = {"l": [{"n": i} for i in range(size)], "o": {}}
    overlay = overlay_text(
        {"target": "$.l[*]", "update": {"x": 1}},
        {"target": "$", "update": {"o": {str(i): {"y": i} for i in range(size)}}},
        {"target": "$.o.*", "update": {"z": [1]}},
        {"target": "$.l[?@.n >= 10]", "remove": True},
        *({"target": "$.l[0]", "update": {str(i): 1}} for i in range(size // 2)),
    )
    value = apply(tmp_path, description, overlay).value
    assert len(value["l"]) == 10 and len(value["o"]) == size
    assert len(value["l"][0]) == 2 + size // 2


def array_of_100(folder: Path, max_depth: int) -> OverlaidValue:
    (folder / "a.yaml").write_text(json.dumps({"l": [0] * 100}))
    document = load(folder / "a.yaml", Report())
    assert document is not None
    return OverlaidValue(document, OverlayBudget(), max_depth)


def test_appending_does_not_copy_the_sources_of_all_items(tmp_path: Path) -> None:
    result = array_of_100(tmp_path, max_depth=200)
    source = result.source
    result.append(("l",), 1, source)
    children = result.source.child("l").children
    for number in range(10):
        result.append(("l",), number, source)
        result.update(("l",), [number], source)
    assert result.source.child("l").children is children
    assert isinstance(children, list) and len(children) == 121


def test_sources_of_items_are_listed_once_if_actions_fail(tmp_path: Path) -> None:
    result = array_of_100(tmp_path, max_depth=0)
    listed = []
    for _ in range(2):
        with pytest.raises(TooDeepResult):
            result.append(("l",), 1, result.source)
        listed.append(result.source.child("l").children)
    assert listed[0] is listed[1] is not None


def test_removal_of_one_item_counts_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overlay_budget, "MAX_VISITS", 10_000)
    actions = [
        {"target": "$.l[0]", "remove": True, "description": str(i)} for i in range(20)
    ]
    with pytest.raises(TooLarge, match="visit more than 10,000 values"):
        apply(tmp_path, {"l": [0] * 1_000}, overlay_text(*actions))


def test_similar_key_is_not_searched_for_among_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []

    def counted(word: str, names: Collection[str]) -> str | None:
        compared.append(len(names))
        return nearest(word, names)

    monkeypatch.setattr(overlay_actions, "nearest", counted)
    few, many = ({f"key{i}": 0 for i in range(n)} for n in (1_000, 1_001))
    actions = [{"target": f"$.{name}.kez7", "remove": True} for name in ("few", "many")]
    actions.append({"target": "$.few", "copy": "$.many.kez7"})
    applied = apply(tmp_path, {"few": few, "many": many}, overlay_text(*actions))
    assert [diagnostic.help for diagnostic in applied.diagnostics] == [
        "`kez7` does not exist; did you mean `key7`?",
        "`kez7` does not exist",
        "`kez7` does not exist",
    ]
    assert compared == [1_000]


def test_long_query_is_an_error_at_its_line(tmp_path: Path) -> None:
    for query in ("$" + ".a" * 500, f"$[?@{'.a' * 500}]"):
        action = {"target": query, "remove": True}
        error = apply(tmp_path, DESCRIPTION, overlay_text(action)).only()
        reason = "it has more than 200 segments"
        assert error.message == f"`target` is not a JSONPath query: {reason}"
        assert error.span is not None and error.span.path.endswith("0.yaml")
