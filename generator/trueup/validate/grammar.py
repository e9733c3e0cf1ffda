"""Validation by the published schemas of OpenAPI.

For a violated `oneOf` or `anyOf`, the violations of the intended branch are reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jsonschema_rs import ValidationError, Validator
from jsonschema_rs import ValidationErrorKind as Violated
from msgspec import Struct

from ..openapi import V31, ObjectKind, Version
from ..resolve import Spec
from ..source import Json, Node, Pointer
from .messages import describe
from .metaschemas import field_names, validator
from .violation import SpecViolation
from .windows import Window, windows

_MAX_ERRORS = 2000
_MAX_DEPTH = 200  # of the errors of `oneOf` in each other, as of values
_DIALECTS = ("https://spec.openapis.org/oas/", "https://json-schema.org/draft/2020-12/")


def violations(
    spec: Spec, objects: Iterable[tuple[Node, ObjectKind]]
) -> Iterator[SpecViolation]:
    """Violations in the root document, then in referenced objects of other files."""
    dialect = spec.root.text("jsonSchemaDialect", _DIALECTS[0])
    own_dialect = not dialect.startswith(_DIALECTS)
    yield from _validate(spec.root, ObjectKind.OPENAPI, spec.version, own_dialect)
    covered: set[tuple[str, Pointer]] = set()
    root = spec.root.document
    for node, kind in objects:
        if node.document is root:
            continue
        # Objects inside a validated object are validated with it.
        location, pointer = node.identity
        if any((location, pointer[:n]) in covered for n in range(len(pointer) + 1)):
            continue
        covered.add(node.identity)
        if not (isinstance(node.value, dict) and "$ref" in node.value):
            yield from _validate(node, kind, spec.version, own_dialect)


def _validate(
    node: Node, kind: ObjectKind, version: Version, own_dialect: bool
) -> Iterator[SpecViolation]:
    schema = validator(version, kind, own_dialect=own_dialect)
    if schema is None:
        return
    value = _with_quoted_version(node, kind)
    if schema.is_valid(value):
        return
    known: set[tuple[Pointer, str]] = set()
    for window in windows(value, field_names(version)):
        for violation in _window_violations(node, schema, window, version):
            mark = violation.pointer, violation.message
            if mark not in known:
                known.add(mark)
                yield violation
            if len(known) >= _MAX_ERRORS:
                return


def _window_violations(
    node: Node, schema: Validator, window: Window, version: Version
) -> Iterator[SpecViolation]:
    all_causes = [
        cause for error in schema.iter_errors(window.value) for cause in causes(error)
    ]
    names = frozenset(field_names(version)) if version >= V31 else frozenset[str]()
    ancestors = {
        cause.path[:length]
        for cause in all_causes
        for length in range(len(cause.path) + 1)
    }
    # A field is also unexpected if the subschema that describes it has failed.
    failed = {
        cause.path[:-1] if cause.path[-1:] in (("in",), ("type",)) else cause.path
        for cause in all_causes
        if not _is_unexpected(cause)
    }
    for cause in _without_consequences(all_causes):
        pointer = window.original(cause.path)
        if pointer is None:
            continue
        is_key = _is_unexpected(cause)
        for violation in describe(node, pointer, cause.error, cause.options):
            relative = violation.pointer[len(node.pointer) :]
            if is_key and (*cause.path, relative[-1]) in ancestors:
                continue
            if is_key and cause.path in failed and relative[-1] in names:
                continue
            if window.contains(relative, is_key=is_key):
                yield violation


def _without_consequences(all_causes: list[Cause]) -> Iterator[Cause]:
    """Omit what follows from a wrong type, or from a missing `in` or `type`, on which the
    other fields of a parameter or a security scheme depend."""
    mistyped = {c.path for c in all_causes if isinstance(c.kind, Violated.Type)}
    missing: dict[Pointer, set[str]] = {}
    for cause in all_causes:
        if isinstance(cause.kind, Violated.Required):
            missing.setdefault(cause.path, set()).add(str(cause.kind.property))
    for cause in all_causes:
        kind = cause.kind
        if cause.path in mistyped and not isinstance(kind, Violated.Type):
            continue
        if isinstance(kind, Violated.OneOfMultipleValid) and cause.path in missing:
            continue
        needed = missing.get(cause.path, set())
        name = str(kind.property) if isinstance(kind, Violated.Required) else ""
        # A parameter without `in` may lack any field, a scheme without `type` `in`, too.
        is_scheme = "scheme" in needed
        if "type" in needed and name != "type" and ("in" not in needed or is_scheme):
            continue
        if "in" in needed and name not in ("in", "name") and not is_scheme:
            continue
        if {"in", "type"} & missing.get(cause.path[:-1], set()) and cause.path:
            continue
        yield cause


class Cause(Struct, frozen=True):
    """A violation, and the values that the other branches would have allowed."""

    error: ValidationError
    options: tuple[str, ...] = ()

    @property
    def kind(self) -> Violated:
        return self.error.kind

    @property
    def path(self) -> Pointer:
        return _path(self.error)


def _path(error: ValidationError) -> Pointer:
    # jsonschema-rs returns keys of digits as indices.
    return tuple(str(name) for name in error.instance_path)


def _with_quoted_version(node: Node, kind: ObjectKind) -> Json:
    """The value, with the number `swagger: 2.0` as a string."""
    value = node.value
    if kind is ObjectKind.OPENAPI and isinstance(value, dict):
        if value.get("swagger") == 2:
            return {**value, "swagger": "2.0"}
    return value


def _is_unexpected(cause: Cause) -> bool:
    return isinstance(
        cause.kind, (Violated.UnevaluatedProperties, Violated.AdditionalProperties)
    )


def causes(error: ValidationError, depth: int = 0) -> list[Cause]:
    """The violations of the intended branch, if `error` is a violated `oneOf` or `anyOf`."""
    kind = error.kind
    if depth > _MAX_DEPTH or not isinstance(
        kind, (Violated.OneOfNotValid, Violated.AnyOf)
    ):
        return [Cause(error)]
    branches = [branch for branch in kind.context if branch]
    if not branches:
        return [Cause(error)]
    unknown = _unknown_choice(error, branches)
    if unknown is not None:
        return [unknown]
    intended = min(branches, key=lambda branch: _mismatch(error, branch))
    inner = [
        cause for branch_error in intended for cause in causes(branch_error, depth + 1)
    ]
    specific = [
        cause
        for cause in inner
        if not isinstance(cause.kind, Violated.OneOfMultipleValid)
    ]
    return specific or inner


def _unknown_choice(
    error: ValidationError, branches: list[list[ValidationError]]
) -> Cause | None:
    """The violation of a field such as `in` or `type` whose value no branch allows."""
    depth = len(error.instance_path)
    by_field: dict[Pointer, list[ValidationError]] = {}
    others = [branch for branch in branches if not _is_reference(branch)]
    of_type = [branch for branch in others if not _has_wrong_type(branch, depth)]
    others = of_type or others
    for branch in others:
        for inner in branch:
            is_choice = isinstance(inner.kind, (Violated.Enum, Violated.Constant))
            if is_choice and len(inner.instance_path) == depth + 1:
                by_field.setdefault(_path(inner), []).append(inner)
    for errors in by_field.values():
        if len(others) > 1 and len(errors) >= len(others):
            options = [str(option) for inner in errors for option in _options(inner)]
            return Cause(errors[0], tuple(dict.fromkeys(options)))
    return None


def _has_wrong_type(branch: list[ValidationError], depth: int) -> bool:
    """Whether a branch is for another value of the field `type`."""
    return any(
        isinstance(inner.kind, (Violated.Enum, Violated.Constant))
        and _path(inner)[depth:] == ("type",)
        for inner in branch
    )


def _options(error: ValidationError) -> list[object]:
    kind = error.kind
    if isinstance(kind, Violated.Enum):
        return list(kind.options)
    return [kind.expected_value] if isinstance(kind, Violated.Constant) else []


def _is_reference(branch: list[ValidationError]) -> bool:
    return any(
        isinstance(error.kind, Violated.Required) and error.kind.property == "$ref"
        for error in branch
    )


def _mismatch(
    error: ValidationError, branch: list[ValidationError]
) -> tuple[bool, bool, int, int, int]:
    """Sort key of branches; the smallest is the one that the author intended.

    Not a reference unless there is a `$ref`; not one for another `in` or `type`; then
    the one with the deepest violation; then the one with the fewest violations.
    """
    depth = len(error.instance_path)
    mismatches = 0
    for inner in branch:
        relative = len(inner.instance_path) - depth
        is_choice = isinstance(inner.kind, (Violated.Enum, Violated.Constant))
        # Fields that depend on the parameter location do not determine it.
        is_choice = is_choice and _path(inner)[-1:] not in _DEPENDENT
        is_type = isinstance(inner.kind, Violated.Type)
        mismatches += (is_choice and relative <= 1) or (is_type and relative == 0)
    has_ref = isinstance(error.instance, dict) and "$ref" in error.instance
    ignores_ref = has_ref and not any("$ref" in inner.instance_path for inner in branch)
    deepest = max(_deepest(inner, 0) for inner in branch)
    return _is_reference(branch), ignores_ref, mismatches, -deepest, len(branch)


_DEPENDENT = (("required",), ("style",), ("explode",), ("collectionFormat",))


def _deepest(error: ValidationError, depth: int) -> int:
    """The length of the longest pointer to a violation inside `error`."""
    kind = error.kind
    if depth < 10 and isinstance(kind, (Violated.OneOfNotValid, Violated.AnyOf)):
        lengths = [
            _deepest(inner, depth + 1) for branch in kind.context for inner in branch
        ]
        return max(lengths, default=len(error.instance_path))
    return len(error.instance_path)
