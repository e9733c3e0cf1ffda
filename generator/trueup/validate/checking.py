"""Validate: all checks, in order, and what becomes of their faults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from msgspec.structs import replace

from ..diagnostics import Report, Severity
from ..resolve import Spec
from ..source import Node, Pointer
from ..structure import OTHERS, V31, Kind
from . import grammar, schemas
from .fault import Fault
from .severity import judge

CODE = "invalid-description"

_Kinds: TypeAlias = Mapping[tuple[str, Pointer], tuple[Kind, Node]]

_STATUS = re.compile(r"[1-5]([0-9]{2}|XX|xx)|default")


def check(spec: Spec, report: Report) -> None:
    """Runs every check; each fault once, the worst first.

    What a rule of `lint` tells with a name of its own is left to that rule.
    """
    places = spec.places
    faults = (*grammar.faults(spec, places), *schemas.faults(spec, places))
    if not faults:
        return
    known: dict[tuple[str, Pointer], tuple[Kind, Node]] = {}
    for node, kind in places:
        known.setdefault(node.identity, (kind, node))
    displaced = {node.identity for node in spec.displaced}
    seen: set[tuple[tuple[str, Pointer], str]] = set()
    ranked: list[tuple[int, Fault, Severity]] = []
    for fault in faults:
        place = fault.document.location, fault.pointer
        if (place, fault.message) in seen:
            continue
        seen.add((place, fault.message))
        if {place, (place[0], fault.pointer[:-1])} & displaced:
            continue  # `spec-strict-refs`
        if _is_of_a_rule(fault, known) or _is_of_a_reference(spec, fault, known):
            continue
        weight, effect = judge(fault, known)
        if fault.severity is not None:
            weight, effect = fault.severity, None
        ranked.append((weight.rank, replace(fault, help=fault.help or effect), weight))
    ranked.sort(key=lambda each: each[0])
    for _, fault, weight in ranked:
        report.add(CODE, weight, fault.message, fault, help=fault.help)


def _is_of_a_rule(fault: Fault, known: _Kinds) -> bool:
    """`path-params`, `path-without-slash`, `unknown-status`, and the rules against
    things that are listed twice."""
    location, last = fault.document.location, "".join(fault.pointer[-1:])
    if fault.subject == "uniqueItems":
        return last in ("tags", "parameters", "enum")
    if fault.subject == "required":
        pointer = fault.pointer[:-1] if last == "required" else fault.pointer
        kind, node = known.get((location, pointer), (None, None))
        is_in_path = node is not None and node.text("in") == "path"
        return kind is Kind.PARAMETER and is_in_path
    if fault.subject == "default":
        kind, node = known.get((location, fault.pointer), (None, None))
        names = [] if node is None else [name for name, _ in node.items()]
        # What is asked for where no status is known: the other names are the fault.
        return kind is Kind.RESPONSES and not all(map(_is_extension, names or [""]))
    if fault.subject == "unexpected":
        kind, _ = known.get((location, fault.pointer[:-1]), (None, None))
        if kind is Kind.PATHS:
            return not last.startswith("/")
        return kind is Kind.RESPONSES and not _STATUS.fullmatch(last)
    return False


def _is_of_a_reference(spec: Spec, fault: Fault, known: _Kinds) -> bool:
    """`invalid-ref`, and `no-ref-siblings`, which is for what 3.1 has changed.

    2.0 does not let a reference stand for a shared parameter or response, yet many
    write it there: what it lacks is where it leads.
    """
    _, itself = known.get((fault.document.location, fault.pointer), (None, None))
    if itself is not None and spec.links.get(itself) is not None:
        return True
    last = "".join(fault.pointer[-1:])
    place = fault.document.location, fault.pointer[:-1]
    kind, holder = known.get(place, (None, None))
    if holder is None or holder not in spec.links:
        return False
    if fault.subject == "unexpected":
        return spec.version < V31 and kind is not Kind.PATH_ITEM
    return last in ("$ref", *OTHERS)


def _is_extension(name: str) -> bool:
    return name.startswith("x-")
