"""What came of a corpus, as a page: the same text for the same outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

POINTS = ("generate", "import", "suite", "mypy and pyright", "samples")


@dataclass
class Row:
    """One description. A point that was not looked at has no entry in `passed`."""

    name: str
    version: str
    operations: int
    schemas: int
    lines: int = 0
    refused: bool = False
    passed: dict[str, bool] = field(default_factory=dict)
    codes: Mapping[str, int] = field(default_factory=dict)


def page(rows: Sequence[Row]) -> str:
    """The page for `rows`, in order of name."""
    rows = sorted(rows, key=lambda row: row.name)
    head = ("description", "version", "operations", "schemas", "lines", *POINTS)
    lines = [*_INTRODUCTION, ""]
    lines += [f"- {_summary(point, rows)}" for point in POINTS]
    lines += ["", _line((*head, "diagnostics"))]
    lines.append("|" + "---|" * (len(head) + 1))
    lines += [_line(_cells(row)) for row in rows]
    return "\n".join(lines) + "\n"


_INTRODUCTION = (
    "# Real descriptions",
    "",
    "What trueup makes of descriptions that others published. Written by",
    "",
    "```console",
    "$ pytest tests/test_corpus.py --corpus DIR --corpus-report docs/corpus.md",
    "```",
    "",
    "`lines` are of Python that depends on the description. The points:",
    "",
    "1. *generate*: `trueup generate` exits 0 within its limits of time and memory, and every",
    "   operation and every schema is there.",
    "2. *import*: every module imports alone, every annotation resolves, every model decodes,",
    "   `create_app()` builds.",
    "3. *suite*: the emitted conformance suite passes.",
    "4. *mypy and pyright*: neither `mypy --strict` nor pyright reports anything.",
    "5. *samples*: for every schema of the components a least and a full value is made; it is",
    "   valid, it decodes, and it is encoded to an equal value.",
)


def _summary(point: str, rows: Sequence[Row]) -> str:
    tried = [row.passed[point] for row in rows if point in row.passed]
    return f"{point}: {sum(tried)} of {len(tried)}"


def _cells(row: Row) -> tuple[str, ...]:
    codes = ", ".join(f"`{code}` {count}" for code, count in row.codes.items())
    marks = {True: "✓", False: "✗"}
    points = [marks[row.passed[one]] if one in row.passed else "" for one in POINTS]
    if row.refused:
        points[0] = "refused"
    counts = (row.operations, row.schemas, row.lines)
    return (row.name, row.version, *map(str, counts), *points, codes)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
