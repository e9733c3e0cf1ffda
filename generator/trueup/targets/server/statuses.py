"""The statuses that `4XX` or `default` covers."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ... import ir
from ...emit.quoting import Code, pyvalue


class StatusesView(Struct, frozen=True):
    """Arguments of the runtime's `Statuses`: a range, or all with exceptions."""

    first: Code | None
    last: Code | None
    ranges: Code | None
    others: Code | None


def statuses(status: ir.Status, responses: Sequence[ir.Response]) -> StatusesView:
    """The statuses of a response, without those that other responses document."""
    codes = [r.status.code for r in responses if r.status.code is not None]
    ranges = {r.status.range for r in responses if r.status.range is not None}
    if status.range is not None:
        first, last = status.range * 100, status.range * 100 + 99
        others = tuple(code for code in codes if first <= code <= last)
        return StatusesView(pyvalue(first), pyvalue(last), None, _literal(others))
    others = tuple(code for code in codes if code // 100 not in ranges)
    return StatusesView(None, None, _literal(tuple(sorted(ranges))), _literal(others))


def _literal(values: tuple[int, ...]) -> Code | None:
    return pyvalue(values) if values else None
