"""Baselines: files with the diagnostics that a project has already.

The format is JSON Lines: a header, and one entry a line, sorted, so that changes of
different branches can be merged.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from ..diagnostics import KnownLocation, Report, Span
from ..source import content_of, relative_path
from .fingerprints import Fingerprint

EXPLANATIONS = {
    "invalid-baseline": """\
The file of `--baseline` is not a baseline, or a line of it was edited. It is written by
`trueup lint --baseline FILE --update-baseline`. After a merge conflict, keep the lines of both
sides.""",
    "stale-baseline": """\
The baseline has a problem that does not occur any more. `trueup lint --baseline FILE
--update-baseline` removes it, so that the problem is reported if it comes back.""",
}
"""Explanations of the diagnostic codes of this module."""

_HEADER = {"format": "trueup-baseline", "version": 1}
_FIELDS = Fingerprint.__struct_fields__
_MAX_COUNT = 10**9


class Baseline(Struct, frozen=True):
    """The entries of a file, how often each occurs, and the first line of each."""

    path: Path
    entries: Mapping[Fingerprint, int]
    lines: Mapping[Fingerprint, int]

    def location(self, entry: Fingerprint) -> KnownLocation:
        line = self.lines.get(entry, 1)
        return KnownLocation(Span(relative_path(self.path), line, 1, 1))


def read_baseline(path: Path, report: Report) -> Baseline | None:
    """Read a baseline; None, with a diagnostic, if it is invalid."""
    shown = relative_path(path)
    data = content_of(Path(os.path.abspath(path)), shown, report)
    if data is None:
        return None
    entries, lines = Counter[Fingerprint](), dict[Fingerprint, int]()
    problem = _parse(data, entries, lines)
    if problem is None:
        return Baseline(path, entries, lines)
    line, message = problem
    location = KnownLocation(Span(shown, line, 1, 1))
    hint = "restore the file, or delete it and run with `--update-baseline`"
    report.error("invalid-baseline", message, location, help=hint)
    return None


def baseline_text(entries: Mapping[Fingerprint, int]) -> str:
    """The content of a baseline."""
    lines = [json.dumps(_HEADER)]
    for entry in sorted(entries):
        count = entries[entry]
        fields = asdict(entry) | ({"count": count} if count > 1 else {})
        lines.append(json.dumps(fields))
    return "\n".join(lines) + "\n"


def updated(
    old: Mapping[Fingerprint, int],
    current: Mapping[Fingerprint, int],
    is_judged: Callable[[Fingerprint], bool],
    *,
    adds: bool,
) -> dict[Fingerprint, int]:
    """The entries of the next baseline: without those that no longer occur; with new ones
    only if it `adds`. Entries that are not judged stay, since more may occur than
    `current` has."""
    entries = {}
    for entry in {*old, *(current if adds else ())}:
        count, occurrences = old.get(entry, 0), current.get(entry, 0)
        if is_judged(entry):
            count = occurrences if adds else min(count, occurrences)
        elif adds:
            count = max(count, occurrences)
        if count:
            entries[entry] = count
    return entries


def _parse(
    data: bytes, entries: Counter[Fingerprint], lines: dict[Fingerprint, int]
) -> tuple[int, str] | None:
    """Add the entries of a file; return the line and the message of a mistake."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return 1, "the baseline is not valid UTF-8"
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() and number > 1:
            continue
        if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            return number, "the baseline contains the mark of a merge conflict"
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError):
            return number, "the line is not valid JSON"
        if number == 1:
            if fields != _HEADER:
                return 1, "the file is not a baseline of a supported version"
            continue
        entry, count = _entry(fields)
        if entry is None:
            names = ", ".join(f"`{name}`" for name in _FIELDS)
            return number, f"an entry must have {names}, and at most a `count`"
        entries[entry] += count
        lines.setdefault(entry, number)
    return None


def _entry(fields: object) -> tuple[Fingerprint | None, int]:
    if not isinstance(fields, dict) or not {*_FIELDS} <= {*fields}:
        return None, 0
    count = fields.get("count", 1)
    if {*fields} - {*_FIELDS, "count"} or isinstance(count, bool):
        return None, 0
    if not isinstance(count, int) or not 1 <= count <= _MAX_COUNT:
        return None, 0
    if not all(isinstance(fields[name], str) for name in _FIELDS):
        return None, 0
    return Fingerprint(*(fields[name] for name in _FIELDS)), count
