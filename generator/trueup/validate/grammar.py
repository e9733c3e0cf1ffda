"""Validate: documents against the published schemas of OpenAPI.

A violated `oneOf` or `anyOf` says nothing to a reader; what is reported is why the
branch that was meant does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from jsonschema_rs import ValidationError
from jsonschema_rs import ValidationErrorKind as Violated
from msgspec import Struct

from ..resolve import Spec
from ..source import Node, Pointer
from ..structure import V31, Kind, Version
from .fault import Fault
from .metaschemas import validator
from .wording import describe

_ENOUGH = 2000
_DIALECTS = ("https://spec.openapis.org/oas/", "https://json-schema.org/draft/2020-12/")


def faults(spec: Spec, places: Iterable[tuple[Node, Kind]]) -> Iterator[Fault]:
    """Breaches in the root document, then in what other files are reached as."""
    dialect = spec.root.text("jsonSchemaDialect", _DIALECTS[0])
    own_dialect = not dialect.startswith(_DIALECTS)
    yield from _judge(spec.root, Kind.OPENAPI, spec.version, own_dialect)
    covered: set[tuple[str, Pointer]] = set()
    root = spec.root.document
    for node, kind in places:
        if node.document is root:
            continue
        # What stands inside something judged has been judged with it.
        location, pointer = node.identity
        if any((location, pointer[:n]) in covered for n in range(len(pointer) + 1)):
            continue
        covered.add(node.identity)
        if not (isinstance(node.value, dict) and "$ref" in node.value):
            yield from _judge(node, kind, spec.version, own_dialect)


def _judge(
    node: Node, kind: Kind, version: Version, own_dialect: bool
) -> Iterator[Fault]:
    judge = validator(version, kind, own_dialect=own_dialect)
    if judge is None:
        return
    value = _without_unquoted_version(node, kind)
    found = [
        cause
        for error in islice(judge.iter_errors(value), _ENOUGH)
        for cause in causes(error)
    ]
    mistyped = {cause.path for cause in found if isinstance(cause.kind, Violated.Type)}
    wrong = {cause.path for cause in found if not _is_unexpected(cause)}
    inside = {path[:length] for path in wrong for length in range(len(path) + 1)}
    for cause in found:
        if cause.path in mistyped and not isinstance(cause.kind, Violated.Type):
            continue  # of a value of the wrong type, nothing else is worth saying
        # A member counts as unexpected, too, when what would expect it has failed.
        if version >= V31 and cause.path in wrong and _is_unexpected(cause):
            continue
        for fault in describe(node, cause.error, cause.options):
            relative = fault.pointer[len(node.pointer) :]
            if not (_is_unexpected(cause) and relative in inside):
                yield fault


class Cause(Struct, frozen=True):
    """A violation, and what it could have been in the alternatives to its branch."""

    error: ValidationError
    options: tuple[str, ...] = ()

    @property
    def kind(self) -> Violated:
        return self.error.kind

    @property
    def path(self) -> Pointer:
        return _path(self.error)


def _path(error: ValidationError) -> Pointer:
    # The judge takes keys of digits for indices.
    return tuple(str(name) for name in error.instance_path)


def _without_unquoted_version(node: Node, kind: Kind) -> object:
    """`swagger: 2.0` is a number; everybody knows what is meant."""
    value = node.value
    if kind is Kind.OPENAPI and isinstance(value, dict):
        if value.get("swagger") == 2:
            return {**value, "swagger": "2.0"}
    return value


def _is_unexpected(cause: Cause) -> bool:
    return isinstance(
        cause.kind, (Violated.UnevaluatedProperties, Violated.AdditionalProperties)
    )


def causes(error: ValidationError, depth: int = 0) -> list[Cause]:
    """The violations behind a violated choice, in the branch that was meant."""
    kind = error.kind
    if depth > 30 or not isinstance(kind, (Violated.OneOfNotValid, Violated.AnyOf)):
        return [Cause(error)]
    branches = [branch for branch in kind.context if branch]
    if not branches:
        return [Cause(error)]
    unknown = _unknown_choice(error, branches)
    if unknown is not None:
        return [unknown]
    meant = min(branches, key=lambda branch: _unlikeliness(error, branch))
    found = [cause for each in meant for cause in causes(each, depth + 1)]
    telling = [
        cause
        for cause in found
        if not isinstance(cause.kind, Violated.OneOfMultipleValid)
    ]
    return telling or found


def _unknown_choice(
    error: ValidationError, branches: list[list[ValidationError]]
) -> Cause | None:
    """A member such as `in` or `type` that has the value of no branch."""
    here = len(error.instance_path)
    chosen: dict[Pointer, list[ValidationError]] = {}
    others = [branch for branch in branches if not _is_reference(branch)]
    for branch in others:
        for each in branch:
            is_choice = isinstance(each.kind, (Violated.Enum, Violated.Constant))
            if is_choice and len(each.instance_path) == here + 1:
                chosen.setdefault(_path(each), []).append(each)
    for wrong in chosen.values():
        if len(others) > 1 and len(wrong) >= len(others):
            options = [str(each) for error in wrong for each in _options(error)]
            return Cause(wrong[0], tuple(dict.fromkeys(options)))
    return None


def _options(error: ValidationError) -> list[object]:
    kind = error.kind
    if isinstance(kind, Violated.Enum):
        return list(kind.options)
    return [kind.expected_value] if isinstance(kind, Violated.Constant) else []


def _is_reference(branch: list[ValidationError]) -> bool:
    return any(
        isinstance(each.kind, Violated.Required) and each.kind.property == "$ref"
        for each in branch
    )


def _unlikeliness(
    error: ValidationError, branch: list[ValidationError]
) -> tuple[bool, bool, int, int, int]:
    """Smaller for the branch that the author had in mind.

    Not a reference unless it has `$ref`; not one whose `in` or `type` is another's;
    then the one that gets deepest before it fails; then the one that fails least.
    """
    here = len(error.instance_path)
    other = 0
    for each in branch:
        depth = len(each.instance_path) - here
        chooses = isinstance(each.kind, (Violated.Enum, Violated.Constant))
        # Also what depends on the place of a parameter does not say where it is.
        chooses = chooses and _path(each)[-1:] not in _DEPENDENT
        is_type = isinstance(each.kind, Violated.Type)
        other += (chooses and depth <= 1) or (is_type and depth == 0)
    refers = isinstance(error.instance, dict) and "$ref" in error.instance
    lacks = refers and not any("$ref" in each.instance_path for each in branch)
    deepest = max(_reach(each, 0) for each in branch)
    return _is_reference(branch), lacks, other, -deepest, len(branch)


_DEPENDENT = (("required",), ("style",), ("explode",), ("collectionFormat",))


def _reach(error: ValidationError, depth: int) -> int:
    kind = error.kind
    if depth < 10 and isinstance(kind, (Violated.OneOfNotValid, Violated.AnyOf)):
        inner = [_reach(each, depth + 1) for branch in kind.context for each in branch]
        return max(inner, default=len(error.instance_path))
    return len(error.instance_path)
