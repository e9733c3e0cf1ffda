"""The statuses that a response of `4XX` or `default` stands for."""

from __future__ import annotations

from collections.abc import Sequence

from ... import ir
from ...emit.quoting import Code, pyvalue
from ...emit.syntax import bracket, prefix


def statuses(status: ir.Status, responses: Sequence[ir.Response]) -> tuple[Code, ...]:
    """Arguments of the runtime's `Statuses`."""
    codes = [r.status.code for r in responses if r.status.code is not None]
    ranges = {r.status.range for r in responses if r.status.range is not None}
    if status.range is not None:
        first, last = status.range * 100, status.range * 100 + 99
        items: list[Code] = [Code(str(first)), Code(str(last))]
        others = [code for code in codes if first <= code <= last]
    else:
        items = []
        others = [code for code in codes if code // 100 not in ranges]
        if ranges:
            items.append(Code(f"ranges={pyvalue(tuple(sorted(ranges)))}"))
    if others:
        listed = bracket("(", [Code(str(code)) for code in others], ")")
        items.append(prefix("others=", listed))
    return tuple(items)
