"""Distinct names for the methods of one group.

The preferred name of an operation depends on that operation alone (`method_names`). If two
prefer the same name, the operation whose id is exactly that name gets it, otherwise the one
with the shorter path; the other gets a longer name with context, and a note that shows how
to pin another one. The order in the description only determines a numeric suffix.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .. import ir
from ..diagnostics import Report
from .identifiers import Claim, Scope, claim_names, member_name
from .method_names import MethodName, method_name
from .pins import Pins, report_clash
from .quoting import Code


def operation_names(
    operations: Sequence[ir.Operation],
    declarations: Mapping[str, ir.Declaration],
    reserved: frozenset[str],
    pins: Pins,
    report: Report,
) -> tuple[Code, ...]:
    """A method name for each operation of a group, in the same order."""
    scope = Scope(reserved)
    names = {
        index: pins.claim(scope, name, operation.source_location, report)
        for index, operation in enumerate(operations)
        if (name := pins.take(operation.source_location)) is not None
    }
    rest = [index for index in range(len(operations)) if index not in names]
    rest.sort(key=lambda index: _precedence(operations[index]))
    wanted = {index: method_name(operations[index], declarations) for index in rest}
    claims = [_claim(operations[index], wanted[index], reserved) for index in rest]
    names |= dict(zip(rest, claim_names(scope, claims), strict=True))
    for index in sorted(rest):
        if names[index] != wanted[index].name:
            operation = operations[index]
            subject = f"{operation.method} {operation.path}"
            location = operation.source_location
            report_clash(report, subject, wanted[index].name, names[index], location)
    return tuple(names[index] for index in range(len(operations)))


def _precedence(operation: ir.Operation) -> tuple[bool, int, str, str]:
    """A DELETE of one item precedes one of many; then the shorter path is first."""
    is_bulk = operation.method == "DELETE" and not operation.path.endswith("}")
    return is_bulk, operation.path.count("/"), operation.path, operation.method


def _claim(
    operation: ir.Operation, wanted: MethodName, reserved: frozenset[str]
) -> Claim:
    is_exact = operation.id_given and (
        member_name(operation.id, "operation") == wanted.name
    )
    longer = wanted.with_context
    if wanted.name in reserved:
        longer = (f"{wanted.name}_", *longer)
    return Claim(wanted.name, longer, is_exact)
