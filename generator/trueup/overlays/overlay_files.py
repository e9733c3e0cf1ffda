"""Loading and validation of overlays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

import jsonschema_rs
from jsonpath_rfc9535 import JSONPathQuery
from msgspec import Struct

from ..diagnostics import Report
from ..source import Document, Node, load
from ..suggestions import did_you_mean
from ..validate.grammar import causes
from ..validate.messages import describe, shorten
from .json_queries import InvalidQuery, parse_query
from .overlay_schema import OVERLAY

_CODE = "invalid-overlay"
_VERSION = re.compile(r"1\.([01])\.[0-9]{1,9}")
_FIELDS = ("overlay", "info", "extends", "actions")
_INFO_FIELDS = ("title", "version", "description")
_ACTION_FIELDS = ("target", "description", "update", "copy", "remove")
_MAX_ERRORS = 50
"""Maximum number of errors of one file."""

_QUERY_HELP = (
    "write a query of RFC 9535, with keys that are not plain names in brackets, such as"
    " `$.paths['/jobs'].get`"
)


class OverlayAction(Struct, frozen=True):
    """An action: removal if `is_removal`, otherwise one of `update` and `copy`."""

    node: Node
    target: JSONPathQuery
    is_removal: bool = False
    update: Node | None = None
    copy: JSONPathQuery | None = None

    @property
    def target_node(self) -> Node:
        return self.node.get("target") or self.node

    @property
    def copy_node(self) -> Node:
        return self.node.get("copy") or self.node


class Overlay(Struct, frozen=True):
    """An overlay. `allows_primitives` is true from version 1.1."""

    document: Document
    allows_primitives: bool
    actions: tuple[OverlayAction, ...]

    @property
    def root(self) -> Node:
        return Node(self.document, (), self.document.value)


def read_overlay(path: Path, report: Report) -> Overlay | None:
    """Load an overlay; None, with diagnostics, if it cannot be used."""
    document = load(path, report)
    if document is None:
        return None
    root, errors = Node(document, (), document.value), Report()
    version = _minor_version(root, errors)
    actions: list[OverlayAction] = []
    if version is not None:
        _check_structure(root, errors)
    if version is not None and not errors.has_errors:
        actions += _actions(root, version, errors)
        _check_keys(root, errors)
    report.extend(errors)
    if version is None or errors.has_errors:
        return None
    return Overlay(document, version > 0, tuple(actions))


@cache
def _validator() -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(OVERLAY)


def _minor_version(root: Node, report: Report) -> int | None:
    """0 for 1.0 and invalid versions, 1 for 1.1; None, with a diagnostic, for a description.
    The patch version has no meaning."""
    field = root.get("overlay")
    if field is None:
        is_description = root.get("openapi") or root.get("swagger")
        if is_description is not None:
            message = "the file is a description, not an overlay"
            hint = "name it as the description, and overlays separately"
            report.error(_CODE, message, is_description, help=hint)
            return None
        return 0
    match = _VERSION.fullmatch(root.text("overlay"))
    if match is not None:
        return int(match[1])
    message = "the version in `overlay` is not supported"
    report.error(_CODE, message, field, help="write `1.0.0` or `1.1.0`")
    return 0


def _check_structure(root: Node, report: Report) -> None:
    errors = (
        violation
        for error in _validator().iter_errors(root.value)
        for cause in causes(error)
        for violation in describe(root, cause.path, cause.error, cause.options)
    )
    for violation in islice(errors, _MAX_ERRORS):
        if violation.pointer != ("overlay",):  # reported with the version
            value = root.at(*violation.pointer)
            is_number = value is not None and isinstance(value.value, int | float)
            hint = "quote it" if is_number else None
            report.error(_CODE, violation.message, violation, help=hint)


def _check_keys(root: Node, report: Report) -> None:
    """Warn of keys that the specification does not define."""
    checked = [(root, _FIELDS), (root.get("info"), _INFO_FIELDS)]
    checked += [(action, _ACTION_FIELDS) for action in root.elements("actions")]
    for node, known in checked:
        for name, _ in () if node is None else node.items():
            if node is not None and name not in known and not name.startswith("x-"):
                message = f"unknown key `{shorten(name)}`; ignored"
                hint = did_you_mean(name, known)
                location = node.key(name)
                report.warning("overlay-unknown-key", message, location, help=hint)


def _actions(root: Node, version: int, report: Report) -> Iterator[OverlayAction]:
    for node in root.elements("actions"):
        target = _query(node, "target", report)
        update, copy = node.get("update"), node.get("copy")
        if copy is not None and version == 0:
            hint = "declare `overlay: 1.1.0`"
            report.error(_CODE, "`copy` needs Overlay 1.1", node.key("copy"), help=hint)
            continue
        copied = None if copy is None else _query(node, "copy", report)
        if node.flag("remove"):
            for name in ("update", "copy"):
                if node.get(name) is not None:
                    message = f"`{name}` has no effect next to `remove: true`"
                    hint = "write two actions"
                    location = node.key(name)
                    report.warning("overlay-no-effect", message, location, help=hint)
            if target is not None:
                yield OverlayAction(node, target, is_removal=True)
            continue
        if update is not None and copy is not None:
            message = "`update` and `copy` exclude each other"
            report.error(_CODE, message, node.key("copy"), help="write two actions")
            continue
        if update is None and copy is None:
            _report_nothing_to_do(node, version, report)
        elif target is not None and (copied is not None or update is not None):
            yield OverlayAction(node, target, update=update, copy=copied)


def _report_nothing_to_do(node: Node, version: int, report: Report) -> None:
    fields = "`update`, `copy` or `remove: true`" if version else ""
    hint = f"add {fields or '`update` or `remove: true`'}"
    message, location = "the action has no effect", node.get("remove") or node
    report.warning("overlay-no-effect", message, location, help=hint)


def _query(node: Node, name: str, report: Report) -> JSONPathQuery | None:
    field = node.get(name)
    try:
        return parse_query(node.text(name))
    except InvalidQuery as error:
        message = f"`{name}` is not a JSONPath query: {shorten(str(error))}"
        report.error(_CODE, message, field, help=_QUERY_HELP)
        return None
