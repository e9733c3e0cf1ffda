"""Measurements as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .processes import Run


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def shown(table: Table) -> str:
    """A heading, and the table with its columns in line."""
    rows = (table.head, *table.rows)
    widths = [max(len(row[index]) for row in rows) for index in range(len(table.head))]
    lines = [f"## {table.title}", "", _line(table.head, widths)]
    lines.append("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    lines += [_line(row, widths) for row in table.rows]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def numbers(run: Run) -> tuple[str, str, str]:
    """Time by the clock, processor time, memory."""
    return seconds(run.wall), seconds(run.cpu), f"{run.peak:.0f} MB"


def times(one: float, other: float) -> str:
    """How many times `other` takes of what `one` takes."""
    return f"{other / one:.1f} ×" if one else "–"
