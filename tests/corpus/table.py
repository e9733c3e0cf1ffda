"""What came of a corpus, as a page: the same text for the same outcome."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from trueup.lower import explanations as lower
from trueup.resolve import explanations as resolve

POINTS = ("generate", "import", "suite", "types", "samples")

_LOOSE = frozenset((*resolve.EXPLANATIONS, *lower.EXPLANATIONS))
"""Codes of what is there and is less than the description says."""


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
    codes: Mapping[str, int] = field(default_factory=dict)  # diagnostics by code
    errors: Sequence[str] = ()  # why it was refused
    reasons: dict[str, str] = field(default_factory=dict)  # of points not passed


def kept(file: Path) -> dict[str, Row]:
    """Rows by name of the runs before that kept theirs in `file`."""
    if not file.is_file():
        return {}
    return {row["name"]: Row(**row) for row in json.loads(file.read_text("utf-8"))}


def keep(file: Path, rows: Mapping[str, Row]) -> None:
    """Writes rows for `kept`."""
    text = json.dumps([asdict(row) for row in rows.values()], indent=1)
    file.write_text(text, encoding="utf-8")


def together(before: Mapping[str, Row], now: Mapping[str, Row]) -> dict[str, Row]:
    """The rows of two runs; of one description, what the later one looked at counts."""
    found = {**before, **now}
    for name in before.keys() & now.keys():
        passed = {**before[name].passed, **now[name].passed}
        reasons = {**before[name].reasons, **now[name].reasons}
        failed = {point: told for point, told in reasons.items() if not passed[point]}
        found[name] = replace(now[name], passed=passed, reasons=failed)
    return found


def page(rows: Sequence[Row]) -> str:
    """The page for `rows`, in order of name."""
    rows = sorted(rows, key=lambda row: row.name)
    head = ("description", "version", "operations", "schemas", "lines", *POINTS)
    lines = [*_INTRODUCTION, "", *_summary(rows), "", _line(head)]
    lines.append("|---|---|" + "---:|" * 3 + ":-:|" * len(POINTS))
    lines += [_line(_cells(row)) for row in rows]
    return "\n".join([*lines, *_failed(rows), *_refused(rows), *_loose(rows)]) + "\n"


_INTRODUCTION = (
    "# Real descriptions",
    "",
    "What trueup makes of the descriptions of the shared corpus, all of which others",
    "published. This page is written by",
    "",
    "```console",
    "$ pytest tests/test_corpus.py --corpus DIR --corpus-report docs/corpus.md",
    "```",
    "",
    "where `DIR` holds the descriptions; with `--corpus-output DIR` it can be made in parts",
    "(`--corpus-only TEXT`), and what was found before is kept. `lines` are of Python that",
    "depends on the description. The points:",
    "",
    "- **generate**: `trueup generate` exits 0 within 300 s and 6 GB, and every operation and",
    "  every schema of the components is there. Both are counted by a reader that shares no",
    "  code with trueup.",
    "- **import**: every module imports alone, every annotation resolves, a decoder can be made",
    "  of every model, and `create_app()` builds the server.",
    "- **suite**: the emitted conformance suite passes: the emitted client against the emitted",
    "  server, in process and over a socket.",
    "- **types**: neither `mypy --strict` nor pyright has anything to say of the package.",
    "- **samples**: of every schema of the components a least and a full value are made; each is",
    "  valid by the schema, decodes, and is encoded to an equal value.",
)


def _summary(rows: Sequence[Row]) -> Iterator[str]:
    total = len(rows)
    refused = sum(row.refused for row in rows)
    operations = sum(row.operations for row in rows)
    schemas = sum(row.schemas for row in rows)
    yield f"{total} descriptions with {operations} operations and {schemas} schemas;"
    yield f"{refused} of them are refused. Of the others that were looked at, clean are:"
    yield ""
    for point in POINTS:
        tried = [row.passed[point] for row in rows if _tried(row, point)]
        yield f"- {point}: {sum(tried)} of {len(tried)}"


def _tried(row: Row, point: str) -> bool:
    return point in row.passed and not row.refused


def _cells(row: Row) -> tuple[str, ...]:
    marks = {True: "✓", False: "✗"}
    points = [marks[row.passed[one]] if _tried(row, one) else "" for one in POINTS]
    if row.refused:
        points[0] = "refused"
    counts = (row.operations, row.schemas, row.lines)
    return (row.name, row.version, *map(str, counts), *points)


def reason(faults: Sequence[str], folder: Path) -> str:
    """The first fault that says something, in a line, and how many there are.

    Paths are written from `folder`, where the packages stand.
    """
    telling = [fault for fault in faults if re.search(r"\berror\b|Error\b", fault)]
    text = " ".join((telling or list(faults))[0].split())
    text = text.replace(f"{folder}/", "").replace("`", "'")
    short = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return f"{len(faults)} × `{short}`" if len(faults) > 1 else f"`{short}`"


_LONGEST = 240


def _failed(rows: Sequence[Row]) -> Iterator[str]:
    """Why a point is not passed."""
    found = [
        f"- {row.name}, {point}: {row.reasons.get(point, 'not kept')}"
        for row in rows
        for point in POINTS
        if _tried(row, point) and not row.passed[point]
    ]
    if found:
        yield from ("", "## Not clean", "")
        yield "The number of faults, where there are several, and the first that says something:"
        yield ""
        yield from found


def _refused(rows: Sequence[Row]) -> Iterator[str]:
    refused = [row for row in rows if row.refused]
    if refused:
        yield from ("", "## Refused", "")
        yield "These break the OpenAPI Specification, by openapi-spec-validator too, where code"
        yield "depends on it."
        yield ""
    for row in refused:
        yield f"- {row.name}: {'; '.join(row.errors)}"


def _loose(rows: Sequence[Row]) -> Iterator[str]:
    """Which codes say that something is looser than described, by description."""
    found = [(row.name, codes) for row in rows if (codes := _loose_codes(row))]
    if not found:
        return
    yield from ("", "## Looser than described", "")
    yield "Where something could not be made as it is described, a diagnostic says so, and"
    yield "`trueup explain CODE` says what is made instead. By description, with the number of"
    yield "places:"
    yield ""
    for name, codes in found:
        yield f"- {name}: {', '.join(codes)}"


def _loose_codes(row: Row) -> list[str]:
    return [
        f"`{code}` {count}"
        for code, count in row.codes.items()
        if code in _LOOSE and not row.refused
    ]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
