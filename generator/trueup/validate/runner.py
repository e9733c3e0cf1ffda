"""Execution of all checks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain
from typing import TypeAlias

from ..diagnostics import Report
from ..openapi import DYNAMIC_KEYWORDS, V30, V31, ObjectKind
from ..openapi.field_names import ADDED_FIELDS
from ..resolve import Spec
from ..source import Node, Pointer
from ..suppressions import EXTENSION
from . import grammar, keys, requirements, schemas, unknown_keys
from .severity import classify
from .violation import SpecViolation

CODE = "invalid-description"

_Kinds: TypeAlias = Mapping[tuple[str, Pointer], tuple[ObjectKind, Node]]

_STATUS = re.compile(r"[1-5]([0-9]{2}|XX|xx)|default")


def check(spec: Spec, report: Report) -> None:
    """Run every check; report each violation once.

    Violations that a rule of `lint` reports are left to that rule.
    """
    objects = spec.objects
    violations = chain(
        grammar.violations(spec, objects),
        keys.violations(spec, objects),
        requirements.violations(spec, objects),
        schemas.violations(spec, objects),
        unknown_keys.violations(spec, objects),
    )
    known: dict[tuple[str, Pointer], tuple[ObjectKind, Node]] = {}
    for node, kind in objects:
        known.setdefault(node.identity, (kind, node))
    misplaced = {node.identity for node in spec.misplaced_references}
    is_strict = CODE in report.mistakes
    seen: set[int] = set()  # hashes, since there may be millions
    for violation in violations:
        place = violation.document.location, violation.pointer
        mark = hash((place, violation.message))
        if mark in seen:
            continue
        seen.add(mark)
        if {place, (place[0], violation.pointer[:-1])} & misplaced:
            continue  # `spec-strict-refs`
        if violation.subject == "unexpected" and violation.pointer[-1:] == (EXTENSION,):
            continue  # 3.1 allows no extensions next to a `$ref`
        if _has_lint_rule(violation, known) or _concerns_reference(
            spec, violation, known
        ):
            continue
        if is_strict and _has_recommended_rule(violation, known):
            continue
        if _is_misspelled_field(violation, known):
            continue
        severity, effect = classify(violation, known)
        if violation.severity is not None:
            severity, effect = violation.severity, None
        effect = violation.effect or effect
        message = f"{violation.message}; {effect}" if effect else violation.message
        help = violation.help or _later_version(spec, violation, known)
        help = help or _suggestion(violation, known)
        report.add(violation.code, severity, message, violation, help=help)


def _later_version(spec: Spec, violation: SpecViolation, known: _Kinds) -> str | None:
    """The version that allows a property, or a list of types."""
    *parent, name = violation.pointer or ("",)
    kind, node = known.get((violation.document.location, tuple(parent)), (None, None))
    if kind is None or node is None or spec.version < V30:
        return None
    if violation.subject == "unexpected":
        added = ADDED_FIELDS.get((kind, name), V30)
        hint = f"declare OpenAPI {added[0]}.{added[1]}, which added it, or remove it"
        return hint if spec.version < added else None
    types = node.get("type") if (kind, name) == (ObjectKind.SCHEMA, "type") else None
    is_list = types is not None and isinstance(types.value, list)
    hint = "declare OpenAPI 3.1, or use `anyOf` or `nullable`"
    return hint if is_list and spec.version == V30 else None


def _suggestion(violation: SpecViolation, known: _Kinds) -> str | None:
    """The field that an unexpected property was meant to be."""
    if violation.subject != "unexpected":
        return None
    *parent, name = violation.pointer
    kind, _ = known.get((violation.document.location, tuple(parent)), (None, None))
    field = unknown_keys.intended(name, kind)
    return f"did you mean `{field}`?" if field is not None else None


def _has_lint_rule(violation: SpecViolation, known: _Kinds) -> bool:
    """Whether it violates `path-params`, `path-without-slash`, `unknown-status`, or one
    of the rules against duplicates."""
    location, last = violation.document.location, "".join(violation.pointer[-1:])
    if violation.subject == "uniqueItems":
        return last in ("tags", "parameters", "enum")
    if violation.subject == "required":
        pointer = violation.pointer[:-1] if last == "required" else violation.pointer
        kind, node = known.get((location, pointer), (None, None))
        is_in_path = node is not None and node.text("in") == "path"
        return kind is ObjectKind.PARAMETER and is_in_path
    if violation.subject == "default":
        kind, node = known.get((location, violation.pointer), (None, None))
        names = [] if node is None else [name for name, _ in node.items()]
        # Without a valid status, `default` is required; the other keys are the mistake.
        return kind is ObjectKind.RESPONSES and not all(
            map(_is_extension, names or [""])
        )
    if violation.subject == "unexpected":
        kind, _ = known.get((location, violation.pointer[:-1]), (None, None))
        if kind is ObjectKind.PATHS:
            return not last.startswith("/")
        return kind is ObjectKind.RESPONSES and not _STATUS.fullmatch(last)
    return False


def _has_recommended_rule(violation: SpecViolation, known: _Kinds) -> bool:
    """Whether it violates a rule that does not run in the preset `minimal`:
    `oas3-server-variables`, `oas3-examples-value-or-externalValue`,
    `example-and-examples`, `oas2-anyOf`, `oas2-oneOf`, or `unknown-schema-keyword`."""
    location, pointer = violation.document.location, violation.pointer
    kind, node = known.get((location, pointer), (None, None))
    if kind is ObjectKind.SERVER_VARIABLE and violation.subject == "default":
        return True
    if kind is ObjectKind.EXAMPLE and node is not None and isinstance(node.value, dict):
        return {"value", "externalValue"} <= node.value.keys()
    if violation.subject == "examples":
        return kind is not None
    if violation.subject == "unexpected":
        kind, _ = known.get((location, pointer[:-1]), (None, None))
        is_keyword = violation.effect is not None or pointer[-1] in ("anyOf", "oneOf")
        return kind is ObjectKind.SCHEMA and is_keyword
    parent, _ = known.get((location, pointer[:-1]), (None, None))
    return parent is ObjectKind.SERVER_VARIABLE and violation.subject == "enum"


def _is_misspelled_field(violation: SpecViolation, known: _Kinds) -> bool:
    """Whether a required field is missing since its name is misspelled, which is
    another violation."""
    place = violation.document.location, violation.pointer
    kind, node = known.get(place, (None, None))
    if node is None or not isinstance(node.value, dict):
        return False
    field = violation.subject
    return field not in node.value and any(
        unknown_keys.intended(name, kind) == field for name in node.value
    )


def _concerns_reference(spec: Spec, violation: SpecViolation, known: _Kinds) -> bool:
    """Whether `invalid-ref` or `ignored-ref-siblings` reports it.

    2.0 does not allow references under `parameters` and `responses`, but they are
    common; their targets have the fields that are missing.
    """
    _, node = known.get((violation.document.location, violation.pointer), (None, None))
    is_name = violation.subject == "propertyNames"
    if node is not None and spec.links.get(node) is not None and not is_name:
        return True
    last = "".join(violation.pointer[-1:])
    place = violation.document.location, violation.pointer[:-1]
    kind, parent = known.get(place, (None, None))
    if parent is None or parent not in spec.links:
        return False
    if violation.subject == "unexpected":
        return spec.version < V31 and kind is not ObjectKind.PATH_ITEM
    return last in ("$ref", *DYNAMIC_KEYWORDS)


def _is_extension(name: str) -> bool:
    return name.startswith("x-")
