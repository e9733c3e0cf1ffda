"""Validate: all checks, in order, and what becomes of their faults."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Report, Severity
from ..resolve import Spec
from ..structure import Kind
from . import grammar, schemas, semantics
from .fault import Fault
from .severity import severity

MOST_FAULTS = 100
CODE = "invalid-description"


def check(spec: Spec, report: Report) -> None:
    """Runs every check; each fault once, and no more than `MOST_FAULTS`."""
    places = spec.places
    kinds: dict[tuple[str, tuple[str, ...]], Kind] = {}
    for node, kind in places:
        kinds.setdefault(node.identity, kind)
    seen: set[tuple[tuple[str, tuple[str, ...]], str]] = set()
    ranked: list[tuple[int, Fault, Severity]] = []
    grammatical = list(grammar.faults(spec, places))
    rest = schemas.faults(spec, places)
    for fault in (*grammatical, *rest, *_semantic(spec, bool(grammatical), report)):
        key = (fault.document.location, fault.pointer), fault.message
        if key not in seen:
            seen.add(key)
            weight = fault.severity or severity(fault, kinds)
            ranked.append((weight.rank, fault, weight))
    ranked.sort(key=lambda each: each[0])
    for _, fault, weight in ranked[:MOST_FAULTS]:
        report.add(CODE, weight, fault.message, fault, help=fault.help)
    if len(ranked) > MOST_FAULTS:
        hidden = len(ranked) - MOST_FAULTS
        message = f"{hidden} more faults of the description are not shown"
        report.note(CODE, message, spec.root)


def _semantic(spec: Spec, is_malformed: bool, report: Report) -> Iterator[Fault]:
    """openapi-spec-validator assumes what its schema phase asks for and may raise
    anything where that does not hold."""
    try:
        yield from semantics.faults(spec)
    except Exception as problem:  # a third party's code on a stranger's input
        known = is_malformed or None in spec.links.values()
        if not known:
            name = type(problem).__name__
            message = f"openapi-spec-validator could not check this ({name})"
            report.warning("validator-failed", message, spec.root)
