"""The actions of overlays: update, copy, remove."""

from __future__ import annotations

from collections.abc import Sequence

from jsonpath_rfc9535 import JSONPathQuery
from jsonpath_rfc9535.segments import JSONPathChildSegment
from jsonpath_rfc9535.selectors import NameSelector

from ..diagnostics import Report, Severity
from ..json_values import Json
from ..source import Node, Pointer, pointer_text
from ..suggestions import nearest
from ..validate.messages import shorten
from .overlaid_values import (
    MergeConflict,
    OverlaidValue,
    TooDeepResult,
    ValueSource,
    source_of,
)
from .overlay_files import Overlay, OverlayAction
from .query_evaluation import SelectedValue, select

_CODE = "overlay-conflict"
_MAX_KEYS = 1_000
"""Maximum number of keys of an object among which a similar one is searched for."""


def apply_action(
    result: OverlaidValue, overlay: Overlay, action: OverlayAction, report: Report
) -> None:
    """Apply one action to a description; report what prevents that."""
    result.budget.start_action(action.target_node)
    targets = select(action.target, result.value, result.budget)
    if not targets:
        message = "the target selects nothing"
        hint = _suggestion(action.target, result.value)
        report.warning(
            "overlay-target-unmatched", message, action.target_node, help=hint
        )
        return
    if not _are_allowed(result, overlay, action, targets, report):
        return
    if action.is_removal:
        _remove(result, targets)
        return
    new, source, location = _new_value(result, action, report)
    if source is None:
        return
    try:
        for target in targets:
            _add(result, overlay, action, target, new, source, report)
    except MergeConflict as conflict:
        _report_conflict(conflict, action, location, report)
    except TooDeepResult:
        message = "the result would be nested too deeply"
        report.error("too-deep", message, location)


def _are_allowed(
    result: OverlaidValue,
    overlay: Overlay,
    action: OverlayAction,
    targets: Sequence[SelectedValue],
    report: Report,
) -> bool:
    """Whether an action may be applied to the values that it selects."""
    location = action.target_node
    if action.is_removal and any(not target.pointer for target in targets):
        message = "the target selects the root, which cannot be removed"
        report.error(_CODE, message, location)
        return False
    if not overlay.allows_primitives:
        return _selects_containers(result, action, targets, report)
    if not action.is_removal:
        kinds = dict.fromkeys(_kind(target.value) for target in targets)
        if len(kinds) > 1:
            message = f"the target selects values of several kinds: {', '.join(kinds)}"
            hint = "write one action for each kind"
            report.error(_CODE, message, location, help=hint)
            return False
    return True


def _selects_containers(
    result: OverlaidValue,
    action: OverlayAction,
    targets: Sequence[SelectedValue],
    report: Report,
) -> bool:
    """Whether the targets are allowed by Overlay 1.0: objects and arrays. The removal of a
    property is a warning, since the specification's own examples have it."""
    selected = [t.pointer for t in targets if not isinstance(t.value, (dict, list))]
    if not selected:
        return True
    items = [pointer for pointer in selected if result.is_item(pointer)]
    is_error = not action.is_removal or bool(items)
    shown = shorten(pointer_text((items or selected)[0]))
    message = f"the target selects `{shown}`, which is neither an object nor an array"
    report.add(
        "overlay-primitive-target",
        Severity.ERROR if is_error else Severity.WARNING,
        message,
        action.target_node,
        help="declare `overlay: 1.1.0`, or select the object that contains it",
    )
    return not is_error


def _new_value(
    result: OverlaidValue, action: OverlayAction, report: Report
) -> tuple[Json, ValueSource | None, Node]:
    """The value that an action adds, its source and the location to report; no source if
    `copy` does not select one value."""
    if action.update is not None:
        return action.update.value, source_of(action.update), action.update
    location = action.copy_node
    assert action.copy is not None
    copied = select(action.copy, result.value, result.budget)
    if len(copied) != 1:
        number = f"{len(copied):,} values" if copied else "nothing"
        hint = None if copied else _suggestion(action.copy, result.value)
        message = f"`copy` must select one value; it selects {number}"
        report.error(_CODE, message, location, help=hint)
        return None, None, location
    source = result.source.at(copied[0].pointer)
    result.preserve()
    return copied[0].value, source, location


def _add(
    result: OverlaidValue,
    overlay: Overlay,
    action: OverlayAction,
    target: SelectedValue,
    new: Json,
    source: ValueSource,
    report: Report,
) -> None:
    """Merge a value into one target."""
    is_item = isinstance(target.value, list)
    if is_item and isinstance(new, list) and not overlay.allows_primitives:
        message = "Overlay 1.0 appends the array as one item"
        hint = "declare `overlay: 1.1.0` to append its items"
        report.warning("overlay-nested-array", message, action.update, help=hint)
    elif is_item and isinstance(new, list):
        is_item = False
    if is_item:
        result.append(target.pointer, new, source)
    else:
        result.update(target.pointer, new, source)


def _remove(result: OverlaidValue, targets: Sequence[SelectedValue]) -> None:
    """Remove values, those inside others first, so that pointers stay valid."""
    by_parent: dict[Pointer, list[str]] = {}
    for target in targets:
        by_parent.setdefault(target.pointer[:-1], []).append(target.pointer[-1])
    for parent in sorted(by_parent, key=len, reverse=True):
        result.remove(parent, by_parent[parent])


def _report_conflict(
    conflict: MergeConflict, action: OverlayAction, location: Node, report: Report
) -> None:
    old, new = _kind(conflict.old), _kind(conflict.new)
    shown = shorten(pointer_text(conflict.pointer)) or "the root"
    message = f"`{shown}` is {old}, which cannot be merged with {new}"
    hint = "remove it in one action, and add the new value in the next"
    where = location
    if action.update is not None:
        source = conflict.source
        where = Node(source.document, source.pointer, conflict.new)
    report.error(_CODE, message, where, help=hint)


def _kind(value: Json) -> str:
    if isinstance(value, dict):
        return "an object"
    return "an array" if isinstance(value, list) else "a primitive value"


def _suggestion(query: JSONPathQuery, root: Json) -> str | None:
    """The first key of a query that does not exist, and the most similar one."""
    value = root
    for segment in query.segments:
        if not isinstance(segment, JSONPathChildSegment) or len(segment.selectors) > 1:
            return None
        selector = segment.selectors[0]
        if not isinstance(selector, NameSelector) or not isinstance(value, dict):
            return None
        if selector.name not in value:
            similar = None
            if len(value) <= _MAX_KEYS:
                similar = nearest(selector.name, value)
            missing = f"`{shorten(selector.name)}` does not exist"
            if similar is None:
                return missing
            return f"{missing}; did you mean `{shorten(similar)}`?"
        value = value[selector.name]
    return None
